"""Whoever has all tables of a publication, and those of the one before, tries to work out what is hidden (R-MON-05).

The attack knows every rule and what each word means, and asks a linear program how low and how high each number can be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from random import Random

import pytest
from scipy.optimize import linprog

from monitoring.rules.afschermen import KLEIN, LEEG, MEE, Uitgave, afschermen
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel

ONEINDIG = 10_000
GRENZEN = {KLEIN: (1, 4), MEE: (5, ONEINDIG), LEEG: (0, ONEINDIG)}
ONTVANGEN, NIEUW, TOEGEKEND, AFGEWEZEN, BESLOTEN = "Ontvangen", "Nieuw", "Toegekend", "Afgewezen", "Besloten"


@dataclass
class Aanval:
    """What is known, as bounds of numbers and as rows of ones that are 0 or more together."""

    grenzen: dict = field(default_factory=dict)
    gelijk: list = field(default_factory=list)
    minstens: list = field(default_factory=list)

    def lees(self, welke: int, tabellen) -> None:
        """Take along what this publication shows; a total of two tables is one number."""
        for een in tabellen:
            rijen = [*een.rijen, *([een.totaal] if een.totaal else [])]
            tellend = [(plaats, kolom) for plaats, kolom in enumerate(een.kolommen) if kolom.maat == Maat.LEERLINGEN]
            ik = {
                (rij.naam, kolom.kop): (welke, een.code if rij is not een.totaal else "totaal", rij.naam, kolom.kop)
                for rij, (_, kolom) in product(rijen, tellend)
            }
            for rij, (plaats, kolom) in product(rijen, tellend):
                cel, naam = rij.cellen[plaats], ik[rij.naam, kolom.kop]
                laag, hoog = GRENZEN[cel] if isinstance(cel, str) else (cel, cel)
                oud = self.grenzen.get(naam, (0, ONEINDIG))
                self.grenzen[naam] = (max(laag, oud[0]), min(hoog, oud[1]))
                if kolom.deel_van:
                    self.minstens.append({ik[rij.naam, kolom.deel_van]: 1, naam: -1})
                if kolom.som_van:
                    self.gelijk.append({naam: -1, **{ik[rij.naam, kop]: 1 for kop in kolom.som_van}})
            for _, kolom in tellend if een.totaal else ():
                delen = {ik[rij.naam, kolom.kop]: 1 for rij in een.rijen}
                self.gelijk.append({ik[een.totaal.naam, kolom.kop]: -1, **delen})

    def loopt_door(self) -> None:
        """Each publication counts on from the ones before it."""
        for (eerst, *rest), (dan, *zelfde) in product(list(self.grenzen), repeat=2):
            if eerst < dan and rest == zelfde and rest[-1] != "Open aan het eind":
                self.minstens.append({(dan, *rest): 1, (eerst, *rest): -1})

    def speling(self, wat: dict) -> float:
        """Between how low and how high this sum of numbers can be."""
        namen = {naam: nummer for nummer, naam in enumerate(self.grenzen)}

        def rij(delen, keer=1):
            uit = [0] * len(namen)
            for naam, hoeveel in delen.items():
                uit[namen[naam]] = keer * hoeveel
            return uit

        vast = {"A_eq": [rij(een) for een in self.gelijk] or None, "b_eq": [0] * len(self.gelijk) or None}
        onder = {"A_ub": [rij(een, -1) for een in self.minstens] or None, "b_ub": [0] * len(self.minstens) or None}
        uitersten = [
            linprog(rij(wat, keer), **vast, **onder, bounds=list(self.grenzen.values()), method="highs")
            for keer in (1, -1)
        ]
        assert all(een.status == 0 for een in uitersten), "what is shown contradicts itself"
        return -uitersten[1].fun - uitersten[0].fun


def tabel(code: str, rijen: dict[str, tuple[int, int, int, int]]) -> Tabel:
    kind = Maat.LEERLINGEN
    kolommen = (
        Kolom(ONTVANGEN, kind),
        Kolom(NIEUW, kind, deel_van=ONTVANGEN),
        Kolom(TOEGEKEND, kind),
        Kolom(AFGEWEZEN, kind),
        Kolom(BESLOTEN, kind, som_van=(TOEGEKEND, AFGEWEZEN)),
        Kolom("Waarvan nieuw", Maat.PROCENT, uit=(NIEUW, ONTVANGEN)),
    )
    met = {naam: (*een, een[2] + een[3]) for naam, een in rijen.items()}
    som = tuple(map(sum, zip(*met.values(), strict=True)))

    def cellen(een):
        return (*een, een[1] * 100 // een[0] if een[0] else None)

    return Tabel(
        code,
        code,
        code,
        kolommen,
        tuple(Rij(naam, cellen(een)) for naam, een in met.items()),
        ("M08",),
        Rij("Totaal", cellen(som)),
    )


def uitgave(kans: Random, erbij: list[Tabel] | None = None) -> list[Tabel]:
    """By school and by kind, of the same aanvragen; erbij: what was counted before, of which this is the rest."""
    scholen, soorten = [f"school {n}" for n in range(kans.randint(1, 5))], ["SBO", "SO"][: kans.randint(1, 2)]
    if erbij:
        scholen, soorten = ([rij.naam for rij in een.rijen] for een in erbij)
    per_school, per_soort = ({naam: [0, 0, 0, 0] for naam in namen} for namen in (scholen, soorten))
    for een, doel in zip(erbij or (), (per_school, per_soort), strict=False):
        for rij in een.rijen:
            doel[rij.naam] = list(rij.cellen[:4])
    for school, soort in product(scholen, soorten):
        nieuw = kans.choice([0, 0, 1, 2, 3, 6, 9])
        cel = [nieuw + kans.choice([0, 0, 1, 5, 12]), nieuw, kans.choice([0, 0, 1, 4, 5, 8]), kans.choice([0, 0, 1, 7])]
        for doel in (per_school[school], per_soort[soort]):
            for plaats, een in enumerate(cel):
                doel[plaats] += een
    return [tabel("Per school", per_school), tabel("Per soort", per_soort)]


def klein(precies: int | None) -> bool:
    return precies is not None and 0 < precies < 5


def lekken(*reeks: Uitgave) -> list:
    """What can be worked out of these in order: hidden numbers with one value, and small ones that nobody printed."""
    aanval, waar = Aanval(), {}
    for welke, een in enumerate(reeks):
        aanval.lees(welke, een.getoond)
        for precies in een.precies:
            for rij in (*precies.rijen, *([precies.totaal] if precies.totaal else [])):
                wie = precies.code if rij is not precies.totaal else "totaal"
                waar |= {(welke, wie, rij.naam, kolom.kop): rij.cellen[n] for n, kolom in enumerate(precies.kolommen)}
    aanval.loopt_door()
    wat = [{naam: 1} for naam, (laag, hoog) in aanval.grenzen.items() if laag != hoog]
    wat += [een for een in aanval.minstens if klein(sum(waar[naam] * keer for naam, keer in een.items()))]
    return [een for een in wat if aanval.speling(een) < 0.99]


@pytest.mark.parametrize("begin", [1, 2, 3])
def test_nothing_hidden_can_be_worked_out(begin):
    dicht = open_ = 0
    for zaad in range(begin * 10, begin * 10 + 6):
        kans = Random(zaad)
        eerst = afschermen(uitgave(kans))
        assert lekken(eerst) == [], zaad
        dan = afschermen(uitgave(kans, list(eerst.precies)), eerst, loopt_door=True)
        assert lekken(eerst, dan) == [], zaad
        cellen = [cel for een in (*eerst.getoond, *dan.getoond) for rij in een.rijen for cel in rij.cellen[:5]]
        dicht += sum(cel in {MEE, LEEG} for cel in cellen)
        open_ += sum(isinstance(cel, int) and cel > 0 for cel in cellen)
    assert open_ > dicht / 4, "a publication that shows nothing is safe too"


def test_the_attack_finds_what_is_only_half_hidden(monkeypatch):
    monkeypatch.setattr("kern.telling.dekking.Getallen.afdekken", lambda getallen: None)
    assert any(lekken(afschermen(uitgave(Random(zaad)))) for zaad in range(10, 14))


def test_what_came_since_the_publication_before_is_a_small_number_too():
    voor = afschermen([tabel("Per school", {"a": (9, 9, 9, 0), "b": (8, 8, 8, 0)})])
    nu = [tabel("Per school", {"a": (11, 11, 11, 0), "b": (30, 30, 30, 0)})]
    assert not [cel for rij in afschermen(nu).getoond[0].rijen for cel in rij.cellen if isinstance(cel, str)]
    samen = afschermen(nu, voor, loopt_door=True)
    assert samen.getoond[0].rijen[0].cellen[0] == MEE, "11 beside 9 tells two children"
    assert lekken(voor, samen) == []
    los = afschermen(nu, voor)
    assert los.getoond == afschermen(nu).getoond, "another period has nothing to do with it"


def test_three_in_a_row_are_not_subtracted_over_the_one_between():
    def een(a, b):
        return [tabel("Per school", {"a": (a, a, a, 0), "b": (b, b, b, 0)})]

    eerst = afschermen(een(10, 30))
    tweede = afschermen(een(11, 50), [eerst], loopt_door=True)
    derde = afschermen(een(12, 70), [eerst, tweede], loopt_door=True)
    assert tweede.getoond[0].rijen[0].cellen[0] == MEE
    assert derde.getoond[0].rijen[0].cellen[0] == MEE, "12 beside the 10 of two before is two children"
    assert lekken(eerst, tweede, derde) == []
    for zaad in range(40, 44):
        kans, reeks = Random(zaad), []
        for _ in range(3):
            meer = uitgave(kans, list(reeks[-1].precies) if reeks else None)
            reeks.append(afschermen(meer, reeks, loopt_door=True))
        assert lekken(*reeks) == [], zaad
