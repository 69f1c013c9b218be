"""A key for another program: what it is for, of whom it reads figures, and until when."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Tekst
from kern.formulieren.keuzes import keuzeveld
from monitoring.actions.sleutel import DAGEN
from scholen.models import Bestuur, Gemeente, Samenwerkingsverband


@dataclass(frozen=True)
class Lezer:
    """One of whom a key can read figures. groep: the words above it in the list; code: its value in the form."""

    code: str
    groep: str
    wie: Samenwerkingsverband | Bestuur | Gemeente
    swv: Samenwerkingsverband


class SleutelForm(forms.Form):
    naam = Tekst(
        label="Waarvoor is de sleutel?",
        help_text="Bijvoorbeeld: Power BI van het bestuur. Zo herken je hem later.",
        leeg="Vul in waarvoor de sleutel is",
        max_length=80,
    )
    wie = forms.ChoiceField(
        label="Van wie leest het programma cijfers?", error_messages={"required": "Kies van wie het cijfers leest"}
    )
    tot = DatumKiezer(
        label="Geldt tot en met", help_text="Hoogstens een jaar.", leeg="Kies de laatste dag waarop de sleutel geldt"
    )

    eenmalig = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, lezers: Sequence[Lezer], vandaag: date, **kwargs: Any) -> None:
        begin = {"tot": vandaag + timedelta(days=DAGEN - 1), "eenmalig": secrets.token_urlsafe(32)}
        super().__init__(*args, **{"initial": begin, **kwargs})
        self.lezers = {een.code: een for een in lezers}
        groepen: dict[str, list[tuple[str, str]]] = {}
        meer = len({een.swv.code for een in lezers}) > 1
        for een in lezers:
            bij = f" ({een.swv.code})" if meer else ""
            groepen.setdefault(een.groep, []).append((een.code, f"{een.wie.naam}{bij}"))
        keuzeveld(self, "wie").choices = [("", "Kies er een"), *groepen.items()]

    def clean(self) -> dict[str, Any]:
        """wie becomes the row, and swv the one that it belongs to: the keywords of the action."""
        waarden = {**(super().clean() or {})}
        if lezer := self.lezers.get(waarden.get("wie", "")):
            waarden |= {"wie": lezer.wie, "swv": lezer.swv}
        return waarden


class IntrekForm(forms.Form):
    """Nothing to fill in."""
