"""Which kinds of aanvraag an SWV has and how much each asks, from a day on."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.formulieren import DatumKiezer, JaNee, Keuze
from kern.formulieren.widgets import Rondjes
from loket.rules.soorten import LICHT, MELDEN, SOORTEN, VOLLEDIG, Soort, soort_voor
from scholen.forms.instelvelden import binnen_een_jaar
from scholen.models import Instelling

GEWICHTEN = {
    MELDEN: "Melden: één scherm",
    LICHT: "Licht: de vraag, een doel, de vorm en de periode",
    VOLLEDIG: "Volledig: het hele groeidocument",
}


class SoortenForm(forms.Form):
    """Per kind that fits the SWV whether schools can ask it and, where there is a choice, its weight."""

    geldig_van = DatumKiezer(
        label="Geldt vanaf",
        help_text="Wat dan al loopt, gaat gewoon door.",
        leeg="Kies vanaf welke dag dit geldt",
    )

    def __init__(self, *args: Any, instelling: Instelling, vanaf: date, **kwargs: Any) -> None:
        self.instelling, self.vanaf = instelling, vanaf
        self.soorten = passend(instelling)
        begin: dict[str, Any] = {"geldig_van": vanaf}
        velden: dict[str, forms.Field] = {}
        for soort in self.soorten:
            vraag = f"Kunnen scholen dit vragen: {soort.titel}?"
            velden[f"aan__{soort.code}"] = JaNee(label=vraag, widget=Rondjes(vorm="segment"))
            begin[f"aan__{soort.code}"] = instelling.soorten.get(soort.code, {}).get("aan", True)
            if len(soort.onderdelen) > 1:
                keuzes = [(gewicht, woorden) for gewicht, woorden in GEWICHTEN.items() if gewicht in soort.onderdelen]
                label = f"Hoeveel vragen jullie dan: {soort.kort}?"
                velden[f"gewicht__{soort.code}"] = Keuze(label=label, choices=keuzes, leeg="Kies hoeveel jullie vragen")
                begin[f"gewicht__{soort.code}"] = soort.gewicht
        super().__init__(*args, **{"initial": begin, **kwargs})
        self.fields |= velden
        self.order_fields([*velden, "geldig_van"])

    def clean_geldig_van(self) -> date:
        return binnen_een_jaar(self.cleaned_data["geldig_van"], self.vanaf)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not any(data[f"aan__{soort.code}"] for soort in self.soorten):
            raise ValidationError("Laat scholen minstens één soort aanvragen")
        return data

    def keuzes(self) -> dict[str, Any]:
        """The column: only what differs from what a kind is by itself, and what this page does not ask as it was."""
        uit: dict[str, Any] = deepcopy(self.instelling.soorten)
        for soort in self.soorten:
            eigen = uit.get(soort.code, {})
            eigen["aan"] = self.cleaned_data[f"aan__{soort.code}"]
            eigen["gewicht"] = self.cleaned_data.get(f"gewicht__{soort.code}", "") or SOORTEN[soort.code].gewicht
            if eigen["aan"]:
                del eigen["aan"]
            if eigen["gewicht"] == SOORTEN[soort.code].gewicht:
                del eigen["gewicht"]
            uit[soort.code] = eigen
        return {code: eigen for code, eigen in uit.items() if eigen}


def passend(instelling: Instelling) -> list[Soort]:
    """The kinds that this SWV could have: of its sector, and with a TLV that it gives."""
    sector, geeft = instelling.swv.sector, set(instelling.tlv_soorten)
    return [
        soort_voor(code, instelling.soorten)
        for code, soort in SOORTEN.items()
        if sector in soort.sectoren and soort.op_pagina and (not soort.tlv or soort.tlv[sector] in geeft)
    ]
