"""The set for research: who got which one, giving one, and its file."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.bestanden.antwoord import als_bijlage
from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.termijnen.schooljaar import schooljaar
from loket.views.eigen_swv import swvs_van
from monitoring.actions.onderzoek import JAREN, onderzoeksset_geven
from monitoring.forms.onderzoek import OnderzoekForm
from monitoring.models import Onderzoeksset, Stand, Verstrekking

from .rapporten import Voortgang

MAKEN = Permissie.RAPPORT_MAKEN
PER_PAGINA = 25


def _zichtbaar(request: Verzoek) -> QuerySet[Verstrekking]:
    rijen = Verstrekking.objects.visible_to(request.user, MAKEN)
    return rijen.select_related("set__swv", "set__inhoud", "gegeven_door")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(MAKEN)
@eenmaal
def onderzoek(request: Verzoek) -> HttpResponse:
    """Who got a set and what for, and giving one. A piece of it alone for who waits for the worker."""
    nu = timezone.now()
    dit = schooljaar(timezone.localdate(nu))
    jaren = [dit - terug for terug in range(1, JAREN + 1)]
    form = OnderzoekForm(request.POST or None, swvs=swvs_van(request), jaren=jaren)
    if request.method == "POST" and form.is_valid():
        velden = form.cleaned_data
        try:
            onderzoeksset_geven(velden.pop("swv"), door=request.user, op=nu, **velden)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Vastgelegd. Hieronder staat de set, zodra hij klaar is.")
            return redirect("monitoring:onderzoek")
    pagina = Paginator(_zichtbaar(request), PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {"form": form, "pagina": pagina, "voortgang": _voortgang(request)}
    blad = "monitoring/_onderzoek.html" if request.headers.get("X-Fragment") else "monitoring/onderzoek.html"
    return render(request, blad, context)


def _voortgang(request: Verzoek) -> Voortgang:
    """How far the sets are; those that are there count only as long as another one is made."""
    tel = Counter(een.stand for een in Onderzoeksset.objects.visible_to(request.user, MAKEN))
    return Voortgang(tel[Stand.KLAAR], tel[Stand.WACHT] + tel[Stand.BEZIG], tel[Stand.MISLUKT])


@require_safe
@beleid(MAKEN, opnieuw_inloggen=True)
def onderzoek_bestand(request: Verzoek, public_id: str) -> HttpResponseBase:
    """The file that was given, once it is there. Who took it, is written down."""
    rij = get_object_or_404(_zichtbaar(request).filter(set__inhoud__isnull=False), public_id=public_id)
    assert rij.set.inhoud is not None
    gezien(rij, door=request.user, op=timezone.now(), wat="onderzoeksset_gedownload")
    return als_bijlage(rij.set.inhoud, f"onderzoeksset-{rij.set.swv.code.lower()}-{rij.set.jaar}.zip")
