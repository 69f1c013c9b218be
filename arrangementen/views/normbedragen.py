"""Beheer of the amounts per pupil with a TLV: all years beside each other, and those of one year."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from arrangementen.actions import normbedrag as acties
from arrangementen.forms.normbedrag import IndexForm, NormbedragenForm
from arrangementen.models import Herkomst, Normbedrag
from arrangementen.rules.normbedragen import bedragjaren, naam, soorten_van
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from scholen.models import Instelling

from .bedragen import geldende_bedragen

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.PROGNOSE_MAKEN)
def normbedragen(request: Verzoek) -> HttpResponse:
    """The amounts of all years beside each other, and those of the year before taken over with a percentage."""
    jaren = bedragjaren(timezone.localdate())
    geldend = geldende_bedragen(request.user, jaren)
    leeg = [jaar for jaar in jaren[1:] if not any(een[0] == jaar for een in geldend)]
    gevraagd = request.GET.get("jaar", "")
    begin = {"jaar": gevraagd if gevraagd in map(str, jaren[1:]) else next(iter(leeg), jaren[-1])}
    form = IndexForm(request.POST or None, jaren=jaren[1:], initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            aantal = acties.normbedragen_overnemen(door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            _zeggen(request, aantal, form.cleaned_data["jaar"])
            return redirect("arrangementen:normbedragen")
    soorten = _soorten(request, {een[1] for een in geldend})
    context = {
        "form": form,
        "jaren": jaren,
        "rijen": [(naam(*soort), [(jaar, geldend.get((jaar, *soort))) for jaar in jaren]) for soort in soorten],
        "voorbeelden": any(een.herkomst == Herkomst.VOORBEELD for een in geldend.values()),
    }
    return render(request, "arrangementen/normbedragen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.PROGNOSE_MAKEN)
def normbedragen_jaar(request: Verzoek, jaar: int) -> HttpResponse:
    """The amounts of one year: all versions with their source, and new ones."""
    if jaar not in bedragjaren(timezone.localdate()):
        raise Http404
    geldend = {een[1:]: rij for een, rij in geldende_bedragen(request.user, [jaar]).items()}
    form = NormbedragenForm(
        request.POST or None, soorten=_soorten(request, {een[0] for een in geldend}), geldend=geldend
    )
    if request.method == "POST" and form.is_valid():
        try:
            acties.normbedragen_vaststellen(
                door=request.user,
                op=timezone.now(),
                jaar=jaar,
                bedragen=form.bedragen,
                herkomst=form.cleaned_data["herkomst"],
                bron=form.cleaned_data["bron"],
            )
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, f"De bedragen van {jaar} zijn vastgesteld.")
            return redirect("arrangementen:normbedragen")
    alle = Normbedrag.objects.visible_to(request.user).filter(jaar=jaar).select_related("vastgesteld_door")
    rang = {soort: nummer for nummer, soort in enumerate(form.soorten)}
    versies = sorted(alle, key=lambda een: (rang[een.soort, een.categorie], -een.versie))
    context = {"jaar": jaar, "form": form, "versies": [(naam(een.soort, een.categorie), een) for een in versies]}
    return render(request, "arrangementen/normbedragen_jaar.html", context)


def _zeggen(request: Verzoek, aantal: int, jaar: int) -> None:
    if aantal:
        wat = "1 bedrag" if aantal == 1 else f"{aantal} bedragen"
        messages.success(request, f"{wat} voor {jaar} overgenomen van het jaar ervoor.")
    else:
        messages.info(request, f"Er was niets over te nemen voor {jaar}.")


def _soorten(request: Verzoek, bekend: Collection[str]) -> list[tuple[str, str]]:
    """The kinds that the own SWVs give or gave, and those that have an amount."""
    gegeven = Instelling.objects.visible_to(request.user).filter(swv__eigen=True).values_list("tlv_soorten", flat=True)
    return soorten_van({*bekend, *(code for codes in gegeven for code in codes)})
