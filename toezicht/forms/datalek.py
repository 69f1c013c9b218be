"""What is written down about a data leak. Never a name: what leads to somebody is refused with a sentence."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst

from kern.formulieren import DatumKiezer, JaNee, Keuze, LangeTekst, Meerkeuze, Tekst
from loket.rules.signaal import herkenbaar
from toezicht.models import Datalek

ZONDER = "Schrijf geen namen op, en niets waaraan je iemand herkent."


class Zonder(LangeTekst):
    """Words without a number, an address or a birthday of anybody; a name cannot be told from another word."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if zin := herkenbaar(value, timezone.localdate()):
            raise ValidationError(zin, code="herkenbaar")


def _tijd(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput({"type": "time", "class": "swv-textbox--kort"}, "%H:%M"),
        error_messages={"required": "Vul de tijd in, zoals 14:00", "invalid": "Vul de tijd in, zoals 14:00"},
    )


def moment_van(schoon: dict[str, Any], dag: str, tijd: str) -> datetime | None:
    """The moment in Amsterdam of a day and a time that were typed."""
    een, ander = schoon.pop(dag, None), schoon.pop(tijd, None)
    if not isinstance(een, date) or not isinstance(ander, time):
        return None
    return datetime.combine(een, ander, timezone.get_current_timezone())


class DatalekForm(forms.Form):
    """A new leak. gevonden_dag and gevonden_tijd become gevonden_op."""

    gevonden_dag = DatumKiezer(
        label="Op welke dag is het gevonden?", help_text="Vanaf dit moment lopen de 72 uur.", leeg="Kies de dag"
    )
    gevonden_tijd = _tijd("Hoe laat?")
    begonnen = DatumKiezer(label="Op welke dag gebeurde het?", help_text="Leeg als je het niet weet.", required=False)
    soort = Keuze(
        label="Wat voor datalek is het?",
        choices=[(code, capfirst(woorden)) for code, woorden in Datalek.Soort.choices],
        leeg="Kies wat voor datalek het is",
    )
    wat = Zonder(label="Wat gebeurde er?", help_text=ZONDER, leeg="Schrijf op wat er gebeurde", regels=4)
    wie = Meerkeuze(
        label="Over wie gaan de gegevens?",
        choices=[(code, capfirst(woorden)) for code, woorden in Datalek.Wie.choices],
        leeg="Kies over wie het gaat",
    )
    aantal = forms.IntegerField(
        label="Over hoeveel mensen?",
        help_text="Leeg als je het nog niet weet. Vul het later aan.",
        required=False,
        min_value=1,
        max_value=2_000_000,
        widget=forms.NumberInput({"class": "swv-textbox--kort"}),
        error_messages={"invalid": "Vul een getal in", "min_value": "Vul een getal in van 1 of meer"},
    )
    gegevens = Zonder(
        label="Welke gegevens?", help_text="Zoals namen, adressen, verslagen.", leeg="Schrijf op welke", regels=3
    )
    bijzonder = JaNee(label="Ook gegevens over gezondheid of gedrag?", leeg="Kies ja of nee")
    gevolgen = Zonder(
        label="Wat kan dit voor hen betekenen?", help_text=ZONDER, leeg="Schrijf op wat het kan betekenen", regels=3
    )

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        moment = moment_van(schoon, "gevonden_dag", "gevonden_tijd")
        if moment is not None and moment > timezone.now():
            self.add_error("gevonden_dag", "Dit moment is nog niet geweest")
        return schoon | {"gevonden_op": moment}


class TekstForm(forms.Form):
    """One text: a measure, or the end."""

    tekst = Zonder(label="Wat deden jullie?", help_text=ZONDER, leeg="Schrijf op wat jullie deden", regels=4)


class AanvulForm(forms.Form):
    tekst = Zonder(label="Wat weet je nu?", help_text=ZONDER, leeg="Schrijf op wat je nu weet", regels=4)
    aantal = forms.IntegerField(
        label="Over hoeveel mensen?",
        help_text="Alleen als je het nu beter weet.",
        required=False,
        min_value=1,
        max_value=2_000_000,
        widget=forms.NumberInput({"class": "swv-textbox--kort"}),
        error_messages={"invalid": "Vul een getal in", "min_value": "Vul een getal in van 1 of meer"},
    )


class MeldbesluitForm(forms.Form):
    melden = JaNee(
        label="Melden aan de Autoriteit Persoonsgegevens?",
        help_text="Nee kan alleen als het niet waarschijnlijk is dat dit mensen schaadt.",
        leeg="Kies ja of nee",
    )
    tekst = Zonder(label="Waarom?", help_text=ZONDER, leeg="Schrijf op waarom", regels=4)


class _Moment(forms.Form):
    dag = DatumKiezer(label="Op welke dag?", leeg="Kies de dag")
    tijd = _tijd("Hoe laat?")

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        return schoon | {"moment": moment_van(schoon, "dag", "tijd")}


class GemeldForm(_Moment):
    kenmerk = Tekst(label="Kenmerk van de AP", help_text="Als je er een kreeg.", required=False, max_length=60)
    tekst = Zonder(
        label="Was het later dan 72 uur? Waarom?", help_text="Anders leeg.", required=False, regels=3, max_tekens=1000
    )


class VertelForm(forms.Form):
    """When they were not told, no day is asked."""

    verteld = JaNee(
        label="Is het verteld aan wie het aangaat?",
        help_text="Bij een hoog risico moet dat, zo snel als het kan.",
        ja="Ja, zij weten het",
        nee="Nee, dat hoeft niet",
        leeg="Kies ja of nee",
    )
    dag = DatumKiezer(label="Op welke dag?", required=False, help_text="Alleen bij ja.")
    tijd = forms.TimeField(
        label="Hoe laat?",
        required=False,
        widget=forms.TimeInput({"type": "time", "class": "swv-textbox--kort"}, "%H:%M"),
        error_messages={"invalid": "Vul de tijd in, zoals 14:00"},
    )
    tekst = Zonder(label="Hoe is het verteld, of waarom niet?", help_text=ZONDER, leeg="Schrijf dit op", regels=4)

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        moment = moment_van(schoon, "dag", "tijd")
        if schoon.get("verteld") and moment is None and not self.errors:
            self.add_error("dag", "Vul de dag en de tijd in")
        return schoon | {"moment": moment if schoon.get("verteld") else None}
