"""Taking back a TLV: the intention, the reactions, the decision. Field names are the keywords of the actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Keuze, LangeTekst
from loket.actions.intrekking import REAGEREN_DAGEN
from loket.models import Intrekking


class VoornemenForm(forms.Form):
    grond = Keuze(label="Waarom wil je de TLV intrekken?", choices=Intrekking.Grond.choices, leeg="Kies een reden")
    voornemen = LangeTekst(
        label="Wat heb je de school en de ouders verteld?",
        help_text="Schrijf op welke feiten je noemde. Zij lezen dit in de brief en in het portaal.",
        leeg="Schrijf op wat je de school en de ouders hebt verteld",
    )
    reageren_tot = DatumKiezer(label="Tot en met welke dag kunnen zij reageren?", leeg="Kies een dag")

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"reageren_tot": vandaag + REAGEREN_DAGEN}, **kwargs})


class ZienswijzeForm(forms.Form):
    zienswijze_ouders = LangeTekst(
        label="Wat vinden de ouders?",
        help_text="Alleen wat niet in het portaal staat, in hun eigen woorden. "
        "De andere ouder en de school lezen dit in de brief.",
        required=False,
    )
    zienswijze_school = LangeTekst(
        label="Wat vindt de school?",
        help_text="Alleen wat niet in het portaal staat. De ouders lezen dit in de brief.",
        required=False,
    )


class StoppenForm(forms.Form):
    reden = LangeTekst(label="Waarom blijft de TLV toch?", leeg="Schrijf op waarom de TLV blijft", regels=3)


class IntrekbesluitForm(forms.Form):
    per = DatumKiezer(
        label="Vanaf welke dag geldt de TLV niet meer?",
        help_text="Een dag na vandaag. Denk aan de tijd die de brief onderweg is.",
        leeg="Kies de eerste dag zonder TLV",
    )
    motivering = LangeTekst(
        label="Waarom trek je de TLV in?",
        help_text="De school en de ouders lezen dit in de brief. Noem de feiten.",
        leeg="Schrijf op waarom je de TLV intrekt",
        max_tekens=6000,
        regels=8,
    )
    antwoord_zienswijze = LangeTekst(
        label="Wat antwoord je op de reacties van ouders en school?",
        help_text="Kwam er geen reactie? Schrijf dan op dat je daarom alleen op de feiten let.",
        leeg="Schrijf op wat je van de reacties vindt",
        max_tekens=4000,
    )

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"per": vandaag + timedelta(days=14)}, **kwargs})
