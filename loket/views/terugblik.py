"""How it went: the question for who it was about, and the figures for the desk."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.schooljaar import eerste_dag, schooljaar
from loket.actions.terugblik import Over, terugblik_geven, terugblik_over, terugblik_overslaan
from loket.forms.terugblik import TerugblikForm
from loket.models import Aanvraag, Terugblik
from loket.rules.terugblik import MINSTENS, te_tonen, tot_en_met
from scholen.models import Samenwerkingsverband

from .eigen_swv import swvs_van
from .zaak import bekeken

P = Permissie


def terugblikvraag(request: Verzoek, over: Over | None, *, je: bool, vraag: str = "") -> TerugblikForm | None:
    """The form of the one question; None once it was answered or passed. Http404 when it is not asked.

    vraag: of the SWV itself, about a decision or advice.
    """
    if over is None:
        raise Http404
    nu, overslaan = timezone.now(), request.method == "POST" and "overslaan" in request.POST
    form = TerugblikForm(request.POST if request.method == "POST" and not overslaan else None, je=je, vraag=vraag)
    try:
        if overslaan:
            terugblik_overslaan(over, door=request.user, op=nu)
            return None
        if request.method == "POST" and form.is_valid():
            terugblik_geven(over, door=request.user, op=nu, **form.cleaned_data)
            messages.success(
                request, gettext("Bedankt.") if je else gettext("Bedankt. Wij weten niet dat dit van u is.")
            )
            return None
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
    return form


def over_aanvraag(request: Verzoek, aanvraag: Aanvraag, *, je: bool) -> TerugblikForm | None:
    """The same about an aanvraag: its decision or its advice."""
    over = terugblik_over(request.user, aanvraag.pk, timezone.localdate())
    return terugblikvraag(request, over, je=je, vraag=aanvraag.instelling.terugblik_vraag)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANVRAAG_INDIENEN)
def school_terugblik(request: Verzoek, public_id: str) -> HttpResponse:
    """The question for who asked for the school."""
    zaken = Aanvraag.objects.visible_to(request.user, P.AANVRAAG_INDIENEN).select_related("leerling", "school")
    aanvraag = get_object_or_404(zaken, public_id=public_id)
    form = over_aanvraag(request, aanvraag, je=True)
    if form is None:
        return redirect("loket:aanvraag", public_id)
    if request.method != "POST":
        bekeken(request, aanvraag, P.AANVRAAG_INDIENEN)
    return vraagpagina(
        request, form, aanvraag.kop, reverse("loket:aanvraag", args=[public_id]), "De aanvraag is klaar."
    )


def vraagpagina(request: Verzoek, form: TerugblikForm, wat: str, terug: str, zin: str) -> HttpResponse:
    """The page with the question for a school. wat, terug: what it is about, and its page; zin: that it is done."""
    context = {"form": form, "wat": wat, "terug": terug, "zin": zin}
    return render(request, "loket/terugblik_vraag.html", context)


@require_safe
@beleid(P.AANVRAAG_CONTROLEREN)
def terugblik(request: Verzoek) -> HttpResponse:
    """Figures of months that are over, by school year as in the report (M19), and what was written."""
    vandaag = timezone.localdate()
    dit = schooljaar(vandaag)
    alle = Terugblik.objects.visible_to(request.user, P.AANVRAAG_CONTROLEREN).select_related("werkgebied")
    rijen = list(alle.filter(maand__gte=eerste_dag(dit - 1), maand__lt=vandaag.replace(day=1)))
    swvs = swvs_van(request)
    jaren = [
        (naam if len(swvs) == 1 else f"{naam}, {swv.naam}", _groepen(_van(rijen, swv, swvs, jaar), over=jaar < dit))
        for swv in swvs
        for jaar, naam in ((dit, "Dit schooljaar"), (dit - 1, "Vorig schooljaar"))
    ]
    return render(request, "loket/terugblik.html", {"jaren": jaren, "minstens": MINSTENS})


def _van(
    rijen: list[Terugblik], swv: Samenwerkingsverband, swvs: list[Samenwerkingsverband], jaar: int
) -> list[Terugblik]:
    """Of this school year and SWV: of two together one could subtract what M19 says of one of them."""
    return [een for een in rijen if schooljaar(een.maand) == jaar and (len(swvs) == 1 or een.swv_id == swv.pk)]


def _groepen(rijen: list[Terugblik], *, over: bool) -> list[dict[str, Any]]:
    """By who answered and what ended. What can be counted of those is asked of them; no total goes over them."""
    alle = [
        _groep(rol, na, [een for een in rijen if (een.rol, een.na) == (rol, na)], over=over)
        for na in Terugblik.Na
        for rol in Terugblik.Rol
    ]
    return [een for een in alle if een["aantal"] or een["na"] == Terugblik.Na.BESLUIT]


def _groep(rol: Terugblik.Rol, na: Terugblik.Na, rijen: list[Terugblik], *, over: bool) -> dict[str, Any]:
    """What of these answers may be shown: two looks at this page never differ by a few.

    over: whether the school year is. Only then by werkgebied, for the parts of a total that grows could be subtracted.
    """
    getoond = _genoeg(rijen)
    teksten = [een.tekst for een in _genoeg([een for een in rijen if een.tekst])]
    random.SystemRandom().shuffle(teksten)
    tel = Counter(een.gezicht for een in getoond)
    per_gebied = te_tonen(Counter(een.werkgebied.naam if een.werkgebied else "" for een in getoond)) if over else {}
    goed = Counter(een.werkgebied.naam for een in getoond if een.werkgebied and een.gezicht in "45")
    return {
        "naam": f"{rol.label[:1].upper()}{rol.label[1:]}, {na.label}",
        "na": na,
        "aantal": len(getoond),
        "gezichten": [(woord, tel[waarde]) for waarde, woord in Terugblik.Gezicht.choices],
        "gebieden": [(gebied, aantal, goed[gebied]) for gebied, aantal in sorted(per_gebied.items())],
        "teksten": teksten,
    }


def _genoeg(rijen: list[Terugblik]) -> list[Terugblik]:
    """Those up to the month with which enough came since the one shown before; none as long as there are too few."""
    tot = tot_en_met(Counter(een.maand for een in rijen).items(), MINSTENS)
    return [een for een in rijen if tot is not None and een.maand <= tot]
