"""The handelingsdeel of a pupil at its school: the versions, putting one before the family, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.bestanden.actions import ontvangen
from kern.bestanden.antwoord import NietVrij, om_te_zien
from kern.bestanden.controle import BestandFout
from kern.bestanden.models import Inhoud
from kern.bestanden.namen import nette_naam
from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid, ingelogd
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.logboek.geschiedenis import eerst_gezien, gebeurtenissen
from loket.actions import handelingsdeel as acties
from loket.actions.overeenstemming import papier_vastleggen
from loket.forms.handelingsdeel import GEEN_AANVRAAG, HandelingsdeelForm, PapierForm
from loket.models import Aanvraag, Bijlage, Handelingsdeel, Handelingsdeelantwoord, Handelingsdeelbestand
from loket.models.aanvraag import OPEN
from loket.rules.overeenstemming import BESLIST, GEHOORD, LEEST, bespreken_voor
from loket.scopes.overeenstemming import (
    Overeenstemming,
    Partij,
    overeenstemming,
    overeenstemmingen,
    persoon_van,
    wie_tekent,
)
from scholen.models import Adres, Afscherming, Leerling, mailadres

from .akkoord import besproken, hoe, overzicht, regel, vormen_van

P = Permissie
LEERLING_DOET = {
    BESLIST: "{v} is 18 of ouder en beslist zelf. Ouders tekenen niet meer.",
    LEEST: "{v} leest mee, en beslist niet.",
    GEHOORD: "{v} tekent niet mee. Vraag wel wat {v} ervan vindt, en schrijf dat op.",
}


@dataclass(frozen=True)
class Persoon:
    """One who must agree, with all that the school needs: reach, what was said, and what can be done.

    gezien_op: first opened in the own portal; leest: can open it there; mail: gets a mail at all; dicht: nothing goes
    out by itself and somebody must release it first.
    """

    id: str
    naam: str
    wie: str
    soort: str
    hoe: str
    band: bool
    contactverbod: bool
    gezien_op: datetime | None
    gemeld_op: datetime | None
    leest: bool
    mail: bool
    dicht: bool
    gezegd: tuple[Handelingsdeelantwoord, ...]


@require_safe
@beleid(P.LEERLING_SCHRIJVEN)
def handelingsdelen(request: Verzoek, public_id: str) -> HttpResponse:
    """All versions of a pupil, newest first, each with how it stands or stood."""
    kind = _eigen_leerling(request, public_id)
    rijen = Handelingsdeel.objects.visible_to(request.user, P.LEERLING_SCHRIJVEN).filter(leerling=kind)
    lijst = list(rijen.select_related("leerling", "school", "voorgelegd_door").order_by("-voorgelegd_op", "-pk"))
    standen = overeenstemmingen(lijst, timezone.localdate()) if lijst else []
    context = {"kind": kind, "versies": [overzicht(een) for een in standen]}
    return render(request, "loket/handelingsdelen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.LEERLING_SCHRIJVEN)
@eenmaal
def handelingsdeel_nieuw(request: Verzoek, public_id: str) -> HttpResponse:
    """Put a version before the family; when one lies there, the new one takes its place."""
    kind = _eigen_leerling(request, public_id)
    mijn = Handelingsdeel.objects.visible_to(request.user, P.LEERLING_SCHRIJVEN).filter(leerling=kind)
    vorige = mijn.order_by("-voorgelegd_op", "-pk").first()
    aanvragen = Aanvraag.objects.visible_to(request.user, P.AANVRAAG_SCHRIJVEN)
    open_ = list(aanvragen.filter(leerling=kind, status__in=sorted(OPEN)).order_by("-pk"))
    stukken = Bijlage.objects.visible_to(request.user, P.AANVRAAG_SCHRIJVEN).filter(aanvraag__leerling=kind)
    stukken = stukken.select_related("inhoud").order_by("-pk")
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = HandelingsdeelForm(
        *data,
        stukken=[(een.public_id, een.naam) for een in stukken if een.inhoud.is_vrij],
        aanvragen=[(een.public_id, _over(een)) for een in open_],
        initial=_begin(vorige, open_, timezone.localdate()),
    )
    if request.method == "POST" and form.is_valid():
        try:
            rij = acties.voorleggen(kind, _afspraak(form, stukken, open_), door=request.user, op=timezone.now())
        except (NietMogelijk, BestandFout) as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Voorgelegd. Wie een account heeft, krijgt een mail.")
            return redirect("loket:handelingsdeel", rij.public_id)
    vandaag = timezone.localdate()
    wie = _wie_tekenen(kind, vandaag)
    context = {"kind": kind, "form": form, "vorige": vorige if vorige and vorige.open else None, **wie}
    return render(request, "loket/handelingsdeel_nieuw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.LEERLING_LEZEN)
def handelingsdeel(request: Verzoek, public_id: str) -> HttpResponse:
    """One version: its words, who agreed, and for its school what can be done about it.

    A school where the pupil left reads its own words and files, and nothing of the family of today.
    """
    rij = _versie(request, public_id)
    actie = request.POST.get("actie", "")
    vormen = vormen_van(request, actie)
    if request.method == "POST" and (zin := _doen(request, rij, actie, vormen)):
        messages.success(request, zin)
        return redirect("loket:handelingsdeel", public_id)
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="handelingsdeel_gezien")
    school, schrijft = request.user.heeft(P.LEERLING_SCHRIJVEN), _schrijft(request, rij.leerling)
    mijn = Aanvraag.objects.visible_to(request.user, P.AANVRAAG_SCHRIJVEN)
    open_ = mijn.filter(leerling=rij.leerling, status__in=sorted(OPEN)) if rij.aanvraag_id is None else mijn.none()
    context = {
        "rij": rij,
        "kind": rij.leerling,
        "bestanden": _bestanden(request, rij),
        "school": school,
        "mag": rij.open and schrijft,
        **vormen,
        "aanvragen": [(een.public_id, _over(een)) for een in open_],
        **(_familie(request, rij) if schrijft or not school else {}),
    }
    return render(request, "loket/handelingsdeel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.LEERLING_SCHRIJVEN)
@eenmaal
def handelingsdeel_papier(request: Verzoek, public_id: str, wie: str) -> HttpResponse:
    """Write down what somebody signed on paper, with the scan."""
    rij = _eigen_versie(request, public_id)
    een = acties.partij(rij, wie, timezone.now())
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PapierForm(*data)
    if request.method == "POST" and form.is_valid():
        velden, nu = form.cleaned_data, timezone.now()
        try:
            ((scan, naam),) = _ontvangen(velden.pop("scan"))
            papier_vastleggen(rij, wie, door=request.user, op=nu, scan=scan, naam=naam, **velden)
        except (NietMogelijk, BestandFout) as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Opgeschreven. Wie een mailadres heeft, krijgt bericht.")
            return redirect("loket:handelingsdeel", public_id)
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="handelingsdeel_gezien")
    context = {"rij": rij, "kind": rij.leerling, "form": form, "persoon": regel(een, rij.leerling)}
    return render(request, "loket/handelingsdeel_papier.html", context)


@require_safe
@beleid(P.LEERLING_SCHRIJVEN)
def handelingsdeel_bevestiging(request: Verzoek, public_id: str) -> HttpResponse:
    """A page to print for who gets no mail: what was written down in that name, and what to do when it is wrong."""
    rijen = Handelingsdeelantwoord.objects.visible_to(request.user, P.LEERLING_SCHRIJVEN)
    rij = get_object_or_404(
        rijen.select_related("handelingsdeel__leerling", "handelingsdeel__school", "betrokkene", "leerling", "door"),
        public_id=public_id,
    )
    gezien(rij, door=request.user, op=timezone.now(), wat="bevestiging_gezien")
    vandaag, wie = timezone.localdate(), rij.betrokkene or rij.leerling
    adres = Adres.objects.visible_to(request.user).geldig(vandaag).filter(betrokkene=rij.betrokkene).first()
    context = {"rij": rij, "kind": rij.handelingsdeel.leerling, "wie": wie, "adres": adres, "hoe": hoe(rij)}
    return render(request, "loket/handelingsdeel_bevestiging.html", context)


@require_safe
@beleid(ingelogd)
def handelingsdeelbestand(request: Verzoek, public_id: str) -> FileResponse:
    """A paper of a version, for who may read its words."""
    rijen = Handelingsdeelbestand.objects.visible_to(request.user).select_related("inhoud", "handelingsdeel__school")
    rij = get_object_or_404(rijen.select_related("handelingsdeel__leerling"), public_id=public_id)
    return _tonen(request, rij, rij.inhoud, rij.naam)


@require_safe
@beleid(ingelogd)
def handelingsdeelscan(request: Verzoek, public_id: str) -> FileResponse:
    """The signed paper, for who may read that answer."""
    rijen = Handelingsdeelantwoord.objects.visible_to(request.user).select_related("scan", "handelingsdeel__school")
    rij = get_object_or_404(rijen.select_related("handelingsdeel__leerling"), public_id=public_id)
    if rij.scan is None:
        raise Http404
    return _tonen(request, rij, rij.scan, rij.scan_naam)


def _familie(request: Verzoek, rij: Handelingsdeel) -> dict[str, Any]:
    """Who must agree today and how it stands, for who still has to do with the family."""
    stand = overeenstemming(rij, timezone.localdate())
    return {
        "overzicht": overzicht(stand),
        "mensen": mensen(request, stand),
        "leerling_doet": LEERLING_DOET[stand.nodig.leerling].format(v=rij.leerling.roepnaam),
        "geheim": rij.leerling.afscherming == Afscherming.VERBLIJFPLAATS,
        **besproken(request.user, stand),
    }


def mensen(request: Verzoek, stand: Overeenstemming) -> list[Persoon]:
    """Everybody who must agree, for the school."""
    rij, vandaag = stand.handelingsdeel, timezone.localdate()
    keken = eerst_gezien(rij.public_id)
    gemeld = {
        een.bijzonderheden.get("aan"): een.op
        for een in reversed(gebeurtenissen([rij.public_id]).filter(actie="handelingsdeel_melden"))
    }
    gezegd = list(
        Handelingsdeelantwoord.objects.visible_to(request.user, P.LEERLING_LEZEN)
        .filter(handelingsdeel=rij)
        .select_related("door")
        .order_by("dag", "pk")
    )
    return [_persoon(een, rij, vandaag, keken, gemeld, gezegd) for een in stand.partijen]


def _persoon(
    een: Partij,
    rij: Handelingsdeel,
    vandaag: date,
    keken: dict[str, datetime],
    gemeld: dict[Any, datetime],
    gezegd: list[Handelingsdeelantwoord],
) -> Persoon:
    wie, woorden = persoon_van(een, rij.leerling), regel(een, rij.leerling)
    leest = acties.leest_in_portaal(rij, wie, vandaag)
    geheim = rij.leerling.afscherming == Afscherming.VERBLIJFPLAATS
    return Persoon(
        id=wie.public_id,
        naam=woorden.naam,
        wie=woorden.wie,
        soort=woorden.soort,
        hoe=woorden.woorden,
        band=een.band is not None,
        contactverbod=een.band is not None and een.band.contactverbod,
        gezien_op=keken.get(wie.gebruiker.public_id) if wie.gebruiker else None,
        gemeld_op=gemeld.get(wie.public_id),
        leest=leest,
        mail=bool(mailadres(wie)),
        dicht=geheim and een.band is not None and not leest and wie.gebruiker is not None,
        gezegd=tuple(iets for iets in gezegd if iets.wie == een.wie),
    )


def _doen(request: Verzoek, rij: Handelingsdeel, actie: str, vormen: dict[str, forms.Form]) -> str:
    """Do what a button of the page says; the sentence about it, or "" when the page says what is wrong."""
    nu, door, wie = timezone.now(), request.user, request.POST.get("wie", "")
    form = vormen.get(actie)
    if form is not None and not form.is_valid():
        return ""
    try:
        if actie == "melden":
            acties.opnieuw_melden(rij, wie, door=door, op=nu)
            return "De melding staat klaar. Er gaat hoogstens één mail per dag."
        if actie == "vrijgeven":
            acties.vrijgeven(rij, wie, door=door, op=nu)
            return "Deze persoon kan het nu lezen."
        if actie == "aanvraag":
            mijn = Aanvraag.objects.visible_to(door, P.AANVRAAG_SCHRIJVEN)
            acties.bij_aanvraag_zetten(rij, get_object_or_404(mijn, public_id=wie), door=door, op=nu)
            return "Het hoort nu bij de aanvraag."
        if form is not None and actie == "terug":
            acties.terugnemen(rij, door=door, op=nu, reden=form.cleaned_data["reden"])
            return "Teruggenomen. De ouders lezen waarom."
        if form is not None and actie == "klaar":
            acties.afsluiten(rij, door=door, op=nu, reden=form.cleaned_data["reden"])
            return "Afgesloten."
        if form is not None and actie == "besproken":
            acties.bespreken(rij, door=door, op=nu, tekst=form.cleaned_data["tekst"])
            return "Opgeschreven."
    except NietMogelijk as reden:
        if form is not None:
            form.add_error(None, str(reden))
        else:
            messages.error(request, str(reden))
        return ""
    raise Http404


def _versie(request: Verzoek, public_id: str, permissie: Permissie = P.LEERLING_LEZEN) -> Handelingsdeel:
    rijen = Handelingsdeel.objects.visible_to(request.user, permissie)
    rijen = rijen.select_related("leerling__gebruiker", "school", "aanvraag", "voorgelegd_door", "einde_door")
    rij: Handelingsdeel = get_object_or_404(rijen, public_id=public_id)
    return rij


def _eigen_versie(request: Verzoek, public_id: str) -> Handelingsdeel:
    """A version that lies before the family, of a pupil of the own school; else 404."""
    rij = _versie(request, public_id, P.LEERLING_SCHRIJVEN)
    if not rij.open or not _schrijft(request, rij.leerling):
        raise Http404
    return rij


def _eigen_leerling(request: Verzoek, public_id: str) -> Leerling:
    rij = get_object_or_404(Leerling.objects.visible_to(request.user, P.LEERLING_SCHRIJVEN), public_id=public_id)
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="handelingsdelen_gezien")
    return rij


def _schrijft(request: Verzoek, kind: Leerling) -> bool:
    return Leerling.objects.visible_to(request.user, P.LEERLING_SCHRIJVEN).filter(pk=kind.pk).exists()


def _bestanden(request: Verzoek, rij: Handelingsdeel) -> list[Handelingsdeelbestand]:
    rijen = Handelingsdeelbestand.objects.visible_to(request.user).filter(handelingsdeel=rij)
    return list(rijen.select_related("inhoud").order_by("pk"))


def _tonen(request: Verzoek, ding: Any, inhoud: Inhoud, naam: str) -> FileResponse:
    try:
        antwoord = om_te_zien(inhoud, naam)
    except NietVrij as reden:
        raise Http404 from reden
    gezien(ding, door=request.user, op=timezone.now(), wat="handelingsdeel_geopend")
    return antwoord


def _ontvangen(gekozen: Iterable[Any]) -> list[tuple[Inhoud, str]]:
    """Take in what was chosen. Raises BestandFout with the sentence for the user."""
    paren = []
    for bestand in gekozen:
        inhoud = ontvangen(bestand, op=timezone.now())
        paren.append((inhoud, nette_naam(bestand.name or "", inhoud.soort)))
    return paren


def _afspraak(form: HandelingsdeelForm, stukken: Iterable[Bijlage], aanvragen: list[Aanvraag]) -> acties.Afspraak:
    velden = form.cleaned_data
    gekozen = [(een.inhoud, een.naam) for een in stukken if een.public_id in velden.get("stukken", ())]
    keuze = velden.get("aanvraag", GEEN_AANVRAAG)
    return acties.Afspraak(
        tekst=velden["tekst"],
        van=velden["van"],
        tot=velden["tot"],
        bestanden=[*gekozen, *_ontvangen(velden.get("bestanden") or [])],
        aanvraag=next((een for een in aanvragen if een.public_id == keuze), None),
    )


def _begin(vorige: Handelingsdeel | None, aanvragen: list[Aanvraag], vandaag: date) -> dict[str, Any]:
    """The words of the last version to go on from, and the school year that runs; nothing of who agreed with it."""
    aanvraag = aanvragen[0].public_id if aanvragen else GEEN_AANVRAAG
    tekst = vorige.tekst if vorige else ""
    return {"tekst": tekst, "van": vandaag, "tot": bespreken_voor(vandaag), "aanvraag": aanvraag}


def _wie_tekenen(kind: Leerling, vandaag: date) -> dict[str, Any]:
    nodig, banden = wie_tekent(kind, vandaag)
    return {
        "tekenen": [(een.betrokkene.naam, een.relatie or een.get_soort_display()) for een in banden],
        "niemand": not nodig.wie,
        "onbekend": nodig.onbekend,
        "leerling_doet": LEERLING_DOET[nodig.leerling].format(v=kind.roepnaam),
    }


def _over(aanvraag: Aanvraag) -> str:
    return f"{aanvraag.soort_titel} ({aanvraag.kenmerk or 'concept'})"
