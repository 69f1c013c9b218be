"""How often somebody wants to be mailed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kern.brieven.talen import NEDERLANDS
from kern.formulieren import Keuze
from kern.post.models import Mailkeuze
from kern.post.rules import UREN

H = Mailkeuze.HoeVaak


def _uur(uur: int) -> str:
    return f"{uur}.00 uur" if get_language() == NEDERLANDS else f"{uur}:00"


class MailkeuzeForm(forms.Form):
    hoe_vaak = Keuze(
        label=_("Wanneer wilt u een mail?"),
        choices=[
            (H.EENS, _("Zodra er iets nieuws is, hoogstens één mail per dag")),
            (H.UUR, _("Op een vaste tijd, hoogstens één mail per dag")),
            (H.GEEN, _("Alleen als er een laatste dag is")),
        ],
        leeg=_("Kies wanneer u een mail wilt"),
    )
    uur = forms.TypedChoiceField(
        label=_("Vanaf hoe laat?"),
        choices=[("", _("Kies een tijd")), *((uur, lazy(_uur, str)(uur)) for uur in UREN)],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Kies een tijd uit de lijst")},
    )
    toon_facultatief = False

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        if schoon.get("hoe_vaak") == H.UUR and not schoon.get("uur") and "uur" not in self.errors:
            self.add_error("uur", _("Kies een tijd"))
        if schoon.get("hoe_vaak") != H.UUR:
            schoon["uur"] = None
        return schoon
