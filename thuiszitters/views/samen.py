"""What somebody who works elsewhere sees of a child: the list, and of each the part that the law or a deling opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.bestanden.rekenblad import SOORT, Aantal, rekenblad
from kern.formulieren.eenmaal import eenmaal
from kern.formulieren.velden import zonder_nul
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien, gezien_alle
from loket.models.lijst import HOOGSTENS
from scholen.models import Gemeente, Instelling
from thuiszitters.actions.delen import eigen_afspraak_maken
from thuiszitters.actions.stappen import afspraak_afronden
from thuiszitters.forms.delen import EigenAfspraakForm
from thuiszitters.maat import maat_van
from thuiszitters.models import (
    Afspraak,
    Casus,
    Deling,
    Maatregel,
    Melding,
    Onderwijsaanbod,
    Opschaling,
    Plan,
    Plandoel,
    Verzuim,
    Vrijstelling,
)
from thuiszitters.models.casus import CasusQuerySet
from thuiszitters.rules.soorten import kenmerken
from thuiszitters.rules.telling import Stand, stand

from .handelingen import HANDELINGEN, Handeling

P = Permissie
PER_PAGINA = 25
KOPPEN = (
    "Nummer", "Leerling", "Geboortedatum", "Gemeente", "School", "Soort verzuim", "Sinds", "Dagen", "Hoe lang",
    "Thuiszitter (officieel)", "Status", "Regievoerder", "Afgesloten op", "Afloop",
)  # fmt: skip


@dataclass(frozen=True)
class Regel:
    """One child for this viewer. wet: seen as leerplicht of where it lives; met_verzuim: whether its absence is."""

    casus: Casus
    wet: bool
    met_verzuim: bool
    verzuim: Verzuim | None
    stand: Stand | None
    deling: Deling | None
    klasse: str

    @property
    def wat_nu(self) -> str:
        """What happens to the child, as far as this viewer may know."""
        if not self.met_verzuim:
            return ""
        if self.verzuim is None:
            return "Gaat weer naar school" if self.casus.loopt else "Afgesloten"
        if self.verzuim.uren:
            return f"Gaat {self.verzuim.per_week} uur per week naar school"
        return kenmerken(self.verzuim.soort).nu


@require_safe
@beleid(P.THUISZITTER_SAMEN)
def lijst(request: Verzoek) -> HttpResponse:
    """The own residents for leerplicht, and what was shared for a partner; one gemeente of several by GET."""
    rijen, gemeenten, keuze = _rijen(request)
    pagina = Paginator(rijen, PER_PAGINA).get_page(request.GET.get("pagina"))
    gevonden = regels(request, list(pagina))
    gezien_alle([een.casus for een in gevonden], door=request.user, op=timezone.now(), wat="thuiszitters_gezien")
    context = {
        "pagina": pagina,
        "regels": gevonden,
        "gemeenten": gemeenten,
        "gemeente": keuze,
        "van_de_wet": Rol.LEERPLICHT in request.user.rollen,
    }
    return render(request, "thuiszitters/samen_lijst.html", context)


@require_safe
@beleid(P.THUISZITTER_MAATREGEL, opnieuw_inloggen=True)
def excel(request: Verzoek) -> HttpResponse:
    """The residents of this address, all pages; at most HOOGSTENS, and then the last line says so."""
    if Rol.LEERPLICHT not in request.user.rollen:
        raise Http404
    rijen, _, _ = _rijen(request)
    alle = [een for een in regels(request, list(rijen[:HOOGSTENS])) if een.wet]
    gezien_alle([een.casus for een in alle], door=request.user, op=timezone.now(), wat="geexporteerd")
    vol = [(f"Dit bestand stopt na {HOOGSTENS} leerlingen. Kies één gemeente voor de rest.",)]
    blad = rekenblad("Thuiszitters", KOPPEN, [*map(_cellen, alle), *(vol if len(alle) >= HOOGSTENS else [])])
    antwoord = HttpResponse(blad, content_type=SOORT)
    naam = f"thuiszitters-{timezone.localdate():%Y-%m-%d}.xlsx"
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}"'
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_SAMEN)
@eenmaal
def samen(request: Verzoek, public_id: str) -> HttpResponse:
    """One child, and what one does for it oneself."""
    rijen = Casus.objects.visible_to(request.user, P.THUISZITTER_SAMEN)
    met = rijen.select_related("leerling", "school", "swv", "regievoerder", "woongemeente")
    rij: Casus = get_object_or_404(met, public_id=public_id)
    actie, _, welke = zonder_nul(request.POST.get("actie", "")).partition(":")
    form = EigenAfspraakForm(request.POST if actie == "afspraak" else None)
    if request.method == "POST" and (actie != "afspraak" or form.is_valid()):
        try:
            messages.success(request, _doen(request, rij, actie, welke, form))
        except NietMogelijk as reden:
            messages.error(request, str(reden))
        return redirect("thuiszitters:samen", public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="casus_gezien")
    return render(request, "thuiszitters/samen.html", _context(request, rij) | {"form": form})


def _context(request: Verzoek, rij: Casus) -> dict[str, Any]:
    [regel] = regels(request, [rij])
    afspraken = Afspraak.objects.visible_to(request.user, P.THUISZITTER_SAMEN).filter(casus=rij)
    return {
        "casus": rij,
        "regel": regel,
        "meldingen": Melding.objects.visible_to(request.user, P.THUISZITTER_SAMEN).filter(casus=rij),
        "verzuim": Verzuim.objects.visible_to(request.user, P.THUISZITTER_SAMEN).filter(casus=rij).order_by("-van"),
        "afspraken": afspraken.select_related("wie"),
        "plan": Plan.objects.visible_to(request.user, P.THUISZITTER_SAMEN).filter(casus=rij, gesloten_op=None).first(),
        "doelen": Plandoel.objects.visible_to(request.user, P.THUISZITTER_SAMEN).filter(plan__casus=rij),
        "aanbod": Onderwijsaanbod.objects.visible_to(request.user, P.THUISZITTER_SAMEN).filter(casus=rij),
        "maatregelen": Maatregel.objects.visible_to(request.user, P.THUISZITTER_SAMEN).filter(casus=rij),
        "vrijstellingen": Vrijstelling.objects.visible_to(request.user, P.THUISZITTER_SAMEN).filter(casus=rij),
        "handelingen": _handelingen(request, rij),
        "gesprekken": Opschaling.objects.visible_to(request.user, P.THUISZITTER_SAMEN).filter(casus=rij),
        "vandaag": timezone.localdate(),
        "ik": request.user,
    }


def _handelingen(request: Verzoek, rij: Casus) -> list[tuple[str, Handeling]]:
    """What leerplicht can write down in this case now."""
    van_leerplicht = [een for een in HANDELINGEN.items() if een[1].permissie == P.THUISZITTER_MAATREGEL]
    return [(naam, een) for naam, een in van_leerplicht if not een.waarom_niet(request, rij)]


def _doen(request: Verzoek, rij: Casus, actie: str, welke: str, form: EigenAfspraakForm) -> str:
    """What the button said; gives the sentence of what came of it."""
    nu: dict[str, Any] = {"door": request.user, "op": timezone.now()}
    if actie == "klaar":
        mijn = Afspraak.objects.visible_to(request.user, P.THUISZITTER_SAMEN).filter(casus=rij, wie=request.user)
        afspraak_afronden(get_object_or_404(mijn, public_id=welke), **nu)
        return "De afspraak is klaar."
    if actie != "afspraak":
        raise Http404
    eigen_afspraak_maken(rij, **nu, wat=form.cleaned_data["wat"], voor=form.cleaned_data["voor"])
    return "De afspraak is gemaakt."


def _rijen(request: Verzoek) -> tuple[CasusQuerySet, list[Gemeente], str]:
    """What this address shows, running cases first; the gemeenten to choose from, and the chosen one."""
    zichtbaar = Casus.objects.visible_to(request.user, P.THUISZITTER_SAMEN)
    waar = Gemeente.objects.visible_to(request.user).filter(pk__in=zichtbaar.values("woongemeente"))
    gemeenten = list(waar.order_by("naam")) if Rol.LEERPLICHT in request.user.rollen else []
    keuze = request.GET.get("gemeente", "")
    if keuze in {een.code for een in gemeenten}:
        zichtbaar = zichtbaar.filter(woongemeente__code=keuze)
    else:
        keuze = ""
    rijen = zichtbaar.select_related("leerling", "school", "swv", "regievoerder", "woongemeente")
    volgorde = (F("gesloten_op").desc(nulls_first=True), "leerling__achternaam", "leerling__roepnaam", "pk")
    return rijen.order_by(*volgorde), gemeenten, keuze


def regels(request: Verzoek, casussen: list[Casus]) -> list[Regel]:
    """Each of these cases as this viewer may know it today; the same number of queries for one and for many."""
    vandaag, wie = timezone.localdate(), request.user
    verzuim = Verzuim.objects.visible_to(wie, P.THUISZITTER_SAMEN)
    gelezen = Casus.objects.visible_to(wie, P.THUISZITTER_SAMEN).prefetch_related(Prefetch("verzuim", verzuim))
    bij = {een.pk: list(een.verzuim.all()) for een in gelezen.filter(pk__in=[een.pk for een in casussen])}
    wet = set(_van_de_wet(request, casussen))
    mijn = Deling.objects.visible_to(wie, P.THUISZITTER_SAMEN).filter(casus__in=casussen, lid__gebruiker=wie)
    delingen = {een.casus_id: een for een in mijn}
    per_swv: dict[int, Instelling] = {}
    gevonden = []
    for een in casussen:
        if een.swv_id not in per_swv:
            per_swv[een.swv_id] = Instelling.objects.visible_to(wie).geldig(een.swv, vandaag)
        stelt_in, van_wet = per_swv[een.swv_id], een.pk in wet
        gevonden.append(_regel(een, bij[een.pk], delingen.get(een.pk), stelt_in, vandaag, wet=van_wet))
    return gevonden


def _van_de_wet(request: Verzoek, casussen: Iterable[Casus]) -> list[int]:
    rijen = Casus.objects.visible_to(request.user, P.THUISZITTER_SAMEN).visible_through(request.user, Rol.LEERPLICHT)
    alle = rijen.filter(pk__in=[een.pk for een in casussen]) if Rol.LEERPLICHT in request.user.rollen else rijen.none()
    return list(alle.values_list("pk", flat=True))


def _regel(
    casus: Casus, verzuim: list[Verzuim], deling: Deling | None, instelling: Instelling, dag: date, *, wet: bool
) -> Regel:
    vandaag = next((een for een in verzuim if een.interval.periode.op(dag)), None)
    maat = maat_van(instelling)
    staat = stand(casus.verloop(instelling.vakantieregio, verzuim), dag, maat)
    klasse = maat.grenzen[staat.klasse].woorden if staat else ""
    return Regel(casus, wet, bool(verzuim), vandaag, staat, deling, klasse)


def _cellen(een: Regel) -> tuple[object, ...]:
    rij = een.casus
    return (
        rij.kenmerk,
        rij.leerling.naam,
        rij.leerling.geboortedatum,
        rij.woongemeente,
        rij.school.naam if rij.school else "Geen school",
        een.verzuim.get_soort_display() if een.verzuim else "",
        een.stand.sinds if een.stand else "",
        Aantal(een.stand.dagen) if een.stand else "",
        een.klasse,
        "ja" if een.stand and een.stand.officieel else "nee",
        rij.get_status_display(),
        rij.regievoerder.naam if rij.regievoerder else "",
        timezone.localdate(rij.gesloten_op) if rij.gesloten_op else "",
        rij.get_eindreden_display(),
    )
