"""The letters of the fictional case that are no decision, up to the decision and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from loket.letters import (
    aanvullen,
    advies,
    bericht,
    deskundige,
    ontvangst,
    te_laat,
    tlv_blad,
    zaakbrief,
)
from loket.letters.gegevens import Geadresseerde

from .bezwaren import TREDEN
from .vorm import ZAAKBRIEF, Nagaan, Voorbeeld, voor
from .zaak import (
    BEGIN,
    BESLOTEN,
    BESTUUR,
    CATEGORIE,
    EIND,
    KIND,
    LATER,
    NOG_LATER,
    ONTVANGEN,
    OUDER,
    REDEN,
    VOOGD,
    Basis,
    basis_van,
    van_zaak,
)


def _bericht(basis: Basis, soort: Any, velden: dict[str, Any], aan: Geadresseerde) -> Any:
    return soort(**van_zaak(basis, aan), **velden)


Soorten = dict[str, tuple[str, Any, dict[str, Any]]]


def _gebeurd(basis: Basis) -> Soorten:
    """What happened in the case, and what do you think?"""
    mening = {"waarover": "Wij willen de aanvraag toekennen.", "besproken_op": BESLOTEN, "tot": LATER}
    return {
        "verdaging": (
            "Wij hebben meer tijd nodig",
            zaakbrief.Verdagingsbrief,
            {"was": LATER, "wordt": NOG_LATER, "reden": REDEN},
        ),
        "ingetrokken": (
            "Aanvraag ingetrokken",
            zaakbrief.Intrekkingsbrief,
            {"ingetrokken_op": BESLOTEN, "reden": "Het gaat weer goed."},
        ),
        "doorgezonden": (
            "Aanvraag doorgezonden",
            zaakbrief.Doorzendbrief,
            {"doorgezonden_op": BESLOTEN, "naar": "een ander verband", "reden": "Sam woont in een andere regio."},
        ),
        "zienswijze": ("Wat vindt u?", zaakbrief.Zienswijzebrief, mening),
        "voornemen": (
            "Wij willen een TLV intrekken",
            zaakbrief.Voornemenbrief,
            {**mening, "nummer": f"{basis.afzender.swv_code}-2627-{basis.soorten[0]}-0000", "gegeven_op": BESLOTEN},
        ),
        "herinnering-zienswijze": (
            "Herinnering: wat vindt u?",
            aanvullen.Zienswijzeherinnering,
            {**mening, "gevraagd_op": BESLOTEN},
        ),
    }


def _ontvangen(basis: Basis) -> Soorten:
    """What came in, and our answer."""
    return {
        "ontvangst": (
            "Aanvraag ontvangen",
            ontvangst.Aanvraagbevestiging,
            {"ontvangen_op": ONTVANGEN, "beloofd": BESLOTEN, "uiterlijk": date(2026, 12, 1), "met_aanbod": True},
        ),
        "ingebrekestelling": (
            "Ingebrekestelling ontvangen",
            te_laat.Ingebrekebevestiging,
            {"ontvangen_op": LATER, "uiterlijk": BESLOTEN, "telt": True, "eerste_dag": NOG_LATER, "treden": TREDEN},
        ),
        "advies": (
            "Advies",
            advies.Adviesbrief,
            {"advies": "Werk met een vast dagritme.", "gegeven_op": BESLOTEN, "sector": basis.sector},
        ),
    }


def over_de_zaak(basis: Basis) -> Iterator[Voorbeeld]:
    soorten = _gebeurd(basis) | _ontvangen(basis)
    nagaan: dict[str, Nagaan] = {
        "ontvangst": ontvangst.aanvraagbevestiging_ontbreekt,
        "ingebrekestelling": te_laat.ingebrekebevestiging_ontbreekt,
        "advies": advies.adviesbrief_ontbreekt,
    }
    for naam, (titel, soort, velden) in soorten.items():
        yield from voor(
            naam,
            titel,
            partial(_bericht, basis, soort, velden),
            nagaan.get(naam, bericht.bericht_ontbreekt),
        )
    aanbieding = lambda aan: ontvangst.Aanbiedingsbrief(**van_zaak(basis, aan))  # noqa: E731
    yield from voor("aanbieding", "Wilt u online lezen?", aanbieding, lezers=(OUDER, VOOGD, KIND))


def aan_school(basis: Basis) -> Iterator[Voorbeeld]:
    vraag: dict[str, Any] = {
        "nodig": ("Een recent onderzoek",),
        "tot": LATER,
        "uitleg": "Zonder dit kunnen wij niet beslissen.",
    }
    brieven: dict[str, tuple[str, Callable[[Geadresseerde], Any], Nagaan, str]] = {
        "aanvulling": (
            "Wilt u aanvullen?",
            lambda aan: aanvullen.Aanvullingsbrief(**van_zaak(basis, aan), **vraag),
            aanvullen.aanvullingsbrief_ontbreekt,
            ZAAKBRIEF,
        ),
        "herinnering-aanvulling": (
            "Herinnering: wilt u aanvullen?",
            lambda aan: aanvullen.Aanvulherinnering(**van_zaak(basis, aan), **vraag, gevraagd_op=ONTVANGEN),
            aanvullen.aanvullingsbrief_ontbreekt,
            ZAAKBRIEF,
        ),
        "deskundige": (
            "Opdracht voor een deskundige",
            lambda aan: deskundige.Deskundigebrief(
                **van_zaak(basis, aan),
                gevraagd_op=ONTVANGEN,
                uiterlijk=BESLOTEN,
                discipline="orthopedagoog",
                sector=basis.sector,
            ),
            deskundige.deskundigebrief_ontbreekt,
            ZAAKBRIEF,
        ),
        "tlv-blad": ("TLV-blad", lambda aan: _blad(basis, aan), tlv_blad.tlvblad_ontbreekt, "brieven/tlv_blad.html"),
    }
    for naam, (titel, maak, nagaan, sjabloon) in brieven.items():
        yield from voor(naam, titel, maak, nagaan, sjabloon=sjabloon, lezers=(BESTUUR,))


def _blad(basis: Basis, aan: Geadresseerde) -> tlv_blad.Tlvblad:
    soort = basis.soorten[0]
    return tlv_blad.Tlvblad(
        **{**basis_van(basis, aan), "kenmerk": f"{basis.afzender.swv_code}-2627-{soort}-0000"},
        tekent=basis.ondertekening.naam,
        soort=soort,
        begin=BEGIN,
        eind=EIND,
        gegeven_op=BESLOTEN,
        categorie=CATEGORIE.get(soort, ""),
    )
