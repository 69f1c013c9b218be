"""Paying, invoices, and the bookkeeping."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Keuze, Tekst
from kern.gebruikers.zicht import nieuwe_public_id
from loket.importeren.duolijst import MAX_BYTES

from .budget import EnigSwv
from .velden import Euro, MetBudget, meer_dan_nul

HOOGSTENS_REKENING = 20


class BetaalForm(forms.Form):
    """Money that moves for one grant. sleutel: of this form, so that a double click counts once."""

    bedrag = Euro(label="Bedrag", leeg="Vul het bedrag in")
    datum = DatumKiezer(label="Datum", leeg="Vul de datum in")
    omschrijving = Tekst(label="Omschrijving", required=False, max_length=200)
    sleutel = forms.RegexField(regex=r"^[A-Za-z0-9_-]{22}$", widget=forms.HiddenInput, initial=nieuwe_public_id)

    def clean_bedrag(self) -> Decimal:
        return meer_dan_nul(self.cleaned_data["bedrag"])


class CorrigeerForm(MetBudget):
    """What is taken back of a line, and why. sleutel: of this form, so that a double click counts once."""

    bedrag = Euro(label="Hoeveel klopt er niet?", leeg="Vul in welk bedrag niet klopt")
    datum = DatumKiezer(
        label="Datum van de tegenboeking",
        help_text="In een afgesloten periode kan niet meer: kies dan een dag daarna.",
        leeg="Vul de datum in",
    )
    reden = Tekst(
        label="Wat klopte er niet?", help_text="Dit staat bij de tegenboeking.", leeg="Schrijf op wat er niet klopte",
        max_length=200,
    )  # fmt: skip
    sleutel = forms.RegexField(regex=r"^[A-Za-z0-9_-]{22}$", widget=forms.HiddenInput, initial=nieuwe_public_id)

    def clean_bedrag(self) -> Decimal:
        return meer_dan_nul(self.cleaned_data["bedrag"])


class FactuurForm(EnigSwv):
    """What came in from who supplies the help."""

    soort = Keuze(
        label="Wat is het?",
        choices=[("factuur", "Een factuur"), ("offerte", "Een offerte")],
        leeg="Kies factuur of offerte",
    )
    leverancier = Tekst(label="Leverancier", leeg="Vul in van wie het is", max_length=120)
    nummer = Tekst(label="Nummer van de leverancier", leeg="Vul het nummer in", max_length=40)
    datum = DatumKiezer(label="Datum", leeg="Vul de datum in die erop staat")
    bedrag = Euro(label="Bedrag", help_text="Met btw, als die erop staat.", leeg="Vul het bedrag in")
    kenmerk = Tekst(
        label="Ons kenmerk",
        help_text="Zoals het erop staat: AR-2026-0012. Wij zoeken er de toekenning bij.",
        required=False,
        max_length=60,
    )

    def clean_bedrag(self) -> Decimal:
        return meer_dan_nul(self.cleaned_data["bedrag"])


class KoppelForm(forms.Form):
    kenmerk = Tekst(label="Nummer van de beslissing", leeg="Vul het nummer in, zoals AR-2026-0012", max_length=60)


class DatumForm(forms.Form):
    datum = DatumKiezer(label="Betaald op", leeg="Vul in wanneer er is betaald")


class RedenForm(forms.Form):
    reden = Tekst(label="Waarom gaat deze terug?", leeg="Schrijf op waarom deze teruggaat", max_length=200)


class SlotForm(EnigSwv):
    """Up to when the bookkeeping is closed."""

    tot_en_met = DatumKiezer(
        label="Afgesloten tot en met", help_text="Leeg: alles gaat weer open.", leeg="", required=False
    )
    reden = Tekst(label="Waarom?", help_text="Verplicht als een periode weer opengaat.", required=False, max_length=200)


class JournaalForm(EnigSwv):
    """Which period goes to the bookkeeping."""

    van = DatumKiezer(label="Van", leeg="Vul de eerste dag in")
    tot = DatumKiezer(label="Tot en met", leeg="Vul de laatste dag in")
    rekening_nog_te_betalen = Tekst(
        label="Grootboekrekening ‘nog te betalen’", leeg="Vul de rekening in", max_length=HOOGSTENS_REKENING
    )
    rekening_bank = Tekst(label="Grootboekrekening bank", leeg="Vul de rekening in", max_length=HOOGSTENS_REKENING)


class RealisatieForm(EnigSwv):
    """What the bookkeeping paid."""

    bestand = forms.FileField(
        label="Bestand uit de boekhouding",
        help_text="Een .xlsx of .csv met een kolom ‘kenmerk’ en een kolom ‘bedrag’, of ‘debet’ en ‘credit’.",
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        error_messages={"required": "Kies een bestand", "empty": "Dit bestand is leeg. Kies een ander bestand"},
    )
    van = DatumKiezer(label="Van", leeg="Vul de eerste dag in")
    tot = DatumKiezer(label="Tot en met", leeg="Vul de laatste dag in")

    def clean_bestand(self) -> bytes:
        """Its bytes, one more than may be when it is too large: what reads it says so."""
        data: bytes = self.cleaned_data["bestand"].read(MAX_BYTES + 1)
        return data

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("van") and data.get("tot") and data["tot"] < data["van"]:
            self.add_error("tot", "De laatste dag ligt voor de eerste dag")
        return data


def vorige_maand(vandaag: date) -> tuple[date, date]:
    """Its first and last day."""
    laatste = vandaag.replace(day=1) - timedelta(days=1)
    return laatste.replace(day=1), laatste
