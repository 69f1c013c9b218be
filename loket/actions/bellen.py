"""Calling the parents first: made with the decision, done or skipped with a reason, never past the term."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import BESLOTEN, Aanvraag, Beltaak, Besluit
from loket.rules.bellen import bellen_wacht, waarom_eerst_bellen

from .overgang import overgang


def beltaak_maken(besluit: Besluit) -> None:
    """Together with the decision: a task when the letter says what parents do not hope for."""
    aanvraag = besluit.aanvraag
    if aanvraag.instelling.eerst_bellen and (
        reden := waarom_eerst_bellen(besluit.uitkomst, aanvraag.onderdeel_mening.ouders_eens)
    ):
        Beltaak.objects.create(besluit=besluit, reden=reden)


def open_beltaak(aanvraag: Aanvraag) -> Beltaak | None:
    """The call that has not been made."""
    rijen = Beltaak.objects.filter(besluit__aanvraag=aanvraag, afgedaan_op=None)
    return rijen.select_related("besluit__aanvraag").first()


def eerst_bellen(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Why the letters wait. On the last day of the term they go out all the same."""
    vandaag = timezone.localdate(op)
    termijn = aanvraag.termijn(vandaag)
    if open_beltaak(aanvraag) and bellen_wacht(termijn.uiterlijk if termijn else None, vandaag):
        return "Bel eerst de ouders, of schrijf op waarom dat niet hoeft."
    return ""


def moet_bellen(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    return "" if open_beltaak(aanvraag) else "Er hoeft niemand meer gebeld te worden."


@overgang(van=BESLOTEN, naar=sorted(BESLOTEN), permissie=Permissie.BRIEF_VERZENDEN, mits=(moet_bellen,))
def ouders_bellen(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, verslag: str = "", overgeslagen_reden: str = ""
) -> None:
    """Write down that was called (with whom, what was said), or why not; exactly one of the two."""
    verslag, reden = verslag.strip(), overgeslagen_reden.strip()
    if bool(verslag) == bool(reden):
        raise NietMogelijk("Schrijf op met wie je belde, of waarom je niet belt.")
    taak = open_beltaak(aanvraag)
    assert taak is not None
    taak.verslag, taak.overgeslagen_reden = verslag, reden
    taak.afgedaan_op, taak.afgedaan_door = op, door
    taak.save()
    vastleggen("gebeld" if verslag else "niet_gebeld", taak, door=door, op=op)
