"""A group: its pupils, each named by the own school, and who of them was at a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from arrangementen.models import Aanwezigheid, Arrangement, Bijeenkomst, Deelname, Eenheid
from arrangementen.rules.arrangement import Toestand
from arrangementen.rules.uren import kort
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Inschrijving, Leerling, School
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

from .plaatsen import plaatsen_vrijmaken

P = Permissie
OPEN = frozenset({Toestand.GEVRAAGD, Toestand.GEPLAND, Toestand.IN_UITVOERING})
STOPT = (P.ARRANGEMENT_VRAGEN, P.ARRANGEMENT_TOEKENNEN)
BUITEN = "De leerling doet mee op dagen buiten de periode van de hulp. Bel het samenwerkingsverband."
PER_LEERLING = (Eenheid.LEERLING, Eenheid.PLAATS)
"""What is granted by the pupil: the number that was granted is how many can take part."""


def eigen_scholen(arrangement: Arrangement, door: Gebruiker) -> QuerySet[School]:
    """The schools of this user that take part in the group."""
    eigen = scholen_van(door, *SCHOOL_SCHRIJFT)
    doet_mee = Q(pk=arrangement.school_id) | Q(pk__in=arrangement.scholen_erbij.values("school"))
    scholen: QuerySet[School] = School.objects.filter(doet_mee, pk__in=eigen.values("pk"))
    return scholen


def te_noemen(arrangement: Arrangement, door: Gebruiker, dag: date) -> QuerySet[Leerling]:
    """The pupils that this user can still name: enrolled on this day at an own school that takes part."""
    op_school = Inschrijving.objects.geldig(dag).filter(school__in=eigen_scholen(arrangement, door))
    meedoend = Deelname.objects.filter(arrangement=arrangement).values("leerling")
    kinderen: QuerySet[Leerling] = Leerling.objects.visible_to(door, P.ARRANGEMENT_VRAGEN).filter(
        pk__in=op_school.values("leerling")
    )
    return kinderen.exclude(pk__in=meedoend).order_by("roepnaam", "achternaam")


def plek_voor(arrangement: Arrangement, dag: date) -> int | None:
    """How many more pupils can take part on this day; None when that was not limited."""
    uit = getattr(arrangement, "beslissing", None)
    if uit is None or uit.aantal is None or arrangement.aanbod.eenheid not in PER_LEERLING:
        return None
    nu = Deelname.objects.filter(arrangement=arrangement).filter(Q(tot=None) | Q(tot__gte=dag)).count()
    return max(int(uit.aantal) - nu, 0)


def periode(arrangement: Arrangement) -> tuple[date, date]:
    """The first and last day on which pupils can take part: as granted, or as asked when nothing was decided."""
    feiten = arrangement.feiten()
    van, tot = feiten.van or arrangement.van, feiten.tot or arrangement.tot
    return van, min(tot, feiten.gestopt_na or tot)


@transaction.atomic
def deelnemer_toevoegen(
    arrangement: Arrangement, *, door: Gebruiker, op: datetime, leerling: Leerling, van: date | None = None
) -> Deelname:
    """Let a pupil of the own school take part in a group. Raises NietMogelijk when it is full or has ended."""
    rechten_nodig(door, P.ARRANGEMENT_VRAGEN)
    rij, vandaag = _op_slot(arrangement, door, P.ARRANGEMENT_VRAGEN), timezone.localdate(op)
    if rij.voor != Arrangement.Voor.GROEP:
        raise NietMogelijk("Alleen aan een groep kun je leerlingen toevoegen.")
    if rij.toestand(vandaag) not in OPEN:
        raise NietMogelijk("Deze groep loopt niet meer.")
    if not te_noemen(rij, door, vandaag).filter(pk=leerling.pk).exists():
        raise NietMogelijk("Kies een leerling van je eigen school die nog niet meedoet.")
    if plek_voor(rij, vandaag) == 0:
        raise NietMogelijk("De groep is vol.")
    eerste, laatste = periode(rij)
    begin = van or max(vandaag, eerste)
    if not eerste <= begin <= laatste:
        raise NietMogelijk(f"Kies een eerste dag van {kort(eerste)} tot en met {kort(laatste)}.")
    school = eigen_scholen(rij, door).filter(
        pk__in=Inschrijving.objects.geldig(vandaag).filter(leerling=leerling).values("school")
    )
    deelname = Deelname(arrangement=rij, leerling=leerling, school=school[0], van=begin)
    bewaren(deelname)
    vastleggen("deelnemer_toevoegen", deelname, door=door, op=op, arrangement=rij.kenmerk)
    return deelname


@transaction.atomic
def deelnemer_stopt(deelname: Deelname, *, door: Gebruiker, op: datetime, laatste_dag: date) -> None:
    """Say which day was the last of this pupil in the group."""
    rechten_nodig(door, *STOPT)
    zichtbaar = Deelname.objects.visible_to(door, *STOPT).select_for_update(of=("self",))
    rij: Deelname = get_object_or_404(zichtbaar.select_related("arrangement"), pk=deelname.pk)
    if rij.arrangement.voor != Arrangement.Voor.GROEP:
        raise NietMogelijk("Hulp voor één leerling stop je met ‘Eerder stoppen’.")
    if rij.tot is not None:
        raise NietMogelijk("Deze leerling is al gestopt.")
    eerste, einde = periode(rij.arrangement)
    if not (rij.van or eerste) <= laatste_dag <= einde:
        raise NietMogelijk(f"Kies een laatste dag van {kort(rij.van or eerste)} tot en met {kort(einde)}.")
    rij.tot = laatste_dag
    bewaren(rij, intussen=BUITEN)
    plaatsen_vrijmaken(Deelname.objects.filter(pk=rij.pk), laatste_dag)
    vastleggen("deelnemer_stopt", rij, door=door, op=op, laatste_dag=str(laatste_dag))


@transaction.atomic
def aanwezigheid_vastleggen(
    arrangement: Arrangement, *, door: Gebruiker, op: datetime, dag: date, wie: Mapping[Deelname, str]
) -> Bijeenkomst:
    """Say of these pupils whether they were there. A second time for the same day writes it anew for these pupils."""
    rechten_nodig(door, P.UREN_SCHRIJVEN)
    rij = _op_slot(arrangement, door, P.UREN_SCHRIJVEN)
    uit, einde = getattr(rij, "beslissing", None), getattr(rij, "beeindiging", None)
    if uit is None or uit.van is None or uit.tot is None:
        raise NietMogelijk("Deze groep is nog niet toegekend.")
    laatste = min(uit.tot, einde.laatste_dag) if einde else uit.tot
    if not uit.van <= dag <= min(laatste, timezone.localdate(op)):
        raise NietMogelijk("Kies een dag waarop de groep er was: niet voor het begin, na het einde of in de toekomst.")
    zichtbaar = {een.pk for een in Deelname.objects.visible_to(door, P.UREN_SCHRIJVEN).filter(arrangement=rij)}
    if not wie or not {een.pk for een in wie} <= zichtbaar:
        raise NietMogelijk("Kies wie er was.")
    keer, _ = Bijeenkomst.objects.get_or_create(
        arrangement=rij, dag=dag, defaults={"gemaakt_op": op, "gemaakt_door": door}
    )
    for deelname, was in wie.items():
        nu = {"was": was, "gezegd_op": op, "gezegd_door": door}
        Aanwezigheid.objects.update_or_create(bijeenkomst=keer, deelname=deelname, defaults=nu)
    vastleggen("aanwezigheid_vastleggen", rij, door=door, op=op, dag=str(dag), aantal=str(len(wie)))
    return keer


def _op_slot(arrangement: Arrangement, door: Gebruiker, permissie: Permissie) -> Arrangement:
    """The row, locked, so that two who add at once see each other's pupils."""
    rijen = Arrangement.objects.visible_to(door, permissie).select_for_update(of=("self",))
    rij: Arrangement = get_object_or_404(rijen.select_related("aanbod", "school", "aanvraag"), pk=arrangement.pk)
    return rij
