"""Who stands in for whom, and who gets which new work: two short lists that the desk keeps itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import verdelen
from loket.forms.werkplek import AfwezigForm, VerdeelForm
from loket.forms.werkvoorraad import Keuzes
from loket.models.werkplek import Verdeelregel, Waarneming
from scholen.models import Samenwerkingsverband, Werkgebied

P = Permissie


@require_safe
@beleid(P.AANVRAAG_CONTROLEREN)
def werkverdeling(request: Verzoek) -> HttpResponse:
    return _pagina(request)


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def afwezig_melden(request: Verzoek) -> HttpResponse:
    nu = timezone.now()
    form = AfwezigForm(request.POST, vandaag=timezone.localdate(nu), prefix="afwezig")
    if form.is_valid():
        try:
            rij = verdelen.afwezig_melden(door=request.user, op=nu, **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, f"{rij.waarnemer.naam} ziet dan het werk van {rij.gebruiker.naam}.")
            return redirect("loket:werkverdeling")
    return _pagina(request, afwezig=form)


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def afwezigheid_beeindigen(request: Verzoek, public_id: str) -> HttpResponse:
    rijen = Waarneming.objects.visible_to(request.user).select_related("gebruiker", "waarnemer")
    rij = get_object_or_404(rijen, public_id=public_id)
    verdelen.afwezigheid_beeindigen(rij, door=request.user, op=timezone.now())
    messages.success(request, f"{rij.gebruiker.naam} doet het eigen werk weer zelf.")
    return redirect("loket:werkverdeling")


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def verdeelregel_maken(request: Verzoek) -> HttpResponse:
    vandaag = timezone.localdate()
    form = VerdeelForm(request.POST, keuzes=Keuzes.van(vandaag), vandaag=vandaag, prefix="regel")
    if form.is_valid():
        velden = form.cleaned_data
        swv = get_object_or_404(Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True)[:1])
        gebieden = Werkgebied.objects.visible_to(request.user).filter(swv=swv, code=velden.get("werkgebied") or "")
        try:
            verdelen.verdeelregel_maken(
                swv=swv,
                werkgebied=gebieden.first(),
                soort=velden["soort"].upper(),
                collega=velden["collega"],
                door=request.user,
                op=timezone.now(),
            )
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, f"Nieuwe aanvragen gaan nu naar {velden['collega'].naam}.")
            return redirect("loket:werkverdeling")
    return _pagina(request, regel=form)


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def verdeelregel_verwijderen(request: Verzoek, public_id: str) -> HttpResponse:
    rijen = Verdeelregel.objects.visible_to(request.user).select_related("collega")
    verdelen.verdeelregel_verwijderen(
        get_object_or_404(rijen, public_id=public_id), door=request.user, op=timezone.now()
    )
    messages.success(request, "De regel is weg. Nieuwe aanvragen komen dan bij ‘Niet toegewezen’.")
    return redirect("loket:werkverdeling")


def _pagina(request: Verzoek, *, afwezig: Any = None, regel: Any = None) -> HttpResponse:
    vandaag = timezone.localdate()
    keuzes = Keuzes.van(vandaag)
    soorten, mij = dict(keuzes.soorten), request.user.public_id
    weg = Waarneming.objects.visible_to(request.user).filter(tot__gte=vandaag).select_related("gebruiker", "waarnemer")
    regels = Verdeelregel.objects.visible_to(request.user).select_related("collega", "werkgebied")
    context = {
        "afwezig": weg.order_by("van", "gebruiker__naam"),
        "regels": [
            (een, soorten.get(een.soort.lower(), een.soort))
            for een in regels.order_by("werkgebied__naam", "soort", "pk")
        ],
        "afwezig_form": afwezig or AfwezigForm(vandaag=vandaag, prefix="afwezig", initial={"gebruiker": mij}),
        "regel_form": regel or VerdeelForm(keuzes=keuzes, vandaag=vandaag, prefix="regel"),
        "form": afwezig or regel,
        "vandaag": vandaag,
    }
    return render(request, "loket/werkverdeling.html", context, status=200)
