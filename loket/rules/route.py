"""Which samenwerkingsverband decides (table 2.2), and which kind of aanvraag fits where a pupil wants to go. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

NU_PO = frozenset({"BO", "SBO", "SO", "SOVSO"})
"""Enrolled at such a school, the PO SWV of that school decides about SO (WEC 40 lid 11a)."""
NU_VO = frozenset({"VO", "PRO", "VSO", "SOVSO"})
"""Enrolled at such a school, the VO SWV of that school decides about VSO (WEC 40 lid 13a)."""
HERKOMST, SBO_SCHOOL = "herkomst", "sbo_school"
PAST: dict[str, tuple[str, ...]] = {
    "sbo": ("SBO",),
    "so": ("SO", "EMB"),
    "vso": ("VSO", "EMB"),
    "pro": ("PRO",),
    "lwoo": ("LWOO",),
    "blijft": ("ARR", "CONSULT"),
    "onbekend": ("CONSULT",),
}
"""Where the pupil wants to go → the kinds that fit."""
SECTOR = {"SBO": "PO", "SO": "PO", "VSO": "VO", "PRO": "VO", "LWOO": "VO"}


@dataclass(frozen=True, kw_only=True)
class Situatie:
    """The pupil just before admission, as far as known. Codes are those of SWVs of the sector of the kind asked for.

    nu: the kind of school of enrolment (BO, SBO, SO, SOVSO, VSO, VO, PRO), or "" for none, cluster 1 or 2, or another
    place; nu_swv: of that school. woont: nederland or buitenland; woont_swv: of the place of residence (several when a
    municipality is shared). doel_swv: of the school asked for. landelijk_swv: the national SWV, when that school is one
    of its. vraagt_swv: of the school that asks. eerder_swv: of a TLV that still runs.
    """

    nu: str = ""
    nu_swv: Collection[str] = ()
    woont: str = "nederland"
    woont_swv: Collection[str] = ()
    doel_swv: Collection[str] = ()
    landelijk_swv: str = ""
    vraagt_swv: Collection[str] = ()
    eerder_swv: str = ""


@dataclass(frozen=True)
class Verantwoordelijk:
    """Who decides. regel: the row of table 2.2; codes: the SWVs that may be meant, none when not known here; zin: why;
    controleer: a person must look, because none or more than one qualifies (afspraak 45)."""

    regel: int
    codes: tuple[str, ...]
    zin: str
    controleer: bool


def verantwoordelijk_swv(soort: str, situatie: Situatie, *, sbo_beslist: str = HERKOMST) -> Verantwoordelijk:
    """The SWV that decides about this kind of TLV (SBO, SO, VSO, PRO or LWOO) in this situation.

    sbo_beslist: herkomst (where the pupil comes from, else where it lives) or sbo_school (the text of the law).
    A running TLV of another SWV never decides by itself; it makes that a person looks.
    """
    regel, codes, zin = {
        "SBO": _sbo,
        "SO": _so,
        "VSO": _vso,
        "PRO": _vo_school,
        "LWOO": _vo_school,
    }[soort](situatie, sbo_beslist)
    alle = sorted({*codes, *([situatie.eerder_swv] if situatie.eerder_swv else [])})
    if situatie.eerder_swv and set(alle) != set(codes):
        zin += " Er loopt nog een verklaring van een ander samenwerkingsverband: kijk na wie nu beslist."
    return Verantwoordelijk(regel, tuple(alle), zin, len(alle) != 1)


Antwoord = tuple[int, Collection[str], str]


def _so(situatie: Situatie, _: str) -> Antwoord:
    if situatie.nu in NU_PO:
        return 1, situatie.nu_swv, "Het samenwerkingsverband van de school waar de leerling nu zit, beslist."
    if situatie.landelijk_swv:
        return 4, [situatie.landelijk_swv], LANDELIJK
    if situatie.woont == "buitenland":
        return 3, situatie.doel_swv, BUITENLAND
    return 2, situatie.woont_swv, WOONPLAATS


def _vso(situatie: Situatie, _: str) -> Antwoord:
    if situatie.nu in NU_VO:
        return 5, situatie.nu_swv, "Het samenwerkingsverband van de school waar de leerling nu zit, beslist."
    if situatie.landelijk_swv:
        return 4, [situatie.landelijk_swv], LANDELIJK
    if situatie.woont == "buitenland":
        return 7, situatie.doel_swv, BUITENLAND
    return 6, situatie.woont_swv, f"{WOONPLAATS} Dat is het samenwerkingsverband voor voortgezet onderwijs."


def _sbo(situatie: Situatie, sbo_beslist: str) -> Antwoord:
    if sbo_beslist == SBO_SCHOOL:
        return 8, situatie.doel_swv, "Het samenwerkingsverband van de school voor speciaal basisonderwijs beslist."
    if situatie.nu in NU_PO:
        return 8, situatie.nu_swv, "Het samenwerkingsverband van de school waar de leerling nu zit, beslist."
    return 8, situatie.woont_swv, WOONPLAATS


def _vo_school(situatie: Situatie, _: str) -> Antwoord:
    zin = "Het samenwerkingsverband van de school die het vraagt, beslist."
    return 9, situatie.vraagt_swv, zin


LANDELIJK = "Het landelijke samenwerkingsverband van die school beslist."
BUITENLAND = "De leerling woont in het buitenland: het samenwerkingsverband van de gevraagde school beslist."
WOONPLAATS = "Het samenwerkingsverband van de woonplaats beslist."
