"""Asking the contact person something, and reading what was answered: each person an own conversation (afspraak 48)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien, gezien_alle
from loket.actions.gezinsvraag import gericht_aan, vraag_stellen
from loket.actions.terugbellen import te_bellen_over
from loket.forms.gezinsvraag import VraagForm
from loket.models import Aanvraag, Bekendmaking
from loket.models.gezinsvraag import Gezinsvraag
from loket.views.gevraagd import mijn_zienswijze, wacht_op
from loket.views.gezinsvraag import Regel, papieren_uit, regels
from scholen.models import Afscherming, Leerling

P = Permissie
V = Gezinsvraag.Voor


@dataclass(frozen=True)
class Gesprek:
    """What was written to and by one side, and who that is to this reader. nu: new questions go there."""

    vraag: Gezinsvraag
    regels: Sequence[Regel]
    nu: bool
    van: str


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def vraag(request: Verzoek, public_id: str) -> HttpResponse:
    """About an aanvraag that was submitted: the loket answers."""
    zaken = Aanvraag.objects.visible_to(request.user, P.DOSSIER_LEZEN).select_related("leerling", "behandelaar", "swv")
    aanvraag = get_object_or_404(zaken, public_id=public_id)
    brieven = Bekendmaking.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(besluit__aanvraag=aanvraag)
    vandaag = timezone.localdate()
    formeel = {
        "mening_kan": wacht_op(mijn_zienswijze(request.user, aanvraag)),
        "bezwaar_kan": next((een for een in brieven if een.bezwaar_tot and een.bezwaar_tot >= vandaag), None),
    }
    return _pagina(request, aanvraag, formeel | {"aanvraag": aanvraag, "swv_naam": aanvraag.swv.naam})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def vraag_school(request: Verzoek, public_id: str) -> HttpResponse:
    """While the school writes, it answers; of what it writes nothing is shown (afspraak 19)."""
    kind = get_object_or_404(Leerling.objects.visible_to(request.user, P.DOSSIER_LEZEN), public_id=public_id)
    aanvraag = te_bellen_over(kind, request.user)
    if aanvraag is None:
        raise Http404
    return _pagina(request, aanvraag, {})


def _pagina(request: Verzoek, aanvraag: Aanvraag, context: dict[str, Any]) -> HttpResponse:
    form = VraagForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid() and _gesteld(request, aanvraag, form):
        return redirect(request.path)
    assert aanvraag.leerling is not None
    gesprekken = _gesprekken(request, aanvraag)
    if request.method != "POST":
        nu = timezone.now()
        gezien_alle([een.vraag for een in gesprekken], door=request.user, op=nu, wat="gezinsvraag_gezien")
        if not gesprekken:
            gezien(aanvraag.leerling, door=request.user, op=nu, wat="vragen_gezien")
    bij_school = gericht_aan(aanvraag) == V.SCHOOL
    context |= {
        "form": form,
        "kind": aanvraag.leerling,
        "bij_school": bij_school,
        "gesprekken": gesprekken,
        "wie": "" if bij_school or aanvraag.behandelaar is None else aanvraag.behandelaar.naam,
    }
    return render(request, "dossier/vraag.html", context)


def _gesteld(request: Verzoek, aanvraag: Aanvraag, form: VraagForm) -> bool:
    papieren = papieren_uit(form)
    if papieren is None:
        return False
    velden = {"tekst": form.cleaned_data["tekst"], "sleutel": form.cleaned_data["sleutel"], "papieren": papieren}
    try:
        vraag_stellen(aanvraag, door=request.user, op=timezone.now(), **velden)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    return True


def _gesprekken(request: Verzoek, aanvraag: Aanvraag) -> list[Gesprek]:
    """The own conversations, first where new questions go. Where a child is hidden no name of its school is told."""
    rijen = Gezinsvraag.objects.visible_to(request.user, P.DOSSIER_LEZEN).filter(vrager=request.user)
    vragen = list(rijen.filter(aanvraag=aanvraag).select_related("leerling", "school", "vrager"))
    assert aanvraag.leerling is not None
    hier = gericht_aan(aanvraag)
    geheim = aanvraag.leerling.afscherming == Afscherming.VERBLIJFPLAATS
    geheim = geheim and aanvraag.leerling.gebruiker_id != request.user.pk
    gezegd = regels(request.user, vragen)
    return [
        Gesprek(een, gezegd[een.pk], een.voor == hier, gettext("De school") if geheim and een.voor == V.SCHOOL else "")
        for een in sorted(vragen, key=lambda een: een.voor != hier)
    ]
