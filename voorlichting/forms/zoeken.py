"""What a visitor filters and searches by; everything is optional and goes by GET, so that a view is a link."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren import Tekst
from kern.formulieren.keuzes import keuzeveld
from voorlichting.models import Niveau


class ZoekForm(forms.Form):
    """One question in the words of the visitor."""

    toon_facultatief = False
    q = Tekst(
        label="Wat zoekt u?",
        help_text="Een woord, een school of een plaats. Geen namen van kinderen.",
        required=False,
        max_length=80,
    )


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
