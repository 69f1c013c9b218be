"""Beheer of what mails say: every kind with its words, and a page to write own ones with how they will read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.post.actions import ONDERWERP, SLOT
from kern.post.teksten import MAILS, PLEKKEN, vul
from scholen.actions.instellingen import instelling_wijzigen, vroegste_dag
from scholen.eigen import mailwaarden
from scholen.forms.mails import MailForm
from scholen.models import Instelling, Samenwerkingsverband

BEHEREN = Permissie.INSTELLINGEN_BEHEREN


@require_safe
@beleid(BEHEREN)
def mails(request: Verzoek) -> HttpResponse:
    """Per SWV every mail of the outbox: when it goes, and whether its words are the own ones today."""
    vandaag, blokken = timezone.localdate(), []
    for swv in _eigen(request):
        nu = Instelling.objects.visible_to(request.user).geldig(swv, vandaag)
        blokken.append((swv, [(soort, mail, soort in nu.mailteksten) for soort, mail in MAILS.items()]))
    return render(request, "scholen/mails.html", {"blokken": blokken})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN, opnieuw_inloggen=True)
def mail(request: Verzoek, code: str, soort: str) -> HttpResponse:
    """Write one mail, with how it reads; from a later day on."""
    swv = get_object_or_404(_eigen(request), code__iexact=code)
    if soort not in MAILS:
        raise Http404
    nu = timezone.now()
    vanaf = vroegste_dag(swv, timezone.localdate(nu))
    stand = Instelling.objects.visible_to(request.user).geldig(swv, vanaf)
    form = MailForm(request.POST or None, soort=soort, instelling=stand, vanaf=vanaf)
    goed = request.method == "POST" and form.is_valid()
    if goed and request.POST.get("knop") != "voorbeeld" and _gewijzigd(request, swv, form, nu):
        return redirect("scholen:mails")
    eigen = form.cleaned_data["tekst"] if goed else stand.mailteksten.get(soort, "")
    context = {
        "swv_": swv,
        "mail": MAILS[soort],
        "form": form,
        "onderwerp": ONDERWERP,
        "leest": vul(eigen or MAILS[soort].tekst, {**_voorbeeld(), **mailwaarden(swv)}) + SLOT,
        "plekken": [(plek, PLEKKEN[plek], plek in MAILS[soort].moet) for plek in MAILS[soort].plekken],
    }
    return render(request, "scholen/mail.html", context)


def _voorbeeld() -> dict[str, str]:
    return {"{link}": f"{settings.SITE_URL}/account/login/", "{code}": "ABCD-EFGH", "{aantal}": "3"}


def _gewijzigd(request: Verzoek, swv: Samenwerkingsverband, form: MailForm, nu: datetime) -> bool:
    velden, van = {"mailteksten": form.teksten()}, form.cleaned_data["geldig_van"]
    try:
        instelling_wijzigen(swv, door=request.user, op=nu, geldig_van=van, velden=velden)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    messages.success(request, "Bewaard. Mails die vanaf die dag weggaan, zeggen dit.")
    return True


def _eigen(request: Verzoek) -> Any:
    return Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code")
