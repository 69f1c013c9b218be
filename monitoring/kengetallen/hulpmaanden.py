"""What is kept of help per month, made from the rows themselves (ADR 0055)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from arrangementen.models import Arrangement, Boeking, Doelevaluatie, Eenheid
from kern.termijnen.maanden import maanden_later
from kern.termijnen.schooljaar import schooljaar
from monitoring.rules.periode import Periode, van_kwartaal, van_maand, van_schooljaar

AANTALLEN = ("toegekend", "verlenging", "afgewezen", "gestopt", "beoordeeld", "bereikt")
BEDRAGEN = ("uren", "bedrag")
VELDEN = (*AANTALLEN, *BEDRAGEN)
"""What a Hulpcijfer counts and adds up."""
Hulptelling = dict[tuple[int, int, date], Counter[str]]
"""By kind of support, school and month: how many or how much, by the name of the column."""
Boektelling = dict[tuple[str, date], tuple[int, Decimal]]


def geteld(rijen: QuerySet[Arrangement], maanden: Collection[date]) -> Hulptelling:
    """All of it of these months, named by their first days. Three questions; each way is found by its own day."""
    uit: Hulptelling = defaultdict(Counter)
    if not maanden:
        return uit
    ja = ~Q(beslissing__uitkomst="afgewezen")
    besloten = {
        "toegekend": Count("pk", filter=ja),
        "verlenging": Count("pk", filter=ja & Q(aanleiding=Arrangement.Aanleiding.VERLENGING)),
        "afgewezen": Count("pk", filter=Q(beslissing__uitkomst="afgewezen")),
        "uren": Sum("beslissing__aantal", filter=ja & Q(aanbod__eenheid=Eenheid.UUR)),
        "bedrag": Sum("beslissing__bedrag", filter=ja),
    }
    einden = {"gestopt": Count("pk")}
    doelen = {"beoordeeld": Count("pk"), "bereikt": Count("pk", filter=Q(uitkomst="bereikt"))}
    klaar = Doelevaluatie.objects.filter(evaluatie__soort="eind").exclude(uitkomst="")
    if rijen.query.where:
        klaar = klaar.filter(evaluatie__arrangement__in=rijen.order_by().values("pk"))
    vragen: tuple[tuple[QuerySet[Any], str, str, dict[str, Any]], ...] = (
        (rijen.filter(_momenten("beslissing__besloten_op", maanden)), "beslissing__besloten_op", "", besloten),
        (rijen.filter(_dagen("beeindiging__laatste_dag", maanden)), "beeindiging__laatste_dag", "", einden),
        (klaar.filter(_momenten("evaluatie__afgerond_op", maanden)), "evaluatie__afgerond_op", BIJ_DOEL, doelen),
    )
    for alle, dag, pad, tellen in vragen:
        gevonden = alle.order_by().values_list(f"{pad}aanbod", f"{pad}school", TruncMonth(dag))
        for aanbod, school, maand, *waarden in gevonden.annotate(**tellen):
            een = dict(zip(tellen, (waarde or 0 for waarde in waarden), strict=True))
            uit[aanbod, school, _dag(maand)].update(een)
    return uit


BIJ_DOEL = "evaluatie__arrangement__"


def geboekt(boekingen: QuerySet[Boeking], maanden: Collection[date]) -> Boektelling:
    """M16: by kind of line and month how many, and how much."""
    if not maanden:
        return {}
    per = boekingen.filter(_dagen("boekdatum", maanden)).order_by().values_list("soort", TruncMonth("boekdatum"))
    return {(soort, maand): (n, som) for soort, maand, n, som in per.annotate(n=Count("pk"), som=Sum("bedrag"))}


def perioden_met(maand: date) -> tuple[Periode, ...]:
    """The month, the quarter and the school year in which it lies."""
    kwartaal = van_kwartaal(maand.year, (maand.month + 2) // 3)
    return van_maand(maand.year, maand.month), kwartaal, van_schooljaar(schooljaar(maand))


def laatste_van(maand: date) -> date:
    """The last day of a month."""
    return maanden_later(maand, 1) - timedelta(days=1)


def _dag(maand: date | datetime) -> date:
    return timezone.localdate(maand) if isinstance(maand, datetime) else maand


def _dagen(veld: str, maanden: Collection[date]) -> Q:
    """This day lies in one of these months."""
    return reduce(or_, (Q(**{f"{veld}__range": (maand, laatste_van(maand))}) for maand in sorted(maanden)))


def _momenten(veld: str, maanden: Collection[date]) -> Q:
    """The same of a moment: as moments, for those have an index."""

    def begin(dag: date) -> datetime:
        return timezone.make_aware(datetime.combine(dag, time.min))

    return reduce(
        or_,
        (
            Q(**{f"{veld}__gte": begin(maand), f"{veld}__lt": begin(maanden_later(maand, 1))})
            for maand in sorted(maanden)
        ),
    )
