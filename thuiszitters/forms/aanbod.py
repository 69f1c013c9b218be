"""An offer, and what the family said to it."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Tekst
from thuiszitters.models import Aanbodsoort, Antwoord

from .velden import NietInToekomst, Uren, met_leeg


def aanbodsoortveld() -> forms.ChoiceField:
    """Where the child would go."""
    return forms.ChoiceField(
        label="Wat voor aanbod is het?",
        choices=met_leeg(Aanbodsoort.choices, "Kies een soort"),
        error_messages={"required": "Kies wat voor aanbod het is"},
    )


class AanbodForm(NietInToekomst):
    """What is offered, by whom, since when and who told the family."""

    dagvelden = ("gedaan_op",)
    soort = aanbodsoortveld()
    wat = Tekst(
        label="Wat krijgt het kind aangeboden?",
        help_text="Bijvoorbeeld: groep 6, drie ochtenden met begeleiding. Schrijf geen diagnose op.",
        leeg="Schrijf op wat het aanbod is",
        max_length=300,
    )
    bij = Tekst(label="Van welke school of organisatie?", leeg="Vul in wie dit aanbiedt", max_length=120)
    uren = Uren(label="Hoeveel uur per week?", required=False)
    gedaan_op = DatumKiezer(label="Wanneer hoorde het gezin dit?", leeg="Vul in wanneer het gezin dit hoorde")
    verteld_door = Tekst(label="Wie vertelde het?", leeg="Vul in wie het vertelde", max_length=120)


class AntwoordForm(NietInToekomst):
    """gedaan_op: when it was offered, before which nobody answered."""

    dagvelden = ("dag",)
    antwoord = Keuze(
        label="Wat is er met het aanbod gebeurd?",
        choices=[
            (Antwoord.GEACCEPTEERD, "Ja, het gezin neemt het aan"),
            (Antwoord.GEWEIGERD, "Nee, het gezin wil dit niet"),
            (Antwoord.INGETROKKEN, "Het aanbod is er niet meer"),
        ],
        leeg="Kies wat er met het aanbod gebeurde",
    )
    dag = DatumKiezer(label="Op welke dag?", leeg="Vul de dag in")
    antwoord_van = Tekst(label="Van wie hoorde je dit?", required=False, max_length=120)
    waarom = LangeTekst(label="Waarom?", required=False, max_tekens=1000, regels=3)

    def __init__(self, *args: Any, gedaan_op: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gedaan_op = gedaan_op

    def clean(self) -> dict[str, Any]:
        waarden = super().clean()
        if (dag := waarden.get("dag")) and dag < self.gedaan_op:
            self.add_error("dag", "Het antwoord kan niet van voor het aanbod zijn")
        antwoord = waarden.get("antwoord")
        if antwoord and antwoord != Antwoord.GEACCEPTEERD and not (waarden.get("waarom") or "").strip():
            self.add_error("waarom", "Schrijf op waarom het aanbod niet doorgaat")
        if antwoord in (Antwoord.GEACCEPTEERD, Antwoord.GEWEIGERD) and not waarden.get("antwoord_van"):
            self.add_error("antwoord_van", "Vul in van wie je dit hoorde")
        return waarden
