"""The pages of meetings: the list, one meeting, its papers, and what the loket does with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms as django_forms
from django.contrib import messages
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
from loket.actions import overleg as acties
from loket.forms import overleg as forms
from loket.models import Actiepunt, Agendapunt, Agendasleutel, Bijlage, Deelnemer, Overleg

from .eigen_swv import swvs_van
from .inhoud import inhoud

P = Permissie
BIJWONEN = (P.AANVRAAG_SCHRIJVEN, P.AANVRAAG_CONTROLEREN, P.ADVIES_GEVEN, P.LEERLING_LEZEN)
"""Who may be invited with an account. Which meetings they find, visible_to says."""
BEHEREN = P.OVERLEG_BEHEREN
OUD = timedelta(days=365)


@require_safe
@beleid(*BIJWONEN)
def overleggen(request: Verzoek) -> HttpResponse:
    """Meetings to come and of the last year, what I still have to do, and the feed for my calendar."""
    nu, wie = timezone.now(), request.user
    rijen = Overleg.objects.visible_to(wie).prefetch_related("agendapunten", "deelnemers")
    mijn = Actiepunt.objects.visible_to(wie).filter(wie=wie, gedaan_op__isnull=True).select_related("overleg")
    context = {
        "komend": rijen.filter(einde__gte=nu).order_by("begin")[:100],
        "geweest": rijen.filter(einde__lt=nu, begin__gte=nu - OUD).order_by("-begin")[:100],
        "acties": mijn.order_by("uiterlijk", "pk"),
        "vandaag": timezone.localdate(),
        "mag_plannen": wie.heeft(BEHEREN),
        "gekoppeld": Agendasleutel.objects.visible_to(wie).filter(gebruiker=wie).first(),
    }
    return render(request, "loket/overleggen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
@eenmaal
def overleg_nieuw(request: Verzoek) -> HttpResponse:
    """Plan a meeting."""
    swvs = swvs_van(request)
    form = forms.OverlegForm(request.POST or None, swvs=[(swv.code, swv.naam) for swv in swvs])
    if form.is_valid():
        swv = next((een for een in swvs if een.code == form.cleaned_data["swv"]), swvs[0])
        try:
            nieuw = acties.overleg_plannen(swv=swv, door=request.user, op=timezone.now(), **form.velden())
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            return redirect("loket:overleg", nieuw.public_id)
    return render(request, "loket/overleg_nieuw.html", {"form": form})


@require_safe
@beleid(*BIJWONEN)
def overleg(request: Verzoek, public_id: str) -> HttpResponse:
    """One meeting as this user may know it: the own items, who is there and why, decisions and actions."""
    rij = _overleg(request, public_id)
    dingen: list[Agendapunt | Overleg] = [*_punten(request, rij)]
    for ding in dingen or [rij]:  # a line for each child that is spoken of
        gezien(ding, door=request.user, op=timezone.now(), wat="overleg_gezien")
    return _toon(request, rij)


@require_safe
@beleid(*BIJWONEN)
def overleg_stukken(request: Verzoek, public_id: str) -> HttpResponse:
    """The papers of one item, for who was invited for it, until the day they close."""
    punten = Agendapunt.objects.visible_to(request.user).select_related(
        "overleg", "aanvraag__leerling", "aanvraag__school"
    )
    punt = get_object_or_404(punten, public_id=public_id)
    gezien(punt, door=request.user, op=timezone.now(), wat="stukken_van_overleg_gezien")
    context = {
        "punt": punt,
        "aanvraag": punt.aanvraag,
        "delen": inhoud(punt.aanvraag),
        "bijlagen": Bijlage.objects.visible_to(request.user).filter(aanvraag=punt.aanvraag).select_related("inhoud"),
    }
    return render(request, "loket/overleg_stukken.html", context)


@require_POST
@beleid(BEHEREN)
@eenmaal
def overleg_agendapunt(request: Verzoek, public_id: str) -> HttpResponse:
    """Put a case on the agenda."""
    rij = _overleg(request, public_id)
    form = forms.AgendapuntForm(request.POST, auto_id="punt_%s")
    return _doen(request, rij, form, "agendapunt", acties.agendapunt_toevoegen, "De aanvraag staat op de agenda.")


@require_POST
@beleid(BEHEREN)
def overleg_agendapunt_weg(request: Verzoek, public_id: str) -> HttpResponse:
    """Take a case off the agenda."""
    punt = get_object_or_404(Agendapunt.objects.visible_to(request.user).select_related("overleg"), public_id=public_id)
    return _kort(request, punt.overleg, acties.agendapunt_verwijderen, punt)


@require_POST
@beleid(BEHEREN)
@eenmaal
def overleg_uitnodigen(request: Verzoek, public_id: str) -> HttpResponse:
    """Invite somebody."""
    rij = _overleg(request, public_id)
    keuzes = acties.uit_te_nodigen(rij, vandaag=timezone.localdate())
    form = forms.UitnodigenForm(request.POST, keuzes=keuzes, auto_id="wie_%s")
    return _doen(request, rij, form, "uitnodigen", acties.uitnodigen, "Uitgenodigd.")


@require_POST
@beleid(BEHEREN)
def overleg_deelnemer_weg(request: Verzoek, public_id: str) -> HttpResponse:
    """No longer invited."""
    wie = get_object_or_404(Deelnemer.objects.visible_to(request.user).select_related("overleg"), public_id=public_id)
    return _kort(request, wie.overleg, acties.uitnodiging_intrekken, wie)


@require_POST
@beleid(*BIJWONEN)
def overleg_antwoord(request: Verzoek, public_id: str) -> HttpResponse:
    """Come or not; the loket notes it for who called."""
    wie = get_object_or_404(Deelnemer.objects.visible_to(request.user).select_related("overleg"), public_id=public_id)
    form = forms.AntwoordForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Kies of je komt of niet. Een reden heeft hoogstens 300 tekens.")
        return redirect("loket:overleg", wie.overleg.public_id)
    komt, reden = form.cleaned_data["komt"] == "ja", form.cleaned_data["reden"]
    return _kort(request, wie.overleg, acties.uitnodiging_beantwoorden, wie, komt=komt, reden=reden)


@require_POST
@beleid(BEHEREN)
def overleg_verslag(request: Verzoek, public_id: str) -> HttpResponse:
    """Keep the minutes and decisions, or fix them for good."""
    rij = _overleg(request, public_id)
    form = forms.VerslagForm(request.POST, overleg=rij, punten=_punten(request, rij))
    if not form.is_valid():
        return _toon(request, rij, verslag=form)
    vaststellen = request.POST.get("actie") == "vaststellen"
    try:
        acties.verslag_bewaren(rij, door=request.user, op=timezone.now(), vaststellen=vaststellen, **form.velden())
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return _toon(request, rij, verslag=form)
    messages.success(request, "Het verslag is vastgesteld." if vaststellen else "Bewaard.")
    return redirect("loket:overleg", rij.public_id)


@require_POST
@beleid(BEHEREN)
@eenmaal
def overleg_actie(request: Verzoek, public_id: str) -> HttpResponse:
    """Give somebody something to do."""
    rij = _overleg(request, public_id)
    form = forms.ActieForm(request.POST, wie=_accounts(request, rij), auto_id="actie_%s")
    return _doen(request, rij, form, "actie", acties.actie_toevoegen, "De actie staat erbij.", punt="")


@require_POST
@beleid(*BIJWONEN)
def overleg_actie_klaar(request: Verzoek, public_id: str) -> HttpResponse:
    """This action is done."""
    actie = get_object_or_404(Actiepunt.objects.visible_to(request.user).select_related("overleg"), public_id=public_id)
    try:
        acties.actie_afronden(actie, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, "Klaar.")
    return redirect("loket:overleggen")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(BEHEREN)
def overleg_afzeggen(request: Verzoek, public_id: str) -> HttpResponse:
    """Call it off, with the reason that everybody reads."""
    rij = _overleg(request, public_id)
    form = forms.AfzegForm(request.POST or None)
    if form.is_valid():
        return _kort(request, rij, acties.overleg_afzeggen, rij, reden=form.cleaned_data["reden"])
    return render(request, "loket/overleg_afzeggen.html", {"overleg": rij, "form": form})


def _overleg(request: Verzoek, public_id: str) -> Overleg:
    rijen = Overleg.objects.visible_to(request.user).select_related("swv", "aangemaakt_door")
    return get_object_or_404(rijen, public_id=public_id)


def _punten(request: Verzoek, rij: Overleg) -> list[Agendapunt]:
    punten = Agendapunt.objects.visible_to(request.user).filter(overleg=rij)
    return list(punten.select_related("aanvraag__leerling", "aanvraag__school").order_by("volgorde"))


def _accounts(request: Verzoek, rij: Overleg) -> list[tuple[str, str]]:
    """Who can be given an action: participants with an account, and whoever planned the meeting."""
    mee = Deelnemer.objects.visible_to(request.user).filter(overleg=rij, gebruiker__isnull=False)
    wie = {rij.aangemaakt_door.public_id: rij.aangemaakt_door.naam}
    wie |= {een.gebruiker.public_id: een.naam for een in mee.select_related("gebruiker") if een.gebruiker}
    return sorted(wie.items(), key=lambda paar: paar[1])


def _toon(request: Verzoek, rij: Overleg, **gevuld: Any) -> HttpResponse:
    wie, punten = request.user, _punten(request, rij)
    beheert = wie.heeft(BEHEREN) and not rij.afgezegd_op and not rij.verslag_vast_op
    mee = Deelnemer.objects.visible_to(wie).filter(overleg=rij).select_related("agendapunt__aanvraag")
    context: dict[str, Any] = {
        "overleg": rij,
        "punten": punten,
        "deelnemers": mee.order_by("agendapunt__volgorde", "pk"),
        "mijn": mee.filter(gebruiker=wie).first(),
        "acties": Actiepunt.objects.visible_to(wie).filter(overleg=rij).select_related("wie").order_by("uiterlijk"),
        "beheert": beheert,
        "mag_acties": wie.heeft(BEHEREN),
        "vandaag": timezone.localdate(),
        "stukken_open": rij.afgezegd_op is None and rij.stukken_tot >= timezone.localdate(),
        "geweest": rij.begin <= timezone.now(),
    }
    if beheert:
        keuzes = acties.uit_te_nodigen(rij, vandaag=timezone.localdate())
        vol = rij.soort == Overleg.Soort.MDO and punten
        context |= {
            "agendapunt": None if vol else forms.AgendapuntForm(auto_id="punt_%s"),
            "uitnodigen": forms.UitnodigenForm(keuzes=keuzes, auto_id="wie_%s"),
            "verslag": forms.VerslagForm(overleg=rij, punten=punten),
        }
    if context["mag_acties"] and not rij.afgezegd_op:
        context["actie"] = forms.ActieForm(wie=_accounts(request, rij), auto_id="actie_%s")
    context |= gevuld
    context["form"] = next(iter(gevuld.values()), None)
    return render(request, "loket/overleg.html", context)


def _doen(
    request: Verzoek,
    rij: Overleg,
    form: django_forms.Form,
    naam: str,
    actie: Callable[..., Any],
    gelukt: str,
    **meer: Any,
) -> HttpResponse:
    """Do what a form on the page asks; back to the page, with what was typed when it cannot be."""
    if form.is_valid():
        try:
            actie(rij, door=request.user, op=timezone.now(), **form.cleaned_data, **meer)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, gelukt)
            return redirect("loket:overleg", rij.public_id)
    return _toon(request, rij, **{naam: form})


def _kort(request: Verzoek, rij: Overleg, actie: Callable[..., Any], *wat: Any, **velden: Any) -> HttpResponse:
    try:
        actie(*wat, door=request.user, op=timezone.now(), **velden)
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    return redirect("loket:overleg", rij.public_id)
