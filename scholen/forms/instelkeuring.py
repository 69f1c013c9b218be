"""What the pages of settings would say about values that come from a file instead of a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .instellingen import GROEPEN, PER_SOORT, SOORTEN_VAN

LEEG: tuple[Any, ...] = ("", None, [])


def instelfouten(velden: Mapping[str, Any], sector: str) -> list[str]:
    """A sentence per column of Instelling that no form would have let in; an empty one may stay empty."""
    zinnen: list[str] = []
    for een in GROEPEN:
        for naam in een.velden.keys() & velden.keys():
            waarden = velden[naam].values() if naam in PER_SOORT else [velden[naam]]
            zinnen += filter(None, (_fout(een.velden[naam], waarde) for waarde in waarden))
    if vreemd := sorted({*velden.get("tlv_soorten", [])} - {*SOORTEN_VAN[sector]}):
        zinnen.append(f"Een samenwerkingsverband {sector} geeft geen TLV voor {', '.join(vreemd)}.")
    return sorted(zinnen)


def _fout(veld: forms.Field, waarde: Any) -> str:
    try:
        if waarde not in LEEG:
            veld.clean(veld.prepare_value(waarde))
    except ValidationError as fout:
        return f"{str(veld.label).rstrip('?')}: {fout.messages[0].rstrip('.')}."
    return ""
