"""How help and a plan for school that ended went, asked of the family on the page where it reads about them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arrangementen.actions.terugblik import hulp_van_kind
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.gebruikers.zicht import ZichtbaarModel
from kern.logboek.actions import gezien
from loket.actions.terugblik import Over
from loket.views.terugblik import terugblikvraag
from scholen.models import Leerling
from thuiszitters.actions.terugblik import plan_van_kind

from .hulp import deelname_van
from .naar_school import thuis_van

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def hulp_terugblik(request: Verzoek, public_id: str) -> HttpResponse:
    """About help at school, once and only when wanted."""
    deelname = deelname_van(request, public_id)
    over = hulp_van_kind(request.user, deelname, timezone.localdate())
    terug = reverse("dossier:arrangement", args=[public_id])
    return _vraag(request, over, deelname, deelname.leerling, terug)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def thuis_terugblik(request: Verzoek, leerling_id: str) -> HttpResponse:
    """About the plan with which a child went to school again, once and only when wanted."""
    mijn = thuis_van(request, leerling_id)
    if mijn.casus is None:
        raise Http404
    over = plan_van_kind(request.user, mijn.casus, timezone.localdate())
    terug = reverse("dossier:naar_school", args=[leerling_id])
    return _vraag(request, over, mijn.casus, mijn.kind, terug)


def _vraag(request: Verzoek, over: Over | None, ding: ZichtbaarModel, kind: Leerling, terug: str) -> HttpResponse:
    zelf = kind.gebruiker_id == request.user.pk
    form = terugblikvraag(request, over, je=zelf)
    if form is None:
        return redirect(terug)
    if request.method != "POST":
        gezien(ding, door=request.user, op=timezone.now(), wat="terugblik_gezien")
    context = {"form": form, "kind": kind, "zelf": zelf, "na": over.na if over else "", "terug": terug}
    return render(request, "dossier/terugblik.html", context)
