"""The letters of the fictional case after somebody objected, or when we were late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from loket.letters import (
    bezwaar,
    bezwaarbericht,
    dwangsom,
)
from loket.letters.gegevens import Geadresseerde

from .vorm import Voorbeeld, voor
from .zaak import (
    AFSCHRIFTEN,
    BESLOTEN,
    BESTUUR,
    BEZWAARNUMMER,
    KENMERK,
    LATER,
    LEERLING,
    NOG_LATER,
    OUDER,
    REDEN,
    SCHOOL,
    Basis,
    basis_van,
    beslissing,
    van_bezwaar,
    van_zaak,
)

OP_BEZWAAR = {
    "gegrond": ("Bezwaar gegrond", "vervangen"),
    "deels_gegrond": ("Bezwaar deels gegrond", "vervangen"),
    "ongegrond": ("Bezwaar ongegrond", "handhaven"),
    "niet_ontvankelijk": ("Bezwaar niet-ontvankelijk", "handhaven"),
}
TREDEN = tuple(dwangsom.Trede(dagen=14, per_dag=Decimal(euro)) for euro in (23, 35, 45))


def bezwaren(basis: Basis) -> Iterator[Voorbeeld]:
    for uitkomst, (titel, gevolg) in OP_BEZWAAR.items():
        yield from voor(
            f"bezwaar-{uitkomst.replace('_', '-')}",
            titel,
            partial(_op_bezwaar, basis, uitkomst=uitkomst, gevolg=gevolg),
            bezwaar.bezwaarchecklist_ontbreekt,
            sjabloon="brieven/bezwaar.html",
            clausule=True,
        )


def _op_bezwaar(basis: Basis, aan: Geadresseerde, uitkomst: str, gevolg: str) -> bezwaar.Bezwaarbrief:
    rechten, weg = basis.rechtsmiddelen, uitkomst == "niet_ontvankelijk"
    schrift = bezwaar.Bezwaarschrift(
        van="de ouders",
        van_geadresseerde=aan.soort == OUDER,
        ontvangen_op=LATER,
        gronden="Wij zijn het niet eens met het besluit." if aan.soort == OUDER else "",
        niet_ontvankelijk="Het bezwaar kwam te laat." if weg else "",
    )
    return bezwaar.Bezwaarbrief(
        **{**basis_van(basis, aan), "kenmerk": BEZWAARNUMMER},
        school=SCHOOL,
        bestreden=bezwaar.Bestreden(
            besloten_op=BESLOTEN, kenmerk=KENMERK, wat=f"{LEERLING.roepnaam} geen verklaring krijgt"
        ),
        bezwaren=(schrift,),
        oordeel=bezwaar.Oordeel(
            uitkomst=uitkomst,
            gevolg=gevolg,
            besloten_op=NOG_LATER,
            motivering="Wij hebben opnieuw gekeken naar alle stukken.",
            advies=None
            if weg
            else bezwaar.Commissieadvies(
                commissie=rechten.commissie, ontvangen_op=LATER, strekking=uitkomst, tekst="De commissie adviseert zo."
            ),
            geen_advies="Dit was niet nodig." if weg else "",
            gehoord_op=None if weg else LATER,
            niet_gehoord="Dit was niet nodig." if weg else "",
            nieuw=beslissing(basis, "toegekend", basis.soorten[0]) if gevolg == "vervangen" else None,
        ),
        beroep=bezwaar.Beroep(steunpunt=rechten.steunpunt, steunpunt_bereik=rechten.steunpunt_bereik),
        ondertekening=basis.ondertekening,
        bijlagen=() if weg else ("Advies van de commissie",),
        afschriften=AFSCHRIFTEN,
    )


def _bericht(basis: Basis, soort: Any, velden: dict[str, Any], aan: Geadresseerde) -> Any:
    return soort(**van_bezwaar(basis, aan), **velden)


def in_bezwaar(basis: Basis) -> Iterator[Voorbeeld]:
    rechten = basis.rechtsmiddelen
    soorten: dict[str, tuple[str, Any, dict[str, Any]]] = {
        "bezwaar-ontvangen": ("Bezwaar ontvangen", bezwaarbericht.Ontvangstbevestiging, {"uiterlijk": NOG_LATER}),
        "bezwaar-aanvullen": (
            "Bezwaar aanvullen",
            bezwaarbericht.Herstelbrief,
            {"ontbreekt": "Waarom u het niet eens bent met het besluit.", "tot": NOG_LATER},
        ),
        "bezwaar-commissie": (
            "Advies van de commissie gevraagd",
            bezwaarbericht.Commissiebrief,
            {"commissie": rechten.commissie, "uiterlijk": NOG_LATER},
        ),
        "bezwaar-hoorzitting": (
            "Uitnodiging voor de hoorzitting",
            bezwaarbericht.Hoorzittingbrief,
            {
                "wanneer": datetime(2027, 1, 25, 14, 0),  # noqa: DTZ001 - a moment in words
                "waar": "bij ons op kantoor",
                "stukken_tot": date(2027, 1, 14),
                "ter_inzage": date(2027, 1, 18),
            },
        ),
        "bezwaar-verdaging": (
            "Beslissing op bezwaar duurt langer",
            bezwaarbericht.Bezwaarverdagingsbrief,
            {"was": LATER, "wordt": NOG_LATER, "reden": REDEN},
        ),
    }
    for naam, (titel, soort, velden) in soorten.items():
        yield from voor(
            naam,
            titel,
            partial(_bericht, basis, soort, velden),
            bezwaarbericht.bezwaarbericht_ontbreekt,
        )


def dwangsommen(basis: Basis) -> Iterator[Voorbeeld]:
    velden: dict[str, Any] = {
        "uiterlijk": BESLOTEN,
        "gevraagd_op": LATER,
        "van": date(2026, 12, 28),
        "tot": NOG_LATER,
        "treden": TREDEN,
        "besloten_dwangsom_op": NOG_LATER,
        "ondertekening": basis.ondertekening,
        "bezwaar_email": basis.rechtsmiddelen.email,
    }
    rest: dict[str, Any] = {"sjabloon": "brieven/dwangsom.html", "clausule": True}
    yield from voor(
        "dwangsom-bezwaar",
        "Dwangsom, te laat met een bezwaar",
        lambda aan: dwangsom.Dwangsombrief(**van_bezwaar(basis, aan), **velden),
        dwangsom.dwangsombrief_ontbreekt,
        lezers=(OUDER, BESTUUR),
        **rest,
    )
    yield from voor(
        "dwangsom-aanvraag",
        "Dwangsom, te laat met een aanvraag",
        lambda aan: dwangsom.Aanvraagdwangsombrief(**van_zaak(basis, aan), **velden),
        dwangsom.dwangsombrief_ontbreekt,
        lezers=(BESTUUR,),
        **rest,
    )
