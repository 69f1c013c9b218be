"""Forms of accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from kern.formulieren import Emailadres, Tekst
from kern.formulieren.keuzes import keuzeveld


class InlogForm(LoginForm):
    """allauth's log-in without "remember me": how long a session lasts is ours to say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        self.fields["login"].label = _("E-mailadres")
        self.fields["password"].label = _("Wachtwoord")


class PasskeyForm(AddWebAuthnForm):
    """A first passkey of who has no password is meant to log in with."""

    name = Tekst(label=_("Naam"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "passwordless" in self.fields:
            self.fields["passwordless"].initial = not self.user.has_usable_password()


class WachtwoordForm(forms.Form):
    """The first password of an invited account."""

    wachtwoord = forms.CharField(
        label=_("Kies een wachtwoord"),
        help_text=_("Minstens 12 tekens. Een zin is goed te onthouden, en sterker dan een moeilijk woord."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Kies een wachtwoord")},
    )
    nog_eens = forms.CharField(
        label=_("Typ het nog een keer"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Typ het wachtwoord nog een keer")},
    )
    uitleg = password_validators_help_texts

    def clean_nog_eens(self) -> str:
        tekst: str = self.cleaned_data["nog_eens"]
        if tekst != self.cleaned_data.get("wachtwoord"):
            raise forms.ValidationError(_("De twee wachtwoorden zijn niet gelijk"))
        return tekst


class UitnodigForm(forms.Form):
    """Who, as what, and where; the choices are what the inviter may give."""

    naam = Tekst(label="Naam", leeg="Vul de naam in", max_length=120)
    email = Emailadres(label="E-mailadres", leeg="Vul het e-mailadres in")
    rol = forms.ChoiceField(label="Rol", error_messages={"required": "Kies een rol"})
    school = forms.ChoiceField(label="School", required=False)
    bestuur = forms.ChoiceField(label="Schoolbestuur", required=False)
    gemeente = forms.ChoiceField(
        label="Gemeente", required=False, help_text="Waar deze persoon werkt. Meer gemeenten? Nodig voor elke uit."
    )
    organisatie = Tekst(label="Naam van de organisatie", required=False, max_length=120)
    soort = forms.ChoiceField(label="Soort organisatie", required=False)

    def __init__(
        self,
        *args: Any,
        rollen: list[tuple[str, str]],
        scholen: list[tuple[str, str]],
        besturen: list[tuple[str, str]],
        gemeenten: list[tuple[str, str]],
        soorten: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        """besturen, gemeenten, soorten: where somebody of elsewhere works; empty for who invites for a school."""
        super().__init__(*args, **kwargs)
        keuzeveld(self, "rol").choices = [("", "Kies een rol"), *rollen]
        keuzeveld(self, "school").choices = [("", "Geen school"), *scholen]
        keuzeveld(self, "bestuur").choices = [("", "Geen schoolbestuur"), *besturen]
        keuzeveld(self, "gemeente").choices = [("", "Geen gemeente"), *gemeenten]
        keuzeveld(self, "soort").choices = [("", "Geen organisatie"), *soorten]
        if not gemeenten:
            for naam in ("bestuur", "gemeente", "organisatie", "soort"):
                del self.fields[naam]
