"""What is said beside the aanvraag: internal notes, messages with the school, and whom somebody spoke with.

`sleutel` is the key of the form: the same words posted again with it give what was written the first time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import Aanvraag
from loket.models.notitie import Contactmoment, Noeming, Notitie, Schoolbericht

INTERN = (Permissie.AANVRAAG_CONTROLEREN, Permissie.BESLUIT_NEMEN)
NOEMBAAR = (Rol.LOKETMEDEWERKER, Rol.BESLISSER)
"""Who reads internal notes, and so may be named in one."""


@transaction.atomic
def notitie_schrijven(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    op: datetime,
    tekst: str,
    noemen: Iterable[Gebruiker] = (),
    sleutel: str = "",
) -> Notitie:
    """An internal note. noemen: colleagues who get a mark at this case; no mail."""
    _zichtbaar(aanvraag, door, *INTERN)
    notitie: Notitie
    notitie, nieuw = _schrijven(Notitie, aanvraag, sleutel, door=door, op=op, tekst=_tekst(tekst))
    if not nieuw:
        return notitie
    for wie in noemen:
        if not wie.rollen & {*NOEMBAAR}:
            raise NietMogelijk(f"{wie.naam} leest geen interne notities. Kies een collega van het loket.")
        if wie != door:
            Noeming.objects.create(notitie=notitie, gebruiker=wie)
    vastleggen("notitie_schrijven", notitie, door=door, op=op)
    return notitie


@transaction.atomic
def schoolbericht_sturen(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, tekst: str, sleutel: str = ""
) -> Schoolbericht:
    """A message to the school; whoever submitted gets a mail that says nothing but that something waits."""
    _zichtbaar(aanvraag, door, *INTERN)
    bericht: Schoolbericht
    bericht, nieuw = _schrijven(Schoolbericht, aanvraag, sleutel, door=door, op=op, tekst=_tekst(tekst))
    if nieuw:
        vastleggen("schoolbericht_sturen", bericht, door=door, op=op)
        _mailen(aanvraag.ingediend_door, bericht, op)
    return bericht


@transaction.atomic
def schoolbericht_antwoorden(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, tekst: str, sleutel: str = ""
) -> Schoolbericht:
    """A message of the school to the desk; the behandelaar gets a mail without content."""
    _zichtbaar(aanvraag, door, Permissie.AANVRAAG_INDIENEN)
    if aanvraag.kenmerk is None:
        raise NietMogelijk("Dien de aanvraag eerst in. Tot dan leest het loket niet mee.")
    velden = {"tekst": _tekst(tekst), "van_school": True}
    bericht: Schoolbericht
    bericht, nieuw = _schrijven(Schoolbericht, aanvraag, sleutel, door=door, op=op, **velden)
    if nieuw:
        vastleggen("schoolbericht_antwoorden", bericht, door=door, op=op)
        _mailen(aanvraag.behandelaar, bericht, op)
    return bericht


@transaction.atomic
def contact_vastleggen(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    op: datetime,
    hoe: str,
    met_wie: str,
    op_dag: date,
    tekst: str,
    sleutel: str = "",
) -> Contactmoment:
    """Whom somebody of the SWV spoke with or wrote to, and what came of it. Internal."""
    _zichtbaar(aanvraag, door, *INTERN)
    if op_dag > timezone.localdate(op):
        raise NietMogelijk("Kies een dag die al is geweest.")
    velden = {"hoe": hoe, "met_wie": met_wie.strip(), "op_dag": op_dag, "tekst": _tekst(tekst)}
    contact: Contactmoment
    contact, nieuw = _schrijven(Contactmoment, aanvraag, sleutel, door=door, op=op, **velden)
    if nieuw:
        vastleggen("contact_vastleggen", contact, door=door, op=op, hoe=hoe)
    return contact


def _schrijven(
    soort: type[Any], aanvraag: Aanvraag, sleutel: str, *, door: Gebruiker, op: datetime, **velden: Any
) -> tuple[Any, bool]:
    """What was written, and whether it is new. Other words from the same form (by the back button) are new too."""
    alles = {"aanvraag": aanvraag, "created_at": op, "schrijver": door, **velden}
    if not sleutel:
        return soort.objects.create(**alles), True
    wat = json.dumps([sleutel, aanvraag.pk, door.pk, velden], default=str, sort_keys=True)
    afdruk = hashlib.sha256(wat.encode()).hexdigest()
    rij, nieuw = soort.objects.get_or_create(eenmalig=afdruk, defaults=alles)
    return rij, nieuw


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
        melden(wie=wie, sleutel=f"schoolbericht-{bericht.public_id}", op=op)
