"""The next school year: what it would begin with when it is made like this one, and making it so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from arrangementen.models import Aanbod, Pot, Tarief
from arrangementen.rules.aanbod import INDEX_TOT, INDEX_VAN, schooljaren
from arrangementen.rules.prognose import geindexeerd
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.schooljaar import eerste_dag, laatste_dag
from scholen.models import Samenwerkingsverband, SchoolDeelname

from .potten import pot_maken


@dataclass(frozen=True)
class Regel:
    """One amount: of what, this year and the next. nieuw is None when it does not go along, with the reason."""

    naam: str
    oud: Decimal
    nieuw: Decimal | None
    reden: str = ""


def tarieven_voor(swv: Samenwerkingsverband, jaar: int, procent: Decimal) -> list[Regel]:
    """What tarieven_overnemen would write for this school year, and what goes along with none."""
    dan = Aanbod.objects.tussen(eerste_dag(jaar), laatste_dag(jaar)).filter(swv=swv)
    heeft = set(Tarief.objects.filter(aanbod__swv=swv, schooljaar=jaar).values_list("aanbod", flat=True))
    blijft = set(dan.values_list("pk", flat=True))
    vorige = Tarief.objects.filter(aanbod__swv=swv, schooljaar=jaar - 1).geldend().select_related("aanbod")
    regels = []
    for een in vorige:
        if een.aanbod_id in blijft and een.aanbod_id not in heeft:
            regels.append(Regel(een.aanbod.naam, een.bedrag, geindexeerd(een.bedrag, procent)))
        elif een.aanbod_id not in blijft:
            regels.append(Regel(een.aanbod.naam, een.bedrag, None, "stopt"))
    return sorted(regels, key=lambda een: een.naam)


def potten_voor(swv: Samenwerkingsverband, jaar: int, procent: Decimal) -> list[Regel]:
    """What potten_overnemen would make for this school year, and which budgets do not go along."""
    return [
        Regel(str(pot.naam), pot.begroot, None if reden else geindexeerd(pot.begroot, procent), reden)
        for pot, reden in _potten(swv, jaar)
    ]


@transaction.atomic
def potten_overnemen(
    *, door: Gebruiker, op: datetime, swv: Samenwerkingsverband, schooljaar: int, procent: Decimal
) -> int:
    """Make each budget of the year before for this school year, raised by so many percent; returns how many.

    What there is already stays, so a second time gives 0. Nothing of what is left goes along: that is a decision.
    """
    rechten_nodig(door, Permissie.BUDGET_BEHEREN)
    if schooljaar not in schooljaren(timezone.localdate(op)):
        raise NietMogelijk("Kies het vorige, dit of het volgende schooljaar.")
    if not INDEX_VAN <= procent <= INDEX_TOT:
        raise NietMogelijk(f"Vul een percentage in van {INDEX_VAN} tot en met {INDEX_TOT}.")
    Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk)
    nieuw = [pot for pot, reden in _potten(swv, schooljaar) if not reden]
    for pot in nieuw:
        pot_maken(
            door=door,
            op=op,
            swv=swv,
            schooljaar=schooljaar,
            naam=pot.naam,
            begroot=geindexeerd(pot.begroot, procent),
            werkgebied=pot.werkgebied,
            bestuur=pot.bestuur,
            school=pot.school,
            aanbod=pot.aanbod,
            grootboek=pot.grootboek,
            kostenplaats=pot.kostenplaats,
            blokkeert=pot.blokkeert,
        )
    if nieuw:
        hoe = {"jaar": schooljaar, "procent": str(procent), "aantal": len(nieuw)}
        vastleggen("potten_overnemen", swv, door=door, op=op, hoe=hoe)
    return len(nieuw)


def _potten(swv: Samenwerkingsverband, jaar: int) -> list[tuple[Pot, str]]:
    """The budgets of the year before that have none yet in this one, with why one does not go along."""
    plaats = ("werkgebied_id", "bestuur_id", "school_id", "aanbod_id")
    al = set(Pot.objects.filter(swv=swv, schooljaar=jaar).values_list(*plaats))
    dan = set(Aanbod.objects.tussen(eerste_dag(jaar), laatste_dag(jaar)).filter(swv=swv).values_list("pk", flat=True))
    deel = SchoolDeelname.objects.filter(Q(tot=None) | Q(tot__gte=eerste_dag(jaar)), swv=swv)
    scholen = set(deel.values_list("school", flat=True))
    besturen = set(deel.values_list("school__bestuur", flat=True))
    potten = Pot.objects.filter(swv=swv, schooljaar=jaar - 1).order_by("naam", "pk")
    gevonden = []
    for pot in potten.select_related("werkgebied", "bestuur", "school", "aanbod"):
        if tuple(getattr(pot, naam) for naam in plaats) in al:
            continue
        weg = (pot.school_id and pot.school_id not in scholen) or (pot.bestuur_id and pot.bestuur_id not in besturen)
        stopt = pot.aanbod_id and pot.aanbod_id not in dan
        gevonden.append((pot, "doet niet meer mee" if weg else "stopt" if stopt else ""))
    return gevonden
