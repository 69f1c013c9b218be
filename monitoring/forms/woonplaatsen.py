"""Offering a list of pupils by where they live."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.formulieren.keuzes import keuzeveld
from kern.termijnen.woorden import datum_voluit
from loket.importeren.duolijst import MAX_BYTES, LijstFout
from monitoring.importeren.woonplaatsen import Lijst, lezen
from scholen.models import Samenwerkingsverband


class WoonplaatsenForm(forms.Form):
    """The file is read here and not kept. scholen: of each SWV, by its code, the BRIN6 of its schools."""

    swv = forms.ChoiceField(label="Samenwerkingsverband")
    teldatum = forms.ChoiceField(label="Teldatum", error_messages={"required": "Kies een teldatum."})
    bestand = forms.FileField(
        label="De lijst met leerlingen naar woonplaats",
        help_text="Een .csv of .xlsx met een rij per school en postcode (of gemeente): brin6, postcode en aantal.",
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        error_messages={"required": "Kies een bestand", "empty": "Dit bestand is leeg. Kies een ander bestand"},
    )
    lijst: Lijst

    def __init__(
        self,
        *args: Any,
        swvs: Sequence[Samenwerkingsverband],
        dagen: Sequence[date],
        scholen: Mapping[str, Collection[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.swvs, self.scholen = {een.code: een for een in swvs}, scholen
        keuzeveld(self, "swv").choices = [(een.code, een.naam) for een in swvs]
        keuzeveld(self, "teldatum").choices = [(een.isoformat(), datum_voluit(een)) for een in dagen]
        if len(swvs) < 2:
            del self.fields["swv"]

    @property
    def van(self) -> Samenwerkingsverband:
        """The SWV that was chosen, or the only one."""
        return self.swvs.get(self.cleaned_data.get("swv", "")) or next(iter(self.swvs.values()))

    def clean_teldatum(self) -> date:
        return date.fromisoformat(self.cleaned_data["teldatum"])

    def clean(self) -> dict[str, Any]:
        """Read once it is known of which day and schools it should be."""
        waarden = {**(super().clean() or {})}
        if "bestand" in waarden and "teldatum" in waarden:
            try:
                data = waarden["bestand"].read(MAX_BYTES + 1)
                self.lijst = lezen(data, waarden["teldatum"], self.scholen[self.van.code])
            except LijstFout as fout:
                self.add_error("bestand", ValidationError(str(fout).removesuffix("."), code="lijst"))
        return waarden
