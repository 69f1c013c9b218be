"""What is filled in on the pages of one case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Tekst
from kern.formulieren.keuzes import keuzeveld
from thuiszitters.models import Eindreden, Stap

from .velden import NietInToekomst, Uren, met_leeg, soortveld


class AfspraakForm(forms.Form):
    """collegas: who can be chosen, by id and name; anybody else is typed."""

    nodig = ("wie", "naam")
    wat = Tekst(label="Wat gebeurt er?", leeg="Schrijf op wat er gebeurt", max_length=200)
    wie = forms.ChoiceField(label="Wie doet dit?", required=False)
    naam = Tekst(
        label="Wie anders?", help_text="Bijvoorbeeld: de leraar, of het jeugdteam.", required=False, max_length=120
    )
    voor = DatumKiezer(label="Klaar op", leeg="Kies op welke dag dit klaar is")

    def __init__(self, *args: Any, collegas: Sequence[tuple[str, str]], vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vandaag = vandaag
        keuzeveld(self, "wie").choices = [*collegas, ("", "Iemand anders")]

    def clean_voor(self) -> date:
        voor: date = self.cleaned_data["voor"]
        if voor < self.vandaag:
            raise forms.ValidationError("Kies vandaag of een latere dag")
        return voor

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        if waarden.get("wie"):
            waarden["naam"] = ""
        elif not waarden.get("naam") and "naam" not in self.errors:
            self.add_error("naam", "Schrijf op wie dit doet")
        return waarden


class StapForm(NietInToekomst):
    """mag_overslaan: whether this user may go past the step."""

    nodig = ("dag",)
    dagvelden = ("dag",)
    uitkomst = Keuze(label="Is deze stap gedaan?", choices=[], leeg="Kies of de stap gedaan is")
    dag = DatumKiezer(label="Op welke dag?", required=False)
    woorden = LangeTekst(label="Wat kwam eruit, of waarom sla je de stap over?", required=False, regels=4)

    def __init__(self, *args: Any, mag_overslaan: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [(Stap.Uitkomst.KLAAR.value, "Ja, de stap is klaar")]
        if mag_overslaan:
            keuzes.append((Stap.Uitkomst.OVERGESLAGEN.value, "Nee, we slaan de stap over"))
        keuzeveld(self, "uitkomst").choices = keuzes

    def clean(self) -> dict[str, Any]:
        waarden = super().clean()
        if waarden.get("uitkomst") == Stap.Uitkomst.KLAAR and not waarden.get("dag") and "dag" not in self.errors:
            self.add_error("dag", "Vul in op welke dag dit klaar was")
        if waarden.get("uitkomst") == Stap.Uitkomst.OVERGESLAGEN and not waarden.get("woorden"):
            self.add_error("woorden", "Schrijf op waarom je deze stap overslaat")
        return waarden


class VerzuimForm(NietInToekomst):
    """What it is from a day on."""

    dagvelden = ("van",)
    soort = soortveld()
    van = DatumKiezer(label="Vanaf welke dag?", leeg="Vul de eerste dag in")
    uren = Uren(label="Hoeveel uur per week gaat het kind dan naar school?", help_text="Helemaal niet? Vul 0 in.")


class TerugForm(NietInToekomst):
    """The child is back."""

    dagvelden = ("laatste_dag",)
    laatste_dag = DatumKiezer(label="Laatste dag dat het kind niet (volledig) kwam", leeg="Vul de laatste dag in")


class SluitForm(NietInToekomst):
    """verzuim_loopt: whether the last day at home is still to be filled in."""

    dagvelden = ("laatste_dag",)
    eindreden = forms.ChoiceField(
        label="Hoe is het afgelopen?",
        choices=met_leeg((code, woord) for code, woord in Eindreden.choices if code != Eindreden.SAMENGEVOEGD),
        error_messages={"required": "Kies hoe het is afgelopen"},
    )
    laatste_dag = DatumKiezer(label="Laatste dag dat het kind niet (volledig) kwam", leeg="Vul de laatste dag in")
    slotwoord = LangeTekst(label="Toelichting", required=False, max_tekens=1000, regels=3)

    def __init__(self, *args: Any, verzuim_loopt: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not verzuim_loopt:
            del self.fields["laatste_dag"]


class BlijftForm(forms.Form):
    """Which of two children stays. kinderen: those that can, by id and in words."""

    blijft = Keuze(label="Welk kind blijft?", choices=[], leeg="Kies welk kind blijft")

    def __init__(self, *args: Any, kinderen: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "blijft").choices = kinderen
