"""Offering a file of settings, and founding an SWV."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.formulieren import Tekst


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


class OprichtForm(forms.Form):
    """The least that an SWV must have to exist here; the rest follows on the list."""

    code = Tekst(
        label="Code van het samenwerkingsverband",
        help_text="PO of VO met vier cijfers, zoals PO2815. Staat op de lijst van DUO.",
        leeg="Vul de code in, zoals PO2815",
        max_length=6,
    )
    naam = Tekst(label="Naam", leeg="Vul een naam in", max_length=150)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip().upper()
        if not re.fullmatch(r"(PO|VO)[0-9]{4}", code):
            raise ValidationError("Een code is PO of VO met vier cijfers, zoals PO2815")
        return code
