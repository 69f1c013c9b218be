"""Accounting for money, and looking at it."""

from __future__ import annotations

from django import forms

from kern.formulieren import Bestanden, Keuze, LangeTekst

from .velden import Euro


class VerantwoordForm(forms.Form):
    besteed = Euro(label="Hoeveel is er besteed?", leeg="Vul in hoeveel er is besteed. Nul kan ook")
    waaraan = LangeTekst(
        label="Waaraan?",
        help_text="Schrijf geen namen van leerlingen op.",
        leeg="Schrijf op waaraan het geld is besteed",
        max_tekens=1500,
        regels=4,
    )
    effect = LangeTekst(label="Wat leverde het op?", leeg="Schrijf op wat het opleverde", max_tekens=1500, regels=4)
    bestanden = Bestanden(
        label="Bonnen of een overzicht",
        help_text="Pdf, foto of Excel. Een steekproef van de scholen levert ze altijd aan.",
        required=False,
    )


class BeoordeelForm(forms.Form):
    uitkomst = Keuze(
        label="Klopt het?",
        choices=[("akkoord", "Ja, akkoord"), ("terug", "Nee, terug naar de school")],
        leeg="Kies of het klopt",
    )
    toelichting = LangeTekst(
        label="Toelichting", help_text="De school leest dit.", required=False, max_tekens=1000, regels=3
    )
