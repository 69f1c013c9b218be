"""Pages of the own account: the second step, an invitation, a longer session, and the buttons of the demo."""

from __future__ import annotations

import logging
import secrets
from urllib.parse import urlencode

from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import login as bibliotheek_inloggen
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from requests import RequestException

from . import actions
from .beleid import beleid, ingelogd, openbaar
from .collegas import actief_account, met_rol
from .forms import WachtwoordForm
from .oefenen import kaartje, rol_van
from .oidc import VanDitBezoek, met_nonce
from .overgang import NietMogelijk
from .sessies import DEMO, OEFENEN, op_deze_machine
from .verzoek import Verzoek

logger = logging.getLogger(__name__)

UITNODIGING = "uitnodiging"
NA_PASSKEY = "na_passkey"
"""In the session: the page to go on to once a passkey is there."""


@require_safe
@beleid(ingelogd)
def beveiligen(request: Verzoek) -> HttpResponse:
    """Why a second step is needed, and the two ways to set one up."""
    return render(request, "gebruikers/beveiligen.html")


@require_safe
@beleid(ingelogd)
def geen_dossier(request: Verzoek) -> HttpResponse:
    """For a parent or pupil who may see nothing any more: why that can be, and whom to call. Of no child a word."""
    if not request.user.was_gezin:
        return redirect("home")
    return render(request, "gebruikers/geen_dossier.html")


class PasskeyToevoegen(AddWebAuthnView):  # type: ignore[misc]
    """The page of the library, that goes on to where somebody was heading: who made an account wants the dossier."""

    def get_success_url(self) -> str:
        doel: str = self.request.session.pop(NA_PASSKEY, "") or super().get_success_url()
        return doel


passkey_toevoegen = beleid(ingelogd)(PasskeyToevoegen.as_view())


@require_POST
@beleid(ingelogd)
def sessie_verlengen(request: Verzoek) -> JsonResponse:
    """Stay logged in a while longer; the absolute limit stands."""
    request.session["gezien"] = int(timezone.now().timestamp())
    return JsonResponse({"seconden": request.sessie.seconden})


@require_POST
@beleid(ingelogd)
def sneltoetsen(request: Verzoek) -> HttpResponse:
    """Single keys on or off, for this account."""
    aan = request.POST.get("aan") == "1"
    actions.sneltoetsen_zetten(aan=aan, door=request.user, op=timezone.now())
    messages.success(request, f"De sneltoetsen staan nu {'aan' if aan else 'uit'}.")
    return redirect("mfa_index")


@require_safe
@beleid(ingelogd)
def sessie_stand(request: Verzoek) -> JsonResponse:
    """For a page that stayed open: who is logged in now, how long still, and a fresh token to send its text with."""
    sessie = request.sessie
    return JsonResponse({"wie": sessie.wie, "seconden": sessie.seconden, "penning": get_token(request)})


@require_safe
@beleid(ingelogd)
def weer_ingelogd(request: Verzoek) -> HttpResponse:
    """The end of logging in again beside a page that waits in another tab."""
    return render(request, "gebruikers/weer_ingelogd.html")


@require_safe
@beleid(openbaar)
def uitnodiging_openen(request: HttpRequest, code: str) -> HttpResponse:
    """From the link in the mail: the code goes into the session and out of the address, before anything is shown."""
    request.session[UITNODIGING] = code
    return redirect("gebruikers:uitnodiging")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(openbaar)
def uitnodiging(request: HttpRequest) -> HttpResponse:
    """Choose the first password; a code that cannot be used gives one neutral sentence."""
    code, op = request.session.get(UITNODIGING, ""), timezone.now()
    gevonden = actions.uitnodiging_vinden(code, op=op) if code else None
    if gevonden is None:
        return render(request, "gebruikers/uitnodiging_onbekend.html", {"zin": actions.ONBEKENDE_CODE}, status=404)
    form = WachtwoordForm(request.POST or None)
    if form.is_valid():
        try:
            actions.uitnodiging_aannemen(code, wachtwoord=form.cleaned_data["wachtwoord"], op=op)
        except ValidationError as fout:
            form.add_error("wachtwoord", fout)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            del request.session[UITNODIGING]
            messages.success(request, "Het wachtwoord is ingesteld. Inloggen kan nu.")
            return redirect("account_login")
    return render(request, "gebruikers/uitnodiging.html", {"form": form, "naam": gevonden.gebruiker.naam})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(openbaar)
def organisatie_inloggen(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the log-in of an organisation, by a page of our own: the script policy lets no form lead elsewhere."""
    try:
        antwoord: HttpResponse = bibliotheek_inloggen(request, provider_id)
    except RequestException as fout:
        logger.error("the log-in of the organisation does not answer: %s", type(fout).__name__)
        return render(request, "socialaccount/authentication_error.html", status=503)
    if antwoord.status_code != 302:
        return antwoord
    namen = {een["provider_id"]: een["name"] for een in settings.AANBIEDERS}
    adres = met_nonce(antwoord["Location"])
    return render(request, "socialaccount/verder.html", {"adres": adres, "naam": namen[provider_id]})


@require_safe
@beleid(openbaar)
def organisatie_terug(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the log-in of an organisation: the way of the library, with a token of this visit alone."""
    try:
        antwoord: HttpResponse = OAuth2CallbackView.adapter_view(VanDitBezoek(request, provider_id))(request)
    except SocialApp.DoesNotExist as fout:
        raise Http404 from fout
    return antwoord


@require_POST
@beleid(openbaar)
def demo_inloggen(request: HttpRequest) -> HttpResponse:
    """Log in as a persona. Exists only where the demo is on, for a request of this very machine."""
    if not settings.DEMO or not op_deze_machine(request):
        raise Http404
    gebruiker = actief_account(request.POST.get("persoon", ""))
    if gebruiker is None:
        raise Http404
    login(request, gebruiker, actions.INLOGMANIER)
    actions.sessie_onthouden(request)
    request.session[DEMO] = True
    return redirect("home")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(ingelogd)
def oefenen(request: Verzoek) -> HttpResponse:
    """Go to the portal for practice in one of the own roles, with a ticket that says no more than that role."""
    if settings.OEFENEN or not (settings.OEFEN_URL and settings.OEFEN_SLEUTEL):
        raise Http404
    rollen = sorted(request.user.rollen)
    gekozen = next((rol for rol in rollen if rol.value == request.POST.get("rol")), None)
    if gekozen is None:
        return render(request, "gebruikers/oefenen.html", {"rollen": rollen})
    doel = reverse("gebruikers:oefenen_binnen") + "?" + urlencode({"kaartje": kaartje(gekozen)})
    return render(request, "gebruikers/oefenen_verder.html", {"adres": settings.OEFEN_URL.rstrip("/") + doel})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(openbaar)
def oefenen_binnen(request: HttpRequest) -> HttpResponse:
    """In the portal for practice: come in with a ticket, as somebody made up. A look at the address uses nothing up."""
    if not (settings.OEFENEN and settings.OEFEN_SLEUTEL):
        raise Http404
    if request.method != "POST":
        return render(request, "gebruikers/oefenen_binnen.html", {"kaartje": request.GET.get("kaartje", "")})
    rol = rol_van(request.POST.get("kaartje", ""))
    mensen = list(met_rol(rol, timezone.localdate())) if rol else []
    if not mensen:
        return render(request, "gebruikers/oefenen_binnen.html", {"geweigerd": True}, status=403)
    login(request, secrets.choice(mensen), actions.INLOGMANIER)
    actions.sessie_onthouden(request)
    request.session[OEFENEN] = True
    return redirect("home")
