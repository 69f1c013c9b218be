"""The pages of the deskundige: the own assignments, and one advice beside the dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import deskundigen as acties
from loket.actions.advies import Gewijzigd, advies_opslaan, ondertekenen
from loket.actions.betrokkenheid import advies_mist
from loket.actions.overgang import overgang
from loket.forms.advies import AdviesForm, begin
from loket.forms.deskundigen import RedenForm
from loket.models import Advies, Adviesopdracht

from .bewaren import is_autosave, naast_elkaar, uitkomst, weigering
from .dossier import aanvraag_inhoud, stukken
from .samenvoegen import Uitkomst, afdrukken, samen
from .zaak import bekeken, haal_zaak, kop

P = Permissie


@require_safe
@beleid(P.ADVIES_GEVEN)
def adviezen(request: Verzoek) -> HttpResponse:
    """My assignments: what I still have to write, soonest first, and what I signed less than two weeks ago."""
    eigen = Adviesopdracht.objects.visible_to(request.user, P.ADVIES_GEVEN).filter(deskundige=request.user)
    lijst = eigen.select_related("aanvraag__leerling", "aanvraag__school", "advies").order_by("uiterlijk_op", "pk")
    open_ = [een for een in lijst if not _ondertekend(een)]
    klaar = [een for een in lijst if _ondertekend(een)]
    context = {"open": open_, "klaar": klaar, "vandaag": timezone.localdate()}
    return render(request, "loket/adviezen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ADVIES_GEVEN)
def advies(request: Verzoek, public_id: str) -> HttpResponse:
    """Write, keep and sign one advice, with the dossier beside it."""
    opdracht = _opdracht(request, public_id)
    aanvraag = haal_zaak(request, opdracht.aanvraag.public_id, P.ADVIES_GEVEN)
    concept = getattr(opdracht, "advies", None)
    form = AdviesForm(request.POST or None, aanvraag=aanvraag, advies=concept, initial=begin(opdracht, concept))
    if request.method == "POST":
        antwoord = _opslaan(request, opdracht, form)
        if antwoord is not None:
            return antwoord
    else:
        bekeken(request, aanvraag, P.ADVIES_GEVEN, "dossier_ingezien")
    return _pagina(request, opdracht, aanvraag, form)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ADVIES_GEVEN)
def opdracht_teruggeven(request: Verzoek, public_id: str) -> HttpResponse:
    """Give the assignment back: the loket asks somebody else."""
    gelukt = "Je hebt de opdracht teruggegeven. Het loket vraagt een ander."
    return _met_reden(request, public_id, acties.opdracht_teruggeven, gelukt)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ADVIES_GEVEN)
def advies_intrekken(request: Verzoek, public_id: str) -> HttpResponse:
    """Withdraw the own signed advice, as long as there is no decision."""
    gelukt = "Je advies is ingetrokken. Het telt niet meer mee."
    return _met_reden(request, public_id, acties.advies_intrekken, gelukt)


def _met_reden(request: Verzoek, public_id: str, actie: Callable[..., Any], gelukt: str) -> HttpResponse:
    opdracht = _opdracht(request, public_id)
    aanvraag = haal_zaak(request, opdracht.aanvraag.public_id, P.ADVIES_GEVEN)
    nu = timezone.now()
    form = RedenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actie(aanvraag, door=request.user, op=nu, **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, gelukt)
            return redirect("loket:adviezen")
    intrekken = actie is acties.advies_intrekken
    context = kop(aanvraag, request.user, nu) | {"form": form, "opdracht": opdracht, "intrekken": intrekken}
    context["waarom_niet"] = overgang.regels[actie.__name__].waarom_niet(aanvraag, request.user, nu)
    return render(request, "loket/opdracht_teruggeven.html", context)


def _opslaan(request: Verzoek, opdracht: Adviesopdracht, form: AdviesForm) -> HttpResponse | None:
    """Keep the draft, and sign it when that was asked. None: show the form again, with what is wrong."""
    geldig, tekent = form.is_valid(), request.POST.get("actie") == "ondertekenen"
    try:
        stand = _bewaren(request, opdracht, form)
        if is_autosave(request):
            return uitkomst(form, form.velden(), stand, form.cleaned_data.get("versie", 0))
        form.begin = stand.begin
        if naast_elkaar(form, stand) or not geldig:
            return None
        if tekent and not stand.alleen_ik:
            messages.warning(request, f"{stand.zin} Lees het hele advies nog een keer en onderteken dan.")
            return redirect("loket:advies", opdracht.public_id)
        if tekent:
            return _ondertekenen(request, opdracht, form, stand.rij)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return weigering(str(reden)) if is_autosave(request) else None
    messages.success(request, "Je advies is bewaard.")
    return redirect("loket:advies", opdracht.public_id)


def _bewaren(request: Verzoek, opdracht: Adviesopdracht, form: AdviesForm) -> Uitkomst:
    mijn = form.velden()

    def schrijf(namen: set[str], versie: int, ander: Mapping[str, Any]) -> Advies:
        velden = {naam: mijn[naam] for naam in namen}
        return advies_opslaan(opdracht, door=request.user, op=timezone.now(), versie=versie, **velden)

    def nu(reden: Gewijzigd) -> tuple[Advies, Mapping[str, Any]]:
        return reden.advies, {naam: getattr(reden.advies, naam) for naam in mijn}

    return samen(
        mijn,
        versie=form.cleaned_data.get("versie", 0),
        begin=request.POST.get("begin", ""),
        schrijf=schrijf,
        fout=Gewijzigd,
        nu=nu,
    )


def _ondertekenen(request: Verzoek, opdracht: Adviesopdracht, form: AdviesForm, rij: Advies) -> HttpResponse | None:
    for veld, zin in advies_mist(rij):
        form.add_error(veld, zin)
    if form.errors:
        return None
    ondertekenen(opdracht, door=request.user, op=timezone.now(), versie=rij.versie)
    messages.success(request, "Je advies is ondertekend. Dank je wel.")
    return redirect("loket:adviezen")


def _pagina(request: Verzoek, opdracht: Adviesopdracht, aanvraag: Any, form: AdviesForm) -> HttpResponse:
    nu = timezone.now()
    concept = getattr(opdracht, "advies", None)
    wie = request.user
    context = (
        kop(aanvraag, wie, nu, onder=("Mijn adviezen", "loket:adviezen"))
        | aanvraag_inhoud(aanvraag, wie)
        | stukken(aanvraag, wie)
    )
    context |= {
        "opdracht": opdracht,
        "advies": concept,
        "ondertekend": _ondertekend(opdracht),
        "form": form,
        "begin": form.begin or _begin(opdracht, concept),
        "eerder_mag": aanvraag.instelling.eerder_gezien_mag,
        "waarom_niet": overgang.regels["advies_ondertekenen"].waarom_niet(aanvraag, request.user, nu),
        "kan_intrekken": not overgang.regels["advies_intrekken"].waarom_niet(aanvraag, request.user, nu),
    }
    return render(request, "loket/advies.html", context)


def _begin(opdracht: Adviesopdracht, concept: Advies | None) -> str:
    """What is stored now; what the form fills in beforehand counts as written by it."""
    stond = concept or Advies(opdracht=opdracht, dossier_ontvangen_op=timezone.localdate(opdracht.gevraagd_op))
    return afdrukken({naam: getattr(stond, naam) for naam in AdviesForm.base_fields if naam != "versie"})


def _opdracht(request: Verzoek, public_id: str) -> Adviesopdracht:
    eigen = Adviesopdracht.objects.visible_to(request.user, P.ADVIES_GEVEN).filter(deskundige=request.user)
    rij: Adviesopdracht = get_object_or_404(eigen.select_related("aanvraag", "advies"), public_id=public_id)
    return rij


def _ondertekend(opdracht: Adviesopdracht) -> bool:
    advies = getattr(opdracht, "advies", None)
    return advies is not None and advies.ondertekend_op is not None
