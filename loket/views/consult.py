"""A consult at the desk: write the advice, give it, close; and the school that says it has read it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import consult
from loket.actions.overgang import overgang
from loket.forms.consult import ConsultadviesForm
from loket.models import Aanvraag, Consultadvies

from .aanvraag import eigen
from .bewaren import bewaard, botsing, is_autosave, met_versie, verschillen, weigering
from .dossier import stukken
from .inhoud import inhoud
from .zaak import bekeken, haal_zaak, kop, uitvoeren

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANVRAAG_CONTROLEREN)
def consult_advies(request: Verzoek, public_id: str) -> HttpResponse:
    """Write the advice beside the question; kept while typing, frozen when it is given."""
    aanvraag = haal_zaak(request, public_id, P.AANVRAAG_CONTROLEREN)
    advies = Consultadvies.objects.visible_to(request.user).filter(aanvraag=aanvraag).first()
    begin = {"versie": advies.versie if advies else 0, "tekst": advies.tekst if advies else ""}
    form = ConsultadviesForm(request.POST or None, initial=begin)
    if request.method == "POST":
        antwoord = _opslaan(request, aanvraag, form)
        if antwoord is not None:
            return antwoord
    else:
        bekeken(request, aanvraag, P.LEERLING_LEZEN)
    nu = timezone.now()
    context = kop(aanvraag, request.user, nu) | stukken(aanvraag, request.user)
    context |= {
        "form": form,
        "advies": advies,
        "delen": inhoud(aanvraag),
        "kopie": consult.kopie_voor(aanvraag, timezone.localdate(nu)),
        "waarom_niet": overgang.regels["advies_uitbrengen"].waarom_niet(aanvraag, request.user, nu),
    }
    return render(request, "loket/consult_advies.html", context)


def _opslaan(request: Verzoek, aanvraag: Aanvraag, form: ConsultadviesForm) -> HttpResponse | None:
    """Keep the draft, and give it when that was asked. None: show the form again, with what is wrong."""
    if not form.is_valid():
        return weigering("De tekst is te lang om te bewaren.") if is_autosave(request) else None
    nu = timezone.now()
    try:
        rij = consult.advies_bewaren(aanvraag, door=request.user, op=nu, **form.cleaned_data)
        met_versie(form, rij.versie)
        if is_autosave(request):
            return bewaard(rij.versie)
        if request.POST.get("actie") != "geven":
            messages.success(request, "Je advies is bewaard. De school ziet het nog niet.")
            return redirect("loket:consult_advies", aanvraag.public_id)
        consult.advies_uitbrengen(aanvraag, door=request.user, op=nu, versie=rij.versie)
    except consult.Gewijzigd as fout:
        return _botsing(request, form, fout)
    except NietMogelijk as reden:
        form.add_error(None if is_autosave(request) else "tekst", str(reden))
        return weigering(str(reden)) if is_autosave(request) else None
    messages.success(request, "Het advies is gegeven. De school kan het nu lezen.")
    return redirect("loket:behandelen", aanvraag.public_id)


def _botsing(request: Verzoek, form: ConsultadviesForm, fout: consult.Gewijzigd) -> HttpResponse | None:
    anders = verschillen(form, {"tekst": fout.advies.tekst})
    if is_autosave(request):
        return botsing(str(fout), fout.advies.versie, anders)
    form.add_error(None, str(fout))
    form.anders = [(form.fields[naam].label, tekst) for naam, tekst in anders.items()]  # type: ignore[attr-defined]
    met_versie(form, fout.advies.versie)
    return None


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def consult_sluiten(request: Verzoek, public_id: str) -> HttpResponse:
    aanvraag = haal_zaak(request, public_id, P.AANVRAAG_CONTROLEREN)
    return uitvoeren(request, aanvraag, consult.sluiten, "De vraag is gesloten.")


@require_POST
@beleid(P.AANVRAAG_INDIENEN)
def advies_gelezen(request: Verzoek, public_id: str) -> HttpResponse:
    """The school has read the advice."""
    rij = eigen(request, public_id)
    try:
        consult.advies_gelezen(rij, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, "Fijn. Het advies blijft hier staan.")
    return redirect("loket:aanvraag", rij.public_id)
