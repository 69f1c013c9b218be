"""One form for every regeling: a subsidy to develop, a pilot, the yearly evaluation of the basisondersteuning.

A plan with goals and how each is measured, for the school itself and never about a child (C17, C20, C44). It is
granted, paid, accounted for and looked back on as all support is.
"""

from __future__ import annotations

from typing import Any

from django import forms

from arrangementen.models import Soort
from kern.formulieren.keuzes import keuzeveld

from .vragen import ANDERE_SCHOLEN, DOELEN, AanvraagForm, V

NIET_GEVRAAGD = ("leerlingen", "ouders_weten", "werkvorm", "behoefte_leraar", "waarom_zwaarder", *ANDERE_SCHOLEN)
WOORDEN = {
    Soort.SUBSIDIE: ("Waarvoor is de subsidie?", "Wat gaat de school doen, en wat merken leerlingen daarvan?"),
    Soort.PILOT: ("Wat gaat de school uitproberen?", "Wat is nieuw, met wie, en wat wil je weten als het klaar is?"),
    Soort.TERUGBLIK: ("Hoe ging het met de basisondersteuning?", "Wat lukte dit jaar, en wat lukte nog niet?"),
}


class RegelingForm(AanvraagForm):
    """The same fields in other words. groep: the name of the plan; doel and maat: a result and its indicator."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam in NIET_GEVRAAGD:
            self.fields.pop(naam, None)
        self.fields["voor"].widget = forms.HiddenInput()
        keuzeveld(self, "voor").choices = [(V.SCHOOL.value, "De hele school")]
        self.initial["voor"] = V.SCHOOL.value
        veld = self.fields["groep"]
        veld.label, veld.help_text = "Hoe heet het plan?", "Kort, zonder namen van mensen."
        vraag, uitleg = WOORDEN[Soort(self.aanbod.soort)]
        self.fields["onderwijsbehoeften"].label = vraag
        self.fields["onderwijsbehoeften"].help_text = uitleg
        self.fields["onderwijsbehoeften"].error_messages["required"] = "Schrijf dit op"
        if "al_gedaan" in self.fields:
            self.fields["al_gedaan"].label = "Wat is er al, en waar bouw je op voort?"
        for nummer in DOELEN:
            if f"doel_{nummer}" in self.fields:
                self.fields[f"doel_{nummer}"].label = f"Resultaat {nummer}: wat is er bereikt als het klaar is?"
                self.fields[f"maat_{nummer}"].label = "Waaraan meet je dat?"

    @property
    def aantal_doelen(self) -> int:
        """A plan has room for all of them, whatever its weight."""
        return len(DOELEN)

    def _voor_wie(self, waarden: dict[str, Any]) -> None:
        waarden |= {"leerlingen": [], "ouders_weten": None, "school_2": "", "school_3": ""}
        if not waarden.get("groep"):
            self.add_error("groep", "Geef het plan een naam")
