"""What is said beside the aanvraag: internal notes, messages with the school, and whom somebody spoke with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import klaarzetten
from loket.models import Aanvraag
from loket.models.notitie import Contactmoment, Noeming, Notitie, Schoolbericht

INTERN = (Permissie.AANVRAAG_CONTROLEREN, Permissie.BESLUIT_NEMEN)
NOEMBAAR = (Rol.LOKETMEDEWERKER, Rol.BESLISSER)
"""Who reads internal notes, and so may be named in one."""


@transaction.atomic
def notitie_schrijven(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, tekst: str, noemen: Iterable[Gebruiker] = ()
) -> Notitie:
    """An internal note. noemen: colleagues who get a mark at this case; no mail."""
    _zichtbaar(aanvraag, door, *INTERN)
    notitie = Notitie.objects.create(aanvraag=aanvraag, tekst=_tekst(tekst), created_at=op, schrijver=door)
    for wie in noemen:
        if not wie.rollen & {*NOEMBAAR}:
            raise NietMogelijk(f"{wie.naam} leest geen interne notities. Kies een collega van het loket.")
        if wie != door:
            Noeming.objects.create(notitie=notitie, gebruiker=wie)
    vastleggen("notitie_schrijven", notitie, door=door, op=op)
    return notitie


@transaction.atomic
def schoolbericht_sturen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, tekst: str) -> Schoolbericht:
    """A message to the school; whoever submitted gets a mail that says nothing but that something waits."""
    _zichtbaar(aanvraag, door, *INTERN)
    bericht = Schoolbericht.objects.create(aanvraag=aanvraag, tekst=_tekst(tekst), created_at=op, schrijver=door)
    vastleggen("schoolbericht_sturen", bericht, door=door, op=op)
    _mailen(aanvraag.ingediend_door, bericht, op)
    return bericht


@transaction.atomic
def schoolbericht_antwoorden(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, tekst: str) -> Schoolbericht:
    """A message of the school to the desk; the behandelaar gets a mail without content."""
    _zichtbaar(aanvraag, door, Permissie.AANVRAAG_INDIENEN)
    if aanvraag.kenmerk is None:
        raise NietMogelijk("Dien de aanvraag eerst in. Tot dan leest het loket niet mee.")
    bericht = Schoolbericht.objects.create(
        aanvraag=aanvraag, tekst=_tekst(tekst), created_at=op, schrijver=door, van_school=True
    )
    vastleggen("schoolbericht_antwoorden", bericht, door=door, op=op)
    _mailen(aanvraag.behandelaar, bericht, op)
    return bericht


@transaction.atomic
def contact_vastleggen(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, hoe: str, met_wie: str, op_dag: date, tekst: str
) -> Contactmoment:
    """Whom somebody of the SWV spoke with or wrote to, and what came of it. Internal."""
    _zichtbaar(aanvraag, door, *INTERN)
    if op_dag > timezone.localdate(op):
        raise NietMogelijk("Kies een dag die al is geweest.")
    contact = Contactmoment.objects.create(
        aanvraag=aanvraag,
        hoe=hoe,
        met_wie=met_wie.strip(),
        op_dag=op_dag,
        tekst=_tekst(tekst),
        created_at=op,
        schrijver=door,
    )
    vastleggen("contact_vastleggen", contact, door=door, op=op, hoe=hoe)
    return contact


def _zichtbaar(aanvraag: Aanvraag, door: Gebruiker, *permissies: Permissie) -> None:
    """404 unless the writer sees the case through a role that may write here."""
    for permissie in permissies:
        if Aanvraag.objects.visible_to(door, permissie).filter(pk=aanvraag.pk).exists():
            return
    get_object_or_404(Aanvraag.objects.none())


def _tekst(tekst: str) -> str:
    if not tekst.strip():
        raise NietMogelijk("Schrijf eerst iets op.")
    return tekst.strip()


def _mailen(wie: Gebruiker | None, bericht: Schoolbericht, op: datetime) -> None:
    if wie is not None and wie.is_active:
        klaarzetten(aan=wie.email, soort="klaar", sleutel=f"schoolbericht-{bericht.public_id}", op=op)
