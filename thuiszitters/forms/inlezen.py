"""Offering a list of absence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.formulieren import Keuze
from loket.importeren.duolijst import MAX_BYTES, LijstFout
from thuiszitters.importeren.lezen import Lijst, lezen
from thuiszitters.models import Melding

from .melden import NIET_KEUZE


class LijstForm(forms.Form):
    """The file is read here, and no further than the columns that we know."""

    herkomst = Keuze(label="Van wie is de lijst?", choices=NIET_KEUZE, leeg="Kies van wie de lijst is")
    bestand = forms.FileField(
        label="De lijst",
        help_text="Een .xlsx of .csv met één rij per kind. Kolommen die we niet kennen, zoals een BSN, lezen we niet.",
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        error_messages={"required": "Kies een bestand", "empty": "Dit bestand is leeg. Kies een ander bestand"},
    )
    lijst: Lijst

    def __init__(self, *args: Any, vandaag: date, school: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vandaag = vandaag
        if school:
            del self.fields["herkomst"]

    def clean_bestand(self) -> None:
        try:
            self.lijst = lezen(self.cleaned_data["bestand"].read(MAX_BYTES + 1), self.vandaag)
        except LijstFout as fout:
            raise ValidationError(str(fout).removesuffix("."), code="lijst") from None

    @property
    def van_wie(self) -> str:
        return str(self.cleaned_data.get("herkomst") or Melding.Herkomst.SCHOOL)


class ZelfdeForm(forms.Form):
    """Of each row that looks like a known child: which one it is. kinderen: (name of the field, label, children)."""

    toon_facultatief = False

    def __init__(
        self, *args: Any, kinderen: Sequence[tuple[str, str, Sequence[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for naam, label, keuzes in kinderen:
            alle = [("", "Nee, een ander kind"), *keuzes]
            self.fields[naam] = forms.ChoiceField(label=label, choices=alle, required=False)
