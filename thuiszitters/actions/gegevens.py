"""Putting right what is written down of a case: why, where the child lives and goes to school, and who knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Gemeente, School
from thuiszitters.models import Casus
from thuiszitters.rules.leerplicht import kan_diploma_hebben
from thuiszitters.rules.soorten import Soort

from .overgang import Intussen, afdruk, lopende_casus
from .verzuim import TOEKOMST

P = Permissie


@dataclass(frozen=True, kw_only=True)
class Casusgegevens:
    """What it becomes. school: None where the child is on no school; startkwalificatie_op: the day of the diploma."""

    reden: str
    school: School | None
    woongemeente: Gemeente | None
    ouders_ingelicht_op: date | None
    ouders_waarom_niet: str = ""
    startkwalificatie_op: date | None = None


def gegevens_nu(casus: Casus) -> str:
    """A print of what is written down now."""
    return afdruk(getattr(casus, f"{naam}_id", getattr(casus, naam)) for naam in Casusgegevens.__dataclass_fields__)


@transaction.atomic
def gegevens_wijzigen(
    casus: Casus, wat: Casusgegevens, *, door: Gebruiker, op: datetime, toen: str | None = None
) -> Casus:
    """Write it down. Which school it is, is for who looks after cases: the school of before sees it no longer.

    toen: gegevens_nu when the page was opened; raises Intussen when it is something else by now. Raises NietMogelijk
    for a day that is still to come, a diploma of a child, or another school without that right.
    """
    rij = lopende_casus(casus, P.THUISZITTER_MELDEN, P.THUISZITTER_BEGELEIDEN, door=door, op=op)
    if toen is not None and toen != gegevens_nu(rij):
        raise Intussen
    vandaag, begeleidt = timezone.localdate(op), Casus.objects.visible_to(door, P.THUISZITTER_BEGELEIDEN)
    if wat.school != rij.school and not begeleidt.filter(pk=rij.pk).exists():
        raise NietMogelijk("De school verandert wie deze casus begeleidt.")
    if any(dag is not None and dag > vandaag for dag in (wat.ouders_ingelicht_op, wat.startkwalificatie_op)):
        raise NietMogelijk(TOEKOMST)
    if wat.startkwalificatie_op and not kan_diploma_hebben(rij.leerling.geboortedatum, wat.startkwalificatie_op):
        raise NietMogelijk("Zo jong heeft een kind nog geen diploma van mbo-2, havo of vwo. Kijk de datum na.")
    if wat.school is not None and rij.verzuim.filter(tot=None, soort=Soort.ABSOLUUT).exists():
        raise NietMogelijk("Er staat nog dat het kind op geen school staat. Wijzig eerst het verzuim.")
    anders = [naam for naam in Casusgegevens.__dataclass_fields__ if getattr(rij, naam) != getattr(wat, naam)]
    for naam in anders:
        setattr(rij, naam, getattr(wat, naam))
    bewaren(rij)
    if anders:
        vastleggen("casus_gegevens", rij, door=door, op=op, velden=", ".join(anders))
    return rij
