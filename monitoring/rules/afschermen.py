"""Small numbers in tables that leave the SWV, or go to who may not see the rows beneath (R-MON-05, afspraak 46).

A count of 1 to 4 children reads "minder dan 5". What would give it away is "afgeschermd": in the same table, in another
of the same publication that shares a total, and beside what was published before. Shares and means on a base under 10
are hidden too, and those of which a part is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations

from kern.telling.dekking import Getallen, Som
from kern.telling.klein import DREMPEL

from .samenhang import Getal, delen, getal, van_wie
from .tabel import Cel, Kolom, Maat, Rij, Tabel

KLEIN, MEE, LEEG = f"minder dan {DREMPEL}", "afgeschermd", "niet getoond"
BASIS = 10
"""A share or mean of fewer than this says too much of each of them."""
TOTAAL = "totaal"
ONDER = f'"{MEE}" en "{LEEG}": anders is een aantal onder {DREMPEL} uit te rekenen.'
GEMAAKT = (Maat.PROCENT, Maat.WEKEN, Maat.GEMIDDELD)
Plek = tuple[int, int]
"""Row and column in a table; the total is the row after the last."""


@dataclass(frozen=True)
class Uitgave:
    """One publication: its tables as they are, and as they were shown. Keep both for the next one.

    over: of whom, when not of the whole SWV.
    """

    precies: tuple[Tabel, ...]
    getoond: tuple[Tabel, ...]
    over: str = ""


def afschermen(
    tabellen: Iterable[Tabel],
    vorige: Uitgave | Sequence[Uitgave] | None = None,
    *,
    loopt_door: bool = False,
    naast: Sequence[Uitgave] = (),
    over: str = "",
    telt_nu: bool = False,
) -> Uitgave:
    """The same tables as who may not see the rows beneath may read them.

    vorige: what was published of the period before, or of all before it, in order. loopt_door: each counts on from the
    same first day, so that the difference of any two is what came between them. naast: what the same readers got
    that is of another kind, or of others too. over: of whom this is, when not of the whole SWV. telt_nu: it is counted
    when somebody looks, so that a number which was printed before may have moved by a few children since.
    """
    alle = tuple(tabellen)
    boek = _Boek()
    for nummer, een in enumerate(alle):
        boek.tabel(nummer, een, over=over)
    eerder = () if vorige is None else (vorige,) if isinstance(vorige, Uitgave) else tuple(vorige)
    boek.eigen = frozenset(boek.waarden) if telt_nu else frozenset()
    boek.eerder((*eerder, *naast))
    boek.samenhang()
    if loopt_door:
        boek.doorlopen([*(een.precies for een in eerder), alle])
    getallen = boek.getallen()
    getallen.afdekken()
    return Uitgave(alle, tuple(_getoond(een, boek.namen[nummer], getallen) for nummer, een in enumerate(alle)), over)


def kolomnummer(een: Tabel, kop: str) -> int:
    """Which column has this head. Raises ValueError when none has."""
    return [kolom.kop for kolom in een.kolommen].index(kop)


def alle_rijen(een: Tabel) -> tuple[Rij, ...]:
    """The rows, and the total when there is one."""
    return een.rijen if een.totaal is None else (*een.rijen, een.totaal)


@dataclass
class _Boek:
    """All numbers of a publication by what they are, so that one that stands in two tables is one number."""

    waarden: dict[Hashable, int] = field(default_factory=dict)
    sommen: dict[Som, None] = field(default_factory=dict)
    groepen: list[frozenset[Hashable]] = field(default_factory=list)
    stil: set[Hashable] = field(default_factory=set)
    vast: set[Hashable] = field(default_factory=set)
    eerst: dict[str, set[Hashable]] = field(default_factory=lambda: {KLEIN: set(), MEE: set(), LEEG: set()})
    namen: list[dict[Plek, Hashable]] = field(default_factory=list)
    eerdere: list[dict[Plek, Hashable]] = field(default_factory=list)
    bekend: list[Getal] = field(default_factory=list)
    eigen: frozenset[Hashable] = frozenset()

    def tabel(self, nummer: int, een: Tabel, ervoor: tuple[Hashable, ...] = (), over: str = "") -> dict[Plek, Hashable]:
        """Take all counts of children in it along, with what adds up."""
        rijen = alle_rijen(een)
        namen: dict[Plek, Hashable] = {}
        for rijnummer, rij in enumerate(rijen):
            sleutel = _sleutel(een, rijnummer)
            for plaats, kolom in enumerate(een.kolommen):
                if kolom.maat == Maat.LEERLINGEN:
                    waarde = _geheel(rij.cellen[plaats])
                    wie = van_wie(een, over, totaal=rijnummer == len(een.rijen))
                    naam = (kolom.code, sleutel, wie) if kolom.code else (*ervoor, kolom.kop, sleutel)
                    plek = (*ervoor, nummer, rijnummer, plaats)
                    dubbel = naam in namen.values()
                    namen[rijnummer, plaats] = self._noem(plek if dubbel else naam, waarde, plek)
                    if ervoor and kolom.code and naam in self.eigen and namen[rijnummer, plaats] != naam:
                        self._verschoven(naam, namen[rijnummer, plaats])
                    if gekend := getal(namen[rijnummer, plaats], kolom.code, sleutel, wie):
                        self.bekend.append(gekend)
        groepen = self._tellen_op(een, namen)
        if not ervoor:
            self.namen.append(namen)
            self.groepen += groepen
        return namen

    def _noem(self, naam: Hashable, waarde: int, anders: Hashable) -> Hashable:
        """Two numbers with one name and another value are two numbers."""
        if self.waarden.setdefault(naam, waarde) == waarde:
            return naam
        self.waarden[anders] = waarde
        return anders

    def _verschoven(self, een: Hashable, ander: Hashable) -> None:
        """The same number at two moments: what came or went in between is a number too."""
        geheel, deel = sorted((een, ander), key=lambda naam: self.waarden[naam], reverse=True)
        self._rest(geheel, deel)

    def _tellen_op(self, een: Tabel, namen: dict[Plek, Hashable]) -> list[frozenset[Hashable]]:
        """Keep what adds up; answers what is hidden together when there is no other way."""
        hoog = len(een.rijen)
        groepen: list[frozenset[Hashable]] = []
        for plaats, kolom in enumerate(een.kolommen):
            delen = tuple(namen[rij, plaats] for rij in range(hoog) if (rij, plaats) in namen)
            if not delen:
                continue
            groepen.append(frozenset(delen))
            if een.totaal is not None:
                self._som(namen[hoog, plaats], delen)
                groepen.append(frozenset((*delen, namen[hoog, plaats])))
            for rij in range(len(alle_rijen(een))):
                if kolom.som_van:
                    stukken = tuple(namen[rij, kolomnummer(een, kop)] for kop in kolom.som_van)
                    self._som(namen[rij, plaats], stukken)
                if kolom.deel_van:
                    geheel = namen[rij, kolomnummer(een, kolom.deel_van)]
                    self._rest(geheel, namen[rij, plaats])
        self._rijdelen(een, namen)
        return [*groepen, frozenset(namen.values())]

    def _rijdelen(self, een: Tabel, namen: dict[Plek, Hashable]) -> None:
        """What is left of a row without the one that counts a part of it."""
        plek = {rij.sleutel: nummer for nummer, rij in enumerate(een.rijen)}
        for nummer, rij in enumerate(een.rijen):
            for plaats in range(len(een.kolommen)) if rij.deel_van else ():
                if (nummer, plaats) in namen:
                    self._rest(namen[plek[rij.deel_van], plaats], namen[nummer, plaats])

    def _som(self, totaal: Hashable, delen: tuple[Hashable, ...]) -> None:
        if totaal not in delen and self.waarden[totaal] == sum(self.waarden[een] for een in delen):
            self.sommen[totaal, delen] = None

    def _rest(self, geheel: Hashable, *delen: Hashable) -> None:
        """What is left of a whole without parts of it is a number too, though nobody prints it."""
        over, rest = self.waarden[geheel] - sum(self.waarden[deel] for deel in delen), ("rest", geheel, *delen)
        if geheel not in delen and over >= 0:
            self.waarden[rest] = over
            self.stil.add(rest)
            self.sommen[geheel, (*delen, rest)] = None

    def samenhang(self) -> None:
        """What of one publication is a part of a number in another."""
        for geheel, stukken in delen(self.bekend):
            self._rest(geheel, *stukken)

    def eerder(self, uitgaven: Sequence[Uitgave]) -> None:
        """What is known already, hidden or not."""
        for keer, uitgave in enumerate(uitgaven):
            for nummer, (precies, getoond) in enumerate(zip(uitgave.precies, uitgave.getoond, strict=True)):
                namen = self.tabel(nummer, precies, ("eerder", keer), uitgave.over)
                self.eerdere.append(namen)
                for (rij, plaats), naam in namen.items():
                    woord = alle_rijen(getoond)[rij].cellen[plaats]
                    self.eerst.get(str(woord), self.vast).add(naam)

    def doorlopen(self, reeks: Sequence[Sequence[Tabel]]) -> None:
        """What came between any two of these publications, of the same count in the same table. The last is this."""
        voor = sum(len(tabellen) for tabellen in reeks[:-1])  # what lies beside it was taken along after these
        alle = iter([*self.eerdere[:voor], *self.namen])
        plekken = [
            {
                (een.code, een.kolommen[plaats].kop, _sleutel(een, rij)): naam
                for een in tabellen
                for (rij, plaats), naam in next(alle).items()
            }
            for tabellen in reeks
        ]
        for toen, nu in combinations(plekken, 2):
            for plek in (een for een in nu if een in toen):
                self._rest(nu[plek], toen[plek])

    def getallen(self) -> Getallen:
        return Getallen(
            self.waarden,
            list(self.sommen),
            stil=frozenset(self.stil),
            vast=frozenset(self.vast),
            groepen=sorted(self.groepen, key=len),
            klein=self.eerst[KLEIN] - self.vast,
            mee=self.eerst[MEE] - self.vast,
            leeg=self.eerst[LEEG] - self.vast,
        )


def _sleutel(een: Tabel, nummer: int) -> str:
    """What this row is of, in whichever table."""
    rij = alle_rijen(een)[nummer]
    return rij.sleutel or (TOTAAL if nummer == len(een.rijen) else rij.naam)


def _geheel(cel: Cel) -> int:
    """A count; what is missing counts as nobody."""
    if cel is None:
        return 0
    if not isinstance(cel, int):
        raise ValueError("Een aantal leerlingen is een geheel getal.")
    return cel


def _getoond(een: Tabel, namen: dict[Plek, Hashable], getallen: Getallen) -> Tabel:
    rijen = [
        replace(rij, cellen=tuple(_cel(een, (nummer, plaats), namen, getallen) for plaats in range(len(een.kolommen))))
        for nummer, rij in enumerate(alle_rijen(een))
    ]
    dicht = any(cel in {MEE, LEEG} for rij in rijen for cel in rij.cellen)
    return replace(
        een,
        rijen=tuple(rijen[: len(een.rijen)]),
        totaal=rijen[-1] if een.totaal is not None else None,
        onder=(*een.onder, ONDER) if dicht else een.onder,
    )


def _cel(een: Tabel, plek: Plek, namen: dict[Plek, Hashable], getallen: Getallen) -> Cel:
    rij, plaats = plek
    kolom, cel = een.kolommen[plaats], alle_rijen(een)[rij].cellen[plaats]
    if plek in namen:
        naam = namen[plek]
        if naam in getallen.leeg:
            return LEEG
        if naam in getallen.klein:
            return KLEIN
        return MEE if naam in getallen.mee else cel
    if cel is None or not _gemaakt(kolom):
        return cel
    return cel if _mag(een, rij, kolom, namen, getallen) else LEEG


def _gemaakt(kolom: Kolom) -> bool:
    return kolom.maat in GEMAAKT or bool(kolom.uit)


def _mag(een: Tabel, rij: int, kolom: Kolom, namen: dict[Plek, Hashable], getallen: Getallen) -> bool:
    """Whether what was made of other columns may be shown: all of them are, and there are enough to divide by."""
    plekken = [(rij, kolomnummer(een, kop)) for kop in kolom.uit]
    if not plekken or any(namen[plek] in getallen.dicht for plek in plekken if plek in namen):
        return False
    basis = alle_rijen(een)[rij].cellen[plekken[-1][1]]
    return isinstance(basis, int | Decimal) and basis >= BASIS
