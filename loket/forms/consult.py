"""What the loket answers to a consult."""

from __future__ import annotations

from django import forms

from kern.formulieren import LangeTekst
from kern.formulieren.samen import SamenForm


class ConsultadviesForm(SamenForm):
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    tekst = LangeTekst(
        label="Jouw advies",
        help_text="De school leest dit. Gaat het over een leerling, dan lezen de ouders het ook.",
        max_tekens=8000,
        regels=14,
        required=False,
    )
    nodig = ("tekst",)
