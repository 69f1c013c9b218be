"""Offering a file of settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class BestandForm(forms.Form):
    """One file. Whether it is ours is judged by inrichting.rules, not here."""

    GROOTST = 5 * 1024 * 1024

    bestand = forms.FileField(
        label="Bestand met instellingen",
        help_text="Een bestand dat in een ander portaal met ‘Instellingen downloaden’ is gemaakt.",
        widget=forms.FileInput({"accept": ".json"}),
        error_messages={"required": "Kies een bestand", "empty": "Dit bestand is leeg. Kies een ander bestand."},
    )

    def clean_bestand(self) -> Any:
        gekozen = self.cleaned_data["bestand"]
        if gekozen.size > self.GROOTST:
            raise ValidationError("Dit bestand is te groot: instellingen passen in 5 MB")
        return gekozen
