"""What an SWV may set about children who do not go to school: one group of the settings, with its explanations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.formulieren import JaNee, Tekst

from .instelvelden import Getal

MAAND = 30
"""About so many days, to see whether one border comes after another."""
HOOGSTENS = 8


class Klassen(Tekst):
    """Borders of duration, as people write them: "4 weken, 3 maanden". Kept as 28d and 3m, each longer than before."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else ", ".join(map(in_woorden, value or []))

    def clean(self, value: Any) -> Any:
        tekst = super().clean(value)
        codes = [_code(deel) for deel in re.split(r"[,;\n]", tekst) if deel.strip()]
        if not 1 <= len(codes) <= HOOGSTENS:
            raise ValidationError(f"Vul 1 tot en met {HOOGSTENS} grenzen in, zoals 4 weken, 3 maanden")
        lengtes = [int(code[:-1]) * (MAAND if code.endswith("m") else 1) for code in codes]
        if lengtes != sorted(set(lengtes)):
            raise ValidationError("Zet de grenzen van kort naar lang")
        return codes


def in_woorden(code: str) -> str:
    """28d as 4 weken, 3m as 3 maanden."""
    aantal = int(code[:-1])
    if code.endswith("m"):
        return f"{aantal} {'maand' if aantal == 1 else 'maanden'}"
    return f"{aantal // 7} {'week' if aantal == 7 else 'weken'}" if aantal % 7 == 0 else f"{aantal} dagen"


EENHEDEN = {"dag": (1, "d"), "week": (7, "d"), "maand": (1, "m"), "jaar": (12, "m")}
MEERVOUD = {"dagen": "dag", "weken": "week", "maanden": "maand"}


def _code(deel: str) -> str:
    gevonden = re.fullmatch(r"(\d{1,2}) ([a-z]+)", deel.strip().lower())
    woord = MEERVOUD.get(gevonden[2], gevonden[2]) if gevonden else ""
    if not gevonden or woord not in EENHEDEN or int(gevonden[1]) < 1:
        raise ValidationError(f"‘{deel.strip()}’ kan niet. Schrijf een getal met dagen, weken of maanden")
    maal, letter = EENHEDEN[woord]
    return f"{int(gevonden[1]) * maal}{letter}"


THUISVELDEN: Mapping[str, forms.Field] = {
    "thuis_klassen": Klassen(
        label="In welke groepen van duur tellen jullie?",
        help_text="De grenzen van kort naar lang, zoals: 4 weken, 3 maanden, 6 maanden, 12 maanden.",
        leeg="Vul minstens één grens in",
    ),
    "vakantie_meetellen": JaNee(
        label="Telt de schoolvakantie mee in hoe lang een kind thuis is?",
        help_text="Wie thuiszitter is volgens de wet, telt altijd in gewone dagen.",
    ),
    "weken_zonder_aanbod": Getal(
        label="Na hoeveel weken zonder aanbod komt een casus bovenaan?",
        help_text="Het Thuiszitterspact noemt drie maanden.",
        van=1,
        tot=52,
        eenheid="weken",
    ),
}
