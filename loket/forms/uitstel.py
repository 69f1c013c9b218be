"""More time to decide. Field names are the keywords of the actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, LangeTekst


class VerdagenForm(forms.Form):
    tot = DatumKiezer(
        label="Wanneer neem je het besluit uiterlijk?",
        help_text="Een werkdag. De school en de ouders lezen deze datum.",
        leeg="Kies de nieuwe laatste dag",
    )
    reden = LangeTekst(
        label="Waarom duurt het langer?",
        help_text="Komt in de brief. Noem geen namen van anderen.",
        leeg="Schrijf op waarom het langer duurt",
        max_tekens=1500,
        regels=4,
    )


class InstemmingForm(forms.Form):
    """The same names as VerdagenForm, so the page gives it a prefix."""

    schriftelijk_op = DatumKiezer(
        label="Van welke dag is het bericht van de school?", leeg="Kies de dag van het bericht"
    )
    tot = DatumKiezer(
        label="Tot en met welke dag staat de termijn stil?", leeg="Kies de laatste dag waarop de termijn stilstaat"
    )
    reden = LangeTekst(
        label="Wie stemde in, en wat schreef de school?",
        help_text="Alleen voor het dossier.",
        leeg="Schrijf op wie instemde",
        max_tekens=1500,
        regels=3,
    )

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "instemming", "initial": {"schriftelijk_op": vandaag}, **kwargs})
