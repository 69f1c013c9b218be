"""A page of figures with its choices under a name: the saved views of the desk, for pages of monitoring."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arrangementen.models import Aanbod
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.werkplek import weergave_bewaren, weergave_verwijderen
from loket.models.werkplek import CIJFERS, BewaardeWeergave
from monitoring.forms.weergave import WeergaveForm
from monitoring.rules import filter as filterregels
from monitoring.rules.periode import uit_adres

PAGINAS = {
    "overzicht": "Monitoring",
    "aanvragen": "Aanvragen en besluiten",
    "op_tijd": "Zijn we op tijd?",
    "ondersteuning": "Hoe ontwikkelt de ondersteuning zich?",
    "geld": "Waar gaat het geld heen?",
    "bezwaar": "Bezwaar en gehoord worden",
    "thuiszitters": "Welke kinderen zitten thuis?",
    "steunpunt": "Wat hoort het steunpunt?",
    "kaart": "Kaart",
}
"""Which pages can be kept, and what they are called."""


def pagina_van(request: Verzoek) -> str:
    """The name of the page that is asked; empty when it cannot be kept."""
    naam = request.resolver_match.url_name if request.resolver_match else None
    return naam if naam in PAGINAS else ""


def weergaven_van(request: Verzoek, pagina: str) -> list[tuple[str, str, bool]]:
    """The kept views of this page: name, address, and whether it is the one in sight."""
    begin = f"{CIJFERS}{pagina}&"
    rijen = BewaardeWeergave.objects.visible_to(request.user).filter(vraag__startswith=begin).order_by("naam", "pk")
    hier, nu = reverse(f"monitoring:{pagina}"), _vraag(request)
    paren = [(een.naam, een.vraag.removeprefix(begin)) for een in rijen]
    return [(naam, f"{hier}?{vraag}", vraag == nu) for naam, vraag in paren]


def _adres(bewaard: BewaardeWeergave) -> str:
    """Where a kept view leads."""
    pagina, _, vraag = bewaard.vraag.removeprefix(CIJFERS).partition("&")
    return f"{reverse(f'monitoring:{pagina}')}?{vraag}"


def _vraag(request: Verzoek) -> str:
    """What the address chooses, and nothing else that stands in it: no free text is kept (afspraak 20)."""
    periode, per = request.GET.get("periode", ""), filterregels.per(request.GET)
    gekozen = {"periode": uit_adres(periode, timezone.localdate()).code, **filterregels.uit_adres(request.GET).gekozen}
    aanbod = Aanbod.objects.visible_to(request.user, Permissie.MONITORING_LEZEN)
    if "thema" in gekozen and not aanbod.filter(thema=gekozen["thema"]).exists():
        del gekozen["thema"]  # any other choice is a code; this one could be a name that somebody typed
    return urlencode(gekozen | ({"per": per.value} if per else {}))


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(Permissie.MONITORING_LEZEN)
def weergave(request: Verzoek) -> HttpResponse:
    """Give a page as it stands a name, and throw away what one does not need any more."""
    pagina = request.GET.get("pagina", "overzicht")
    if pagina not in PAGINAS:
        raise Http404
    if "weg" in request.POST:
        return _weg(request, pagina)
    adres, form = f"{reverse(f'monitoring:{pagina}')}?{_vraag(request)}", WeergaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        velden = {"naam": form.cleaned_data["naam"], "gedeeld": form.cleaned_data["voor"] == "iedereen"}
        vraag = f"{CIJFERS}{pagina}&{_vraag(request)}"
        try:
            rij = weergave_bewaren(door=request.user, op=timezone.now(), vraag=vraag, **velden)
        except NietMogelijk as reden:
            form.add_error("naam", str(reden).removesuffix("."))
        else:
            messages.success(request, f"De weergave ‘{rij.naam}’ is bewaard.")
            return redirect(f"{reverse('monitoring:weergave')}?pagina={pagina}")
    eigen = BewaardeWeergave.objects.visible_to(request.user).filter(eigenaar=request.user, vraag__startswith=CIJFERS)
    lijst = [(een, _adres(een)) for een in eigen.order_by("naam", "pk")]
    context = {"form": form, "titel": PAGINAS[pagina], "terug": adres, "eigen": lijst}
    return render(request, "monitoring/weergave.html", context)


def _weg(request: Verzoek, pagina: str) -> HttpResponse:
    """Throw an own view away."""
    rijen = BewaardeWeergave.objects.visible_to(request.user).filter(vraag__startswith=CIJFERS)
    rij = get_object_or_404(rijen, public_id=request.POST["weg"], eigenaar=request.user)
    weergave_verwijderen(rij, door=request.user, op=timezone.now())
    messages.success(request, f"De weergave ‘{rij.naam}’ is verwijderd.")
    return redirect(f"monitoring:{pagina}")
