"""The list of what must be looked at, and judging one thing of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.collegas import wie_werkt
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.logboek.zoeken import Zoekvraag, gezocht
from toezicht.actions.toezien import beoordelen as vastleggen_wat_ervan_is
from toezicht.forms.toezicht import BeoordeelForm
from toezicht.logregels import ZONDER_NUMMER, lezen, naam_uit, nummers_van
from toezicht.models import Beoordeling, Noodtoegang

LEZEN = Permissie.LOGBOEK_LEZEN
PER_PAGINA = 50
REGELS = 100


@require_safe
@beleid(LEZEN)
def toezicht(request: Verzoek) -> HttpResponse:
    """What waits, the newest day first, and what was judged before."""
    alle = Beoordeling.objects.visible_to(request.user, LEZEN).select_related("beoordeeld_door")
    klaar = request.GET.get("klaar") == "1"
    lijst = alle.filter(beoordeeld_op__isnull=not klaar)
    pagina = Paginator(lijst, PER_PAGINA).get_page(request.GET.get("pagina"))
    context = {
        "pagina": pagina,
        "rijen": _met_namen(list(pagina)),
        "klaar": klaar,
        "open": alle.filter(beoordeeld_op=None).count(),
    }
    return render(request, "toezicht/toezicht.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(LEZEN, opnieuw_inloggen=True)
@eenmaal
def beoordelen(request: Verzoek, public_id: str) -> HttpResponse:
    """The lines of that day, and what the privacy officer says of them."""
    rijen = Beoordeling.objects.visible_to(request.user, LEZEN).select_related("beoordeeld_door")
    rij: Beoordeling = get_object_or_404(rijen, public_id=public_id)
    form = BeoordeelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            vastleggen_wat_ervan_is(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Opgeschreven.")
            return redirect("toezicht:toezicht")
    gezien(rij, door=request.user, op=timezone.now(), wat="beoordeling_gezien")
    vraag = Zoekvraag(wie=rij.wie, leerling=rij.leerling, van=rij.dag, tot=rij.dag)
    nood = Noodtoegang.objects.visible_to(request.user, LEZEN).filter(public_id=rij.ding).first() if rij.ding else None
    [(_, wie, kind)] = _met_namen([rij])
    context = {
        "rij": rij,
        "wie": wie,
        "kind": kind,
        "form": form,
        "regels": lezen(list(gezocht(vraag)[:REGELS])) if rij.wie else [],
        "adres": vraag.adres(),
        "nood": nood,
        "nood_open": nood is not None and nood.gesloten_op is None and nood.tot > timezone.now(),
    }
    return render(request, "toezicht/beoordeling.html", context)


def _met_namen(rijen: Sequence[Beoordeling]) -> list[tuple[Beoordeling, str, str]]:
    """With the name of the colleague and the number of a file of the child."""
    namen, nummers = wie_werkt(een.wie for een in rijen), nummers_van(een.leerling for een in rijen)
    return [
        (een, naam_uit(namen, een.wie), nummers.get(een.leerling, ZONDER_NUMMER) if een.leerling else "")
        for een in rijen
    ]
