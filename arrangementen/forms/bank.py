"""Bank accounts and payment files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from arrangementen.rules.iban import GeenIban, leesbaar, nette_iban
from kern.formulieren import DatumKiezer, Meerkeuze, Tekst
from kern.formulieren.keuzes import keuzeveld
from kern.formulieren.widgets import Vinkjes


class Rekeningnummer(Tekst):
    """An IBAN, with or without spaces; the value has none."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"autocomplete": "off", "spellcheck": "false", "class": "swv-textbox--middel"})
        super().__init__(max_length=50, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return leesbaar("".join(value.split())) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        tekst: str = super().clean(value)
        try:
            return nette_iban(tekst) if tekst else ""
        except GeenIban as fout:
            raise ValidationError(str(fout), code="iban") from fout


class RekeningForm(forms.Form):
    """A number that a colleague then confirms. van: of whom; its value is what an action asks of the owner."""

    van = forms.ChoiceField(label="Van wie?", error_messages={"required": "Kies van wie het is"})
    iban = Rekeningnummer(
        label="Rekeningnummer (IBAN)", help_text="Zoals NL91 ABNA 0417 1643 00.", leeg="Vul het rekeningnummer in"
    )
    tenaamstelling = Tekst(
        label="Op naam van", help_text="Precies zoals bij de bank.", leeg="Vul de naam bij de bank in", max_length=70
    )
    vanaf = DatumKiezer(label="Vanaf welke dag?", leeg="Vul de eerste dag in")
    bron = Tekst(
        label="Waar staat dit nummer?",
        help_text="Zoals: brief van het bestuur van 3 november.",
        leeg="Schrijf op waar je het nummer vandaan hebt",
        max_length=200,
    )

    def __init__(self, *args: Any, eigenaren: Sequence[tuple[str, str, Mapping[str, Any]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._van = {sleutel: wie for sleutel, _, wie in eigenaren}
        keuzeveld(self, "van").choices = [("", "Kies"), *((sleutel, naam) for sleutel, naam, _ in eigenaren)]

    def clean_tenaamstelling(self) -> str:
        naam: str = self.cleaned_data["tenaamstelling"]
        if not any(teken.isascii() and teken.isalnum() for teken in naam):
            raise ValidationError("Vul de naam in met letters", code="letters")
        return naam

    def clean_van(self) -> Mapping[str, Any]:
        return self._van[self.cleaned_data["van"]]


class NagegaanForm(forms.Form):
    nagegaan = Tekst(
        label="Hoe heb je het nagegaan?",
        help_text="Bel een nummer dat je al kende, niet een nummer uit dezelfde brief of mail.",
        leeg="Schrijf op hoe je het hebt nagegaan",
        max_length=200,
    )


class AfwijzenForm(forms.Form):
    reden = Tekst(
        label="Waarom gebruiken jullie het niet?", leeg="Schrijf op waarom het niet wordt gebruikt", max_length=200
    )


class BestandForm(forms.Form):
    """What is paid, and when. betalingen: of each that can be picked its value, its words and the line beneath."""

    betalingen = Meerkeuze(label="Welke betalingen?", leeg="Kies minstens één betaling")
    uitvoeren_op = DatumKiezer(label="Op welke dag betaalt de bank?", leeg="Vul de dag in waarop de bank betaalt")

    def __init__(self, *args: Any, betalingen: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _te_kiezen(self, betalingen)


class BuitenomForm(forms.Form):
    """What was paid without a file, and how. betalingen: as of BestandForm."""

    betalingen = Meerkeuze(label="Welke betalingen zijn al gedaan?", leeg="Kies minstens één betaling")
    reden = Tekst(
        label="Hoe is er betaald?",
        help_text="Zoals: met de hand overgemaakt op 3 november.",
        leeg="Schrijf op hoe er is betaald",
        max_length=200,
    )

    def __init__(self, *args: Any, betalingen: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _te_kiezen(self, betalingen)


class IntrekForm(forms.Form):
    reden = Tekst(
        label="Waarom vervalt dit bestand?", leeg="Schrijf op waarom het betaalbestand vervalt", max_length=200
    )


def _te_kiezen(form: forms.Form, betalingen: Sequence[tuple[str, str, str]]) -> None:
    veld = keuzeveld(form, "betalingen")
    veld.widget = Vinkjes(uitleg={sleutel: uitleg for sleutel, _, uitleg in betalingen})
    veld.choices = [(sleutel, woorden) for sleutel, woorden, _ in betalingen]
