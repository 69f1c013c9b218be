"""Which report, of which period, about whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from kern.formulieren.keuzes import keuzeveld
from monitoring.actions.rapport import Wie
from monitoring.rules.periode import Periode
from monitoring.rules.rapport import Over, Rapportsoort, periode_van
from scholen.models import Samenwerkingsverband

WIE = {
    Over.BESTUUR: ("Over welk schoolbestuur?", "Alle schoolbesturen, elk een eigen rapport"),
    Over.SCHOOL: ("Over welke school?", "Alle scholen, elk een eigen rapport"),
    Over.GEMEENTE: ("Over welke gemeente?", "Alle gemeenten, elk een eigen rapport"),
}


class RapportForm(forms.Form):
    """periodes: those that are over. wie: of each SWV, by its code, whom such a report can be about by public id."""

    swv = forms.ChoiceField(label="Samenwerkingsverband")
    periode = forms.ChoiceField(label="Periode", error_messages={"required": "Kies een periode."})
    wie = forms.ChoiceField(required=False)

    def __init__(
        self,
        *args: Any,
        kind: Rapportsoort,
        swvs: Sequence[Samenwerkingsverband],
        periodes: Sequence[Periode],
        wie: Mapping[str, Mapping[str, Wie]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.swvs, self.bij = {een.code: een for een in swvs}, wie
        keuzeveld(self, "swv").choices = [(een.code, een.naam) for een in swvs]
        keuzeveld(self, "periode").choices = [(een.code, een.naam[0].upper() + een.naam[1:]) for een in periodes]
        if len(swvs) < 2:
            del self.fields["swv"]
        if kind.over is Over.SWV:
            del self.fields["wie"]
        else:
            self.fields["wie"].label, alle = WIE[kind.over]
            namen = {code: een.naam for deel in wie.values() for code, een in deel.items()}
            keuzeveld(self, "wie").choices = [("", alle), *namen.items()]

    def clean_periode(self) -> Periode:
        return periode_van(self.cleaned_data["periode"])

    def clean(self) -> dict[str, Any]:
        """swv becomes the row, wie a list of whom to make one about: the one that was chosen, or all."""
        waarden = {**(super().clean() or {})}
        swv = self.swvs.get(waarden.get("swv", "")) or next(iter(self.swvs.values()))
        alle, gekozen = self.bij[swv.code], waarden.get("wie", "")
        if gekozen and gekozen not in alle:
            self.add_error("wie", f"Deze keuze hoort niet bij {swv.naam}.")
        return waarden | {"swv": swv, "wie": [alle[gekozen]] if gekozen in alle else [*alle.values()]}
