"""Writing down hours, and who gives them. Writing sets what one did on one day: a second click changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Sum
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Aanbieder, Arrangement, Beeindiging, Beslissing, Inzet, Urenregel, Vorm
from arrangementen.rules import uren as regels
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.termijnen.kalender import feestdagen, schoolvakanties
from scholen.models import Instelling, School
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

P = Permissie


class Bevestigen(NietMogelijk):
    """Hours that are odd and can be right. vragen: the sentences to say yes to."""

    def __init__(self, vragen: list[str]) -> None:
        super().__init__(" ".join(vragen))
        self.vragen = vragen


@dataclass(frozen=True, kw_only=True)
class Uren:
    """What somebody did for one arrangement on one day: that much of this kind in all, zero to take it away."""

    dag: date
    soort: str
    kwartieren: int


def te_schrijven(door: Gebruiker) -> Q:
    """As a condition on Arrangement: for which this user writes hours. A school for help that it gives itself, staff
    of the SWV for help of its own and of organisations from outside."""
    eigen = scholen_van(door, *SCHOOL_SCHRIJFT).values("pk")
    wie = Q(aanbod__aanbieder=Aanbieder.SCHOOL, school__in=eigen)
    if Rol.ADVISEUR in door.rollen:
        wie |= Q(aanbod__aanbieder__in=[Aanbieder.EIGEN, Aanbieder.EXTERN])
    bekend = Beslissing.objects.visible_to(door).exclude(van=None)
    return Q(aanbod__vorm=Vorm.UREN, beslissing__in=bekend) & wie


def schrijft_uren(arrangement: Arrangement, door: Gebruiker) -> bool:
    """Whether this user writes the hours of this arrangement."""
    schrijft = Arrangement.objects.filter(te_schrijven(door), pk=arrangement.pk)
    return door.heeft(P.UREN_SCHRIJVEN) and schrijft.exists()


@transaction.atomic
def uren_schrijven(
    arrangement: Arrangement,
    wat: Uren,
    *,
    door: Gebruiker,
    op: datetime,
    inzet: Inzet | None = None,
    bevestigd: bool = False,
) -> str:
    """Set the hours of this kind on this day. inzet: who did it; without it the user self, who is added when new.

    Returns a warning, or "". Raises Bevestigen for what must be said yes to first, NietMogelijk for what cannot be.
    """
    rij = _op_slot(arrangement, door)
    wie = inzet if inzet is not None else _zelf(rij, door, op)
    if wie.arrangement_id != rij.pk:
        raise NietMogelijk("Deze persoon hoort bij een ander arrangement.")
    van_wie = Urenregel.objects.filter(inzet=wie, dag=wat.dag, soort=wat.soort)
    staat = [*van_wie.filter(corrigeert=None, correctie=None)]
    if sum(een.kwartieren for een in staat) != wat.kwartieren:
        _nagaan(rij, wie, wat, door=door, op=op, bevestigd=bevestigd)
        gelijk = {"arrangement": rij, "inzet": wie, "dag": wat.dag, "soort": wat.soort}
        gelijk |= {"geschreven_op": op, "geschreven_door": door}
        for een in staat:
            bewaren(Urenregel(**gelijk, kwartieren=-een.kwartieren, corrigeert=een))
        if wat.kwartieren:
            bewaren(Urenregel(**gelijk, kwartieren=wat.kwartieren))
        vastleggen("uren_schrijven", rij, door=door, op=op, dag=str(wat.dag), kwartieren=str(wat.kwartieren))
    return regels.te_veel(geschreven(rij), rij.beslissing.aantal)


@transaction.atomic
def inzet_toevoegen(
    arrangement: Arrangement,
    *,
    door: Gebruiker,
    op: datetime,
    gebruiker: Gebruiker | None = None,
    naam: str = "",
    uren_per_week: Decimal | None = None,
    uren_totaal: Decimal | None = None,
) -> Inzet:
    """Say who gives this help and how much is planned. For who is there already, the plan is set anew."""
    rij = _op_slot(arrangement, door)
    wie = Inzet.objects.filter(arrangement=rij, gebruiker=gebruiker, naam=naam.strip()).first()
    wie = wie or Inzet(arrangement=rij, gebruiker=gebruiker, naam=naam.strip(), gemaakt_op=op, gemaakt_door=door)
    wie.uren_per_week, wie.uren_totaal, wie.tot = uren_per_week, uren_totaal, None
    bewaren(wie)
    vastleggen("inzet_toevoegen", rij, door=door, op=op, wie=gebruiker.public_id if gebruiker else "van buiten")
    return wie


@transaction.atomic
def inzet_beeindigen(inzet: Inzet, *, door: Gebruiker, op: datetime) -> None:
    """Say that somebody no longer gives this help; what was written down stays."""
    rij = _op_slot(inzet.arrangement, door)
    Inzet.objects.filter(pk=inzet.pk, arrangement=rij).update(tot=timezone.localdate(op))
    vastleggen("inzet_beeindigen", rij, door=door, op=op)


def collegas_voor(rij: Arrangement, vandaag: date) -> Iterable[Gebruiker]:
    """Who can be named: people of the school when it helps itself, else advisers of the SWV."""
    if rij.aanbod.aanbieder == Aanbieder.SCHOOL:
        return school_van(rij.school, vandaag)
    return met_rol(Rol.ADVISEUR, vandaag)


def school_van(school: School, vandaag: date) -> Iterable[Gebruiker]:
    """Who asks for help at this school, and keeps it."""
    leden = Lidmaatschap.objects.geldig(vandaag).filter(rol__in=SCHOOL_SCHRIJFT, plek__school=school)
    gebruikers: Iterable[Gebruiker] = Gebruiker.objects.filter(is_active=True, pk__in=leden.values("gebruiker"))
    return gebruikers


def geschreven(arrangement: Arrangement) -> int:
    """All quarters that were written down for it, by whomever."""
    som: int | None = Urenregel.objects.filter(arrangement=arrangement).aggregate(som=Sum("kwartieren"))["som"]
    return som or 0


def vrije_dag(dag: date, vakantieregio: str, eigen: Collection[date] = ()) -> str:
    """Why children are not at school on this day; "" when they are. eigen: days off of the SWV itself."""
    if dag.weekday() > 4:
        return "in het weekend"
    if dag in feestdagen(dag.year):
        return "een feestdag"
    if dag in schoolvakanties(dag.year, vakantieregio):
        return "een dag in de schoolvakantie"
    return "een vrije dag in deze regio" if dag in eigen else ""


def _op_slot(arrangement: Arrangement, door: Gebruiker) -> Arrangement:
    """The row, locked: two who write at once see each other's hours."""
    rechten_nodig(door, P.UREN_SCHRIJVEN)
    rijen = Arrangement.objects.visible_to(door, P.UREN_SCHRIJVEN).select_for_update(of=("self",))
    rij: Arrangement = get_object_or_404(rijen.select_related("beslissing", "aanbod", "school"), pk=arrangement.pk)
    if not Arrangement.objects.filter(te_schrijven(door), pk=rij.pk).exists():
        raise NietMogelijk("De uren van deze hulp houdt een ander bij.")
    return rij


def _zelf(rij: Arrangement, door: Gebruiker, op: datetime) -> Inzet:
    wie, _ = Inzet.objects.get_or_create(
        arrangement=rij, gebruiker=door, naam="", defaults={"gemaakt_op": op, "gemaakt_door": door}
    )
    return wie


def _nagaan(rij: Arrangement, wie: Inzet, wat: Uren, *, door: Gebruiker, op: datetime, bevestigd: bool) -> None:
    uit, einde = rij.beslissing, Beeindiging.objects.visible_to(door).filter(arrangement=rij).first()
    die_dag = Urenregel.objects.filter(dag=wat.dag).filter(Q(inzet=wie) | Q(inzet__gebruiker=wie.gebruiker_id or 0))
    anders = die_dag.exclude(inzet=wie, soort=wat.soort).aggregate(som=Sum("kwartieren"))["som"] or 0
    assert uit.van is not None
    assert uit.tot is not None
    instelling = Instelling.objects.geldig(rij.swv, wat.dag)
    vraag = regels.Schrijven(
        dag=wat.dag,
        vandaag=timezone.localdate(op),
        van=uit.van,
        tot=min(uit.tot, einde.laatste_dag) if einde else uit.tot,
        kwartieren=wat.kwartieren,
        op_die_dag=anders + wat.kwartieren,
        vrij=vrije_dag(wat.dag, instelling.vakantieregio, instelling.vrij),
    )
    if reden := regels.weigering(vraag):
        raise NietMogelijk(reden)
    if not bevestigd and (vragen := regels.eerst_vragen(vraag)):
        raise Bevestigen(vragen)
