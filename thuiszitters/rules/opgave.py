"""The figures of a reference day and of what came and went since another, from the cases themselves (domein 7.4, M17).

Every case gives at most one line. All tables are made of the same lines, so that their sums agree; a child whose
gemeente or school nobody knows is in a row of its own, and nothing is dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from kern.termijnen.schooljaar import notatie
from kern.termijnen.woorden import datum_voluit

from .duur import Maat
from .periode import EEN_DAG, Periode
from .soorten import SOORTEN, Soort
from .telling import STANDAARD, Interval, Verloop, beweging, interval_op, stand_van, tellend

GEMEENTE_ONBEKEND = "Gemeente onbekend"
GEEN_SCHOOL = "Staat op geen school"


class Antwoord(StrEnum):
    """What there was of an offer on the day."""

    GEEN = "geen"
    LOOPT = "loopt"
    GEACCEPTEERD = "geaccepteerd"
    GEWEIGERD = "geweigerd"


AANBODWOORDEN = {
    Antwoord.GEEN: "geen aanbod",
    Antwoord.LOOPT: "aanbod, nog geen antwoord",
    Antwoord.GEACCEPTEERD: "aanbod aangenomen",
    Antwoord.GEWEIGERD: "aanbod geweigerd",
}


@dataclass(frozen=True)
class Aanbod:
    """One offer and what became of it; antwoord "" while nobody answered."""

    op: date
    antwoord: str = ""
    antwoord_op: date | None = None


class Geval(NamedTuple):
    """One case as the counts know it. nummer: only to find it again here; it never leaves."""

    nummer: str
    verloop: Verloop
    gemeente: str = GEMEENTE_ONBEKEND
    schoolsoort: str = GEEN_SCHOOL
    aanbod: Sequence[Aanbod] = ()


class Regel(NamedTuple):
    """What one case adds. soort: "" when it was not active on the day and only came or went since the other.

    klasse: number of its duration, -1 when not active. erbij and eraf: how often it became or stopped being what it is
    counted as, after the other day and up to and including this one.
    """

    nummer: str
    gemeente: str
    schoolsoort: str
    soort: str = ""
    sinds: date | None = None
    weken: int = 0
    klasse: int = -1
    aanbod: str = Antwoord.GEEN
    officieel: bool = False
    wijd: bool = False
    was_officieel: bool = False
    was_wijd: bool = False
    erbij_officieel: int = 0
    eraf_officieel: int = 0
    erbij_wijd: int = 0
    eraf_wijd: int = 0

    @property
    def actief(self) -> bool:
        return self.soort != ""


NIET_ACTIEF: tuple[str, date | None, int, int, str, bool, bool] = ("", None, 0, -1, Antwoord.GEEN, False, False)
"""What a line says of the day itself when its case was not active then: from soort up to and including wijd."""


def regel(geval: Geval, dag: date, vorige: date, maat: Maat = STANDAARD) -> Regel | None:
    """The line of this case for this day, with what changed after the other one; None when it has nothing to add."""
    nummer, verloop, gemeente, school, aanbod = geval
    nu = interval_op(verloop, dag)
    een = lijn((nummer, gemeente, school), nu, *tellend(verloop), aanbod, dag, vorige, maat)
    return een if nu is not None or een.was_wijd or een.erbij_wijd else None  # what is official, is wide too


def lijn(
    wie: tuple[str, str, str],
    nu: Interval | None,
    wijd: Sequence[Periode],
    officieel: Sequence[Periode],
    aanbod: Sequence[Aanbod],
    dag: date,
    vorige: date,
    maat: Maat = STANDAARD,
) -> Regel:
    """The same for who worked out already on which days it counts. wie: nummer, gemeente and kind of school.

    nu: the absence of the day.
    """
    was_w, erbij_w, eraf_w = beweging(wijd, vorige, dag)
    was_o, erbij_o, eraf_o = beweging(officieel, vorige, dag)
    heden = NIET_ACTIEF
    if nu is not None:
        stand = stand_van(nu, dag, maat, wijd, officieel)
        er_was = aanbod_op(aanbod, stand.sinds, dag)
        heden = stand.soort, stand.sinds, stand.weken, stand.klasse, er_was, stand.officieel, stand.wijd
    nummer, gemeente, school = wie
    return Regel(nummer, gemeente, school, *heden, was_o > 0, was_w > 0, erbij_o, eraf_o, erbij_w, eraf_w)


def regels(gevallen: Iterable[Geval], dag: date, vorige: date, maat: Maat = STANDAARD) -> list[Regel]:
    """The lines of all cases that add something, by number. The other day is before this one."""
    gevonden = (regel(een, dag, vorige, maat) for een in gevallen)
    return sorted((een for een in gevonden if een is not None), key=lambda een: een.nummer)


def aanbod_op(aanbod: Sequence[Aanbod], sinds: date, dag: date) -> Antwoord:
    """What there was on this day for who is at home since that one: the best of the offers since, none withdrawn.

    An answer counts from the day on which it was given.
    """
    if not aanbod:
        return Antwoord.GEEN
    standen = set()
    for een in aanbod:
        if not sinds <= een.op <= dag:
            continue
        antwoord = een.antwoord if een.antwoord_op is not None and een.antwoord_op <= dag else ""
        if antwoord != "ingetrokken":
            standen.add(Antwoord(antwoord) if antwoord else Antwoord.LOOPT)
    volgorde = (Antwoord.GEACCEPTEERD, Antwoord.LOOPT, Antwoord.GEWEIGERD)
    return next((een for een in volgorde if een in standen), Antwoord.GEEN)


def afwijkingen(toen: Regel | None, nu: Regel | None, klassen: Sequence[str]) -> list[str]:
    """How a line that was fixed would be otherwise now, in sentences; empty when it would be the same."""
    if toen == nu:
        return []
    if toen is None and nu is not None:
        return [f"Zou er nu bij staan: {_woorden(nu, klassen)}."]
    if nu is None or toen is None:
        return ["Zou er nu niet meer bij staan."] if nu is None else []
    zinnen = []
    if (was := _woorden(toen, klassen)) != (is_ := _woorden(nu, klassen)):
        zinnen.append(f"Staat er als: {was}. Zou nu zijn: {is_}.")
    for veld, woord in (("gemeente", "Gemeente"), ("schoolsoort", "Soort school")):
        if getattr(toen, veld) != getattr(nu, veld):
            zinnen.append(f"{woord} was ‘{getattr(toen, veld)}’, en is nu ‘{getattr(nu, veld)}’.")
    if toen.aanbod != nu.aanbod:
        was, is_ = AANBODWOORDEN[Antwoord(toen.aanbod)], AANBODWOORDEN[Antwoord(nu.aanbod)]
        zinnen.append(f"Er stond: {was}. Nu: {is_}.")
    if _beweegt(toen) != _beweegt(nu):
        zinnen.append("Wanneer het erbij kwam of eraf ging, is anders.")
    return zinnen or ["Hoe lang het thuis was, is een paar dagen anders."]


def _woorden(een: Regel, klassen: Sequence[str]) -> str:
    if not een.actief:
        return "niet thuis op de teldag"
    wettelijk = ", thuiszitter volgens de wet" if een.officieel else ""
    return f"{SOORTEN[Soort(een.soort)].woorden}, {klassen[een.klasse]}{wettelijk}"


def _beweegt(een: Regel) -> tuple[object, ...]:
    velden = ("was_officieel", "was_wijd", "erbij_officieel", "eraf_officieel", "erbij_wijd", "eraf_wijd")
    return tuple(getattr(een, veld) for veld in velden)


@dataclass(frozen=True)
class Verloopcijfer:
    """How many there were on the other day, what came and went, and how many there are: was + erbij − eraf = nu."""

    was: int
    erbij: int
    eraf: int
    nu: int

    def __add__(self, ander: Verloopcijfer) -> Verloopcijfer:
        paren = zip(astuple(self), astuple(ander), strict=True)
        return Verloopcijfer(*map(sum, paren))


NIEMAND = Verloopcijfer(0, 0, 0, 0)


def verloopcijfers(alle: Sequence[Regel]) -> dict[str, Verloopcijfer]:
    """By the official definition, and in the wide sense."""
    return {
        "officieel": Verloopcijfer(
            sum(een.was_officieel for een in alle),
            sum(een.erbij_officieel for een in alle),
            sum(een.eraf_officieel for een in alle),
            sum(een.officieel for een in alle),
        ),
        "wijd": Verloopcijfer(
            sum(een.was_wijd for een in alle),
            sum(een.erbij_wijd for een in alle),
            sum(een.eraf_wijd for een in alle),
            sum(een.wijd for een in alle),
        ),
    }


@dataclass(frozen=True)
class Tabel:
    """Counts by two sides. cellen: row × column; the totals are sums of them."""

    titel: str
    rijen: tuple[str, ...]
    kolommen: tuple[str, ...]
    cellen: tuple[tuple[int, ...], ...]

    @property
    def rijtotalen(self) -> tuple[int, ...]:
        return tuple(map(sum, self.cellen))

    @property
    def kolomtotalen(self) -> tuple[int, ...]:
        return tuple(sum(rij[nummer] for rij in self.cellen) for nummer in range(len(self.kolommen)))

    @property
    def totaal(self) -> int:
        return sum(self.rijtotalen)

    @property
    def met_sommen(self) -> list[tuple[str, list[tuple[str, int]], int]]:
        """Each row: its name, its cells with the head above each, and their sum."""
        rijen = zip(self.rijen, self.cellen, self.rijtotalen, strict=True)
        return [(naam, [*zip(self.kolommen, cellen, strict=True)], som) for naam, cellen, som in rijen]

    @property
    def onder(self) -> list[tuple[str, int]]:
        """The totals of the columns, with the head above each."""
        return [*zip(self.kolommen, self.kolomtotalen, strict=True)]


Kant = Callable[[Regel], str]
Zijde = tuple[Kant, Sequence[str]]


def tabel(titel: str, alle: Iterable[Regel], rij: Zijde, kolom: Zijde) -> Tabel:
    """Count these lines by two sides. A side: which value a line has, and the values in their order.

    Raises ValueError when a line has a value that is not in its side: then something would be dropped.
    """
    geteld = Counter((rij[0](een), kolom[0](een)) for een in alle)
    rijen, kolommen = tuple(rij[1]), tuple(kolom[1])
    if any(r not in rijen or k not in kolommen for r, k in geteld):
        raise ValueError("Een regel past in geen rij of kolom.")
    return Tabel(titel, rijen, kolommen, tuple(tuple(geteld[r, k] for k in kolommen) for r in rijen))


def waarden(alle: Iterable[Regel], kant: Kant, laatste: str = "") -> list[str]:
    """The values that occur on this side, by name; `laatste` (unknown) comes last."""
    return sorted({kant(een) for een in alle}, key=lambda waarde: (waarde == laatste, waarde))


@dataclass(frozen=True)
class Keuze:
    """A day to count on, and the one it is compared with."""

    naam: str
    dag: date
    vorige: date


def keuzes(vandaag: date) -> list[Keuze]:
    """Today against the last quarter day, the last four quarter days, and the school year of now and the last one.

    The quarter days are 1 January, April, July and October; a school year begins on 1 August.
    """
    kwartaal = date(vandaag.year, (vandaag.month - 1) // 3 * 3 + 1, 1)
    dagen = [kwartaal]
    while len(dagen) < 5:
        dagen.append(maanden_eerder(dagen[-1], 3))
    begin = date(vandaag.year - (vandaag.month < 8), 8, 1)
    eerder = date(begin.year - 1, 8, 1)
    uit = [Keuze("Vandaag", vandaag, kwartaal if kwartaal < vandaag else dagen[1])]
    uit += [Keuze(f"Teldag {datum_voluit(dag)}", dag, vorige) for dag, vorige in pairwise(dagen)]
    if begin < vandaag:
        uit.append(Keuze("Dit schooljaar tot vandaag", vandaag, begin - EEN_DAG))
    uit.append(Keuze(f"Schooljaar {notatie(eerder.year)}", begin - EEN_DAG, eerder - EEN_DAG))
    return uit


def maanden_eerder(dag: date, maanden: int) -> date:
    """The first of a month so many months before the first of another one."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 - maanden, 12)
    return date(jaar, maand + 1, 1)
