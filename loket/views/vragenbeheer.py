"""Beheer of the questions of the SWV: per kind, in a draft, with a preview, published as a new version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions import vragenlijst as acties
from loket.actions.aanvraag import soorten as aangeboden_door
from loket.forms.onderdelen import ONDERDELEN
from loket.forms.vraagbeheer import VoorbeeldForm, VraagForm
from loket.models import Vraag, Vragenlijst
from loket.rules.soorten import SOORTEN
from loket.rules.vragen import KEUZE, Vraagregel, fouten
from scholen.models import Instelling, Samenwerkingsverband

BEHEREN = Permissie.VRAGEN_BEHEREN
ALLE = "alle"
SOORTWOORD = dict(Vraag.Soort.choices)


def soorten(swv: Samenwerkingsverband, request: Verzoek) -> dict[str, str]:
    """The kinds of aanvraag of this SWV that have questions of their own; first those for all kinds."""
    instelling = Instelling.objects.visible_to(request.user).geldig(swv, timezone.localdate())
    return {"": "Alle aanvragen"} | {soort.code: soort.titel for soort in aangeboden_door(instelling)}


def onderdelen(kind: str) -> list[str]:
    """The sections that this kind can have, at any weight; all of them for the list of all kinds."""
    kan = {deel for delen in SOORTEN[kind].onderdelen.values() for deel in delen} if kind else {*ONDERDELEN}
    return [slug for slug in ONDERDELEN if slug in kan]


@require_safe
@beleid(BEHEREN)
def vragen(request: Verzoek) -> HttpResponse:
    """Per own SWV the kinds, with how many questions there are and whether a draft waits."""
    regels = []
    lijsten = Vragenlijst.objects.visible_to(request.user).prefetch_related("vragen").order_by("versie")
    per = {(lijst.swv_id, lijst.soort, lijst.gepubliceerd_op is None): lijst for lijst in lijsten}
    for swv in Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code"):
        for soort, naam in soorten(swv, request).items():
            regels.append(
                {
                    "swv": swv,
                    "slug": soort.lower() or ALLE,
                    "naam": naam,
                    "geldig": per.get((swv.pk, soort, False)),
                    "concept": per.get((swv.pk, soort, True)),
                }
            )
    return render(request, "loket/vragen.html", {"regels": regels})


@require_safe
@beleid(BEHEREN)
def vragenlijst(request: Verzoek, code: str, soort: str) -> HttpResponse:
    """The questions of one kind, section by section: the draft when there is one, else what holds now."""
    swv, kind, naam = _plek(request, code, soort)
    rijen = _rijen(request, swv, kind)
    concept = next((rij for rij in rijen if rij.gepubliceerd_op is None), None)
    versies = [rij for rij in rijen if rij.gepubliceerd_op is not None]
    huidig = concept or (versies[0] if versies else None)
    regels = huidig.regels() if huidig else []
    mis = {fout.sleutel: fout.zin for fout in fouten(regels)}
    context = {
        **_context(swv, soort, naam),
        "concept": concept,
        "geldig": versies[0] if versies else None,
        "versies": versies,
        "secties": [(ONDERDELEN[slug], _met_plek(regels, slug, mis)) for slug in onderdelen(kind)],
        "aantal_fouten": len(mis),
    }
    return render(request, "loket/vragenlijst.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def vraag_nieuw(request: Verzoek, code: str, soort: str) -> HttpResponse:
    """Write a new question; ?onderdeel= says in which section one was."""
    swv, kind, naam = _plek(request, code, soort)
    begin = {"onderdeel": request.GET.get("onderdeel", "")}
    form = VraagForm(
        request.POST or None, onderdelen=onderdelen(kind), andere=_regels(request, swv, kind), initial=begin
    )
    if form.is_valid():
        acties.vraag_toevoegen(swv, kind, door=request.user, op=timezone.now(), **form.velden())
        return _bewaard(request, code, soort)
    return render(request, "loket/vraag_schrijven.html", {**_context(swv, soort, naam), "form": form, "KEUZE": KEUZE})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def vraag_wijzigen(request: Verzoek, code: str, soort: str, sleutel: str) -> HttpResponse:
    """Change one question. It may hang on the questions above it, and keeps what it hangs on now."""
    swv, kind, naam = _plek(request, code, soort)
    regels = _regels(request, swv, kind)
    regel = next((een for een in regels if een.sleutel == sleutel), None)
    if regel is None:
        raise Http404
    andere = [een for een in regels[: regels.index(regel)] if een.sleutel != regel.toon_bij]
    andere += [een for een in regels if een.sleutel == regel.toon_bij]
    form = VraagForm(request.POST or None, onderdelen=onderdelen(kind), andere=andere, initial=VraagForm.begin(regel))
    if form.is_valid():
        acties.vraag_wijzigen(swv, kind, sleutel, door=request.user, op=timezone.now(), **form.velden())
        return _bewaard(request, code, soort)
    context = {**_context(swv, soort, naam), "form": form, "vraag": regel, "KEUZE": KEUZE}
    return render(request, "loket/vraag_schrijven.html", context)


@require_POST
@beleid(BEHEREN)
def vraag_verplaatsen(request: Verzoek, code: str, soort: str, sleutel: str) -> HttpResponse:
    """One place up or down."""
    richting = acties.OMHOOG if request.POST.get("richting") == acties.OMHOOG else acties.OMLAAG
    return _doen(request, code, soort, acties.vraag_verplaatsen, sleutel, richting=richting)


@require_POST
@beleid(BEHEREN)
def vraag_verwijderen(request: Verzoek, code: str, soort: str, sleutel: str) -> HttpResponse:
    """Take a question out of the draft."""
    return _doen(request, code, soort, acties.vraag_verwijderen, sleutel)


@require_POST
@beleid(BEHEREN)
def concept_weggooien(request: Verzoek, code: str, soort: str) -> HttpResponse:
    """Back to what holds now."""
    return _doen(request, code, soort, acties.concept_weggooien)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def vragenlijst_publiceren(request: Verzoek, code: str, soort: str) -> HttpResponse:
    """What changes, what is wrong, and the button."""
    swv, kind, naam = _plek(request, code, soort)
    concept = get_object_or_404(
        Vragenlijst.objects.visible_to(request.user).filter(gepubliceerd_op__isnull=True), swv=swv, soort=kind
    )
    if request.method == "POST":
        try:
            gezien = request.POST.getlist("gezien")
            acties.vragenlijst_publiceren(swv, kind, door=request.user, op=timezone.now(), gezien=gezien)
        except NietMogelijk as reden:
            messages.error(request, str(reden))
            return redirect("loket:vragenlijst_publiceren", code, soort)
        messages.success(request, "Gepubliceerd. De vragen gelden voor elke aanvraag die vanaf nu begint.")
        return redirect("loket:vragenlijst", code, soort)
    regels = concept.regels()
    namen = {regel.sleutel: regel.tekst for regel in regels}
    context = {
        **_context(swv, soort, naam),
        "concept": concept,
        "wijzigingen": acties.wat_verandert(concept),
        "fouten": [(fout.sleutel, namen[fout.sleutel], fout.zin) for fout in fouten(regels)],
    }
    return render(request, "loket/vragenlijst_publiceren.html", context)


@require_safe
@beleid(BEHEREN)
def vragenlijst_voorbeeld(request: Verzoek, code: str, soort: str, versie: int) -> HttpResponse:
    """A version as the school sees it; old ones stay readable."""
    swv, kind, naam = _plek(request, code, soort)
    lijst = get_object_or_404(Vragenlijst.objects.visible_to(request.user), swv=swv, soort=kind, versie=versie)
    regels = lijst.regels()
    secties = [
        (sectie, VoorbeeldForm([regel for regel in regels if regel.onderdeel == sectie.slug]))
        for sectie in ONDERDELEN.values()
        if any(regel.onderdeel == sectie.slug for regel in regels)
    ]
    context = {**_context(swv, soort, naam), "lijst": lijst, "secties": secties}
    return render(request, "loket/vragenlijst_voorbeeld.html", context)


def _plek(request: Verzoek, code: str, soort: str) -> tuple[Samenwerkingsverband, str, str]:
    swv = get_object_or_404(Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True), code=code.upper())
    kind = "" if soort == ALLE else soort.upper()
    namen = soorten(swv, request)
    if kind not in namen:
        raise Http404
    return swv, kind, namen[kind]


def _context(swv: Samenwerkingsverband, soort: str, naam: str) -> dict[str, Any]:
    return {"swv_van": swv, "code": swv.code.lower(), "soort": soort, "naam": naam}


def _rijen(request: Verzoek, swv: Samenwerkingsverband, kind: str) -> list[Vragenlijst]:
    rijen = Vragenlijst.objects.visible_to(request.user).filter(swv=swv, soort=kind)
    return list(rijen.select_related("gepubliceerd_door").order_by("-versie"))


def _regels(request: Verzoek, swv: Samenwerkingsverband, kind: str) -> list[Vraagregel]:
    rijen = _rijen(request, swv, kind)
    return rijen[0].regels() if rijen else []


def _met_plek(regels: list[Vraagregel], slug: str, mis: dict[str, str]) -> list[dict[str, Any]]:
    hier = [regel for regel in regels if regel.onderdeel == slug]
    namen = {regel.sleutel: regel.tekst for regel in regels}
    return [
        {
            "vraag": regel,
            "soort": SOORTWOORD[regel.soort],
            "bij": namen.get(regel.toon_bij, ""),
            "fout": mis.get(regel.sleutel, ""),
            "eerste": regel is hier[0],
            "laatste": regel is hier[-1],
        }
        for regel in hier
    ]


def _bewaard(request: Verzoek, code: str, soort: str) -> HttpResponse:
    messages.success(request, "Bewaard in het concept. Publiceer het als alles klopt.")
    return redirect("loket:vragenlijst", code, soort)


def _doen(
    request: Verzoek, code: str, soort: str, actie: Callable[..., Any], *waar: str, **velden: str
) -> HttpResponse:
    swv, kind, _ = _plek(request, code, soort)
    try:
        actie(swv, kind, *waar, door=request.user, op=timezone.now(), **velden)
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    return redirect("loket:vragenlijst", code, soort)
