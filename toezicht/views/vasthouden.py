"""What is about to go, asking to hold it, and what the privacy officer says of that."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from toezicht.actions.vasthouden import (
    dossier_vasthouden,
    regel_vasthouden,
    vasthouden_bevestigen,
    vasthouden_opheffen,
)
from toezicht.forms.bewaren import RedenForm, VasthoudForm
from toezicht.models import Opruimregel, Regelstand, Vasthouding
from toezicht.rules.bewaren import REGELS, Soort

P = Permissie
VRAGEN, GOEDKEUREN = P.VASTHOUDEN_VRAGEN, P.BEWAREN_GOEDKEUREN
PER_PAGINA = 50
GEVRAAGD = "Gevraagd. Alles over dit kind blijft staan. De functionaris gegevensbescherming kijkt ernaar."
GEEN_NAMEN = "Noem geen namen."


@require_safe
@beleid(VRAGEN)
def binnenkort_weg(request: Verzoek) -> HttpResponse:
    """Files that were approved to go and can still be taken back, by their number; and what is held."""
    regels = Opruimregel.objects.visible_to(request.user, VRAGEN).filter(stand=Regelstand.ZACHT)
    regels = regels.select_related("school", "opruiming").order_by("opruiming__zacht_tot", "kenmerk", "pk")
    pagina = Paginator(regels, PER_PAGINA).get_page(request.GET.get("pagina"))
    houdt = Vasthouding.objects.visible_to(request.user, VRAGEN).filter(opgeheven_op=None)
    context = {
        "pagina": pagina,
        "regels": [(een, REGELS[Soort(een.soort)].naam if een.soort in {*Soort} else "Nagespeeld") for een in pagina],
        "houdt": houdt.select_related("gezet_door").order_by("gezet_op"),
    }
    return render(request, "toezicht/binnenkort_weg.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(VRAGEN)
@eenmaal
def regel_houden(request: Verzoek, public_id: str) -> HttpResponse:
    """Ask to hold a file that is about to go."""
    regels = Opruimregel.objects.visible_to(request.user, VRAGEN).filter(stand=Regelstand.ZACHT)
    rij = get_object_or_404(regels.select_related("opruiming", "school"), public_id=public_id)
    form = RedenForm(request.POST or None, vraag="Waarom moet dit dossier blijven?", hulp=GEEN_NAMEN)
    if request.method == "POST" and form.is_valid():
        try:
            regel_vasthouden(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, GEVRAAGD)
            return redirect("toezicht:binnenkort_weg")
    gezien(rij, door=request.user, op=timezone.now(), wat="opruimregel_gezien")
    return render(request, "toezicht/regel_houden.html", {"regel": rij, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(VRAGEN)
@eenmaal
def vasthouden(request: Verzoek) -> HttpResponse:
    """Ask to hold everything about a child."""
    form = VasthoudForm(request.POST or None, wie=request.user, vraag="Waarom moet dit blijven?", hulp=GEEN_NAMEN)
    if request.method == "POST" and form.is_valid():
        try:
            dossier_vasthouden(form.leerling, door=request.user, op=timezone.now(), reden=form.cleaned_data["reden"])
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, GEVRAAGD)
            return redirect("toezicht:binnenkort_weg")
    return render(request, "toezicht/vasthouden.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(GOEDKEUREN)
@eenmaal
def opheffen(request: Verzoek, public_id: str) -> HttpResponse:
    """Confirm that it is kept, or say why it need not be."""
    zichtbaar = Vasthouding.objects.visible_to(request.user, GOEDKEUREN).select_related("gezet_door", "bevestigd_door")
    rij = get_object_or_404(zichtbaar, public_id=public_id)
    bevestigt = request.POST.get("actie") == "bevestigen"
    form = RedenForm(None if bevestigt else request.POST or None, vraag="Waarom hoeft dit niet (meer) te blijven?")
    if request.method == "POST":
        try:
            if bevestigt:
                vasthouden_bevestigen(rij, door=request.user, op=timezone.now())
                messages.success(request, "Bevestigd. Alles over dit kind blijft staan tot iemand dat opheft.")
                return redirect("toezicht:bewaren")
            if form.is_valid():
                vasthouden_opheffen(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
                messages.success(request, "Opgeheven. Over dertig dagen telt de bewaartermijn weer.")
                return redirect("toezicht:bewaren")
        except NietMogelijk as reden:
            messages.error(request, str(reden))
            return redirect("toezicht:vasthouden_opheffen", rij.public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="vasthouding_gezien")
    return render(request, "toezicht/opheffen.html", {"rij": rij, "form": form})
