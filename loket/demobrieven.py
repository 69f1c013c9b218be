"""The PDFs of letters in the demo; and own words of a fictional SWV, in force from today on, as a beheerder writes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from kern.brieven.actions import pdf_maken, te_maken
from kern.brieven.models import Brief
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


def pdfs_van(welke: Q, *, op: datetime) -> None:
    """What a worker does for these letters and for the papers that go along. welke: which rows of Brief."""
    brieven = Brief.objects.filter(welke)
    mee = Q(brief__in=brieven) | Q(brief__bijlage_bij__brief__in=brieven)
    for versie in list(te_maken(op=timezone.now()).filter(mee).distinct()):
        pdf_maken(versie.pk, op=op)


def brieven_vullen(swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime) -> None:
    """A closing, a line about help and a footer, from the day after. Only where the SWV itself is invented."""
    if not swv.fictief:
        return
    for blok, voor, tekst in TEKSTEN:
        acties.tekst_schrijven(swv, blok, voor, door=door, op=op, tekst=tekst)
    vanaf = timezone.localdate(op) + timedelta(days=1)
    concept = Briefteksten.objects.get(swv=swv, gepubliceerd_op=None)
    briefteksten_publiceren(swv, door=door, op=op, geldig_van=vanaf, gezien=acties.inhoud_afdruk(concept))
