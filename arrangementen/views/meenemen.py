"""Pupils who left while help was running, and taking their help along to the new school."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from arrangementen.actions.meenemen import arrangement_meenemen as meenemen
from arrangementen.actions.meenemen import nieuwe_scholen, vertrokken, waarom_niet_mee
from arrangementen.actions.urenstand import met_hulp
from arrangementen.forms.uitvoering import MeenemenForm
from arrangementen.models import Arrangement, Deelname
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle

from .arrangement import bekeken, haal, kop

P = Permissie


@require_safe
@beleid(P.ARRANGEMENT_TOEKENNEN)
def arrangementen_vertrokken(request: Verzoek) -> HttpResponse:
    """Who is no longer enrolled where help still runs; with the school of now when it is one of ours."""
    vandaag = timezone.localdate()
    lijst = list(vertrokken(request.user, vandaag))
    gezien_alle(lijst, door=request.user, op=timezone.now(), wat="vertrokken_gezien")
    regels = [(een, list(nieuwe_scholen(een, vandaag))) for een in lijst]
    return render(request, "arrangementen/vertrokken.html", {"regels": regels})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ARRANGEMENT_TOEKENNEN)
def arrangement_meenemen(request: Verzoek, public_id: str) -> HttpResponse:
    """Stop at the old school and go on at the new one, with what is left."""
    rij, vandaag = haal(request, public_id, P.ARRANGEMENT_TOEKENNEN), timezone.localdate()
    if rij.voor != Arrangement.Voor.LEERLING or rij.feiten().van is None:
        raise Http404
    zichtbaar = Deelname.objects.visible_to(request.user).filter(arrangement=rij).select_related("arrangement")
    deelname = zichtbaar.get()
    eerste, laatste = met_hulp(rij)
    begin = min(max(vandaag, eerste), laatste)
    scholen = nieuwe_scholen(deelname, vandaag)
    form = MeenemenForm(request.POST or None, scholen=scholen, begin=begin)
    if request.method == "POST" and form.is_valid():
        try:
            nieuw = meenemen(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.geweigerd(reden)
        else:
            messages.success(request, f"De hulp gaat mee naar {nieuw.school.naam}.")
            return redirect("arrangementen:arrangement", nieuw.public_id)
    if request.method != "POST":
        bekeken(request, rij)
    context = {"form": form, "waarom_niet": waarom_niet_mee(rij, vandaag), "scholen": scholen}
    return render(request, "arrangementen/meenemen.html", kop(request, rij) | context)
