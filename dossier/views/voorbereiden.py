"""A helper prepares a view, and who asked it takes that over."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions import helpermening as acties
from loket.forms.helper import VoorbereidForm
from loket.models import Aanvraag, Helperconcept
from loket.views.gevraagd import wacht_op

P = Permissie


def voorbereiden(request: Verzoek, public_id: str) -> HttpResponse:
    """The page of the helper: what was asked, and what is proposed. There is nothing to send."""
    zaken = Aanvraag.objects.visible_to(request.user, P.DOSSIER_MEEKIJKEN).select_related("leerling", "school")
    aanvraag: Aanvraag = get_object_or_404(zaken, public_id=public_id)
    toegang, rij = acties.voor_te_bereiden(aanvraag, request.user)
    mijn = Helperconcept.objects.visible_to(request.user, P.DOSSIER_MEEKIJKEN)
    stond = mijn.filter(toegang=toegang, zienswijze=rij).first()
    form = VoorbereidForm(request.POST or None, initial={"tekst": stond.tekst if stond else ""})
    if form.is_valid():
        try:
            acties.mening_voorbereiden(aanvraag, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(
                request, gettext("Bewaard. {wie} leest het in het eigen dossier.").format(wie=toegang.van_wie)
            )
            return redirect("dossier:mening", public_id)
    if request.method != "POST":
        gezien(aanvraag, door=request.user, op=timezone.now(), wat="zienswijze_gezien", rol=Rol.HELPER)
    context = {"aanvraag": aanvraag, "ronde": rij.ronde, "wie": toegang.van_wie, "form": form}
    return render(request, "dossier/mening_voorbereiden.html", context | {"open": wacht_op(rij)})


def overnemen(request: Verzoek, public_id: str) -> HttpResponse:
    """Put what a helper proposed in the own view, which is not sent by that."""
    try:
        acties.mening_overnemen(request.POST.get("voorstel", ""), door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, gettext("Overgenomen. Lees uw mening na. Er is nog niets verstuurd."))
    return redirect("dossier:mening", public_id)


def voorbereid(request: Verzoek, aanvraag: Aanvraag) -> list[Helperconcept]:
    """What helpers of this reader proposed for its view in this case."""
    mijn = Helperconcept.objects.visible_to(request.user, P.ZIENSWIJZE_GEVEN)
    mijn = mijn.filter(toegang__gegeven_door=request.user, toegang__aanvraag=aanvraag)
    return list(mijn.select_related("toegang").order_by("pk"))
