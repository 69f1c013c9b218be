"""Which file is this? Decided by its header, never by its name: names change with every publication.

DUO renamed, misspelt and padded its columns over the years; SYNONIEMEN holds every spelling seen. A column that no
kind knows is left alone.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .lezen import ImportFout, Tabel


class Soort(StrEnum):
    """The kinds of files. Their order is their authority: of two facts of one day the first kind here wins."""

    VESTIGINGEN_BO = "vestigingen_bo"
    VESTIGINGEN_GESPECIALISEERD = "vestigingen_gespecialiseerd"
    VESTIGINGEN_VO = "vestigingen_vo"
    HOOFDVESTIGINGEN_VO = "hoofdvestigingen_vo"
    BESTUREN = "besturen"
    REGIO = "regio"
    LEERLINGEN_HISTORISCH = "leerlingen_historisch"
    LEERLINGEN_VO = "leerlingen_vo"
    LEERLINGEN_VO_TYPE = "leerlingen_vo_type"
    BESTUURSNAMEN = "bestuursnamen"

    @property
    def naam(self) -> str:
        return NAMEN[self]

    @property
    def gezag(self) -> int:
        """Higher wins between facts of the same day."""
        return len(Soort) - list(Soort).index(self)


NAMEN = {
    Soort.VESTIGINGEN_BO: "schoolvestigingen basisonderwijs",
    Soort.VESTIGINGEN_GESPECIALISEERD: "vestigingen sbo, so en vso",
    Soort.VESTIGINGEN_VO: "vestigingen voortgezet onderwijs",
    Soort.HOOFDVESTIGINGEN_VO: "hoofdvestigingen voortgezet onderwijs",
    Soort.BESTUREN: "bevoegde gezagen",
    Soort.REGIO: "scholen van een samenwerkingsverband",
    Soort.LEERLINGEN_HISTORISCH: "leerlingen per vestiging, alle jaren (po)",
    Soort.LEERLINGEN_VO: "leerlingen per vestiging (vo)",
    Soort.LEERLINGEN_VO_TYPE: "leerlingen per vestiging en onderwijstype (vo)",
    Soort.BESTUURSNAMEN: "namen van besturen",
}

SYNONIEMEN: Mapping[str, tuple[str, ...]] = {
    "brin4": ("BRIN NUMMER", "BRINNUMMER", "BRIN", "INSTELLINGSCODE"),
    "vestiging": ("VESTIGINGSNUMMER", "VESTIGINGSCODE", "VESTIGINS NUMMER", "VESTIGINGS NUMMER"),
    "brin6": ("BRIN6",),
    "naam": (
        "VESTIGINGSNAAM",
        "NAAM VESTIGING",
        "INSTELLINGSNAAM VESTIGING",
        "INSTELLINGSNAAM",
        "NAAM",
    ),
    "straat": ("STRAATNAAM", "STRAAT"),
    "huisnummer": ("HUISNUMMER TOEVOEGING", "HUISNUMMER"),
    "postcode": ("POSTCODE",),
    "plaats": ("PLAATSNAAM", "PLAATSNAAM VESTIGING", "PLAATS"),
    "gemeente": ("GEMEENTENUMMER", "GEMEENTECODE VESTIGING", "GEMEENTECODE", "GEMEENTENUMMER VESTIGING"),
    "gemeentenaam": ("GEMEENTENAAM", "GEMEENTENAAM VESTIGING", "GEMEENTE"),
    "provincie": ("PROVINCIE", "PROVINCIE VESTIGING"),
    "denominatie": ("DENOMINATIE", "DENOMINATIE VESTIGING"),
    "telefoon": ("TELEFOONNUMMER", "TELEFOON"),
    "website": ("INTERNETADRES", "WEBSITE"),
    "bestuur": (
        "BEVOEGD GEZAG NUMMER",
        "BEVOEGD GEZAG",
        "BEVOEGD GEZAGNUMMER",
        "BEVOEGD GEZAGSNUMMER",
    ),
    "bestuursnaam": ("BEVOEGD GEZAG NAAM", "BEVOEGD GEZAGSNAAM", "NAAM BEVOEGD GEZAG"),
    "schoolsoort": ("SOORT VESTIGING", "SOORT PRIMAIR ONDERWIJS", "SOORT"),
    "onderwijs": ("ONDERWIJS",),
    "structuur": ("ONDERWIJSSTRUCTUUR",),
    "onderwijstype": ("ONDERWIJSTYPE VO EN LEER OF VERBLIJFSJAAR", "ONDERWIJSTYPE VO"),
    "leerlingen": ("LEERLINGEN",),
    "totaal": ("AANTAL LEERLINGEN", "TOTAAL AANTAL LEERLINGEN", "TOTAAL"),
    "vavo": ("AANTAL VO LEERLINGEN UITBESTEED AAN VAVO",),
    "swv": ("SWV CODE", "CODE SAMENWERKINGSVERBAND"),
    "swv_vo": ("VO SWV CODE",),
    "uitsluitreden": ("UITSLUITREDEN", "REDEN"),
    "bron": ("BRON",),
    "bron_jaar": ("BRON JAAR",),
    "peildatum": ("PEILDATUM",),
}
VELD_VAN = {spelling: veld for veld, spellingen in SYNONIEMEN.items() for spelling in spellingen}
NIET_NODIG = frozenset(
    f"{wat} CORRESPONDENTIEADRES" for wat in ("STRAATNAAM", "HUISNUMMER TOEVOEGING", "POSTCODE", "PLAATSNAAM")
)
JAARKOLOM = re.compile(r"(?:AANTAL )?LEERLINGEN ((?:19|20)[0-9]{2})")
LEERJAARKOLOM = re.compile(r"(?:LEER OF VERBLIJFSJAAR|LEERJAAR|VERBLIJFSJAAR) ([1-9]) (MAN|VROUW)")

ADRES = frozenset({"naam", "straat", "postcode", "gemeente"})


@dataclass(frozen=True)
class Vorm:
    """What the header of one kind holds at least, and what it may not hold."""

    soort: Soort
    nodig: frozenset[str]
    zonder: frozenset[str] = frozenset()


VORMEN = (
    Vorm(Soort.REGIO, frozenset({"brin6", "naam", "schoolsoort", "swv"})),
    Vorm(Soort.BESTUURSNAMEN, frozenset({"bestuur", "naam", "bron_jaar"})),
    Vorm(Soort.LEERLINGEN_HISTORISCH, frozenset({"brin4", "vestiging", "naam", "schoolsoort", "jaren"})),
    Vorm(Soort.LEERLINGEN_VO_TYPE, frozenset({"brin4", "vestiging", "naam", "onderwijstype", "leerjaren"})),
    Vorm(Soort.LEERLINGEN_VO, frozenset({"brin4", "vestiging", "naam", "totaal"}), frozenset({"schoolsoort"})),
    Vorm(Soort.VESTIGINGEN_GESPECIALISEERD, ADRES | {"brin4", "vestiging", "schoolsoort", "bestuur"}),
    Vorm(Soort.VESTIGINGEN_VO, ADRES | {"brin4", "vestiging", "structuur", "bestuur"}),
    Vorm(Soort.HOOFDVESTIGINGEN_VO, ADRES | {"brin4", "structuur", "bestuur"}, frozenset({"vestiging"})),
    Vorm(
        Soort.BESTUREN, frozenset({"bestuur", "bestuursnaam", "straat", "postcode"}), frozenset({"brin4", "vestiging"})
    ),
    Vorm(
        Soort.VESTIGINGEN_BO,
        ADRES | {"brin4", "vestiging", "bestuur"},
        frozenset({"structuur", "schoolsoort", "brin6"}),
    ),
)


@dataclass(frozen=True)
class Herkend:
    """The kind of a file and where each field stands: field name to column number, counted from 0."""

    soort: Soort
    velden: Mapping[str, int]
    jaren: Mapping[int, int]
    leerjaren: tuple[int, ...]


def normaal(kolom: str) -> str:
    """`BEVOEGD_GEZAG-NUMMER ` and `Bevoegd Gezag Nummer` are one column."""
    return " ".join(re.sub(r"[^A-Z0-9]+", " ", kolom.upper()).split())


def herken(tabel: Tabel) -> Herkend:
    """Find the kind by the header. Raises ImportFout naming the column that is missing from the likeliest kind."""
    velden, jaren, leerjaren = _indelen(tabel)
    aanwezig = frozenset(velden) | ({"jaren"} if jaren else set()) | ({"leerjaren"} if leerjaren else set())
    for vorm in VORMEN:
        if vorm.nodig <= aanwezig and not vorm.zonder & aanwezig:
            return Herkend(vorm.soort, velden, jaren, tuple(leerjaren))
    raise _onbekend(tabel, aanwezig)


def _indelen(tabel: Tabel) -> tuple[dict[str, int], dict[int, int], list[int]]:
    velden: dict[str, int] = {}
    jaren: dict[int, int] = {}
    leerjaren: list[int] = []
    for plek, kolom in enumerate(map(normaal, tabel.kop)):
        if jaar := JAARKOLOM.fullmatch(kolom):
            jaren[int(jaar[1])] = plek
        elif LEERJAARKOLOM.fullmatch(kolom):
            leerjaren.append(plek)
        elif veld := _veld(kolom):
            if veld in velden:
                raise ImportFout(
                    tabel.bestand,
                    regel=1,
                    kolom=tabel.kop[plek],
                    verwacht="elke kolom één keer",
                    gevonden=f"ook de kolom {tabel.kop[velden[veld]]}, met dezelfde betekenis",
                )
            velden[veld] = plek
    return velden, jaren, leerjaren


def _veld(kolom: str) -> str:
    if kolom in VELD_VAN:
        return VELD_VAN[kolom]
    if len(kolom) < 12 or kolom in NIET_NODIG:
        return ""
    lijkt_op = difflib.get_close_matches(kolom, VELD_VAN, n=1, cutoff=0.95)
    return VELD_VAN[lijkt_op[0]] if lijkt_op else ""


def _onbekend(tabel: Tabel, aanwezig: frozenset[str]) -> ImportFout:
    naast = max(VORMEN, key=lambda vorm: len(vorm.nodig & aanwezig) / len(vorm.nodig))
    kwijt = sorted(naast.nodig - aanwezig)
    if len(kwijt) > len(naast.nodig) / 2 or not kwijt:
        return ImportFout(
            tabel.bestand,
            regel=1,
            verwacht="de kolommen van een bestand van DUO of een regiolijst",
            gevonden=f"kolommen die we niet kennen ({', '.join(tabel.kop)[:80]})",
        )
    return ImportFout(
        tabel.bestand,
        regel=1,
        kolom=_spelling(kwijt[0]),
        verwacht=f"de kolommen van ‘{naast.soort.naam}’",
        gevonden=f"geen kolom {_spelling(kwijt[0])}",
    )


def _spelling(veld: str) -> str:
    return {"jaren": "LEERLINGEN_JAAR", "leerjaren": "LEERJAAR 1 - MAN"}.get(veld) or SYNONIEMEN[veld][0]
