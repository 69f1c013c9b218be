"""What a parent or pupil thinks of the help, before school and family talk about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kern.formulieren import LangeTekst


class WoordenForm(forms.Form):
    """je: to the pupil itself."""

    goed = LangeTekst(label=_("Wat gaat er goed?"), required=False, max_tekens=1500, regels=4)
    graag = LangeTekst(label=_("Wat wilt u graag anders?"), required=False, max_tekens=1500, regels=4)
    nodig = ("goed", "graag")

    def __init__(self, *args: Any, je: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.je = je
        if je:
            self.fields["graag"].label = _("Wat wil je graag anders?")

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        if not self.errors and not schoon.get("goed") and not schoon.get("graag"):
            self.add_error("goed", _("Schrijf op wat je vindt") if self.je else _("Schrijf op wat u vindt"))
        return schoon
