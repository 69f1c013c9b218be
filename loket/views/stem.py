"""Hearing the pupil: the page for who helps, the one for the pupil alone, and what who decides does with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from kern.brieven.talen import NEDERLANDS, TALEN
from kern.gebruikers.beleid import beleid, openbaar
from kern.gebruikers.geluid import met_opnemer
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions import stem as acties
from loket.actions.stemconcept import ConceptGewijzigd, concept_bewaren, concept_weggooien
from loket.actions.zorg import zorg_afhandelen, zorg_melden
from loket.forms.stem import CONCEPTVELDEN, AfhandelForm, AntwoordForm, BekekenForm, NietGehoordForm, StemForm, ZorgForm
from loket.models import (
    VERSTUURD,
    VOOR_INDIENEN,
    Aanvraag,
    Bekendmaking,
    Stem,
    Stembestand,
    Stemconcept,
    Stemorigineel,
    Stemsleutel,
    Veiligheidszorg,
)
from loket.models.aanvraag import OPEN
from loket.rules.stem import gekozen_zinnen, is_jong
from scholen.middleware import onthouden, vergeten

from .aanvraag import eigen
from .bewaren import is_autosave, uitkomst, weigering
from .samenvoegen import afdrukken, samen
from .stembestanden import innemen, meegestuurd

P = Permissie
SESSIE, KLAAR = "stem_sleutel", "stem_verteld"


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANVRAAG_SCHRIJVEN)
def school_stem(request: Verzoek, public_id: str) -> HttpResponse:
    """The school helps a pupil to say what it thinks, or writes down why it could not."""
    gedaan, context = formulier(request, eigen(request, public_id), zelf=False)
    return gedaan or met_opnemer(render(request, "loket/school_stem.html", context), nodig=context["neemt_op"])


def formulier(request: Verzoek, aanvraag: Aanvraag, *, zelf: bool) -> tuple[HttpResponse | None, dict[str, Any]]:
    """Where to go when something was done, and else the context of the page. zelf: the pupil with an own account."""
    if aanvraag.leerling is None:
        raise Http404
    jong = is_jong(aanvraag.leerling.geboortedatum, timezone.localdate())
    actie = request.POST.get("actie", "")
    stond = Stemconcept.objects.visible_to(request.user).filter(aanvraag=aanvraag).first()
    form = _stemform(request, aanvraag, stond, jong=jong, alleen=zelf)
    if is_autosave(request):
        return _bewaren(request, aanvraag, form), {}
    niet = NietGehoordForm(request.POST if actie == "niet" else None)
    zorg = ZorgForm(request.POST if actie == "zorg" else None, auto_id="zorg_%s")
    if request.method == "POST" and (antwoord := _doen(request, aanvraag, actie, form, niet, zorg)):
        return antwoord, {}
    stem = next(iter(met_woorden(Stem.objects.visible_to(request.user).filter(aanvraag=aanvraag), request.user)), None)
    context = {
        "aanvraag": aanvraag,
        "kind": aanvraag.leerling,
        "jong": jong,
        "zelf": zelf,
        "form": form,
        "niet": niet,
        "zorg": zorg,
        "concept": stond,
        "begin": form.begin or afdrukken(form.initial),
        "hoe": "samen" if zelf or actie == "vertellen" else "niet" if actie == "niet" else request.GET.get("hoe", ""),
        "stem": stem,
        "gehoord": stem is not None and stem.gehoord,
        "open": aanvraag.status in OPEN,
        "zorg_kan": not zelf and aanvraag.status not in VOOR_INDIENEN,
        "antwoord": _antwoord(request.user, stem),
        **(_niet_bewaard(request) if aanvraag.status not in OPEN and form.is_bound else {}),
    }
    vertelt = aanvraag.status in OPEN and not context["gehoord"] and (zelf or context["hoe"] == "samen")
    return None, context | {"neemt_op": vertelt}


def _stemform(
    request: Verzoek, aanvraag: Aanvraag, concept: Stemconcept | None, *, jong: bool, alleen: bool
) -> StemForm:
    """With what was sent, or else with what was kept of the last time."""
    assert aanvraag.leerling is not None
    stuurt = request.method == "POST" and (request.POST.get("actie") == "vertellen" or is_autosave(request))
    data = (request.POST, request.FILES) if stuurt else ()
    bij = meegestuurd(request, zout(request, aanvraag)) if stuurt else []
    begin = {"versie": 0, **dict.fromkeys(CONCEPTVELDEN, "")}
    if concept:
        begin |= {"versie": concept.versie, **concept.velden}
    return StemForm(*data, initial=begin, jong=jong, alleen=alleen, naam=aanvraag.leerling.roepnaam, bij=bij)


def zout(request: HttpRequest, aanvraag: Aanvraag) -> str:
    """Of this case and this person, or this key: what one sent along, nobody else can send back."""
    wie = request.user.pk or acties.afdruk(request.session.get(SESSIE, ""))
    return f"stembestand-{aanvraag.pk}-{wie}"


def _bewaren(request: Verzoek, aanvraag: Aanvraag, form: StemForm) -> HttpResponse:
    """The answer to the autosave. Two tabs of one person are put together field by field."""
    form.is_valid()
    mijn = form.concept()

    def schrijf(namen: set[str], versie: int, ander: Mapping[str, Any]) -> Stemconcept:
        velden = {naam: mijn[naam] for naam in namen}
        return concept_bewaren(aanvraag, door=request.user, op=timezone.now(), versie=versie, velden=velden)

    def nu(reden: ConceptGewijzigd) -> tuple[Stemconcept, Mapping[str, Any]]:
        return reden.concept, {naam: reden.concept.velden.get(naam, "") for naam in mijn}

    versie = form.cleaned_data.get("versie") or 0
    try:
        begin = request.POST.get("begin", "")
        stand = samen(mijn, versie=versie, begin=begin, schrijf=schrijf, fout=ConceptGewijzigd, nu=nu)
    except NietMogelijk as reden:
        return weigering(str(reden))
    return uitkomst(form, mijn, stand, versie)


def _doen(
    request: Verzoek, aanvraag: Aanvraag, actie: str, form: StemForm, niet: NietGehoordForm, zorg: ZorgForm
) -> HttpResponse | None:
    nu, door = timezone.now(), request.user
    try:
        if actie == "vertellen":
            geldig = form.is_valid()
            acties.nog_te_vertellen(aanvraag, door)  # before anything is made anew
            innemen(request, form, zout(request, aanvraag))
            if not geldig or form.errors:
                return None
            acties.stem_geven(aanvraag, _verteld(form), door=door, op=nu)
            messages.success(
                request,
                gettext("Dank je wel. Het is bewaard.") if form.alleen else gettext("Dank u wel. Het is bewaard."),
            )
        elif actie == "niet" and niet.is_valid():
            acties.niet_gehoord(aanvraag, door=door, op=nu, reden=niet.cleaned_data["reden"])
            messages.success(request, gettext("Opgeschreven waarom het niet kon."))
        elif actie == "zorg" and zorg.is_valid():
            zorg_melden(aanvraag, door=door, op=nu, **zorg.cleaned_data)
            messages.success(request, gettext("Verstuurd."))
        elif actie == "weggooien":
            concept_weggooien(aanvraag, door=door)
            messages.success(request, gettext("Weggegooid."))
        elif actie == "zelf":
            sleutel, taal = acties.sleutel_maken(aanvraag, door=door, op=nu), get_language()
            logout(request)  # the device goes to the pupil: nothing of the adult stays open on it
            request.session[SESSIE] = sleutel
            onthouden(request, taal or NEDERLANDS)
            return redirect("loket:stem_zelf")
        else:
            return None
    except NietMogelijk as reden:
        doel = {"niet": niet, "zorg": zorg}.get(actie, form)
        if doel.is_bound:
            doel.add_error(None, str(reden))
        else:
            messages.error(request, str(reden))
        return None
    return redirect(request.path)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@beleid(openbaar)
def stem_zelf(request: HttpRequest) -> HttpResponse:
    """The pupil alone, on a device that is handed over: this page and nothing else of the portal is open."""
    nu, sleutel = timezone.now(), request.session.get(SESSIE, "")
    gevonden = acties.bij_sleutel(sleutel, op=nu)
    if gevonden is None or gevonden.aanvraag.leerling is None:
        context = {"klaar": request.session.pop(KLAAR, False), "dicht": True}
        if context["klaar"]:
            vergeten(request)
        return render(request, "loket/stem_zelf.html", context | _niet_bewaard(request))
    kind = gevonden.aanvraag.leerling
    if request.POST.get("actie") == "stoppen":
        acties.sleutel_weggooien(sleutel, op=nu)
        request.session.flush()
        return redirect("loket:stem_zelf")
    if andere_taal := request.POST.get("taal") in TALEN:
        onthouden(request, request.POST["taal"])
        if not _al_begonnen(request):
            return redirect("loket:stem_zelf")
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = StemForm(
        *data, jong=False, alleen=True, naam=kind.roepnaam, bij=meegestuurd(request, zout(request, gevonden.aanvraag))
    )
    if andere_taal:
        _meenemen(request, form, gevonden)
    elif request.method == "POST" and _zelf_vertellen(request, form, gevonden):
        del request.session[SESSIE]
        request.session[KLAAR] = True
        return redirect("loket:stem_zelf")
    context = {"form": form, "kind": kind, "sleutel": True, "neemt_op": True}
    context |= {"talen": TALEN.values(), "huidig": get_language()}
    return met_opnemer(render(request, "loket/stem_zelf.html", context))


def _al_begonnen(request: HttpRequest) -> bool:
    """Whether something was filled in or chosen: that goes along to the page in another language."""
    gevuld = [waarde for naam in ("bij", *CONCEPTVELDEN) for waarde in request.POST.getlist(naam) if waarde.strip()]
    return bool(gevuld or request.FILES)


def _meenemen(request: HttpRequest, form: StemForm, gevonden: Stemsleutel) -> None:
    """Show what was filled in once more, and send nothing: who chose another language has forgotten nothing."""
    form.is_valid()
    form.errors.clear()
    try:
        acties.nog_niet_verteld(gevonden.aanvraag, gevonden.gemaakt_door)
        innemen(request, form, zout(request, gevonden.aanvraag))
    except NietMogelijk as reden:
        form.add_error(None, str(reden))


def _niet_bewaard(request: HttpRequest) -> dict[str, Any]:
    """What was sent too late, unless to be thrown away: words go back to who sent them and are kept nowhere."""
    if request.POST.get("actie") == "stoppen":
        return {}
    bestanden = bool(request.FILES or request.POST.getlist("bij"))
    return {"getypt": request.POST.get("tekst", "").strip(), "bestanden_weg": bestanden}


def _zelf_vertellen(request: HttpRequest, form: StemForm, gevonden: Stemsleutel) -> bool:
    geldig = form.is_valid()
    try:
        acties.nog_niet_verteld(gevonden.aanvraag, gevonden.gemaakt_door)  # before anything is made anew
        innemen(request, form, zout(request, gevonden.aanvraag))
        if not geldig or form.errors:
            return False
        acties.stem_geven_met_sleutel(request.session[SESSIE], _verteld(form), op=timezone.now())
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ZIENSWIJZE_VRAGEN)
def stem_antwoord(request: Verzoek, public_id: str) -> HttpResponse:
    """What the pupil said, for who may read it; who decides answers, and what is looked at together is opened."""
    rijen = Stem.objects.visible_to(request.user, P.ZIENSWIJZE_VRAGEN).exclude(manier=Stem.Manier.NIET)
    gevonden = met_woorden(rijen.filter(public_id=public_id), request.user)
    if not gevonden:
        raise Http404
    stem = gevonden[0]
    actie, data = request.POST.get("actie", ""), request.POST or None
    form = AntwoordForm(data if actie == "antwoord" else None, initial={"antwoord": stem.antwoord})
    bekeken = BekekenForm(data if actie == "bekeken" else None)
    try:
        if actie == "antwoord" and form.is_valid():
            acties.stem_beantwoorden(stem, door=request.user, op=timezone.now(), **form.cleaned_data)
            messages.success(request, "Bewaard. De leerling leest het na het besluit.")
            return redirect("loket:behandelen", stem.aanvraag.public_id)
        if actie == "bekeken" and bekeken.is_valid():
            ja = bekeken.cleaned_data["iedereen"] == "ja"
            acties.samen_bekijken(stem, door=request.user, op=timezone.now(), iedereen=ja)
            messages.success(request, "Opgeschreven.")
            return redirect("loket:stem_antwoord", public_id)
    except NietMogelijk as reden:
        (form if actie == "antwoord" else bekeken).add_error(None, str(reden))
    if request.method != "POST":
        gezien(stem, door=request.user, op=timezone.now(), wat="stem_gezien")
    context = {"stem": stem, "aanvraag": stem.aanvraag, "form": form, "bekeken": bekeken}
    context["mag_antwoorden"] = request.user.heeft(P.BESLUIT_NEMEN) and stem.aanvraag.status in OPEN
    return render(request, "loket/stem_antwoord.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ZIENSWIJZE_VRAGEN)
def zorg(request: Verzoek, public_id: str) -> HttpResponse:
    """A worry about safety, and what was done with it."""
    rijen = Veiligheidszorg.objects.visible_to(request.user, P.ZIENSWIJZE_VRAGEN)
    rij = get_object_or_404(rijen.select_related("aanvraag__leerling"), public_id=public_id)
    form = AfhandelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            zorg_afhandelen(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Opgeschreven.")
            return redirect("loket:behandelen", rij.aanvraag.public_id)
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="zorg_gezien")
    return render(request, "loket/zorg.html", {"rij": rij, "form": form, "aanvraag": rij.aanvraag})


def met_woorden(rijen: Any, gebruiker: Gebruiker) -> list[Stem]:
    """These, what was said before a "not heard", with the words and drawings as far as this user may. Three queries."""
    gevonden = rijen.select_related("aanvraag__leerling", "aanvraag__school")
    lijst: list[Stem] = sorted(gevonden, key=lambda een: (een.gehoord, een.pk), reverse=True)
    woorden = Stemorigineel.objects.visible_to(gebruiker).filter(stem__in=lijst)
    per = {een.stem_id: een for een in woorden}
    tekeningen: dict[int, list[Stembestand]] = {}
    for een in Stembestand.objects.visible_to(gebruiker).filter(stem__in=lijst).select_related("inhoud").order_by("pk"):
        tekeningen.setdefault(een.stem_id, []).append(een)
    for stem in lijst:
        stem.woorden, stem.tekeningen = per.get(stem.pk), tekeningen.get(stem.pk, [])
    return lijst


def _antwoord(gebruiker: Gebruiker, stem: Stem | None) -> str:
    """What was done with it, once the decision is known to this reader.

    Of what is closed to others: to the pupil, and to the school that helped, which tells a pupil without account.
    """
    if stem is None or not stem.antwoord:
        return ""
    kind, aanvraag = stem.aanvraag.leerling, stem.aanvraag
    zelf = kind is not None and kind.gebruiker_id == gebruiker.pk
    hielp = stem.begonnen_door_id == gebruiker.pk and gebruiker.heeft(P.AANVRAAG_SCHRIJVEN)
    if not (stem.open or zelf or hielp):
        return ""
    brief = Bekendmaking.objects.visible_to(gebruiker).filter(besluit__aanvraag=aanvraag)
    return stem.antwoord if aanvraag.status in VERSTUURD or brief.exists() else ""


def _verteld(form: StemForm) -> acties.Verteld:
    """What was filled in, with what came in with it."""
    velden = form.cleaned_data
    return acties.Verteld(
        lezer=velden["lezer"],
        gevoel=velden.get("gevoel", ""),
        zinnen=gekozen_zinnen(velden.get("zinnen", [])),
        tekst=velden.get("tekst", ""),
        samenvatting=velden.get("samenvatting", ""),
        samen_met=velden.get("samen_met", ""),
        samen_rol=velden.get("samen_rol", ""),
        tekeningen=[(een.inhoud, een.naam) for een in form.bij],
    )
