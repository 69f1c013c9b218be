"""Payment files: what can be paid, what a colleague must approve, and the file for the bank."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arrangementen.actions import betaalbestanden as acties
from arrangementen.actions.rekeningen import Stand, sleutel_van, standen
from arrangementen.forms.bank import BestandForm, BuitenomForm, IntrekForm
from arrangementen.models import Betaalbestand, Betaalregel, Boeking, Buitenom
from arrangementen.models.rekening import EIGEN
from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.termijnen.kalender import verleng
from kern.termijnen.woorden import datum_voluit
from kern.woorden import euro
from scholen.models import Samenwerkingsverband

from .bank import MAG, met_bestand_of_404
from .bladen import bladzijde
from .budgetten import budgettabs

P = Permissie
Open = list[tuple[Boeking, str, str]]


@require_safe
@beleid(*MAG)
def betaalbestanden(request: Verzoek) -> HttpResponse:
    """All files, the newest first."""
    context = {
        "tabs": budgettabs(request, "betaalbestanden"),
        "pagina": bladzijde(request, alle(request)),
        "mag_maken": request.user.heeft(P.BUDGET_BEHEREN),
        "mag_goedkeuren": request.user.heeft(P.BETALING_GOEDKEUREN),
    }
    return render(request, "arrangementen/betaalbestanden.html", context)


def alle(request: Verzoek) -> QuerySet[Betaalbestand]:
    """All files that this user sees, the newest first; 404 where none are made."""
    rijen = Betaalbestand.objects.visible_to(request.user).filter(swv__in=met_bestand_of_404(request))
    return rijen.select_related("gemaakt_door", "goedgekeurd_door").order_by("-pk")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BUDGET_BEHEREN)
@eenmaal
def betaalbestand_nieuw(request: Verzoek) -> HttpResponse:
    """Pick what is paid; beneath it what cannot be, and why. Of one SWV at a time, by its code in the address."""
    swvs = met_bestand_of_404(request)
    swv = _welk_swv(request)
    pagina = open_betalingen(request, swv)
    kan, kan_niet = te_kiezen(pagina, swv)
    vandaag = timezone.localdate()
    alles = [een.public_id for een, *_ in kan] if "alles" in request.GET else []
    begin = {"betalingen": alles, "uitvoeren_op": verleng(vandaag + timedelta(days=1))}
    form = BestandForm(request.POST or None, betalingen=[_keuze(*rij) for rij in kan], initial=begin)
    rij = gelukt(request, form, acties.bestand_maken, swv)
    if rij is not None:
        messages.success(request, "Klaargezet. Een collega keurt het goed; daarna is er een bestand voor de bank.")
        return redirect("arrangementen:betaalbestand", rij.public_id)
    eigen = standen(swv, vandaag).get(EIGEN, Stand()).waarom_niet
    context = {"form": form, "kan": kan, "kan_niet": kan_niet, "eigen": eigen, "swv": swv, "swvs": swvs}
    context |= {"pagina": pagina, "alles": bool(alles)}
    return render(request, "arrangementen/betaalbestand_nieuw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BUDGET_BEHEREN)
@eenmaal
def betaling_buitenom(request: Verzoek) -> HttpResponse:
    """Keep out of the files what was paid in another way; beneath it what was kept out before, the newest first."""
    swv = _welk_swv(request)
    pagina = open_betalingen(request, swv)
    kan, kan_niet = te_kiezen(pagina, swv)
    form = BuitenomForm(request.POST or None, betalingen=[_keuze(*rij) for rij in (*kan, *kan_niet)])
    if gelukt(request, form, acties.buiten_bestand_houden, swv):
        messages.success(request, "Vastgelegd. Dit gaat niet mee in een betaalbestand.")
        return redirect("arrangementen:betaalbestand_nieuw")
    eerder = Buitenom.objects.visible_to(request.user).filter(boeking__pot__swv=swv).order_by("-pk")
    nodig = ("boeking__arrangement", "boeking__basis", "boeking__pot", "gezet_door")
    context = {"form": form, "swv": swv, "pagina": pagina, "eerder": eerder.select_related(*nodig)[:25]}
    return render(request, "arrangementen/betaling_buitenom.html", context | {"te_kiezen": kan or kan_niet})


def _welk_swv(request: Verzoek) -> Samenwerkingsverband:
    swvs = met_bestand_of_404(request)
    return next((een for een in swvs if een.code == request.GET.get("swv")), swvs[0])


def open_betalingen(request: Verzoek, swv: Samenwerkingsverband) -> Page[Boeking]:
    """What was booked and stands in no file, oldest first: of each page as many as go in one file."""
    zichtbaar = Boeking.objects.visible_to(request.user, P.BUDGET_BEHEREN)
    rijen = acties.te_betalen(swv, timezone.localdate()).filter(pk__in=zichtbaar.values("pk"))
    return Paginator(rijen, acties.HOOGSTENS).get_page(request.GET.get("pagina"))


def te_kiezen(rijen: Iterable[Boeking], swv: Samenwerkingsverband) -> tuple[Open, Open]:
    """What of these can go in a file and what cannot, each with who gets it and what there is to say."""
    boekingen, per_wie = [*rijen], standen(swv, timezone.localdate())
    fouten = acties.klopt_niet(boekingen)
    kan: Open = []
    kan_niet: Open = []
    for een in boekingen:
        if not een.nog_te_corrigeren:
            continue
        wie = sleutel_van(een)
        waarom = per_wie.get(wie, Stand()).waarom_niet if wie else "Deze school heeft geen schoolbestuur."
        waarom = fouten.get(een.pk) or waarom
        (kan_niet if waarom else kan).append((een, acties.aan_wie(een), waarom))
    return kan, kan_niet


def _keuze(boeking: Boeking, wie: str, _: str) -> tuple[str, str, str]:
    """Of one check box: its value, its words and the line beneath."""
    uitleg = f"{boeking.kenmerk}, {boeking.school}, geboekt op {datum_voluit(boeking.boekdatum)}."
    if getattr(boeking, "terug", False):
        uitleg += " Daarna is er ook geld teruggevorderd: kijk of dit nog klopt."
    return boeking.public_id, f"{euro(boeking.bedrag)} aan {wie}", uitleg


def _bestand(request: Verzoek, public_id: str) -> Betaalbestand:
    rijen = Betaalbestand.objects.visible_to(request.user).filter(swv__in=met_bestand_of_404(request))
    wie = ("gemaakt_door", "goedgekeurd_door", "opgehaald_door", "ingetrokken_door")
    rij: Betaalbestand = get_object_or_404(
        rijen.select_related("swv", "rekening__swv", "inhoud", *wie), public_id=public_id
    )
    return rij


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*MAG)
def betaalbestand(request: Verzoek, public_id: str) -> HttpResponse:
    """One file with its payments: approve, download or withdraw it."""
    rij = _bestand(request, public_id)
    intrekken = IntrekForm(request.POST or None)
    if gelukt(request, intrekken, acties.bestand_intrekken, rij):
        messages.success(request, "Ingetrokken. De betalingen kunnen in een ander bestand.")
        return redirect("arrangementen:betaalbestand", public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="betaalbestand_ingezien")
    zichtbaar = Betaalregel.objects.visible_to(request.user)
    regels = list(acties.regels_van(rij).filter(pk__in=zichtbaar.values("pk")))
    zelf = rij.gemaakt_door_id == request.user.pk
    nog_niet = rij.op_te_halen and rij.opgehaald_op is None
    tweede = request.user.heeft(P.BETALING_GOEDKEUREN) and not zelf
    context = {
        "bestand": rij,
        "regels": [(een, acties.aan_wie(een.boeking)) for een in regels],
        "waarom": acties.waarom_niet(rij, regels, timezone.now()) if rij.wacht or nog_niet else "",
        "zelf": zelf,
        "mag_goedkeuren": rij.wacht and tweede,
        "mag_intrekken": rij.ingetrokken_op is None and (rij.opgehaald_op is None or tweede),
        "intrekken": intrekken,
    }
    return render(request, "arrangementen/betaalbestand.html", context)


@require_POST
@beleid(P.BETALING_GOEDKEUREN, opnieuw_inloggen=True)
def betaalbestand_goedkeuren(request: Verzoek, public_id: str) -> HttpResponse:
    """The second person says yes."""
    rij = _bestand(request, public_id)
    try:
        acties.bestand_goedkeuren(rij, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, "Goedgekeurd. Je kunt het bestand nu downloaden en aan de bank geven.")
    return redirect("arrangementen:betaalbestand", public_id)


@require_POST
@beleid(*MAG, opnieuw_inloggen=True)
def betaalbestand_ophalen(request: Verzoek, public_id: str) -> HttpResponse:
    """The file for the bank, as often as one wants."""
    rij = _bestand(request, public_id)
    try:
        data = acties.bestand_ophalen(rij, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
        terug: HttpResponseRedirect = redirect("arrangementen:betaalbestand", public_id)
        return terug
    antwoord = HttpResponse(data, content_type="application/xml")
    antwoord["Content-Disposition"] = f'attachment; filename="{rij.bestandsnaam}"'
    antwoord["Content-Security-Policy"] = "sandbox; default-src 'none'"
    antwoord["Cache-Control"] = "no-store"
    return antwoord
