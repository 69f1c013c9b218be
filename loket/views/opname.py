"""The memo with a view at the desk: listening, and writing down in short what is said, for the letter."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions.opname import samenvatting_schrijven
from loket.forms.zienswijze import SamenvattingForm
from loket.models import Opnamesamenvatting, Zienswijze

from .gevraagd import is_open
from .meningbestanden import bestanden_van

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ZIENSWIJZE_VRAGEN)
def opname_samenvatting(request: Verzoek, public_id: str) -> HttpResponse:
    """All versions, the newest first, with what the giver said of them; the next one is written here."""
    rijen = Zienswijze.objects.visible_to(request.user, P.ZIENSWIJZE_VRAGEN).filter(opname=True)
    rijen = rijen.select_related("betrokkene", "leerling", "ronde__aanvraag__leerling", "ronde__aanvraag__school")
    rij = get_object_or_404(rijen, public_id=public_id)
    versies = Opnamesamenvatting.objects.visible_to(request.user).filter(zienswijze=rij)
    versies = versies.select_related("geschreven_door").order_by("-versie")
    begin = {"tekst": versies[0].tekst} if versies else {}
    form = SamenvattingForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            samenvatting_schrijven(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Bewaard. De ouder leest het nu en kan erop reageren.")
            return redirect("loket:opname_samenvatting", public_id)
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="opname_gezien")
    context = {"zienswijze": rij, "aanvraag": rij.ronde.aanvraag, "form": form, "versies": versies}
    context |= {"papieren": bestanden_van(request, rij), "open": is_open(rij)}
    return render(request, "loket/opname_samenvatting.html", context)
