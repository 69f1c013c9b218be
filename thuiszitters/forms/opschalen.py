"""Sending a case to a higher table, what came of it, and what was decided with doorzettingsmacht."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Meerkeuze, Tekst
from kern.formulieren.keuzes import keuzeveld
from thuiszitters.models import Ingelicht

from .aanbod import aanbodsoortveld
from .velden import NietInToekomst, met_leeg

HOE = [(een.value, een.label.capitalize()) for een in Ingelicht.Hoe if een != Ingelicht.Hoe.PORTAAL]


class OpschaalForm(forms.Form):
    """mensen: who can be told by the portal, by id and name."""

    waarom = LangeTekst(
        label="Waarom is dit gesprek nodig?",
        help_text="Dit lezen de mensen die je kiest. Pas de tekst aan zoals je wilt.",
        leeg="Schrijf op waarom dit gesprek nodig is",
        max_tekens=1500,
        regels=5,
    )
    wie = Meerkeuze(
        label="Wie krijgt een mail dat er iets klaarstaat?",
        help_text="In de mail staat geen naam. Zij lezen het na inloggen.",
        required=False,
    )
    anderen = Tekst(
        label="Wie hoort het op een andere manier?",
        help_text="Namen met een komma ertussen, bijvoorbeeld: de ouders, jeugdteam.",
        required=False,
        max_length=300,
    )
    hoe = Keuze(label="Hoe horen zij het?", choices=HOE, required=False)
    gesprek_op = DatumKiezer(label="Wanneer is het gesprek?", required=False)

    def __init__(self, *args: Any, mensen: Sequence[tuple[str, str]], vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vandaag = vandaag
        keuzeveld(self, "wie").choices = mensen
        if not mensen:
            del self.fields["wie"]

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        namen = [naam.strip()[:120] for naam in (waarden.get("anderen") or "").split(",") if naam.strip()]
        if not namen and not waarden.get("wie"):
            self.add_error("anderen", "Kies of noem wie dit te horen krijgt")
        if namen and not waarden.get("hoe") and "hoe" not in self.errors:
            self.add_error("hoe", "Kies hoe zij het horen")
        if (dag := waarden.get("gesprek_op")) and dag < self.vandaag:
            self.add_error("gesprek_op", "Kies vandaag of een latere dag")
        waarden["namen"] = namen
        return waarden


class UitkomstForm(NietInToekomst):
    """When they met and what came of it."""

    dagvelden = ("dag",)
    dag = DatumKiezer(label="Wanneer was het gesprek?", leeg="Vul in wanneer het gesprek was")
    uitkomst = LangeTekst(label="Wat kwam eruit?", leeg="Schrijf op wat eruit kwam", max_tekens=2000, regels=5)


class DoorzetForm(NietInToekomst):
    """scholen: of the region, to choose from."""

    dagvelden = ("besloten_op",)
    besloten_door = Tekst(
        label="Wie besliste?",
        help_text="Naam en functie, bijvoorbeeld: M. Smit, wethouder jeugd.",
        leeg="Vul in wie besliste",
        max_length=160,
    )
    besloten_op = DatumKiezer(label="Op welke dag?", leeg="Vul de dag in")
    besluit = LangeTekst(label="Wat is beslist?", leeg="Schrijf op wat is beslist", max_tekens=2000, regels=4)
    soort = aanbodsoortveld()
    school = forms.ChoiceField(label="Welke school?", required=False)
    zorg = Tekst(label="Welke zorg?", required=False, max_length=200)
    betaler = Tekst(label="Wie betaalt?", required=False, max_length=200)
    verteld_door = Tekst(label="Wie vertelt dit aan het gezin?", leeg="Vul in wie dit vertelt", max_length=120)

    def __init__(self, *args: Any, scholen: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "school").choices = met_leeg(scholen, "Geen school")

    def clean(self) -> dict[str, Any]:
        waarden = super().clean()
        if not waarden.get("school") and not waarden.get("zorg") and "school" not in self.errors:
            self.add_error("zorg", "Kies een school, of vul in welke zorg het wordt")
        return waarden
