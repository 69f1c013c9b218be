"""A page that gives back what was there when it was opened, so that an older one does not wipe what came since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from kern.termijnen.woorden import datum_voluit
from thuiszitters.rules.schoolweek import in_cijfers


class MetToen(forms.Form):
    """toen: a print of what was written down when the page was opened."""

    toen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    @property
    def geopend(self) -> str | None:
        """For the action; None of a page that does not say."""
        return self.cleaned_data.get("toen") or None

    def intussen(self, zin: str, nu: Mapping[str, Any], afdruk: str) -> None:
        """Say what is there now beside what was typed, which stays; sent again it is kept."""
        self.add_error(None, zin)
        for naam in [een for een in self.fields if een in nu and een != "toen"]:
            staat, getypt = nu[naam], self.cleaned_data.get(naam)
            if (staat or None) != (getypt or None):
                self.add_error(naam, f"Nu staat hier: {self._woorden(naam, staat)}")
        opnieuw: Any = self.data
        self.data = opnieuw = opnieuw.copy()
        opnieuw["toen"] = afdruk

    def _woorden(self, naam: str, staat: Any) -> str:
        if isinstance(staat, bool):
            return "ja" if staat else "nee"
        if isinstance(staat, date):
            return datum_voluit(staat)
        if isinstance(staat, Decimal):
            return in_cijfers(staat)
        keuzes = dict(getattr(self.fields[naam], "choices", ()))
        return str(keuzes.get(staat, staat)) if staat else "niets"
