"""Beheer of the translations: every text beside its Dutch, and the sign-off of a speaker."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.brieven.talen import NEDERLANDS, TALEN
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.vertaling import vertaling_nakijken
from loket.forms.vertaling import NagekekenForm
from loket.models import Vertaalcontrole
from loket.uitleg.vertaling import teksten, versie

P = Permissie
PER_PAGINA = 100


@require_safe
@beleid(P.INSTELLINGEN_BEHEREN)
def vertalingen(request: Verzoek) -> HttpResponse:
    """Each language with how it stands."""
    vreemd = [taal for taal in TALEN.values() if taal.code != NEDERLANDS]
    controles = {een.taal: een for een in _geldig(request, [taal.code for taal in vreemd])}
    regels = [(taal, len(teksten(taal.code)), controles.get(taal.code)) for taal in vreemd]
    return render(request, "loket/vertalingen.html", {"regels": regels})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.INSTELLINGEN_BEHEREN)
def vertaling(request: Verzoek, taal: str) -> HttpResponse:
    """The texts of one language beside the Dutch, a hundred at a time; record who checked them."""
    if taal not in TALEN or taal == NEDERLANDS:
        raise Http404
    nu = timezone.now()
    begin = {"versie": versie(taal), "nagekeken_op": timezone.localdate(nu)}
    form = NagekekenForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            vertaling_nakijken(door=request.user, op=nu, taal=taal, **form.velden())
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Vastgelegd. Bij deze vertaling staat niet meer dat zij nog niet is nagekeken.")
            return redirect("loket:vertaling", taal)
    controle = next(iter(_geldig(request, [taal])), None)
    pagina = Paginator(teksten(taal), PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {"taal": TALEN[taal], "pagina": pagina, "controle": controle, "form": form}
    return render(request, "loket/vertaling.html", context)


def _geldig(request: Verzoek, talen: list[str]) -> list[Vertaalcontrole]:
    """The sign-offs of the texts as they are now."""
    alle = Vertaalcontrole.objects.visible_to(request.user).filter(taal__in=talen).select_related("vastgelegd_door")
    return [een for een in alle if een.versie == versie(een.taal)]
