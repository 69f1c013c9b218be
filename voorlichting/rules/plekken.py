"""The placeholders of a text: what an SWV sets elsewhere is never typed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from .opmaak import Waarde, plekken

BEZWAARTERMIJN_WEKEN = 6
"""Awb 6:7; a test holds it beside the number that decisions are judged by."""

PLEKKEN: Mapping[str, str] = {
    "naam": "de naam van het samenwerkingsverband",
    "telefoon": "jullie telefoonnummer",
    "email": "jullie e-mailadres",
    "adres": "jullie bezoekadres",
    "postadres": "het adres om naar te schrijven",
    "website": "jullie website",
    "bezwaar_email": "het e-mailadres voor bezwaar",
    "bezwaarcommissie": "de commissie die over bezwaar adviseert",
    "steunpunt": "de naam van het steunpunt",
    "steunpunt_telefoon": "het telefoonnummer van het steunpunt",
    "steunpunt_website": "de website van het steunpunt",
    "termijn_tlv": "hoe lang een besluit meestal duurt",
    "termijn_controle": "hoe snel jullie kijken of een aanvraag compleet is",
    "termijn_aanvullen": "hoe lang een school heeft om aan te vullen",
    "termijn_advies": "hoe lang een deskundige heeft",
    "termijn_mening": "hoe lang ouders hebben om hun mening te geven",
    "termijn_bezwaar": "hoe lang iemand heeft om bezwaar te maken",
    "ondersteuningsplan": "de jaren van het ondersteuningsplan",
    "soorten_tlv": "waarvoor jullie een TLV geven",
    "ib": "jullie woord voor de intern begeleider",
    "leerling": "jullie woord voor een leerling",
    "aantal_scholen": "hoeveel scholen meedoen",
    "aantal_werkgebieden": "hoeveel werkgebieden er zijn",
}
"""Name → what an editor reads about it."""


def fouten(tekst: str) -> list[str]:
    """A sentence for each placeholder that does not exist, with the one that it looks like. Empty: all is well."""
    zinnen = []
    for naam in plekken(tekst):
        if naam not in PLEKKEN:
            lijkt = get_close_matches(naam, PLEKKEN, 1, 0.6)
            zinnen.append(
                f"{{{{{naam}}}}} bestaat niet."
                + (f" Bedoel je {{{{{lijkt[0]}}}}}?" if lijkt else " Kijk in de lijst welke er zijn.")
            )
    if not zinnen and ("{{" in tekst) != ("}}" in tekst):
        zinnen.append("Een plek begint met {{ en eindigt met }}. Een van de twee ontbreekt.")
    return zinnen


def leeg(tekst: str, waarden: Mapping[str, Waarde]) -> list[str]:
    """The placeholders in this text for which the SWV has set nothing."""
    return [naam for naam in plekken(tekst) if naam in PLEKKEN and not waarden.get(naam, Waarde("")).tekst]
