"""The points of basisondersteuning that an SWV may set: one group of the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from scholen.rules.basispunten import PUNTEN

from .instelwoorden import Regels

GEWOON = list(PUNTEN.values())


class Basispunten(Regels):
    """Begins with the points of the portal; those are kept as none, so that they stay those of the portal."""

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(value or GEWOON)

    def clean(self, value: Any) -> Any:
        regels = super().clean(value)
        return [] if regels == GEWOON else regels


BASISVELDEN: Mapping[str, forms.Field] = {
    "basispunten": Basispunten(
        label="Punten van de zelfcheck",
        help_text="Elk op een eigen regel, als zin van de school: ‘Wij …’. Maak leeg om terug te gaan naar de punten "
        "van het portaal.",
        langste=160,
        required=False,
    ),
}
