"""The post of a day: how it is printed, which envelope is ticked off, and how many were counted."""

from __future__ import annotations

from typing import Any

from django import forms

from kern.formulieren import Keuze, Meerkeuze, Tekst
from kern.formulieren.keuzes import keuzeveld


class PostMakenForm(forms.Form):
    soort = forms.CharField(widget=forms.HiddenInput)
    kanten = Keuze(
        label="Hoe print je?",
        choices=[("dubbel", "Op twee kanten"), ("enkel", "Op één kant")],
        leeg="Kies of je op één of twee kanten print",
    )

    def __init__(self, *args: Any, soort: str, **kwargs: Any) -> None:
        begin = {"soort": soort, "kanten": "dubbel"}
        super().__init__(*args, **{"initial": begin, "auto_id": f"id_{soort}_%s", **kwargs})


class ScanForm(forms.Form):
    code = Tekst(
        label="Code onder aan de brief",
        help_text="Scan de QR-code, of typ de code. Zoals K7M-3QP.",
        leeg="Scan of typ een code",
        max_length=200,
    )

    def __init__(self, *args: Any, focus: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        if focus:
            self.fields["code"].widget.attrs["autofocus"] = True


class TelForm(forms.Form):
    aantal = forms.IntegerField(
        label="Hoeveel dichte enveloppen liggen er?",
        min_value=0,
        max_value=999,
        error_messages={
            "required": "Vul in hoeveel enveloppen je telde",
            "invalid": "Vul een getal in",
            "min_value": "Vul een getal vanaf 0 in",
            "max_value": "Vul een getal tot en met 999 in",
        },
    )


class EnveloppenForm(forms.Form):
    codes = Meerkeuze(label="Welke enveloppen zijn dicht?", required=False)

    def __init__(self, *args: Any, keuzes: list[tuple[str, str]], gedaan: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"codes": gedaan}, **kwargs})
        keuzeveld(self, "codes").choices = keuzes
