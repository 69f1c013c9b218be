"""Decision letters for tests: fictional people, one variation at a time."""

import dataclasses
from datetime import date
from typing import Any

from kern.brieven.echtheid import Controle
from loket.letters import (
    Aanvulling,
    Advies,
    Afzender,
    Beslissing,
    Besluitbrief,
    Geadresseerde,
    Leerling,
    Ondertekening,
    Overwegingen,
    Rechtsmiddelen,
    Verzoek,
    Zienswijze,
    adresregels,
)

CONTROLE = Controle(id="bM3nQ8xYc2TzLw5KpR7vGA", code="7K4M92QD", site="https://portaal.vloedlijn.example")
AFZENDER = Afzender(
    naam="De Vloedlijn",
    swv_code="PO9901",
    straat="Kadeplein 1",
    postcode="0000 AA",
    plaats="Zandwerven",
    postadres="Postbus 10, 0000 AB Zandwerven",
    telefoon="000 – 000 00 00",
    email="loket@vloedlijn.example",
    contactpersoon="Marit Hoekstra",
)
GEADRESSEERDEN = {
    "ouder": Geadresseerde(
        soort="ouder",
        naam="mevrouw A. Voorbeeld",
        aanhef="Beste mevrouw Voorbeeld",
        adresregels=adresregels("Verzonnenstraat 12", "0000 ZZ", "Zandwerven"),
    ),
    "voogd": Geadresseerde(
        soort="voogd",
        naam="Stichting Verzonnen Voogdij",
        ter_attentie_van="mevrouw T. Testema",
        aanhef="Beste mevrouw Testema",
        adresregels=adresregels("Verzonnenlaan 3", "0000 ZX", "Kreekhaven"),
    ),
    "leerling": Geadresseerde(
        soort="leerling",
        naam="Fenna Voorbeeld",
        aanhef="Beste Fenna",
        adresregels=adresregels("Verzonnenstraat 12", "0000 ZZ", "Zandwerven"),
    ),
    "school": Geadresseerde(
        soort="school",
        naam="Stichting Scholen aan Zee",
        ter_attentie_van="het bestuur",
        aanhef="Geacht bestuur",
        adresregels=adresregels("Schelpenpad 4", "0000 AC", "Zandwerven"),
    ),
}
VERZOEK = Verzoek(
    school="basisschool De Zandloper",
    bij_school="ingeschreven",
    soort="SO",
    categorie="L",
    begin=date(2027, 1, 4),
    eind=date(2029, 7, 31),
    aangevraagd_op=date(2026, 10, 23),
    ontvangen_op=date(2026, 10, 24),
    aanvullingen=(Aanvulling(gevraagd_op=date(2026, 10, 28), ontvangen_op=date(2026, 11, 4)),),
)
BESLISSINGEN = {
    "toegekend": Beslissing(
        uitkomst="toegekend",
        soort="SO",
        categorie="L",
        begin=date(2027, 1, 4),
        eind=date(2029, 7, 31),
        nummer="PO9901-2627-SO-0187",
        besloten_op=date(2026, 11, 20),
    ),
    "afwijkend": Beslissing(
        uitkomst="afwijkend",
        soort="SO",
        categorie="L",
        begin=date(2027, 1, 4),
        eind=date(2028, 7, 31),
        nummer="PO9901-2627-SO-0187",
        besloten_op=date(2026, 11, 20),
    ),
    "afgewezen": Beslissing(uitkomst="afgewezen", soort="SO", besloten_op=date(2026, 11, 20)),
}
ADVIEZEN = (
    Advies(
        deskundige="J. Bedacht",
        discipline="orthopedagoog",
        datum=date(2026, 11, 11),
        conclusie="Toelaatbaar tot het speciaal onderwijs, categorie 1, voor twee schooljaren.",
        toelichting="Fenna raakt in een volle klas zo overprikkeld dat zij niet meer leert.",
    ),
    Advies(
        deskundige="S. Fictief",
        discipline="kinder- of jeugdpsycholoog",
        datum=date(2026, 11, 16),
        conclusie="Toelaatbaar tot het speciaal onderwijs, categorie 1.",
        toelichting="Een kleine groep met vaste mensen past bij haar. De school kan dat niet bieden.",
    ),
)
OVERWEGINGEN = Overwegingen(
    feiten="Fenna is 7 jaar en zit in groep 4. Zij heeft de hele dag vaste structuur en een kleine groep nodig.\n"
    "Sinds januari gaat zij alleen in de ochtend naar school.",
    redenen_school="De Zandloper heeft een jaar lang extra begeleiding gegeven, eerst in de klas en daarna in een "
    "aparte ruimte. Dat hielp te weinig.",
    zienswijzen=(
        Zienswijze(
            van="mevrouw A. Voorbeeld",
            tekst="Ik ben het eens met de aanvraag. Wel maak ik mij zorgen over het vervoer.",
        ),
    ),
    antwoord_zienswijze="Wij vragen de nieuwe school om samen te kijken naar een rustige manier van reizen.",
    mening_leerling="Fenna wil graag een rustig plekje en haar vriendin blijven zien.",
    antwoord_leerling="Wij geven dit door aan de school die Fenna aanneemt.",
    adviezen=ADVIEZEN,
    motivering="Beide deskundigen vinden dat een gewone basisschool Fenna niet verder helpt. Wij volgen hun adviezen.",
    ondersteuningsplan="2025-2029",
    niet_lichter="Een jaar extra begeleiding gaf geen rust. Het speciaal basisonderwijs heeft grotere groepen dan zij "
    "aankan.",
    categorie="Fenna heeft geen lichamelijke zorg nodig. Daarbij hoort categorie 1.",
    duur="Wij geven twee volle schooljaren, zodat Fenna kan wennen en de school kan zien wat helpt.",
)
EXTRA = {
    "toegekend": {},
    "afwijkend": {
        "afwijking": "De school vroeg tot en met 31 juli 2029. Wij geven één schooljaar minder, omdat Fenna "
        "nog jong is en snel kan veranderen."
    },
    "afgewezen": {
        "motivering": "Een begeleider in de klas, met een vaste rustplek, is nog niet geprobeerd. Dat kan Fenna genoeg "
        "helpen.",
        "afwijking_advies": "De orthopedagoog vindt dat de school alles heeft gedaan. Wij zien dat anders: de hulp was "
        "steeds buiten de klas.",
        "antwoord_zienswijze": "Wij begrijpen dat u hierop had gehoopt. Over het vervoer hoeft u zich geen zorgen te "
        "maken: Fenna blijft op haar eigen school.",
        "antwoord_leerling": "Fenna krijgt een rustplek in haar eigen klas en blijft bij haar vriendin.",
        "passende_hulp": "Het samenwerkingsverband betaalt tot de zomer een begeleider voor vier ochtenden per week. "
        "Onze adviseur Karim Aziz maakt met de school het plan.",
    },
}


def besluitbrief(uitkomst: str = "toegekend", aan: str = "ouder", **anders: Any) -> Besluitbrief:
    """A complete letter of this outcome to this kind of addressee; anders replaces whole parts."""
    geadresseerde = anders.get("geadresseerde", GEADRESSEERDEN[aan])
    zienswijzen = tuple(
        dataclasses.replace(een, van_geadresseerde=een.van == geadresseerde.naam) for een in OVERWEGINGEN.zienswijzen
    )
    delen: dict[str, Any] = {
        "afzender": AFZENDER,
        "geadresseerde": geadresseerde,
        "kenmerk": "AV-2026-0412",
        "leerling": Leerling(naam="Fenna Voorbeeld", roepnaam="Fenna", geboortedatum=date(2019, 6, 3)),
        "verzoek": VERZOEK,
        "beslissing": BESLISSINGEN[uitkomst],
        "overwegingen": dataclasses.replace(OVERWEGINGEN, zienswijzen=zienswijzen, **EXTRA[uitkomst]),
        "rechtsmiddelen": Rechtsmiddelen(
            email="bezwaar@vloedlijn.example",
            portaal="portaal.vloedlijn.example",
            commissie="Landelijke Bezwaaradviescommissie Toelaatbaarheidsverklaring",
            steunpunt="Ouder- en Jeugdsteunpunt",
            steunpunt_telefoon="000 – 000 00 01",
        ),
        "ondertekening": Ondertekening(
            naam="H. Beslisser", functie="directeur-bestuurder", bevoegdheid="bestuursorgaan"
        ),
        "bijlagen": ("advies van de orthopedagoog", "advies van de kinder- of jeugdpsycholoog"),
        "afschriften": ("basisschool De Zandloper", "Stichting Scholen aan Zee", "mevrouw A. Voorbeeld"),
    }
    return Besluitbrief(**(delen | anders))
