"""The criteria library in beheer. Field names are the keywords of the actions."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren import LangeTekst, Tekst
from kern.formulieren.keuzes import rijen_bieden
from loket.models import Criterium
from loket.models.besluit import CATEGORIE
from scholen.models import Samenwerkingsverband, TlvSoort


class LijstForm(forms.Form):
    swv = forms.ModelChoiceField(
        label="Samenwerkingsverband",
        queryset=Samenwerkingsverband.objects.none(),
        to_field_name="public_id",
        empty_label=None,
    )
    plan = Tekst(
        label="Ondersteuningsplan", help_text="Zoals 2025-2029.", leeg="Vul het ondersteuningsplan in", max_length=60
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        eigen = Samenwerkingsverband.objects.filter(eigen=True).order_by("code")
        rijen_bieden(self, "swv", eigen)


class CriteriumForm(forms.Form):
    soort = forms.ChoiceField(label="Soort onderwijs", choices=TlvSoort.choices)
    categorie = forms.ChoiceField(
        label="Categorie",
        help_text="Alleen als het criterium bij één categorie hoort.",
        choices=[("", "Alle"), *CATEGORIE],
        required=False,
    )
    code = Tekst(label="Code", help_text="Zoals SO-1.", leeg="Vul een code in", max_length=12)
    tekst = LangeTekst(
        label="Tekst",
        help_text="Zo komt het in de brief. {leerling} wordt de voornaam.",
        leeg="Vul de tekst in",
        max_tekens=1500,
        regels=4,
    )
    uitleg = LangeTekst(
        label="Uitleg voor de beslisser",
        help_text="Komt niet in de brief.",
        required=False,
        max_tekens=1000,
        regels=2,
    )
    volgorde = forms.IntegerField(label="Plaats in de lijst", min_value=0, max_value=999, required=False)

    def __init__(self, *args: Any, criterium: Criterium | None = None, **kwargs: Any) -> None:
        if criterium is not None:
            kwargs["initial"] = {naam: getattr(criterium, naam) for naam in self.base_fields}
        super().__init__(*args, **kwargs)

    def clean_volgorde(self) -> int:
        return int(self.cleaned_data["volgorde"] or 0)
