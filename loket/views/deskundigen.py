"""The desk and its experts: who has how much to do, one assignment, and asking one more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.verzoek import Verzoek
from loket.actions import deskundigen as acties
from loket.actions.betrokkenheid import deskundige_bezwaren
from loket.actions.opdrachten import derde_nodig, ondertekend
from loket.actions.overgang import overgang
from loket.forms.deskundigen import DeskundigeForm, OpenenForm, UitstellenForm, VervangenForm
from loket.models import Aanvraag, Adviesopdracht
from loket.rules.deskundigen import deskundigen_nodig

from .zaak import bekeken, haal_zaak, kop, uitvoeren

P = Permissie
TERUGBLIK = timedelta(days=365)


@dataclass
class Werk:
    """One expert in the list: what is still to be written, soonest first, and how much was signed in a year."""

    wie: Gebruiker
    getekend: int
    open: list[Adviesopdracht] = field(default_factory=list)
    laat: int = 0


@require_safe
@beleid(P.AANVRAAG_CONTROLEREN)
def werklast(request: Verzoek) -> HttpResponse:
    """Who has how much to write, and what is late; who is free stands below."""
    vandaag = timezone.localdate()
    opdrachten = Adviesopdracht.objects.visible_to(request.user, P.AANVRAAG_CONTROLEREN)
    te_doen = opdrachten.te_schrijven().select_related("deskundige", "aanvraag__leerling", "aanvraag__school")
    sinds = timezone.now() - TERUGBLIK
    getekend = dict(
        opdrachten.filter(advies__ondertekend_op__gte=sinds).values_list("deskundige").annotate(Count("pk"))
    )
    rijen = _werk(met_rol(Rol.DESKUNDIGE, vandaag), te_doen.order_by("uiterlijk_op", "pk"), getekend, vandaag)
    context = {"rijen": rijen, "vandaag": vandaag, "laat": sum(rij.laat for rij in rijen)}
    return render(request, "loket/werklast.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANVRAAG_CONTROLEREN)
def opdracht(request: Verzoek, public_id: str) -> HttpResponse:
    """One assignment: another day, a reminder, somebody else, or reading the case again after the decision."""
    opdrachten = Adviesopdracht.objects.visible_to(request.user, P.AANVRAAG_CONTROLEREN).geldig()
    rij = get_object_or_404(opdrachten.select_related("aanvraag", "advies", "deskundige"), public_id=public_id)
    aanvraag = haal_zaak(request, rij.aanvraag.public_id, P.AANVRAAG_CONTROLEREN)
    if request.method != "POST":
        bekeken(request, aanvraag, P.AANVRAAG_CONTROLEREN)
    nu, actie = timezone.now(), request.POST.get("actie", "")
    formulieren = _formulieren(request, aanvraag, rij, actie, timezone.localdate(nu))
    context: dict[str, Any] = {"opdracht": rij, "punten": [], **formulieren}
    if actie == "herinneren":
        return uitvoeren(
            request, aanvraag, acties.deskundige_herinneren, "De deskundige krijgt een e-mail.", opdracht=public_id
        )
    if actie in formulieren and formulieren[actie].is_valid():
        antwoord, context["punten"] = _doen(request, aanvraag, rij, actie, formulieren[actie], nu)
        if antwoord is not None:
            return antwoord
    regels = overgang.regels
    namen = ("deskundige_vervangen", "advies_uitstellen", "deskundige_herinneren", "dossier_openen")
    context["kan"] = {naam: not regels[naam].waarom_niet(aanvraag, request.user, nu) for naam in namen}
    context["ondertekend"] = ondertekend(rij)
    return render(request, "loket/opdracht.html", kop(aanvraag, request.user, nu) | context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANVRAAG_CONTROLEREN)
def deskundige_erbij(request: Verzoek, public_id: str) -> HttpResponse:
    """Fill a place that was given back, or ask a third."""
    aanvraag = haal_zaak(request, public_id, P.AANVRAAG_CONTROLEREN)
    if request.method != "POST":
        bekeken(request, aanvraag, P.AANVRAAG_CONTROLEREN)
    nu = timezone.now()
    waarom_niet = overgang.regels["deskundige_erbij"].waarom_niet(aanvraag, request.user, nu)
    plaats = acties.vrije_plaats(aanvraag) or 3
    form = DeskundigeForm(request.POST or None, aanvraag=aanvraag, volgorde=plaats, vandaag=timezone.localdate(nu))
    punten: list[str] = []
    if request.method == "POST" and form.is_valid():
        gelukt = "De deskundige ziet de aanvraag nu in de eigen lijst."
        antwoord, punten = _vragen(request, aanvraag, form, plaats, nu, acties.deskundige_erbij, gelukt)
        if antwoord is not None:
            return antwoord
    context = {"form": form, "punten": punten, "waarom_niet": waarom_niet, "plaats": plaats}
    context["derde"] = plaats > deskundigen_nodig(aanvraag.soort)
    context["verschil"] = derde_nodig(aanvraag, aanvraag.opdrachten)
    return render(request, "loket/deskundige_erbij.html", kop(aanvraag, request.user, nu) | context)


def _formulieren(
    request: Verzoek, aanvraag: Aanvraag, rij: Adviesopdracht, actie: str, vandaag: date
) -> dict[str, Any]:
    """The three forms of the page; the one that was sent is bound, with an own prefix so that no field is double."""

    def data(naam: str) -> Any:
        return request.POST if actie == naam else None

    begin = {"discipline": rij.discipline, "uiterlijk_op": vandaag + timedelta(days=aanvraag.instelling.advies_dagen)}
    return {
        "uitstellen": UitstellenForm(data("uitstellen"), prefix="dag", initial={"uiterlijk_op": rij.uiterlijk_op}),
        "vervangen": VervangenForm(
            data("vervangen"),
            prefix="ander",
            aanvraag=aanvraag,
            volgorde=rij.volgorde,
            vandaag=vandaag,
            initial=begin,
        ),
        "openen": OpenenForm(
            data("openen"), prefix="lezen", initial={"open_tot": rij.open_tot or vandaag + timedelta(days=42)}
        ),
    }


def _doen(
    request: Verzoek, aanvraag: Aanvraag, rij: Adviesopdracht, actie: str, form: Any, nu: datetime
) -> tuple[HttpResponse | None, list[str]]:
    """Do what this form asks. None with the points: show it again."""
    if actie == "vervangen":
        gelukt = "De nieuwe deskundige ziet de aanvraag nu in de eigen lijst."
        return _vragen(
            request, aanvraag, form, rij.volgorde, nu, acties.deskundige_vervangen, gelukt, opdracht=rij.public_id
        )
    doen: dict[str, tuple[Callable[..., Any], str]] = {
        "uitstellen": (acties.advies_uitstellen, "De nieuwe dag is bewaard."),
        "openen": (acties.dossier_openen, "De deskundige kan het dossier weer lezen."),
    }
    actie_, gelukt = doen[actie]
    return _proberen(request, aanvraag, form, nu, actie_, gelukt, opdracht=rij.public_id, **form.cleaned_data), []


def _vragen(
    request: Verzoek,
    aanvraag: Aanvraag,
    form: Any,
    volgorde: int,
    nu: datetime,
    actie: Callable[..., Any],
    gelukt: str,
    **meer: Any,
) -> tuple[HttpResponse | None, list[str]]:
    """Ask this person, when what is doubtful about it was seen; the action itself refuses what blocks."""
    wie, vak = form.cleaned_data["deskundige"], form.cleaned_data["discipline"]
    bevindingen = deskundige_bezwaren(aanvraag, wie, discipline=vak, volgorde=volgorde, op=nu)
    if bevindingen and not form.cleaned_data["gezien"] and not any(een.blokkeert for een in bevindingen):
        return None, [een.zin for een in bevindingen]
    return _proberen(request, aanvraag, form, nu, actie, gelukt, **meer, **form.velden()), []


def _proberen(
    request: Verzoek,
    aanvraag: Aanvraag,
    form: Any,
    nu: datetime,
    actie: Callable[..., Any],
    gelukt: str,
    **velden: Any,
) -> HttpResponse | None:
    try:
        actie(aanvraag, door=request.user, op=nu, **velden)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return None
    messages.success(request, gelukt)
    return redirect("loket:behandelen", aanvraag.public_id)


def _werk(
    mensen: Iterable[Gebruiker], opdrachten: Iterable[Adviesopdracht], getekend: dict[int, int], vandaag: date
) -> list[Werk]:
    """Per expert, most to do first; who has left and still has something to write is in it too."""
    per = {wie.pk: Werk(wie, getekend.get(wie.pk, 0)) for wie in mensen}
    for een in opdrachten:
        werk = per.setdefault(een.deskundige_id, Werk(een.deskundige, getekend.get(een.deskundige_id, 0)))
        werk.open.append(een)
        werk.laat += een.uiterlijk_op < vandaag
    return sorted(per.values(), key=lambda werk: (-werk.laat, -len(werk.open), werk.wie.naam))
