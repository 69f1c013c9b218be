"""Whether parents are heard before the decision, and their view in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Oordeel:
    """What one signed advice concludes. soort and categorie are "" when it says: not admissible."""

    toelaatbaar: bool
    soort: str = ""
    categorie: str = ""


def waarom_zienswijze(oordelen: Iterable[Oordeel], *, soort: str, categorie: str, ouders_eens: str) -> str:
    """Why the parents must be able to give their view first, or "" (Awb 4:7 and 4:8, table 13.1).

    soort, categorie: what was asked, categorie "" when the school left it open. ouders_eens: ja, deels, nee, onbekend.
    """
    lijst = list(oordelen)
    if ouders_eens != "ja":
        return "Niet alle ouders zijn het eens met de aanvraag. Vraag hun mening voordat er een besluit komt."
    if any(not oordeel.toelaatbaar for oordeel in lijst):
        return "Een deskundige adviseert om geen verklaring te geven. Vraag de ouders eerst om hun mening."
    if any(oordeel.soort != soort or (categorie and oordeel.categorie != categorie) for oordeel in lijst):
        return "Een deskundige adviseert iets anders dan is gevraagd. Vraag de ouders eerst om hun mening."
    return ""


EENS = {
    "ja": ("Ik ben het ermee eens.", "Wij zijn het ermee eens."),
    "deels": ("Ik ben het er voor een deel mee eens.", "Wij zijn het er voor een deel mee eens."),
    "nee": ("Ik ben het er niet mee eens.", "Wij zijn het er niet mee eens."),
    "onbekend": ("Ik weet nog niet of ik het ermee eens ben.", "Wij weten nog niet of wij het ermee eens zijn."),
}


def in_woorden(eens: str, tekst: str, *, wij: bool) -> str:
    """What was chosen as a sentence, before what was written. eens: ja, deels, nee, onbekend or ""; wij: a school."""
    zin = EENS[eens][wij] if eens else ""
    return "\n\n".join(filter(None, (zin, tekst)))
