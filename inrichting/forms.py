"""Offering a file of settings, founding an SWV, and making a school year."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from arrangementen.forms.velden import Procent
from kern.formulieren import Tekst
from kern.formulieren.keuzes import keuzeveld
from kern.termijnen.schooljaar import notatie


class BestandForm(forms.Form):
    """One file. Whether it is ours is judged by inrichting.rules, not here."""

    GROOTST = 5 * 1024 * 1024

    bestand = forms.FileField(
        label="Bestand met instellingen",
        help_text="Een bestand dat in een ander portaal met ‘Instellingen downloaden’ is gemaakt.",
        widget=forms.FileInput({"accept": ".json"}),
        error_messages={"required": "Kies een bestand", "empty": "Dit bestand is leeg. Kies een ander bestand."},
    )

    def clean_bestand(self) -> Any:
        gekozen = self.cleaned_data["bestand"]
        if gekozen.size > self.GROOTST:
            raise ValidationError("Dit bestand is te groot: instellingen passen in 5 MB")
        return gekozen


class OprichtForm(forms.Form):
    """The least that an SWV must have to exist here; the rest follows on the list."""

    code = Tekst(
        label="Code van het samenwerkingsverband",
        help_text="PO of VO met vier cijfers, zoals PO2815. Staat op de lijst van DUO.",
        leeg="Vul de code in, zoals PO2815",
        max_length=6,
    )
    naam = Tekst(label="Naam", leeg="Vul een naam in", max_length=150)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip().upper()
        if not re.fullmatch(r"(PO|VO)[0-9]{4}", code):
            raise ValidationError("Een code is PO of VO met vier cijfers, zoals PO2815")
        return code


class SchooljaarForm(forms.Form):
    """For which school year, and by how many percent amounts go up; what somebody may not do is not asked."""

    schooljaar = forms.TypedChoiceField(label="Welk schooljaar zet je klaar?", coerce=int)
    tarief = Procent(label="Hoeveel procent gaan de tarieven omhoog?")
    budget = Procent(label="Hoeveel procent gaan de budgetten omhoog?")

    def __init__(self, *args: Any, jaren: tuple[int, ...], niet: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "schooljaar").choices = [(jaar, notatie(jaar)) for jaar in jaren]
        for naam in niet:
            del self.fields[naam]

    def velden(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {"tarief": Decimal(0), "budget": Decimal(0), **self.cleaned_data}
