"""The decision on bezwaar: writing it, reading its letters, taking it after logging in again, and sending it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.brieven.dagtekening import als_voorbeeld
from kern.brieven.scherm import voor_scherm
from kern.formulieren.keuzes import keuzewoorden
from kern.gebruikers.beleid import beleid, ingelogd
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions.bezorging import opgehaald
from loket.actions.bezwaar import overgang
from loket.actions.bezwaar.bekendmaken import bezwaar_bekendmaken, bezwaarbrieven_klaarzetten
from loket.actions.bezwaar.beslissen import (
    bezwaarbeslissing_fouten,
    bezwaarbeslissing_noemt,
    bezwaarbrieven_voorbeeld,
    bezwaarconcept_opslaan,
    op_bezwaar_beslissen,
)
from loket.actions.bezwaar.brief import woorden
from loket.forms.bezwaarbeslissing import BezwaarbeslissingForm, BezwaarVerzondenForm
from loket.models import BeslissingConcept, Bezwaarbekendmaking, Bezwaarbericht, Bezwaarstatus, Bezwaarzaak

from .beelden import briefpagina
from .bewaren import bewaard, is_autosave, met_versie, weigering
from .bezwaarzaak import haal_bezwaar, kop
from .brieven import briefstand, met_versies
from .klaarzetten import klaarzetten_form, waarschuw_voor_dag
from .stukken import als_bestand, bijlagelinks
from .uitleg import gewone_taal

P = Permissie
BEROEP = "Deze dag komt op de brief. De dag erna begint de tijd om in beroep te gaan."
SCHRIJVEN = (P.BEZWAAR_BESLISSEN, P.BEZWAAR_BEHANDELEN)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*SCHRIJVEN)
def bezwaar_beslissing(request: Verzoek, public_id: str) -> HttpResponse:
    """Write the decision. Every button keeps the draft first, so that nothing that was typed is lost."""
    zaak = haal_bezwaar(request, public_id)
    nu = timezone.now()
    concept = BeslissingConcept.objects.visible_to(request.user).filter(zaak=zaak).first()
    begin = {**concept.gegevens, "versie": concept.versie} if concept else {"versie": 0}
    form = BezwaarbeslissingForm(request.POST or None, zaak=zaak, initial=begin)
    if request.method == "POST":
        antwoord = _opslaan(request, zaak, form)
        if antwoord is not None:
            return antwoord
    context = kop(zaak, request.user, nu) | {"form": form, "concept": concept, "advies": getattr(zaak, "advies", None)}
    context["mag_tekenen"] = request.user.heeft(P.BEZWAAR_BESLISSEN)
    context["gesloten"] = zaak.status != Bezwaarstatus.BESLISSING_CONCEPT
    context["zittingen"] = [een for een in zaak.hoorzittingen.all() if een.gehouden_op]
    return render(request, "loket/bezwaar/beslissing.html", context)


def _opslaan(request: Verzoek, zaak: Bezwaarzaak, form: BezwaarbeslissingForm) -> HttpResponse | None:
    """Keep the draft and go where the button says. None: show the form again."""
    geldig = form.is_valid()
    actie = request.POST.get("actie", "")
    velden = {"versie": form.cleaned_data.get("versie", 0), "gegevens": form.getypt()}
    try:
        concept = bezwaarconcept_opslaan(zaak, door=request.user, op=timezone.now(), **velden)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return weigering(str(reden)) if is_autosave(request) else None
    if is_autosave(request):
        return bewaard(concept.versie)
    met_versie(form, concept.versie)
    naar = {"brief": "loket:bezwaar_voorbeeld", "ondertekenen": "loket:bezwaar_ondertekenen"}
    if actie in naar:
        return redirect(naar[actie], zaak.public_id) if geldig else None
    messages.success(request, "Het concept is bewaard.")
    return redirect("loket:bezwaar_beslissing", zaak.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BEZWAAR_BESLISSEN, opnieuw_inloggen=True)
def bezwaar_ondertekenen(request: Verzoek, public_id: str) -> HttpResponse:
    """Read the decision once more and take it. Of two who do so at once one wins; the other reads why."""
    zaak = haal_bezwaar(request, public_id, P.BEZWAAR_BESLISSEN)
    nu = timezone.now()
    concept, form = _concept(request, zaak)
    if not form.is_valid():
        return redirect("loket:bezwaar_beslissing", public_id)
    fouten = bezwaarbeslissing_fouten(zaak, form.keuze(), timezone.localdate(nu))
    waarom_niet = overgang.regels["op_bezwaar_beslissen"].waarom_niet(zaak, request.user, nu)
    if request.method == "POST":
        fout = _neem(request, zaak, concept, form)
        if not fout:
            messages.success(request, "De beslissing is genomen. De brieven staan klaar om te versturen.")
            return redirect("loket:bezwaar", public_id)
        fouten = [fout]
    context = kop(zaak, request.user, nu) | {"form": form, "concept": concept, "keuze": form.keuze()}
    context["noemt"] = bezwaarbeslissing_noemt(zaak, form.keuze(), timezone.localdate(nu))
    context |= {"fouten": fouten, "waarom_niet": waarom_niet, "woord": _woorden(form)}
    return render(request, "loket/bezwaar/ondertekenen.html", context)


def _neem(request: Verzoek, zaak: Bezwaarzaak, concept: Any, form: BezwaarbeslissingForm) -> str:
    """Take the decision; the reason why not, or nothing."""
    if concept is None or request.POST.get("versie") != str(concept.versie):
        return "Het concept is intussen gewijzigd. Lees het nog een keer en onderteken dan."
    try:
        op_bezwaar_beslissen(zaak, door=request.user, op=timezone.now(), keuze=form.keuze())
    except NietMogelijk as reden:
        return str(reden)
    return ""


def _concept(request: Verzoek, zaak: Bezwaarzaak) -> tuple[BeslissingConcept | None, BezwaarbeslissingForm]:
    concept = BeslissingConcept.objects.visible_to(request.user).filter(zaak=zaak).first()
    gegevens = {**concept.gegevens, "versie": concept.versie} if concept else {}
    return concept, BezwaarbeslissingForm(gegevens, zaak=zaak)


def _woorden(form: BezwaarbeslissingForm) -> dict[str, Any]:
    """The choices in words, for reading once more."""
    velden = form.cleaned_data
    return {
        "uitkomst": keuzewoorden(form, "uitkomst")[velden["uitkomst"]],
        "gevolg": keuzewoorden(form, "gevolg")[velden["gevolg"]],
        "nieuw": keuzewoorden(form, "nieuw").get(velden["nieuw"], ""),
        "vervaldatum": form.vervaldatum(),
    }


@require_safe
@beleid(*SCHRIJVEN)
def bezwaar_voorbeeld(request: Verzoek, public_id: str, nummer: int = 0) -> HttpResponse:
    """The letters as they would be: a list of addressees, and each letter as a page. Nothing is made."""
    zaak = haal_bezwaar(request, public_id, wat="brief_bekeken")
    nu = timezone.now()
    _, form = _concept(request, zaak)
    if not form.is_valid():
        messages.error(request, "Vul eerst in wat wij beslissen en waarom. Dan kun je de brief bekijken.")
        return redirect("loket:bezwaar_beslissing", public_id)
    vandaag = timezone.localdate(nu)
    brieven = bezwaarbrieven_voorbeeld(zaak, form.keuze(), door_naam=request.user.naam, besluitdatum=vandaag)
    if nummer == 0:
        context = kop(zaak, request.user, nu) | {"brieven": brieven}
        return render(request, "loket/bezwaar/brieven.html", context)
    if not 1 <= nummer <= len(brieven):
        raise Http404
    html = als_voorbeeld(woorden(brieven[nummer - 1][1]).html)
    terug = reverse("loket:bezwaar_voorbeeld", args=[public_id])
    return _op_scherm(html, terug, "Terug naar de brieven", "Dit is een voorbeeld.")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BEZWAAR_BEHANDELEN)
def bezwaar_verzenden(request: Verzoek, public_id: str) -> HttpResponse:
    """The letters of the decision: how far each is, dating them, and marking what went out."""
    zaak = haal_bezwaar(request, public_id, P.BEZWAAR_BEHANDELEN)
    nu = timezone.now()
    zichtbaar = Bezwaarbekendmaking.objects.visible_to(request.user, P.BEZWAAR_BEHANDELEN)
    rijen = met_versies(zichtbaar.filter(beslissing__zaak=zaak, vervallen_op=None)).order_by("pk")
    brieven = [briefstand(een, timezone.localdate(nu)) for een in rijen]
    keuzes = [(een.bekendmaking.public_id, een.bekendmaking.naam) for een in brieven if een.stand == "klaar"]
    actie, data = request.POST.get("actie", ""), request.POST or None
    klaar = klaarzetten_form(request, zaak.besluit.aanvraag, brieven, uitleg=BEROEP)
    weg = BezwaarVerzondenForm(data if actie == "verzonden" else None, keuzes=keuzes)
    doen = {
        "klaarzetten": (klaar, bezwaarbrieven_klaarzetten, "De brieven worden gemaakt. Dat duurt ongeveer een minuut."),
        "verzonden": (weg, bezwaar_bekendmaken, "De brieven zijn verzonden. De ontvangers zien de beslissing nu."),
    }
    if actie in doen and _gedaan(request, zaak, *doen[actie]):
        waarschuw_voor_dag(request, klaar)
        return redirect("loket:bezwaar_verzenden", public_id)
    context = kop(zaak, request.user, nu) | {"brieven": brieven, "klaarzetten": klaar, "verzonden": weg}
    context |= {"mag_terug": True, "keuzes": keuzes, "bezig": any(een.stand == "bezig" for een in brieven)}
    context["waarom_niet"] = overgang.regels["bezwaarbrieven_klaarzetten"].waarom_niet(zaak, request.user, nu)
    return render(request, "loket/bezwaar/verzenden.html", context)


def _gedaan(request: Verzoek, zaak: Bezwaarzaak, form: Any, actie: Any, gelukt: str) -> bool:
    if not form.is_valid():
        return False
    try:
        actie(zaak, door=request.user, op=timezone.now(), **form.cleaned_data)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    messages.success(request, gelukt)
    return True


@require_safe
@beleid(ingelogd)
def bezwaarbrief(request: Verzoek, public_id: str) -> HttpResponse:
    """The frozen words of a letter in a bezwaar as a page; an addressee its own, from the day of sending."""
    rij = _bekendmaking(request, public_id)
    versie = rij.brief.geldige_versie
    gezien(rij, door=request.user, op=timezone.now(), wat="brief_gelezen")
    opgehaald(rij, door=request.user, op=timezone.now())
    html = versie.html if versie else als_voorbeeld(rij.brief.html)
    if any(request.user.heeft(recht) for recht in (*SCHRIJVEN, P.BEZWAAR_VASTLEGGEN)):
        zaak = rij.zaak if isinstance(rij, Bezwaarbericht) else rij.beslissing.zaak
        terug = (reverse("loket:bezwaar", args=[zaak.public_id]), "Terug naar het bezwaar")
    else:
        terug = ("/", "Terug")
    pdf = reverse("loket:bezwaarbrief_pdf", args=[public_id]) if versie and versie.pdf_id else ""
    return _op_scherm(html, *terug, pdf=pdf, **gewone_taal(request, rij) | bijlagelinks(rij))


@require_safe
@beleid(ingelogd)
def bezwaarbrief_pdf(request: Verzoek, public_id: str) -> FileResponse:
    """The PDF, under a name without names."""
    rij = _bekendmaking(request, public_id)
    antwoord = als_bestand(rij.brief, om_te_posten=request.user.heeft(P.BEZWAAR_BEHANDELEN))
    gezien(rij, door=request.user, op=timezone.now(), wat="brief_gedownload")
    opgehaald(rij, door=request.user, op=timezone.now())
    return antwoord


def _bekendmaking(request: Verzoek, public_id: str) -> Bezwaarbekendmaking | Bezwaarbericht:
    """The letter, of the decision or in the course of the bezwaar: to the reader both are a letter."""
    zichtbaar = Bezwaarbekendmaking.objects.visible_to(request.user).filter(vervallen_op__isnull=True)
    met_zaak = met_versies(zichtbaar).select_related("brief", "beslissing__zaak__besluit__aanvraag")
    rij: Bezwaarbekendmaking | None = met_zaak.filter(public_id=public_id).first()
    if rij is not None:
        return rij
    andere = Bezwaarbericht.objects.visible_to(request.user).filter(vervallen_op__isnull=True)
    bericht: Bezwaarbericht = get_object_or_404(
        met_versies(andere).select_related("brief", "zaak__besluit__aanvraag"), public_id=public_id
    )
    return bericht


def _op_scherm(html: str, terug: str, tekst: str, uitleg: str = "", **adressen: Any) -> HttpResponse:
    stijlen = (static("css/portaal.css"), static("brieven/brief.css"))
    return briefpagina(voor_scherm(html, stijlen=stijlen, terug=terug, terug_tekst=tekst, uitleg=uitleg, **adressen))
