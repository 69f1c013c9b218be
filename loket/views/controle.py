"""The check page before submitting, in words: one line per criterion with what to do and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from loket.actions.antwoorden import Vragen
from loket.actions.controle import controleren
from loket.forms.onderdelen import ONDERDELEN
from loket.models import Aanvraag
from loket.rules.criteria import DUN, GEWEIGERD, IN_ORDE, MIST, TE_OUD, Oordeel
from loket.rules.volledigheid import Gat

from .takenlijst import anker

WOORDEN = {
    IN_ORDE: ("In orde", "goed", "check"),
    MIST: ("Ontbreekt", "let-op", "let-op"),
    TE_OUD: ("Te oud", "let-op", "klok"),
    DUN: ("Kort", "info", "info"),
    GEWEIGERD: ("Geweigerd (Awb 4:3)", "neutraal", "slot"),
}
"""State of a criterion → word, tone and icon."""


@dataclass(frozen=True)
class Regel:
    """One criterion. zinnen: (what to do, where); nodig: whether it stops submitting."""

    naam: str
    woord: str
    toon: str
    icoon: str
    zinnen: tuple[tuple[str, str], ...]
    nodig: bool


def controle(aanvraag: Aanvraag, gaten: list[Gat], vragen: Vragen, vandaag: date) -> dict[str, Any]:
    """Context: the criteria with how they stand, and the fields with a number like a BSN."""
    uitkomst = controleren(aanvraag, gaten, vandaag=vandaag)
    regels = [_regel(aanvraag, oordeel, vragen) for oordeel in uitkomst.oordelen]
    return {
        "criteria": regels,
        "criteria_in_orde": sum(oordeel.stand == IN_ORDE for oordeel in uitkomst.oordelen),
        "bsn": [_plek(aanvraag, deel, veld, vragen) for deel, veld in uitkomst.bsn],
    }


def _regel(aanvraag: Aanvraag, oordeel: Oordeel, vragen: Vragen) -> Regel:
    woord, toon, icoon = WOORDEN[oordeel.stand]
    kort = oordeel.stand == DUN  # the same words for each field: its name says which
    zinnen = tuple(
        (f"{_plek(aanvraag, deel, veld, vragen)[0]} {zin}" if kort else zin, anker(aanvraag, deel, veld, vragen))
        for deel, veld, zin in oordeel.zinnen
    )
    return Regel(oordeel.criterium.naam, woord, toon, icoon, zinnen, oordeel.nodig)


def _plek(aanvraag: Aanvraag, deel: str, veld: str, vragen: Vragen) -> tuple[str, str]:
    """What a field is called to its writer, and where it is."""
    onderdeel = ONDERDELEN[deel]
    form = onderdeel.form(aanvraag=aanvraag, vragen=vragen.van(deel))
    naam = str(form[veld].label) if veld in form.fields else onderdeel.titel
    return naam, anker(aanvraag, deel, veld if veld in form.fields else "interventies", vragen)
