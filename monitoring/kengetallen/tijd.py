"""How long it took, and whether it was in time (M10, M11)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Aggregate,
    Avg,
    Case,
    Count,
    DateField,
    Exists,
    F,
    FloatField,
    Func,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Least

from kern.termijnen.aangewezen import aangewezen_nu
from kern.termijnen.kalender import is_werkdag
from loket.models import Uitstel
from loket.rules.termijn import WETTELIJK_WEKEN
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.kengetal import Kengetal, Verdeling
from monitoring.rules.periode import Periode
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel
from scholen.models import Instelling

KLASSEN = (2, 4, 6, 8)
"""Weeks at which a class of duration ends."""
TIENDUIZENDSTE = Decimal("0.0001")
VAN_TOT = {
    "tot_compleet": ("ontvangstdatum", "compleetdatum"),
    "tot_besluit": ("compleetdatum", "dag_besluit"),
    "geheel": ("ontvangstdatum", "dag_besluit"),
}
"""The parts of M10, of rows of ingediend()."""


class Kwantiel(Aggregate):
    """percentile_cont of PostgreSQL."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(deel)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, veld: str, deel: str) -> None:
        super().__init__(veld, deel=deel)


@dataclass(frozen=True)
class Doorlooptijd:
    """M10 in its two parts and as a whole, in days. What was left aside has no day on which it was complete."""

    tot_compleet: Verdeling
    tot_besluit: Verdeling
    geheel: Verdeling


def besloten_in(rijen: QuerySet[Any], periode: Periode) -> QuerySet[Any]:
    """Of ingediend() what was decided in this period."""
    return rijen.filter(dag_besluit__range=(periode.van, periode.tot))


def dagen(van: str, tot: str) -> Func:
    """Days between two dates: PostgreSQL gives a whole number, where Django would ask for an interval."""
    return Func(F(tot), F(van), template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField())


def doorlooptijd(rijen: QuerySet[Any], periode: Periode) -> Doorlooptijd:
    """M10. rijen: of ingediend(). One query."""
    met = besloten_in(rijen, periode).annotate(**{f"d_{naam}": dagen(*stuk) for naam, stuk in VAN_TOT.items()})
    vragen: dict[str, Any] = {}
    for naam in VAN_TOT:
        veld = f"d_{naam}"
        vragen |= {
            f"{naam}_n": Count(veld),
            f"{naam}_gem": Avg(veld),
            f"{naam}_max": Max(veld),
            **{f"{naam}_{deel}": Kwantiel(veld, deel) for deel in ("0.25", "0.5", "0.75")},
        }
    som = met.aggregate(**{naam.replace(".", "_"): vraag for naam, vraag in vragen.items()})
    return Doorlooptijd(**{naam: _verdeling(som, naam) for naam in VAN_TOT})


def _verdeling(som: dict[str, Any], naam: str) -> Verdeling:
    def getal(wat: str) -> Decimal | None:
        waarde = som[f"{naam}_{wat}"]
        return None if waarde is None else Decimal(str(waarde)).quantize(TIENDUIZENDSTE)

    return Verdeling(
        aantal=som[f"{naam}_n"],
        gemiddeld=getal("gem"),
        kwart=getal("0_25"),
        midden=getal("0_5"),
        driekwart=getal("0_75"),
        hoogste=som[f"{naam}_max"],
    )


def met_laatste_dagen(rijen: QuerySet[Any]) -> QuerySet[Any]:
    """With `beloofd` and `wet`: the last days as the database keeps them, before they move to a working day.

    After a verdaging both are the day that it named; else the law gives the weeks that the promise leaves.
    """
    verdaagd = Uitstel.objects.filter(soort=Uitstel.Soort.VERDAGING, van__isnull=False, vervallen_op=None)
    over = (Value(WETTELIJK_WEKEN) - Least(F("instelling__servicenorm_weken"), Value(WETTELIJK_WEKEN))) * Value(7)
    rest = Func(F("termijn_ruw"), over, template="(%(expressions)s)", arg_joiner=" + ", output_field=DateField())
    in_een_keer = Q(pk__in=verdaagd.values("aanvraag"))  # one list for all rows; Exists would ask it for each
    wet = Case(When(in_een_keer, then=F("termijn_ruw")), default=rest, output_field=DateField())
    met: QuerySet[Any] = rijen.annotate(beloofd=F("termijn_ruw"), wet=wet)
    return met


LAAT = {welke: Q(**{f"{welke}__lte": F("werkdag_ervoor")}) for welke in ("wet", "beloofd")}
"""Of beoordeeld(): decided too late. A last day on a day off moves to the next working day (Atw 1), so it is past once
a working day from it on lies before the decision."""


@cache
def _werkdagen_ervoor(van: date, tot: date, aangewezen: frozenset[date]) -> list[date]:
    """For each of these days the last working day before it."""
    dag = van - timedelta(days=1)
    while not is_werkdag(dag, aangewezen=aangewezen):
        dag -= timedelta(days=1)
    uit = []
    for plek in range((tot - van).days + 1):
        uit.append(dag)
        if is_werkdag(van + timedelta(days=plek), aangewezen=aangewezen):
            dag = van + timedelta(days=plek)
    return uit


def beoordeeld(rijen: QuerySet[Any], periode: Periode) -> QuerySet[Any]:
    """What was decided in this period, to be split by LAAT. The calendar goes along as a list, so that the database
    counts. rijen: of ingediend()."""
    lijst = Value(_werkdagen_ervoor(periode.van, periode.tot, aangewezen_nu()), ArrayField(DateField()))
    hoeveelste = Func(
        F("dag_besluit"),
        Value(periode.van),
        template="(%(expressions)s + 1)",
        arg_joiner=" - ",
        output_field=IntegerField(),
    )
    ervoor = Func(lijst, hoeveelste, template="((%(expressions)s])", arg_joiner=")[", output_field=DateField())
    met: QuerySet[Any] = met_laatste_dagen(besloten_in(rijen, periode)).annotate(werkdag_ervoor=ervoor)
    return met


def te_laat(rijen: QuerySet[Any], periode: Periode, welke: str) -> list[int]:
    """The ids of what was decided too late in this period. welke: "wet" or "beloofd"; rijen: of ingediend()."""
    return list(beoordeeld(rijen, periode).filter(LAAT[welke]).values_list("pk", flat=True))


def op_tijd(rijen: QuerySet[Any], periode: Periode) -> dict[str, Kengetal]:
    """M11 twice: "wet" and "beloofd". One query."""
    tellen = {welke: Count("pk", filter=laat) for welke, laat in LAAT.items()}
    som = beoordeeld(rijen, periode).aggregate(alle=Count("pk"), **{f"laat_{een}": tel for een, tel in tellen.items()})
    return {een: Kengetal(DEFINITIES["M11"], som["alle"] - som[f"laat_{een}"], som["alle"]) for een in LAAT}


def beloofde_weken(rijen: QuerySet[Any], periode: Periode) -> int | None:
    """Within how many weeks the SWV promises a decision; None when that was not the same for all of them."""
    besloten = besloten_in(rijen, periode).filter(instelling=OuterRef("pk"))
    normen = Instelling.objects.filter(Exists(besloten)).order_by()  # one row of each is enough
    som = normen.aggregate(minst=Min("servicenorm_weken"), meest=Max("servicenorm_weken"))
    return som["minst"] if som["minst"] == som["meest"] else None


def tabel_klassen(rijen: QuerySet[Any], periode: Periode) -> Tabel:
    """How many decisions took how long, and which of them came after the promised day (M10, M11).

    What stopped the clock is in the weeks and not in the promise: a long one can be in time.
    """
    met = beoordeeld(rijen, periode).annotate(dagen=dagen(*VAN_TOT["geheel"])).order_by().values_list("dagen")
    geteld = met.annotate(aantal=Count("pk"), laat=Count("pk", filter=LAAT["beloofd"]))
    return klassentabel({een: (aantal, laat) for een, aantal, laat in geteld})


def klassentabel(per_dagen: Mapping[int, tuple[int, int]]) -> Tabel:
    """The same of what is counted: by how many days it took, how many there were and how many of them late."""
    alle, na = [0] * (len(KLASSEN) + 1), [0] * (len(KLASSEN) + 1)
    for aantal_dagen, (aantal, laat) in per_dagen.items():
        plek = bisect_left([weken * 7 for weken in KLASSEN], aantal_dagen)
        alle[plek] += aantal
        na[plek] += laat
    namen = [f"{van}–{tot} wk" for van, tot in zip((0, *KLASSEN), KLASSEN, strict=False)] + ["langer"]
    return Tabel(
        "klassen",
        "Hoe snel nemen we een besluit?",
        "Van ontvangst tot besluit",
        (Kolom("Op tijd", Maat.LEERLINGEN), Kolom("Na de beloofde dag", Maat.LEERLINGEN)),
        tuple(
            Rij(naam, (aantal - laat, laat), str(nr))
            for nr, (naam, aantal, laat) in enumerate(zip(namen, alle, na, strict=True))
        ),
        ("M10", "M11"),
    )
