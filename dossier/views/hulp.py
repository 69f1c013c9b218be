"""The help that a child gets: what it is, where it stands, how it went, and what the family thinks of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from arrangementen.actions.evalueren import woorden_geven
from arrangementen.actions.terugblik import hulp_van_kind
from arrangementen.forms.evaluatiewoord import WoordenForm
from arrangementen.models import (
    Arrangement,
    Arrangementvraag,
    Beeindiging,
    Beslissing,
    Deelname,
    Doel,
    Doelevaluatie,
    Evaluatie,
    Evaluatieverslag,
    Evaluatiewoord,
)
from dossier import scopes
from dossier.rules import hulp as rules
from dossier.scopes.hulp import Hulp, cijfers
from kern.brieven.talen import NEDERLANDS
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien

from .zeggen import Zeg

P = Permissie


def hulpregel(zeg: Zeg, een: Hulp) -> dict[str, Any]:
    """One kind of help for the page of a case or the list: its name, where it stands, and whether we ask something."""
    zin = rules.stand(een.van, een.tot, een.gestopt, timezone.localdate())
    return {
        "naam": een.naam,
        "kind": een.kind,
        "stand": zeg(zin),
        "gevraagd": een.gevraagd,
        "adres": reverse("dossier:arrangement", args=[een.public_id]),
        "zeg": reverse("dossier:terugkijken", args=[een.public_id]),
    }


@require_safe
@beleid(P.DOSSIER_LEZEN)
def arrangement(request: Verzoek, public_id: str) -> HttpResponse:
    """One kind of help for one child; of a group no word about the group and nothing of another child."""
    deelname = deelname_van(request, public_id)
    gezien(deelname, door=request.user, op=timezone.now(), wat="arrangement_gezien")
    rij, wie = deelname.arrangement, request.user
    beslissing = Beslissing.objects.visible_to(wie, P.DOSSIER_LEZEN).get(arrangement=rij)
    alleen = rij.voor == Arrangement.Voor.LEERLING
    einde = Beeindiging.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(arrangement=rij).first()
    dagen = [een for een in (deelname.tot, einde and einde.laatste_dag) if een]
    assert beslissing.van is not None
    assert beslissing.tot is not None
    zin = rules.stand(
        deelname.van or beslissing.van, beslissing.tot, min(dagen) if dagen else None, timezone.localdate()
    )
    context = {
        "deelname": deelname,
        "kind": deelname.leerling,
        "rij": rij,
        "beslissing": beslissing,
        "alleen": alleen,
        "zelf": deelname.leerling.gebruiker_id == wie.pk,
        "stand": Zeg(get_language() or NEDERLANDS)(zin),
        "doelen": Doel.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(arrangement=rij) if alleen else (),
        "vraag": Arrangementvraag.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(arrangement=rij).first(),
        "evaluaties": _evaluaties(request, deelname),
        "terugblik": hulp_van_kind(wie, deelname, timezone.localdate()),
        "cijfers": cijfers(wie, deelname, beslissing, timezone.localdate()),
    }
    return render(request, "dossier/arrangement.html", context)


def _evaluaties(request: Verzoek, deelname: Deelname) -> list[dict[str, Any]]:
    """Each time that was or will be looked back, with the words of this reader and, once finished, of the school."""
    wie = request.user
    rijen = list(Evaluatie.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(arrangement=deelname.arrangement_id))
    verslagen = Evaluatieverslag.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(evaluatie__in=rijen)
    per = {een.evaluatie_id: een for een in verslagen}
    doelen = Doelevaluatie.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(evaluatie__in=rijen).exclude(uitkomst="")
    beoordeeld = list(doelen.select_related("doel"))
    mijn = Evaluatiewoord.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(evaluatie__in=rijen, deelname=deelname)
    woorden = {een.evaluatie_id: een for een in mijn}
    return [
        {
            "rij": een,
            "verslag": per.get(een.pk),
            "doelen": [doel for doel in beoordeeld if doel.evaluatie_id == een.pk],
            "woord": woorden.get(een.pk),
        }
        for een in sorted(rijen, key=lambda een: (een.dag, een.pk), reverse=True)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def terugkijken(request: Verzoek, public_id: str) -> HttpResponse:
    """Say what oneself thinks of the help, before the school finishes its evaluation."""
    deelname = deelname_van(request, public_id)
    rijen = Evaluatie.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(arrangement=deelname.arrangement_id)
    laatste = rijen.order_by("-pk").first()
    if laatste is None or (laatste.klaar and request.method != "POST"):
        raise Http404
    mijn = Evaluatiewoord.objects.visible_to(request.user, P.DOSSIER_LEZEN)
    woord = mijn.filter(evaluatie=laatste, deelname=deelname).first()
    zelf = deelname.leerling.gebruiker_id == request.user.pk
    begin = {"goed": woord.goed, "graag": woord.graag} if woord else {}
    form = WoordenForm(request.POST or None, je=zelf, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            woorden_geven(laatste, door=request.user, op=timezone.now(), deelname=deelname, **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, gettext("Bewaard. De school leest het."))
            return redirect("dossier:arrangement", public_id)
    if request.method != "POST":
        gezien(deelname, door=request.user, op=timezone.now(), wat="terugkijken_gezien")
    context = {"deelname": deelname, "kind": deelname.leerling, "evaluatie": laatste, "form": form, "zelf": zelf}
    return render(request, "dossier/terugkijken.html", context)


def deelname_van(request: Verzoek, public_id: str) -> Deelname:
    rijen = scopes.hulp(request.user).select_related("leerling", "school", "arrangement__aanbod", "arrangement__swv")
    rij: Deelname = get_object_or_404(rijen, public_id=public_id)
    return rij
