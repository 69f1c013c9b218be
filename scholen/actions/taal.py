"""The language in which somebody wants letters explained."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kern.brieven.talen import NEDERLANDS, TALEN
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.actions import vastleggen
from scholen.models import Betrokkene, Leerling


def taal_van(gebruiker: Gebruiker) -> str:
    """The language this user chose as a parent or pupil; Dutch for who chose none, and for staff."""
    return taal_uit(ik(gebruiker))


def taal_uit(zelf: Iterable[Betrokkene | Leerling]) -> str:
    """The first language that was chosen by these, who are one person; Dutch when none was."""
    return next((een.taal for een in zelf if een.taal in TALEN), NEDERLANDS)


@transaction.atomic
def taal_kiezen(*, door: Gebruiker, op: datetime, taal: str) -> None:
    """Keep the language in which this parent or pupil reads explanations; letters from now on bring it on paper too.

    Raises NietMogelijk for a language we do not have, and for who is neither.
    """
    if taal not in TALEN:
        raise NietMogelijk("Kies een van deze talen.")
    zelf = ik(door)
    if not zelf:
        raise NietMogelijk("Alleen ouders en leerlingen kiezen een taal.")
    for een in zelf:
        if een.taal != taal:
            een.taal = taal
            een.save(update_fields=["taal"])
            vastleggen("taal_kiezen", een, door=door, op=op, taal=taal)


def ik(gebruiker: Gebruiker) -> list[Betrokkene | Leerling]:
    """As whom we know this account: a parent once per child that a school wrote down, or the pupil itself."""
    betrokkenen: list[Betrokkene | Leerling] = list(Betrokkene.objects.filter(gebruiker=gebruiker).order_by("pk"))
    return betrokkenen or list(Leerling.objects.filter(gebruiker=gebruiker))
