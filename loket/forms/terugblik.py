"""The one question when something ended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kern.formulieren import Keuze, LangeTekst
from loket.models import Terugblik


class TerugblikForm(forms.Form):
    gezicht = Keuze(
        label=_("Hoe ging het?"),
        choices=[(een.value, _(een.label)) for een in Terugblik.Gezicht],
        leeg=_("Kies hoe het ging"),
    )
    tekst = LangeTekst(
        label=_("Wilt u er iets bij zeggen?"),
        help_text=_("Schrijf geen namen op. Dan weet niemand dat dit van u is."),
        required=False,
        max_tekens=1000,
        regels=4,
    )

    def __init__(self, *args: Any, je: bool, vraag: str = "", **kwargs: Any) -> None:
        """vraag: that of the SWV, which is in Dutch alone; who reads another language is asked ours."""
        super().__init__(*args, **kwargs)
        if vraag and (get_language() or "").startswith("nl"):
            self.fields["gezicht"].label = vraag
        if je:
            self.fields["tekst"].label = _("Wil je er iets bij zeggen?")
            self.fields["tekst"].help_text = _("Schrijf geen namen op. Dan weet niemand dat dit van jou is.")
