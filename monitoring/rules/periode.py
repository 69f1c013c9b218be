"""Over which days a figure is counted: a school year, a quarter or a month, as it stands in an address (R-MON-08)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from kern.termijnen.schooljaar import eerste_dag, laatste_dag, notatie, schooljaar
from kern.termijnen.woorden import MAANDEN, datum_voluit

DAG = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
JAREN = (2014, 2100)
"""Passend onderwijs began in 2014: an address of before is a mistake."""


@dataclass(frozen=True, order=True)
class Periode:
    """van and tot are inclusive. code: as it stands in an address; naam: in words."""

    van: date
    tot: date
    code: str
    naam: str

    def bevat(self, dag: date) -> bool:
        return self.van <= dag <= self.tot

    @property
    def hele_maanden(self) -> bool:
        """Whether it begins and ends with a month, so that sums per month can be of it."""
        return self.van.day == 1 and self.tot.day == monthrange(self.tot.year, self.tot.month)[1]


def van_schooljaar(jaar: int) -> Periode:
    """1 August of this year up to and including 31 July."""
    return Periode(eerste_dag(jaar), laatste_dag(jaar), notatie(jaar), f"schooljaar {notatie(jaar)}")


def van_kwartaal(jaar: int, nummer: int) -> Periode:
    """Of a calendar year: number 1 is January up to and including March."""
    laatste = nummer * 3
    tot = date(jaar, laatste, monthrange(jaar, laatste)[1])
    return Periode(date(jaar, laatste - 2, 1), tot, f"{jaar}-K{nummer}", f"{nummer}e kwartaal van {jaar}")


def van_maand(jaar: int, maand: int) -> Periode:
    """One calendar month."""
    tot = date(jaar, maand, monthrange(jaar, maand)[1])
    return Periode(date(jaar, maand, 1), tot, f"{jaar}-{maand:02}", f"{MAANDEN[maand - 1]} {jaar}")


def tot_dag(dag: date) -> Periode:
    """From 1 August up to and including this day."""
    begin = schooljaar(dag)
    naam = f"schooljaar {notatie(begin)} tot en met {datum_voluit(dag)}"
    return Periode(eerste_dag(begin), dag, dag.isoformat(), naam)


def uit_adres(code: str, vandaag: date) -> Periode:
    """2026-2027, 2026-K4, 2026-11 or, counted on from 1 August, 2026-11-30; else the school year of today."""
    if DAG.fullmatch(code) and JAREN[0] <= int(code[:4]) < JAREN[1]:
        return tot_dag(date.fromisoformat(code)) if _is_dag(code) else van_schooljaar(schooljaar(vandaag))
    treffer = re.fullmatch(r"(\d{4})-(?:(\d{4})|K([1-4])|(0[1-9]|1[0-2]))", code, re.ASCII)
    if treffer and JAREN[0] <= (jaar := int(treffer[1])) < JAREN[1]:
        tweede, kwartaal, maand = treffer[2], treffer[3], treffer[4]
        if kwartaal:
            return van_kwartaal(jaar, int(kwartaal))
        if maand:
            return van_maand(jaar, int(maand))
        if int(tweede) == jaar + 1:
            return van_schooljaar(jaar)
    return van_schooljaar(schooljaar(vandaag))


def _is_dag(code: str) -> bool:
    try:
        date.fromisoformat(code)
    except ValueError:
        return False
    return True


def jaar_eerder(periode: Periode) -> Periode:
    """The same period a year before, to compare with."""
    if DAG.fullmatch(periode.code):
        jaar, maand, dag = periode.tot.year - 1, periode.tot.month, periode.tot.day
        return tot_dag(date(jaar, maand, min(dag, monthrange(jaar, maand)[1])))
    begin, _, rest = periode.code.partition("-")
    vorig = f"{int(begin) - 1}-{begin}" if len(rest) == 4 else f"{int(begin) - 1}-{rest}"
    return uit_adres(vorig, periode.van)


def maanden(periode: Periode) -> list[tuple[int, int]]:
    """Year and number of each month of which a day is in this period."""
    eerste, laatste = (dag.year * 12 + dag.month - 1 for dag in (periode.van, periode.tot))
    return [(nummer // 12, nummer % 12 + 1) for nummer in range(eerste, laatste + 1)]


def te_kiezen(vandaag: date, jaren: int = 3) -> list[Periode]:
    """What a list of periods offers: the last school years, and the quarters of this one and the one before."""
    nu = schooljaar(vandaag)
    kwartalen = [van_kwartaal(jaar, nummer) for jaar in (vandaag.year, vandaag.year - 1) for nummer in (4, 3, 2, 1)]
    return [*(van_schooljaar(nu - terug) for terug in range(jaren)), *(een for een in kwartalen if een.van <= vandaag)]
