"""Fields that several of these forms have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from thuiszitters.models import Reden
from thuiszitters.models.verzuimsoort import Verzuimsoort
from thuiszitters.rules.melding import VOLLE_WEEK

NIET_LATER = "Kies vandaag of een eerdere dag"


class Uren(forms.DecimalField):
    """Hours a week at school, as people write it: 6 or 4,5."""

    def __init__(self, **kwargs: Any) -> None:
        zin = f"Vul een aantal uren in van 0 tot en met {VOLLE_WEEK}, zoals 6 of 4,5"
        fouten = dict.fromkeys(("required", "invalid", "min_value", "max_value", "max_digits"), zin)
        fouten["max_decimal_places"] = "Vul hoogstens één cijfer achter de komma in"
        maten: dict[str, Any] = {"min_value": 0, "max_value": VOLLE_WEEK, "max_digits": 3, "decimal_places": 1}
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "decimal", "class": "swv-textbox--kort"}))
        super().__init__(localize=True, error_messages=fouten, **maten, **kwargs)


def met_leeg(keuzes: Iterable[tuple[Any, Any]], leeg: str = "Kies") -> list[tuple[str, str]]:
    """The same choices for a select in which nothing is chosen yet, each with a capital."""
    return [("", leeg), *((str(code), f"{str(woord)[0].upper()}{str(woord)[1:]}") for code, woord in keuzes)]


def soortveld() -> forms.ChoiceField:
    """Which kind of absence."""
    return forms.ChoiceField(
        label="Wat is er aan de hand?",
        choices=met_leeg(Verzuimsoort.choices, "Kies een soort verzuim"),
        error_messages={"required": "Kies wat er aan de hand is"},
    )


def redenveld() -> forms.ChoiceField:
    """The main reason."""
    return forms.ChoiceField(
        label="Belangrijkste reden",
        help_text="Schrijf nergens een diagnose op.",
        choices=met_leeg(Reden.choices, "Kies een reden"),
        error_messages={"required": "Kies de belangrijkste reden"},
    )


class NietInToekomst(forms.Form):
    """A form about a day that was. vandaag: the last day that can be chosen; dagvelden: which fields."""

    dagvelden: tuple[str, ...] = ()

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vandaag = vandaag

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        for naam in self.dagvelden:
            if (dag := waarden.get(naam)) and dag > self.vandaag:
                self.add_error(naam, NIET_LATER)
        return waarden
