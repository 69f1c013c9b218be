"""Which file must be opened in an emergency, and why."""

from __future__ import annotations

from django import forms

from kern.formulieren import Akkoord, LangeTekst, Tekst
from kern.gebruikers.zicht import zonder_verborgen
from loket.models import Aanvraag
from loket.scopes.aanvraag import INGEDIEND


class NoodForm(forms.Form):
    """A file by its number: nobody searches by name outside the own work."""

    kenmerk = Tekst(
        label="Nummer van de aanvraag",
        help_text="Zoals AV-2026-0123. De school of het loket weet het.",
        leeg="Vul het nummer van een aanvraag in",
        max_length=20,
    )
    reden = LangeTekst(
        label="Wat is er aan de hand?",
        help_text="De functionaris gegevensbescherming leest dit vandaag.",
        leeg="Schrijf op wat er aan de hand is",
        max_tekens=1000,
        regels=4,
    )
    zeker = Akkoord(
        label="Het kan niet wachten tot iemand die dit dossier mag lezen er is.",
        leeg="Kan het wachten? Vraag dan het loket.",
    )
    aanvraag: Aanvraag

    def clean_kenmerk(self) -> str:
        kenmerk: str = self.cleaned_data["kenmerk"].strip().upper()
        gevonden = Aanvraag.objects.filter(zonder_verborgen(Aanvraag, INGEDIEND), kenmerk=kenmerk).first()
        if gevonden is None:
            raise forms.ValidationError("Er is geen aanvraag met dit nummer. Kijk het na.")
        self.aanvraag = gevonden
        return kenmerk
