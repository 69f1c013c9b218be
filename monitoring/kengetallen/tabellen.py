"""The figures of aanvragen as tables, for page, file and report alike (M08–M11)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from loket.rules.soorten import SOORTEN
from monitoring.rules.kengetal import Kengetal, Verdeling
from monitoring.rules.periode import Periode, jaar_eerder
from monitoring.rules.tabel import Cel, Kolom, Maat, Rij, Tabel

from .aanvragen import in_de_piek, per_soort, stromen
from .tijd import doorlooptijd, op_tijd

STROOM = {
    "open_begin": "Open aan het begin",
    "ontvangen": "Ontvangen",
    "nieuw": "Waarvan eerste aanvraag",
    "toegekend": "Toegekend",
    "afwijkend": "Anders toegekend",
    "afgewezen": "Afgewezen",
    "buiten_behandeling": "Niet in behandeling genomen",
    "ingetrokken": "Ingetrokken",
    "doorgestuurd": "Doorgestuurd",
    "open_eind": "Open aan het eind",
}
"""The parts of M08 and their words."""
STUKKEN = {
    "geheel": "Van ontvangst tot besluit",
    "tot_compleet": "Van ontvangst tot compleet",
    "tot_besluit": "Van compleet tot besluit",
}
"""The parts of M10 and their words."""
WEKEN = ("Mediaan", "Een kwart binnen", "Driekwart binnen", "Gemiddeld", "Langste")
BELOFTEN = {"wet": "Binnen de termijn van de wet", "beloofd": "Binnen wat wij beloven"}


def stroomtabel(rijen: QuerySet[Any], periode: Periode) -> Tabel:
    """M08 beside the same period a year before. rijen: of ingediend()."""
    eerder = jaar_eerder(periode)
    alle = stromen(rijen, periode, eerder)
    nu, toen = alle.som(0), alle.som(1)
    return Tabel(
        code="aanvragen",
        titel="Aanvragen en besluiten",
        kop="Cijfer",
        kolommen=(Kolom(periode.naam, Maat.LEERLINGEN), Kolom(eerder.naam, Maat.LEERLINGEN)),
        rijen=tuple(Rij(kop, (getattr(nu, naam), getattr(toen, naam)), naam) for naam, kop in STROOM.items()),
        definities=("M08",),
    )


def soorttabel(rijen: QuerySet[Any], periode: Periode) -> Tabel:
    """M08 for each kind, with all of them below."""
    alle = [(code, een) for code, een in per_soort(rijen, periode)]
    tellingen = [(SOORTEN[code].titel, code, tuple(getattr(een, naam) for naam in STROOM)) for code, een in alle]
    som = tuple(sum(kolom) for kolom in zip(*(cellen for _, _, cellen in tellingen), strict=True))
    return Tabel(
        code="soorten",
        titel="Aanvragen en besluiten per soort",
        kop="Soort",
        kolommen=tuple(Kolom(kop, Maat.LEERLINGEN) for kop in STROOM.values()),
        rijen=tuple(Rij(titel, cellen, code) for titel, code, cellen in tellingen),
        definities=("M08",),
        totaal=Rij("Alle soorten", som) if som else None,
    )


def piektabel(rijen: QuerySet[Any], periode: Periode) -> Tabel:
    """M09, beside a year before."""
    eerder = jaar_eerder(periode)
    regels = [(een.naam, een.code, in_de_piek(rijen, een)) for een in (periode, eerder)]
    return Tabel(
        code="piek",
        titel="Aanvragen in mei, juni en juli",
        kop="Periode",
        kolommen=_aandeelkolommen("In mei, juni en juli", "Alle aanvragen"),
        rijen=tuple(Rij(naam, _aandeel(een), code) for naam, code, een in regels),
        definities=("M09",),
    )


def tijdtabel(rijen: QuerySet[Any], periode: Periode) -> Tabel:
    """M10 in weeks: its two parts and the whole."""
    tijd = doorlooptijd(rijen, periode)
    return Tabel(
        code="doorlooptijd",
        titel="Doorlooptijd in weken",
        kop="Deel",
        kolommen=(Kolom("Aantal", Maat.LEERLINGEN), *(Kolom(kop, Maat.WEKEN, uit=("Aantal",)) for kop in WEKEN)),
        rijen=tuple(
            Rij(kop, _weken(getattr(tijd, naam)), naam, "" if naam == "geheel" else "geheel")
            for naam, kop in STUKKEN.items()
        ),
        definities=("M10",),
    )


def op_tijdtabel(rijen: QuerySet[Any], periode: Periode) -> Tabel:
    """M11 by the law and by what was promised."""
    nu = op_tijd(rijen, periode)
    return Tabel(
        code="op-tijd",
        titel="Op tijd besloten",
        kop="Termijn",
        kolommen=_aandeelkolommen("Op tijd", "Besloten"),
        rijen=tuple(Rij(kop, _aandeel(nu[welke]), welke) for welke, kop in BELOFTEN.items()),
        definities=("M11",),
    )


def _aandeelkolommen(teller: str, noemer: str) -> tuple[Kolom, ...]:
    return (
        Kolom(teller, Maat.LEERLINGEN, deel_van=noemer),
        Kolom(noemer, Maat.LEERLINGEN),
        Kolom("Aandeel", Maat.PROCENT, uit=(teller, noemer)),
    )


def _aandeel(een: Kengetal) -> tuple[Cel, ...]:
    return een.teller, een.noemer, een.procent


def _weken(een: Verdeling) -> tuple[int | Decimal | None, ...]:
    dagen = (een.midden, een.kwart, een.driekwart, een.gemiddeld, een.hoogste)
    return een.aantal, *(Verdeling.weken(dag) for dag in dagen)
