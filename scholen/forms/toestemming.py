"""What the desk and the school fill in to ask consent, and to write down what somebody said about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Meerkeuze, Tekst
from scholen.models import Toestemming, Toestemmingsantwoord

NIET_PORTAAL = [keuze for keuze in Toestemmingsantwoord.Langs.choices if keuze[0] != Toestemmingsantwoord.Langs.PORTAAL]
GEZEGD = [("ja", "Ja, dat mag"), ("nee", "Nee"), ("ingetrokken", "Stop ermee (ingetrokken)")]


class ToestemmingVragenForm(forms.Form):
    aan = Keuze(label="Met wie wil je delen?", choices=Toestemming.Aan.choices, leeg="Kies met wie je wilt delen")
    aan_naam = Tekst(
        label="Naam van de organisatie of persoon",
        help_text="Zo precies als het kan, zoals: wijkteam Noord van de gemeente.",
        leeg="Vul in met wie je deelt",
        max_length=120,
    )
    wat = Meerkeuze(
        label="Wat wil je delen?",
        help_text="Kies alleen wat nodig is.",
        choices=Toestemming.Wat.choices,
        leeg="Kies wat je wilt delen",
    )
    waarom = LangeTekst(
        label="Waarom?",
        help_text="De ouders of de leerling lezen dit. Schrijf u, in gewone woorden.",
        leeg="Schrijf op waarom het nodig is",
        max_tekens=1000,
        regels=3,
    )
    tot = DatumKiezer(
        label="Tot en met welke dag?",
        help_text="Zo kort als het kan, en hoogstens een jaar. Daarna stopt het vanzelf.",
        leeg="Kies een laatste dag",
    )


class ToestemmingVastleggenForm(forms.Form):
    """mensen: who may say something about it, by id and name."""

    wie = Keuze(label="Wie zei het?", leeg="Kies wie het zei")
    soort = Keuze(label="Wat zei diegene?", choices=GEZEGD, leeg="Kies wat er is gezegd")
    langs = Keuze(label="Hoe?", choices=NIET_PORTAAL, leeg="Kies hoe het is gezegd")
    gezegd_op = DatumKiezer(label="Op welke dag?", leeg="Vul in op welke dag dat was")

    def __init__(self, *args: Any, mensen: list[tuple[str, str]], vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["wie"]
        assert isinstance(veld, Keuze)
        veld.choices = mensen
        self.fields["gezegd_op"].initial = vandaag
