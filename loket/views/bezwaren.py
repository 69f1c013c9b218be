"""The list of bezwaren by what needs doing, the page of one file, and writing down what came by post or at the desk."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.bestanden.antwoord import NietVrij, als_bijlage
from kern.gebruikers.beleid import beleid, ingelogd
from kern.gebruikers.collegas import namen
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.logboek.geschiedenis import gebeurtenissen
from loket.actions.bezwaar.brief import hoort_nog
from loket.actions.bezwaar.indienen import bezwaar_vastleggen as vastleggen_actie
from loket.actions.bezwaar.indienen import indieners
from loket.actions.bezwaar.laat import te_laat
from loket.actions.bezwaar.redenen import later_gestuurd
from loket.forms.bezwaar import BezwaarVastleggenForm, NummerForm
from loket.models import (
    BEZWAAR_LOOPT,
    BIJ_RECHTER,
    BeslissingOpBezwaar,
    Besluit,
    Bezwaarbericht,
    Bezwaarstuk,
    Bezwaarzaak,
)
from loket.rules.bezwaar import ONTVANGST_ZIN, Ontvangst

from .bezwaarstappen import doen
from .bezwaarwoorden import GEBEURTENISSEN
from .bezwaarzaak import (
    BEZWAAR_LEZEN,
    aan_zet,
    andere_stappen,
    haal_bezwaar,
    klaar,
    kop,
    met_alles,
    tijdlijn,
    toon,
    vlaggen,
    volgende_stap,
)
from .brieven import Briefstand, briefstand, met_versies
from .zaak import bekeken

P = Permissie
PER_PAGINA = 25
WEERGAVEN = {
    "loopt": ("Loopt", Q(status__in=sorted(BEZWAAR_LOOPT))),
    "rechter": ("Bij de rechter", Q(status__in=sorted(BIJ_RECHTER))),
    "klaar": ("Klaar", ~Q(status__in=sorted(BEZWAAR_LOOPT | BIJ_RECHTER))),
}


@require_safe
@beleid(*BEZWAAR_LEZEN)
def bezwaren(request: Verzoek) -> HttpResponse:
    """Bezwaren with what needs doing first: what runs by its term, the rest newest first."""
    nu = timezone.now()
    zichtbaar = Bezwaarzaak.objects.visible_to(request.user)
    gekozen = request.GET.get("weergave", "")
    gekozen = gekozen if gekozen in WEERGAVEN else "loopt"
    telling = {sleutel: zichtbaar.filter(voorwaarde).count() for sleutel, (_, voorwaarde) in WEERGAVEN.items()}
    lijst = met_alles(zichtbaar.filter(WEERGAVEN[gekozen][1]), request.user).order_by("-created_at", "-pk")
    if gekozen == "loopt":  # dozens at most: the term is computed, and what must be done first stands first
        lijst = sorted(lijst, key=lambda zaak: _volgorde(zaak, timezone.localdate(nu)))
    pagina = Paginator(lijst, PER_PAGINA).get_page(request.GET.get("pagina"))
    tabs = [
        (naam, f"{reverse('loket:bezwaren')}?weergave={sleutel}", telling[sleutel], sleutel == gekozen)
        for sleutel, (naam, _) in WEERGAVEN.items()
    ]
    rijen = [_rij(request, zaak, timezone.localdate(nu)) for zaak in pagina]
    context = {"tabs": tabs, "rijen": rijen, "pagina": pagina, "vandaag": timezone.localdate(nu), "telling": telling}
    context |= {"mag_vastleggen": request.user.heeft(P.BEZWAAR_VASTLEGGEN), "zoekform": NummerForm()}
    context |= {"laat": sum(rij["staat"] == "laat" for rij in rijen), "weergave": WEERGAVEN[gekozen][0]}
    return render(request, "loket/bezwaar/bezwaren.html", context)


def _volgorde(zaak: Bezwaarzaak, vandaag: date) -> tuple[bool, date]:
    termijn = zaak.termijn(vandaag)
    return (hasattr(zaak, "beslissing"), termijn.uiterlijk if termijn else date.max)


def _rij(request: Verzoek, zaak: Bezwaarzaak, vandaag: date) -> dict[str, Any]:
    termijn = zaak.termijn(vandaag)
    klaar_op, klaar_woord = klaar(zaak)
    return {
        "zaak": zaak,
        "aanvraag": zaak.besluit.aanvraag,
        "termijn": termijn,
        "staat": termijn.staat(vandaag) if termijn and klaar_op is None else "",
        "klaar_op": klaar_op,
        "klaar_woord": klaar_woord,
        "toon": toon(zaak),
        "aan_zet": aan_zet(zaak, request.user),
        "vlaggen": vlaggen(zaak, vandaag),
        "indieners": [(een.naam, een.get_van_display()) for een in zaak.actieve_bezwaren()],
    }


@require_safe
@beleid(*BEZWAAR_LEZEN)
def bezwaar(request: Verzoek, public_id: str) -> HttpResponse:
    """One file: what is to be done, who objects and why, the papers, and every day with the rule that moved it."""
    zaak = haal_bezwaar(request, public_id)
    nu = timezone.now()
    vandaag = timezone.localdate(nu)
    context = kop(zaak, request.user, nu) | {
        "stap": volgende_stap(zaak, request.user, nu),
        "anders": andere_stappen(zaak, request.user, nu),
        "tijdlijn": tijdlijn(zaak, vandaag),
        "laat": te_laat(zaak, vandaag),
        "mag_dwangsom": request.user.heeft(P.BEZWAAR_BESLISSEN),
        "berichten": _berichten(request, zaak, vandaag),
        "mag_versturen": request.user.heeft(P.BEZWAAR_BEHANDELEN),
        "stukken": Bezwaarstuk.objects.visible_to(request.user).filter(zaak=zaak).order_by("toegevoegd_op", "pk"),
        "bezwaren": [_bezwaar(een, vandaag) for een in zaak.bezwaren.all()],
        "advies": getattr(zaak, "advies", None),
        "beslissing": BeslissingOpBezwaar.objects.visible_to(request.user).filter(zaak=zaak).first(),
        "zittingen": [een for een in zaak.hoorzittingen.all() if een.gehouden_op],
        "momenten": _geschiedenis(zaak),
        "nieuwer": _nieuwer(zaak, request.user),
    }
    return render(request, "loket/bezwaar/bezwaar.html", context)


def _berichten(request: Verzoek, zaak: Bezwaarzaak, vandaag: date) -> list[Briefstand]:
    """The letters in the course of this bezwaar, newest first; who advises reads none of them."""
    zichtbaar = Bezwaarbericht.objects.visible_to(request.user).filter(zaak=zaak, vervallen_op=None)
    return [briefstand(een, vandaag) for een in met_versies(zichtbaar).order_by("-pk")]


def _bezwaar(bezwaar: Any, vandaag: date) -> dict[str, Any]:
    hoe = bezwaar.op_tijd()
    return {
        "bezwaar": bezwaar,
        "op_tijd": ONTVANGST_ZIN[hoe],
        "te_laat": hoe == Ontvangst.TE_LAAT,
        "hoort_nog": hoort_nog(bezwaar, vandaag),
        "later": later_gestuurd(bezwaar),
    }


def _nieuwer(zaak: Bezwaarzaak, gebruiker: Gebruiker) -> Besluit | None:
    """The last besluit that came after the contested one while this file ran: the bezwaar is about that one too."""
    beslissing = getattr(zaak, "beslissing", None)
    alle = Besluit.objects.visible_to(gebruiker).filter(aanvraag=zaak.besluit.aanvraag_id, uit_bezwaar=None)
    later = alle.filter(versie__gt=zaak.besluit.versie)
    if beslissing is not None:
        later = later.filter(genomen_op__lt=beslissing.genomen_op)
    return later.order_by("-versie").first()


def _geschiedenis(zaak: Bezwaarzaak) -> list[dict[str, Any]]:
    regels = list(gebeurtenissen([zaak.public_id]))
    wie = namen(regel.wie for regel in regels)
    return [
        {
            "soort": "stappen",
            "op": regel.op,
            "wat": GEBEURTENISSEN.get(regel.actie, regel.actie.replace("_", " ").capitalize()),
            "wie": wie.get(regel.wie, "het portaal"),
            "rol": Rol(regel.rol).label if regel.rol in Rol.values else "",
        }
        for regel in regels
    ]


@require_POST
@beleid(P.BEZWAAR_VASTLEGGEN)
def bezwaar_zoeken(request: Verzoek) -> HttpResponse:
    """From the number on a letter to writing down a bezwaar against that besluit. By POST: nothing in the address."""
    nummer = request.POST.get("nummer", "").strip()
    zichtbaar = Besluit.objects.visible_to(request.user, P.BEZWAAR_VASTLEGGEN)
    gevonden = zichtbaar.filter(Q(aanvraag__kenmerk__iexact=nummer) | Q(tlv__nummer__iexact=nummer))
    besluit = gevonden.order_by("-versie").first() if nummer else None
    if besluit is None:
        messages.error(request, "Wij vinden geen besluit met dit nummer. Kijk het na: het staat boven aan de brief.")
        return redirect("loket:bezwaren")
    return redirect("loket:bezwaar_vastleggen", besluit.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BEZWAAR_VASTLEGGEN)
def bezwaar_vastleggen(request: Verzoek, public_id: str) -> HttpResponse:
    """Write down a bezwaar that came by post, by mail or at the desk, against this besluit."""
    zichtbaar = Besluit.objects.visible_to(request.user, P.BEZWAAR_VASTLEGGEN)
    besluit = get_object_or_404(
        zichtbaar.select_related("aanvraag__leerling", "aanvraag__school__bestuur"), public_id=public_id
    )
    if request.method != "POST":
        bekeken(request, besluit, P.BEZWAAR_VASTLEGGEN)
    nu: datetime = timezone.now()
    vandaag = timezone.localdate(nu)
    wie = indieners(besluit, vandaag)
    form = BezwaarVastleggenForm(request.POST or None, request.FILES or None, indieners=wie, vandaag=vandaag)
    if request.method == "POST" and form.is_valid():
        gemaakt: list[Any] = []
        if doen(form, lambda velden: gemaakt.append(vastleggen_actie(besluit, door=request.user, op=nu, **velden))):
            zaak = gemaakt[0].zaak
            messages.success(request, f"Het bezwaar is vastgelegd onder nummer {zaak.kenmerk}. De bevestiging volgt.")
            return redirect("loket:bezwaar", zaak.public_id)
    context = {"besluit": besluit, "aanvraag": besluit.aanvraag, "form": form, "vandaag": vandaag}
    return render(request, "loket/bezwaar/vastleggen.html", context)


@require_safe
@beleid(ingelogd)
def bezwaarstuk(request: Verzoek, public_id: str) -> FileResponse:
    """Download a paper of a file, for whoever may see it."""
    rij = get_object_or_404(
        Bezwaarstuk.objects.visible_to(request.user).select_related("inhoud", "zaak__besluit__aanvraag"),
        public_id=public_id,
    )
    try:
        antwoord = als_bijlage(rij.inhoud, rij.naam)
    except NietVrij as reden:
        raise Http404 from reden
    gezien(rij, door=request.user, op=timezone.now(), wat="stuk_gedownload")
    return antwoord
