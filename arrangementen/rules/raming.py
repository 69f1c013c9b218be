"""What TLVs will cost in a year together (R-FIN-07): those that run, those to be expected, and what goes back. Pure.

Years in here are count years unless a name says otherwise: who counts on 1 February of one costs in the next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce

from .geld import op_de_cent
from .normbedragen import JAREN_VOORUIT, SOORTEN, prognosejaren
from .prognose import Normbedragen, teldatum

NUL, EEN = Decimal(0), Decimal(1)
INSTROOMJAREN = 3
"""R-FIN-07: the inflow is the average of three years."""
TERUG_NAAR_GEWOON = frozenset({"SBO", "SO", "VSO"})
"""Only from these a child goes back to an ordinary school; praktijkonderwijs and lwoo are one."""

Soort = tuple[str, str]
"""Kind and category."""


@dataclass(frozen=True)
class Groep:
    """TLVs that count on the same days: those of 1 February in `eerste` up to and including `laatste`."""

    soort: str
    categorie: str
    eerste: int
    laatste: int
    aantal: int


@dataclass(frozen=True)
class Band:
    """How much at least, expected and at most."""

    laag: Decimal = NUL
    verwacht: Decimal = NUL
    hoog: Decimal = NUL

    def __add__(self, ander: Band) -> Band:
        return Band(self.laag + ander.laag, self.verwacht + ander.verwacht, self.hoog + ander.hoog)

    def maal(self, factor: Decimal) -> Band:
        return Band(self.laag * factor, self.verwacht * factor, self.hoog * factor)

    def min_bekend(self, aantal: int) -> Band:
        """What is still to come when so many are there already; never below zero."""
        return Band(*(max(NUL, een - aantal) for een in (self.laag, self.verwacht, self.hoog)))

    def op_de_cent(self) -> Band:
        return Band(op_de_cent(self.laag), op_de_cent(self.verwacht), op_de_cent(self.hoog))

    @property
    def hele_euros(self) -> Band:
        """For a page: an estimate to the cent says more than is known."""
        return Band(*(een.quantize(EEN, ROUND_HALF_UP) for een in (self.laag, self.verwacht, self.hoog)))


@dataclass(frozen=True)
class Klas:
    """One more special class, that is full on 1 February of `vanaf` and after it."""

    soort: str
    categorie: str
    leerlingen: int
    vanaf: int


@dataclass(frozen=True)
class Aannames:
    """What a forecast supposes. Percentages: terugplaatsing and groei a year, instroom of the average, per kind."""

    terugplaatsing: Decimal = NUL
    groei: Decimal = NUL
    instroom: Mapping[str, int] = field(default_factory=dict)
    klas: Klas | None = None


@dataclass(frozen=True)
class Instroom:
    """New TLVs of one kind and category. per_jaar: how many in each of the three years, oldest first.

    blijft: which part of them still counts so many years after they did first; beyond it nobody does.
    """

    per_jaar: tuple[int, ...]
    blijft: tuple[Decimal, ...]

    @property
    def band(self) -> Band:
        """As few as in the least year, the average, and as many as in the busiest."""
        gemiddeld = Decimal(sum(self.per_jaar)) / INSTROOMJAREN
        return Band(Decimal(min(self.per_jaar)), gemiddeld, Decimal(max(self.per_jaar)))


@dataclass(frozen=True)
class Cel:
    """One kind and category in one calendar year. bedrag: None when nobody fixed one.

    lopend: TLVs that were given and count; terug: how many of them will have gone back; nieuw: those that are still to
    be given, without who goes back; klas: the pupils of one more class.
    """

    lopend: int
    terug: Decimal
    nieuw: Band
    klas: int
    bedrag: Decimal | None

    @property
    def aantal(self) -> Band:
        vast = self.lopend - self.terug + self.klas
        return self.nieuw + Band(vast, vast, vast)

    @property
    def kosten(self) -> Band | None:
        """To the cent; None without an amount."""
        return None if self.bedrag is None else self.aantal.maal(self.bedrag).op_de_cent()


@dataclass(frozen=True)
class Prognose:
    """The forecast of five calendar years. cellen: only those in which somebody counts."""

    jaren: tuple[int, ...]
    instroomjaren: tuple[int, ...]
    instroom: Mapping[Soort, Instroom]
    cellen: Mapping[tuple[int, Soort], Cel]

    @property
    def soorten(self) -> list[Soort]:
        """The kinds that count in some year, in their order."""
        return [soort for soort in SOORTEN if any((jaar, soort) in self.cellen for jaar in self.jaren)]

    def ontbreekt(self, jaar: int) -> list[Soort]:
        """The kinds that count in this year and have no amount: without them there is no total."""
        return [soort for soort in self.soorten if (cel := self.cellen.get((jaar, soort))) and cel.bedrag is None]

    def totaal(self, jaar: int) -> Band | None:
        """What this year costs: the sum of its cells; None when one of them has no amount."""
        kosten = [cel.kosten for (een, _), cel in self.cellen.items() if een == jaar]
        return None if None in kosten else reduce(Band.__add__, (een for een in kosten if een), Band())


def laatste_telling(vandaag: date) -> int:
    """The year of the last 1 February that has come."""
    return vandaag.year if vandaag >= teldatum(vandaag.year) else vandaag.year - 1


def instroomjaren(vandaag: date) -> tuple[int, ...]:
    """The three count years whose new TLVs are known wholly, oldest first."""
    laatste = laatste_telling(vandaag)
    return tuple(range(laatste - INSTROOMJAREN + 1, laatste + 1))


def instroom(groepen: Collection[Groep], vandaag: date) -> dict[Soort, Instroom]:
    """The new TLVs of three years per kind and category, and how long they count. An extension is a new TLV."""
    jaren = instroomjaren(vandaag)
    nieuw: dict[Soort, list[Groep]] = defaultdict(list)
    for groep in groepen:
        if groep.eerste in jaren:
            nieuw[groep.soort, groep.categorie].append(groep)
    return {soort: _instroom(deel, jaren) for soort, deel in nieuw.items()}


def _instroom(groepen: Collection[Groep], jaren: tuple[int, ...]) -> Instroom:
    samen = sum(een.aantal for een in groepen)
    blijft = tuple(
        Decimal(sum(een.aantal for een in groepen if een.laatste - een.eerste >= later)) / samen
        for later in range(JAREN_VOORUIT + 1)
    )
    return Instroom(tuple(sum(een.aantal for een in groepen if een.eerste == jaar) for jaar in jaren), blijft)


def lopend(groepen: Iterable[Groep], jaar: int) -> dict[Soort, int]:
    """How many TLVs count on 1 February of this year, each once."""
    aantal: dict[Soort, int] = defaultdict(int)
    for groep in groepen:
        if groep.eerste <= jaar <= groep.laatste:
            aantal[groep.soort, groep.categorie] += groep.aantal
    return dict(aantal)


def ramen(groepen: Collection[Groep], bedragen: Normbedragen, aannames: Aannames, vandaag: date) -> Prognose:
    """The forecast as seen on this day. groepen: all TLVs that count in the three years of inflow or after them.

    Of a year that has begun, new TLVs that were given already are running: only the rest is still to be expected, so no
    TLV is counted twice.
    """
    stromen, nu = instroom(groepen, vandaag), laatste_telling(vandaag)
    bekend: Counter[tuple[Soort, int]] = Counter()
    for groep in groepen:
        bekend[(groep.soort, groep.categorie), groep.eerste] += groep.aantal
    cellen: dict[tuple[int, Soort], Cel] = {}
    for jaar in prognosejaren(vandaag):
        telt = lopend(groepen, jaar - 1)
        for soort in SOORTEN:
            aantal = telt.get(soort, 0)
            nieuw = _nog_te_komen(soort, stromen.get(soort), bekend, aannames, nu, jaar - 1)
            extra = _in_klas(aannames.klas, soort, jaar - 1)
            if aantal or extra or nieuw.hoog:
                terug = aantal * (EEN - _gebleven(soort, aannames, jaar - 1 - nu))
                cellen[jaar, soort] = Cel(aantal, terug, nieuw, extra, bedragen.get((jaar, *soort)))
    return Prognose(prognosejaren(vandaag), instroomjaren(vandaag), stromen, cellen)


def _nog_te_komen(
    soort: Soort,
    stroom: Instroom | None,
    bekend: Mapping[tuple[Soort, int], int],
    aannames: Aannames,
    nu: int,
    jaar: int,
) -> Band:
    """TLVs of this kind that nobody gave yet and that will count on 1 February of this year, of all years of inflow.

    bekend: how many were given already, per kind and the first year in which they count.
    """
    samen = Band()
    if stroom is None:
        return samen
    for lichting in range(nu + 1, jaar + 1):
        groei = (EEN + aannames.groei / 100) ** (lichting - nu)
        deel = groei * aannames.instroom.get(soort[0], 100) / 100
        blijft = stroom.blijft[jaar - lichting] * _gebleven(soort, aannames, jaar - lichting)
        samen += stroom.band.maal(deel).min_bekend(bekend.get((soort, lichting), 0)).maal(blijft)
    return samen


def _gebleven(soort: Soort, aannames: Aannames, jaren: int) -> Decimal:
    """Which part has not gone back to an ordinary school after so many years; all of them when that is in the past."""
    if soort[0] not in TERUG_NAAR_GEWOON or jaren <= 0:
        return EEN
    return (EEN - aannames.terugplaatsing / 100) ** jaren


def _in_klas(klas: Klas | None, soort: Soort, jaar: int) -> int:
    """How many pupils of this kind one more class brings."""
    return klas.leerlingen if klas and (klas.soort, klas.categorie) == soort and jaar >= klas.vanaf else 0
