"""Asking for the package of everything, and saying yes or no to it."""

from __future__ import annotations

from django import forms

from kern.formulieren import JaNee, LangeTekst


class VertrekForm(forms.Form):
    reden = LangeTekst(
        label="Waarvoor is het pakket?",
        help_text="Zoals: wij stappen op 1 augustus over naar een ander programma.",
        leeg="Schrijf op waarvoor het is",
        max_tekens=1000,
        regels=3,
    )


class VertrekAntwoordForm(forms.Form):
    akkoord = JaNee(label="Mag het pakket worden gemaakt?", leeg="Kies ja of nee")
    antwoord = LangeTekst(
        label="Waarom wel of niet?",
        help_text="Vraag na wie het krijgt en hoe het wordt bewaard.",
        leeg="Schrijf op waarom wel of niet",
        max_tekens=1000,
        regels=3,
    )
