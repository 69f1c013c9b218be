"""Enrolling a child at a school from a day on."""

from __future__ import annotations

from datetime import date, timedelta

from scholen.models import Inschrijving, Leerling, School


def overschrijven(leerling: Leerling, school: School, per: date) -> None:
    """The child is at this school from this day on; enrolments elsewhere end the day before. In a running transaction.

    A child that is there already stays as it was enrolled.
    """
    open_ = Inschrijving.objects.select_for_update().filter(leerling=leerling, tot=None)
    for inschrijving in open_.exclude(school=school):
        if inschrijving.van < per:
            inschrijving.tot = per - timedelta(days=1)
            inschrijving.save(update_fields=["tot"])
    if not open_.filter(school=school).exists():
        Inschrijving.objects.create(leerling=leerling, school=school, van=per)
