"""Agreeing together at school on one device: who sits there is chosen, staff is logged out, then one by one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from kern.bestanden.antwoord import NietVrij, om_te_zien
from kern.brieven.talen import NEDERLANDS
from kern.gebruikers.beleid import Beleid, beleid, handhaven, openbaar
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions import overeenstemming as acties
from loket.actions.handelingsdeel import partij
from loket.forms.handelingsdeel import AanwezigForm, OpSchoolForm
from loket.models import Handelingsdeel, Tekensleutel
from loket.scopes.overeenstemming import overeenstemming, persoon_van
from scholen.actions.taal import taal_uit
from scholen.models import Afscherming, Leerling

P = Permissie
NET_INGELOGD = Beleid((P.LEERLING_SCHRIJVEN,), opnieuw_inloggen=True)
SESSIE, BEGONNEN, TAAL, FOUT = "teken_sleutel", "teken_begonnen", "teken_taal", "teken_fout"
"""In the session of nobody: the key, whose turn was begun on this device, what language that person reads, and what
was refused, in Dutch: who reads it may be the next one.
"""
VOOR_DE_SCHOOL = {"klaar_school": "Klaar. De school kan nu verder.", "terug_school": "Terug naar de school"}
"""In Dutch beside the language of who sat here last: the device goes back to the school."""


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.LEERLING_SCHRIJVEN)
def samen_beginnen(request: Verzoek, public_id: str) -> HttpResponse:
    """Who sits here? Then the member of staff is logged out and hands over the device."""
    mijn = Handelingsdeel.objects.visible_to(request.user, P.LEERLING_SCHRIJVEN)
    kinderen = Leerling.objects.visible_to(request.user, P.LEERLING_SCHRIJVEN)
    open_ = mijn.filter(einde="", leerling__in=kinderen).select_related("leerling", "school")
    rij: Handelingsdeel = get_object_or_404(open_, public_id=public_id)
    if eerst := handhaven(request, NET_INGELOGD):  # after the row: what is not there stays not there
        return eerst
    partijen = overeenstemming(rij, timezone.localdate()).partijen
    personen = [persoon_van(een, rij.leerling) for een in partijen]
    form = AanwezigForm(request.POST or None, mensen=[(een.public_id, een.naam) for een in personen])
    if request.method == "POST" and form.is_valid():
        try:
            gekozen = form.cleaned_data["aanwezig"]
            sleutel = acties.samen_beginnen(rij, gekozen, door=request.user, op=timezone.now())
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            logout(request)  # the device goes to the parents: nothing of the school stays open on it
            request.session[SESSIE] = sleutel
            return redirect("loket:samen_tekenen")
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="handelingsdeel_gezien")
    geheim = rij.leerling.afscherming == Afscherming.VERBLIJFPLAATS
    context = {"rij": rij, "kind": rij.leerling, "form": form, "geheim": geheim, "iemand": bool(personen)}
    return render(request, "loket/samen_beginnen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@beleid(openbaar)
def samen_tekenen(request: HttpRequest) -> HttpResponse:
    """Whose turn it is, in the language of that person, and only that.

    What an earlier one said is not here, and nothing else of the portal is open.
    """
    sleutel = request.session.get(SESSIE, "")
    if request.POST.get("actie") == "stoppen":
        return _stoppen(request, sleutel)
    translation.activate(request.session.get(TAAL, NEDERLANDS))
    gevonden = acties.bij_sleutel(sleutel, op=timezone.now())
    if gevonden is None:
        return _dicht(request)
    if not gevonden.aan_de_beurt:
        _zeg_fout(request)
        return render(request, "loket/samen_tekenen.html", {"klaar": True, "sleutel": gevonden} | VOOR_DE_SCHOOL)
    try:
        een = partij(gevonden.handelingsdeel, gevonden.aan_de_beurt, timezone.now())
    except Http404:  # lost gezag since the device was handed over
        return _dicht(request)
    wie = persoon_van(een, gevonden.handelingsdeel.leerling)
    request.session[TAAL] = taal_uit([wie])
    translation.activate(request.session[TAAL])
    begonnen = request.session.get(BEGONNEN) == wie.public_id
    je = een.band is None
    actie = request.POST.get("actie", "")
    form = OpSchoolForm(request.POST if actie == "tekenen" else None, je=je, initial={"wie": wie.public_id})
    if request.method == "POST" and _doen(request, sleutel, gevonden, actie, form):
        return redirect("loket:samen_tekenen")
    _zeg_fout(request)
    rij = gevonden.handelingsdeel
    if begonnen and request.method != "POST":
        gezien(rij, door=acties.OP_SCHOOL, op=timezone.now(), wat="handelingsdeel_gezien")
    context = {
        "sleutel": gevonden,
        "rij": rij if begonnen else None,
        "kind": rij.leerling,
        "wie": wie,
        "begonnen": begonnen,
        "form": form,
        "zelf": je,
        "organisatie": getattr(wie, "soort", "") == "organisatie",
        "bestanden": rij.bestanden.select_related("inhoud").order_by("pk") if begonnen else [],
    }
    return render(request, "loket/samen_tekenen.html", context)


def _dicht(request: HttpRequest) -> HttpResponse:
    """Closed, with what was typed meanwhile: it goes back to who sent it and is kept nowhere."""
    _zeg_fout(request)
    context = {"dicht": True, "getypt": request.POST.get("reden", "").strip()}
    return render(request, "loket/samen_tekenen.html", context | VOOR_DE_SCHOOL)


def _zeg_fout(request: HttpRequest) -> None:
    """What was refused on the page before this one, in the language of who reads it now."""
    if fout := request.session.pop(FOUT, ""):
        messages.error(request, gettext(fout))


@require_safe
@beleid(openbaar)
def samen_bestand(request: HttpRequest, public_id: str) -> FileResponse:
    """A paper of the version on this device, for whose turn was begun."""
    gevonden = acties.bij_sleutel(request.session.get(SESSIE, ""), op=timezone.now())
    if gevonden is None or not gevonden.aan_de_beurt or request.session.get(BEGONNEN) != gevonden.aan_de_beurt:
        raise Http404
    bestand = get_object_or_404(gevonden.handelingsdeel.bestanden.select_related("inhoud"), public_id=public_id)
    try:
        antwoord = om_te_zien(bestand.inhoud, bestand.naam)
    except NietVrij as reden:
        raise Http404 from reden
    gezien(gevonden.handelingsdeel, door=acties.OP_SCHOOL, op=timezone.now(), wat="handelingsdeel_geopend")
    return antwoord


def _doen(request: HttpRequest, sleutel: str, gevonden: Tekensleutel, actie: str, form: OpSchoolForm) -> bool:
    """Whether something was done, so that the page is shown anew."""
    nu, wie = timezone.now(), gevonden.aan_de_beurt
    if actie == "beginnen":
        request.session[BEGONNEN] = wie
        return True
    try:
        if actie == "niets":
            acties.niets_zeggen(sleutel, request.POST.get("wie", ""), op=nu)
        elif not form.is_valid() or not _tekenen(sleutel, form):
            return False
    except NietMogelijk as reden:
        if form.is_bound:
            form.add_error(None, gettext(str(reden)))
            return False
        request.session[FOUT] = str(reden)
    request.session.pop(BEGONNEN, None)
    return True


def _tekenen(sleutel: str, form: OpSchoolForm) -> bool:
    velden: dict[str, Any] = dict(form.cleaned_data)
    del velden["zelf"]
    if acties.antwoorden_op_school(sleutel, velden.pop("wie"), op=timezone.now(), **velden) is None:
        form.add_error("getypt", gettext(acties.KLOPT_NIET))
        return False
    return True


def _stoppen(request: HttpRequest, sleutel: str) -> HttpResponse:
    """Back to the school: the key is used up, and only who logs in gets further."""
    gevonden = acties.samen_stoppen(sleutel, op=timezone.now())
    for naam in (SESSIE, BEGONNEN, TAAL, FOUT):
        request.session.pop(naam, None)
    terug = reverse("loket:handelingsdeel", args=[gevonden.handelingsdeel.public_id]) if gevonden else "/"
    return redirect(f"{reverse('account_login')}?{urlencode({'next': terug})}")
