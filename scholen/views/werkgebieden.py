"""Beheer of the werkgebieden: which there are, and which school is in which."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.woorden import datum_voluit
from scholen.actions.werkgebieden import werkgebied_indelen, werkgebied_maken, werkgebied_weghalen
from scholen.forms.werkgebieden import IndelenForm, WerkgebiedForm
from scholen.models import Samenwerkingsverband, SchoolDeelname, Werkgebied

BEHEREN = Permissie.INSTELLINGEN_BEHEREN


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def werkgebieden(request: Verzoek) -> HttpResponse:
    """The werkgebieden per SWV with how many schools each has; a new one by its name."""
    swvs = list(Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code"))
    gestuurd = request.POST.get("swv", "")
    formulieren = {
        swv: WerkgebiedForm(request.POST if gestuurd == swv.code else None, prefix=swv.code.lower()) for swv in swvs
    }
    for swv, form in formulieren.items():
        if form.is_bound and form.is_valid() and (gebied := _gemaakt(request, swv, form)):
            return redirect("scholen:werkgebied", gebied.public_id)
    blokken = [
        (
            swv,
            _met_aantal(request, swv),
            _deelnames(request, swv).filter(werkgebied=None).values("school").distinct().count(),
            form,
        )
        for swv, form in formulieren.items()
    ]
    gebonden = next((form for form in formulieren.values() if form.is_bound), None)
    return render(request, "scholen/werkgebieden.html", {"blokken": blokken, "form": gebonden})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def werkgebied(request: Verzoek, public_id: str) -> HttpResponse:
    """One werkgebied: its name and its schools."""
    gebied = _gebied(request, public_id)
    deelnames = _deelnames(request, gebied.swv).select_related("school", "werkgebied")
    vandaag = timezone.localdate()
    eerste: dict[str, SchoolDeelname] = {}
    straks: dict[str, SchoolDeelname] = {}
    for rij in deelnames.order_by("school__plaats", "school__naam", "van"):
        if eerste.setdefault(rij.school.brin6, rij) is not rij:
            straks[rij.school.brin6] = rij
    per_school = dict(sorted(eerste.items(), key=lambda een: _hier(een[1], gebied)))
    form = IndelenForm(
        request.POST or None,
        scholen=[(brin6, _woorden(rij, gebied, straks.get(brin6))) for brin6, rij in per_school.items()],
        initial={
            "naam": gebied.naam,
            "vanaf": vandaag,
            "scholen": [brin6 for brin6, rij in per_school.items() if rij.werkgebied_id == gebied.pk],
        },
    )
    if request.method == "POST" and form.is_valid():
        velden: dict[str, Any] = {naam: form.cleaned_data[naam] for naam in ("naam", "scholen", "vanaf")}
        try:
            werkgebied_indelen(gebied, door=request.user, op=timezone.now(), **velden)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Bewaard.")
            return redirect("scholen:werkgebieden")
    return render(request, "scholen/werkgebied.html", {"gebied": gebied, "form": form})


@require_POST
@beleid(BEHEREN)
def werkgebied_weg(request: Verzoek, public_id: str) -> HttpResponse:
    """Take away one that nothing hangs on."""
    gebied = _gebied(request, public_id)
    try:
        werkgebied_weghalen(gebied, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
        return redirect("scholen:werkgebied", public_id)
    messages.success(request, "Weggehaald.")
    return redirect("scholen:werkgebieden")


def _gemaakt(request: Verzoek, swv: Samenwerkingsverband, form: WerkgebiedForm) -> Werkgebied | None:
    try:
        gebied = werkgebied_maken(swv, door=request.user, op=timezone.now(), naam=form.cleaned_data["naam"])
    except NietMogelijk as reden:
        form.add_error("naam", str(reden))
        return None
    messages.success(request, "Toegevoegd. Kies nu de scholen.")
    return gebied


def _met_aantal(request: Verzoek, swv: Samenwerkingsverband) -> QuerySet[Any]:
    vandaag = timezone.localdate()
    loopt = Q(deelnames__van__lte=vandaag) & (Q(deelnames__tot=None) | Q(deelnames__tot__gte=vandaag))
    rijen = Werkgebied.objects.visible_to(request.user).filter(swv=swv)
    return rijen.annotate(aantal=Count("deelnames__school", filter=loopt, distinct=True)).order_by("naam")


def _gebied(request: Verzoek, public_id: str) -> Werkgebied:
    rijen = Werkgebied.objects.visible_to(request.user).filter(swv__eigen=True).select_related("swv")
    return get_object_or_404(rijen, public_id=public_id)


def _deelnames(request: Verzoek, swv: Samenwerkingsverband) -> QuerySet[SchoolDeelname]:
    return SchoolDeelname.objects.visible_to(request.user).niet_voorbij(timezone.localdate()).filter(swv=swv)


def _hier(rij: SchoolDeelname, gebied: Werkgebied) -> int:
    """The schools of this one first, then those of none, then those of others."""
    return 0 if rij.werkgebied_id == gebied.pk else 1 if rij.werkgebied_id is None else 2


def _woorden(rij: SchoolDeelname, gebied: Werkgebied, straks: SchoolDeelname | None) -> str:
    waar = f", nu bij {rij.werkgebied}" if rij.werkgebied and rij.werkgebied != gebied else ""
    if straks and straks.werkgebied_id != rij.werkgebied_id:
        waar += f", vanaf {datum_voluit(straks.van)} bij {straks.werkgebied or 'geen werkgebied'}"
    naam = ", ".join(filter(None, (rij.school.naam, rij.school.plaats)))
    return f"{naam} ({rij.school.brin6}){waar}"
