"""How many pupils go to a special school (M01–M04), by the counts of DUO and by where the school stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from kern.termijnen.schooljaar import schooljaar
from monitoring.rules.periode import Periode
from monitoring.rules.telling import Aandeel, Telling, telling
from scholen.models import LeerlingAantal, Samenwerkingsverband, School, SchoolDeelname, Schoolsoort, Sector

S = Schoolsoort
TELMAANDEN = (10, 2)
"""1 October and 1 February (domein 9.1)."""
JAREN = 10
PRAKTIJK = "praktijkonderwijs"

TELLERS: dict[str, tuple[str, ...]] = {
    "M01": (S.SBO,),
    "M02": (S.SO, S.SOVSO),
    "M03": (S.VSO, S.SOVSO),
    "M04": (S.PRO,),
}
RESTEN: dict[str, tuple[tuple[str, ...], bool]] = {
    "M01": ((S.BO,), True),
    "M02": ((S.BO, S.SBO), False),
    "M03": ((S.VO, S.PRO), False),
    "M04": ((S.VO,), True),
}
"""What is divided by, and whether the teller is added to it."""
PER_SECTOR: dict[str, tuple[str, ...]] = {Sector.PO: ("M01", "M02"), Sector.VO: ("M03", "M04")}

Tellingen = Mapping[date, Mapping[str, Telling]]
"""Per teldatum and kind of school, the pupils of all schools of an SWV. A kind without a count is not there."""
Groep = tuple[str, str, Telling]
"""The kind of school, the part of it (empty for the whole school), and the count."""


def in_swv(aantallen: QuerySet[LeerlingAantal], *swvs: Samenwerkingsverband) -> QuerySet[LeerlingAantal]:
    """Of these counts the ones of schools that took part in one of these SWVs on that day."""
    deelnames = SchoolDeelname.objects.filter(
        Q(tot=None) | Q(tot__gte=OuterRef("teldatum")),
        school=OuterRef("school"),
        swv__in=swvs,
        van__lte=OuterRef("teldatum"),
    )
    return aantallen.filter(Exists(deelnames))


def teldag(dagen: Iterable[date], periode: Periode) -> date:
    """1 October of the school year of the period, or when nobody counted then yet the last count before it."""
    eerste = date(schooljaar(periode.van), 10, 1)
    return max((dag for dag in dagen if dag <= eerste), default=eerste)


def teldata(aantallen: QuerySet[LeerlingAantal], swv: Samenwerkingsverband, *, maand: int = 10) -> list[date]:
    """The last ten days on which this SWV was counted on the first of this month, from old to new."""
    dagen = (
        in_swv(aantallen, swv)
        .filter(onderdeel="", teldatum__day=1, teldatum__month=maand)
        .order_by("-teldatum")
        .values_list("teldatum", flat=True)
        .distinct()[:JAREN]
    )
    return sorted(dagen)


def tellingen(
    aantallen: QuerySet[LeerlingAantal], swv: Samenwerkingsverband, dagen: Collection[date]
) -> dict[date, dict[str, Telling]]:
    """Pupils per teldatum and kind of school. One query; pupils of praktijkonderwijs at a VO school count as PRO."""
    praktijk = Q(onderdeel__istartswith=PRAKTIJK, school__soort=S.VO)
    groepen = (
        in_swv(aantallen, swv)
        .filter(Q(onderdeel="") | praktijk, teldatum__in=dagen)
        .values("teldatum", "school__soort", "onderdeel", "tekst")
        .order_by()
        .annotate(som=Sum("aantal"), keer=Count("pk"))
    )
    uit: dict[date, list[Groep]] = {dag: [] for dag in dagen}
    for een in groepen:
        cel = telling(een["tekst"], een["keer"], een["som"])
        uit[een["teldatum"]].append((een["school__soort"], een["onderdeel"], cel))
    return {dag: samen(een) for dag, een in uit.items()}


def samen(groepen: Iterable[Groep]) -> dict[str, Telling]:
    """Per kind of school what was counted; pupils of praktijkonderwijs within a VO school are moved to PRO."""
    uit: dict[str, Telling] = {}
    for soort, onderdeel, cel in groepen:
        if onderdeel:
            uit[S.PRO] = uit.get(S.PRO, Telling()) + cel
            cel = Telling(-cel.laag, None if cel.hoog is None else -cel.hoog)
        uit[soort] = uit.get(soort, Telling()) + cel
    return uit


def soorten_in(swv: Samenwerkingsverband) -> set[str]:
    """The kinds of schools that this SWV has or had."""
    return set(School.objects.filter(deelnames__swv=swv).values_list("soort", flat=True).distinct())


def deelname(code: str, per_soort: Mapping[str, Telling], heeft: Collection[str]) -> Aandeel | None:
    """M01 to M04 on one day. heeft: the kinds of schools that there are.

    None when a source is missing: nothing counted of the rest, or of a kind that this SWV has schools of.
    """
    rest, erbij = RESTEN[code]
    if not per_soort.keys() & set(rest) or not per_soort.keys() >= (set(TELLERS[code]) & set(heeft)):
        return None
    return Aandeel(_som(per_soort, TELLERS[code]), _som(per_soort, rest), erbij)


def _som(per_soort: Mapping[str, Telling], soorten: Iterable[str]) -> Telling:
    return sum((per_soort[soort] for soort in soorten if soort in per_soort), Telling())
