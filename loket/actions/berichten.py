"""Telling a school that something waits for it: a mail without names, each occasion once (afspraken 21 and 48)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import Systeem
from kern.gebruikers.rollen import Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import klaarzetten, melden
from kern.termijnen.kalender import is_werkdag
from loket.models import Aanvraag, Aanvulling, Status
from scholen.models import School

HERINNERAAR = Systeem("herinneringen")
EERSTE_UUR, LAATSTE_UUR = 8, 15
"""Amsterdam time, on working days: nobody is called back to work in the evening (afspraak 48)."""


def bericht_aan_school(aanvraag: Aanvraag, *, sleutel: str, op: datetime, dringend: bool = False) -> None:
    """Tell whoever works on this aanvraag at the school. sleutel: the occasion; for each it goes out once."""
    for wie in _wie(aanvraag, timezone.localdate(op)):
        melden(wie=wie, sleutel=f"{sleutel}-{wie.public_id}", op=op, dringend=dringend)


def school_herinneren_aan(aanvraag: Aanvraag, *, sleutel: str, op: datetime) -> None:
    """Remind the same people of what has to be done in time."""
    for wie in _wie(aanvraag, timezone.localdate(op)):
        klaarzetten(aan=wie.email, soort="herinnering", sleutel=f"{sleutel}-{wie.public_id}", op=op)


def intrekking_melden(aanvraag: Aanvraag, *, op: datetime) -> None:
    """Tell the school that its question was stopped, and who was answering it that no answer is needed any more."""
    bericht_aan_school(aanvraag, sleutel=f"ingetrokken-{aanvraag.public_id}", op=op)
    if (wie := aanvraag.behandelaar) is not None:
        melden(wie=wie, sleutel=f"ingetrokken-{aanvraag.public_id}-b{wie.public_id}", op=op)


@transaction.atomic
def herinneren(*, op: datetime) -> int:
    """Remind schools of what was asked and is due soon, once for each request; gives how many were reminded."""
    nu, vandaag = timezone.localtime(op), timezone.localdate(op)
    if not is_werkdag(vandaag) or not EERSTE_UUR <= nu.hour < LAATSTE_UUR:
        return 0
    lijst = _bijna_om(vandaag)
    for aanvulling in lijst:
        school_herinneren_aan(aanvulling.aanvraag, sleutel=f"aanvulling-herinnering-{aanvulling.public_id}", op=op)
        aanvulling.herinnerd_op = vandaag
        aanvulling.save(update_fields=["herinnerd_op"])
        vastleggen("aanvulling_herinneren", aanvulling.aanvraag, door=HERINNERAAR, op=op)
    return len(lijst)


def _bijna_om(vandaag: date) -> list[Aanvulling]:
    """Open requests whose last day is near and that were not reminded of yet; never on the day of asking itself."""
    open_ = (
        Aanvulling.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(
            aangevuld_op=None,
            verlopen_op=None,
            herinnerd_op=None,
            aanvraag__status=Status.AANVULLING_GEVRAAGD,
            gevraagd_op__lt=vandaag,
            hersteltermijn_tot__gte=vandaag,
        )
        .select_related("aanvraag__school", "aanvraag__leerling", "aanvraag__instelling")
        .order_by("pk")
    )
    return [
        een
        for een in open_
        if een.hersteltermijn_tot <= vandaag + timedelta(days=een.aanvraag.instelling.herinnering_dagen)
    ]


def mensen_van(school: School, dag: date) -> list[Gebruiker]:
    """Everybody who writes aanvragen at this school."""
    leden = Lidmaatschap.objects.geldig(dag).filter(rol__in=[Rol.IB, Rol.DIRECTEUR], plek__school=school)
    return list(Gebruiker.objects.filter(is_active=True, pk__in=leden.values("gebruiker")).order_by("pk"))


def _wie(aanvraag: Aanvraag, dag: date) -> list[Gebruiker]:
    """Who submitted or began it, when that person still works there; otherwise everybody who may complete it."""
    mensen = mensen_van(aanvraag.school, dag)
    indiener = [wie for wie in mensen if wie.pk == (aanvraag.ingediend_door_id or aanvraag.aangemaakt_door_id)]
    return indiener or mensen
