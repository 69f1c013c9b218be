"""Signing off a translation. Field names are the keywords of the action."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren import Akkoord, DatumKiezer, Tekst


class NagekekenForm(forms.Form):
    spreker = Tekst(
        label="Wie keek de vertaling na?",
        help_text="De naam van iemand die deze taal goed spreekt.",
        leeg="Vul in wie de vertaling nakeek",
        max_length=120,
    )
    nagekeken_op = DatumKiezer(label="Wanneer?", leeg="Kies de dag waarop de vertaling is nagekeken")
    gelezen = Akkoord(
        label="Deze persoon las alle teksten en vindt ze goed", leeg="Bevestig dat alle teksten zijn gelezen"
    )
    versie = forms.CharField(widget=forms.HiddenInput)

    def velden(self) -> dict[str, Any]:
        """What the action wants."""
        return {naam: self.cleaned_data[naam] for naam in ("spreker", "nagekeken_op", "versie")}
