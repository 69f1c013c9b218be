"""Going on with help for a next period: begun from what was reached, and what not yet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arrangementen.actions import verlengen as acties
from arrangementen.forms.verlengen import VerlengForm
from arrangementen.models import Arrangement, Arrangementvraag, Deelname, Doel, Doelevaluatie, Evaluatieverslag
from arrangementen.rules.verlenging import overgenomen
from arrangementen.scopes.arrangement import zonder_geheim
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.termijnen.schooljaar import laatste_dag, schooljaar

from .vragen import formulier, verder, vraag_uit, waarom, waarom_meer

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ARRANGEMENT_VRAGEN)
def arrangement_verlengen(request: Verzoek, public_id: str) -> HttpResponse:
    """Ask the same help for the next period, or read why that cannot be."""
    rijen = Arrangement.objects.visible_to(request.user, P.ARRANGEMENT_VRAGEN)
    rij = get_object_or_404(
        rijen.select_related("aanbod", "school", "swv", "beslissing", "beeindiging"), public_id=public_id
    )
    zonder_geheim([rij], request.user)
    nu = timezone.now()
    if request.method != "POST":
        gezien(rij, door=request.user, op=nu, wat="verlengen_gezien")
    context: dict[str, Any] = {"rij": rij, "wie": ", ".join(een.leerling.naam for een in _kinderen(request, rij))}
    if reden := acties.waarom_niet(rij, door=request.user, op=nu):
        return render(request, "arrangementen/verlengen.html", context | {"waarom_niet": reden})
    begin = _begin(request, rij)
    jaar = _schooljaar(request, begin["van"])
    anders = {"structureel": acties.structureel_nodig(rij, jaar, nu), "zonder": rij.geevalueerd_op is None}
    form = formulier(request, rij.aanbod, timezone.localdate(nu), klasse=VerlengForm, begin=begin, **anders)
    form.vraagt_uitleg(waarom_meer(request, rij.aanbod, rij.voor, begin["leerlingen"]))
    if request.method == "POST" and form.is_valid() and form.uitgelegd(waarom(request, form, rij.aanbod)):
        met: dict[str, Any] = {naam: form.cleaned_data[naam] for naam in ("sleutel", "over_mag")}
        try:
            vraag = vraag_uit(request, form, rij.aanbod)
            nieuw = acties.arrangement_verlengen(rij, vraag, door=request.user, op=nu, **met)
        except NietMogelijk as mis:
            form.geweigerd(mis)
        else:
            return verder(request, nieuw)
    context |= {
        "form": form,
        "aanbod": rij.aanbod,
        "jaren": acties.jaren(rij, jaar),
        "structureel": anders["structureel"],
        "verslag": _verslag(request, rij),
    }
    return render(request, "arrangementen/verlengen.html", context)


def _schooljaar(request: Verzoek, begin: date) -> int:
    """Into which school year it goes on: that of the first day that was filled in, or else that we propose."""
    gekozen = VerlengForm.base_fields["van"]
    try:
        dag = gekozen.clean(gekozen.widget.value_from_datadict(request.POST, request.FILES, "van"))
    except ValidationError:
        dag = begin
    return schooljaar(dag)


def _kinderen(request: Verzoek, rij: Arrangement) -> list[Deelname]:
    return list(Deelname.objects.visible_to(request.user).filter(arrangement=rij).select_related("leerling"))


def _verslag(request: Verzoek, rij: Arrangement) -> Evaluatieverslag | None:
    """Of the last evaluation that was finished."""
    klaar = Evaluatieverslag.objects.visible_to(request.user).filter(
        evaluatie__arrangement=rij, evaluatie__afgerond_op__isnull=False
    )
    return klaar.select_related("evaluatie").order_by("-evaluatie__afgerond_op").first()


def _begin(request: Verzoek, rij: Arrangement) -> dict[str, Any]:
    """What the last one brings along: needs, pupils, amount, the goals that were not reached, and what worked."""
    van: date = acties.laatste_dag(rij) + timedelta(1)
    vraag = Arrangementvraag.objects.visible_to(request.user).get(arrangement=rij)
    verslag = _verslag(request, rij)
    begin: dict[str, Any] = {
        "voor": rij.voor,
        "leerlingen": [een.leerling.public_id for een in _kinderen(request, rij)],
        "groep": vraag.groep,
        "onderwijsbehoeften": vraag.onderwijsbehoeften,
        "behoefte_leraar": vraag.behoefte_leraar,
        "al_gedaan": overgenomen(verslag.wat_werkte, verslag.wat_niet_werkte) if verslag else vraag.al_gedaan,
        "van": van,
        "tot": laatste_dag(schooljaar(van)),
        "aantal": rij.aantal,
        "bedrag": rij.bedrag,
        "contactpersoon": vraag.contactpersoon or request.user.naam,
    }
    for nummer, doel in enumerate(_open_doelen(request, rij, verslag), 1):
        begin |= {f"doel_{nummer}": doel.doel, f"maat_{nummer}": doel.maat}
    return begin


def _open_doelen(request: Verzoek, rij: Arrangement, verslag: Evaluatieverslag | None) -> list[Doel]:
    """The goals that were not reached."""
    bereikt = Doelevaluatie.objects.visible_to(request.user).filter(uitkomst=Doelevaluatie.Uitkomst.BEREIKT)
    klaar = bereikt.filter(evaluatie=verslag.evaluatie_id if verslag else None)
    return list(Doel.objects.visible_to(request.user).filter(arrangement=rij).exclude(pk__in=klaar.values("doel")))
