"""What a visitor filters and searches by; everything is optional and goes by GET, so that a view is a link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kern.formulieren import Tekst
from kern.formulieren.keuzes import keuzeveld
from scholen.models.school import Schoolsoort
from voorlichting.models import Niveau

SCHOOLSOORTEN = {
    Schoolsoort.BO.value: _("basisschool"),
    Schoolsoort.SBO.value: _("school voor speciaal basisonderwijs"),
    Schoolsoort.SO.value: _("school voor speciaal onderwijs"),
    Schoolsoort.VSO.value: _("school voor voortgezet speciaal onderwijs"),
    Schoolsoort.SOVSO.value: _("school voor speciaal en voortgezet speciaal onderwijs"),
    Schoolsoort.VO.value: _("school voor voortgezet onderwijs"),
    Schoolsoort.PRO.value: _("school voor praktijkonderwijs"),
}
"""The kinds of school in the language of the page: choices of a model stay Dutch (docs/adr/0032)."""


class ScholenZoekForm(forms.Form):
    """A school by its name, kind, place and werkgebied."""

    toon_facultatief = False
    q = Tekst(label=_("Naam of plaats"), required=False, max_length=80)
    soort = forms.ChoiceField(label=_("Soort school"), required=False)
    plaats = forms.ChoiceField(label=_("Plaats"), required=False)
    werkgebied = forms.ChoiceField(label=_("Werkgebied"), required=False)

    def __init__(
        self, *args: Any, soorten: list[str], plaatsen: list[str], werkgebieden: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        labels = [(soort, capfirst(str(SCHOOLSOORTEN[soort]))) for soort in soorten]
        keuzeveld(self, "soort").choices = [("", _("Alle soorten")), *labels]
        keuzeveld(self, "plaats").choices = [("", _("Alle plaatsen")), *((een, een) for een in plaatsen)]
        keuzeveld(self, "werkgebied").choices = [("", _("Alle werkgebieden")), *werkgebieden]
        if not werkgebieden:
            del self.fields["werkgebied"]
        if len(plaatsen) < 2:
            del self.fields["plaats"]


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
