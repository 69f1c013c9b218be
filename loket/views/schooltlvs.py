"""The TLVs of the pupils of a school: what each is worth now, and asking a renewal or a change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.aanvraag import Bestaat
from loket.actions.tlv import eigen_plekken, zelf_plaatsen
from loket.actions.vervolg import verlenging_maken, verlengingen_maken, waarom_niet_verlengen, wijziging_maken
from loket.forms.register import WijzigingForm, ZelfPlaatsenForm
from loket.models import GELDIG, LOPEND, OPEN, Aanvraag, Tlv, TlvStatus, Zaakbrief
from loket.models.tlv import bekende_gebeurtenissen
from loket.rules.tlv_status import loopt_af_voor
from scholen.models import Aanmelding, Inschrijving, Leerling, School
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

from .register import instelling_van
from .registerlijst import ICOON, TOON
from .zaak import bekeken

SCHRIJVEN = Permissie.AANVRAAG_SCHRIJVEN


@dataclass(frozen=True)
class Regel:
    """One TLV of a pupil. vervolg: the open renewal or change of this school; waarom_niet: why it cannot be renewed."""

    tlv: Tlv
    school: School | None
    stand: TlvStatus
    toon: str
    icoon: str
    vervolg: Aanvraag | None
    waarom_niet: str

    @property
    def eindigt_eerder(self) -> bool:
        """Whether an end was laid down for a day to come, such as a withdrawal: there is nothing left to change."""
        return self.stand in LOPEND and self.tlv.geldig_tot != self.tlv.vervaldatum

    @property
    def kan(self) -> bool:
        return self.vervolg is None and not self.waarom_niet


@require_safe
@beleid(SCHRIJVEN)
def tlvs_school(request: Verzoek) -> HttpResponse:
    """First what ends this school year, with boxes to tick; then the other TLVs."""
    vandaag = timezone.localdate()
    regels = regels_van(request)
    af = [een for een in regels if _loopt_af(een, vandaag)]
    context = {
        "af": af,
        "kan": [een for een in af if een.kan],
        "rest": [een for een in regels if een not in af],
        "vandaag": vandaag,
        "eindigt_op": loopt_af_voor(vandaag),
    }
    return render(request, "loket/tlvs_school.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def tlv_blad(request: Verzoek, public_id: str) -> HttpResponse:
    """The sheet of one TLV, without aanvraag or advices; the receiving school lays down here that the child begins."""
    regel = _regel(request, public_id)
    vandaag = timezone.localdate()
    scholen = eigen_plekken(regel.tlv, request.user, vandaag)
    form = ZelfPlaatsenForm(request.POST or None, tlv=regel.tlv, scholen=scholen, vandaag=vandaag)
    if request.method == "POST" and form.is_valid():
        try:
            zelf_plaatsen(regel.tlv, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Vastgelegd. De leerling staat vanaf die dag bij jullie ingeschreven.")
            return redirect("loket:tlv_blad", public_id)
    elif request.method != "POST":
        bekeken(request, regel.tlv, SCHRIJVEN, "tlv_ingezien")
    plaatsing = regel.tlv.plaatsing
    geplaatst_hier = plaatsing is not None and plaatsing.school in scholen
    kan = regel.stand in LOPEND and not geplaatst_hier and scholen.exists()
    bladen = Zaakbrief.objects.visible_to(request.user).filter(
        aanvraag=regel.tlv.besluit.aanvraag_id, soort=Zaakbrief.Soort.TLV_BLAD
    )
    context = {
        "bladen": bladen.order_by("-pk"),
        "form": form,
        "tlv": regel.tlv,
        "regel": regel,
        "plaatsing": plaatsing,
        "kan_plaatsen": kan,
    }
    return render(request, "loket/tlv_blad.html", context)


@require_POST
@beleid(SCHRIJVEN)
def tlvs_verlengen(request: Verzoek) -> HttpResponse:
    """Drafts for all that were ticked, or for all that can; what was made, and what was skipped and why."""
    vandaag = timezone.localdate()
    gekozen = set(request.POST.getlist("tlv"))
    alle = request.POST.get("actie") == "alle"
    regels = [een for een in regels_van(request) if _loopt_af(een, vandaag)]
    keuze = [een for een in regels if alle or een.tlv.public_id in gekozen]
    if not keuze:
        messages.error(request, "Vink eerst aan voor welke leerlingen je een verlenging wilt aanvragen.")
        return redirect("loket:tlvs_school")
    gemaakt, overgeslagen = verlengingen_maken(
        [(een.tlv, een.school) for een in keuze], door=request.user, op=timezone.now()
    )
    return render(request, "loket/tlvs_verlengd.html", {"gemaakt": gemaakt, "overgeslagen": overgeslagen})


@require_POST
@beleid(SCHRIJVEN)
def tlv_verlengen(request: Verzoek, public_id: str) -> HttpResponse:
    """A draft for one child."""
    regel = _regel(request, public_id)
    if regel.school is None:
        messages.error(request, "Deze leerling staat niet (meer) bij jouw school ingeschreven of aangemeld.")
        return redirect("loket:tlvs_school")
    try:
        vervolg = verlenging_maken(regel.tlv, school=regel.school, door=request.user, op=timezone.now())
    except Bestaat as reden:
        vervolg = reden.aanvraag
    except NietMogelijk as reden:
        messages.error(request, str(reden))
        return redirect("loket:tlvs_school")
    return redirect("loket:aanvraag", vervolg.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def tlv_wijzigen(request: Verzoek, public_id: str) -> HttpResponse:
    """Another kind or category than the TLV that holds now."""
    regel = _regel(request, public_id)
    if request.method != "POST":
        bekeken(request, regel.tlv, SCHRIJVEN, "tlv_ingezien")
    form = WijzigingForm(request.POST or None, tlv=regel.tlv, soorten=instelling_van(request).tlv_soorten)
    if form.is_valid() and regel.school is not None:
        try:
            soort = form.cleaned_data["soort"]
            vervolg = wijziging_maken(regel.tlv, school=regel.school, soort=soort, door=request.user, op=timezone.now())
        except Bestaat as reden:
            return redirect("loket:aanvraag", reden.aanvraag.public_id)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            return redirect("loket:aanvraag", vervolg.public_id)
    return render(request, "loket/tlv_wijzigen.html", {"form": form, "tlv": regel.tlv, "regel": regel})


def regels_van(request: Verzoek) -> list[Regel]:
    """The TLVs of pupils who are at an own school today; the same number of queries for one and for a hundred."""
    vandaag = timezone.localdate()
    kinderen = Leerling.objects.visible_to(request.user, SCHRIJVEN)
    zichtbaar = Tlv.objects.visible_to(request.user, SCHRIJVEN).filter(leerling__in=kinderen)
    lijst = list(
        zichtbaar.select_related("leerling", "swv")
        .prefetch_related(Prefetch("gebeurtenissen", bekende_gebeurtenissen(vandaag)))
        .order_by("vervaldatum", "leerling__achternaam", "pk")
    )
    scholen = _scholen(request, lijst, vandaag)
    vervolgen = {
        een.vorige_tlv_id: een
        for een in Aanvraag.objects.visible_to(request.user, SCHRIJVEN).filter(vorige_tlv__in=lijst, status__in=[*OPEN])
    }
    instelling = instelling_van(request)
    regels = []
    for tlv in lijst:
        stand = tlv.status(vandaag, signaal=instelling.signaal)
        waarom = waarom_niet_verlengen(tlv, instelling, vandaag)
        vervolg = vervolgen.get(tlv.pk)
        regels.append(
            Regel(tlv, scholen.get(tlv.leerling_id), stand, TOON[stand], ICOON.get(stand, ""), vervolg, waarom)
        )
    return regels


def _scholen(request: Verzoek, tlvs: list[Tlv], vandaag: date) -> dict[int, School]:
    """Leerling → the own school where it is enrolled, or else where it was aangemeld."""
    wie = {"leerling__in": [tlv.leerling_id for tlv in tlvs], "school__in": scholen_van(request.user, *SCHOOL_SCHRIJFT)}
    aangemeld: Any = Aanmelding.objects.visible_to(request.user).filter(afgesloten_op=None, **wie)
    hier: Any = Inschrijving.objects.visible_to(request.user).geldig(vandaag).filter(**wie)
    return {een.leerling_id: een.school for rij in (aangemeld, hier) for een in rij.select_related("school")}


def _regel(request: Verzoek, public_id: str) -> Regel:
    tlv = get_object_or_404(Tlv.objects.visible_to(request.user, SCHRIJVEN), public_id=public_id)
    regel = next((een for een in regels_van(request) if een.tlv.pk == tlv.pk), None)
    if regel is None:
        raise Http404
    return regel


def _loopt_af(regel: Regel, vandaag: date) -> bool:
    eind = regel.tlv.geldig_tot
    return regel.stand in GELDIG and eind is not None and eind <= loopt_af_voor(vandaag)
