"""Leaving with everything: asking, agreeing, and fetching the package once."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from toezicht.actions.vertrek import pakket_beoordelen, pakket_ophalen, pakket_stoppen, pakket_vragen
from toezicht.forms.vertrek import VertrekAntwoordForm, VertrekForm
from toezicht.models import Vertrekpakket
from toezicht.rules.vertrek import DAGEN_OPHALEN, WEGGELATEN, bestandsnaam

P = Permissie
VRAGEN, GOEDKEUREN = P.VERTREK_VRAGEN, P.VERTREK_GOEDKEUREN
PER_PAGINA = 25


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(VRAGEN, GOEDKEUREN)
@eenmaal
def vertrekpakketten(request: Verzoek) -> HttpResponse:
    """What it is, which ones there were, and asking for one."""
    mag = request.user.heeft(VRAGEN)
    form = VertrekForm(request.POST or None)
    if request.method == "POST" and mag and form.is_valid():
        try:
            rij = pakket_vragen(door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Gevraagd. De functionaris gegevensbescherming zegt ja of nee.")
            return redirect("toezicht:vertrekpakket", rij.public_id)
    rijen = Vertrekpakket.objects.visible_to(request.user, VRAGEN, GOEDKEUREN).select_related("gevraagd_door")
    pagina = Paginator(rijen, PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {"form": form, "mag": mag, "pagina": pagina, "dagen": DAGEN_OPHALEN}
    return render(request, "toezicht/vertrekpakketten.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(VRAGEN, GOEDKEUREN, opnieuw_inloggen=True)
@eenmaal
def vertrekpakket(request: Verzoek, public_id: str) -> HttpResponse:
    """One package: how far it is; saying yes or no, or stopping it."""
    rij = _rij(request, public_id)
    stoppen = request.POST.get("actie") == "stoppen"
    form = VertrekAntwoordForm(request.POST if request.method == "POST" and not stoppen else None)
    if request.method == "POST":
        try:
            if stoppen:
                pakket_stoppen(rij, door=request.user, op=timezone.now())
                messages.success(request, "Gestopt. Er is geen bestand meer.")
                return redirect("toezicht:vertrekpakketten")
            if form.is_valid():
                pakket_beoordelen(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
                messages.success(request, "Vastgelegd.")
                return redirect("toezicht:vertrekpakket", rij.public_id)
        except NietMogelijk as reden:
            messages.error(request, str(reden))
            return redirect("toezicht:vertrekpakket", rij.public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="vertrekpakket_gezien")
    return render(request, "toezicht/vertrekpakket.html", _over(request, rij, form))


def _over(request: Verzoek, rij: Vertrekpakket, form: VertrekAntwoordForm) -> dict[str, object]:
    mijn = rij.gevraagd_door_id == request.user.pk
    loopt = rij.gewist_op is None and rij.akkoord is not False
    return {
        "rij": rij,
        "form": form,
        "beslist": rij.akkoord is None and loopt and request.user.heeft(GOEDKEUREN) and not mijn,
        "haalt_op": mijn and request.user.heeft(VRAGEN) and rij.op_te_halen(timezone.localdate()),
        "loopt": loopt,
        "weggelaten": sorted({*WEGGELATEN.values()}),
    }


@require_POST
@beleid(VRAGEN, opnieuw_inloggen=True)
def vertrekpakket_ophalen(request: Verzoek, public_id: str) -> HttpResponseBase:
    """The file, once. It is thrown away while it goes out, and who took it is written down."""
    rij = _rij(request, public_id)
    try:
        bestand = pakket_ophalen(rij, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
        return redirect("toezicht:vertrekpakket", rij.public_id)
    assert rij.gemaakt_op is not None
    naam = bestandsnaam(timezone.localdate(rij.gemaakt_op))
    antwoord = FileResponse(bestand, as_attachment=True, filename=naam, content_type="application/zip")
    antwoord["Cache-Control"] = "no-store"
    return antwoord


def _rij(request: Verzoek, public_id: str) -> Vertrekpakket:
    rijen = Vertrekpakket.objects.visible_to(request.user, VRAGEN, GOEDKEUREN)
    rij: Vertrekpakket = get_object_or_404(
        rijen.select_related("gevraagd_door", "beoordeeld_door"), public_id=public_id
    )
    return rij
