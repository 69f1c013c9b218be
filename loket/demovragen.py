"""Questions of a fictional SWV for the demo, published before its first aanvraag, and the answers to them."""

from __future__ import annotations

from datetime import datetime
from random import Random

from kern.gebruikers.models import Gebruiker
from loket.actions import vragenlijst as acties
from loket.actions.antwoorden import antwoorden_bewaren
from loket.models import Aanvraag, Vraag
from scholen.models import Samenwerkingsverband

WELKE = "Welke hulp is dat?"
HULP = "Krijgt de leerling jeugdhulp?"
UREN = "Hoeveel uur per week is er nu extra begeleiding in de klas?"


def vragen_vullen(swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime) -> None:
    """Three questions in two sections, of which one hangs on another, through the actions of the beheerder."""
    hulp = acties.vraag_toevoegen(swv, "", door=door, op=op, onderdeel="gedaan", tekst=HULP, soort="ja_nee", nodig=True)
    acties.vraag_toevoegen(
        swv,
        "",
        door=door,
        op=op,
        toon_bij=hulp.sleutel,
        onderdeel="gedaan",
        tekst=WELKE,
        soort="tekst",
        uitleg="Alleen het soort hulp. Schrijf geen diagnose op.",
        toon_bij_waarde="ja",
    )
    acties.vraag_toevoegen(swv, "", door=door, op=op, onderdeel="behoefte", tekst=UREN, soort="getal")
    concept = hulp.vragenlijst
    acties.vragenlijst_publiceren(swv, "", door=door, op=op, gezien=acties.wat_verandert(concept))


def beantwoorden(aanvraag: Aanvraag, kans: Random) -> None:
    """What the school answered."""
    per = {vraag.tekst: vraag for vraag in Vraag.objects.voor(aanvraag)}
    wel = kans.random() < 0.4
    antwoorden = {HULP: "ja" if wel else "nee", WELKE: "Ambulante begeleiding" if wel else "", UREN: kans.choice("246")}
    for tekst, waarde in antwoorden.items():
        if vraag := per.get(tekst):
            antwoorden_bewaren(aanvraag, vraag.onderdeel, {vraag.sleutel: waarde})
