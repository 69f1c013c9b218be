"""The rows beneath a figure: where a controller ends who follows it down."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle
from loket.models import Aanvraag
from loket.models.tlv import TlvQuerySet

from .keuze import Keuze

PER_PAGINA = 50


def rijenpagina(
    request: Verzoek, keuze: Keuze, rijen: QuerySet[Aanvraag], *, titel: str, terug: str, terugtitel: str
) -> HttpResponse:
    """These aanvragen, in the order in which they came; each child on the page is a look at it.

    A number leads on to the aanvraag for who may read that; others see what was counted, and no word about the child.
    """
    lijst = rijen.select_related("school", "leerling", "instelling").order_by("ontvangstdatum", "pk")
    pagina = Paginator(lijst, PER_PAGINA).get_page(request.GET.get("pagina"))
    gezien_alle(list(pagina), door=request.user, op=timezone.now(), wat="monitoring_gezien")
    hier = [een.pk for een in pagina]
    open_ = {*Aanvraag.objects.visible_to(request.user).filter(pk__in=hier).values_list("pk", flat=True)}
    context = {
        "open": open_,
        "keuze": keuze,
        "titel": titel,
        "pagina": pagina,
        "terug": terug,
        "terugtitel": terugtitel,
    }
    return render(request, "monitoring/rijen.html", context)


def tlvpagina(
    request: Verzoek, keuze: Keuze, rijen: TlvQuerySet, *, titel: str, terug: str, terugtitel: str
) -> HttpResponse:
    """These TLVs, the last decided first; each child on the page is a look at it."""
    met = rijen.met_laatste_dag()
    lijst = met.select_related("leerling", "besluit__aanvraag__school").order_by("-besluit__besluitdatum", "-pk")
    pagina = Paginator(lijst, PER_PAGINA).get_page(request.GET.get("pagina"))
    gezien_alle(list(pagina), door=request.user, op=timezone.now(), wat="monitoring_gezien")
    context = {"keuze": keuze, "titel": titel, "pagina": pagina, "terug": terug, "terugtitel": terugtitel}
    return render(request, "monitoring/tlvrijen.html", context)
