"""Choosing between the SWVs of one installation; with one there is nothing to choose."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from kern.formulieren.keuzes import keuzeveld


def kiest_swv(form: forms.Form, swvs: Sequence[tuple[str, str]]) -> None:
    """Give the field `swv` these choices; with a single one it is hidden, and may be absent."""
    veld = keuzeveld(form, "swv")
    veld.choices = swvs
    if len(swvs) == 1:
        veld.initial, veld.required = swvs[0][0], False
        veld.widget = forms.HiddenInput()
