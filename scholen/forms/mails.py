"""What an SWV lets a mail say, and from which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.formulieren import DatumKiezer, LangeTekst
from kern.post.teksten import MAILS, TEKENS, mailfouten
from scholen.models import Instelling

from .instelvelden import binnen_een_jaar


class MailForm(forms.Form):
    """One kind of mail. Empty is no mistake: then it says what the portal says."""

    tekst = LangeTekst(
        label="Jullie tekst",
        help_text="Schrijf u. Maak leeg om terug te gaan naar de gewone tekst.",
        required=False,
        max_tekens=TEKENS,
        regels=7,
    )
    geldig_van = DatumKiezer(label="Geldt vanaf", leeg="Kies vanaf welke dag dit geldt")

    def __init__(self, *args: Any, soort: str, instelling: Instelling, vanaf: date, **kwargs: Any) -> None:
        self.soort, self.instelling, self.vanaf = soort, instelling, vanaf
        begin = {"tekst": instelling.mailteksten.get(soort, ""), "geldig_van": vanaf}
        super().__init__(*args, **{"initial": begin, **kwargs})

    def clean_tekst(self) -> str:
        tekst: str = self.cleaned_data["tekst"].strip()
        if tekst and (fouten := mailfouten(self.soort, tekst)):
            raise ValidationError(fouten)
        return "" if tekst == MAILS[self.soort].tekst else tekst

    def clean_geldig_van(self) -> date:
        return binnen_een_jaar(self.cleaned_data["geldig_van"], self.vanaf)

    def teksten(self) -> dict[str, str]:
        """All own texts, with this one as it was typed."""
        anders = {soort: tekst for soort, tekst in self.instelling.mailteksten.items() if soort != self.soort}
        return anders | ({self.soort: self.cleaned_data["tekst"]} if self.cleaned_data["tekst"] else {})
