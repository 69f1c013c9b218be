"""Reasons, and which child is held: by the number of a file, for the privacy officer needs no name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from arrangementen.models import Deelname
from kern.formulieren import LangeTekst, Tekst
from loket.models import Aanvraag
from scholen.models import Leerling
from thuiszitters.models import Casus


class RedenForm(forms.Form):
    """Why something stays, stops or may go."""

    reden = LangeTekst(label="Waarom?", leeg="Schrijf op waarom")

    def __init__(self, *args: Any, vraag: str = "Waarom?", hulp: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].label, self.fields["reden"].help_text = vraag, hulp


class VasthoudForm(RedenForm):
    """A child by the number of one of its files; everything about the child is held."""

    kenmerk = Tekst(
        label="Nummer van de aanvraag, de hulp of de casus",
        help_text="Zoals AV-2026-0123. Alles over dit kind blijft dan staan.",
        leeg="Vul het nummer van een aanvraag, hulp of casus in",
        max_length=20,
    )
    leerling: Leerling
    field_order = ["kenmerk", "reden"]

    def clean_kenmerk(self) -> str:
        kenmerk: str = self.cleaned_data["kenmerk"].strip().upper()
        self.leerling = kind_met(kenmerk)
        return kenmerk


def kind_met(kenmerk: str) -> Leerling:
    """The one child in the file with this number. Raises ValidationError when there is none, or more."""
    kinderen = Leerling.objects.filter(
        Q(pk__in=Aanvraag.objects.filter(kenmerk=kenmerk).values("leerling"))
        | Q(pk__in=Casus.objects.filter(kenmerk=kenmerk).values("leerling"))
        | Q(pk__in=Deelname.objects.filter(arrangement__kenmerk=kenmerk).values("leerling"))
    )
    gevonden = [*kinderen[:2]]
    if not gevonden:
        raise forms.ValidationError("Er is geen dossier van een kind met dit nummer. Kijk het na.")
    if len(gevonden) > 1:
        raise forms.ValidationError("Dit gaat over meer kinderen. Neem het nummer van een aanvraag of casus.")
    return gevonden[0]
