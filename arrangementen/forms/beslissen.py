"""The decision on an arrangement, and its end before the last day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst

from arrangementen.models import Arrangement, Beeindiging, Beslissing, Eenheid
from arrangementen.rules.arrangement import EENHEDEN, kosten
from kern.formulieren import DatumKiezer, Keuze, LangeTekst
from kern.termijnen.schooljaar import schooljaar

from .velden import Euro, Hoeveelheid, MetBudget

U = Beslissing.Uitkomst
CHECKS = ("snel", "licht", "kort", "dichtbij")
WOORDEN = ("motivering", "passende_hulp", *CHECKS, "uitleg_checks")


def _check(woord: str) -> Keuze:
    return Keuze(
        label=f"Zo {woord} mogelijk?", choices=Beslissing.Nagegaan.choices, vorm="segment", leeg="", required=False
    )


class HulpForm(MetBudget):
    """How much help, from when until when, and why."""

    aantal = Hoeveelheid(label="Hoeveel?", required=False)
    bedrag = Euro(label="Welk bedrag, in euro?", required=False)
    van = DatumKiezer(label="Vanaf", required=False)
    tot = DatumKiezer(label="Tot en met", required=False)
    motivering = LangeTekst(
        label="Waarom beslis je dit?",
        help_text="School en ouders lezen dit. Schrijf het zo dat zij het begrijpen.",
        required=False,
        max_tekens=3000,
        regels=5,
    )

    def __init__(self, *args: Any, arrangement: Arrangement, tarief: Decimal | None, **kwargs: Any) -> None:
        begin = {naam: getattr(arrangement, naam) for naam in ("aantal", "bedrag", "van", "tot")}
        super().__init__(*args, **{"initial": begin, **kwargs})
        self.arrangement, self.tarief = arrangement, tarief
        if arrangement.aanbod.eenheid == Eenheid.ARRANGEMENT:
            del self.fields["aantal"]
        elif tarief is not None:
            del self.fields["bedrag"]
        if "aantal" in self.fields:
            self.fields["aantal"].label = f"Hoeveel {EENHEDEN[arrangement.aanbod.eenheid]}?"

    def _anders(self, waarden: dict[str, Any]) -> None:
        van, tot = self._dag(waarden, "van"), self._dag(waarden, "tot")
        if "aantal" in self.fields and not waarden.get("aantal"):
            self.add_error("aantal", "Vul in hoeveel je toekent")
        bedrag = kosten(aantal=waarden.get("aantal"), tarief=self.tarief, bedrag=waarden.get("bedrag"))
        if "bedrag" in self.fields and bedrag is None and "bedrag" not in self.errors:
            self.add_error("bedrag", "Vul in welk bedrag je toekent")
        waarden["bedrag"] = bedrag or Decimal(0)
        if van and tot and tot < van:
            self.add_error("tot", "De laatste dag ligt voor de eerste dag")
        elif van and tot and {schooljaar(van), schooljaar(tot)} != {self.arrangement.schooljaar}:
            self.add_error("tot", "Blijf binnen het schooljaar waarvoor dit is gevraagd")

    def _dag(self, waarden: dict[str, Any], naam: str) -> date | None:
        if waarden.get(naam) is None and naam not in self.errors:
            self.add_error(naam, "Kies een dag")
        dag: date | None = waarden.get(naam)
        return dag


class BeslisForm(HulpForm):
    """The outcome with what is granted."""

    uitkomst = Keuze(
        label="Wat is je beslissing?",
        choices=[(U.TOEGEKEND, "Toekennen"), (U.ANDERS, "Toekennen, maar anders"), (U.AFGEWEZEN, "Niet toekennen")],
        leeg="Kies wat je beslist",
    )
    snel = _check("snel")
    licht = _check("licht")
    kort = _check("kort")
    dichtbij = _check("dichtbij")
    uitleg_checks = LangeTekst(label="Toelichting", required=False, max_tekens=1500, regels=2)
    passende_hulp = LangeTekst(
        label="Welke hulp past wel?",
        help_text="Ook dit lezen school en ouders.",
        required=False,
        max_tekens=2000,
        regels=3,
    )
    field_order = ("uitkomst", "aantal", "bedrag", "van", "tot", *CHECKS, "uitleg_checks", "motivering")

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        uitkomst = waarden.get("uitkomst")
        if uitkomst == U.TOEGEKEND:
            rij = self.arrangement
            waarden |= {"aantal": rij.aantal, "bedrag": rij.bedrag, "van": rij.van, "tot": rij.tot}
        elif uitkomst == U.ANDERS:
            self._anders(waarden)
        if uitkomst == U.AFGEWEZEN and not waarden.get("passende_hulp"):
            self.add_error("passende_hulp", "Schrijf op welke hulp wel past")
        if uitkomst and not waarden.get("motivering"):
            self.add_error("motivering", "Schrijf op waarom je dit beslist")
        return waarden


class WijzigForm(HulpForm):
    """What comes in the place of help that runs."""

    sleutel = forms.CharField(widget=forms.HiddenInput, max_length=40)
    toon_facultatief = False

    def __init__(self, *args: Any, sleutel: str, begin: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, initial=begin | {"sleutel": sleutel}, **kwargs)
        self.fields["van"].label = "Vanaf welke dag is het anders?"
        self.fields["van"].help_text = "De hulp van nu stopt op de dag ervoor."
        self.fields["motivering"].label = "Waarom wijzig je de hulp?"
        if "aantal" in self.fields:
            self.fields["aantal"].help_text = "Van de eerste tot en met de laatste dag samen."

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        self._anders(waarden)
        if not waarden.get("motivering"):
            self.add_error("motivering", "Schrijf op waarom je de hulp wijzigt")
        return waarden


class StoppenForm(forms.Form):
    laatste_dag = DatumKiezer(label="Wat is de laatste dag met hulp?", leeg="Kies de laatste dag")
    reden = Keuze(
        label="Waarom stopt het?",
        choices=[
            (code, capfirst(str(woorden)))
            for code, woorden in Beeindiging.Reden.choices
            if code != Beeindiging.Reden.WIJZIGING
        ],
        leeg="Kies waarom het stopt",
    )
    toelichting = LangeTekst(label="Toelichting", required=False, max_tekens=1500, regels=3)

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        if waarden.get("reden") == Beeindiging.Reden.ANDERS and not waarden.get("toelichting"):
            self.add_error("toelichting", "Schrijf op waarom het stopt")
        return waarden
