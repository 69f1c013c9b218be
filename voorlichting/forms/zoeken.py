"""What a visitor filters and searches by; everything is optional and goes by GET, so that a view is a link."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren.keuzes import keuzeveld
from voorlichting.models import Niveau


class KennisForm(forms.Form):
    """By level and theme."""

    toon_facultatief = False
    niveau = forms.ChoiceField(
        label="Niveau",
        choices=[("", "Alle niveaus"), *((code, str(woord).capitalize()) for code, woord in Niveau.choices)],
        required=False,
    )
    thema = forms.ChoiceField(label="Thema", required=False)

    def __init__(self, *args: Any, themas: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "thema").choices = [("", "Alle thema’s"), *((een, een) for een in themas)]
        if not themas:
            del self.fields["thema"]
