"""How a parent or pupil comes in with a code on paper: code and birth date, own e-mail, password or passkey."""

from __future__ import annotations

from datetime import datetime
from functools import wraps
from typing import Any

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from kern.brieven.echtheid import leesbaar, nieuwe_code
from kern.brieven.talen import NEDERLANDS, TALEN
from kern.gebruikers.actions import adres_in_gebruik, ingelogd_met_brief
from kern.gebruikers.beleid import beleid, ingelogd, openbaar
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.verzoek import Verzoek
from kern.gebruikers.views import NA_PASSKEY
from kern.post.actions import meteen
from loket.actions import toegang
from loket.actions.vertaling import nagekeken
from loket.forms.toegang import EigenEmailForm, EigenWachtwoordForm, MailcodeForm, ToegangForm
from loket.models import Toegangscode
from scholen.actions.taal import taal_kiezen
from scholen.middleware import gekozen_taal, onthouden

from .mailcode import klopt, verstuurd

SESSIE = "meekijken"
MINUTEN = 30
"""How long somebody may take after the code was right; longer and a next one at this computer would go on with it."""
GRENZEN = {"code": "10/m/ip,60/h/ip,300/m/key", "mail": "5/h/key"}
"""Of trying codes, per address and over all; of sending mails, per code."""
KLAAR = _(
    "Uw account is klaar. Hier ziet u hoe ver wij zijn. Wilt u inloggen met een app of een passkey? Klik op uw naam."
)
NU_PASSKEY = _("Uw account is klaar. Voeg nu uw passkey toe. Het dossier staat daarna in het menu.")
VOORBIJ = _("U bent te lang bezig geweest, of de code werkt niet meer. Vul de code nog een keer in.")


def met_code(view: Any) -> Any:
    """Only for who filled in a code that works still; anybody else begins at the beginning."""

    @wraps(view)
    def met(request: HttpRequest) -> HttpResponse:
        staat = request.session.get(SESSIE, {})
        if request.POST.get("actie") == "stoppen":  # at a computer that others use too
            if request.user.is_authenticated:
                request.session.pop(SESSIE, None)
            else:
                request.session.flush()
            return redirect("home")
        op = timezone.now()
        vers = op.timestamp() - staat.get("begin", 0) < MINUTEN * 60
        rij = toegang.nog_te_gebruiken(staat["code"], op=op) if vers else None
        if rij is None:
            request.session.pop(SESSIE, None)
            messages.error(request, gettext(VOORBIJ))
            return redirect("loket:meekijken")
        antwoord: HttpResponse = view(request, rij, staat)
        return antwoord

    return met


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@beleid(openbaar)
def meekijken(request: HttpRequest) -> HttpResponse:
    """The code and the birth date. One answer to whatever is wrong."""
    form = ToegangForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _codepagina(request, form)
    if not consume(request, app="loket", action="meekijken", config={"meekijken": GRENZEN["code"]}, key="allen"):
        return render(request, "429.html", status=429)
    op = timezone.now()
    rij = toegang.code_proberen(form.cleaned_data["code"], form.cleaned_data["geboortedatum"], op=op)
    if rij is None:
        form.add_error(None, gettext(toegang.WERKT_NIET))
        return _codepagina(request, form)
    request.session.cycle_key()
    request.session[SESSIE] = {"code": rij.public_id, "begin": op.timestamp()}
    return redirect("loket:meekijken_erbij" if isinstance(request.user, Gebruiker) else "loket:meekijken_email")


@require_POST
@cache_control(no_store=True)
@beleid(openbaar)
def taal(request: HttpRequest) -> HttpResponse:
    """The language of these pages, and of the account that is made here."""
    gekozen = request.POST.get("taal", "")
    if gekozen not in TALEN:
        raise Http404
    onthouden(request, gekozen)
    return redirect("loket:meekijken")


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@beleid(openbaar)
@met_code
def email(request: HttpRequest, rij: Toegangscode, staat: dict[str, Any]) -> HttpResponse:
    """The own address, to which a code goes. Whether there is an account with it, only who reads the mail learns."""
    form = EigenEmailForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if _gemaild(request, rij, staat, form.cleaned_data["email"].lower()):
            return redirect("loket:meekijken_mailcode")
        form.add_error(
            "email", gettext("Wij konden nu geen mail sturen. Probeer het over een paar minuten nog een keer")
        )
    context = {"form": form, "rij": rij, "inloggen": f"{reverse('account_login')}?next={_erbij()}"}
    return render(request, "loket/meekijken/email.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@beleid(openbaar)
@met_code
def mailcode(request: HttpRequest, rij: Toegangscode, staat: dict[str, Any]) -> HttpResponse:
    """The code of the mail: it proves that this address is of who sits here."""
    if "email" not in staat:
        return redirect("loket:meekijken_email")
    form = MailcodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if _mailcode_klopt(request, staat, form.cleaned_data["code"], timezone.now()):
            return redirect("loket:meekijken_wachtwoord")
        form.add_error(
            "code", gettext("Deze code klopt niet, of werkt niet meer. Kijk hem na, of laat een nieuwe sturen")
        )
    return render(request, "loket/meekijken/mailcode.html", {"form": form, "email": staat["email"]})


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@beleid(openbaar)
@met_code
def wachtwoord(request: HttpRequest, rij: Toegangscode, staat: dict[str, Any]) -> HttpResponse:
    """A password, or a passkey on the next page; then the account is there, and the dossier opens."""
    if not staat.get("bevestigd"):
        return redirect("loket:meekijken_email")
    passkey = request.POST.get("manier") == "passkey"
    form = EigenWachtwoordForm(request.POST if request.method == "POST" else None, passkey=passkey)
    if form.is_valid():
        gekozen = "" if passkey else form.cleaned_data["wachtwoord"]
        try:
            gebruiker = toegang.account_maken(
                rij.public_id, email=staat["email"], wachtwoord=gekozen, op=timezone.now()
            )
        except ValidationError as fout:
            form.add_error("wachtwoord", fout)
        except NietMogelijk as reden:
            form.add_error(None, gettext(str(reden)))
        else:
            request.session.pop(SESSIE, None)
            ingelogd_met_brief(request, gebruiker)
            if gekozen_taal(request):
                taal_kiezen(door=gebruiker, op=timezone.now(), taal=gekozen_taal(request))
            messages.success(request, gettext(NU_PASSKEY if passkey else KLAAR))
            if not passkey:
                return redirect("dossier:dossiers")
            request.session[NA_PASSKEY] = reverse("dossier:dossiers")
            return redirect("mfa_add_webauthn")
    return render(request, "loket/meekijken/wachtwoord.html", {"form": form, "naam": rij.wie.naam})


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@beleid(ingelogd)
def erbij(request: Verzoek) -> HttpResponse:
    """Another child with the account that is there already: after logging in, and only for the same person."""
    antwoord: HttpResponse = _erbij_met_code(request)
    return antwoord


@met_code
def _erbij_met_code(request: Verzoek, rij: Toegangscode, staat: dict[str, Any]) -> HttpResponse:
    reden = ""
    if request.method == "POST":
        try:
            toegang.account_koppelen(rij.public_id, door=request.user, op=timezone.now())
        except NietMogelijk as fout:
            reden = gettext(str(fout))
        else:
            request.session.pop(SESSIE, None)
            messages.success(request, gettext("Gelukt. U kijkt nu ook mee bij dit kind."))
            return redirect("dossier:dossiers")
    return render(request, "loket/meekijken/erbij.html", {"rij": rij, "reden": reden})


def _codepagina(request: HttpRequest, form: ToegangForm) -> HttpResponse:
    """The form, with a choice of languages."""
    huidig = get_language() or NEDERLANDS
    context = {"form": form, "talen": TALEN.values(), "huidig": huidig, "nagekeken": nagekeken(huidig)}
    return render(request, "loket/meekijken/code.html", context)


def _gemaild(request: HttpRequest, rij: Toegangscode, staat: dict[str, Any], adres: str) -> bool:
    """Send a code to this address, or to who has an account with it that there is one. False when it did not go."""
    if not consume(request, app="loket", action="mail", config={"mail": GRENZEN["mail"]}, key=rij.public_id):
        return False
    code, bezet = nieuwe_code(), adres_in_gebruik(adres, behalve=rij.wie.gebruiker)
    try:
        if bezet:
            meteen(aan=adres, soort="al_een_account", link=f"{settings.SITE_URL}{reverse('account_login')}")
        else:
            meteen(aan=adres, soort="mailcode", code=leesbaar(code))
    except OSError:
        return False
    nieuw = verstuurd(adres, "" if bezet else code, timezone.now())
    request.session[SESSIE] = {"code": staat["code"], "begin": staat["begin"], **nieuw}
    return True


def _mailcode_klopt(request: HttpRequest, staat: dict[str, Any], code: str, op: datetime) -> bool:
    """Whether this is the code of the mail, within its time and its tries."""
    goed = klopt(staat, code, op)
    request.session[SESSIE] = staat | ({"bevestigd": True} if goed else {"fout": staat["fout"] + 1})
    return goed


def _erbij() -> str:
    return reverse("loket:meekijken_erbij")
