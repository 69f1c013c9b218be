"""Whether parents are heard before the decision, and their view in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kern.termijnen.woorden import datum_voluit


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


def eindigt_voor_besluit(tot: date, *, vandaag: date, besluit_uiterlijk: date | None) -> bool:
    """Whether a day is left to decide after the last day to react (inclusive), as the term goes on (Awb 4:13).

    A term that is over already, or that there is not, leaves nothing to guard.
    """
    return besluit_uiterlijk is None or besluit_uiterlijk <= vandaag or tot < besluit_uiterlijk


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


def opname_in_woorden(samenvatting: str, reactie: str) -> str:
    """What a letter says of a memo: the summary, and what the giver said of it. samenvatting: never "".

    The sound itself is quoted nowhere: who reads the letter did not hear it.
    """
    delen = [f"In een opname, kort samengevat: {samenvatting}"]
    if reactie:
        delen.append(f"Reactie op deze samenvatting: {reactie}")
    return "\n\n".join(delen)


MEER_TIJD_HOOGSTENS = timedelta(days=60)


def meer_tijd_fout(tot: date, *, huidig: date, vandaag: date, besluit_uiterlijk: date | None) -> str:
    """Why somebody cannot get until `tot` (inclusive) to react, or "".

    huidig: the last day as it is; besluit_uiterlijk: the last day of the decision term, which goes on meanwhile
    (Awb 4:13), None when there is none. A term that is over already is no reason to refuse.
    """
    if tot <= max(huidig, vandaag):
        return f"Kies een dag na {datum_voluit(max(huidig, vandaag))}."
    if tot > vandaag + MEER_TIJD_HOOGSTENS:
        return f"Geef hoogstens {MEER_TIJD_HOOGSTENS.days} dagen."
    if besluit_uiterlijk and not eindigt_voor_besluit(tot, vandaag=vandaag, besluit_uiterlijk=besluit_uiterlijk):
        laatste = datum_voluit(besluit_uiterlijk)
        return f"Ons besluit moet uiterlijk op {laatste} klaar zijn. Kies een dag daarvoor, of verzet eerst de termijn."
    return ""
