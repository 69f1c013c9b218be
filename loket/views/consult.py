"""A consult: who answers it writes the advice, gives it and closes; the school says that it has read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import consult
from loket.actions.overgang import overgang
from loket.forms.consult import ConsultadviesForm
from loket.models import Aanvraag, Arrangementuitkomst, Consultadvies, Status
from loket.rules.soorten import MET_ADVIES
from loket.scopes.arrangement import bezwaar_tot
from scholen.kringwerk import kringwerk

from .aanvraag import eigen
from .bewaren import is_autosave, naast_elkaar, uitkomst, weigering
from .dossier import school_las_op, stukken
from .inhoud import inhoud
from .samenvoegen import Uitkomst, afdrukken, samen
from .weergaven import met_rijen, rijen
from .zaak import bekeken, haal_zaak, kop, uitvoeren

P = Permissie
S = Status
GEWEEST_HOOGSTENS = 50
"""How many answered questions the list of who answers them still shows."""


@require_safe
@beleid(P.CONSULT_BEANTWOORDEN)
def consulten(request: Verzoek) -> HttpResponse:
    """The questions that wait for an answer of this user, soonest first, then those answered."""
    vandaag = timezone.localdate()
    zichtbaar = Aanvraag.objects.visible_to(request.user, P.CONSULT_BEANTWOORDEN)
    mijn = zichtbaar.filter(soort__in=sorted(MET_ADVIES), behandelaar=request.user)
    open_ = met_rijen(mijn.filter(status__in=[S.INGEDIEND, S.IN_BEHANDELING]).op_termijn(vandaag), request.user)
    klaar = met_rijen(mijn.filter(status__in=[S.ADVIES_UITGEBRACHT, S.GESLOTEN, S.INGETROKKEN]), request.user)
    context = {
        "open": rijen(list(open_), request.user, vandaag),
        "geweest": rijen(list(klaar.order_by("-ontvangstdatum", "-pk")[:GEWEEST_HOOGSTENS]), request.user, vandaag),
        "vandaag": vandaag,
        "kringwerk": kringwerk(request.user, timezone.now()),
    }
    return render(request, "loket/consulten.html", context)


def _consult(request: Verzoek, public_id: str) -> Aanvraag:
    """The question, for the loket or for whom it was assigned to; what an adviseur saw in a meeting is not enough."""
    aanvraag = haal_zaak(request, public_id, P.CONSULT_BEANTWOORDEN)
    if consult.van_jou(aanvraag, request.user, timezone.now()):
        raise Http404
    return aanvraag


def _lijst(request: Verzoek) -> dict[str, str]:
    """Where this user came from: the loket has the whole case, an adviseur only the own list."""
    return {} if request.user.heeft(P.AANVRAAG_CONTROLEREN) else {"naar": "loket:consult_advies"}


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.CONSULT_BEANTWOORDEN)
def consult_advies(request: Verzoek, public_id: str) -> HttpResponse:
    """Write the advice beside the question; kept while typing, frozen when it is given."""
    aanvraag = _consult(request, public_id)
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
        "begin": form.begin or afdrukken({"tekst": begin["tekst"]}),
        "advies": advies,
        "bezwaar_tot": bezwaar_tot(request.user, aanvraag),
        "antwoord": Arrangementuitkomst.objects.visible_to(request.user).filter(aanvraag=aanvraag).first(),
        "toekennen": consult.geen_toekenning(aanvraag, request.user, nu),
        "kop_titel": "Vraag om hulp" if aanvraag.uit_aanbod else "Advies geven",
        "delen": inhoud(aanvraag),
        "kopie": consult.kopie_voor(aanvraag, timezone.localdate(nu)),
        "waarom_niet": overgang.regels["advies_uitbrengen"].waarom_niet(aanvraag, request.user, nu),
        "gelezen_op": school_las_op(aanvraag),
        "kan_nemen": not overgang.regels["in_behandeling_nemen"].waarom_niet(aanvraag, request.user, nu),
        "kan_sluiten": not overgang.regels["sluiten"].waarom_niet(aanvraag, request.user, nu),
        "van_loket": request.user.heeft(P.AANVRAAG_CONTROLEREN),
    }
    return render(request, "loket/consult_advies.html", context)


def _opslaan(request: Verzoek, aanvraag: Aanvraag, form: ConsultadviesForm) -> HttpResponse | None:
    """Keep the draft, and give it when that was asked. None: show the form again, with what is wrong."""
    if not form.is_valid():
        return weigering("De tekst is te lang om te bewaren.") if is_autosave(request) else None
    try:
        stand = _bewaren(request, aanvraag, form)
        if is_autosave(request):
            return uitkomst(form, {"tekst": form.cleaned_data["tekst"]}, stand, form.cleaned_data["versie"])
        form.begin = stand.begin
        if naast_elkaar(form, stand):
            return None
        if request.POST.get("actie") != "geven":
            messages.success(request, "Je advies is bewaard. De school ziet het nog niet.")
            return redirect("loket:consult_advies", aanvraag.public_id)
        consult.advies_uitbrengen(aanvraag, door=request.user, op=timezone.now(), versie=stand.rij.versie)
    except NietMogelijk as reden:
        form.add_error(None if is_autosave(request) else "tekst", str(reden))
        return weigering(str(reden)) if is_autosave(request) else None
    messages.success(request, "Het advies is gegeven. De school kan het nu lezen.")
    return redirect(_lijst(request).get("naar", "loket:behandelen"), aanvraag.public_id)


def _bewaren(request: Verzoek, aanvraag: Aanvraag, form: ConsultadviesForm) -> Uitkomst:
    def schrijf(namen: set[str], versie: int, ander: Mapping[str, Any]) -> Consultadvies:
        tekst = form.cleaned_data["tekst"]
        return consult.advies_bewaren(aanvraag, door=request.user, op=timezone.now(), versie=versie, tekst=tekst)

    def nu(reden: consult.Gewijzigd) -> tuple[Consultadvies, Mapping[str, Any]]:
        return reden.advies, {"tekst": reden.advies.tekst}

    return samen(
        {"tekst": form.cleaned_data["tekst"]},
        versie=form.cleaned_data["versie"],
        begin=request.POST.get("begin", ""),
        schrijf=schrijf,
        fout=consult.Gewijzigd,
        nu=nu,
    )


@require_POST
@beleid(P.CONSULT_BEANTWOORDEN)
def consult_nemen(request: Verzoek, public_id: str) -> HttpResponse:
    """Start on the answer; for the school the question is taken up from now on."""
    aanvraag = _consult(request, public_id)
    gelukt = "Jij beantwoordt deze vraag nu."
    return uitvoeren(request, aanvraag, consult.in_behandeling_nemen, gelukt, naar="loket:consult_advies")


@require_POST
@beleid(P.CONSULT_BEANTWOORDEN)
def consult_sluiten(request: Verzoek, public_id: str) -> HttpResponse:
    aanvraag = _consult(request, public_id)
    return uitvoeren(request, aanvraag, consult.sluiten, "De vraag is gesloten.", **_lijst(request))


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
