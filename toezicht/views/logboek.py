"""The logbook for the privacy officer: who did, saw or was refused what, page by page. Each look is a line too."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.bestanden.rekenblad import SOORT, rekenblad
from kern.gebruikers.beleid import beleid
from kern.gebruikers.collegas import op_id
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.logboek.zoeken import Zoekvraag, gezocht
from toezicht import zegel
from toezicht.actions.logboek import HOOGSTENS, logboek_exporteren
from toezicht.forms.logboek import ExportForm, ZoekForm
from toezicht.logregels import Gelezen, Zoeking, lezen, nummers_van

LEZEN = Permissie.LOGBOEK_LEZEN
PER_PAGINA = 50
KOPPEN = ("Wanneer", "Wie", "Rol", "Uitkomst", "Wat", "Waarover", "Kind", "School", "Reden")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(LEZEN)
def logboek(request: Verzoek) -> HttpResponse:
    """Search by a post, so that no name comes in an address; the page itself by what was found."""
    vraag = Zoekvraag.uit(request.GET)
    form = ZoekForm(request.POST or None, initial=_getypt(vraag))
    mensen: list[tuple[str, str]] = []
    if request.method == "POST":
        if form.is_valid():
            return redirect(f"{reverse('toezicht:logboek')}?{form.vraag().adres()}")
        mensen = [(een.naam, form.vraag(wie=een.public_id).adres()) for een in form.mensen]
        return render(request, "toezicht/logboek.html", {"form": form, "mensen": mensen, "zoekt": True})
    voor = request.GET.get("voor", "")
    regels = list(gezocht(vraag, voor=int(voor) if voor.isdecimal() and len(voor) < 19 else None)[: PER_PAGINA + 1])
    meer, regels = len(regels) > PER_PAGINA, regels[:PER_PAGINA]
    gezien(Zoeking(vraag), door=request.user, op=timezone.now(), wat="logboek_gezien")
    context = {
        "form": form,
        "regels": [_met_adressen(een, vraag) for een in lezen(regels)],
        "beperkt": bool(vraag.adres()),
        "adres": vraag.adres(),
        "ouder": vraag.adres(voor=str(regels[-1].pk)) if meer else "",
        "begin": not voor,
        "zegel": zegel.laatste(),
    }
    return render(request, "toezicht/logboek.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(LEZEN, opnieuw_inloggen=True)
def logboek_excel(request: Verzoek) -> HttpResponse:
    """The lines that were found, as a file, for a reason."""
    vraag = Zoekvraag.uit(request.GET)
    form = ExportForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "adres": vraag.adres(), "hoogstens": HOOGSTENS}
        return render(request, "toezicht/logboek_excel.html", context)
    nu = timezone.localtime()
    regels = logboek_exporteren(vraag, door=request.user, op=nu, **form.cleaned_data)
    vol = [(f"Dit bestand stopt na {HOOGSTENS} regels. Kies een kortere periode voor de rest.",)]
    slot = vol if len(regels) >= HOOGSTENS else []
    antwoord = HttpResponse(rekenblad("Logboek", KOPPEN, [*map(_cellen, regels), *slot]), content_type=SOORT)
    antwoord["Content-Disposition"] = f'attachment; filename="logboek-{nu:%Y-%m-%d}.xlsx"'
    return antwoord


def _cellen(een: Gelezen) -> tuple[object, ...]:
    regel = een.regel
    wanneer = timezone.localtime(regel.op).strftime("%Y-%m-%d %H:%M:%S")
    uitkomst = regel.get_uitkomst_display()
    return (wanneer, een.wie, een.rol, uitkomst, een.wat, een.waarover, een.kind, regel.school, een.reden)


def _met_adressen(een: Gelezen, vraag: Zoekvraag) -> tuple[Gelezen, str, str]:
    """With where all of this person and all about this child is found, in the same period."""
    periode = Zoekvraag(van=vraag.van, tot=vraag.tot)
    kind = replace(periode, leerling=een.regel.leerling).adres() if een.regel.leerling else ""
    return een, replace(periode, wie=een.regel.wie).adres(), kind


def _getypt(vraag: Zoekvraag) -> dict[str, object]:
    """What stands in the form on the page of an answer, so that one thing can be changed."""
    mensen = op_id([vraag.wie]) if vraag.wie else []
    return {
        "wie": mensen[0].email if mensen else "",
        "kenmerk": nummers_van([vraag.leerling]).get(vraag.leerling, "") if vraag.leerling else "",
        "van": vraag.van,
        "tot": vraag.tot,
        "uitkomst": vraag.uitkomst,
    }
