"""Once a quarter: is this list of people still right? And for beheer, which lists nobody looked through."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.verzoek import Verzoek
from scholen.actions import nakijken as acties
from scholen.actions.leden import BEHEERT_LEDEN
from scholen.forms.nakijken import NakijkForm
from scholen.models import School
from scholen.rules.nakijken import kwartaal

WIE = BEHEERT_LEDEN


@require_safe
@beleid(*WIE)
def nakijken(request: Verzoek) -> HttpResponse:
    """The lists that this user can look through, what is open first."""
    vandaag = timezone.localdate()
    standen = acties.standen(Lidmaatschap.objects.visible_to(request.user, *WIE), vandaag)
    context = {"standen": standen, "open": sum(een.open > 0 for een in standen), "sinds": kwartaal(vandaag)}
    return render(request, "scholen/nakijken.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*WIE, opnieuw_inloggen=True)
def nakijken_lijst(request: Verzoek, waar: str) -> HttpResponse:
    """Of everybody on this list of whom nobody said so this quarter: still right, or here no more."""
    vandaag = timezone.localdate()
    allen = acties.lijst(Lidmaatschap.objects.visible_to(request.user, *WIE), waar, vandaag)
    if not allen.exists():
        raise Http404
    nog = allen.filter(acties.nog_open(vandaag)).select_related("gebruiker").order_by("gebruiker__naam", "pk")
    form = NakijkForm(request.POST if request.method == "POST" else None, leden=nog, zelf=request.user.public_id)
    if form.is_valid():
        try:
            acties.lijst_nakijken(form.gekozen, door=request.user, op=timezone.now())
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Opgeslagen.")
            return redirect("scholen:nakijken_lijst", waar)
    school = School.objects.visible_to(request.user).filter(brin6=waar).first()
    context = {
        "form": form,
        "aantal": len(form.leden),
        "totaal": allen.count(),
        "naam": school.naam if school else "Samenwerkingsverband en anderen",
        "sinds": kwartaal(vandaag),
    }
    return render(request, "scholen/nakijken_lijst.html", context)
