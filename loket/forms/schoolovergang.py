"""The forms of a list of children who go to a next school or to work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kern.formulieren import Keuze, Meerkeuze, Tekst
from kern.formulieren.keuzes import keuzeveld


class OvergangForm(forms.Form):
    """soorten, leerlingen, mensen: value and words of what can be chosen."""

    soort = Keuze(label="Welke overgang?", leeg="Kies welke overgang")
    leerlingen = Meerkeuze(label="Welke leerlingen?", leeg="Kies een of meer leerlingen")
    eigenaar = forms.ChoiceField(label="Wie zorgt ervoor?", error_messages={"required": "Kies wie ervoor zorgt"})

    def __init__(
        self,
        *args: Any,
        soorten: Sequence[tuple[str, str]],
        leerlingen: Sequence[tuple[str, str]],
        mensen: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "soort").choices = list(soorten)
        keuzeveld(self, "leerlingen").choices = list(leerlingen)
        keuzeveld(self, "eigenaar").choices = list(mensen)


class EigenaarForm(forms.Form):
    eigenaar = forms.ChoiceField(label="Wie zorgt ervoor?", error_messages={"required": "Kies wie ervoor zorgt"})

    def __init__(self, *args: Any, mensen: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "eigenaar").choices = list(mensen)


class AfrondForm(forms.Form):
    bestemming = Tekst(
        label="Waar gaat de leerling naartoe?",
        help_text="De naam van de school, opleiding of plek.",
        leeg="Vul in waar de leerling naartoe gaat",
        max_length=160,
    )
