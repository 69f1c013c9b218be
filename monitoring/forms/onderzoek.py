"""Of which school year, for whom and what for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kern.formulieren import LangeTekst, Tekst
from kern.formulieren.keuzes import keuzeveld
from kern.termijnen.schooljaar import notatie
from scholen.models import Samenwerkingsverband


class OnderzoekForm(forms.Form):
    swv = forms.ChoiceField(label="Samenwerkingsverband")
    jaar = forms.TypedChoiceField(label="Schooljaar", coerce=int, error_messages={"required": "Kies een schooljaar."})
    ontvanger = Tekst(
        label="Wie krijgt de set?",
        help_text="De organisatie, met de naam van wie het onderzoek leidt.",
        leeg="Vul in wie de set krijgt",
        max_length=200,
    )
    doel = LangeTekst(
        label="Waarvoor?",
        help_text="Wat wordt onderzocht, en hoe lang de onderzoeker de set bewaart.",
        leeg="Vul in waarvoor de set is",
        max_tekens=1000,
    )

    def __init__(self, *args: Any, swvs: Sequence[Samenwerkingsverband], jaren: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.swvs = {een.code: een for een in swvs}
        keuzeveld(self, "swv").choices = [(een.code, een.naam) for een in swvs]
        keuzeveld(self, "jaar").choices = [(jaar, notatie(jaar)) for jaar in jaren]
        if len(swvs) < 2:
            del self.fields["swv"]

    def clean(self) -> dict[str, Any]:
        """swv becomes the row."""
        waarden = {**(super().clean() or {})}
        return waarden | {"swv": self.swvs.get(waarden.get("swv", "")) or next(iter(self.swvs.values()))}
