"""Keeping: the rules in words, what is due and held, approving a list, taking back, holding by hand."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from toezicht.actions.opruimen import opruiming_goedkeuren, opruiming_stoppen, regel_laten_staan
from toezicht.actions.vragen import lijst_laten_maken
from toezicht.forms.bewaren import RedenForm
from toezicht.models import Opruiming, Opruimregel, Regelstand, Registerregel, Vasthouding
from toezicht.rules.bewaren import REGELS, ZINNEN, Reden, Soort

P = Permissie
LEZEN, VOORSTELLEN, GOEDKEUREN = P.BEWAREN_LEZEN, P.BEWAREN_VOORSTELLEN, P.BEWAREN_GOEDKEUREN
PER_PAGINA = 50


@require_safe
@beleid(LEZEN)
def bewaren(request: Verzoek) -> HttpResponse:
    """The rules, the lists, and what is held by hand."""
    lijsten = Opruiming.objects.visible_to(request.user, LEZEN)
    context = {
        "regels": REGELS.values(),
        "lijsten": lijsten.filter(klaar_op=None).select_related("gevraagd_door"),
        "eerder": Paginator(lijsten.exclude(klaar_op=None), PER_PAGINA).get_page(request.GET.get("pagina")),
        "houdt": Vasthouding.objects.visible_to(request.user)
        .filter(opgeheven_op=None)
        .select_related("gezet_door")
        .order_by("gezet_op"),
        "in_register": Registerregel.objects.visible_to(request.user).count(),
        "mag": request.user.heeft(GOEDKEUREN),
        "mag_vragen": request.user.heeft(VOORSTELLEN),
    }
    return render(request, "toezicht/bewaren.html", context)


@require_POST
@beleid(VOORSTELLEN)
@eenmaal
def lijst_vragen(request: Verzoek) -> HttpResponse:
    """Ask the worker for a list."""
    lijst_laten_maken(door=request.user, op=timezone.now(), alleen_oudste="oudste" in request.POST)
    messages.success(request, "De lijst wordt gemaakt. Ververs deze pagina over een minuut.")
    return redirect("toezicht:bewaren")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(GOEDKEUREN, opnieuw_inloggen=True)
@eenmaal
def lijst(request: Verzoek, public_id: str) -> HttpResponse:
    """One list: of each file why; approve it, or stop it with a reason."""
    rij = get_object_or_404(Opruiming.objects.visible_to(request.user, GOEDKEUREN), public_id=public_id)
    stoppen = request.POST.get("actie") == "stoppen"
    form = RedenForm(request.POST if stoppen else None, vraag="Waarom stop je?")
    if request.method == "POST":
        try:
            if not stoppen:
                opruiming_goedkeuren(rij, door=request.user, op=timezone.now())
                messages.success(
                    request, "Goedgekeurd. Het portaal kijkt elk dossier nog eens na en maakt het dan onzichtbaar."
                )
                return redirect("toezicht:bewaarlijst", rij.public_id)
            if form.is_valid():
                opruiming_stoppen(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
                messages.success(request, "Gestopt. Iedereen ziet deze dossiers weer.")
                return redirect("toezicht:bewaren")
        except NietMogelijk as reden:
            messages.error(request, str(reden))
            return redirect("toezicht:bewaarlijst", rij.public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="bewaarlijst_gezien")
    return render(request, "toezicht/bewaarlijst.html", _over(rij, form, request))


def _over(rij: Opruiming, form: RedenForm, request: Verzoek) -> dict[str, object]:
    regels = Opruimregel.objects.visible_to(request.user, GOEDKEUREN).filter(opruiming=rij).select_related("school")
    standen = Counter(regels.values_list("stand", flat=True))
    pagina = Paginator(regels, PER_PAGINA).get_page(request.GET.get("pagina"))
    return {
        "lijst": rij,
        "nog": standen[Regelstand.VOORSTEL] if rij.goedgekeurd_op and not rij.klaar_op else 0,
        "form": form,
        "pagina": pagina,
        "regels": [(een, REGELS[Soort(een.soort)].naam if een.soort in {*Soort} else "Nagespeeld") for een in pagina],
        "zinnen": {een.value: ZINNEN[een] for een in Reden},
        "weg": standen[Regelstand.VOORSTEL] + standen[Regelstand.ZACHT],
        "blijft": standen[Regelstand.BLIJFT],
        "verwijderd": standen[Regelstand.WEG],
        "open": rij.klaar_op is None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(GOEDKEUREN, opnieuw_inloggen=True)
@eenmaal
def laten_staan(request: Verzoek, public_id: str) -> HttpResponse:
    """Take one file off the list, or back."""
    regels = Opruimregel.objects.visible_to(request.user, GOEDKEUREN).select_related("opruiming", "school")
    rij = get_object_or_404(regels, public_id=public_id)
    form = RedenForm(request.POST or None, vraag="Waarom moet dit dossier blijven?")
    if request.method == "POST" and form.is_valid():
        try:
            regel_laten_staan(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            messages.error(request, str(reden))
        else:
            messages.success(request, f"{rij.kenmerk} blijft staan.")
        return redirect("toezicht:bewaarlijst", rij.opruiming.public_id)
    context = {"regel": rij, "form": form, "zin": ZINNEN[Reden(rij.reden)]}
    return render(request, "toezicht/laten_staan.html", context)
