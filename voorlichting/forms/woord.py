"""A word and what it means."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren import Tekst
from voorlichting.models import Woord
from voorlichting.rules.opmaak import zonder_html


class WoordForm(forms.Form):
    """vormen are typed with commas between them."""

    woord = Tekst(label="Woord", leeg="Vul een woord in", max_length=60)
    uitleg = Tekst(
        label="Wat betekent het?",
        help_text="Eén of twee korte zinnen in gewone taal.",
        leeg="Schrijf op wat het woord betekent",
        max_length=400,
    )
    vormen = Tekst(
        label="Hoe schrijf je het ook?",
        help_text="Zoals het meervoud of de afkorting, met een komma ertussen.",
        required=False,
        max_length=200,
    )

    def clean_uitleg(self) -> str:
        return zonder_html(self.cleaned_data["uitleg"])[0]

    def clean_vormen(self) -> list[str]:
        return list(dict.fromkeys(deel.strip() for deel in self.cleaned_data["vormen"].split(",") if deel.strip()))

    @staticmethod
    def begin(woord: Woord) -> dict[str, Any]:
        """What the form of a word that is there begins with."""
        return {"woord": woord.woord, "uitleg": woord.uitleg, "vormen": ", ".join(woord.vormen)}
