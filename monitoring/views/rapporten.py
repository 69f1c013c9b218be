"""Reports: which kinds there are, asking for one, reading one, its files, and what changed since."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.bestanden.antwoord import als_bijlage
from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.views.eigen_swv import swvs_van
from monitoring.actions.rapport import Wie, betrokkenen, rapporten_vragen, van_een_moment
from monitoring.forms.rapport import RapportForm
from monitoring.models import Rapport, Stand
from monitoring.rapporten.bestanden import feiten
from monitoring.rules.bevriezen import verschillen
from monitoring.rules.rapport import SOORTEN, Rapportsoort, Tijdvak, afgelopen
from scholen.models import Gemeente

from .beelden import Cijfertabel
from .rapportrijen import adressen

P = Permissie
MAKEN = P.RAPPORT_MAKEN
LEZEN = (MAKEN, P.MONITORING_EIGEN, P.MONITORING_GEMEENTE)
"""Who may read a report that is visible to them: staff, and whom it is about."""
HOE_VER_TERUG = {Tijdvak.MAAND: 24, Tijdvak.KWARTAAL: 12, Tijdvak.SCHOOLJAAR: 5, Tijdvak.STAND: 8}
VORMEN = {"pdf": "pdf", "excel": "xlsx", "csv": "csv"}
"""The files of a report and their endings."""
PER_PAGINA = 25


@dataclass(frozen=True)
class Voortgang:
    """How far what was asked is: how many are there, wait or are being made, or failed."""

    klaar: int
    bezig: int
    mislukt: int

    @property
    def alle(self) -> int:
        return self.klaar + self.bezig + self.mislukt

    @property
    def zin(self) -> str:
        return f"{self.klaar} van {self.alle} klaar"


def _zichtbaar(request: Verzoek) -> QuerySet[Rapport]:
    rijen = Rapport.objects.visible_to(request.user, *LEZEN)
    return rijen.select_related("swv", "bestuur", "school", "gemeente", "gevraagd_door").defer("tabellen", "precies")


@require_safe
@beleid(*LEZEN)
def rapporten(request: Verzoek) -> HttpResponse:
    """The kinds of report for who may ask for one, and what was made last; for others the reports about them."""
    mag = request.user.heeft(MAKEN)
    context = {
        "mag_maken": mag,
        "soorten": SOORTEN.values() if mag else (),
        "pagina": Paginator(_zichtbaar(request), PER_PAGINA).get_page(request.GET.get("pagina")),
    }
    return render(request, "monitoring/rapporten.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(MAKEN)
@eenmaal
def rapportsoort(request: Verzoek, soort: str) -> HttpResponse:
    """Asking for reports of one kind, and how far they are. A piece of it alone for who waits for them."""
    kind = SOORTEN.get(soort)
    if kind is None:
        raise Http404
    form = _form(request, kind)
    if request.method == "POST" and form.is_valid():
        velden = form.cleaned_data
        wat = {"soort": soort, "periode": velden["periode"], "wie": velden["wie"]}
        try:
            rijen = rapporten_vragen(velden["swv"], door=request.user, op=timezone.now(), **wat)
        except NietMogelijk as reden:
            messages.error(request, str(reden))
        else:
            messages.success(request, _gevraagd(rijen))
            return redirect("monitoring:rapportsoort", soort)
    alle = _zichtbaar(request).filter(soort=soort)
    pagina = Paginator(alle, PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {"kind": kind, "form": form, "pagina": pagina, "voortgang": _voortgang(alle)}
    blad = "monitoring/_rapporten.html" if request.headers.get("X-Fragment") else "monitoring/rapportsoort.html"
    return render(request, blad, context)


def _form(request: Verzoek, kind: Rapportsoort) -> RapportForm:
    periodes = afgelopen(kind.tijdvak, timezone.localdate(), HOE_VER_TERUG[kind.tijdvak])
    swvs = swvs_van(request)
    wie = {swv.code: {_sleutel(een): een for een in betrokkenen(swv, kind.over, periodes[0])} for swv in swvs}
    return RapportForm(request.POST or None, kind=kind, swvs=swvs, periodes=periodes, wie=wie)


def _sleutel(wie: Wie) -> str:
    """By what a form names whom a report is about."""
    return wie.code if isinstance(wie, Gemeente) else wie.public_id


def _gevraagd(rijen: list[Rapport]) -> str:
    nog = sum(not een.klaar_op for een in rijen)
    if not nog:
        return "Dit rapport is er al." if len(rijen) == 1 else "Deze rapporten zijn er al."
    woord = "Het rapport wordt" if nog == 1 else f"{nog} rapporten worden"
    return f"{woord} gemaakt. Je krijgt een mail als het klaar is."


def _voortgang(rijen: QuerySet[Rapport]) -> Voortgang | None:
    """Of what was asked last, as long as not all of it is there."""
    laatste = rijen.first()
    if laatste is None:
        return None
    standen = [een.stand for een in rijen.filter(gevraagd_op=laatste.gevraagd_op, periode=laatste.periode)]
    klaar, mislukt = standen.count(Stand.KLAAR), standen.count(Stand.MISLUKT)
    return Voortgang(klaar, len(standen) - klaar - mislukt, mislukt) if klaar < len(standen) else None


@require_safe
@beleid(*LEZEN)
def rapport(request: Verzoek, public_id: str) -> HttpResponse:
    """One report as it was frozen, and whether it is still whole."""
    rij = _klaar(request, public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="rapport_gezien")
    mag = request.user.heeft(P.MONITORING_LEZEN)
    context = {
        "rapport": rij,
        "mag_maken": request.user.heeft(MAKEN),
        "mag_rijen": mag,
        "feiten": feiten(rij),
        "tabellen": [Cijfertabel(een, adressen(rij, een) if mag else {}) for een in rij.cijfers],
        "heel": rij.getal == rij.controlegetal,
    }
    return render(request, "monitoring/rapport.html", context)


def _klaar(request: Verzoek, public_id: str) -> Rapport:
    rijen = _zichtbaar(request).defer(None).exclude(klaar_op=None)
    return get_object_or_404(rijen, public_id=public_id)


@require_safe
@beleid(*LEZEN, opnieuw_inloggen=True)
def rapport_bestand(request: Verzoek, public_id: str, vorm: str) -> HttpResponseBase:
    """A file of a report, as it was made then. Who took it, is written down."""
    rij = _klaar(request, public_id)
    if vorm not in VORMEN:
        raise Http404
    gezien(rij, door=request.user, op=timezone.now(), wat="rapport_gedownload")
    wie = rij.bestuur.nummer if rij.bestuur else rij.school.brin6 if rij.school else rij.gemeente and rij.gemeente.code
    over = f"-{rij.over}-{wie}" if wie else ""
    return als_bijlage(getattr(rij, vorm), f"{rij.soort}-{rij.periode}{over}.{VORMEN[vorm]}".lower())


@require_safe
@beleid(MAKEN)
def rapport_sinds(request: Verzoek, public_id: str) -> HttpResponse:
    """What would be otherwise, were the report made now: table by table, cell by cell."""
    rij = _klaar(request, public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="rapport_gezien")
    toen = rij.precieze_cijfers
    erin = {een.code for een in toen}  # what such a report got since is no change of this one
    nu = [een for een in van_een_moment(rij) if een.code in erin]
    context = {"rapport": rij, "verschillen": verschillen(toen, nu)}
    return render(request, "monitoring/rapport_sinds.html", context)
