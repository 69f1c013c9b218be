"""What a family fills in to get more time or to be called, and what whoever answers writes down."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Tekst, Telefoonnummer


class MeerTijdForm(forms.Form):
    reden = LangeTekst(
        label=_("Waarom heeft u meer tijd nodig?"),
        help_text=_("Schrijf er gerust bij tot welke dag. Alleen wij lezen dit."),
        leeg=_("Schrijf op waarom u meer tijd nodig heeft"),
        max_tekens=1000,
        regels=4,
    )


class BelForm(forms.Form):
    telefoon = Telefoonnummer(label=_("Op welk nummer?"), leeg=_("Vul in op welk nummer wij u kunnen bellen"))
    wanneer = Tekst(
        label=_("Wanneer komt het uit?"), help_text=_("Zoals: maandag na drie uur."), required=False, max_length=200
    )
    waarover = LangeTekst(label=_("Waarover wilt u praten?"), required=False, max_tekens=500, regels=3)


class MeerTijdBesluitForm(forms.Form):
    keuze = Keuze(
        label="Geef je meer tijd?",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        leeg="Kies of je meer tijd geeft",
    )
    tot = DatumKiezer(label="Tot en met welke dag?", required=False)
    weigering = LangeTekst(
        label="Waarom niet?",
        help_text="De ouder leest dit. Schrijf u.",
        required=False,
        max_tekens=1000,
        regels=3,
    )

    def __init__(self, *args: Any, huidig: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.huidig = huidig

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        if schoon.get("keuze") == "ja" and not schoon.get("tot") and "tot" not in self.errors:
            self.add_error("tot", "Kies de laatste dag")
        if schoon.get("keuze") == "nee" and not schoon.get("weigering"):
            self.add_error("weigering", "Schrijf op waarom er niet meer tijd is")
        return schoon


class GebeldForm(forms.Form):
    verslag = LangeTekst(
        label="Wat is er besproken?",
        help_text="Lukte het niet? Schrijf op wanneer je het probeerde. De ouder leest dit niet.",
        leeg="Schrijf op wat er is besproken",
        max_tekens=2000,
        regels=5,
    )
