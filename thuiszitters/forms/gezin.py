"""What a parent or pupil fills in: the own wish, and yes or no to an offer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kern.formulieren import JaNee, LangeTekst


class WensForm(forms.Form):
    """je: to the pupil itself, who says whether the parents may read it. The wish comes first (C79)."""

    wens = LangeTekst(
        label=_("Wat wilt u het liefst?"), leeg=_("Schrijf op wat u het liefst wilt"), max_tekens=1000, regels=4
    )
    mening = LangeTekst(label=_("Wat wilt u nog meer zeggen?"), required=False, max_tekens=1500, regels=4)
    delen = JaNee(label=_("Mogen je ouders dit ook lezen?"), leeg=_("Kies of je ouders dit mogen lezen"))

    def __init__(self, *args: Any, je: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not je:
            del self.fields["delen"]
            return
        self.fields["wens"].label = _("Wat wil jij het liefst?")
        self.fields["wens"].error_messages["required"] = _("Schrijf op wat jij het liefst wilt")
        self.fields["mening"].label = _("Wat wil je nog meer zeggen?")


class AanbodwoordForm(forms.Form):
    """Yes or no; a no comes with why."""

    ja = JaNee(label=_("Wilt u dit?"), leeg=_("Kies ja of nee"))
    waarom = LangeTekst(label=_("Waarom wel of niet?"), required=False, max_tekens=1500, regels=4)

    def __init__(self, *args: Any, je: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.je = je
        if je:
            self.fields["ja"].label = _("Wil jij dit?")

    def clean(self) -> dict[str, Any]:
        waarden = {**(super().clean() or {})}
        if waarden.get("ja") is False and not waarden.get("waarom") and "waarom" not in self.errors:
            zin = _("Schrijf op waarom je dit niet wilt") if self.je else _("Schrijf op waarom u dit niet wilt")
            self.add_error("waarom", zin)
        return waarden
