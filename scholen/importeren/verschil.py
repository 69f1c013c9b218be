"""Facts from files against the database: what will change, before anything does.

Files are taken in the order of their peildatum, whatever the order they were offered in, so that the counts per file
read like a history. What comes out does not depend on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from scholen.models import Bestuur, Bronbestand, Gemeente, LeerlingAantal, School, SchoolDeelname

from .feiten import Bron
from .herkennen import Soort
from .stand import (
    Aantal,
    Feiten,
    Kolommen,
    Periode,
    SchoolStand,
    Teldag,
    adresdelen,
    kolommen,
    leer_feiten,
    naar_json,
    perioden,
    sluit_aan,
    tonen,
    uit_json,
)

Tellingen = dict[str, dict[Teldag, Aantal]]


class BestuurKolommen(NamedTuple):
    naam: str
    straat: str
    huisnummer: str
    postcode: str
    plaats: str


@dataclass
class BestandVerschil:
    """What one file brings. gesloten and zonder_adres are counted within nieuw and gewijzigd too."""

    bron: Bron
    nieuw: list[str] = field(default_factory=list)
    gewijzigd: list[str] = field(default_factory=list)
    gesloten: list[str] = field(default_factory=list)
    heropend: list[str] = field(default_factory=list)
    onbekend: list[str] = field(default_factory=list)
    ongewijzigd: int = 0
    besturen_nieuw: int = 0
    besturen_gewijzigd: int = 0
    aantallen: int = 0


@dataclass
class Voorstel:
    """Everything that will be written, and what to show about it. An empty one changes nothing."""

    bestanden: list[BestandVerschil] = field(default_factory=list)
    gemeenten: dict[str, tuple[date, str]] = field(default_factory=dict)
    besturen: dict[str, tuple[BestuurKolommen, dict[str, object]]] = field(default_factory=dict)
    scholen: dict[str, tuple[Kolommen, dict[str, object]]] = field(default_factory=dict)
    aantallen: Tellingen = field(default_factory=dict)
    deelnames: dict[str, list[Periode]] = field(default_factory=dict)
    bronnen: list[Bron] = field(default_factory=list)

    @property
    def leeg(self) -> bool:
        return not any((self.gemeenten, self.besturen, self.scholen, self.aantallen, self.deelnames, self.bronnen))

    @property
    def sleutel(self) -> str:
        """The same for the same changes: who agrees, agrees to these and to nothing that came in between."""
        delen = (
            sorted(self.gemeenten.items()),
            sorted(self.besturen.items()),
            sorted((brin6, kolom, sorted(json.items())) for brin6, (kolom, json) in self.scholen.items()),
            sorted((brin6, sorted(per_dag.items())) for brin6, per_dag in self.aantallen.items()),
            sorted(self.deelnames.items()),
            sorted((bron.soort, bron.peildatum, bron.sha256) for bron in self.bronnen),
        )
        return hashlib.sha256(repr(delen).encode()).hexdigest()


@dataclass
class Stand:
    """What the database knows of the schools concerned, and what it shows of them."""

    scholen: dict[str, SchoolStand] = field(default_factory=dict)
    getoond: dict[str, Kolommen] = field(default_factory=dict)
    besturen: dict[str, Feiten] = field(default_factory=dict)
    gemeenten: dict[str, tuple[date, str]] = field(default_factory=dict)
    lijsten: dict[Soort, set[date]] = field(default_factory=dict)

    def kopie(self) -> Stand:
        return Stand(
            {brin6: school.kopie() for brin6, school in self.scholen.items()},
            dict(self.getoond),
            {nummer: dict(feiten) for nummer, feiten in self.besturen.items()},
            dict(self.gemeenten),
            {soort: set(dagen) for soort, dagen in self.lijsten.items()},
        )


def vergelijken(bronnen: Sequence[Bron]) -> Voorstel:
    """What reading these files would change. Reads the database, writes nothing."""
    volgorde = sorted(bronnen, key=lambda bron: (bron.peildatum, bron.soort.gezag, bron.bestand))
    # A full list closes who is absent from it, and an earlier full list may close who is learnt of only now.
    alle = any(bron.landelijk for bron in volgorde)
    genoemd = None if alle else {brin6 for bron in volgorde for brin6 in bron.scholen}
    oud = _stand(genoemd)
    nieuw = oud.kopie()
    met_adres = {b for bron in volgorde for b, school in bron.scholen.items() if "adres" in school.feiten}
    voorstel = Voorstel([_verwerken(bron, nieuw, met_adres) for bron in volgorde])
    voorstel.gemeenten = {code: waarde for code, waarde in nieuw.gemeenten.items() if oud.gemeenten.get(code) != waarde}
    for nummer, feiten in nieuw.besturen.items():
        if oud.besturen.get(nummer) != feiten:
            voorstel.besturen[nummer] = (_bestuur(nummer, feiten), naar_json(feiten, {}))
    for brin6, school in nieuw.scholen.items():
        eerder = oud.scholen.get(brin6, SchoolStand())
        feiten_gelijk = (school.feiten, school.deelnames) == (eerder.feiten, eerder.deelnames)
        if not feiten_gelijk or nieuw.getoond[brin6] != oud.getoond.get(brin6):
            voorstel.scholen[brin6] = (nieuw.getoond[brin6], naar_json(school.feiten, school.deelnames))
        erbij = {
            teldag: aantal for teldag, aantal in school.aantallen.items() if eerder.aantallen.get(teldag) != aantal
        }
        if erbij:
            voorstel.aantallen[brin6] = erbij
    voorstel.deelnames = _deelnames(nieuw)
    voorstel.bronnen = _nog_niet_gelezen(volgorde)
    return voorstel


def _verwerken(bron: Bron, stand: Stand, met_adres: set[str]) -> BestandVerschil:
    uit = BestandVerschil(bron)
    for code, (op, naam) in bron.gemeenten.items():
        stand.gemeenten[code] = max((op, naam), stand.gemeenten.get(code, (date.min, "")))
    for nummer, feiten in bron.besturen.items():
        bekend = stand.besturen.get(nummer)
        eerder = _bestuur(nummer, bekend) if bekend is not None else None
        leer_feiten(stand.besturen.setdefault(nummer, {}), feiten)
        uit.besturen_nieuw += eerder is None
        uit.besturen_gewijzigd += eerder is not None and eerder != _bestuur(nummer, stand.besturen[nummer])
    if bron.landelijk:
        stand.lijsten.setdefault(bron.soort, set()).add(bron.peildatum)
    for brin6, school in bron.scholen.items():
        bekend_school = stand.scholen.setdefault(brin6, SchoolStand())
        voor = dict(bekend_school.aantallen)
        bekend_school.leer(school)
        uit.aantallen += sum(voor.get(teldag) != aantal for teldag, aantal in bekend_school.aantallen.items())
    for brin6 in stand.scholen if bron.landelijk else bron.scholen:
        _tellen(uit, brin6, stand, met_adres)
    return uit


def _tellen(uit: BestandVerschil, brin6: str, stand: Stand, met_adres: set[str]) -> None:
    eerder, nu = stand.getoond.get(brin6), kolommen(brin6, stand.scholen[brin6], stand.lijsten)
    stand.getoond[brin6] = nu
    dicht = nu.gesloten_op is not None
    if eerder is None:
        uit.nieuw.append(brin6)
        if not dicht and brin6 not in met_adres:
            uit.onbekend.append(brin6)
    elif eerder._replace(gesloten_op=None) != nu._replace(gesloten_op=None):
        uit.gewijzigd.append(brin6)
    elif eerder.gesloten_op == nu.gesloten_op and brin6 in uit.bron.scholen:
        uit.ongewijzigd += 1
    was_dicht = eerder is not None and eerder.gesloten_op is not None
    if dicht and not was_dicht:
        uit.gesloten.append(brin6)
    if was_dicht and not dicht:
        uit.heropend.append(brin6)


def _bestuur(nummer: str, feiten: Feiten) -> BestuurKolommen:
    return BestuurKolommen(tonen(feiten, "naam") or f"Bestuur {nummer}", *adresdelen(feiten))


def _stand(genoemd: set[str] | None) -> Stand:
    stand = Stand()
    scholen = School.objects.all() if genoemd is None else School.objects.filter(brin6__in=genoemd)
    velden = [veld for veld in Kolommen._fields if veld not in ("bestuur", "gemeente")]
    brin6_van: dict[int, str] = {}
    for rij in scholen.values("pk", "peildata", "brin6", "bestuur__nummer", "gemeente__code", *velden):
        brin6_van[rij["pk"]] = rij["brin6"]
        stand.scholen[rij["brin6"]] = uit_json(rij["peildata"])
        rij |= {"bestuur": rij["bestuur__nummer"] or "", "gemeente": rij["gemeente__code"] or ""}
        stand.getoond[rij["brin6"]] = Kolommen(*(rij[veld] for veld in Kolommen._fields))
    _aantallen(stand, brin6_van, alle=genoemd is None)
    for nummer, peildata in Bestuur.objects.values_list("nummer", "peildata"):
        stand.besturen[nummer] = uit_json(peildata).feiten
    for code, naam, sinds in Gemeente.objects.values_list("code", "naam", "peildatum"):
        stand.gemeenten[code] = (sinds or date.min, naam)
    for soort, peildatum in Bronbestand.objects.filter(landelijk=True).values_list("soort", "peildatum"):
        stand.lijsten.setdefault(Soort(soort), set()).add(peildatum)
    return stand


def _aantallen(stand: Stand, brin6_van: dict[int, str], *, alle: bool) -> None:
    """Without a join: statistics taken during an import see no rows, and a nested loop then takes over a minute."""
    aantallen = LeerlingAantal.objects.all() if alle else LeerlingAantal.objects.filter(school_id__in=brin6_van)
    for school, dag, deel, aantal, tekst, op in aantallen.values_list(
        "school_id", "teldatum", "onderdeel", "aantal", "tekst", "peildatum"
    ).iterator(20_000):
        # A school made since the query above has no say yet; the lock of the import sees it before anything is written.
        if school in brin6_van:
            stand.scholen[brin6_van[school]].aantallen[dag, deel] = Aantal(op, aantal, tekst)


def _deelnames(stand: Stand) -> dict[str, list[Periode]]:
    """Per school the periods it should have, where the database has others. Sectors no file names stay."""
    met = {brin6: perioden(school.deelnames) for brin6, school in stand.scholen.items() if school.deelnames}
    bekend: dict[str, list[Periode]] = {}
    for brin6, sector, swv, van, tot in (
        SchoolDeelname.objects.filter(school__brin6__in=met)
        .order_by("sector", "van")
        .values_list("school__brin6", "sector", "swv__code", "van", "tot")
    ):
        rij, nu = bekend.setdefault(brin6, []), Periode(sector, swv, van, tot)
        if rij and sluit_aan(rij[-1], nu):  # only its werkgebied changed on that day, which no file knows
            nu = rij.pop()._replace(tot=tot)
        rij.append(nu)
    uit = {}
    for brin6, gewenst in met.items():
        sectoren = {periode.sector for periode in gewenst}
        if gewenst != [periode for periode in bekend.get(brin6, []) if periode.sector in sectoren]:
            uit[brin6] = gewenst
    return uit


def _nog_niet_gelezen(bronnen: Iterable[Bron]) -> list[Bron]:
    bekend = set(Bronbestand.objects.values_list("soort", "peildatum", "sha256"))
    uit: dict[tuple[str, date, str], Bron] = {}
    for bron in bronnen:
        sleutel = (str(bron.soort), bron.peildatum, bron.sha256)
        if sleutel not in bekend:
            uit.setdefault(sleutel, bron)
    return list(uit.values())
