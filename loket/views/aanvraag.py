"""Writing an aanvraag: start one, the list of sections, one section, its documents."""

from __future__ import annotations

import secrets
from typing import Any

from django.forms import BaseFormSet, formset_factory
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions import aanvraag as acties
from loket.actions.aanvulling import gevraagde_onderdelen
from loket.actions.antwoorden import vragen_van
from loket.actions.bijlagen import net_verwijderd
from loket.actions.terugblik import wacht_op_terugblik
from loket.actions.vervolg import eerdere_aanvraag
from loket.forms.onderdeel import Onderdeelformulier
from loket.forms.onderdelen import (
    GEEN_LEERLING,
    MAX_INTERVENTIES,
    ONDERDELEN,
    BijlageForm,
    InterventieForm,
    NieuweAanvraagForm,
)
from loket.forms.werkplek import AntwoordForm
from loket.models import (
    Aanvraag,
    Arrangementuitkomst,
    Bekendmaking,
    Bijlage,
    Consultadvies,
    Onderdeel,
    OnderdeelGedaan,
    OnderdeelToetsen,
    Status,
    Zaakbrief,
)
from loket.models.bezwaarbeslissing import Bezwaarbekendmaking
from loket.models.bezwaarstand import standen
from loket.models.notitie import Schoolbericht
from loket.rules import pro_lwoo_uitleg
from loket.rules.soorten import UIT_AANBOD
from loket.scopes.arrangement import bezwaar_tot, nog_niet_verteld
from loket.scopes.kijkers import kijkers
from scholen.models import Aanmelding, Inschrijving, Instelling, Leerling, School
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

from . import bewaren, samenvoegen
from .akkoord import akkoord_van
from .eigen_swv import swvs_van
from .gevraagd import mijn_zienswijze, wacht_op
from .gezinsvraag import vragen_bij
from .inhoud import inhoud
from .route import route
from .school import regel
from .sinds_vorige import sinds_vorige
from .takenlijst import takenlijst
from .tijdlijn import SCHOOL, gebeurtenissen

SCHRIJVEN = Permissie.AANVRAAG_SCHRIJVEN
Interventies = formset_factory(InterventieForm, extra=1, max_num=MAX_INTERVENTIES, validate_max=True)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def aanvraag_nieuw(request: Verzoek) -> HttpResponse:
    """Choose the kind and the child; an open aanvraag of that kind is offered instead of a second one.

    Help at the own school is asked from the catalogue: there it has a price, goals and who grants it.
    """
    instelling = _instelling(request)
    leerlingen = _leerlingen(request)
    keuzes = [(kind.public_id, f"{kind.naam} ({kind.geboortedatum:%d-%m-%Y})") for kind in leerlingen]
    wegwijzer = route(request, instelling)
    form = NieuweAanvraagForm(
        request.POST or None,
        soorten=[een for een in acties.soorten(instelling) if een.code not in UIT_AANBOD],
        weken=instelling.servicenorm_weken,
        leerlingen=keuzes,
        scholen=eigen_scholen(request).values_list("brin6", "naam"),
        initial={
            "sleutel": secrets.token_urlsafe(16),
            "leerling": request.GET.get("leerling", ""),
            "soort": next(
                (een.soort.code for een in wegwijzer["uitkomsten"] if een.aangeboden and not een.uit_aanbod), ""
            ),
        },
    )
    bestaand = None
    if form.is_valid():
        try:
            return _begin_bij(_starten(request, form.cleaned_data, instelling))
        except acties.Bestaat as reden:
            bestaand = reden.aanvraag
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
    context = {"form": form, "bestaand": bestaand, "leerlingen": leerlingen, **wegwijzer}
    return render(request, "loket/aanvraag_nieuw.html", context)


@require_safe
@beleid(SCHRIJVEN)
def aanvraag(request: Verzoek, public_id: str) -> HttpResponse:
    """A draft: its sections and what is still needed. Submitted: where it stands."""
    rij = eigen(request, public_id)
    if rij.status == Status.CONCEPT:
        vandaag = timezone.localdate()
        vragen = vragen_van(rij)
        gaten = acties.wat_ontbreekt(rij, vandaag=vandaag, vragen=vragen)
        context = {"aanvraag": rij, "kijkers": kijkers(rij, vandaag), **takenlijst(rij, gaten, vragen)}
        context["overeenstemmingen"] = akkoord_van(request.user, rij.leerling, rij)
        return render(request, "loket/aanvraag.html", context)
    return toon_stand(request, rij, AntwoordForm())


def toon_stand(request: Verzoek, rij: Aanvraag, antwoord_form: AntwoordForm) -> HttpResponse:
    """Where a submitted aanvraag stands, for the school; antwoord_form: its message to the desk."""
    vandaag = timezone.localdate()
    brief = Bekendmaking.objects.visible_to(request.user).filter(besluit__aanvraag=rij).select_related("besluit").last()
    zienswijze = mijn_zienswijze(request.user, rij)
    advies = Consultadvies.objects.visible_to(request.user).filter(aanvraag=rij).first()
    gegeven = timezone.localdate(advies.uitgebracht_op) if advies and advies.uitgebracht_op else None
    context = {
        "aanvraag": rij,
        "zienswijze": zienswijze,
        "mening_kan": wacht_op(zienswijze),
        "stand": regel(
            rij,
            brief,
            vandaag,
            standen([rij], vandaag).get(rij.pk),
            verzwegen=bool(nog_niet_verteld(request.user, [rij])),
        ),
        "bezwaarbrieven": Bezwaarbekendmaking.objects.visible_to(request.user)
        .filter(beslissing__zaak__besluit__aanvraag=rij)
        .order_by("verzenddatum", "pk"),
        "vandaag": vandaag,
        "terugblik": wacht_op_terugblik(request.user, brief.verzenddatum if brief else gegeven, rij.pk, vandaag),
        "kijkers": kijkers(rij, vandaag),
        "overeenstemmingen": akkoord_van(request.user, rij.leerling, rij),
        "delen": inhoud(rij),
        "advies": advies,
        "antwoord": Arrangementuitkomst.objects.visible_to(request.user).filter(aanvraag=rij).first(),
        "bezwaar_tot": bezwaar_tot(request.user, rij),
        "bijlagen": stukken(request, rij),
        "gebeurtenissen": gebeurtenissen(rij, request.user, SCHOOL),
        "zaakbrieven": Zaakbrief.objects.visible_to(request.user).filter(aanvraag=rij).order_by("verzenddatum", "pk"),
        "berichten": Schoolbericht.objects.visible_to(request.user)
        .filter(aanvraag=rij)
        .select_related("schrijver")
        .order_by("created_at", "pk"),
        "antwoord_form": antwoord_form,
        **vragen_bij(request.user, rij),
    }
    return render(request, "loket/aanvraag_status.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(SCHRIJVEN)
def aanvraag_onderdeel(request: Verzoek, public_id: str, slug: str) -> HttpResponse:
    """One section: shown, autosaved, or saved by the button, after which the next one follows."""
    rij = eigen(request, public_id)
    if slug not in rij.delen or not _open(rij, slug):
        return redirect("loket:aanvraag", rij.public_id)
    onderdeel = acties.ONDERDELEN[slug].objects.visible_to(request.user).get(aanvraag=rij)
    vragen = vragen_van(rij)
    gaten = acties.wat_ontbreekt(rij, vandaag=timezone.localdate(), vragen=vragen) if onderdeel.versie else []
    form = ONDERDELEN[slug].form(
        request.POST or None,
        aanvraag=rij,
        gaten=gaten,
        vragen=vragen.van(slug),
        antwoorden=vragen.antwoorden,
        initial=_begin(onderdeel, slug),
    )
    extra = _interventies(request, onderdeel) if slug == "gedaan" else None
    if request.method == "POST":
        return _opslaan(request, rij, onderdeel, form, extra)
    return _toon(request, rij, slug, form, extra, onderdeel)


def _opslaan(
    request: Verzoek, rij: Aanvraag, onderdeel: Onderdeel, form: Onderdeelformulier, extra: BaseFormSet[Any] | None
) -> HttpResponse:
    heel = form.is_valid() & (extra is None or extra.is_valid())
    rijen = None if extra is None else [een.gegevens() for een in extra if een.is_valid()]
    mijn = samenvoegen.Getypt(form.velden(), form.antwoorden(), rijen)
    versie, begin = form.cleaned_data.get("versie", -1), request.POST.get("begin", "")
    try:
        uitkomst = samenvoegen.opslaan(
            rij, form.slug, mijn, door=request.user, op=timezone.now(), versie=versie, begin=begin
        )
    except NietMogelijk as reden:
        if bewaren.is_autosave(request):
            return bewaren.weigering(str(reden))
        form.add_error(None, str(reden))
        return _toon(request, rij, form.slug, form, extra, onderdeel, begin)
    if bewaren.is_autosave(request):
        return bewaren.uitkomst(form, mijn.alles(), uitkomst, versie)
    if bewaren.naast_elkaar(form, uitkomst) or not heel:
        return _toon(request, rij, form.slug, form, extra, uitkomst.rij, uitkomst.begin)
    return _verder(request, rij, form.slug)


def _open(rij: Aanvraag, slug: str) -> bool:
    """Whether this section can be written: in a draft, or because the loket asks for something in it."""
    return rij.status == Status.CONCEPT or slug in gevraagde_onderdelen(rij)


def _verder(request: Verzoek, rij: Aanvraag, slug: str) -> HttpResponse:
    if request.POST.get("actie") == "blijf":
        return redirect("loket:aanvraag_onderdeel", rij.public_id, slug)
    if rij.status != Status.CONCEPT:
        return redirect("loket:aanvraag_aanvullen", rij.public_id)
    slugs = rij.delen
    volgende = slugs[slugs.index(slug) + 1 :]
    if len(slugs) == 1 and request.POST.get("actie") != "overzicht":
        return redirect("loket:aanvraag_controleren", rij.public_id)
    if volgende and request.POST.get("actie") != "overzicht":
        return redirect("loket:aanvraag_onderdeel", rij.public_id, volgende[0])
    return redirect("loket:aanvraag", rij.public_id)


def _toon(
    request: Verzoek,
    rij: Aanvraag,
    slug: str,
    form: Onderdeelformulier,
    extra: BaseFormSet[Any] | None,
    onderdeel: Onderdeel,
    begin: str = "",
) -> HttpResponse:
    vragen = vragen_van(rij)
    gaten = acties.wat_ontbreekt(rij, vandaag=timezone.localdate(), vragen=vragen)
    bijlagen = stukken(request, rij) if slug == "stukken" else []
    context = {
        "aanvraag": rij,
        "soort": ONDERDELEN[slug],
        "form": form,
        "begin": begin or samenvoegen.begin_van(samenvoegen.stand(rij, onderdeel, form.fields)),
        "bestandvragen": [(vraag, vragen.bijlagen.get(vraag.sleutel, ())) for vraag in form.bestandvragen],
        "interventies": extra,
        "bewerkt_op": onderdeel.bewerkt_op,
        "eerder": (eerder := eerdere_aanvraag(rij)),
        "sinds_vorige": sinds_vorige(rij, eerder, alleen=slug) if eerder else [],
        "bijlagen": bijlagen,
        "net_verwijderd": net_verwijderd(rij, op=timezone.now()) if slug == "stukken" else [],
        "bijlageform": BijlageForm(bijlagen=bijlagen),
        "overeenstemmingen": akkoord_van(request.user, rij.leerling, rij) if slug == "stukken" else [],
        **takenlijst(rij, gaten, vragen, huidig=slug),
    }
    if isinstance(onderdeel, OnderdeelToetsen):
        context["uitkomst"] = pro_lwoo_uitleg(**onderdeel.uitkomst())
    return render(request, "loket/aanvraag_onderdeel.html", context)


def stukken(request: Verzoek, rij: Aanvraag) -> list[Bijlage]:
    """The documents of this aanvraag that this reader may see, with what is known of each; one query."""
    lijst = list(Bijlage.objects.visible_to(request.user).filter(aanvraag=rij).select_related("inhoud").order_by("pk"))
    for bijlage in lijst:
        bijlage.aanvraag = rij
    return lijst


def eigen(request: Verzoek, public_id: str) -> Aanvraag:
    """The aanvraag of an own school, with the right to write it; else 404. Looking is logged (R-PRIV-08)."""
    rijen = Aanvraag.objects.visible_to(request.user, SCHRIJVEN)
    rij = get_object_or_404(
        rijen.select_related("leerling", "school", "instelling", "swv", "behandelaar"), public_id=public_id
    )
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="aanvraag_gezien")
    return rij


def _begin(onderdeel: Onderdeel, slug: str) -> dict[str, Any]:
    velden = [*ONDERDELEN[slug].form.base_fields]
    return {naam: getattr(onderdeel, naam) for naam in velden if hasattr(onderdeel, naam)}


def _interventies(request: Verzoek, onderdeel: Onderdeel) -> BaseFormSet[Any]:
    """The rows of help. A posted set gets no initial values: a row equal to them would count as empty and be lost."""
    if request.method == "POST":
        return Interventies(request.POST, prefix="interventies")
    assert isinstance(onderdeel, OnderdeelGedaan)
    bestaand = [
        {naam: getattr(een, naam) for naam in InterventieForm.base_fields}
        for een in onderdeel.interventies.order_by("volgorde")
    ]
    return Interventies(initial=bestaand, prefix="interventies")


def _begin_bij(rij: Aanvraag) -> HttpResponse:
    """A kind of one page opens that page; the others their list of sections."""
    if len(rij.delen) == 1 and rij.status == Status.CONCEPT:
        return redirect("loket:aanvraag_onderdeel", rij.public_id, rij.delen[0])
    return redirect("loket:aanvraag", rij.public_id)


def _leerlingen(request: Verzoek) -> list[Leerling]:
    return list(Leerling.objects.visible_to(request.user, SCHRIJVEN).order_by("achternaam", "roepnaam"))


def _instelling(request: Verzoek) -> Instelling:
    return Instelling.objects.visible_to(request.user).geldig(swvs_van(request)[0], timezone.localdate())


def eigen_scholen(request: Verzoek) -> Any:
    """Where this user writes aanvragen."""
    eigen = scholen_van(request.user, *SCHOOL_SCHRIJFT)
    return School.objects.visible_to(request.user).filter(pk__in=eigen.values("pk")).order_by("naam", "pk")


def _starten(request: Verzoek, gekozen: dict[str, Any], instelling: Instelling) -> Aanvraag:
    scholen, keuze = eigen_scholen(request), gekozen.get("school", "")
    if gekozen["leerling"] == GEEN_LEERLING:
        school = get_object_or_404(scholen, brin6=keuze) if keuze else scholen[0]
        return _concept(request, gekozen, instelling, leerling=None, school=school)
    leerling = get_object_or_404(Leerling.objects.visible_to(request.user, SCHRIJVEN), public_id=gekozen["leerling"])
    school = _school_van(request, leerling, scholen, keuze)
    return _concept(request, gekozen, instelling, leerling=leerling, school=school)


def _school_van(request: Verzoek, leerling: Leerling, scholen: Any, keuze: str) -> School:
    """The own school of this child: where it is enrolled, or else applied. NietMogelijk when it is not clear which."""
    hier = Inschrijving.objects.visible_to(request.user).geldig(timezone.localdate()).filter(leerling=leerling)
    aangemeld = Aanmelding.objects.visible_to(request.user).filter(leerling=leerling, afgesloten_op=None)
    plekken: list[School] = list(scholen.filter(pk__in=hier.values("school")))
    plekken = plekken or list(scholen.filter(pk__in=aangemeld.values("school")))
    if not plekken:
        raise NietMogelijk("Deze leerling staat niet (meer) bij jouw school ingeschreven of aangemeld.")
    gekozen = [een for een in plekken if een.brin6 == keuze] if keuze else plekken
    if not gekozen:
        raise NietMogelijk(f"Deze leerling staat bij {plekken[0].naam}. Kies die school.")
    if len(gekozen) > 1:
        raise NietMogelijk("Deze leerling staat bij meer van je scholen. Kies voor welke school je dit vraagt.")
    return gekozen[0]


def _concept(
    request: Verzoek, gekozen: dict[str, Any], instelling: Instelling, *, leerling: Leerling | None, school: School
) -> Aanvraag:
    return acties.concept_maken(
        school=school,
        leerling=leerling,
        soort=gekozen["soort"],
        swv=instelling.swv,
        sleutel=gekozen["sleutel"],
        door=request.user,
        op=timezone.now(),
    )
