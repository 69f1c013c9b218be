"""A change of settings, or of name and looks, that was planned and should not happen after all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from scholen.actions import versies
from scholen.models import Instelling, Samenwerkingsverband, SwvVersie


@require_POST
@beleid(Permissie.INSTELLINGEN_BEHEREN, opnieuw_inloggen=True)
def versie_intrekken(request: Verzoek, public_id: str) -> HttpResponse:
    """Take back a version that has not begun, of either kind, and go to the page that it was on."""
    gegevens = SwvVersie.objects.visible_to(request.user).filter(public_id=public_id, swv__eigen=True).first()
    if gegevens is not None:
        _intrekken(request, partial(versies.versie_intrekken, gegevens))
        return redirect("scholen:gegevens_van", "huisstijl", gegevens.swv.code.lower())
    rijen = Instelling.objects.visible_to(request.user).filter(swv__eigen=True)
    _intrekken(request, partial(versies.versie_intrekken, get_object_or_404(rijen, public_id=public_id)))
    return redirect("scholen:instellingen")


def _intrekken(request: Verzoek, intrekken: Callable[..., Samenwerkingsverband]) -> None:
    try:
        intrekken(door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, "Ingetrokken. Dit gaat niet meer in.")
