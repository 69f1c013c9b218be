"""The filters of the list of arrangementen. By GET, so without a name in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from arrangementen.models import Aanbod
from arrangementen.models.arrangement import ArrangementQuerySet
from arrangementen.rules.aanbod import schooljaren
from kern.formulieren.keuzes import keuzeveld
from kern.termijnen.schooljaar import notatie
from scholen.models import School


class ArrangementFilter(forms.Form):
    """School year, kind of support, theme and school; what is not chosen does not filter. No theme where none is."""

    jaar = forms.ChoiceField(label="Schooljaar", required=False)
    soort = forms.ChoiceField(label="Hulp", required=False)
    thema = forms.ChoiceField(label="Thema", required=False)
    school = forms.ChoiceField(label="School", required=False)
    toon_facultatief = False

    def __init__(self, *args: Any, zichtbaar: ArrangementQuerySet, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jaren = [(str(jaar), notatie(jaar)) for jaar in schooljaren(vandaag)]
        soorten = Aanbod.objects.filter(arrangementen__in=zichtbaar).distinct().order_by("naam")
        themas = list(soorten.exclude(thema="").order_by("thema").values_list("thema", flat=True))
        scholen = School.objects.filter(arrangementen__in=zichtbaar).distinct().order_by("naam")
        keuzeveld(self, "jaar").choices = [("", "Alle jaren"), *jaren]
        keuzeveld(self, "soort").choices = [("", "Alle hulp"), *soorten.values_list("public_id", "naam")]
        keuzeveld(self, "school").choices = [("", "Alle scholen"), *scholen.values_list("public_id", "naam")]
        keuzeveld(self, "thema").choices = [("", "Alle thema’s"), *((een, een) for een in themas)]
        self.met_themas = bool(themas)
        if not self.met_themas:
            del self.fields["thema"]

    def toepassen(self, lijst: ArrangementQuerySet) -> ArrangementQuerySet:
        """The list with what was chosen; an unknown choice does not filter."""
        self.is_valid()
        velden = {"jaar": "schooljaar", "soort": "aanbod__public_id", "thema": "aanbod__thema"}
        velden["school"] = "school__public_id"
        keuzes = {velden[naam]: waarde for naam, waarde in self.cleaned_data.items() if waarde}
        return lijst.filter(**keuzes)
