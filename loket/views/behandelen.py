"""The case page of the loket and its buttons. What may be done, overgang says; what happens, the actions do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import adviesronde, behandeling, consult, herinneringsbrief, verdelen, werkplek
from loket.actions.aanvraag import wat_ontbreekt
from loket.actions.betrokkenheid import keuze_bezwaren
from loket.actions.overgang import overgang
from loket.forms.behandeling import AanvullingForm, DeskundigenForm, ToewijzenForm
from loket.models import IN_BEHANDELING, Aanvraag, Meelezing, Status
from loket.models.bezwaar import Bezwaarzaak
from loket.models.bezwaarstand import STANDWOORDEN, standen
from loket.scopes.kijkers import kijkers

from .akkoord import akkoord_van
from .dossier import tabblad, tabbladen
from .gesprekken import gefilterd
from .gezinsvraag import vragen_bij
from .gezinswerk import gezinswerk
from .nieuw import veranderd
from .privacy import privacy_van
from .zaak import bekeken, haal_zaak, kop, uitvoeren, volgende_stap

P = Permissie


@require_safe
@beleid(P.AANVRAAG_CONTROLEREN, P.BESLUIT_NEMEN, P.BEZWAAR_BEHANDELEN, P.BEZWAAR_ADVISEREN)
def behandelen(request: Verzoek, public_id: str) -> HttpResponse:
    """The whole case: what is to be done, and everything that was said and sent, under tabs."""
    aanvraag = haal_zaak(request, public_id)
    nu = timezone.now()
    bekeken(request, aanvraag, P.LEERLING_LEZEN if request.user.heeft(P.LEERLING_LEZEN) else P.BEZWAAR_ADVISEREN)
    context = kop(aanvraag, request.user, nu)
    tab = tabblad(request.GET.get("tab", ""), aanvraag, request.user)
    context |= {"tabs": tabbladen(aanvraag, request.user, tab), "tab": tab, **tab.inhoud(aanvraag, request.user)}
    if tab.sleutel == "geschiedenis":
        adres = reverse("loket:behandelen", args=[public_id])
        context |= gefilterd(context, request.GET.get("wat", ""), adres)
    context["sinds"] = werkplek.gekeken(aanvraag, door=request.user, op=nu)
    context["veranderd"] = veranderd(aanvraag, request.user, context["sinds"])
    context["stap"] = volgende_stap(aanvraag, request.user, nu)
    context["kijkers"] = kijkers(aanvraag, context["vandaag"])
    mijn = Meelezing.objects.visible_to(request.user).filter(gevraagd_aan=request.user, beoordeeld_op=None)
    context["meelezing"] = mijn.filter(aanvraag=aanvraag).order_by("-gevraagd_op").first()
    context["gezinswerk"] = gezinswerk(request.user, aanvraag)
    context |= privacy_van(request.user, aanvraag)
    context["overeenstemmingen"] = akkoord_van(request.user, aanvraag.leerling, aanvraag)
    context |= vragen_bij(request.user, aanvraag)
    context["toon_volgende"] = request.user.heeft(P.AANVRAAG_CONTROLEREN)
    if request.user.heeft(P.AANVRAAG_CONTROLEREN) and aanvraag.status in IN_BEHANDELING:
        wie = {"behandelaar": aanvraag.behandelaar and aanvraag.behandelaar.public_id}
        context["toewijzen"] = _toewijzen(aanvraag, initial=wie)
    context |= _bezwaar(request, aanvraag)
    return render(request, "loket/behandelen.html", context)


def _toewijzen(aanvraag: Aanvraag, *args: Any, **kwargs: Any) -> ToewijzenForm:
    return ToewijzenForm(*args, vandaag=timezone.localdate(), met_adviseurs=aanvraag.soortregels.geeft_advies, **kwargs)


def _bezwaar(request: Verzoek, aanvraag: Aanvraag) -> dict[str, Any]:
    """Where the decision stands, the bezwaren against it, and the besluit to which the desk can add one."""
    stand = standen([aanvraag], timezone.localdate()).get(aanvraag.pk)
    besluiten = sorted(aanvraag.besluiten.all(), key=lambda een: -een.versie)
    return {
        "besluitstand": {"woord": STANDWOORDEN[stand.stand], "tot": stand.tot} if stand else None,
        "bezwaarzaken": Bezwaarzaak.objects.visible_to(request.user).filter(besluit__aanvraag=aanvraag),
        "bezwaar_tegen": next(iter(besluiten), None) if request.user.heeft(P.BEZWAAR_VASTLEGGEN) else None,
    }


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def nemen(request: Verzoek, public_id: str) -> HttpResponse:
    """ "Neem deze": start the check, or take over a case that is under way and has nobody."""
    aanvraag = haal_zaak(request, public_id, P.AANVRAAG_CONTROLEREN)
    if aanvraag.status == Status.INGEDIEND:
        advies = aanvraag.soortregels.geeft_advies
        actie = consult.in_behandeling_nemen if advies else behandeling.in_controle_nemen
        return uitvoeren(request, aanvraag, actie, "Jij behandelt deze aanvraag nu.")
    gelukt = "Jij behandelt deze aanvraag nu."
    return uitvoeren(request, aanvraag, behandeling.toewijzen, gelukt, behandelaar=request.user)


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def toewijzen(request: Verzoek, public_id: str) -> HttpResponse:
    aanvraag = haal_zaak(request, public_id, P.AANVRAAG_CONTROLEREN)
    form = _toewijzen(aanvraag, request.POST)
    if not form.is_valid():
        messages.error(request, "Kies een collega van het loket.")
        return redirect("loket:behandelen", public_id)
    naam = form.cleaned_data["behandelaar"].naam
    return uitvoeren(request, aanvraag, behandeling.toewijzen, f"Toegewezen aan {naam}.", **form.cleaned_data)


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def compleet(request: Verzoek, public_id: str) -> HttpResponse:
    aanvraag = haal_zaak(request, public_id, P.AANVRAAG_CONTROLEREN)
    return uitvoeren(request, aanvraag, behandeling.compleet_verklaren, "De aanvraag is compleet.")


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def aanvulling_voorbij(request: Verzoek, public_id: str) -> HttpResponse:
    aanvraag = haal_zaak(request, public_id, P.AANVRAAG_CONTROLEREN)
    gelukt = "Je gaat verder zonder de aanvulling."
    return uitvoeren(request, aanvraag, behandeling.aanvulling_verlopen, gelukt)


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def school_herinneren(request: Verzoek, public_id: str) -> HttpResponse:
    """By mail, and while there is time with a letter in its portal."""
    aanvraag = haal_zaak(request, public_id, P.AANVRAAG_CONTROLEREN)
    return uitvoeren(request, aanvraag, verdelen.school_herinneren, "De school krijgt een herinnering.")


@require_POST
@beleid(P.ZIENSWIJZE_VRAGEN)
def mening_herinneren(request: Verzoek, public_id: str) -> HttpResponse:
    """Who did not answer gets the question once more."""
    aanvraag = haal_zaak(request, public_id, P.ZIENSWIJZE_VRAGEN)
    gelukt = "Wie nog niet reageerde, krijgt een herinnering. Wie het portaal niet gebruikt, krijgt die per post."
    return uitvoeren(request, aanvraag, herinneringsbrief.mening_herinneren, gelukt)


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def adviezen_afronden(request: Verzoek, public_id: str) -> HttpResponse:
    aanvraag = haal_zaak(request, public_id, P.AANVRAAG_CONTROLEREN)
    return uitvoeren(request, aanvraag, adviesronde.adviezen_afronden, "Beide adviezen zijn binnen.")


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN)
def naar_besluit(request: Verzoek, public_id: str) -> HttpResponse:
    aanvraag = haal_zaak(request, public_id, P.AANVRAAG_CONTROLEREN)
    return uitvoeren(request, aanvraag, adviesronde.naar_besluit, "De aanvraag ligt nu bij de beslisser.")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANVRAAG_CONTROLEREN)
def aanvulling(request: Verzoek, public_id: str) -> HttpResponse:
    """Ask the school for more; each choice of days says what happens to our own term."""
    aanvraag = haal_zaak(request, public_id, P.AANVRAAG_CONTROLEREN)
    nu = timezone.now()
    vandaag = timezone.localdate(nu)
    gaten = wat_ontbreekt(aanvraag, vandaag=vandaag)
    form = AanvullingForm(request.POST or None, aanvraag=aanvraag, vandaag=vandaag, gaten=gaten)
    if request.method == "POST" and form.is_valid():
        try:
            behandeling.aanvulling_vragen(aanvraag, door=request.user, op=nu, **form.velden())
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "De vraag staat klaar voor de school. De termijn staat stil vanaf morgen.")
            return redirect("loket:behandelen", public_id)
    waarom_niet = overgang.regels["aanvulling_vragen"].waarom_niet(aanvraag, request.user, nu)
    context = kop(aanvraag, request.user, nu) | {"form": form, "waarom_niet": waarom_niet}
    return render(request, "loket/aanvulling.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANVRAAG_CONTROLEREN)
def deskundigen(request: Verzoek, public_id: str) -> HttpResponse:
    """Choose two experts; what blocks is refused, what is doubtful must be seen first."""
    aanvraag = haal_zaak(request, public_id, P.AANVRAAG_CONTROLEREN)
    nu = timezone.now()
    form = DeskundigenForm(request.POST or None, aanvraag=aanvraag, vandaag=timezone.localdate(nu))
    punten: list[str] = []
    if request.method == "POST" and form.is_valid():
        punten = _let_op(aanvraag, form, nu)
        if not punten or form.cleaned_data["gezien"]:
            try:
                behandeling.deskundigen_vragen(aanvraag, door=request.user, op=nu, **form.velden())
            except NietMogelijk as reden:
                form.add_error(None, str(reden))
            else:
                messages.success(request, "De deskundigen zien de aanvraag nu in hun lijst.")
                return redirect("loket:behandelen", public_id)
    waarom_niet = overgang.regels["deskundigen_vragen"].waarom_niet(aanvraag, request.user, nu)
    context = kop(aanvraag, request.user, nu) | {"form": form, "punten": punten, "waarom_niet": waarom_niet}
    return render(request, "loket/deskundigen.html", context)


def _let_op(aanvraag: Any, form: DeskundigenForm, nu: Any) -> list[str]:
    """What is doubtful about this choice, when nothing blocks it: the action itself refuses what blocks."""
    keuze = form.velden()
    paren = [(keuze["eerste"], keuze["eerste_discipline"]), (keuze["tweede"], keuze["tweede_discipline"])]
    bevindingen = keuze_bezwaren(aanvraag, paren, op=nu)
    if any(een.blokkeert for een in bevindingen):
        return []
    return [een.zin for een in bevindingen]
