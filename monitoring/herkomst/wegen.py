"""Which table leads to which rows. A figure gets its way down by one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from monitoring.kengetallen.binnen import aanvragen
from monitoring.rules.filter import Dimensie, Filter
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel

from . import aanvragen as a
from . import anders, geld
from .bron import Bron, Herkomst, Weg

WEGEN: Mapping[str, Weg] = {
    "aanvragen": a.stroom,
    "soorten": a.soorten,
    "per-soort": a.toegekend_per_soort,
    "per-maand": a.ontvangen_per_maand,
    "naast-gemiddelde": a.gemiddeld,
    "op-tijd": a.op_tijd,
    "doorlooptijd": a.doorlooptijd,
    "klassen": a.klassen,
    "piek": a.piek,
    "besluiten": a.besluit,
    "gehoord": a.gehoord,
    "verwijzing-per-school": partial(a.toegekend, pad="school__brin6"),
    "verwijzing-per-bestuur": partial(a.toegekend, pad="school__bestuur__nummer"),
    "tlv-rollend": a.rollend,
    "tlv-verwacht": a.verwacht,
    "tlv-duur": a.duur,
    "tlv-einde": a.einde,
    "hulp": partial(geld.hulp, pad="aanbod__kenmerk"),
    "hulp-scholen": partial(geld.hulp, pad="school__brin6"),
    "hulp-niveaus": partial(geld.hulp, pad="aanbod__niveau"),
    "hulp-themas": partial(geld.hulp, pad="aanbod__thema"),
    "activiteiten": geld.activiteit,
    "arrangementen": geld.vragen,
    "doelen": geld.doelen,
    "geboekt": geld.geboekt,
    "geld-verloop": geld.verloop,
    "geld-per-budget": geld.pot,
    "budgetten": partial(geld.pot, dag="van"),
    "geld-per-school": geld.school,
    "jaren": geld.jaar,
    "bezwaren": anders.bezwaren,
    "afloop": anders.bezwaren,
    "bezwaren-op-tijd": anders.bezwaren_op_tijd,
    "signalen-per-thema": partial(anders.signalen, veld="thema"),
    "signalen-van-wie": partial(anders.signalen, veld="van"),
    "thuis-verloop": anders.verloop,
    "thuis-per-gemeente": anders.per_gemeente,
    "thuis-per-maand": anders.maand,
    "verloop": anders.verloop_onder,
    "duur": anders.duur,
    "soort": anders.soort,
    "reden": anders.reden,
    "woonplaats": anders.woonplaats,
}
"""By the code of a table."""
BEGIN: Mapping[str, Callable[[Bron, str, str, str, int], Herkomst | None]] = {
    "stroom-per-": lambda bron, rest, rij, kop, plek: a.verdeeld(bron, Dimensie(rest), rij, kop),
    "tijd-per-": lambda bron, rest, rij, kop, plek: a.verdeeld(bron, Dimensie(rest), rij, kop),
    "tlv-geldig-": lambda bron, rest, rij, kop, plek: a.geldig(bron, rij, kop, plek),
    "grensverkeer-": lambda bron, rest, rij, kop, plek: a.grens(bron, rij, kop, plek),
    "gemeente-": lambda bron, rest, rij, kop, plek: _van_gemeente(bron, rest, rij, kop, plek),
    "deelname-": lambda bron, rest, rij, kop, plek: anders.deelname(bron, rest.upper(), rij, kop),
    "thuis-": lambda bron, rest, rij, kop, plek: anders.per_duur(bron, rest, rij, plek),
}
"""By how the code of a table begins; the rest says by what it is split, of which SWV or which figure."""


TELT = (Maat.LEERLINGEN, Maat.AANTAL, Maat.EURO)
"""What is counted or added up; a share or median is made of the numbers beside it."""


def heeft_rijen(tabel: Tabel, rij: Rij, plek: int) -> bool:
    """Whether a page may lead down from here; without asking the database."""
    bekend = tabel.code in WEGEN or tabel.code.startswith(tuple(BEGIN))
    gemiddeld = tabel.code == "naast-gemiddelde" and not isinstance(rij.cellen[plek], str)
    telt = tabel.kolommen[plek].maat in TELT or gemiddeld
    return bekend and telt and bool(rij.cellen[plek]) and (rij.sleutel != "" or rij == tabel.totaal)


def herkomst(bron: Bron, tabel: Tabel, rij: Rij, plek: int) -> Herkomst | None:
    """The rows behind this cell; None when it has none."""
    sleutel, kolom = rij.sleutel, tabel.kolommen[plek]
    if not sleutel and rij != tabel.totaal:
        return None
    try:
        return _weg(bron, tabel.code, sleutel, kolom, plek)
    except (KeyError, ValueError, IndexError):
        return None


def _van_gemeente(bron: Bron, rest: str, rij: str, kop: str, plek: int) -> Herkomst | None:
    """The same table of who lives in one gemeente. rest: its code and that of the table."""
    gemeente, _, code = rest.partition("-")
    daar = bron.aanvragen.filter(aanvragen(Filter(gemeente=gemeente), bron.vandaag))
    return _weg(replace(bron, aanvragen=daar), code, rij, Kolom(kop, Maat.LEERLINGEN), plek)


def _weg(bron: Bron, code: str, sleutel: str, kolom: Kolom, plek: int) -> Herkomst | None:
    if code in WEGEN:
        return WEGEN[code](bron, sleutel, kolom.kop, plek)
    for begin, weg in BEGIN.items():
        if code.startswith(begin):
            return weg(bron, code.removeprefix(begin), sleutel, kolom.kop, plek)
    return None
