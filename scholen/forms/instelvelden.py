"""Fields of the settings of an SWV: numbers within bounds, and days of the year as people write them."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.text import capfirst

from kern.formulieren import Keuze, Tekst
from kern.termijnen.woorden import MAANDEN, datum_voluit


class Getal(forms.IntegerField):
    """A whole number between two bounds, with sentences that say them."""

    def __init__(self, *, van: int, tot: int, eenheid: str, **kwargs: Any) -> None:
        self.eenheid = eenheid
        zin = f"Vul een heel getal in van {van} tot en met {tot} {eenheid}"
        fouten = {"required": zin, "invalid": zin, "min_value": zin, "max_value": zin}
        super().__init__(min_value=van, max_value=tot, error_messages=fouten, **kwargs)


class HeleEuros(Getal):
    """An amount that serves as a bound: nobody needs cents there."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(eenheid="euro", **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return int(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        heel = super().clean(value)
        return None if heel is None else Decimal(heel)


class Dagen(Tekst):
    """Days of the year, as people write them: "1 oktober, 1 februari". Kept as month-day; 29 February is no day."""

    def __init__(self, *, een: bool = False, **kwargs: Any) -> None:
        self.een = een
        super().__init__(max_length=120, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return value if not re.fullmatch(r"\d\d-\d\d", value) else dag_in_woorden(value)
        return ", ".join(map(dag_in_woorden, value or []))

    def clean(self, value: Any) -> Any:
        tekst = super().clean(value)
        dagen = [maand_en_dag(deel) for deel in re.split(r"[,;\n]", tekst) if deel.strip()]
        if not self.een:
            return list(dict.fromkeys(dagen))
        if len(dagen) != 1:
            raise ValidationError("Vul één dag in, zoals 1 oktober")
        return dagen[0]


def maand_en_dag(tekst: str) -> str:
    """1 oktober as 10-01. Raises ValidationError for what is no day of every year."""
    gevonden = re.fullmatch(r"(\d{1,2})\s+([a-z]+)", tekst.strip().lower())
    maand = next((nr for nr, naam in enumerate(MAANDEN, 1) if gevonden and naam == gevonden[2]), 0)
    if not gevonden or not maand or not 1 <= int(gevonden[1]) <= 28:
        raise ValidationError(f"‘{tekst.strip()}’ kan niet. Schrijf een dag van 1 tot en met 28 en de maand")
    return f"{maand:02d}-{int(gevonden[1]):02d}"


def dag_in_woorden(tekst: str) -> str:
    """10-01 as 1 oktober."""
    maand, dag = map(int, tekst.split("-"))
    return f"{dag} {MAANDEN[maand - 1]}"


def weken(label: str, hint: str, van: int = 1, tot: int = 8) -> Getal:
    """A number of weken."""
    return Getal(label=label, help_text=hint, van=van, tot=tot, eenheid="weken")


def dagen(label: str, hint: str, van: int = 1, tot: int = 90) -> Getal:
    """A number of dagen."""
    return Getal(label=label, help_text=hint, van=van, tot=tot, eenheid="dagen")


def maanden(label: str, hint: str, van: int = 1, tot: int = 60) -> Getal:
    """A number of maanden."""
    return Getal(label=label, help_text=hint, van=van, tot=tot, eenheid="maanden")


def keuze(label: str, hint: str, soort: type[TextChoices]) -> Keuze:
    """A choice out of what the column can hold."""
    keuzes = [(code, capfirst(woorden)) for code, woorden in soort.choices]
    return Keuze(label=label, help_text=hint, choices=keuzes, leeg="Kies een van de antwoorden")


def binnen_een_jaar(dag: date, vanaf: date) -> date:
    """This day, when it is the first that is possible or at most a year later. Raises ValidationError."""
    if not vanaf <= dag <= vanaf + timedelta(days=400):
        raise ValidationError(f"Kies een dag van {datum_voluit(vanaf)} tot en met een jaar later")
    return dag


def kopie(veld: forms.Field, label: str = "") -> forms.Field:
    """A field for one form, of one that is defined once for all."""
    eigen = deepcopy(veld)
    eigen.label = label or veld.label
    return eigen
