"""Opening a file in an emergency, reading it, and closing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.logboek.geschiedenis import NOOD_DUUR
from loket.models import Bijlage
from loket.views.inhoud import inhoud
from toezicht.actions.nood import noodtoegang_openen, noodtoegang_sluiten
from toezicht.forms.nood import NoodForm
from toezicht.models import Noodtoegang
from toezicht.nood import bereikbaar

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.NOODTOEGANG, opnieuw_inloggen=True)
@eenmaal
def noodtoegang(request: Verzoek) -> HttpResponse:
    """What it is for, the form, and what is open now."""
    nu = timezone.now()
    form = NoodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rij = noodtoegang_openen(form.aanvraag, door=request.user, op=nu, reden=form.cleaned_data["reden"])
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            return redirect("toezicht:nooddossier", rij.public_id)
    mijn = Noodtoegang.objects.visible_to(request.user, P.NOODTOEGANG).select_related("aanvraag")
    return render(request, "toezicht/noodtoegang.html", {"form": form, "mijn": mijn, "uren": NOOD_DUUR.seconds // 3600})


@require_safe
@beleid(P.NOODTOEGANG)
def nooddossier(request: Verzoek, public_id: str) -> HttpResponse:
    """The file, to read, while it is open. Each look is in the logbook, and the family reads what it was."""
    mijn = Noodtoegang.objects.visible_to(request.user, P.NOODTOEGANG)
    rij: Noodtoegang = get_object_or_404(
        mijn.select_related("aanvraag__leerling", "aanvraag__school"), public_id=public_id
    )
    gezien(rij.aanvraag, door=request.user, op=timezone.now(), wat="nooddossier_gezien", rol=_rol(request.user))
    bijlagen = Bijlage.objects.visible_to(request.user).filter(aanvraag=rij.aanvraag).select_related("inhoud")
    context = {
        "rij": rij,
        "aanvraag": rij.aanvraag,
        "delen": inhoud(rij.aanvraag),
        "mensen": bereikbaar(rij.aanvraag, timezone.localdate()),
        "bijlagen": bijlagen,
    }
    return render(request, "toezicht/nooddossier.html", context)


def _rol(gebruiker: Gebruiker) -> Rol:
    """In which role somebody looks: the one closest to the child."""
    return Rol.ADVISEUR if Rol.ADVISEUR in gebruiker.rollen else Rol.BEHEERDER


@require_POST
@beleid(P.NOODTOEGANG, P.LOGBOEK_LEZEN)
@eenmaal
def nood_sluiten(request: Verzoek, public_id: str) -> HttpResponse:
    """Before its time, by who opened it or the privacy officer."""
    zichtbaar = Noodtoegang.objects.visible_to(request.user, P.NOODTOEGANG, P.LOGBOEK_LEZEN)
    rij = get_object_or_404(zichtbaar, public_id=public_id)
    try:
        noodtoegang_sluiten(rij, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, "Gesloten. Niemand leest dit dossier meer door noodtoegang.")
    return redirect("toezicht:toezicht" if request.user.heeft(P.LOGBOEK_LEZEN) else "toezicht:noodtoegang")
