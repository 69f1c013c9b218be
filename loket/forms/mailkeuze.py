"""How often somebody wants to be mailed."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren import Keuze
from kern.post.models import Mailkeuze
from kern.post.rules import UREN

H = Mailkeuze.HoeVaak


class MailkeuzeForm(forms.Form):
    hoe_vaak = Keuze(
        label="Wanneer wilt u een mail?",
        choices=[
            (H.EENS, "Zodra er iets nieuws is, hoogstens één mail per dag"),
            (H.UUR, "Op een vaste tijd, hoogstens één mail per dag"),
            (H.GEEN, "Alleen als er een laatste dag is"),
        ],
        leeg="Kies wanneer u een mail wilt",
    )
    uur = forms.TypedChoiceField(
        label="Vanaf hoe laat?",
        choices=[("", "Kies een tijd"), *((uur, f"{uur}.00 uur") for uur in UREN)],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Kies een tijd uit de lijst"},
    )
    toon_facultatief = False

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        if schoon.get("hoe_vaak") == H.UUR and not schoon.get("uur") and "uur" not in self.errors:
            self.add_error("uur", "Kies een tijd")
        if schoon.get("hoe_vaak") != H.UUR:
            schoon["uur"] = None
        return schoon
