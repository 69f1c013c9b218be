"""What the holder of a letter fills in to know whether it is genuine."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File

from kern.brieven.echtheid import opgeschoond
from kern.formulieren import DatumVeld, Tekst

GEEN_CODE = "Vul de code in van 8 letters en cijfers, zoals 7K4M-92QD"
MAX_MB = 5
MAX_BYTES = MAX_MB * 1024 * 1024


class CodeForm(forms.Form):
    """The code that stands beside the QR code."""

    code = Tekst(
        label="De code op de brief",
        help_text="8 letters en cijfers, naast de QR-code bij de ondertekening. Bijvoorbeeld 7K4M-92QD.",
        leeg=GEEN_CODE,
        max_length=30,
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "swv-textbox--middel",
            }
        ),
    )

    def clean_code(self) -> str:
        code = opgeschoond(self.cleaned_data["code"])
        if not code:
            raise ValidationError(GEEN_CODE, code="geen_code")
        return code


class CodeDatumForm(CodeForm):
    """Without the QR code the date on the letter is asked as well."""

    datum = DatumVeld(label="De datum op de brief", leeg="Vul de datum in die boven aan de brief staat")


class PdfForm(forms.Form):
    """The letter itself, as it was sent or downloaded."""

    pdf = forms.FileField(
        label="De brief als pdf",
        help_text=f"Kies het bestand zoals u het kreeg, van hoogstens {MAX_MB} MB.",
        error_messages={"required": "Kies de pdf van de brief", "empty": "Dit bestand is leeg. Kies een ander bestand"},
        widget=forms.FileInput({"accept": "application/pdf,.pdf"}),
    )

    def clean_pdf(self) -> File[Any]:
        bestand: File[Any] = self.cleaned_data["pdf"]
        if bestand.size > MAX_BYTES:
            raise ValidationError(f"Dit bestand is groter dan {MAX_MB} MB. Onze brieven zijn kleiner", code="te_groot")
        return bestand
