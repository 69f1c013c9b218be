"""What somebody fills in to come in with a code, and what the desk fills in to give one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kern.brieven import echtheid, meekijken
from kern.formulieren import Akkoord, DatumVeld, Emailadres, Keuze, Tekst
from kern.gebruikers.forms import WachtwoordForm
from loket.models import Toegangscode

GEEN_CODE = _("Vul de code in van 12 letters en cijfers, zoals 7K4M-92QD-W3XA")
GEEN_MAILCODE = _("Vul de code in van 8 letters en cijfers, zoals 7K4M-92QD")
CODEVAK = {"autocapitalize": "characters", "spellcheck": "false", "class": "swv-textbox--middel"}


class ToegangForm(forms.Form):
    """The code on paper, and the birth date as something that only who knows the child knows."""

    code = Tekst(
        label=_("De code uit de brief"),
        help_text=_("12 letters en cijfers. Bijvoorbeeld 7K4M-92QD-W3XA."),
        leeg=GEEN_CODE,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "data-uit-adres": "", **CODEVAK}),
    )
    geboortedatum = DatumVeld(
        label=_("De geboortedatum van uw kind"),
        help_text=_("Bent u zelf de leerling? Vul dan uw eigen geboortedatum in."),
        leeg=_("Vul de geboortedatum in"),
    )

    def clean_code(self) -> str:
        code = meekijken.opgeschoond(self.cleaned_data["code"])
        if not code:
            raise ValidationError(GEEN_CODE, code="geen_code")
        return code


class EigenEmailForm(forms.Form):
    email = Emailadres(
        label=_("Uw e-mailadres"),
        help_text=_("Kies een adres dat alleen u leest. Wij sturen er een code naartoe."),
        leeg=_("Vul uw e-mailadres in, zoals naam@voorbeeld.nl"),
        max_length=254,
    )


class NieuwEmailForm(forms.Form):
    """Another address than the one of now."""

    email = Emailadres(
        label=_("Uw nieuwe e-mailadres"),
        help_text=_("Kies een adres dat alleen u leest."),
        leeg=_("Vul uw nieuwe e-mailadres in, zoals naam@voorbeeld.nl"),
        max_length=254,
    )

    def __init__(self, *args: Any, huidig: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.huidig = huidig

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.lower() == self.huidig.lower():
            raise ValidationError(_("Dit is het adres dat u al heeft. Vul een ander adres in"))
        return email


class MailcodeForm(forms.Form):
    code = Tekst(
        label=_("De code uit de mail"),
        help_text=_("8 letters en cijfers."),
        leeg=GEEN_MAILCODE,
        max_length=30,
        widget=forms.TextInput({"autocomplete": "one-time-code", **CODEVAK}),
    )

    def clean_code(self) -> str:
        code = echtheid.opgeschoond(self.cleaned_data["code"])
        if not code:
            raise ValidationError(GEEN_MAILCODE, code="geen_code")
        return code


class EigenWachtwoordForm(WachtwoordForm):
    """A first password; who takes a passkey needs none."""

    def __init__(self, *args: Any, passkey: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for veld in self.fields.values():
            veld.required = not passkey


class CodeGevenForm(forms.Form):
    wie = Keuze(label="Voor wie?", leeg="Kies voor wie de code is")
    nagevraagd = Keuze(
        label="Hoe weet je wie dit is?",
        choices=Toegangscode.Nagevraagd.choices,
        leeg="Kies hoe je hebt nagegaan wie dit is",
    )
    zeker = Akkoord(
        label="Ik weet zeker dat ik de code aan deze persoon geef, en aan niemand anders",
        leeg="Geef alleen een code als je dit zeker weet",
    )

    def __init__(self, *args: Any, mensen: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = self.fields["wie"]
        assert isinstance(veld, Keuze)
        veld.choices = mensen
