"""The protocol in beheer. Field names are the columns of Protocol and Protocolstap."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Keuze, Tekst
from scholen.forms.instelvelden import Getal
from thuiszitters.models import Protocolstap
from thuiszitters.models.protocol import Eenheid, Grens, Tredesoort, Vanaf

from .velden import met_leeg

UITERLIJK = timedelta(days=400)


class NaamForm(forms.Form):
    """What holds for the whole protocol."""

    naam = Tekst(label="Naam", leeg="Vul de naam in", max_length=80)
    stil_na_dagen = Getal(
        label="Wanneer staat een casus stil?",
        help_text="Na zoveel dagen zonder actie staat hij bovenaan het overzicht.",
        van=1,
        tot=90,
        eenheid="dagen",
    )


class ProtocolstapForm(forms.Form):
    """One step. The term reads as a sentence: what, how many, from when."""

    naam = Tekst(label="Naam van de stap", leeg="Vul de naam in", max_length=80)
    soort = forms.ChoiceField(
        label="Wat voor stap is dit?",
        help_text="Hieraan herkent het portaal de stap, hoe jullie hem ook noemen.",
        choices=met_leeg(Tredesoort.choices, "Kies een soort stap"),
        error_messages={"required": "Kies wat voor stap dit is"},
    )
    wie = Tekst(label="Wie doet dit?", leeg="Schrijf op wie dit doet", max_length=120)
    grens = Keuze(
        label="Wat zegt de termijn?",
        choices=[
            (Grens.BINNEN.value, "De stap moet dan klaar zijn"),
            (Grens.NA.value, "De stap kan vanaf dan, als het niet beter gaat"),
            (Grens.DUUR.value, "De stap duurt tot dan"),
        ],
        leeg="Kies wat de termijn zegt",
    )
    termijn = Getal(label="Hoeveel?", van=1, tot=400, eenheid="dagen, weken of maanden")
    eenheid = forms.ChoiceField(
        label="Dagen, weken of maanden?",
        choices=met_leeg(Eenheid.choices, "Kies een eenheid"),
        error_messages={"required": "Kies dagen, weken of maanden"},
    )
    vanaf = Keuze(
        label="Vanaf wanneer telt dat?",
        choices=[(code, f"Vanaf {woord}") for code, woord in Vanaf.choices],
        leeg="Kies vanaf wanneer de termijn telt",
    )
    opbrengst = Tekst(label="Wat is er dan?", help_text="Eén zin.", required=False, max_length=200)

    @staticmethod
    def begin(stap: Protocolstap) -> dict[str, Any]:
        """What the form of a step that is there begins with."""
        return {naam: getattr(stap, naam) for naam in ProtocolstapForm.base_fields}


class PubliceerForm(forms.Form):
    """From which day. vroegst: the first day that can be chosen."""

    geldig_van = DatumKiezer(
        label="Geldt vanaf",
        help_text="Casussen die op die dag of later beginnen, volgen deze versie. Wat loopt, houdt de eigen versie.",
        leeg="Kies vanaf welke dag dit geldt",
    )

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vandaag = vandaag

    def clean_geldig_van(self) -> date:
        dag: date = self.cleaned_data["geldig_van"]
        if not self.vandaag <= dag <= self.vandaag + UITERLIJK:
            raise forms.ValidationError("Kies een dag van vandaag tot en met een jaar vooruit")
        return dag
