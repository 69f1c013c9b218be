"""Taking settings from one portal to another: download them, offer a file, see what changes, take it over."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from inrichting.actions import overzetten as acties
from inrichting.forms import BestandForm
from inrichting.models import Overzetting
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from scholen.models import Samenwerkingsverband

BEHEREN = Permissie.INSTELLINGEN_BEHEREN
TONEN = 40
"""How many differences of one part are shown."""


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def overzetten(request: Verzoek) -> HttpResponse:
    """The files of the own SWVs to download, and a file to offer."""
    form = BestandForm(request.POST, request.FILES) if request.method == "POST" else BestandForm()
    if form.is_valid():
        bestand = form.cleaned_data["bestand"]
        try:
            rij = acties.overzetting_aanbieden(bestand.read(), bestand.name, door=request.user, op=timezone.now())
        except NietMogelijk as reden:
            form.add_error("bestand", str(reden))
        else:
            return redirect("inrichting:overzetting", rij.public_id)
    context = {
        "form": form,
        "eigen": Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code"),
        "eerder": Overzetting.objects.visible_to(request.user).select_related("door").order_by("-created_at")[:10],
    }
    return render(request, "inrichting/overzetten.html", context)


@require_safe
@beleid(BEHEREN, opnieuw_inloggen=True)
def meenemen(request: Verzoek, code: str) -> HttpResponse:
    """The file with all settings of one SWV."""
    eigen = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True)
    swv = get_object_or_404(eigen, code__iexact=code)
    nu = timezone.now()
    data = acties.instellingen_meenemen(swv, door=request.user, op=nu)
    antwoord = HttpResponse(data, content_type="application/json; charset=utf-8")
    naam = f"instellingen-{swv.code.lower()}-{timezone.localdate(nu).isoformat()}.json"
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}"'
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN, opnieuw_inloggen=True)
def overzetting(request: Verzoek, public_id: str) -> HttpResponse:
    """What this file would change here; POST takes it over."""
    rij = get_object_or_404(Overzetting.objects.visible_to(request.user), public_id=public_id)
    if request.method == "POST":
        akkoord = request.POST.get("akkoord", "")
        try:
            acties.overzetting_overnemen(rij, door=request.user, op=timezone.now(), akkoord=akkoord)
        except NietMogelijk as reden:
            messages.error(request, str(reden))
            return redirect("inrichting:overzetting", rij.public_id)
        messages.success(request, "Overgenomen. Instellingen voor dossiers en brieven gelden vanaf morgen.")
        return redirect("inrichting:overzetten")
    voorstel = None if rij.overgenomen_op else acties.voorstel(rij, timezone.localdate())
    per_deel = voorstel.per_deel if voorstel else ()
    context = {
        "rij": rij,
        "voorstel": voorstel,
        "delen": [(deel.titel, alle[:TONEN], len(alle[TONEN:])) for deel, alle in per_deel if alle],
        "gelijk": [deel.titel for deel, alle in per_deel if not alle],
    }
    return render(request, "inrichting/overzetting.html", context)
