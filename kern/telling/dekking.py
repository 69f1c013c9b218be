"""Which numbers are hidden so that none of the small ones can be worked out, whatever they have in common.

`klein` does one table. Here numbers may stand in many sums at once: tables that share a total, a part of a whole, and
what was published before. A number is safe when there is another world: some hidden numbers one more and others one
less, such that all that is shown stays as it is. What has no such world gets one, by hiding the cheapest that give way.
Each world is found and not assumed, so what is not found costs a number too many and never tells one.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from .klein import DREMPEL

Naam = Hashable
Som = tuple[Naam, tuple[Naam, ...]]
"""A number, and those that together are it."""
Stappen = tuple[tuple[Naam, int], ...]
BREED, DIEP, SCHEEF = 24, 1500, DREMPEL
"""How many ways are tried out of one sum, and how many in all, before a whole group is hidden; and what it counts for
that a sum does not add up yet, so that a way that is nearly there goes first."""


@dataclass
class Getallen:
    """waarden: all numbers, also those that nobody prints (stil) but everybody can work out: a difference.

    vast: printed before, so known for ever. klein, mee, leeg: hidden, of which the reader knows that it is under 5, 5
    or more, or nothing. groepen: what is hidden together when one in it cannot be saved, the smallest group first.
    """

    waarden: Mapping[Naam, int]
    sommen: Sequence[Som]
    stil: frozenset[Naam] = frozenset()
    vast: frozenset[Naam] = frozenset()
    groepen: Sequence[frozenset[Naam]] = ()
    klein: set[Naam] = field(default_factory=set)
    mee: set[Naam] = field(default_factory=set)
    leeg: set[Naam] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._bij: dict[Naam, list[int]] = {}
        self._regels = [[(totaal, -1), *((deel, 1) for deel in delen)] for totaal, delen in self.sommen]
        for nummer, regel in enumerate(self._regels):
            for naam, _ in regel:
                self._bij.setdefault(naam, []).append(nummer)
        self._plaats = {naam: nummer for nummer, naam in enumerate(self.waarden)}
        self._totalen = {totaal for totaal, delen in self.sommen if not self.stil.intersection(delen)}
        self._duur = sum(self.waarden.values()) + 1
        open_ = [naam for naam in self.waarden if naam not in self.vast | self.stil]
        weg = self.mee | self.leeg
        self.klein |= {naam for naam in open_ if 0 < self.waarden[naam] < DREMPEL and naam not in weg}

    @property
    def dicht(self) -> set[Naam]:
        return self.klein | self.mee | self.leeg

    def afdekken(self) -> None:
        """Hide until every hidden number, and every small one that can be worked out, has another world."""
        veilig: set[Naam] = set()
        while te_doen := [naam for naam in self.waarden if naam not in veilig and self._gevoelig(naam)]:
            for naam in te_doen:
                if naam in veilig:
                    continue
                wereld = self._wereld(naam)
                if wereld is not None:
                    self.mee |= {een for een, _ in wereld} - self.dicht - self.stil
                    veilig |= {een for een, _ in wereld}
                elif not self._leegmaken(naam):
                    veilig.add(naam)

    def _gevoelig(self, naam: Naam) -> bool:
        return naam in self.dicht or (naam in self.stil and 0 < self.waarden[naam] < DREMPEL)

    def _leegmaken(self, naam: Naam) -> bool:
        """Hide the smallest group of this number, or of what it hangs on, that still shows something."""
        buren = {een for nummer in self._bij.get(naam, ()) for een, _ in self._regels[nummer]} | {naam}
        for kring in (lambda groep: naam in groep, lambda groep: bool(groep & buren), bool):
            for groep in self.groepen:
                rest = groep - self.leeg - self.vast
                if rest and kring(groep):
                    self.leeg |= rest
                    self.klein -= rest
                    self.mee -= rest
                    return True
        return False

    def _wereld(self, naam: Naam) -> Stappen | None:
        """The cheapest other world in which this number differs."""
        if not self._bij.get(naam):
            return ((naam, 1),)
        beide = [self._zoek(naam, stap) for stap in (1, -1) if self._kosten(naam, stap) is not None]
        gevonden = [een for een in beide if een is not None]
        return min(gevonden, key=lambda een: (een[0], len(een[1])))[1] if gevonden else None

    def _zoek(self, naam: Naam, stap: int) -> tuple[int, Stappen] | None:
        volgnummer = count()
        wachten: list[tuple[int, int, int, Stappen, dict[int, int]]] = []
        heappush(wachten, (0, next(volgnummer), 0, ((naam, stap),), self._erbij({}, naam, stap)))
        for _ in range(DIEP):
            if not wachten:
                return None
            _, _, kosten, stappen, scheef = heappop(wachten)
            if not scheef:
                return kosten, stappen
            gedaan = {een for een, _ in stappen}
            for erbij, een, welke in self._uitwegen(scheef, gedaan):
                nieuw = self._erbij(scheef, een, welke)
                ver = kosten + erbij + SCHEEF * len(nieuw)
                heappush(wachten, (ver, next(volgnummer), kosten + erbij, (*stappen, (een, welke)), nieuw))
        return None

    def _uitwegen(self, scheef: Mapping[int, int], gedaan: set[Naam]) -> list[tuple[int, Naam, int]]:
        """What can put the first sum right that no longer adds up: its cost, which number, and one more or less."""
        nummer = min(scheef, key=lambda een: len(self._regels[een]))
        richting = -1 if scheef[nummer] > 0 else 1
        uit = []
        for een, teken in self._regels[nummer]:
            kosten = None if een in gedaan else self._kosten(een, teken * richting)
            if kosten is not None:
                uit.append((kosten, self._plaats[een], een, teken * richting))
        uit.sort(key=lambda een: een[:2])
        return [(kosten, een, welke) for kosten, _, een, welke in uit[:BREED]]

    def _erbij(self, scheef: Mapping[int, int], naam: Naam, stap: int) -> dict[int, int]:
        uit = dict(scheef)
        for nummer in self._bij.get(naam, ()):
            teken = next(teken for een, teken in self._regels[nummer] if een == naam)
            uit[nummer] = uit.get(nummer, 0) + teken * stap
            if not uit[nummer]:
                del uit[nummer]
        return uit

    def _kosten(self, naam: Naam, stap: int) -> int | None:
        """What it costs that this number may be one more or less; None when it cannot. Hidden already is free."""
        waarde = self.waarden[naam]
        anders = waarde + stap
        if naam in self.vast:
            return None
        if naam in self.stil or naam in self.leeg:
            return 0 if anders >= 0 else None
        if naam in self.klein:
            return 0 if 0 < anders < DREMPEL else None
        if waarde < DREMPEL or anders < DREMPEL:
            return None
        return 0 if naam in self.mee else waarde + (self._duur if naam in self._totalen else 0)
