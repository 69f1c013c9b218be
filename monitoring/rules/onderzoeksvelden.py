"""The codebook of the set for research: what a row is of, and what each value in it means. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from .onderzoek import BEDRAGEN, LEEFTIJDEN, WEKEN, Eenheid, Veld, klassen

GROOT = 20
"""A gemeente with so many schools of the SWV is a large one: a name would say too much."""
LOOPT = "loopt"
GEMEENTE = {
    "groot": f"een gemeente met {GROOT} of meer scholen van het samenwerkingsverband",
    "klein": f"een gemeente met minder dan {GROOT} scholen van het samenwerkingsverband",
    "buiten": "een gemeente zonder scholen van het samenwerkingsverband",
}
LEEFTIJD = Veld("leeftijd", "Leeftijd", "Hele jaren op de dag waarop het begon.", klassen(LEEFTIJDEN, "jaar"))
WOONT = Veld("gemeente", "Woongemeente", "Waar het kind woont, als klasse.", GEMEENTE)
AANLEIDING = {
    "nieuw": "de eerste keer",
    "verlenging": "een verlenging",
    "meegenomen": "meegenomen van een andere school",
    "wijziging": "een wijziging van hulp die liep",
}
AANLEIDING_TLV = {
    "nieuw": "de eerste keer",
    "verlenging": "een verlenging",
    "wijziging": "een andere soort of categorie",
}


def _weken(naam: str, uitleg: str) -> Veld:
    return Veld("weken", naam, uitleg, klassen(WEKEN, "weken"))


def aanvragen(soorten: Mapping[str, str], categorieen: Mapping[str, str]) -> Eenheid:
    """One row for each aanvraag that was received in the school year."""
    uitkomst = {
        "toegekend": "toegekend",
        "afwijkend": "toegekend, anders dan gevraagd",
        "afgewezen": "afgewezen",
        "buiten_behandeling": "niet in behandeling genomen",
        "zonder": "ingetrokken of doorgestuurd, zonder besluit",
        LOOPT: "nog geen besluit",
    }
    return Eenheid(
        "aanvragen",
        "Aanvragen",
        "Een rij per aanvraag voor een TLV die in het schooljaar is ontvangen.",
        (
            Veld("soort", "Soort", "Wat de school vroeg.", soorten),
            Veld("uitkomst", "Uitkomst", "Van het eerste besluit.", uitkomst),
            LEEFTIJD,
            Veld("aanleiding", "Aanleiding", "De eerste keer, of niet.", AANLEIDING_TLV),
            Veld("categorie", "Categorie", "Van het eerste besluit; bij so en vso.", categorieen),
            WOONT,
            _weken("Duur", "Van ontvangst tot het eerste besluit."),
        ),
    )


def arrangementen(vormen: Mapping[str, str], voor: Mapping[str, str], scholen: Mapping[str, str]) -> Eenheid:
    """One row for each arrangement of the school year."""
    uitkomst = {
        "toegekend": "toegekend zoals gevraagd",
        "anders": "toegekend, anders dan gevraagd",
        "afgewezen": "niet toegekend",
        LOOPT: "nog geen antwoord",
    }
    return Eenheid(
        "arrangementen",
        "Arrangementen",
        "Een rij per arrangement dat voor het schooljaar is gevraagd.",
        (
            Veld("vorm", "Vorm", "Waarin de hulp bestaat.", vormen),
            Veld("uitkomst", "Uitkomst", "Van de beslissing.", uitkomst),
            Veld("voor", "Voor wie", "Een kind, een groep of een school.", voor),
            Veld("schoolsoort", "Soort school", "Van de school die vroeg.", scholen),
            Veld("aanleiding", "Aanleiding", "De eerste keer, of niet.", AANLEIDING),
            Veld("bedrag", "Bedrag", "Wat is gevraagd, als klasse.", klassen(BEDRAGEN, "", "€ ")),
            _weken("Duur", "Van de eerste tot en met de laatste dag die is gevraagd."),
        ),
    )


def casussen(redenen: Mapping[str, str], einden: Mapping[str, str]) -> Eenheid:
    """One row for each child at home that was reported in the school year."""
    return Eenheid(
        "casussen",
        "Thuiszitters",
        "Een rij per casus die in het schooljaar is gemeld. Wat onterecht was gemeld, staat er niet in.",
        (
            Veld("reden", "Reden", "De belangrijkste reden. Een diagnose wordt nergens gevraagd.", redenen),
            LEEFTIJD,
            Veld("einde", "Afloop", "Waarom de casus is gesloten.", {LOOPT: "loopt nog", **einden}),
            WOONT,
            _weken("Duur", "Van melding tot sluiten."),
        ),
    )
