"""Who looked, of every day, with what was done, in a period of choice (NEN 7513)."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dossier import scopes
from dossier.rules.gezien import gezien_met_wat
from dossier.scopes.gezien import alle_blikken
from kern.brieven.talen import NEDERLANDS
from kern.formulieren import DatumKiezer
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien

from .zeggen import Zeg

P = Permissie
TERUG = timedelta(days=90)


class PeriodeForm(forms.Form):
    """From and up to and including which day."""

    van = DatumKiezer(label=_("Vanaf welke dag?"))
    tot = DatumKiezer(label=_("Tot en met welke dag?"))


@require_safe
@beleid(P.DOSSIER_LEZEN)
def keken(request: Verzoek, public_id: str) -> HttpResponse:
    """Of a child whose place is secret nothing is told by itself (afspraak 37)."""
    zaak = next((zaak for zaak in scopes.zaken(request.user) if zaak.aanvraag.public_id == public_id), None)
    if zaak is None or zaak.afgeschermd:
        raise Http404
    vandaag = timezone.localdate()
    form = PeriodeForm(request.GET if "van" in request.GET else {"van": vandaag - TERUG, "tot": vandaag})
    van, tot = _periode(form, vandaag)
    zeg = Zeg(get_language() or NEDERLANDS)
    blikken = alle_blikken(zaak.aanvraag, request.user, van, tot)
    gezien(zaak.aanvraag, door=request.user, op=timezone.now(), wat="keken_gezien")
    context = {
        "aanvraag": zaak.aanvraag,
        "form": form,
        "dagen": [
            (zeg.dag(dag), [(zeg(wie), zeg.alle(wat)) for wie, wat in mensen])
            for dag, mensen in gezien_met_wat(blikken)
        ],
        "nood": any(blik.nood for blik in blikken),
    }
    return render(request, "dossier/keken.html", context)


def _periode(form: PeriodeForm, vandaag: date) -> tuple[date, date]:
    if form.is_valid():
        return form.cleaned_data["van"], form.cleaned_data["tot"]
    return vandaag - TERUG, vandaag
