"""Fields of money, as people in the Netherlands write it."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from arrangementen.rules.geld import HOOGSTENS

DUIZENDTALLEN = re.compile(r"-?\d{1,3}(\.\d{3})+")


class Euro(forms.DecimalField):
    """An amount in euro: 72,50 or 4.250 or € 1.250,50; nothing below zero, two decimals at most."""

    def __init__(self, *, leeg: str = "", **kwargs: Any) -> None:
        grens = "Vul een bedrag in van nul tot 100 miljoen euro"
        fouten = {
            "required": leeg,
            "invalid": "Vul een bedrag in, zoals 72,50",
            "min_value": grens,
            "max_value": grens,
            "max_digits": grens,
            "max_whole_digits": grens,
            "max_decimal_places": "Vul hoogstens twee cijfers achter de komma in",
        }
        maten: dict[str, Any] = {"min_value": 0, "max_value": HOOGSTENS, "max_digits": 10, "decimal_places": 2}
        super().__init__(localize=True, error_messages=fouten, **maten, **kwargs)

    def to_python(self, value: Any) -> Any:
        """A Decimal, or None when nothing was filled in."""
        if isinstance(value, str):
            value = value.replace("€", "").replace("\u00a0", " ").strip()
            if "," in value or DUIZENDTALLEN.fullmatch(value):
                value = value.replace(".", "")
        return super().to_python(value)
