"""What the loket fills in about one expert. Field names are the keywords of the actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from kern.formulieren import Akkoord, DatumKiezer, LangeTekst
from kern.formulieren.keuzes import keuzeveld, rijen_bieden
from kern.gebruikers.collegas import met_rol
from kern.gebruikers.rollen import Rol
from loket.models import Aanvraag, Discipline
from loket.rules.deskundigen import disciplines

from .behandeling import PersoonKeuze


class DeskundigeForm(forms.Form):
    """One expert on one place."""

    deskundige = PersoonKeuze(label="Deskundige", leeg="Kies een deskundige")
    discipline = forms.ChoiceField(label="Adviseert als")
    uiterlijk_op = DatumKiezer(label="Advies graag uiterlijk op", leeg="Kies een dag voor het advies")
    gezien = Akkoord(label="Ik heb deze punten gezien en ga door", required=False)

    def __init__(self, *args: Any, aanvraag: Aanvraag, volgorde: int, vandaag: date, **kwargs: Any) -> None:
        uiterlijk = vandaag + timedelta(days=aanvraag.instelling.advies_dagen)
        super().__init__(*args, **{"initial": {"uiterlijk_op": uiterlijk}, **kwargs})
        rijen_bieden(self, "deskundige", met_rol(Rol.DESKUNDIGE, vandaag))
        vakken = [(vak, Discipline(vak).label) for vak in disciplines(aanvraag.soort, volgorde)]
        keuzeveld(self, "discipline").choices = vakken

    def velden(self) -> dict[str, Any]:
        """The keywords of deskundige_erbij, and of deskundige_vervangen as far as they are asked here."""
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "gezien"}


class VervangenForm(DeskundigeForm):
    """Somebody else, and why."""

    reden = LangeTekst(
        label="Waarom vraag je een ander?",
        help_text="Alleen het samenwerkingsverband leest dit.",
        leeg="Schrijf op waarom je een ander vraagt",
        max_tekens=1000,
        regels=3,
    )


class UitstellenForm(forms.Form):
    uiterlijk_op = DatumKiezer(label="Advies graag uiterlijk op", leeg="Kies een dag voor het advies")


class OpenenForm(forms.Form):
    """Reading the case again, for instance for a bezwaar."""

    open_tot = DatumKiezer(label="Te lezen tot en met", leeg="Kies tot welke dag")
    reden = LangeTekst(label="Waarom is dat nodig?", leeg="Schrijf op waarom", max_tekens=500, regels=2)


class RedenForm(forms.Form):
    """Why an expert gives back the assignment or withdraws the advice."""

    reden = LangeTekst(
        label="Waarom?",
        help_text="Het loket leest dit. Schrijf niets over de leerling dat daarvoor niet nodig is.",
        leeg="Schrijf op waarom",
        max_tekens=1000,
        regels=4,
    )
