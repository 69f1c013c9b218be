"""Own words of a fictional SWV in its letters, in force from today on, through the actions of the beheerder."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from loket.actions import briefteksten as acties
from loket.actions.briefproef import briefteksten_publiceren
from loket.models import Briefteksten
from scholen.models import Samenwerkingsverband

TEKSTEN = (
    ("slot", "", "Heeft u vragen over deze brief? Bel ons op {telefoon}. Wij leggen hem graag uit."),
    ("hulp", "besluit", "Wilt u eerst met ons praten? Dat kan ook bij u thuis of op school."),
    ("voettekst", "", "Ons loket is open op werkdagen van 8.30 tot 17.00 uur."),
)


def brieven_vullen(swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime) -> None:
    """A closing, a line about help and a footer, from the day after. Only where the SWV itself is invented."""
    if not swv.fictief:
        return
    for blok, voor, tekst in TEKSTEN:
        acties.tekst_schrijven(swv, blok, voor, door=door, op=op, tekst=tekst)
    vanaf = timezone.localdate(op) + timedelta(days=1)
    concept = Briefteksten.objects.get(swv=swv, gepubliceerd_op=None)
    briefteksten_publiceren(swv, door=door, op=op, geldig_van=vanaf, gezien=acties.inhoud_afdruk(concept))
