"""What is filled in for the plan of a child."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, JaNee, Keuze, LangeTekst, Tekst
from kern.formulieren.keuzes import keuzeveld
from thuiszitters.actions.plan import Gesprek
from thuiszitters.models import Plandoel, Plangesprek

from .toen import MetToen
from .velden import NietInToekomst

DOELEN = 3
"""So many goals have an empty place at once; of a plan with more each has its own."""
MAAT_LEEG = "Schrijf op waaraan jullie zien dat dit lukt"
WIE = "Bijvoorbeeld: de leerling, een ouder en de ib’er."


class PlanForm(MetToen, NietInToekomst):
    """The whole concept on one page. kind: how the pupil is called; doelen: how many goals there are now."""

    dagvelden = ("besproken_op",)
    wens_leerling = LangeTekst(required=False, max_tekens=1000, regels=3)
    wens_ouders = LangeTekst(label="Wat willen de ouders?", required=False, max_tekens=1000, regels=3)
    helpt = LangeTekst(
        label="Wat helpt, en wat juist niet?",
        help_text="Schrijf nergens een diagnose op.",
        required=False,
        max_tekens=1500,
        regels=4,
    )
    besproken_op = DatumKiezer(label="Besproken met de ouders op", required=False)

    def __init__(self, *args: Any, kind: str, doelen: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wens_leerling"].label = f"Wat wil {kind} zelf het liefst?"
        self.fields["wens_leerling"].help_text = "Kon je dat niet vragen? Schrijf dan op waarom."
        self.plaatsen = range(1, max(DOELEN, doelen) + 1)
        for nummer in self.plaatsen:
            self.fields[f"doel_{nummer}"] = Tekst(
                label=f"Doel {nummer}", required=False, max_length=300, help_text=self._voorbeeld(nummer)
            )
            self.fields[f"maat_{nummer}"] = Tekst(
                label=f"Waaraan zie je dat doel {nummer} lukt?", required=False, max_length=300
            )

    @staticmethod
    def _voorbeeld(nummer: int) -> str:
        return "Bijvoorbeeld: drie ochtenden per week in de eigen klas." if nummer == 1 else ""

    def paren(self) -> Iterable[tuple[forms.BoundField, forms.BoundField]]:
        """Each goal with by what you see it."""
        return [(self[f"doel_{nummer}"], self[f"maat_{nummer}"]) for nummer in self.plaatsen]

    def clean(self) -> dict[str, Any]:
        waarden = super().clean()
        for nummer in self.plaatsen:
            doel, maat = waarden.get(f"doel_{nummer}"), waarden.get(f"maat_{nummer}")
            if doel and not maat and f"maat_{nummer}" not in self.errors:
                self.add_error(f"maat_{nummer}", MAAT_LEEG)
            if maat and not doel and f"doel_{nummer}" not in self.errors:
                self.add_error(f"doel_{nummer}", "Schrijf op welk doel hierbij hoort")
        return waarden

    @property
    def ingevuld(self) -> dict[str, Any]:
        """As the action takes it."""
        schoon = self.cleaned_data
        namen = ("helpt", "besproken_op", "wens_leerling", "wens_ouders")
        doelen = [(schoon[f"doel_{nummer}"], schoon[f"maat_{nummer}"]) for nummer in self.plaatsen]
        return {naam: schoon[naam] for naam in namen} | {"doelen": [paar for paar in doelen if paar[0]]}


class DoelForm(forms.Form):
    """One more goal."""

    doel = Tekst(label="Nieuw doel", leeg="Schrijf het doel op", max_length=300)
    maat = Tekst(label="Waaraan zie je dat het lukt?", leeg=MAAT_LEEG, max_length=300)


class GesprekForm(NietInToekomst):
    """A talk that was."""

    dagvelden = ("dag",)
    soort = Keuze(label="Wat voor gesprek was het?", choices=[], leeg="Kies wat voor gesprek het was")
    dag = DatumKiezer(label="Op welke dag?", leeg="Vul de dag van het gesprek in")
    wie = Tekst(label="Wie waren erbij?", help_text=WIE, leeg="Schrijf op wie erbij waren", max_length=200)
    verslag = LangeTekst(label="Wat is besproken?", leeg="Schrijf op wat is besproken", max_tekens=3000, regels=6)
    gezin_leest = JaNee(
        label="Lezen de ouders en de leerling dit ook?",
        leeg="Kies of het gezin dit leest",
        uitleg={"nee": "Dan lezen alleen de school en wie bij het plan helpt het."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        soorten = [een for een in Plangesprek.Soort if een != Plangesprek.Soort.TERUGKIJKEN]
        keuzeveld(self, "soort").choices = [(een.value, een.label.capitalize()) for een in soorten]

    @property
    def gesprek(self) -> Gesprek:
        """As the action takes it."""
        namen = ("dag", "wie", "verslag", "gezin_leest")
        schoon = {naam: self.cleaned_data[naam] for naam in namen}
        vervolg = self.cleaned_data.get("vervolg", "")
        return Gesprek(**schoon, vervolg=vervolg, soort=self.cleaned_data.get("soort") or "terugkijken")


class TerugkijkForm(GesprekForm):
    """How it goes, goal by goal, and how they go on. volgende: what is proposed as the next day."""

    vervolg = Keuze(
        label="Hoe gaan jullie verder?",
        choices=[(een.value, een.label.capitalize()) for een in Plangesprek.Vervolg],
        leeg="Kies hoe jullie verdergaan",
    )
    terugkijken = DatumKiezer(label="Wanneer kijken jullie weer terug?", leeg="Kies wanneer jullie weer terugkijken")

    def __init__(self, *args: Any, doelen: Iterable[Plandoel], volgende: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["soort"]
        self.fields["terugkijken"].initial = volgende
        self.doelen = list(doelen)
        keuzes = [("", "Nog bezig"), *((een.value, een.label.capitalize()) for een in Plandoel.Uitkomst)]
        for doel in self.doelen:
            self.fields[f"doel_{doel.volgorde}"] = Keuze(
                label=doel.doel, choices=keuzes, required=False, initial=doel.uitkomst
            )

    def per_doel(self) -> list[tuple[Plandoel, forms.BoundField]]:
        """Each goal with its question."""
        return [(doel, self[f"doel_{doel.volgorde}"]) for doel in self.doelen]

    @property
    def uitkomsten(self) -> dict[int, str]:
        """By the number of the goal."""
        return {doel.volgorde: self.cleaned_data[f"doel_{doel.volgorde}"] for doel in self.doelen}

    def clean(self) -> dict[str, Any]:
        waarden = super().clean()
        dag, volgende = waarden.get("dag"), waarden.get("terugkijken")
        if dag and volgende and volgende <= dag:
            self.add_error("terugkijken", "Kies een dag na dit gesprek")
        return waarden


class PlanSluitForm(forms.Form):
    """How it went."""

    slotwoord = LangeTekst(label="Hoe is het gegaan?", leeg="Schrijf op hoe het is gegaan", max_tekens=1500, regels=5)
