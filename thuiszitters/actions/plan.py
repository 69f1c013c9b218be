"""The plan of a child: begin, write, agree on it, look back, close. With a casus each of these is also done in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.actions import vastleggen
from scholen.models import Inschrijving, Leerling, Samenwerkingsverband, School, SchoolDeelname
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van
from thuiszitters.models import OPEN, Afspraak, Casus, Plan, Plandoel, Plangesprek, Planwoord
from thuiszitters.rules.melding import komende_dag_fout
from thuiszitters.rules.plan import HOOGSTENS, terugkijken_op, wat_ontbreekt

from .overgang import Intussen, afdruk, lopend_plan, overgang
from .schoolweken import schooldagen_bij
from .stappen import DOEN
from .verloop import plan_gemaakt
from .verzuim import TOEKOMST

VASTGESTELD = "Dit plan is al vastgesteld. Ga verder met samen terugkijken, of sluit het af."


@dataclass(frozen=True)
class Gesprek:
    """What is written down of a talk. vervolg: how they go on, only after looking back together."""

    soort: str
    dag: date
    wie: str
    verslag: str
    gezin_leest: bool
    vervolg: str = ""


@transaction.atomic
def plan_beginnen(leerling: Leerling, *, door: Gebruiker, op: datetime) -> Plan:
    """Begin the plan of this child, or give the one that runs. Its running casus, if any, is where it belongs.

    What an earlier school had begun is closed: a child has one plan, of the school where it is now.
    """
    rijen = Leerling.objects.visible_to(door, *DOEN).select_for_update(of=("self",))
    kind: Leerling = get_object_or_404(rijen, pk=leerling.pk)
    if bestaand := Plan.objects.visible_to(door, *DOEN).lopend().filter(leerling=kind).first():
        return bestaand
    lopend = Casus.objects.visible_to(door, *DOEN).filter(leerling=kind, status__in=OPEN)
    casus = lopend.select_for_update(of=("self",)).first()
    school = casus.school if casus is not None else _eigen_school(kind, door, op)
    swv = casus.swv if casus is not None else _swv(school, op)
    if swv is None:
        raise NietMogelijk("Zonder casus begint de school van het kind een plan. Meld het kind eerst.")
    _vorige_sluiten(kind, swv, op)
    plan = Plan(swv=swv, leerling=kind, school=school, casus=casus, begonnen_op=op, begonnen_door=door)
    bewaren(plan)
    vastleggen("plan_beginnen", plan, door=door, op=op)
    return plan


def _eigen_school(kind: Leerling, door: Gebruiker, op: datetime) -> School | None:
    """Where this user works and the child is enrolled today."""
    hier = Inschrijving.objects.geldig(timezone.localdate(op)).filter(leerling=kind)
    return scholen_van(door, *SCHOOL_SCHRIJFT).filter(pk__in=hier.values("school")).order_by("pk").first()


def _swv(school: School | None, op: datetime) -> Samenwerkingsverband | None:
    deelnames = SchoolDeelname.objects.geldig(timezone.localdate(op)).filter(school=school, swv__eigen=True)
    deelname = deelnames.select_related("swv").order_by("swv__code").first()
    return deelname.swv if deelname is not None else None


def _vorige_sluiten(kind: Leerling, swv: Samenwerkingsverband, op: datetime) -> None:
    vorige = Plan.objects.select_for_update().lopend().filter(swv=swv, leerling=kind).first()
    if vorige is None:
        return
    dag = timezone.localdate(op)
    if Inschrijving.objects.geldig(dag).filter(leerling=kind, school=vorige.school).exists():
        raise NietMogelijk("Een andere school van dit kind heeft al een plan. Overleg met die school.")
    vorige.gesloten_op, vorige.slotwoord = dag, "Het kind ging naar een andere school."
    vorige.save(update_fields=["gesloten_op", "slotwoord"])


def plan_meenemen(casus: Casus) -> None:
    """A child that is reported takes its plan along into the case. In a running transaction, by who holds the case."""
    plan = Plan.objects.select_for_update().lopend().filter(swv=casus.swv, leerling=casus.leerling).first()
    if plan is None:
        return
    plan.casus = casus
    if casus.leerling.inschrijvingen.geldig(timezone.localdate()).filter(school=casus.school_id or 0).exists():
        plan.school = casus.school  # where it is enrolled; a school that only has its aanmelding reads no plan yet
    plan.save(update_fields=["casus", "school"])
    Afspraak.objects.filter(plan=plan, casus=None, klaar_op=None).update(casus=casus)


def plan_nu(plan: Plan) -> str:
    """A print of the concept as it is written down now."""
    wensen = dict(plan.woorden.filter(gever=None).order_by("op", "pk").values_list("van", "wens"))
    doelen = plan.doelen.order_by("volgorde").values_list("doel", "maat")
    return afdruk([plan.helpt, plan.besproken_op, *doelen, *sorted(wensen.items())])


@transaction.atomic
def plan_schrijven(
    plan: Plan,
    *,
    door: Gebruiker,
    op: datetime,
    helpt: str,
    doelen: Sequence[tuple[str, str]],
    besproken_op: date | None = None,
    wens_leerling: str = "",
    wens_ouders: str = "",
    toen: str | None = None,
) -> Plan:
    """Write the concept down: what helps, the goals with by what you see them, and what child and parents want.

    toen: plan_nu when the page was opened; raises Intussen when it is something else by now.
    """
    rij = lopend_plan(plan, *DOEN, door=door, op=op)
    if rij.vastgesteld_op is not None:
        raise NietMogelijk(VASTGESTELD)
    if toen is not None and toen != plan_nu(rij):
        raise Intussen
    if besproken_op is not None and besproken_op > timezone.localdate(op):
        raise NietMogelijk(TOEKOMST)
    if len(doelen) > HOOGSTENS:
        raise NietMogelijk(f"Kies hoogstens {HOOGSTENS} doelen.")
    rij.helpt, rij.besproken_op = helpt, besproken_op
    rij.save(update_fields=["helpt", "besproken_op"])
    rij.doelen.all().delete()
    for nummer, (doel, maat) in enumerate(doelen, 1):
        bewaren(Plandoel(plan=rij, volgorde=nummer, doel=doel, maat=maat))
    for van, wens in ((Planwoord.Van.LEERLING, wens_leerling), (Planwoord.Van.OUDERS, wens_ouders)):
        _opschrijven(rij, van, wens, door=door, op=op)
    vastleggen("plan_schrijven", rij, door=door, op=op)
    return rij


def _opschrijven(plan: Plan, van: str, wens: str, *, door: Gebruiker, op: datetime) -> None:
    """What staff heard, unless it is what staff wrote down last."""
    vorige = plan.woorden.filter(van=van, gever=None).first()
    if wens and (vorige is None or vorige.wens != wens):
        bewaren(Planwoord(plan=plan, van=van, wens=wens, op=op, door=door))


@transaction.atomic
def plan_vaststellen(plan: Plan, *, door: Gebruiker, op: datetime) -> Plan:
    """From now on this is the plan: everybody works by it, the family reads it, and its goals stand.

    A casus that waited for a plan goes on by that.
    """
    rij = lopend_plan(plan, *DOEN, door=door, op=op)
    if rij.vastgesteld_op is not None:
        raise NietMogelijk(VASTGESTELD)
    wens = rij.woorden.filter(van=Planwoord.Van.LEERLING).exists()
    doelen, besproken = rij.doelen.count(), rij.besproken_op is not None
    if mist := wat_ontbreekt(kind=rij.leerling.roepnaam, doelen=doelen, besproken=besproken, wens=wens):
        raise NietMogelijk(" ".join(mist))
    rij.vastgesteld_op = timezone.localdate(op)
    rij.evaluatie_op = volgende_keer(rij, rij.vastgesteld_op)
    bewaren(rij)
    if rij.casus is not None and not overgang.regels["plan_gemaakt"].waarom_niet(rij.casus, door, op):
        plan_gemaakt(rij.casus, door=door, op=op, dag=rij.vastgesteld_op)
    vastleggen("plan_vaststellen", rij, door=door, op=op, terugkijken=str(rij.evaluatie_op))
    return rij


@transaction.atomic
def doel_toevoegen(plan: Plan, *, door: Gebruiker, op: datetime, doel: str, maat: str) -> Plandoel:
    """One more goal, in a plan that holds."""
    rij = lopend_plan(plan, *DOEN, door=door, op=op)
    laatste = rij.doelen.last()
    if laatste is not None and laatste.volgorde >= HOOGSTENS:
        raise NietMogelijk(f"Kies hoogstens {HOOGSTENS} doelen.")
    nieuw = Plandoel(plan=rij, volgorde=laatste.volgorde + 1 if laatste else 1, doel=doel, maat=maat)
    bewaren(nieuw)
    vastleggen("doel_toevoegen", rij, door=door, op=op)
    return nieuw


@transaction.atomic
def planafspraak_maken(
    plan: Plan, *, door: Gebruiker, op: datetime, wat: str, voor: date, wie: Gebruiker | None = None, naam: str = ""
) -> Afspraak:
    """Agree what somebody does before a day for this plan; of a running case it is then an agreement too."""
    rij = lopend_plan(plan, *DOEN, door=door, op=op)
    casus = rij.casus if rij.casus is not None and rij.casus.loopt else None
    if fout := komende_dag_fout(voor, timezone.localdate(op)):
        raise NietMogelijk(fout)
    afspraak = Afspraak(plan=rij, casus=casus, wat=wat, voor=voor, wie=wie, naam=naam)
    afspraak.gemaakt_op, afspraak.gemaakt_door = op, door
    bewaren(afspraak)
    vastleggen("afspraak_maken", rij, door=door, op=op, voor=str(voor))
    return afspraak


@transaction.atomic
def gesprek_vastleggen(
    plan: Plan,
    gesprek: Gesprek,
    *,
    door: Gebruiker,
    op: datetime,
    uitkomsten: Mapping[int, str] | None = None,
    terugkijken: date | None = None,
) -> Plangesprek:
    """Write a talk down. After looking back together also what became of each goal, and when they look back again.

    uitkomsten: by the number of the goal in the plan. terugkijken: three school weeks later when it is not named.
    """
    rij = lopend_plan(plan, *DOEN, door=door, op=op)
    if gesprek.dag > timezone.localdate(op):
        raise NietMogelijk(TOEKOMST)
    nieuw = Plangesprek(plan=rij, op=op, door=door, soort=gesprek.soort, dag=gesprek.dag, wie=gesprek.wie)
    nieuw.verslag, nieuw.vervolg, nieuw.gezin_leest = gesprek.verslag, gesprek.vervolg, gesprek.gezin_leest
    if gesprek.soort == Plangesprek.Soort.TERUGKIJKEN:
        _teruggekeken(rij, gesprek.dag, uitkomsten or {}, terugkijken)
    bewaren(nieuw)
    vastleggen("gesprek_vastleggen", rij, door=door, op=op, soort=gesprek.soort, dag=str(gesprek.dag))
    return nieuw


def _teruggekeken(plan: Plan, dag: date, uitkomsten: Mapping[int, str], terugkijken: date | None) -> None:
    if plan.vastgesteld_op is None:
        raise NietMogelijk("Stel het plan eerst vast. Daarna kijk je samen terug.")
    volgende = terugkijken or volgende_keer(plan, dag)
    if volgende <= dag:
        raise NietMogelijk("De volgende keer terugkijken is na dit gesprek.")
    for doel in plan.doelen.filter(volgorde__in=uitkomsten):
        doel.uitkomst = uitkomsten[doel.volgorde]
        doel.uitkomst_op = dag if doel.uitkomst else None
        bewaren(doel)
    plan.evaluatie_op = volgende
    plan.save(update_fields=["evaluatie_op"])


@transaction.atomic
def plan_sluiten(plan: Plan, *, door: Gebruiker, op: datetime, slotwoord: str) -> Plan:
    """The plan is finished, with how it went."""
    rij = lopend_plan(plan, *DOEN, door=door, op=op)
    if not slotwoord.strip():
        raise NietMogelijk("Schrijf op hoe het is gegaan.")
    rij.gesloten_op, rij.slotwoord = timezone.localdate(op), slotwoord
    bewaren(rij)
    vastleggen("plan_sluiten", rij, door=door, op=op)
    return rij


def volgende_keer(plan: Plan, dag: date) -> date:
    """The day that is proposed for looking back on what begins on this day, by the holidays of the region."""
    return terugkijken_op(dag, schooldagen_bij(plan, dag))
