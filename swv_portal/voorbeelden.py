"""What /bouwstenen/ shows: a form with every kind of field, wrong on purpose, and a few rows. All of it made up."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from kern import thema
from kern.formulieren import (
    Akkoord,
    Bestanden,
    DatumKiezer,
    DatumVeld,
    JaNee,
    Keuze,
    LangeTekst,
    Postcode,
    Tekst,
    Telefoonnummer,
)

VANDAAG = date(2026, 11, 23)


class VoorbeeldFormulier(forms.Form):
    """Every kind of field."""

    ontbreekt = {"leerling": "Dit is nog nodig om in te dienen: schrijf op wat de leerling zelf vindt"}
    nodig = frozenset({"leerling"})

    naam = Tekst(label="Naam van de leerling", help_text="Zoals in het paspoort", leeg="Vul de naam in")
    geboren = DatumVeld(
        label="Geboortedatum", help_text="Bijvoorbeeld 3 6 2019", leeg="Vul de geboortedatum in", tot_en_met=VANDAAG
    )
    eens = Keuze(
        label="Zijn de ouders het eens met de aanvraag?",
        leeg="Kies of de ouders het eens zijn",
        choices=[("ja", "Ja, alle ouders met gezag zijn het eens"), ("deels", "Een van de ouders is het niet eens")],
        uitleg={"deels": "Dat mag. De aanvraag kan doorgaan. Wij vragen de ouders zelf om hun mening."},
    )
    besluit = Keuze(
        label="Besluit",
        vorm="segment",
        choices=[("toekennen", "Toekennen"), ("afwijzen", "Afwijzen"), ("terug", "Terugsturen")],
    )
    tolk = JaNee(label="Is er een tolk nodig?")
    leerling = LangeTekst(label="Wat vindt de leerling zelf?", max_tekens=500, regels=4, required=False)
    soort = forms.ChoiceField(label="Soort onderwijs", choices=[("", "Kies een soort"), ("SO", "Speciaal onderwijs")])
    ingang = DatumKiezer(label="Ingangsdatum", required=False)
    postcode = Postcode(label="Postcode", required=False)
    telefoon = Telefoonnummer(label="Telefoon", required=False)
    bestanden = Bestanden(
        label="Voeg bestanden toe", help_text="Pdf, Word, jpg of png. Maximaal 20 MB per bestand.", required=False
    )
    akkoord = Akkoord(
        label="Ik heb de aanvraag besproken met de ouders", leeg="Bespreek de aanvraag eerst met de ouders"
    )


def voorbeelden(request: HttpRequest) -> dict[str, Any]:
    """Context of /bouwstenen/."""
    formulier = VoorbeeldFormulier(
        {"geboren_dag": "31", "geboren_maand": "11", "geboren_jaar": "2018", "eens": "deels", "telefoon": "1234"}
    )
    return {
        "voorbeeldformulier": formulier,
        "vandaag": VANDAAG,
        "bewaard_op": datetime(2026, 11, 23, 14, 32, tzinfo=ZoneInfo("Europe/Amsterdam")),
        "termijnen": [
            ("Fenna Voorbeeld", VANDAAG - timedelta(days=3), None, None),
            ("Emir Örnek", VANDAAG + timedelta(days=2), None, None),
            ("Zofia Przykładowa", VANDAAG + timedelta(days=11), None, None),
            ("Layla Mithal", VANDAAG + timedelta(days=30), VANDAAG - timedelta(days=11), None),
            ("Noor Fictief", VANDAAG + timedelta(days=30), None, VANDAAG),
        ],
        "pagina": Paginator(range(148), 25).page(2),
        "tabbladen": [
            ("Samenvatting", "#tabs", None, True),
            ("Adviezen", "#tabs", 2, False),
            ("Stukken", "#tabs", 6, False),
        ],
        "onderdelen": [
            ("Leerling en ouders", "#inhoud", "klaar", False),
            ("De vraag", "#inhoud", "", True),
            ("Wat is al gedaan?", "#inhoud", "bezig", False),
        ],
        "schoolweken": [
            ("wk 46", Decimal(4), Decimal(4)),
            ("wk 47", Decimal(6), Decimal("4.5")),
            ("wk 48", Decimal(8), None),
        ],
        "jaren": (2026, 2027, 2028),
        "reeksen": [
            ("Zoals nu", [_band(120, 120, 120), _band(130, 140, 160), _band(120, 150, 190)]),
            ("Met een extra klas", [_band(120, 120, 120), _band(170, 180, 200), None]),
        ],
        "kleuren": [naam for naam in thema.tokens_licht(thema.Keuzes()) if naam.startswith("accent")],
    }


def _band(*duizend: int) -> tuple[Decimal, ...]:
    return tuple(Decimal(een * 1000) for een in duizend)
