"""Rows to facts: what this file says about schools, boards, gemeenten and pupil counts, and of which day."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from . import waarden
from .herkennen import Herkend, Soort, herken
from .lezen import ImportFout, Rij, Tabel, lees
from .stand import AFGEKAPT, GROF, Aantal, Feit, Feiten, SchoolStand, leer_feiten

T = TypeVar("T")
PROVINCIES = frozenset(
    {
        *("Drenthe", "Flevoland", "Friesland", "Gelderland", "Groningen", "Limburg"),
        *("Noord-Brabant", "Noord-Holland", "Overijssel", "Utrecht", "Zeeland", "Zuid-Holland"),
    }
)
VO_LEERLINGEN = frozenset({Soort.LEERLINGEN_VO, Soort.LEERLINGEN_VO_TYPE})
LEERLINGBESTAND = VO_LEERLINGEN | {Soort.LEERLINGEN_HISTORISCH}
ADRESLIJST = frozenset(
    {
        Soort.VESTIGINGEN_BO,
        Soort.VESTIGINGEN_GESPECIALISEERD,
        Soort.VESTIGINGEN_VO,
        Soort.HOOFDVESTIGINGEN_VO,
    }
)
SCHOOLSOORTEN = {"BO": "BO", "SBO": "SBO", "SO": "SO", "VSO": "VSO", "SO/VSO": "SOVSO", "PRO": "PRO", "VO": "VO"}
NIETSZEGGEND = frozenset({"onbekend", "rest", "-"})


@dataclass(frozen=True)
class Waarschuwing:
    """A cell that was left out because it cannot be right, without refusing the file for it."""

    regel: int
    kolom: str
    tekst: str


@dataclass
class Bron:
    """One file, read: what it says. landelijk: it names all twelve provinces, so absence means something."""

    bestand: str
    soort: Soort
    peildatum: date
    rijen: int
    sha256: str
    landelijk: bool = False
    scholen: dict[str, SchoolStand] = field(default_factory=dict)
    besturen: dict[str, Feiten] = field(default_factory=dict)
    gemeenten: dict[str, tuple[date, str]] = field(default_factory=dict)
    waarschuwingen: list[Waarschuwing] = field(default_factory=list)


@dataclass(frozen=True)
class Regel:
    """A row that knows its column names and can say precisely where something is wrong."""

    tabel: Tabel
    herkend: Herkend
    rij: Rij

    def cel(self, veld: str) -> str:
        plek = self.herkend.velden.get(veld)
        return "" if plek is None else self.rij.cellen[plek]

    def tekst(self, veld: str, hoogstens: int = 200) -> str:
        if len(self.cel(veld)) > hoogstens:
            raise self.fout(veld, f"hoogstens {hoogstens} tekens", f"{len(self.cel(veld))} tekens")
        return self.cel(veld)

    def waarde(self, veld: str, lezer: Callable[[str], T]) -> T:
        try:
            return lezer(self.cel(veld))
        except waarden.Onleesbaar as fout:
            raise self.fout(veld, str(fout)) from None

    def aantal(self, plek: int) -> tuple[int | None, str] | None:
        try:
            return waarden.aantal(self.rij.cellen[plek])
        except waarden.Onleesbaar as fout:
            raise self._fout(self.tabel.kop[plek], str(fout), _citaat(self.rij.cellen[plek])) from None

    def fout(self, veld: str, verwacht: str, gevonden: str = "") -> ImportFout:
        plek = self.herkend.velden.get(veld)
        kolom = "" if plek is None else self.tabel.kop[plek]
        return self._fout(kolom, verwacht, gevonden or _citaat(self.cel(veld)))

    def _fout(self, kolom: str, verwacht: str, gevonden: str) -> ImportFout:
        return ImportFout(self.tabel.bestand, regel=self.rij.nummer, kolom=kolom, verwacht=verwacht, gevonden=gevonden)


def _citaat(cel: str) -> str:
    return f"‘{cel[:60]}’" if cel else "een lege cel"


def bron_lezen(
    bestand: str, inhoud: bytes, *, peildatum: date | None = None, codering: str = "", zo_nodig: str = ""
) -> Bron:
    """Bytes of a file to what it says. Pure: no database, no clock. Raises ImportFout and then nothing was read."""
    tabel = lees(bestand, inhoud, codering=codering, zo_nodig=zo_nodig)
    herkend = herken(tabel)
    op = peildatum or peildatum_van(tabel, herkend)
    bron = Bron(bestand, herkend.soort, op, len(tabel.rijen), hashlib.sha256(inhoud).hexdigest())
    provincies: set[str] = set()
    for rij in tabel.rijen:
        regel = Regel(tabel, herkend, rij)
        provincies.add(regel.cel("provincie"))
        if herkend.soort in (Soort.BESTUREN, Soort.BESTUURSNAMEN):
            _bestuur(bron, regel, gegeven=peildatum is not None)
        else:
            _school(bron, regel, gegeven=peildatum is not None)
    bron.landelijk = herkend.soort in ADRESLIJST and provincies >= PROVINCIES
    return bron


def peildatum_van(tabel: Tabel, herkend: Herkend) -> date:
    """The day a file speaks of: from its columns, else from its name. A year alone is 1 October for pupil files."""
    if herkend.jaren:
        return date(max(herkend.jaren), 10, 1)
    rijen = [Regel(tabel, herkend, rij) for rij in tabel.rijen]
    if "peildatum" in herkend.velden and rijen:
        return max(regel.waarde("peildatum", waarden.dag) for regel in rijen)
    if dagen := [dag for regel in rijen if (dag := _bron_dagen(regel)[0])]:
        return max(dagen)
    gevonden = waarden.dag_uit_naam(tabel.bestand)
    if gevonden is None:
        raise ImportFout(
            tabel.bestand,
            verwacht="een peildatum in de naam of de kolommen",
            gevonden="geen van beide",
            raad=f"Geef de optie --peildatum {tabel.bestand}=2026-08-01.",
            mist="peildatum",
        )
    dag, precies = gevonden
    return dag if precies or herkend.soort not in LEERLINGBESTAND else date(dag.year, 10, 1)


def _bron_dagen(regel: Regel) -> tuple[date | None, date | None, date | None]:
    """For lists that say their origin per row: the day of the row as a whole, of its address and of its count."""
    if regel.cel("bron_jaar"):
        jaar = re.search(r"(?:19|20)[0-9]{2}", regel.cel("bron_jaar"))
        return (date(int(jaar[0]), 1, 1) if jaar else None), None, None
    bron = regel.cel("bron")
    adres = re.search(r"((?:19|20)[0-9]{2})-([01][0-9])", bron) or re.search(r"vestigingen ((?:19|20)[0-9]{2})", bron)
    telling = re.search(r"(?:historisch|leerlingen VO) ((?:19|20)[0-9]{2})", bron)
    adres_op = date(int(adres[1]), int(adres[2]) if adres.re.groups == 2 else 1, 1) if adres else None
    teldatum = date(int(telling[1]), 10, 1) if telling else None
    # An address from elsewhere is added to a row that came from the pupil file; a BO row came from the address file.
    rij_op = teldatum if teldatum and "+ adres" in bron else adres_op or teldatum
    return rij_op, adres_op, teldatum


def _nog_waar_op(regel: Regel) -> date | None:
    """In the list of all years: the last day with pupils. What it says of a school without is as old as that.

    A school for praktijkonderwijs still stands there as the VSO it was in 1998, without pupils since.
    """
    if not regel.herkend.jaren:
        return None
    gevuld = [jaar for jaar, plek in regel.herkend.jaren.items() if regel.rij.cellen[plek] not in ("0", "")]
    return date(max(gevuld, default=min(regel.herkend.jaren)), 10, 1)


def _laatste_teldatum(dag: date) -> date:
    return date(dag.year if dag >= date(dag.year, 10, 1) else dag.year - 1, 10, 1)


def _bestuur(bron: Bron, regel: Regel, *, gegeven: bool) -> None:
    op = bron.peildatum if gegeven else _bron_dagen(regel)[0] or bron.peildatum
    nummer = regel.waarde("bestuur", lambda cel: waarden.nummer(cel, 5, "een bestuursnummer"))
    if not nummer:
        raise regel.fout("bestuur", "een bestuursnummer")
    naam = regel.tekst("bestuursnaam" if bron.soort == Soort.BESTUREN else "naam")
    feiten: Feiten = {"naam": Feit(op, bron.soort, naam)} if naam else {}
    leer_feiten(feiten, _adres(regel, op, bron.soort))
    leer_feiten(bron.besturen.setdefault(nummer, {}), feiten)


def _school(bron: Bron, regel: Regel, *, gegeven: bool) -> None:
    rij_op, adres_op, teldatum = (None, None, None) if gegeven else _bron_dagen(regel)
    op = _nog_waar_op(regel) or rij_op or bron.peildatum
    school = bron.scholen.setdefault(_brin6(regel), SchoolStand())
    nieuw = SchoolStand(_schoolfeiten(regel, op, bron))
    leer_feiten(nieuw.feiten, _adres(regel, adres_op or op, bron.soort))
    if bron.soort in ADRESLIJST | {Soort.REGIO}:
        nieuw.feiten[f"gezien_{bron.soort}"] = Feit(op, bron.soort, "")
    _bestuur_van_school(bron, regel, op, nieuw.feiten)
    _gemeente(bron, regel, op, nieuw.feiten)
    _aantallen(regel, nieuw, teldatum or bron.peildatum, teldatum or _laatste_teldatum(op))
    _deelnames(bron, regel, nieuw)
    if bron.soort == Soort.LEERLINGEN_VO_TYPE:
        _optellen(regel, school, op)
    school.leer(nieuw)


def _brin6(regel: Regel) -> str:
    if "brin6" in regel.herkend.velden:
        return regel.waarde("brin6", lambda cel: waarden.brin6(cel[:4], cel))
    school = regel.waarde("brin4", waarden.brin4)
    if "vestiging" not in regel.herkend.velden:
        return f"{school}00"
    return regel.waarde("vestiging", lambda cel: waarden.brin6(school, cel))


def _schoolfeiten(regel: Regel, op: date, bron: Bron) -> Feiten:
    feiten: Feiten = {}
    if naam := regel.tekst("naam"):
        kort = bron.soort in LEERLINGBESTAND or (bron.soort == Soort.REGIO and len(naam) in AFGEKAPT)
        feiten["naam_kort" if kort else "naam"] = Feit(op, bron.soort, naam)
    denominatie = regel.tekst("denominatie", 80)
    if denominatie and denominatie.lower() not in NIETSZEGGEND:
        kort = len(denominatie) in AFGEKAPT or denominatie in GROF
        feiten["denominatie_kort" if kort else "denominatie"] = Feit(op, bron.soort, denominatie)
    if soort := _schoolsoort(regel):
        feiten["soort"] = Feit(op, bron.soort, soort)
    for veld, lezer in (("telefoon", waarden.telefoon), ("website", waarden.website)):
        if schoon := lezer(regel.cel(veld)):
            feiten[veld] = Feit(op, bron.soort, schoon)
        elif regel.cel(veld):
            kolom = regel.tabel.kop[regel.herkend.velden[veld]]
            bron.waarschuwingen.append(
                Waarschuwing(regel.rij.nummer, kolom, f"‘{regel.cel(veld)[:60]}’ is geen {veld} en is weggelaten")
            )
    return feiten


def _schoolsoort(regel: Regel) -> str:
    soort = regel.herkend.soort
    if soort == Soort.VESTIGINGEN_BO:
        return "BO"
    if soort == Soort.VESTIGINGEN_VO:
        return "PRO" if regel.cel("structuur").upper() == "PRO" else "VO"
    if soort == Soort.HOOFDVESTIGINGEN_VO:  # the structure of all locations together
        delen = set(regel.cel("structuur").upper().split("/"))
        return "PRO" if delen == {"PRO"} else "" if "PRO" in delen else "VO"
    if soort == Soort.VESTIGINGEN_GESPECIALISEERD:
        return _gespecialiseerd(regel)
    if soort in VO_LEERLINGEN:
        return ""
    kort = regel.cel("schoolsoort").upper().split(" ")[0]
    if kort not in SCHOOLSOORTEN:
        raise regel.fout("schoolsoort", "een schoolsoort (BO, SBO, SO, VSO, SO/VSO, VO of PRO)")
    return SCHOOLSOORTEN[kort]


def _gespecialiseerd(regel: Regel) -> str:
    """(V)SO in one column and SO ZMLK + VSO ZMLK in the other; RP- marks what a residential place offers."""
    soort = regel.cel("schoolsoort").upper()
    if soort in SCHOOLSOORTEN:
        return SCHOOLSOORTEN[soort]
    aanbod = {deel.strip().split(" ")[0] for deel in regel.cel("onderwijs").upper().split("+")}
    if soort != "(V)SO" or not aanbod & {"SO", "VSO"}:
        return "SOVSO" if soort == "(V)SO" else _geen_soort(regel)
    return "SOVSO" if {"SO", "VSO"} <= aanbod else (aanbod & {"SO", "VSO"}).pop()


def _geen_soort(regel: Regel) -> str:
    raise regel.fout("schoolsoort", "SBO, SO, VSO of (V)SO")


def _adres(regel: Regel, op: date, soort: Soort) -> Feiten:
    """One fact of four parts, so that a new street never stands beside an old postcode."""
    postcode = regel.waarde("postcode", waarden.postcode)
    straat = regel.tekst("straat", 120)
    if not (postcode and straat):
        return {}
    plaats = waarden.plaatsnaam(regel.tekst("plaats", 80))
    return {"adres": Feit(op, soort, (straat, regel.tekst("huisnummer", 20), postcode, plaats))}


def _bestuur_van_school(bron: Bron, regel: Regel, op: date, feiten: Feiten) -> None:
    nummer = regel.waarde("bestuur", lambda cel: waarden.nummer(cel, 5, "een bestuursnummer"))
    if not nummer:
        return
    feiten["bestuur"] = Feit(op, bron.soort, nummer)
    bestuur = bron.besturen.setdefault(nummer, {})
    if naam := regel.tekst("bestuursnaam"):
        leer_feiten(bestuur, {"naam": Feit(op, bron.soort, naam)})


def _gemeente(bron: Bron, regel: Regel, op: date, feiten: Feiten) -> None:
    code = regel.waarde("gemeente", lambda cel: waarden.nummer(cel, 4, "een gemeentenummer"))
    if not code:
        return
    feiten["gemeente"] = Feit(op, bron.soort, code)
    naam = waarden.gemeentenaam(regel.tekst("gemeentenaam", 80))
    bron.gemeenten[code] = max(bron.gemeenten.get(code, (date.min, "")), (op if naam else date.min, naam))


def _aantallen(regel: Regel, school: SchoolStand, op: date, teldatum: date) -> None:
    """Of all years: from the first pupil up to the first 0 after the last one. Other zeros mean absence."""
    velden = regel.herkend.velden
    for veld, deel in (("leerlingen", ""), ("totaal", ""), ("vavo", "vavo")):
        if veld in velden and (gelezen := regel.aantal(velden[veld])):
            school.aantallen[teldatum, deel] = Aantal(op, *gelezen)
    jaren = [(jaar, regel.aantal(plek)) for jaar, plek in sorted(regel.herkend.jaren.items())]
    gevuld = [jaar for jaar, per_jaar in jaren if per_jaar and per_jaar[0] != 0]
    for jaar, per_jaar in jaren:
        if per_jaar and gevuld and gevuld[0] <= jaar <= gevuld[-1] + 1:
            school.aantallen[date(jaar, 10, 1), ""] = Aantal(op, *per_jaar)


def _optellen(regel: Regel, school: SchoolStand, op: date) -> None:
    """Rows per onderwijstype and afdeling, boys and girls apart: only their sums are kept (small cells)."""
    vavo = "vavo" in regel.cel("onderwijstype").lower()
    teldatum, deel = _laatste_teldatum(op), "vavo" if vavo else regel.tekst("onderwijstype", 80)
    for plek in regel.herkend.leerjaren:
        gelezen = regel.aantal(plek) or (0, "")
        for onderdeel in (deel,) if vavo else (deel, ""):
            oud = school.aantallen.get((teldatum, onderdeel), Aantal(op, 0, ""))
            school.aantallen[teldatum, onderdeel] = _samen(oud, gelezen)
    alles = {onderdeel for dag, onderdeel in school.aantallen if dag == teldatum} - {"", "vavo"}
    pro = bool(alles) and all(naam.lower().startswith("praktijkonderwijs") for naam in alles)
    school.feiten["soort"] = Feit(op, Soort.LEERLINGEN_VO_TYPE, "PRO" if pro else "VO")


def _samen(oud: Aantal, erbij: tuple[int | None, str]) -> Aantal:
    """A sum with a hidden part is hidden too: `≥12` is what is sure."""
    zeker = oud.aantal if oud.aantal is not None else int(oud.tekst[1:])
    zeker += erbij[0] or 0
    verborgen = oud.aantal is None or erbij[0] is None
    return Aantal(oud.op, None, f"≥{zeker}") if verborgen else Aantal(oud.op, zeker, "")


def _deelnames(bron: Bron, regel: Regel, school: SchoolStand) -> None:
    """SWV codes of a row; a reason for exclusion (cluster 1 and 2, a national SWV) means: read and in none."""
    for veld in ("swv", "swv_vo"):
        code = regel.waarde(veld, waarden.swv)
        if code:
            school.deelnames[code[:2]] = {bron.peildatum: "" if regel.cel("uitsluitreden") else code}
