"""How a case goes on: back to school, to a colleague, out of the region, or at a later step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from kern.formulieren import Akkoord, DatumKiezer, Keuze, LangeTekst, Tekst
from kern.formulieren.keuzes import keuzeveld
from thuiszitters.models import Casusoverdracht, Maatregel
from thuiszitters.models.verzuimsoort import Verzuimsoort
from thuiszitters.rules.soorten import Soort
from thuiszitters.rules.vrijstelling import SOORTEN_VRIJ, mag_vooruit, vrijstelling_fout

from .toen import MetToen
from .velden import NIET_LATER, NietInToekomst, Uren, met_leeg, soortveld

VRIJ = [(een.value, een.label) for een in Verzuimsoort if Soort(een.value) in SOORTEN_VRIJ]
NIET_VRIJ = [(een.value, een.label) for een in Verzuimsoort if Soort(een.value) not in SOORTEN_VRIJ]


class TerugkeerForm(NietInToekomst):
    """From when, and how many hours."""

    dagvelden = ("van",)
    van = DatumKiezer(label="Vanaf welke dag gaat het kind weer naar school?", leeg="Vul de eerste dag in")
    uren = Uren(label="Hoeveel uur per week?", help_text="Om mee te beginnen.")

    def clean_uren(self) -> Any:
        if not (uren := self.cleaned_data["uren"]):
            raise forms.ValidationError("Vul meer dan 0 uur in")
        return uren


class NazorgForm(NietInToekomst):
    """verzuim_loopt: whether the last day at home is still to be filled in."""

    dagvelden = ("laatste_dag",)
    laatste_dag = DatumKiezer(label="Laatste dag dat het kind niet (volledig) kwam", leeg="Vul de laatste dag in")
    tot = DatumKiezer(label="Tot en met welke dag volgen we hoe het gaat?", leeg="Vul in tot wanneer de nazorg duurt")

    def __init__(self, *args: Any, verzuim_loopt: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not verzuim_loopt:
            del self.fields["laatste_dag"]

    def clean_tot(self) -> date:
        tot: date = self.cleaned_data["tot"]
        if tot < self.vandaag:
            raise forms.ValidationError("Kies vandaag of een latere dag")
        return tot


class RegieForm(forms.Form):
    """collegas: who can look after it, by id and name."""

    aan = forms.ChoiceField(label="Aan wie?", error_messages={"required": "Kies een collega"})

    def __init__(self, *args: Any, collegas: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "aan").choices = met_leeg(collegas, "Kies een collega")


class OverdraagForm(NietInToekomst):
    """To whom the case goes."""

    dagvelden = ("dag",)
    aan = Keuze(
        label="Aan wie?",
        choices=[(code, f"{woord[0].upper()}{woord[1:]}") for code, woord in Casusoverdracht.Aan.choices],
        leeg="Kies aan wie je de casus overdraagt",
    )
    naam = Tekst(label="Welke organisatie?", leeg="Vul de naam van de organisatie in", max_length=160)
    contact = Tekst(label="Wie neemt het daar over?", required=False, max_length=160)
    dag = DatumKiezer(label="Laatste dag hier", leeg="Vul de dag in")
    toelichting = LangeTekst(label="Wat moeten zij weten?", required=False, max_tekens=1000, regels=3)


class NaarStapForm(NietInToekomst):
    """stappen: the later ones, by number and name. nu: the name of the one now, that is done then."""

    dagvelden = ("dag",)
    stap = forms.ChoiceField(label="Naar welke stap?", error_messages={"required": "Kies een stap"})
    dag = DatumKiezer(label="Wanneer was de stap van nu klaar?", leeg="Vul de dag in")
    woorden = LangeTekst(label="Wat kwam eruit?", required=False, max_tekens=2000, regels=3)
    waarom = LangeTekst(
        label="Waarom sla je de stappen ertussen over?",
        help_text="Alleen als er stappen tussen zitten.",
        required=False,
        max_tekens=500,
        regels=2,
    )

    def __init__(self, *args: Any, nu: str, stappen: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.eerste = str(stappen[0][0]) if stappen else ""
        keuzeveld(self, "stap").choices = met_leeg(((nummer, f"{nummer}. {naam}") for nummer, naam in stappen))
        self.fields["dag"].label = f"Wanneer was ‘{nu}’ klaar?"

    def clean(self) -> dict[str, Any]:
        waarden = super().clean()
        verder = waarden.get("stap") and waarden["stap"] != self.eerste
        if verder and not (waarden.get("waarom") or "").strip():
            self.add_error("waarom", "Schrijf op waarom je de stappen ertussen overslaat")
        return waarden


class MaatregelForm(NietInToekomst):
    """What leerplicht did."""

    dagvelden = ("dag",)
    soort = forms.ChoiceField(
        label="Welke maatregel?",
        choices=met_leeg(Maatregel.Soort.choices, "Kies een maatregel"),
        error_messages={"required": "Kies een maatregel"},
    )
    dag = DatumKiezer(label="Op welke dag?", leeg="Vul de dag in")
    wie = Tekst(label="Welke leerplichtambtenaar?", leeg="Vul in wie de maatregel nam", max_length=120)
    toelichting = LangeTekst(label="Toelichting", required=False, max_tekens=1000, regels=3)


class VrijstellingForm(NietInToekomst):
    """Which exemption, from–until. What is asked again each year, may be of the next school year."""

    soort = forms.ChoiceField(
        label="Welke vrijstelling?",
        choices=met_leeg(VRIJ, "Kies een vrijstelling"),
        error_messages={"required": "Kies een vrijstelling"},
    )
    van = DatumKiezer(
        label="Vanaf welke dag?",
        help_text="Verleng je 5 onder a, b of c? Dan mag het een dag in het volgende schooljaar zijn.",
        leeg="Vul de eerste dag in",
    )
    tot = DatumKiezer(
        label="Tot en met welke dag?", help_text="Mag leeg blijven bij 5 onder a, b en c.", required=False
    )
    blijvend = Akkoord(label="De arts schreef dat dit kind nooit naar school kan (blijvend)", required=False)
    toelichting = LangeTekst(
        label="Toelichting", help_text="Schrijf geen diagnose op.", required=False, max_tekens=1000, regels=3
    )

    def clean(self) -> dict[str, Any]:
        waarden = super().clean()
        if waarden.get("soort") and waarden.get("van") and "tot" not in self.errors:
            soort, van, tot = waarden["soort"], waarden["van"], waarden.get("tot")
            if fout := vrijstelling_fout(soort, van, tot, blijvend=waarden["blijvend"]):
                self.add_error("blijvend" if waarden["blijvend"] else "tot", fout.removesuffix("."))
            if van > self.vandaag and not mag_vooruit(soort, van, self.vandaag):
                self.add_error("van", NIET_LATER)
        return waarden


class EindeVrijstellingForm(NietInToekomst):
    """The last day of the exemption, and what the child does after it."""

    dagvelden = ("laatste_dag",)
    laatste_dag = DatumKiezer(label="Laatste dag van de vrijstelling", leeg="Vul de laatste dag in")
    soort = forms.ChoiceField(
        label="Wat is er daarna?", choices=[("", "Het kind gaat weer naar school"), *NIET_VRIJ], required=False
    )
    uren = Uren(
        label="Hoeveel uur per week gaat het kind dan naar school?", help_text="Niet? Vul 0 in.", required=False
    )


class VerbeterForm(NietInToekomst, MetToen):
    """lopend: whether this absence still lasts, so that it may have no last day."""

    dagvelden = ("van", "tot")
    soort = soortveld()
    van = DatumKiezer(label="Eerste dag", leeg="Vul de eerste dag in")
    tot = DatumKiezer(label="Laatste dag", leeg="Vul de laatste dag in")
    uren = Uren(label="Hoeveel uur per week ging het kind naar school?", help_text="Helemaal niet? Vul 0 in.")
    waarom = LangeTekst(
        label="Waarom verbeter je dit?", leeg="Schrijf op waarom je dit verbetert", max_tekens=500, regels=2
    )

    def __init__(self, *args: Any, lopend: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tot"].required = not lopend

    def clean(self) -> dict[str, Any]:
        waarden = super().clean()
        if (van := waarden.get("van")) and (tot := waarden.get("tot")) and tot < van:
            self.add_error("tot", "De laatste dag ligt voor de eerste dag")
        return waarden
