"""Giving a view on what the SWV means to decide: the page of the school, and what it shares with that of the family."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.opname import samenvatting_beantwoorden
from loket.actions.zienswijze_bestanden import bestand_toevoegen, bestand_weghalen
from loket.actions.zienswijze_geven import CONCEPTVELDEN, GELUID, ConceptGewijzigd, concept_bewaren, zienswijze_geven
from loket.forms.zienswijze import MENING, MeningForm, ReactieForm
from loket.models import Aanvraag, Bekendmaking, Reactieuitstel, Zienswijze, ZienswijzeConcept

from .aanvraag import eigen
from .bewaren import is_autosave, naast_elkaar, uitkomst, weigering
from .gevraagd import is_open, mijn_zienswijze
from .meningbestanden import bestanden_toevoegen, bestanden_van, opname_innemen
from .samenvoegen import Uitkomst, afdrukken, samen

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANVRAAG_INDIENEN)
def school_mening(request: Verzoek, public_id: str) -> HttpResponse:
    """The view of the school."""
    aanvraag = eigen(request, public_id)
    gegeven, context = formulier(request, aanvraag, je=True)
    if isinstance(gegeven, HttpResponse):
        return gegeven
    if gegeven:
        return redirect("loket:school_mening", public_id)
    return render(request, "loket/school_mening.html", context)


def formulier(request: Verzoek, aanvraag: Aanvraag, *, je: bool) -> tuple[bool | HttpResponse, dict[str, Any]]:
    """Whether it was given now (or an answer to the autosave), and the context of the page. 404 when not asked."""
    rij = mijn_zienswijze(request.user, aanvraag)
    if rij is None:
        raise Http404
    concept = ZienswijzeConcept.objects.visible_to(request.user).filter(zienswijze=rij).first()
    stond = concept or ZienswijzeConcept(zienswijze=rij)
    staat = {naam: getattr(stond, naam) for naam in CONCEPTVELDEN}
    begin = {"versie": stond.versie, **staat}
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    opname = rij.bestanden.filter(inhoud__soort=GELUID).exists()
    form = MeningForm(*data, initial=begin, je=je, leerling=rij.leerling_id is not None, opname=opname)
    reactie = ReactieForm(request.POST if request.POST.get("actie") == "reactie" else None)
    gegeven: bool | HttpResponse = False
    if reactie.is_bound:
        gegeven = _reageren(request, rij, reactie)
    elif request.method == "POST":
        gegeven = _opslaan(request, rij, form)
    context = {
        "aanvraag": aanvraag,
        "zienswijze": rij,
        "ronde": rij.ronde,
        "form": None if reactie.is_bound else form,
        "reactie": reactie,
        "fout": bool(reactie.errors),
        "begin": form.begin or afdrukken(staat),
        "concept": concept,
        "papieren": bestanden_van(request, rij),
        "meer_tijd": meer_tijd_van(request, rij),
        "antwoord": _antwoord(request, rij) if rij.gegeven_op else None,
        "neemt_op": rij.gegeven_op is None and is_open(rij) and "opname" in form.fields,
        "te_laat": rij.uiterlijk < timezone.localdate(),
        "open": is_open(rij),
        "je": je,
        "getypt": _getypt(request, rij),
        "gekozen": MENING[Zienswijze.Eens(rij.eens)] if rij.gegeven_op and rij.eens and not je else "",
    }
    return gegeven, context


def _getypt(request: Verzoek, rij: Zienswijze) -> str:
    """What was sent when nothing can be said any more: shown once more to who typed it, and kept nowhere."""
    if rij.gegeven_op is None and is_open(rij):
        return ""
    gestuurd = [request.POST.get(naam, "").strip() for naam in ("tekst", "samenvatting", "vertrouwelijk")]
    return "\n\n".join(tekst for tekst in gestuurd if tekst and tekst not in rij.tekst)


def meer_tijd_van(request: Verzoek, rij: Zienswijze) -> Reactieuitstel | None:
    """The last time that more time was asked for this view, with what became of it."""
    rijen = Reactieuitstel.objects.visible_to(request.user, P.ZIENSWIJZE_GEVEN).filter(zienswijze=rij)
    laatste: Reactieuitstel | None = rijen.order_by("-pk").first()
    return laatste


def _antwoord(request: Verzoek, rij: Zienswijze) -> Bekendmaking | None:
    """The own letter with the decision that answers this view, once it was sent."""
    brieven = Bekendmaking.objects.visible_to(request.user).filter(besluit__aanvraag=rij.ronde.aanvraag_id)
    over_intrekking = {"besluit__uitkomst": "intrekking"}
    brieven = brieven.filter(**over_intrekking) if rij.ronde.intrekking_id else brieven.exclude(**over_intrekking)
    laatste: Bekendmaking | None = brieven.select_related("besluit").order_by("besluit__versie", "pk").last()
    return laatste


def _reageren(request: Verzoek, rij: Zienswijze, form: ReactieForm) -> bool:
    """What the giver says of our summary of the memo."""
    if not form.is_valid():
        return False
    try:
        samenvatting_beantwoorden(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    messages.success(request, gettext("Bedankt. Wij nemen dit mee in het besluit."))
    return True


def _opslaan(request: Verzoek, rij: Zienswijze, form: MeningForm) -> bool | HttpResponse:
    """Keep it, and send it when that was asked. False: show the form again, with what is wrong."""
    geldig = form.is_valid()
    try:
        opname = None if is_autosave(request) else opname_innemen(request, rij, form)
        stand = _bewaren(request, rij, form)
        if is_autosave(request):
            return uitkomst(form, form.velden(), stand, form.cleaned_data.get("versie", 0))
        form.begin = stand.begin
        if naast_elkaar(form, stand):
            return False
        goed = bestanden_toevoegen(request, rij, form)
        if opname:
            bestand_toevoegen(rij, door=request.user, op=timezone.now(), inhoud=opname[0], naam=opname[1])
            form.met_opname = True
            del form.fields["opname"]
        if not geldig or not goed or form.errors:
            return False
        if request.POST.get("actie") != "versturen":
            if weg := request.POST.get("weg"):
                bestand_weghalen(rij, weg, door=request.user, op=timezone.now())
            messages.success(request, gettext("Bewaard. Wij zien het nog niet."))
            return True
        if not stand.alleen_ik:
            form.add_error(None, f"{stand.zin} Lees de hele tekst nog een keer.")
            return False
        if not form.versturen_mag():
            return False
        zienswijze_geven(rij, door=request.user, op=timezone.now(), versie=stand.rij.versie)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return weigering(str(reden)) if is_autosave(request) else False
    messages.success(request, gettext("Bedankt. Wij hebben het ontvangen en gaan er in het besluit op in."))
    return True


def _bewaren(request: Verzoek, rij: Zienswijze, form: MeningForm) -> Uitkomst:
    mijn = form.velden()

    def schrijf(namen: set[str], versie: int, ander: Mapping[str, Any]) -> ZienswijzeConcept:
        velden = {naam: mijn[naam] for naam in namen}
        return concept_bewaren(rij, door=request.user, op=timezone.now(), versie=versie, **velden)

    def nu(reden: ConceptGewijzigd) -> tuple[ZienswijzeConcept, Mapping[str, Any]]:
        return reden.concept, {naam: getattr(reden.concept, naam) for naam in mijn}

    versie, begin = form.cleaned_data.get("versie", 0), request.POST.get("begin", "")
    return samen(mijn, versie=versie, begin=begin, schrijf=schrijf, fout=ConceptGewijzigd, nu=nu)
