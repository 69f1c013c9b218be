"""Fields of money and numbers, as people in the Netherlands write it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from arrangementen.actions.boeken import OverBudget
from arrangementen.rules.aanbod import INDEX_TOT, INDEX_VAN
from arrangementen.rules.geld import HOOGSTENS
from kern.gebruikers.overgang import NietMogelijk
from kern.woorden import euro

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


def meer_dan_nul(bedrag: Decimal) -> Decimal:
    """The amount. ValidationError for zero."""
    if not bedrag:
        raise ValidationError("Vul een bedrag in van meer dan nul", code="nul")
    return bedrag


class Procent(forms.DecimalField):
    """By how much amounts rise: 2,5 or -1,5, within what is no slip of the keyboard."""

    def __init__(self, **kwargs: Any) -> None:
        grens = f"Vul een percentage in van {INDEX_VAN} tot en met {INDEX_TOT}"
        zoals = "Vul een percentage in, zoals 2,5"
        fouten = {"required": zoals, "invalid": zoals, "min_value": grens, "max_value": grens}
        maten: dict[str, Any] = {"min_value": INDEX_VAN, "max_value": INDEX_TOT, "max_digits": 6, "decimal_places": 4}
        hulp = "0 is gelijk. Lager mag ook: -1,5."
        super().__init__(localize=True, help_text=hulp, error_messages=fouten, **maten, **kwargs)


class Hoeveelheid(forms.DecimalField):
    """How many hours, pieces or pupils: 2,5 or 10; more than nothing, and not more than a slip of the keyboard."""

    def __init__(self, *, leeg: str = "Vul in hoeveel", **kwargs: Any) -> None:
        grens = "Vul een aantal in van 0,25 tot en met 5.000"
        fouten = {
            "required": leeg,
            "invalid": "Vul een aantal in, zoals 2,5",
            "min_value": grens,
            "max_value": grens,
            "max_digits": grens,
            "max_whole_digits": grens,
            "max_decimal_places": "Vul hoogstens twee cijfers achter de komma in",
        }
        maten: dict[str, Any] = {"min_value": Decimal("0.25"), "max_value": 5000, "max_digits": 6, "decimal_places": 2}
        super().__init__(localize=True, error_messages=fouten, **maten, **kwargs)


OVER = "Het gaat over het budget, en ik ga door"


class MetBudget(forms.Form):
    """A form that grants money. over_mag: the tick that it may go over a budget that only warns; there once it does."""

    over_mag = forms.BooleanField(label=OVER, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([naam for naam in self.fields if naam != "over_mag"])
        if self.is_bound and self.fields["over_mag"].clean(self["over_mag"].data):
            self.fields["over_mag"].widget = forms.CheckboxInput()

    @property
    def vraagt_over(self) -> bool:
        """Whether the tick is on the page."""
        return not self["over_mag"].is_hidden

    def geweigerd(self, reden: NietMogelijk) -> None:
        """Say why not; and when the SWV lets one go on, ask for the tick, with how much it is over."""
        self.add_error(None, str(reden))
        if isinstance(reden, OverBudget) and reden.mag:
            self.fields["over_mag"].widget = forms.CheckboxInput()
            self["over_mag"].label = f"Het gaat {euro(reden.te_veel)} over het budget, en ik ga door"
