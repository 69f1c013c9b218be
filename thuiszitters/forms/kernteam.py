"""Somebody in the core team of a school."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren import Emailadres, Tekst
from thuiszitters.models import Kernpartner

from .velden import met_leeg


class KernpartnerForm(forms.Form):
    functie = forms.ChoiceField(
        label="Wat doet deze persoon?",
        choices=met_leeg(Kernpartner.Functie.choices, "Kies een functie"),
        error_messages={"required": "Kies wat deze persoon doet"},
    )
    naam = Tekst(label="Naam", leeg="Vul de naam in", max_length=120)
    organisatie = Tekst(label="Organisatie", required=False, max_length=120)
    telefoon = Tekst(label="Telefoon", required=False, max_length=20)
    email = Emailadres(label="E-mailadres", required=False)
    wanneer = Tekst(
        label="Wanneer te bereiken?", help_text="Bijvoorbeeld: dinsdag op school.", required=False, max_length=120
    )
    openbaar = forms.BooleanField(
        label="Zet functie, organisatie en telefoon ook op de openbare pagina van de school",
        help_text="De naam en het e-mailadres komen daar niet te staan. Vraag het eerst aan deze persoon.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        if not waarden.get("telefoon") and not waarden.get("email") and not {"telefoon", "email"} & {*self.errors}:
            self.add_error("telefoon", "Vul een telefoonnummer of een e-mailadres in")
        return waarden
