"""The decision: writing it beside the dossier, reading the letters, and taking it after logging in again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.brieven.dagtekening import als_voorbeeld
from kern.brieven.scherm import voor_scherm
from kern.formulieren.keuzes import keuzewoorden
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.termijn import einde
from loket.actions.bekendmaken import BEZWAARTERMIJN_WEKEN
from loket.actions.besluit import bepalen, besluiten, brieven_voorbeeld, ondertekenaar
from loket.actions.brief import woorden
from loket.actions.meelezen import meelezen_vragen
from loket.actions.redenen import bronnen
from loket.forms.besluit import BesluitForm, begin
from loket.forms.meelezen import MeelezerForm
from loket.models import Aanvraag, BesluitConcept, Meelezing

from . import besluitconcept
from .beelden import briefpagina
from .besluitcontroles import controles
from .bewaren import is_autosave, naast_elkaar, uitkomst, weigering
from .dossier import samenvatting
from .zaak import TE_BESLUITEN, bekeken, haal_zaak, kop

P = Permissie
BLOKKNOPPEN = ("erbij", "alinea", "omhoog", "omlaag", "weg")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BESLUIT_NEMEN)
def aanvraag_besluiten(request: Verzoek, public_id: str) -> HttpResponse:
    """Write the decision. Every button keeps the draft first, so that nothing that was typed is lost."""
    aanvraag = haal_zaak(request, public_id, P.BESLUIT_NEMEN)
    form = _form(request, aanvraag, timezone.now())
    if request.method == "POST":
        antwoord = _opslaan(request, aanvraag, form)
        if antwoord is not None:
            return antwoord
    else:
        bekeken(request, aanvraag, P.BESLUIT_NEMEN, "dossier_ingezien")
    return _pagina(request, aanvraag, form)


@require_POST
@beleid(P.BESLUIT_NEMEN)
def berekening(request: Verzoek, public_id: str) -> HttpResponse:
    """The computed dates for what stands in the form now; a piece of the page, nothing is kept."""
    aanvraag = haal_zaak(request, public_id, P.BESLUIT_NEMEN)
    form = BesluitForm(request.POST, aanvraag=aanvraag)
    form.is_valid()
    return render(request, "loket/_berekend.html", berekend(form, timezone.now()))


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BESLUIT_NEMEN, opnieuw_inloggen=True)
def ondertekenen(request: Verzoek, public_id: str) -> HttpResponse:
    """Read the decision once more and take it. Of two who do so at once one wins; the other reads why."""
    aanvraag = haal_zaak(request, public_id, P.BESLUIT_NEMEN)
    nu = timezone.now()
    concept, form = _concept(request, aanvraag, nu)
    if not form.is_valid():
        return redirect("loket:aanvraag_besluiten", public_id)
    fout = ""
    if request.method == "POST":
        fout = _neem(request, aanvraag, concept, form, nu)
        if not fout:
            messages.success(request, "Het besluit is genomen. De brieven staan klaar om te versturen.")
            return redirect("loket:behandelen", public_id)
    context = kop(aanvraag, request.user, nu, onder=TE_BESLUITEN) | berekend(form, nu)
    context |= {"concept": concept, "beslissing": form.beslissing(), "fout": fout, "form_soort": _soortnaam(form)}
    context["controles"] = controles(aanvraag, request.user, form, concept, nu)
    return render(request, "loket/besluit_ondertekenen.html", context)


@require_safe
@beleid(P.BESLUIT_NEMEN)
def besluit_voorbeeld(request: Verzoek, public_id: str, nummer: int = 0) -> HttpResponse:
    """The letters as they would be: a list of addressees, and each letter as a page. Nothing is made."""
    aanvraag = haal_zaak(request, public_id, P.BESLUIT_NEMEN)
    nu = timezone.now()
    _, form = _concept(request, aanvraag, nu)
    if not form.is_valid():
        messages.error(request, "Kies eerst toekennen of afwijzen. Dan kun je de brief bekijken.")
        return redirect("loket:aanvraag_besluiten", public_id)
    vandaag = timezone.localdate(nu)
    keuze = bepalen(aanvraag, form.beslissing())
    tekent, _ = ondertekenaar(aanvraag, keuze, door=request.user, dag=vandaag)
    brieven = brieven_voorbeeld(aanvraag, keuze, tekent=tekent, besluitdatum=vandaag)
    bekeken(request, aanvraag, P.BESLUIT_NEMEN, "brief_bekeken")
    if nummer == 0:
        context = kop(aanvraag, request.user, nu, onder=TE_BESLUITEN) | {"brieven": brieven}
        return render(request, "loket/besluit_brieven.html", context)
    if not 1 <= nummer <= len(brieven):
        raise Http404
    lijst = reverse("loket:besluit_voorbeeld", args=[public_id])
    return brief_op_scherm(als_voorbeeld(woorden(brieven[nummer - 1][1]).html), lijst)


def berekend(form: BesluitForm, nu: datetime) -> dict[str, Any]:
    """Until when the TLV holds, and until when bezwaar is possible if the letter goes out today."""
    vandaag = timezone.localdate(nu)
    return {
        "toegekend": form.cleaned_data.get("uitkomst") != "afgewezen",
        "vervaldatum": form.vervaldatum(),
        "verzenddatum": vandaag,
        "bezwaar_tot": einde(vandaag, weken=BEZWAARTERMIJN_WEKEN),
    }


def _opslaan(request: Verzoek, aanvraag: Aanvraag, form: BesluitForm) -> HttpResponse | None:
    """Keep the draft and go where the button says. None: show the form again."""
    nu = timezone.now()
    geldig = form.is_valid()
    versie = form.cleaned_data.get("versie", 0)
    actie = request.POST.get("actie", "")
    gegevens = form.getypt()
    blok = _na_knop(request, aanvraag, form, gegevens) if actie.partition(":")[0] in BLOKKNOPPEN else ""
    try:
        stand = besluitconcept.bewaren(
            aanvraag, gegevens, request=request, versie=versie, brief_bekeken=actie == "brief" and geldig
        )
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return weigering(str(reden)) if is_autosave(request) else None
    if is_autosave(request):
        return uitkomst(form, gegevens, stand, versie)
    form.begin = stand.begin
    if naast_elkaar(form, stand):
        return None
    if not stand.alleen_ik and actie not in ("", "bewaren", "bereken"):
        messages.warning(request, f"{stand.zin} Lees het hele besluit nog een keer en ga dan verder.")
        return redirect("loket:aanvraag_besluiten", aanvraag.public_id)
    if blok:
        return redirect(f"{reverse('loket:aanvraag_besluiten', args=[aanvraag.public_id])}#id_{blok}")
    if actie == "meelezen" and geldig:
        return _meelezen_vragen(request, aanvraag, form, nu)
    naar = {"brief": "loket:besluit_voorbeeld", "ondertekenen": "loket:besluit_ondertekenen"}
    if actie in naar:
        return redirect(naar[actie], aanvraag.public_id) if geldig else None
    if actie == "bereken":
        form.errors.clear()
        return None
    messages.success(request, "Het concept is bewaard.")
    return redirect("loket:aanvraag_besluiten", aanvraag.public_id)


def _na_knop(request: Verzoek, aanvraag: Aanvraag, form: BesluitForm, gegevens: dict[str, str]) -> str:
    """A button of the reasons: add, move or take away a block; gives the block to go to."""
    return form.na_knop(gegevens, request.POST["actie"], request.POST.getlist("erbij"), bronnen(aanvraag))


def _meelezen_vragen(request: Verzoek, aanvraag: Aanvraag, form: BesluitForm, nu: datetime) -> HttpResponse | None:
    """Ask a colleague to approve what was just kept."""
    keuze = MeelezerForm(request.POST, aanvraag=aanvraag, door=request.user, vandaag=timezone.localdate(nu))
    if not keuze.is_valid():
        form.add_error(None, "Kies een collega die meeleest.")
        return None
    try:
        beslissing = bepalen(aanvraag, form.beslissing())
        meelezen_vragen(aanvraag, door=request.user, op=nu, aan=keuze.cleaned_data["collega"], beslissing=beslissing)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return None
    messages.success(request, f"{keuze.cleaned_data['collega'].naam} krijgt een e-mail en leest mee.")
    return redirect("loket:aanvraag_besluiten", aanvraag.public_id)


def _neem(request: Verzoek, aanvraag: Aanvraag, concept: BesluitConcept | None, form: BesluitForm, nu: datetime) -> str:
    """Take the decision; the reason why not, or nothing."""
    if concept is None or request.POST.get("versie") != str(concept.versie):
        return "Het concept is intussen gewijzigd. Lees het besluit nog een keer en onderteken dan."
    try:
        besluiten(aanvraag, door=request.user, op=nu, redenen=form.redenen(), **vars(form.beslissing()))
    except NietMogelijk as reden:
        return str(reden)
    return ""


def _concept(request: Verzoek, aanvraag: Aanvraag, nu: datetime) -> tuple[BesluitConcept | None, BesluitForm]:
    """The draft as it is kept, as a bound form."""
    concept = BesluitConcept.objects.visible_to(request.user, P.BESLUIT_NEMEN).filter(aanvraag=aanvraag).first()
    gegevens = {**concept.gegevens, "versie": concept.versie} if concept else {}
    return concept, BesluitForm(gegevens, aanvraag=aanvraag)


def _form(request: Verzoek, aanvraag: Aanvraag, nu: datetime) -> BesluitForm:
    concept, _ = _concept(request, aanvraag, nu)
    gegevens, versie = (concept.gegevens, concept.versie) if concept else ({}, 0)
    initial = begin(aanvraag, gegevens, versie, timezone.localdate(nu))
    return BesluitForm(request.POST or None, aanvraag=aanvraag, initial=initial)


def _pagina(request: Verzoek, aanvraag: Aanvraag, form: BesluitForm) -> HttpResponse:
    nu = timezone.now()
    concept, bewaarde = _concept(request, aanvraag, nu)
    if concept is None:
        bewaarde = BesluitForm(dict(form.initial), aanvraag=aanvraag)
    bewaarde.is_valid()
    context = (
        kop(aanvraag, request.user, nu, onder=TE_BESLUITEN)
        | samenvatting(aanvraag, request.user)
        | berekend(bewaarde, nu)
    )
    punten = bronnen(aanvraag)
    context["begin"] = form.begin or besluitconcept.begin_van(form, concept)
    context |= {"form": form, "concept": concept, "bronnen": punten, "blokken": form.blokken(punten)}
    if aanvraag.instelling.vier_ogen:
        context["meelezer"] = MeelezerForm(aanvraag=aanvraag, door=request.user, vandaag=timezone.localdate(nu))
        rijen = Meelezing.objects.visible_to(request.user).filter(aanvraag=aanvraag)
        context["meelezingen"] = rijen.select_related("gevraagd_aan").order_by("-gevraagd_op")
    context["controles"] = controles(aanvraag, request.user, bewaarde, concept, nu)
    return render(request, "loket/besluit.html", context)


def brief_op_scherm(html: str, terug: str) -> HttpResponse:
    """A letter that is an example, as a page."""
    stijlen = (static("css/portaal.css"), static("brieven/brief.css"))
    uitleg = "Dit is een voorbeeld."
    return briefpagina(
        voor_scherm(html, stijlen=stijlen, terug=terug, terug_tekst="Terug naar de brieven", uitleg=uitleg)
    )


def _soortnaam(form: BesluitForm) -> str:
    keuzes = keuzewoorden(form, "soort_categorie")
    return str(keuzes.get(form.cleaned_data.get("soort_categorie", ""), ""))
