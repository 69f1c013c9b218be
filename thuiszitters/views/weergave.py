"""The board of this user under names, and its week: what came, what went and what needs somebody, without names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from thuiszitters.actions import weergave as acties
from thuiszitters.forms.bord import WeergaveForm, kale_vraag
from thuiszitters.models import OPEN, Bordweergave, Casus, Weekkeuze, bord
from thuiszitters.models.casus import CasusQuerySet

P = Permissie
WEEK = timedelta(days=7)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_LEZEN)
def weergave(request: Verzoek) -> HttpResponse:
    """Give the board as it stands a name, and throw away what one does not need any more."""
    if "weg" in request.POST:
        return _weg(request)
    deelt = request.user.heeft(P.THUISZITTER_BEGELEIDEN)
    begin = {"vraag": kale_vraag(request.GET.urlencode()), "voor": "mij"}
    form = WeergaveForm(request.POST or None, initial=begin, deelt=deelt)
    if request.method == "POST" and form.is_valid():
        try:
            rij = acties.weergave_bewaren(door=request.user, op=timezone.now(), **form.velden)
        except NietMogelijk as reden:
            form.add_error("naam", str(reden).removesuffix("."))
        else:
            messages.success(request, f"De weergave ‘{rij.naam}’ is bewaard.")
            return redirect(f"/thuiszitters/?{rij.vraag}")
    eigen = Bordweergave.objects.visible_to(request.user).filter(eigenaar=request.user).order_by("naam", "pk")
    return render(request, "thuiszitters/weergave.html", {"form": form, "terug": begin["vraag"], "eigen": eigen})


def _weg(request: Verzoek) -> HttpResponse:
    """Throw an own view away."""
    rij = get_object_or_404(Bordweergave.objects.visible_to(request.user), public_id=request.POST["weg"])
    acties.weergave_verwijderen(rij, door=request.user, op=timezone.now())
    messages.success(request, f"De weergave ‘{rij.naam}’ is verwijderd.")
    return redirect("thuiszitters:thuiszitters")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_LEZEN)
def week(request: Verzoek) -> HttpResponse:
    """The figures of the last seven days, and whether a mail says each Monday that they are there."""
    if request.method == "POST":
        aan = request.POST.get("mail") == "aan"
        acties.week_kiezen(door=request.user, op=timezone.now(), aan=aan)
        messages.success(request, "Je krijgt elke maandag een mail." if aan else "Je krijgt geen mail meer.")
        return redirect("thuiszitters:week")
    vandaag = timezone.localdate()
    zichtbaar = Casus.objects.visible_to(request.user, P.THUISZITTER_LEZEN).filter(opgegaan_in=None)
    lopend = zichtbaar.filter(status__in=OPEN)
    sinds = vandaag - WEEK
    context = {
        "sinds": sinds,
        "vandaag": vandaag,
        "lopend": lopend.count(),
        "erbij": zichtbaar.filter(gemeld_op__date__gt=sinds).count(),
        "eraf": zichtbaar.filter(gesloten_op__date__gt=sinds).count(),
        "redenen": _redenen(lopend, vandaag),
        "mail": Weekkeuze.objects.visible_to(request.user).exists(),
    }
    return render(request, "thuiszitters/week.html", context)


def _redenen(lopend: CasusQuerySet, vandaag: date) -> Sequence[tuple[str, str, int]]:
    """Per reason to be on top of the board: its words, the address of those cases, and how many there are."""
    tellen: dict[str, Any] = bord.tellen(lopend, vandaag)
    return [(zin, f"/thuiszitters/?nodig={naam}", tellen[naam]) for naam, zin in bord.NODIG.items() if tellen[naam]]
