"""Reporting a child that does not go to school, on one page."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.views.eigen_swv import swvs_van
from scholen.models import Gemeente, Leerling, Samenwerkingsverband, School, SchoolDeelname
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van
from thuiszitters.actions.melden import Gegevens, Hoe, Kind
from thuiszitters.actions.melden import melden as doe_melden
from thuiszitters.forms.melden import MeldForm
from thuiszitters.models import Casus, Melding

P = Permissie
ZINNEN = {
    Hoe.NIEUW: "De melding is bewaard. Er is een casus geopend.",
    Hoe.LOPEND: "Dit kind was al gemeld. Je melding staat bij de casus.",
    Hoe.HEROPEND: "Dit kind was kort geleden ook thuis. We gaan verder in dezelfde casus.",
}
ELDERS = "De melding is bewaard. Wie dit kind begeleidt, gaat ermee verder."


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_MELDEN)
def melden(request: Verzoek) -> HttpResponse:
    """One page, two minutes. A school chooses or types the pupil, staff types who it is about."""
    form = _formulier(request)
    if request.method == "POST" and form.is_valid():
        try:
            wat = _gegevens(request, form.cleaned_data)
            casus, hoe = doe_melden(wat, door=request.user, op=timezone.now(), sleutel=form.cleaned_data["sleutel"])
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            if not Casus.objects.visible_to(request.user, P.THUISZITTER_LEZEN).filter(pk=casus.pk).exists():
                messages.success(request, ELDERS)
                return redirect("thuiszitters:thuiszitters")
            messages.success(request, ZINNEN[hoe])
            return redirect("thuiszitters:casus", casus.public_id)
    return render(request, "thuiszitters/melden.html", {"form": form, "staf": not is_school(request)})


def is_school(request: Verzoek) -> bool:
    """Whether this user reports as a school, and so about its own pupils."""
    return not set(SCHOOL_SCHRIJFT).isdisjoint(request.user.rollen)


def meldscholen(request: Verzoek) -> QuerySet[School]:
    """The own schools of a school; for staff all that take part in the own SWVs."""
    zichtbaar = School.objects.visible_to(request.user).filter(gesloten_op=None).order_by("naam", "pk")
    if is_school(request):
        return zichtbaar.filter(pk__in=scholen_van(request.user, *SCHOOL_SCHRIJFT).values("pk"))
    deelnames = SchoolDeelname.objects.visible_to(request.user).geldig(timezone.localdate())
    return zichtbaar.filter(pk__in=deelnames.filter(swv__eigen=True).values("school"))


def meldleerlingen(request: Verzoek) -> QuerySet[Leerling]:
    """The children that this user can report, each once."""
    zichtbaar = Leerling.objects.visible_to(request.user, P.THUISZITTER_MELDEN)
    return zichtbaar.filter(opgegaan_in=None).order_by("achternaam", "roepnaam", "pk")


def _formulier(request: Verzoek) -> MeldForm:
    school = is_school(request)
    vandaag = timezone.localdate()
    deelnames = SchoolDeelname.objects.visible_to(request.user).filter(swv__eigen=True)
    gemeenten = Gemeente.objects.visible_to(request.user).filter(scholen__in=deelnames.values("school")).distinct()
    return MeldForm(
        request.POST or None,
        initial={"sleutel": secrets.token_urlsafe(16)},
        leerlingen=[(een.public_id, een.naam) for een in meldleerlingen(request)] if school else None,
        scholen=[(een.public_id, f"{een.naam}, {een.plaats}") for een in meldscholen(request)],
        gemeenten=[(een.code, een.naam) for een in gemeenten.order_by("naam")],
        vandaag=vandaag,
    )


def _gegevens(request: Verzoek, velden: dict[str, Any]) -> Gegevens:
    """What was typed, as what the action asks. Raises NietMogelijk."""
    leerling: Leerling | Kind
    if velden.get("leerling"):
        leerling = get_object_or_404(meldleerlingen(request), public_id=velden["leerling"])
    else:
        namen = ("roepnaam", "tussenvoegsel", "achternaam", "geboortedatum")
        leerling = Kind(**{naam: velden[naam] for naam in namen}, groep=velden.get("groep") or "")
    school = _school(request, velden, leerling)
    gemeente = Gemeente.objects.visible_to(request.user).filter(code=velden.get("woongemeente") or "").first()
    return Gegevens(
        swv=_swv(request, school),
        leerling=leerling,
        school=school,
        herkomst=velden.get("herkomst") or Melding.Herkomst.SCHOOL,
        soort=velden["soort"],
        van=velden["van"],
        uren=velden["uren"],
        reden=velden["reden"],
        gedaan=velden["gedaan"],
        woongemeente=gemeente,
        ouders_op=velden["ouders_op"] if velden["ouders_weten"] else None,
        ouders_waarom_niet="" if velden["ouders_weten"] else velden["ouders_waarom_niet"],
    )


def _school(request: Verzoek, velden: dict[str, Any], leerling: Leerling | Kind) -> School | None:
    scholen = meldscholen(request)
    if isinstance(leerling, Leerling):
        hier = scholen.filter(inschrijvingen__leerling=leerling, inschrijvingen__tot=None)
        return hier.first() or scholen.filter(aanmeldingen__leerling=leerling).first() or scholen.first()
    if velden.get("school"):
        return get_object_or_404(scholen, public_id=velden["school"])
    return scholen.first() if is_school(request) else None


def _swv(request: Verzoek, school: School | None) -> Samenwerkingsverband:
    """Of which SWV the case is: one that the school takes part in."""
    eigen = swvs_van(request)
    if school is not None:
        deelnames = SchoolDeelname.objects.visible_to(request.user).geldig(timezone.localdate()).filter(school=school)
        van = set(deelnames.values_list("swv", flat=True))
        return next((een for een in eigen if een.pk in van), eigen[0])
    return eigen[0]
