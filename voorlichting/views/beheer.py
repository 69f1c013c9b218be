"""Beheer of the public pages: all of them, one with its versions, the editor with its preview, and publishing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.brieven.talen import NEDERLANDS, TALEN, Taal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from scholen.eigen import eigen_instelling
from scholen.models import Samenwerkingsverband
from voorlichting import vertaling
from voorlichting.actions import paginas as acties
from voorlichting.beeld import opgemaakt
from voorlichting.forms.pagina import AdresForm, PaginaForm, PubliceerForm
from voorlichting.invullen import waarden
from voorlichting.models import Pagina, Paginaversie, Rubriek
from voorlichting.rules.plekken import PLEKKEN
from voorlichting.vinden import adres_van

SCHRIJVEN = Permissie.VOORLICHTING_SCHRIJVEN
IN_CONCEPT = "Bewaard in het concept. Publiceer het als alles klopt."
HTML_WEG = (
    "In je tekst stond opmaak van een andere website (HTML). Die hebben we weggehaald, de woorden staan er nog. "
    "Lees de tekst na."
)


def _paginas(request: Verzoek) -> Any:
    return Pagina.objects.visible_to(request.user, SCHRIJVEN).select_related("swv")


def _pagina(request: Verzoek, public_id: str) -> Pagina:
    pagina: Pagina = get_object_or_404(_paginas(request), public_id=public_id)
    return pagina


def _versies(request: Verzoek, pagina: Pagina) -> list[Paginaversie]:
    rijen = Paginaversie.objects.visible_to(request.user, SCHRIJVEN).filter(pagina=pagina)
    return list(rijen.select_related("geschreven_door", "gepubliceerd_door").order_by("-nummer"))


@require_safe
@beleid(SCHRIJVEN)
def paginas(request: Verzoek) -> HttpResponse:
    """All pages per rubriek, with what each has: published, a draft, taken off."""
    laatste = Paginaversie.objects.visible_to(request.user, SCHRIJVEN).filter(pagina=OuterRef("pk"))
    geldend = laatste.geldend(timezone.localdate())
    rijen = _paginas(request).annotate(
        titel=Subquery(laatste.order_by("-nummer").values("titel")[:1]),
        concept=Subquery(laatste.filter(gepubliceerd_op=None).values("nummer")[:1]),
        straks=Subquery(laatste.filter(vanaf__gt=timezone.localdate()).values("vanaf")[:1]),
        geldt=Subquery(geldend.values("vanaf")[:1]),
    )
    groepen = [(rubriek, [een for een in rijen if een.rubriek == rubriek]) for rubriek in Rubriek]
    return render(request, "voorlichting/beheer.html", {"groepen": groepen})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def pagina_nieuw(request: Verzoek) -> HttpResponse:
    """Where it stands first, then its words. Of a page in another language the address comes along."""
    swv = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code").first()
    adres = AdresForm(request.POST or (request.GET if "taal" in request.GET else None))
    form = bron = None
    if swv is not None and adres.is_bound and adres.is_valid():
        waar = adres.cleaned_data
        bron = vertaling.bron(request.user, waar, swv)
        begin = vertaling.begin(bron)
        form = _form(request, waar["rubriek"], waar["taal"], begin=begin, geschreven="titel" in request.POST)
        if request.POST.get("actie") != "voorbeeld":
            maken = partial(acties.pagina_maken, **waar)
            pagina = gelukt(request, form, maken, swv, meld=IN_CONCEPT)
            if pagina is not None:
                return _klaar(request, form, pagina)
    return _schrijfpagina(request, form, "Nieuwe pagina", adres=adres, taal=_taal(adres), bron=bron)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def pagina_schrijven(request: Verzoek, public_id: str) -> HttpResponse:
    """The words of the draft, with a preview."""
    pagina = _pagina(request, public_id)
    versie = _versies(request, pagina)[0]
    begin, geschreven = PaginaForm.begin(pagina, versie), request.method == "POST"
    form = _form(request, pagina.rubriek, pagina.taal, begin=begin, geschreven=geschreven)
    voorbeeld = request.POST.get("actie") == "voorbeeld"
    if not voorbeeld and gelukt(request, form, acties.pagina_schrijven, pagina, meld=IN_CONCEPT):
        return _klaar(request, form, pagina)
    waar = {"rubriek": pagina.rubriek, "slug": pagina.slug, "taal": pagina.taal}
    bron = vertaling.bron(request.user, waar, pagina.swv)
    titel = f"Schrijf: {versie.titel}"
    return _schrijfpagina(request, form, titel, pagina=pagina, taal=TALEN[pagina.taal], bron=bron)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def pagina_beheer(request: Verzoek, public_id: str) -> HttpResponse:
    """The draft as everybody would read it, all versions, and publishing from a day."""
    pagina, vandaag = _pagina(request, public_id), timezone.localdate()
    versies = _versies(request, pagina)
    concept = next((een for een in versies if een.gepubliceerd_op is None), None)
    form = PubliceerForm(request.POST or None, vandaag=vandaag)
    if gelukt(request, form, acties.pagina_publiceren, pagina, meld="De pagina is gepubliceerd."):
        return redirect("voorlichting:pagina_beheer", public_id)
    toon = concept or versies[0]
    context = {
        "pagina": pagina,
        "versie": toon,
        "concept": concept,
        "versies": [een for een in versies if een.gepubliceerd_op is not None],
        "vandaag": vandaag,
        "form": form,
        "taal": TALEN[pagina.taal],
        "talen": vertaling.stand(request.user, pagina),
        "adres": adres_van(pagina),
        "te_lezen": _te_lezen(pagina, versies, vandaag),
        "inhoud": opgemaakt(toon.tekst, waarden(eigen_instelling(request), vandaag)),
    }
    return render(request, "voorlichting/pagina_beheer.html", context)


@require_safe
@beleid(SCHRIJVEN)
def pagina_versie(request: Verzoek, public_id: str, nummer: int) -> HttpResponse:
    """One version as it was published; old ones stay readable."""
    pagina = _pagina(request, public_id)
    rijen = Paginaversie.objects.visible_to(request.user, SCHRIJVEN)
    versie = get_object_or_404(rijen, pagina=pagina, nummer=nummer)
    inhoud = opgemaakt(versie.tekst, waarden(eigen_instelling(request), timezone.localdate()))
    context = {"pagina": pagina, "versie": versie, "inhoud": inhoud, "taal": TALEN[pagina.taal]}
    return render(request, "voorlichting/pagina_versie.html", context)


@require_POST
@beleid(SCHRIJVEN)
def concept_weggooien(request: Verzoek, public_id: str) -> HttpResponse:
    """Forget the draft."""
    return _doen(request, public_id, acties.concept_weggooien, "Het concept is weg.")


@require_POST
@beleid(SCHRIJVEN)
def pagina_intrekken(request: Verzoek, public_id: str) -> HttpResponse:
    """Take the page off."""
    return _doen(request, public_id, acties.pagina_intrekken, "Niemand leest deze pagina nu nog.")


@require_POST
@beleid(SCHRIJVEN)
def pagina_terugzetten(request: Verzoek, public_id: str) -> HttpResponse:
    """Put it back."""
    return _doen(request, public_id, acties.pagina_terugzetten, "De pagina staat er weer.")


def _doen(request: Verzoek, public_id: str, doen: Callable[..., Any], meld: str) -> HttpResponse:
    try:
        doen(_pagina(request, public_id), door=request.user, op=timezone.now())
        messages.success(request, meld)
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    return redirect("voorlichting:pagina_beheer", public_id)


def _te_lezen(pagina: Pagina, versies: list[Paginaversie], vandaag: date) -> bool:
    """Whether everybody reads it today."""
    begonnen = any(een.gepubliceerd_op and een.vanaf and een.vanaf <= vandaag for een in versies)
    return begonnen and pagina.ingetrokken_op is None


def _taal(adres: AdresForm) -> Taal:
    gekozen = adres.cleaned_data.get("taal", "") if adres.is_bound and adres.is_valid() else ""
    return TALEN[gekozen or NEDERLANDS]


def _form(request: Verzoek, rubriek: str, taal: str, *, begin: dict[str, Any], geschreven: bool) -> PaginaForm:
    themas = list(eigen_instelling(request).themas)
    if (thema := begin.get("thema")) and thema not in themas:
        themas.append(thema)
    ingevuld = request.POST if geschreven else None
    return PaginaForm(ingevuld, rubriek=rubriek, themas=themas, taal=taal, initial=begin)


def _klaar(request: Verzoek, form: PaginaForm, pagina: Pagina) -> HttpResponse:
    if form.weggehaald:
        messages.warning(request, HTML_WEG)
    return redirect("voorlichting:pagina_beheer", pagina.public_id)


def _schrijfpagina(request: Verzoek, form: PaginaForm | None, titel: str, **meer: Any) -> HttpResponse:
    """The editor; after "Bekijk een voorbeeld" with the page beneath it, also while something is not right yet."""
    context: dict[str, Any] = {"form": form, "titel": titel, "plekken": PLEKKEN, **meer}
    if bron := meer.get("bron"):
        context["brontekst"] = opgemaakt(bron.tekst, waarden(eigen_instelling(request), timezone.localdate()))
    if form is not None and form.is_bound and form.is_valid():
        van = waarden(eigen_instelling(request), timezone.localdate())
        context["voorbeeld"] = opgemaakt(form.cleaned_data["tekst"], van)
        context["weggehaald"] = HTML_WEG if form.weggehaald else ""
    return render(request, "voorlichting/schrijven.html", context)
