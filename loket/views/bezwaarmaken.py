"""Lodging a bezwaar in the portal, by the school that got the letter; the family does so in its own dossier."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.bezwaar.indienen import bezwaar_maken as maken_actie
from loket.actions.bezwaar.redenen import AlGestuurd, later_gestuurd, redenen_sturen, redenvraag
from loket.actions.geadresseerden import adres_van
from loket.forms.bezwaar import BezwaarMakenForm, RedenenForm
from loket.models import (
    BEZWAAR_LOOPT,
    BIJ_RECHTER,
    Bekendmaking,
    Bezwaar,
    Bezwaarbekendmaking,
    Bezwaarbericht,
    Bezwaarstuk,
    Hoorzitting,
)
from loket.rules.bezwaar import Ontvangst

from .bezwaarstappen import doen
from .zaak import bekeken

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANVRAAG_INDIENEN)
def bezwaar_maken(request: Verzoek, public_id: str) -> HttpResponse:
    """The short form on the letter of the school; once lodged, the confirmation and where it stands."""
    zichtbaar = Bekendmaking.objects.visible_to(request.user, P.BEZWAAR_MAKEN)
    brief = get_object_or_404(zichtbaar.select_related("besluit__aanvraag__leerling"), public_id=public_id)
    if request.method != "POST":
        bekeken(request, brief, P.BEZWAAR_MAKEN)
    gedaan, context = formulier(request, brief, je=True)
    if gedaan:
        return redirect("loket:bezwaar_maken", public_id)
    return render(request, "loket/bezwaar/maken.html", context)


def formulier(request: Verzoek, brief: Bekendmaking, *, je: bool) -> tuple[bool, dict[str, Any]]:
    """Whether something was sent now, and the context of the page: the form, or what was lodged before."""
    nu = timezone.now()
    vandaag = timezone.localdate(nu)
    te_laat = brief.bezwaar_tot is not None and vandaag > brief.bezwaar_tot
    context = {"brief": brief, "aanvraag": brief.besluit.aanvraag, "te_laat": te_laat, "vandaag": vandaag}
    context |= stand_van(request, brief)
    if context["bezwaar"] is not None:
        return _redenen(request, context, je=je)
    adresregels = [regel for regel in adres_van(brief, vandaag) if regel]
    context |= {"adresregels": adresregels}  # what Awb 6:5 asks, filled in by us
    form = BezwaarMakenForm(request.POST or None, request.FILES or None, te_laat=te_laat, je=je)
    if request.method == "POST" and form.is_valid():
        velden = form.cleaned_data
        velden.pop("zeker")
        if doen(form, lambda velden: maken_actie(brief, door=request.user, op=nu, **velden)):
            return True, context
    return False, context | {"form": form}


def _redenen(request: Verzoek, context: dict[str, Any], *, je: bool) -> tuple[bool, dict[str, Any]]:
    """Whether the reasons were sent now. What cannot come in any more is shown with what was typed."""
    bezwaar, nu = context["bezwaar"], timezone.now()
    vraag = redenvraag(bezwaar, context["vandaag"])
    gestuurd = request.method == "POST" and "redenen" in request.POST
    if not gestuurd and vraag is None:
        return False, context
    form = RedenenForm(*((request.POST, request.FILES) if gestuurd else ()), je=je)
    if gestuurd and form.is_valid():

        def sturen(velden: dict[str, Any]) -> None:
            with suppress(AlGestuurd):
                redenen_sturen(bezwaar.zaak, door=request.user, op=nu, bezwaar=bezwaar.public_id, **velden)

        if doen(form, sturen):
            messages.success(
                request, "Wij hebben de redenen ontvangen." if je else gettext("Wij hebben uw redenen ontvangen.")
            )
            return True, context
    return False, context | {"redenvraag": vraag, "redenen_form": form}


def stand_van(request: Verzoek, brief: Bekendmaking) -> dict[str, Any]:
    """The bezwaar of this addressee against this besluit, and how it goes with it; bezwaar is None without.

    One that runs against another version is directed at this one too (Awb 6:19), so that nobody has to object again.
    """
    wie = {"school": brief.school, "betrokkene": brief.betrokkene, "leerling": brief.leerling}
    loopt = Q(zaak__besluit__aanvraag=brief.besluit.aanvraag_id, zaak__status__in=sorted(BEZWAAR_LOOPT | BIJ_RECHTER))
    mijn = Bezwaar.objects.visible_to(request.user).filter(Q(zaak__besluit=brief.besluit) | loopt)
    mijn = mijn.filter(ingetrokken_op=None, **wie)
    bezwaar = mijn.select_related("zaak__besluit", "zaak__advies").order_by("-pk").first()
    if bezwaar is None:
        return {"bezwaar": None}
    zittingen = Hoorzitting.objects.visible_to(request.user).filter(zaak=bezwaar.zaak, vervallen_op=None)
    brieven = Bezwaarbekendmaking.objects.visible_to(request.user).filter(beslissing__zaak=bezwaar.zaak)
    return {
        "bezwaar": bezwaar,
        "kwam_te_laat": bezwaar.toets == "" and bezwaar.op_tijd() == Ontvangst.TE_LAAT,
        "in_portaal": bezwaar.kanaal == Bezwaar.Kanaal.PORTAAL,
        "zaak": bezwaar.zaak,
        "termijn": bezwaar.zaak.termijn(timezone.localdate()),
        "later": later_gestuurd(bezwaar),
        "stukken": Bezwaarstuk.objects.visible_to(request.user).filter(bezwaar=bezwaar).order_by("toegevoegd_op", "pk"),
        "zitting": zittingen.first(),
        "beslissing": brieven.first(),
        "berichten": Bezwaarbericht.objects.visible_to(request.user).filter(zaak=bezwaar.zaak).order_by("verzenddatum"),
    }
