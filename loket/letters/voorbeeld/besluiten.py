"""The decisions of the fictional case: on the aanvraag, on the TLV afterwards, and on an arrangement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from loket.letters import (
    arrangement,
    besluit,
    buiten_behandeling,
    checklist,
    intrekking,
)
from loket.letters.gegevens import Geadresseerde, Herstel, Zienswijze

from .vorm import Voorbeeld, voor
from .zaak import (
    AAN,
    AFGESCHERMD,
    BEGIN,
    BESLOTEN,
    CATEGORIE,
    EIND,
    LATER,
    LEZERS,
    MENING,
    NOG_LATER,
    ONTVANGEN,
    OUDER,
    SCHOOL,
    Basis,
    basis_van,
    beslissing,
    besluit_van,
    overwegingen,
    van_zaak,
    verzoek,
)

UITKOMSTEN = {"toegekend": "Toegekend", "afwijkend": "Anders dan gevraagd", "afgewezen": "Afgewezen"}


def besluiten(basis: Basis) -> Iterator[Voorbeeld]:
    for soort in basis.soorten:
        for uitkomst, woord in UITKOMSTEN.items():
            yield from voor(
                f"{uitkomst}-{soort.lower()}",
                f"{woord}, {soort}",
                partial(_besluit, basis, soort=soort, uitkomst=uitkomst),
                checklist.checklist_ontbreekt,
                sjabloon="brieven/besluit.html",
                clausule=True,
            )
    soort = basis.soorten[0]
    fout = Herstel(van=BESLOTEN, uitleg="De einddatum was niet goed.")
    for naam, titel, brief in (
        ("afgeschermd", "Toegekend, verblijfplaats afgeschermd", _besluit(basis, AFGESCHERMD, soort, "toegekend")),
        ("hersteld", "Hersteld besluit", _besluit(basis, LEZERS[OUDER], soort, "toegekend", herstel=fout)),
    ):
        yield Voorbeeld(
            sleutel=naam,
            titel=titel,
            aan=AAN[OUDER],
            sjabloon="brieven/besluit.html",
            brief=brief,
            ontbreekt=checklist.checklist_ontbreekt,
            clausule=True,
        )


def _besluit(basis: Basis, aan: Geadresseerde, soort: str, uitkomst: str, **meer: Any) -> besluit.Besluitbrief:
    return besluit.Besluitbrief(
        **basis_van(basis, aan),
        **besluit_van(basis),
        verzoek=verzoek(soort, uitkomst),
        beslissing=beslissing(basis, uitkomst, soort),
        overwegingen=overwegingen(basis, uitkomst, soort),
        bijlagen=("Advies orthopedagoog", "Advies kinder- of jeugdpsycholoog"),
        **meer,
    )


def opzij(basis: Basis) -> Iterator[Voorbeeld]:
    yield from voor(
        "buiten-behandeling",
        "Niet in behandeling",
        lambda aan: buiten_behandeling.BuitenBehandelingbrief(
            **van_zaak(basis, aan),
            **besluit_van(basis),
            gevraagd_op=ONTVANGEN,
            uiterlijk=date(2026, 10, 27),
            ontbreekt=("Een recent onderzoek",),
            motivering="Zonder dit onderzoek kunnen wij niet beslissen.",
            besloten_op=BESLOTEN,
        ),
        buiten_behandeling.buiten_behandeling_ontbreekt,
        sjabloon="brieven/buiten_behandeling.html",
        clausule=True,
    )


def intrekkingen(basis: Basis) -> Iterator[Voorbeeld]:
    soort, nummer = basis.soorten[0], f"{basis.afzender.swv_code}-2627-{basis.soorten[0]}-0000"
    yield from voor(
        "tlv-intrekking",
        "TLV ingetrokken",
        lambda aan: intrekking.Intrekbesluitbrief(
            **basis_van(basis, aan),
            **besluit_van(basis),
            school=SCHOOL,
            verklaring=intrekking.Verklaring(
                nummer=nummer,
                soort=soort,
                gegeven_op=BESLOTEN,
                begin=BEGIN,
                eind=EIND,
                categorie=CATEGORIE.get(soort, ""),
                grondslag=basis.grondslagen.get(soort, ""),
            ),
            per=NOG_LATER,
            besloten_op=LATER,
            grond="nieuwe_feiten",
            motivering="Sam leert weer goed op de eigen school.",
            gevraagd_op=BESLOTEN,
            reageren_tot=date(2026, 12, 4),
            zienswijzen=(Zienswijze(van="De ouders", tekst=MENING), Zienswijze(van="De school", tekst="Eens.")),
            antwoord_zienswijze="Wij volgen de ouders en de school.",
        ),
        intrekking.intrekking_ontbreekt,
        sjabloon="brieven/intrekking.html",
        clausule=True,
    )


def _arrangementbesluit(basis: Basis, velden: dict[str, Any], aan: Geadresseerde) -> Any:
    vast = {**van_zaak(basis, aan), **besluit_van(basis), "besloten_op": BESLOTEN}
    return arrangement.Arrangementbesluitbrief(**vast, **velden)


def _arrangement(basis: Basis, velden: dict[str, Any], aan: Geadresseerde) -> Any:
    return arrangement.Arrangementbrief(**van_zaak(basis, aan), **velden)


def arrangementen(basis: Basis) -> Iterator[Voorbeeld]:
    for wel, woord in ((True, "toegekend"), (False, "afgewezen")):
        velden: dict[str, Any] = {
            "toekenning": arrangement.Toekenning(
                toegekend=wel, vorm="begeleiding in de klas", omvang="4 uur per week", begin=BEGIN, eind=EIND
            ),
            "motivering": "Sam heeft hulp nodig in de klas.",
            "ondersteuningsplan": basis.ondersteuningsplan,
            "sector": basis.sector,
            "passende_hulp": "" if wel else "De school helpt zelf, met tips van ons.",
        }
        yield from voor(
            f"arrangement-{woord}",
            f"Arrangement {woord}, als besluit",
            partial(_arrangementbesluit, basis, velden),
            arrangement.arrangementbrief_ontbreekt,
            sjabloon="brieven/arrangement.html",
            clausule=True,
        )
        yield from voor(
            f"arrangement-geen-besluit-{woord}",
            f"Arrangement {woord}, zonder besluit",
            partial(_arrangement, basis, velden),
            arrangement.arrangementbrief_ontbreekt,
        )
