"""Returns: the figures of a day as they are now, and those that were fixed, with what would be otherwise by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.collegas import namen
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.logboek.geschiedenis import gebeurtenissen
from loket.views.eigen_swv import swvs_van
from scholen.models import Instelling, Samenwerkingsverband
from thuiszitters.actions.opgave import controlegetal, opgave_vastleggen
from thuiszitters.forms.opgave import BestandForm, DagenForm
from thuiszitters.formulieren import bronnen
from thuiszitters.geteld import geteld
from thuiszitters.gevallen import gevallen, te_tellen
from thuiszitters.maat import maat_van
from thuiszitters.models import Casus, Opgave, Opgaveregel
from thuiszitters.rules.cijfers import TELT, Cijfers
from thuiszitters.rules.opgave import Regel, afwijkingen, keuzes, regels
from thuiszitters.uitgave import cijfers_van

P = Permissie
TELLEN = P.THUISZITTER_TELLEN


@dataclass(frozen=True)
class Correctie:
    """A case of which a later change would change the figures. wat: how; wanneer: when and by whom it was changed."""

    casus: Casus
    wat: list[str]
    wanneer: list[tuple[datetime, str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(TELLEN)
@eenmaal
def opgave(request: Verzoek) -> HttpResponse:
    """The figures of the chosen day as they are known now; a button fixes them."""
    vandaag, swvs = timezone.localdate(), swvs_van(request)
    klaar = keuzes(vandaag)
    begin = {"dag": klaar[0].dag.isoformat(), "vorige": klaar[0].vorige.isoformat()}
    gevraagd = request.POST if request.method == "POST" else request.GET
    gekozen = {**begin, **{naam: gevraagd[naam] for naam in ("swv", "dag", "vorige") if gevraagd.get(naam)}}
    form = DagenForm({"swv": swvs[0].code, **gekozen}, swvs=[(een.code, een.naam) for een in swvs], vandaag=vandaag)
    goed = form.is_valid()
    velden = form.cleaned_data if goed else {"dag": klaar[0].dag, "vorige": klaar[0].vorige}
    swv = next((een for een in swvs if een.code == velden.get("swv")), swvs[0])
    dag, vorige = velden["dag"], velden["vorige"]
    if request.method == "POST" and goed:
        try:
            rij = opgave_vastleggen(swv, door=request.user, op=timezone.now(), dag=dag, vorige=vorige)
        except NietMogelijk as reden:
            messages.error(request, str(reden))
        else:
            messages.success(request, "De opgave is vastgelegd. Je kunt haar nu downloaden.")
            return redirect("thuiszitters:opgave_vast", rij.public_id)
    cijfers, weggelaten = nu(request, swv, dag, vorige)
    context = {
        **_tabellen(request, cijfers),
        "form": form,
        "swv_van": swv,
        "dag": dag,
        "vorige": vorige,
        "niet_geteld": weggelaten,
        "keuzes": [(een, een.dag == dag and een.vorige == vorige) for een in klaar],
        "opgaven": Opgave.objects.visible_to(request.user).filter(swv=swv).select_related("vastgelegd_door")[:5],
    }
    return render(request, "thuiszitters/opgave.html", context)


@require_safe
@beleid(TELLEN)
def opgaven(request: Verzoek) -> HttpResponse:
    """All returns that were fixed, the newest day first."""
    rijen = Opgave.objects.visible_to(request.user).select_related("vastgelegd_door", "swv")
    pagina = Paginator(rijen, 25).get_page(request.GET.get("pagina"))
    return render(request, "thuiszitters/opgaven.html", {"pagina": pagina})


@require_safe
@beleid(TELLEN)
def opgave_vast(request: Verzoek, public_id: str) -> HttpResponse:
    """One return as it was fixed, whether it is still whole, and which later corrections would change it."""
    rijen = Opgave.objects.visible_to(request.user).select_related("vastgelegd_door", "swv")
    rij = get_object_or_404(rijen, public_id=public_id)
    return tonen(request, rij, BestandForm())


def tonen(request: Verzoek, rij: Opgave, form: BestandForm) -> HttpResponse:
    """The page of a return, with this form for its files."""
    cijfers = vast(request, rij)
    gezien(rij, door=request.user, op=timezone.now(), wat="opgave_gezien")
    context = {
        **_tabellen(request, cijfers),
        "opgave": rij,
        "heel": controlegetal(rij, cijfers.regels) == rij.controlegetal,
        "correcties": correcties(request, rij, cijfers.regels),
        "bestandform": form,
    }
    return render(request, "thuiszitters/opgave_vast.html", context)


def nu(request: Verzoek, swv: Samenwerkingsverband, dag: date, vorige: date) -> tuple[Cijfers, int]:
    """The figures as they are known now, counted by the settings of today, and how many cases are left out of them."""
    instelling = Instelling.objects.visible_to(request.user).geldig(swv, timezone.localdate())
    maat = maat_van(instelling)
    telt = te_tellen(request.user, swv)
    lijnen, buiten, weggelaten = geteld(telt, instelling.vakantieregio, maat, vorige=vorige, dag=dag)
    return Cijfers(lijnen, [een.woorden for een in maat.grenzen], dag, bronnen(), buiten), weggelaten


def vast(request: Verzoek, rij: Opgave) -> Cijfers:
    """The figures as they were fixed."""
    return cijfers_van(rij, list(Opgaveregel.objects.visible_to(request.user).filter(opgave=rij)))


def correcties(request: Verzoek, rij: Opgave, toen: Any) -> list[Correctie]:
    """Per case what would be otherwise, were the return made now by the same measure."""
    maat = maat_van(
        Instelling(
            thuis_klassen=rij.klassen, vakantie_meetellen=rij.vakantie_meetellen, vakantieregio=rij.vakantieregio
        )
    )
    _, alle = gevallen(request.user, rij.swv, rij.vakantieregio, vorige=rij.vorige, dag=rij.dag)
    heden: dict[str, Regel] = {een.nummer: een for een in regels(alle, rij.dag, rij.vorige, maat)}
    was = {een.nummer: een for een in toen}
    anders = {
        nummer: zinnen
        for nummer in sorted({*was, *heden})
        if (zinnen := afwijkingen(was.get(nummer), heden.get(nummer), rij.klassewoorden))
    }
    zichtbaar = Casus.objects.visible_to(request.user, TELLEN).filter(swv=rij.swv, kenmerk__in=anders)
    casussen = {een.kenmerk: een for een in zichtbaar}
    sinds: dict[str, list[Any]] = {}
    for regel in gebeurtenissen([een.public_id for een in casussen.values()]).filter(op__gt=rij.vastgelegd_op):
        sinds.setdefault(regel.ding, []).append(regel)
    wie = namen(regel.wie for lijst in sinds.values() for regel in lijst)
    return [
        Correctie(
            casussen[nummer],
            zinnen,
            [
                (regel.op, wie.get(regel.wie, "het portaal"), regel.actie.replace("_", " "))
                for regel in sinds.get(casussen[nummer].public_id, [])
            ],
        )
        for nummer, zinnen in anders.items()
        if nummer in casussen
    ]


def _tabellen(request: Verzoek, cijfers: Cijfers) -> dict[str, Any]:
    telt = request.GET.get("telt", "")
    telt = telt if telt in TELT else "officieel"
    query = request.GET.copy()
    tabs = []
    for naam, woord in TELT.items():
        query["telt"] = naam
        tabs.append((woord, f"?{query.urlencode()}", len(cijfers.tellen(naam)), naam == telt))
    return {"cijfers": cijfers, "tabs": tabs, "telt": TELT[telt], "tabellen": cijfers.tabellen(telt)}
