"""Offering the list of DUO. The file is read here and goes no further than its numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.formulieren import DatumKiezer, Meerkeuze
from kern.formulieren.keuzes import keuzeveld
from loket.importeren.duolijst import MAX_BYTES, Lijst, LijstFout, lezen
from scholen.models import TlvSoort


class DuoForm(forms.Form):
    peildatum = DatumKiezer(
        label="Peildatum van de lijst",
        help_text="De dag waarvoor DUO de leerlingen heeft geteld, vaak 1 februari.",
        leeg="Vul de peildatum in",
    )
    soorten = Meerkeuze(label="Over welke soorten gaat de lijst?", leeg="Kies over welke soorten de lijst gaat")
    bestand = forms.FileField(
        label="De lijst van DUO",
        help_text="Een .xlsx of .csv met een kolom ‘beschikkingsnummer’. Wij lezen alleen die kolom. Namen en "
        "burgerservicenummers bewaren wij niet.",
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        error_messages={"required": "Kies het bestand van DUO", "empty": "Dit bestand is leeg. Kies een ander bestand"},
    )
    lijst: Lijst

    def __init__(self, *args: Any, soorten: list[str], vandaag: date, **kwargs: Any) -> None:
        self.vandaag = vandaag
        super().__init__(*args, **{"initial": {"soorten": soorten, "peildatum": _laatste(vandaag)}, **kwargs})
        keuzeveld(self, "soorten").choices = [(een, TlvSoort(een).label.capitalize()) for een in soorten]

    def clean_peildatum(self) -> date:
        dag: date = self.cleaned_data["peildatum"]
        if dag > self.vandaag:
            raise ValidationError("Vul een peildatum in die niet in de toekomst ligt")
        return dag

    def clean_bestand(self) -> None:
        """Only the numbers stay; whatever else was in the file is forgotten here."""
        bestand = self.cleaned_data["bestand"]
        try:
            self.lijst = lezen(bestand.read(MAX_BYTES + 1))
        except LijstFout as fout:
            raise ValidationError(str(fout).removesuffix("."), code="lijst") from None


def _laatste(vandaag: date) -> date:
    """The last 1 February."""
    dag = date(vandaag.year, 2, 1)
    return dag if dag <= vandaag else date(vandaag.year - 1, 2, 1)
