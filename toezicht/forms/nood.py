"""Which file must be opened in an emergency, and why."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren import Akkoord, DatumKiezer, LangeTekst, Tekst
from kern.gebruikers.zicht import zonder_verborgen
from loket.models import Aanvraag
from loket.scopes.aanvraag import INGEDIEND

NIET_GEVONDEN = "Er is geen aanvraag met dit nummer van een kind met deze geboortedatum. Kijk het na."


class NoodForm(forms.Form):
    """A file by its number and the day of birth: nobody searches by name, and a number alone is easily guessed.

    One sentence for both, so that nobody learns that a number is there by trying.
    """

    kenmerk = Tekst(
        label="Nummer van de aanvraag",
        help_text="Zoals AV-2026-0123. De school of het loket weet het.",
        leeg="Vul het nummer van een aanvraag in",
        max_length=20,
    )
    geboren = DatumKiezer(label="Geboortedatum van de leerling", leeg="Vul de geboortedatum in")
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

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        if not schoon.get("kenmerk") or not schoon.get("geboren"):
            return schoon
        kenmerk, ingediend = schoon["kenmerk"].strip().upper(), zonder_verborgen(Aanvraag, INGEDIEND)
        zaken = Aanvraag.objects.filter(ingediend, leerling__geboortedatum=schoon["geboren"])
        gevonden = zaken.filter(kenmerk=kenmerk).first()
        if gevonden is None:
            self.add_error("kenmerk", NIET_GEVONDEN)
        else:
            self.aanvraag = gevonden
        return schoon
