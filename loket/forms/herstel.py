"""Correcting words of a decision, and calling the parents first. Field names are the keywords of the actions."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren import Keuze, LangeTekst
from loket.models import Besluit
from loket.models.besluit import WOORDEN

from .besluit import BesluitForm


class HerstelForm(forms.Form):
    """What was wrong, and the words as they should be: only those that the decision has."""

    uitleg = LangeTekst(
        label="Wat stond er niet goed?",
        help_text="De lezer van de brief leest dit. Bijvoorbeeld: In de brief stond een verkeerde naam van de school.",
        leeg="Schrijf op wat er niet goed stond",
        max_tekens=1000,
        regels=3,
    )

    def __init__(self, *args: Any, besluit: Besluit, **kwargs: Any) -> None:
        woorden = {naam: getattr(besluit, naam) for naam in WOORDEN if getattr(besluit, naam)}
        super().__init__(*args, **{"initial": woorden, **kwargs})
        for naam in woorden:
            veld = BesluitForm.base_fields[naam]
            self.fields[naam] = LangeTekst(label=veld.label, leeg="Deze tekst kan niet leeg zijn", max_tekens=9000)

    def velden(self) -> dict[str, Any]:
        """The keywords of besluit_herstellen: what was wrong, and the words that differ."""
        anders = {naam: tekst for naam, tekst in self.cleaned_data.items() if tekst != self.initial.get(naam)}
        return {**anders, "uitleg": self.cleaned_data["uitleg"]}


class BellenForm(forms.Form):
    gebeld = Keuze(
        label="Heb je de ouders gesproken?",
        choices=[("ja", "Ja, gebeld"), ("nee", "Nee, ik bel niet")],
        leeg="Kies of je hebt gebeld",
    )
    verslag = LangeTekst(
        label="Met wie sprak je, en wat is er gezegd?",
        help_text="Het samenwerkingsverband leest dit.",
        required=False,
        max_tekens=2000,
        regels=4,
    )
    overgeslagen_reden = LangeTekst(
        label="Waarom bel je niet?",
        help_text="Bijvoorbeeld: de ouders vroegen om alleen een brief.",
        required=False,
        max_tekens=1000,
        regels=3,
    )
    nodig = ("verslag", "overgeslagen_reden")

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        nodig = {"ja": "verslag", "nee": "overgeslagen_reden"}.get(schoon.get("gebeld", ""))
        if nodig and not schoon.get(nodig):
            self.add_error(
                nodig, "Schrijf op met wie je sprak" if nodig == "verslag" else "Schrijf op waarom je niet belt"
            )
        return schoon

    def velden(self) -> dict[str, str]:
        """The keywords of ouders_bellen: one of the two."""
        naam = "verslag" if self.cleaned_data["gebeld"] == "ja" else "overgeslagen_reden"
        return {naam: self.cleaned_data[naam]}
