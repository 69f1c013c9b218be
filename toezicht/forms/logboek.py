"""What is looked for in the logbook. A name is looked up here and goes on as a public id (afspraak 20)."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, LangeTekst, Tekst
from kern.gebruikers.collegas import medewerkers_als
from kern.gebruikers.models import Gebruiker
from kern.logboek.zoeken import UITKOMSTEN, Zoekvraag
from toezicht.forms.bewaren import kind_met

HOOGSTENS = 10
"""More people of one name than this are not listed: the address tells them apart."""


class ZoekForm(forms.Form):
    """Who, which child, which period, which outcome; all empty is everything."""

    wie = Tekst(label="Wie?", help_text="Naam of e-mailadres van een medewerker.", required=False, max_length=120)
    kenmerk = Tekst(
        label="Over welk kind?",
        help_text="Het nummer van een aanvraag, hulp of casus, zoals AV-2026-0123.",
        required=False,
        max_length=20,
    )
    van = DatumKiezer(label="Vanaf", required=False)
    tot = DatumKiezer(label="Tot en met", required=False)
    uitkomst = forms.ChoiceField(label="Uitkomst", required=False, choices=[("", "alles"), *UITKOMSTEN])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mensen: list[Gebruiker] = []
        self.leerling = ""

    def clean_wie(self) -> str:
        """The public id of the one that is meant. More than one: `mensen` says whom to choose from."""
        tekst: str = self.cleaned_data["wie"].strip()
        if not tekst:
            return ""
        gevonden = list(medewerkers_als(tekst)[: HOOGSTENS + 1])
        precies = [een for een in gevonden if een.email.lower() == tekst.lower()]
        if not gevonden:
            raise forms.ValidationError("Er is geen medewerker met deze naam of dit e-mailadres. Kijk het na.")
        if len(gevonden) > 1 and not precies:
            self.mensen = gevonden[:HOOGSTENS]
            raise forms.ValidationError("Er zijn meer mensen met deze naam. Kies hieronder wie je bedoelt.")
        return (precies or gevonden)[0].public_id

    def clean_kenmerk(self) -> str:
        kenmerk: str = self.cleaned_data["kenmerk"].strip().upper()
        if kenmerk:
            self.leerling = kind_met(kenmerk).public_id
        return kenmerk

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        van, tot = schoon.get("van"), schoon.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", "De laatste dag ligt voor de eerste.")
        return schoon

    def vraag(self, **anders: str) -> Zoekvraag:
        """What is asked, of a form that is valid but for what `anders` says."""
        schoon = self.cleaned_data
        velden = {"wie": schoon.get("wie", ""), "leerling": self.leerling, "uitkomst": schoon.get("uitkomst", "")}
        return Zoekvraag(**(velden | anders), van=schoon.get("van"), tot=schoon.get("tot"))


class ExportForm(forms.Form):
    """Why the lines leave the portal."""

    reden = LangeTekst(
        label="Waarvoor heb je dit bestand nodig?",
        help_text="Dit komt in het logboek. Noem geen namen.",
        leeg="Schrijf op waarvoor",
        max_tekens=500,
        regels=3,
    )
