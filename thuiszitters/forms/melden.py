"""The melding: one page, two minutes (issue 7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from kern.formulieren import DatumKiezer, DatumVeld, JaNee, Keuze, LangeTekst, Tekst
from kern.formulieren.keuzes import keuzeveld
from scholen.rules import leeftijd_fout
from thuiszitters.models import Melding
from thuiszitters.models.verzuimsoort import Verzuimsoort
from thuiszitters.rules.melding import absoluut_fout, eerste_dag_fout
from thuiszitters.rules.soorten import Soort

from .velden import Uren, met_leeg, redenveld, soortveld

KIND = ("roepnaam", "achternaam", "geboortedatum")
NIET_KEUZE = [(code, woord[0].upper() + woord[1:]) for code, woord in Melding.Herkomst.choices]


class MeldForm(forms.Form):
    """leerlingen: of the own school, to choose from; staff types the child, and one that is known is recognised."""

    nodig: tuple[str, ...] = ("ouders_op", "ouders_waarom_niet")
    sleutel = forms.CharField(widget=forms.HiddenInput, max_length=40)
    herkomst = Keuze(label="Wie meldt het?", choices=NIET_KEUZE, leeg="Kies wie het meldt")
    leerling = forms.ChoiceField(label="Leerling", required=False)
    roepnaam = Tekst(label="Roepnaam", required=False, max_length=60)
    tussenvoegsel = Tekst(label="Tussenvoegsel", required=False, max_length=20)
    achternaam = Tekst(label="Achternaam", required=False, max_length=100)
    geboortedatum = DatumVeld(label="Geboortedatum", help_text="Bijvoorbeeld 3 6 2019", required=False)
    groep = Tekst(label="Groep of leerjaar", required=False, max_length=20)
    school = forms.ChoiceField(label="School", required=False)
    woongemeente = forms.ChoiceField(label="Gemeente waar het kind woont", required=False)
    soort = soortveld()
    van = DatumKiezer(label="Eerste dag dat het kind niet (volledig) kwam", leeg="Vul de eerste dag in")
    uren = Uren(label="Hoeveel uur per week gaat het kind nu naar school?", help_text="Helemaal niet? Vul 0 in.")
    reden = redenveld()
    gedaan = LangeTekst(label="Wat is er al gedaan?", required=False, max_tekens=2000, regels=3)
    ouders_weten = JaNee(label="Weten de ouders dat je dit meldt?", leeg="Kies of de ouders het weten")
    ouders_op = DatumKiezer(label="Sinds wanneer weten ze het?", required=False)
    ouders_waarom_niet = LangeTekst(label="Waarom nog niet?", required=False, max_tekens=500, regels=2)

    def __init__(
        self,
        *args: Any,
        leerlingen: Sequence[tuple[str, str]] | None,
        scholen: Sequence[tuple[str, str]],
        gemeenten: Sequence[tuple[str, str]],
        vandaag: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.vandaag = vandaag
        keuzeveld(self, "woongemeente").choices = met_leeg(gemeenten, "Weet ik niet")
        if leerlingen is None:
            keuzeveld(self, "school").choices = met_leeg(scholen, "Staat op geen school")
            del self.fields["leerling"], self.fields["groep"]
            self.fields["geboortedatum"].required = True
            for naam, zin in (("roepnaam", "Vul de roepnaam in"), ("achternaam", "Vul de achternaam in")):
                self.fields[naam].required = True
                self.fields[naam].error_messages["required"] = zin
            return
        self.nodig = (*self.nodig, *KIND)
        del self.fields["herkomst"]
        soorten = [een for een in Verzuimsoort.choices if een[0] != Soort.ABSOLUUT]  # it is on this school
        keuzeveld(self, "soort").choices = met_leeg(soorten, "Kies een soort verzuim")
        keuzeveld(self, "leerling").choices = met_leeg(leerlingen, "Staat er niet bij")
        keuzeveld(self, "school").choices = scholen
        if len(scholen) == 1:
            del self.fields["school"]

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        if not waarden.get("leerling"):
            self._nieuw_kind(waarden)
        if waarden.get("ouders_weten") and not waarden.get("ouders_op") and "ouders_op" not in self.errors:
            self.add_error("ouders_op", "Vul in sinds wanneer de ouders het weten")
        if (op := waarden.get("ouders_op")) and op > self.vandaag:
            self.add_error("ouders_op", "Deze dag ligt in de toekomst")
        if waarden.get("ouders_weten") is False and not waarden.get("ouders_waarom_niet"):
            self.add_error("ouders_waarom_niet", "Schrijf op waarom de ouders het nog niet weten")
        op_school = "leerling" in self.fields or bool(waarden.get("school"))
        if fout := absoluut_fout(waarden.get("soort") or "", op_school=op_school):
            self.add_error("soort", fout)
        if waarden.get("van"):
            geboren = (not waarden.get("leerling") and waarden.get("geboortedatum")) or date.min
            if fout := eerste_dag_fout(waarden["van"], geboortedatum=geboren, vandaag=self.vandaag):
                self.add_error("van", fout)
        return waarden

    def _nieuw_kind(self, waarden: dict[str, Any]) -> None:
        for naam in KIND:
            if not waarden.get(naam) and naam not in self.errors:
                self.add_error(naam, f"Vul de {naam} in, of kies de leerling in de lijst")
        if (geboren := waarden.get("geboortedatum")) and (fout := leeftijd_fout(geboren, self.vandaag)):
            self.add_error("geboortedatum", fout)


class LeerplichtMeldForm(MeldForm):
    """What leerplicht reports: of a child that lives in one of the own gemeenten, and not what only threatens."""

    def __init__(self, *args: Any, gemeenten: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, leerlingen=None, gemeenten=gemeenten, **kwargs)
        del self.fields["herkomst"]
        self.fields["woongemeente"].required = True
        self.fields["woongemeente"].error_messages["required"] = "Kies de gemeente waar het kind woont"
        keuzeveld(self, "woongemeente").choices = gemeenten if len(gemeenten) == 1 else met_leeg(gemeenten)
        soorten = [een for een in Verzuimsoort.choices if een[0] != Soort.DREIGEND]
        keuzeveld(self, "soort").choices = met_leeg(soorten, "Kies een soort verzuim")
