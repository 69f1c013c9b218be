"""One case: the facts, the ladder, the agreements, and what can be done now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.formulieren.eenmaal import eenmaal
from kern.formulieren.velden import zonder_nul
from kern.gebruikers.beleid import beleid
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from thuiszitters.actions.delen import meekijkers
from thuiszitters.actions.overgang import overgang
from thuiszitters.actions.sluiten import regie_nemen
from thuiszitters.actions.stappen import afspraak_afronden, afspraak_maken, stap_afronden, stap_overslaan
from thuiszitters.actions.terugblik import plan_van_school
from thuiszitters.actions.verloop import plan_gemaakt
from thuiszitters.forms.casus import AfspraakForm, StapForm
from thuiszitters.mensen import regie_van
from thuiszitters.models import Afspraak, Casus, Deling, Kernpartner, Melding, Stap, Verzuim
from thuiszitters.models.stap import gezet

from .beeld import MET, beelden, nieuw_protocol
from .plan import plan_van_casus
from .voortgang import gesprek_van, is_plan, voortgang

P = Permissie


def een_casus(request: Verzoek, public_id: str, *rechten: Permissie) -> Casus:
    """This case, when the user sees it through a role with this right; else 404."""
    rijen = Casus.objects.visible_to(request.user, *rechten or (P.THUISZITTER_LEZEN,))
    met = rijen.select_related("leerling", "school", "swv", "protocol", "regievoerder", "woongemeente")
    rij: Casus = get_object_or_404(met.prefetch_related(*MET), public_id=public_id)
    return rij


def _anderen(request: Verzoek, casus: Casus) -> list[Gebruiker]:
    """Who else an agreement can be of: who looks after the case, and who looks along with it."""
    vandaag = timezone.localdate()
    bij = [een.gebruiker for een in meekijkers(casus, vandaag)] if casus.loopt else []
    regie = regie_van(casus, vandaag)
    alle = dict.fromkeys([*([regie] if regie else []), *bij])
    return [een for een in alle if een != request.user]


def _mag(request: Verzoek, casus: Casus, recht: Permissie) -> bool:
    return Casus.objects.visible_to(request.user, recht).filter(pk=casus.pk).exists()


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_LEZEN, P.THUISZITTER_SAMEN)
@eenmaal
def casus(request: Verzoek, public_id: str) -> HttpResponse:
    """What is known, what was agreed and what comes next. Its small buttons post here.

    Who sees a part of it only, goes on to the page of that part.
    """
    deels = Casus.objects.visible_to(request.user, P.THUISZITTER_SAMEN).filter(public_id=public_id)
    if not request.user.heeft(P.THUISZITTER_LEZEN) and deels.exists():
        return redirect("thuiszitters:samen", public_id)
    rij, vandaag = een_casus(request, public_id), timezone.localdate()
    actie, _, wie = zonder_nul(request.POST.get("actie", "")).partition(":")
    ik = (request.user.public_id, f"Ik ({request.user.naam})")
    collegas = [ik, *((een.public_id, een.naam) for een in _anderen(request, rij))]
    begin = {"wie": request.user.public_id}
    ingevuld = request.POST if actie == "afspraak" else None
    form = AfspraakForm(ingevuld, collegas=collegas, vandaag=vandaag, initial=begin)
    if request.method == "POST" and (actie != "afspraak" or form.is_valid()):
        try:
            messages.success(request, _doen(request, rij, actie, wie, form))
        except NietMogelijk as reden:
            messages.error(request, str(reden))
        return redirect("thuiszitters:casus", public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="casus_gezien")
    return render(request, "thuiszitters/casus.html", _context(request, rij) | {"form": form})


def _context(request: Verzoek, rij: Casus) -> dict[str, Any]:
    vandaag, nu = timezone.localdate(), timezone.now()
    [beeld] = beelden(request, [rij], vandaag, dagen=True)
    stappen = gezet(rij)
    in_ladder = {sport.trede.sleutel for sport in beeld.sporten}
    verzuim = Verzuim.objects.visible_to(request.user).filter(casus=rij)
    return {
        "casus": rij,
        "beeld": beeld,
        "ladder": [(sport, stappen.get(sport.trede.sleutel)) for sport in beeld.sporten],
        "eerder": [een for sleutel, een in stappen.items() if sleutel not in in_ladder],
        "nieuw_protocol": nieuw_protocol(request, rij, vandaag),
        "mag_protocol": _mag(request, rij, P.THUISZITTER_BEGELEIDEN),
        "afspraken": Afspraak.objects.visible_to(request.user).filter(casus=rij).select_related("wie"),
        "meldingen": Melding.objects.visible_to(request.user).filter(Q(casus=rij) | Q(casus__opgegaan_in=rij)),
        "opgegaan": Casus.objects.visible_to(request.user).filter(opgegaan_in=rij),
        "verzuim": verzuim.order_by("-van"),
        "vandaag": vandaag,
        "mag_doen": rij.loopt and _mag(request, rij, P.THUISZITTER_MELDEN),
        "kernteam": Kernpartner.objects.visible_to(request.user).filter(school=rij.school).nu(vandaag),
        "mag_delen": _mag(request, rij, P.THUISZITTER_BEGELEIDEN),
        "delingen": Deling.objects.visible_to(request.user)
        .filter(casus=rij)
        .geldig(vandaag)
        .select_related("lid__gebruiker", "lid__plek__organisatie", "lid__plek__gemeente"),
        "mag_regie": not overgang.regels["regie_nemen"].waarom_niet(rij, request.user, nu),
        "mag_sluiten": not overgang.regels["sluiten"].waarom_niet(rij, request.user, nu),
        **plan_van_casus(request, rij),
        **voortgang(request, rij, beeld),
        "terugblik": plan_van_school(request.user, rij, vandaag),
        "mag_heropenen": not overgang.regels["heropenen"].waarom_niet(rij, request.user, nu),
    }


def _doen(request: Verzoek, rij: Casus, actie: str, wie: str, form: AfspraakForm) -> str:
    """What the button said; gives the sentence of what came of it."""
    nu: dict[str, Any] = {"door": request.user, "op": timezone.now()}
    if actie == "regie":
        regie_nemen(rij, **nu)
        return "Jij bent nu de regievoerder."
    if actie == "klaar":
        rijen = Afspraak.objects.visible_to(request.user).filter(casus=rij)
        afspraak_afronden(get_object_or_404(rijen, public_id=wie), **nu)
        return "De afspraak is klaar."
    if actie != "afspraak":
        raise Http404
    velden = form.cleaned_data
    mensen = {een.public_id: een for een in (request.user, *_anderen(request, rij))}
    afspraak_maken(
        rij, **nu, wat=velden["wat"], voor=velden["voor"], wie=mensen.get(velden["wie"]), naam=velden["naam"]
    )
    return "De afspraak is gemaakt."


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_MELDEN)
def stap(request: Verzoek, public_id: str) -> HttpResponse:
    """Write down that the step of now is done, or go past it with the reason."""
    rij, vandaag = een_casus(request, public_id, P.THUISZITTER_MELDEN), timezone.localdate()
    gedaan = gezet(rij)
    nu = next((een for een in rij.protocol.stappen.all() if een.sleutel not in gedaan), None)
    if nu is None or not rij.loopt:
        messages.error(request, "Er is geen stap meer om af te ronden.")
        return redirect("thuiszitters:casus", public_id)
    mag = _mag(request, rij, P.THUISZITTER_BEGELEIDEN)
    if mag and (gevraagd := gesprek_van(rij, nu)):
        return redirect("thuiszitters:uitkomst", public_id, gevraagd.public_id)
    form = StapForm(request.POST or None, mag_overslaan=mag, vandaag=vandaag, initial={"dag": vandaag})
    if request.method == "POST" and form.is_valid():
        velden: dict[str, Any] = form.cleaned_data
        wie: dict[str, Any] = {"door": request.user, "op": timezone.now()}
        try:
            if velden["uitkomst"] == Stap.Uitkomst.KLAAR and is_plan(rij, nu):
                plan_gemaakt(rij, **wie, dag=velden["dag"], woorden=velden["woorden"])
            elif velden["uitkomst"] == Stap.Uitkomst.KLAAR:
                stap_afronden(rij, nu, **wie, dag=velden["dag"], woorden=velden["woorden"])
            else:
                stap_overslaan(rij, nu, **wie, waarom=velden["woorden"])
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, f"‘{nu.naam}’ is bewaard.")
            return redirect("thuiszitters:casus", public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="casus_gezien")
    return render(request, "thuiszitters/stap.html", {"casus": rij, "stap": nu, "form": form})
