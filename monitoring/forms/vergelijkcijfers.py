"""Offering a list of national figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from loket.importeren.duolijst import MAX_BYTES, LijstFout
from monitoring.importeren.vergelijkcijfers import Lijst, lezen


class VergelijkcijfersForm(forms.Form):
    """The file is read here and not kept."""

    bestand = forms.FileField(
        label="De lijst met landelijke cijfers",
        help_text="Een .csv of .xlsx met één rij per cijfer, met de kolommen code, jaar, sector, waarde en bron.",
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        error_messages={"required": "Kies een bestand", "empty": "Dit bestand is leeg. Kies een ander bestand"},
    )
    lijst: Lijst

    def __init__(self, *args: Any, laatste_jaar: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.laatste_jaar = laatste_jaar

    def clean_bestand(self) -> None:
        try:
            self.lijst = lezen(self.cleaned_data["bestand"].read(MAX_BYTES + 1), self.laatste_jaar)
        except LijstFout as fout:
            raise ValidationError(str(fout).removesuffix("."), code="lijst") from None
