"""Reasons, and which child is held: by the number of a file, for the privacy officer needs no name."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren import LangeTekst, Tekst
from loket.models import Aanvraag
from scholen.models import Leerling


class RedenForm(forms.Form):
    """Why something stays, stops or may go."""

    reden = LangeTekst(label="Waarom?", leeg="Schrijf op waarom")

    def __init__(self, *args: Any, vraag: str = "Waarom?", hulp: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].label, self.fields["reden"].help_text = vraag, hulp


class VasthoudForm(RedenForm):
    """A child by the number of one of its files; everything about the child is held."""

    kenmerk = Tekst(
        label="Nummer van de aanvraag",
        help_text="Zoals AV-2026-0123. Alles over dit kind blijft dan staan.",
        leeg="Vul het nummer van een aanvraag in",
        max_length=20,
    )
    leerling: Leerling
    field_order = ["kenmerk", "reden"]

    def clean_kenmerk(self) -> str:
        kenmerk: str = self.cleaned_data["kenmerk"].strip().upper()
        aanvraag = Aanvraag.objects.filter(kenmerk=kenmerk, leerling__isnull=False).first()
        if aanvraag is None or aanvraag.leerling is None:
            raise forms.ValidationError("Er is geen aanvraag met dit nummer. Kijk het na.")
        self.leerling = aanvraag.leerling
        return kenmerk
