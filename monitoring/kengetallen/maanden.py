"""What is kept per month, made from the rows themselves: of the month that the worker keeps, or of one that changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from kern.termijnen.maanden import maanden_later
from loket.models import Aanvraag, Besluit, Doorzending, Stem
from monitoring.rules.periode import Periode

from .aanvragen import delen
from .bezwaar import STEMDELEN, met_stem
from .tijd import LAAT, VAN_TOT, beoordeeld, dagen

PER_KEER = 12
"""Months that one task makes anew at most."""
ONTVANGEN = ("ontvangen", "nieuw")
AF = ("toegekend", "afwijkend", "afgewezen", "buiten_behandeling", "ingetrokken", "doorgestuurd")
BESLOTEN = ("besloten", "na_wet", "na_belofte", "gehoord", "met_reden")
VELDEN = (*ONTVANGEN, "weg", *AF, *BESLOTEN)
"""The counts of a Maandcijfer."""
Tellingen = dict[tuple[Any, ...], Counter[str]]
"""By the values of the columns that were asked for, and last the month: how many, by the name of the count."""


def geteld(rijen: QuerySet[Any], maanden: Collection[date], *per: str) -> Tellingen:
    """All counts of these months, named by their first days. rijen: of ingediend(). At most three questions."""
    uit: Tellingen = defaultdict(Counter)
    if not maanden:
        return uit
    periode = _samen(maanden)
    deel = delen(periode)
    vragen: tuple[tuple[QuerySet[Any], str, dict[str, Q]], ...] = (
        (rijen, "ontvangstdatum", {naam: deel[naam] for naam in ONTVANGEN}),
        (rijen.filter(pk__in=_geraakt(periode)), "afgerond", {"weg": Q(), **{naam: deel[naam] for naam in AF}}),
        (
            met_stem(beoordeeld(rijen, periode), Stem.objects.all()),
            "dag_besluit",
            {"besloten": Q(), "na_wet": LAAT["wet"], "na_belofte": LAAT["beloofd"]}
            | {naam: STEMDELEN[naam] for naam in ("gehoord", "met_reden")},
        ),
    )
    for alle, dag, tellen in vragen:
        namen = {naam: Count("pk", filter=welke) for naam, welke in tellen.items()}
        gevonden = alle.filter(_in(dag, maanden)).values(*per, maand=TruncMonth(dag))
        for een in gevonden.order_by().annotate(**namen):
            uit[*(een[veld] for veld in per), een["maand"]].update({naam: een[naam] for naam in namen})
    return uit


def _samen(maanden: Collection[date]) -> Periode:
    """From the first of these months to the last."""
    return Periode(min(maanden), _laatste(max(maanden)), "", "")


def _laatste(maand: date) -> date:
    return maanden_later(maand, 1) - timedelta(days=1)


def _in(veld: str, maanden: Collection[date]) -> Q:
    """This day lies in one of these months."""
    return reduce(or_, (Q(**{f"{veld}__range": (maand, _laatste(maand))}) for maand in sorted(maanden)))


def _geraakt(periode: Periode) -> QuerySet[Any]:
    """The aanvragen that may have ended in this period: each way to end has an index of its own."""
    van, erna = (
        timezone.make_aware(datetime.combine(dag, time.min)) for dag in (periode.van, periode.tot + timedelta(days=1))
    )
    besloten = Besluit.objects.filter(versie=1, besluitdatum__range=(periode.van, periode.tot))
    ingetrokken = Aanvraag.objects.filter(ingetrokken_op__gte=van, ingetrokken_op__lt=erna)
    verder = Doorzending.objects.filter(akkoord=True, besloten_op__gte=van, besloten_op__lt=erna)
    return besloten.values("aanvraag").union(ingetrokken.values("pk"), verder.values("aanvraag"), all=True)


def duren(
    rijen: QuerySet[Any], maanden: Collection[date], *per: str, stukken: Collection[str] = tuple(VAN_TOT)
) -> Tellingen:
    """How long what was decided in these months took: by the columns, the part, the days and the month."""
    uit: Tellingen = defaultdict(Counter)
    if not maanden:
        return uit
    tellen = {"aantal": Count("pk"), "na_belofte": Count("pk", filter=LAAT["beloofd"])}
    besloten = beoordeeld(rijen, _samen(maanden)).filter(_in("dag_besluit", maanden))
    for naam in stukken:
        met = besloten.annotate(dagen=dagen(*VAN_TOT[naam])).filter(dagen__isnull=False)
        for een in met.values(*per, "dagen", maand=TruncMonth("dag_besluit")).order_by().annotate(**tellen):
            sleutel = (*(een[veld] for veld in per), naam, een["dagen"], een["maand"])
            uit[sleutel].update({telling: een[telling] for telling in tellen})
    return uit
