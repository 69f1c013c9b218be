"""Another e-mail address for the own account of a family: a code to the new address, a notice to the old one."""

from __future__ import annotations

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from kern.brieven.echtheid import leesbaar, nieuwe_code
from kern.gebruikers.actions import adres_in_gebruik
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.post.actions import meteen
from loket.actions.toegang import eigen_email_wijzigen
from loket.forms.toegang import MailcodeForm, NieuwEmailForm

from . import mailcode

SESSIE = "nieuw_email"
GRENZEN = {"nieuw_email": "5/h/key"}
"""Of sending codes, per account."""
NIET_GEMAILD = gettext_lazy("Wij konden nu geen mail sturen. Probeer het over een uur nog een keer")


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@beleid(Permissie.DOSSIER_LEZEN, opnieuw_inloggen=True)
def nieuw(request: Verzoek) -> HttpResponse:
    """The new address, to which a code goes. Whether another has an account with it, only who reads the mail learns."""
    if request.user.moet_sterk_inloggen:
        raise Http404  # of who works here too, the administrator changes it
    form = NieuwEmailForm(request.POST if request.method == "POST" else None, huidig=request.user.email)
    if form.is_valid():
        if _gemaild(request, form.cleaned_data["email"].lower()):
            return redirect("loket:eigen_email_code")
        form.add_error("email", NIET_GEMAILD)
    return render(request, "loket/eigen_email.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@beleid(Permissie.DOSSIER_LEZEN, opnieuw_inloggen=True)
def bevestigen(request: Verzoek) -> HttpResponse:
    """The code of the mail; from then on the account has the new address."""
    staat, op = request.session.get(SESSIE), timezone.now()
    if staat is None or staat["wie"] != request.user.public_id or request.user.moet_sterk_inloggen:
        return redirect("loket:eigen_email")
    form = MailcodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if mailcode.klopt(staat, form.cleaned_data["code"], op):
            del request.session[SESSIE]
            try:
                sessie = request.session.session_key or ""
                eigen_email_wijzigen(email=staat["email"], door=request.user, op=op, sessie=sessie)
            except NietMogelijk as reden:
                messages.error(request, gettext(str(reden)))
                return redirect("loket:eigen_email")
            messages.success(request, gettext("Uw e-mailadres is gewijzigd. Log voortaan in met het nieuwe adres."))
            return redirect("mfa_index")
        request.session[SESSIE] = staat | {"fout": staat["fout"] + 1}
        form.add_error(
            "code", gettext("Deze code klopt niet, of werkt niet meer. Kijk hem na, of laat een nieuwe sturen")
        )
    return render(request, "loket/eigen_email_code.html", {"form": form, "email": staat["email"]})


def _gemaild(request: Verzoek, adres: str) -> bool:
    """Send a code to this address, or to who has an account with it that there is one. False when it did not go."""
    if not consume(request, app="loket", action="nieuw_email", config=GRENZEN, key=request.user.public_id):
        return False
    code = "" if adres_in_gebruik(adres, behalve=request.user) else nieuwe_code()
    try:
        if code:
            meteen(aan=adres, soort="mailcode", code=leesbaar(code))
        else:
            meteen(aan=adres, soort="al_bezet", link=f"{settings.SITE_URL}{reverse('account_login')}")
    except OSError:
        return False
    request.session[SESSIE] = mailcode.verstuurd(adres, code, timezone.now()) | {"wie": request.user.public_id}
    return True
