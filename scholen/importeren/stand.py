"""What is known, per fact with its origin, and how two answers become one.

A fact is a Feit: the date it speaks of, the kind of file it came from, the value. Of two facts the newer one stays;
on one day the kind with more authority, then the greater value. That choice does not depend on the order in which
facts arrive, and choosing twice changes nothing: so any order of files, once or twice, gives the same database
(afspraak 29). What people see (the name, whether a school is closed) is computed from the facts, never stored as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from .herkennen import Soort

Waarde = str | tuple[str, ...]
GROF = frozenset({"Bijzonder", "Overige", "Samenwerking", "Rest"})
"""Denominaties of the VO address file since 2022: true, but saying less than what an older file knows."""
AFGEKAPT = (29, 30)
"""DUO cuts at 30 characters; a cut on a space leaves 29."""
DEKKING = {
    "BO": Soort.VESTIGINGEN_BO,
    "SBO": Soort.VESTIGINGEN_GESPECIALISEERD,
    "SO": Soort.VESTIGINGEN_GESPECIALISEERD,
    "VSO": Soort.VESTIGINGEN_GESPECIALISEERD,
    "SOVSO": Soort.VESTIGINGEN_GESPECIALISEERD,
    "VO": Soort.VESTIGINGEN_VO,
    "PRO": Soort.VESTIGINGEN_VO,
}
"""The address list that every open school of a kind stands in."""


class Feit(NamedTuple):
    op: date
    bron: Soort
    waarde: Waarde

    @property
    def sterkte(self) -> tuple[date, int, str]:
        return self.op, self.bron.gezag, str(self.waarde)


class Aantal(NamedTuple):
    """A pupil count as of the file that gave it; tekst holds what DUO printed when it hid the number."""

    op: date
    aantal: int | None
    tekst: str

    @property
    def sterkte(self) -> tuple[date, bool, int, str]:
        return self.op, self.aantal is not None, self.aantal or 0, self.tekst


Feiten = dict[str, Feit]
Teldag = tuple[date, str]
"""The day counted, and the part of the school: an onderwijstype, or empty for the whole school."""


@dataclass
class SchoolStand:
    """All that is known of one vestiging. deelnames: per sector, on which day which SWV was read."""

    feiten: Feiten = field(default_factory=dict)
    aantallen: dict[Teldag, Aantal] = field(default_factory=dict)
    deelnames: dict[str, dict[date, str]] = field(default_factory=dict)

    def kopie(self) -> SchoolStand:
        deelnames = {sector: dict(gezien) for sector, gezien in self.deelnames.items()}
        return SchoolStand(dict(self.feiten), dict(self.aantallen), deelnames)

    def leer(self, nieuw: SchoolStand) -> None:
        leer_feiten(self.feiten, nieuw.feiten)
        for teldag, aantal in nieuw.aantallen.items():
            oud = self.aantallen.get(teldag)
            if oud is None or aantal.sterkte > oud.sterkte:
                self.aantallen[teldag] = aantal
        for sector, gezien in nieuw.deelnames.items():
            bekend = self.deelnames.setdefault(sector, {})
            for op, swv in gezien.items():
                bekend[op] = max(swv, bekend.get(op, ""))


def leer_feiten(bekend: Feiten, nieuw: Mapping[str, Feit]) -> None:
    """Take over each fact that is stronger than what was known; empty values are no facts and never come here."""
    for naam, feit in nieuw.items():
        if naam not in bekend or feit.sterkte > bekend[naam].sterkte:
            bekend[naam] = feit


def tonen(feiten: Mapping[str, Feit], naam: str) -> str:
    """The value to show: the full one, unless a short one is newer and says something else.

    A short name never replaces a full one: pupil files hold the name of at most 30 characters that DUO made of it
    (`R.K. Daltonschool St Martinus`), so that a difference says nothing.
    """
    vol, kort = feiten.get(naam), feiten.get(f"{naam}_kort")
    if kort is None or vol is None:
        feit = vol or kort
        return str(feit.waarde) if feit else ""
    if naam == "naam" or kort.op <= vol.op or kort.waarde in GROF:
        return str(vol.waarde)
    return str(vol.waarde if str(vol.waarde).startswith(str(kort.waarde)) else kort.waarde)


def soort_van(feiten: Mapping[str, Feit]) -> str:
    """The schoolsoort; VO when no file said so, since only files about VO can leave it out."""
    return str(feiten["soort"].waarde) if "soort" in feiten else "VO"


def gesloten_op(school: SchoolStand, lijsten: Mapping[Soort, Iterable[date]]) -> date | None:
    """The first day without school, or None while it is open.

    Closed is: the first count of 0 after the last sign of life (then since 1 August, the start of that school year)
    or the first full address list after it that no longer names the school. Without any sign of life it was closed
    when we read of it. lijsten: per kind the dates of the full national lists read so far.
    """
    tellingen = sorted((dag, aantal) for (dag, deel), aantal in school.aantallen.items() if not deel)
    leven = [dag for dag, aantal in tellingen if aantal.aantal != 0]
    leven += [feit.op for naam, feit in school.feiten.items() if naam.startswith("gezien_")]
    if not leven:
        return school.feiten["soort"].op if "soort" in school.feiten else None
    laatste = max(leven)
    einden = [_begin_schooljaar(dag, laatste) for dag, aantal in tellingen if aantal.aantal == 0 and dag > laatste][:1]
    einden += sorted(dag for dag in lijsten.get(DEKKING[soort_van(school.feiten)], ()) if dag > laatste)[:1]
    return min(einden, default=None)


def _begin_schooljaar(dag: date, na: date) -> date:
    return max(date(dag.year if dag.month >= 8 else dag.year - 1, 8, 1), na + timedelta(days=1))


class Periode(NamedTuple):
    """A part in an SWV, both days inclusive; tot is None while it runs."""

    sector: str
    swv: str
    van: date
    tot: date | None


def sluit_aan(eerst: Periode, dan: Periode) -> bool:
    """Whether the second goes on where the first ends, in the same SWV."""
    zelfde = (eerst.sector, eerst.swv) == (dan.sector, dan.swv)
    return zelfde and eerst.tot is not None and eerst.tot + timedelta(days=1) == dan.van


PASSEND_ONDERWIJS = date(2014, 8, 1)
"""The samenwerkingsverbanden of today began on this day (Stb. 2012, 533); the first one read is taken to hold since."""


def perioden(deelnames: Mapping[str, Mapping[date, str]]) -> list[Periode]:
    """Days on which an SWV was read, per sector, to periods. An empty code ends the part in an SWV."""
    uit: list[Periode] = []
    for sector, gezien in sorted(deelnames.items()):
        stappen: list[tuple[date, str]] = []
        for op, swv in sorted(gezien.items()):
            if not stappen or stappen[-1][1] != swv:
                stappen.append((op if stappen else min(op, PASSEND_ONDERWIJS), swv))
        for plek, (van, swv) in enumerate(stappen):
            tot = stappen[plek + 1][0] - timedelta(days=1) if plek + 1 < len(stappen) else None
            if swv:
                uit.append(Periode(sector, swv, van, tot))
    return uit


class Kolommen(NamedTuple):
    """What people see of a school. Empty text where nothing is known."""

    naam: str
    soort: str
    bestuur: str
    straat: str
    huisnummer: str
    postcode: str
    plaats: str
    gemeente: str
    telefoon: str
    website: str
    denominatie: str
    gesloten_op: date | None


def kolommen(brin6: str, school: SchoolStand, lijsten: Mapping[Soort, Iterable[date]]) -> Kolommen:
    """Everything that is shown of a school, computed from its facts."""
    feiten = school.feiten
    return Kolommen(
        tonen(feiten, "naam") or f"School {brin6}",
        soort_van(feiten),
        tonen(feiten, "bestuur"),
        *adresdelen(feiten),
        tonen(feiten, "gemeente"),
        tonen(feiten, "telefoon"),
        tonen(feiten, "website"),
        tonen(feiten, "denominatie"),
        gesloten_op(school, lijsten),
    )


def adresdelen(feiten: Mapping[str, Feit]) -> tuple[str, str, str, str]:
    """Street, house number, postcode and place."""
    if "adres" not in feiten:
        return "", "", "", ""
    straat, huisnummer, postcode, plaats = tuple(feiten["adres"].waarde)
    return straat, huisnummer, postcode, plaats


def naar_json(feiten: Mapping[str, Feit], deelnames: Mapping[str, Mapping[date, str]]) -> dict[str, object]:
    """Facts as they are kept in `peildata`: {"naam": ["2026-08-01", "vestigingen_bo", "De Regenboog"]}."""
    uit: dict[str, object] = {
        naam: [
            feit.op.isoformat(),
            str(feit.bron),
            list(feit.waarde) if isinstance(feit.waarde, tuple) else feit.waarde,
        ]
        for naam, feit in feiten.items()
    }
    for sector, gezien in deelnames.items():
        uit[f"swv_{sector}"] = {op.isoformat(): swv for op, swv in gezien.items()}
    return uit


def uit_json(peildata: Mapping[str, Any]) -> SchoolStand:
    """The inverse of naar_json."""
    stand = SchoolStand()
    for naam, inhoud in peildata.items():
        if isinstance(inhoud, dict):
            gezien = {date.fromisoformat(op): str(swv) for op, swv in inhoud.items()}
            stand.deelnames[naam.removeprefix("swv_")] = gezien
        else:
            op, bron, waarde = inhoud
            stand.feiten[naam] = Feit(
                date.fromisoformat(op), Soort(bron), tuple(waarde) if isinstance(waarde, list) else str(waarde)
            )
    return stand
