"""The copy of a dossier for who asked for it: everything that was found, looking at one thing, and the release."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.bestanden.actions import ontvangen
from kern.bestanden.antwoord import als_bijlage, om_te_zien
from kern.bestanden.controle import BestandFout
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.inzage.bestand import NAAM, kopie_printen
from loket.actions.inzage.pakket import kopie_beginnen, kopie_vrijgeven, stuk_bekijken, waarom_niet_vrij
from loket.actions.inzage.wie import rond
from loket.forms.inzage import StukForm, VrijgevenForm
from loket.models import Inzagepakket, Inzagestuk, Privacyverzoek
from loket.rules.maskeren import staat_in

from .zaak import bekeken

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.PRIVACY_BEANTWOORDEN)
def kopie(request: Verzoek, public_id: str) -> HttpResponse:
    """Begin or gather anew, and everything that was found with what happens to it and why."""
    verzoek = _verzoek(request, public_id)
    if request.method == "POST":
        try:
            kopie_beginnen(verzoek, door=request.user, op=timezone.now())
        except NietMogelijk as reden:
            messages.error(request, str(reden))
        return redirect("loket:inzage", public_id)
    bekeken(request, verzoek, P.PRIVACY_BEANTWOORDEN, wat="privacyverzoek_gezien")
    pakket = Inzagepakket.objects.visible_to(request.user, P.PRIVACY_BEANTWOORDEN).filter(verzoek=verzoek).first()
    return render(request, "loket/inzage.html", _overzicht(verzoek, pakket))


def _overzicht(verzoek: Privacyverzoek, pakket: Inzagepakket | None) -> dict[str, Any]:
    stukken = list(pakket.stukken.select_related("bekeken_door").order_by("soort", "pk")) if pakket else []
    mee = [een for een in stukken if een.mee]
    groepen: dict[str, list[Inzagestuk]] = {
        "Nog na te kijken": [een for een in mee if een.te_bekijken],
        "Gaat mee": [een for een in mee if een.gaat_mee and not een.te_bekijken],
        "Weggelaten door een collega": [een for een in mee if een.weg],
        "Gaat niet mee": [een for een in stukken if not een.mee],
    }
    return {
        "verzoek": verzoek,
        "rij": verzoek,
        "pakket": pakket,
        "vandaag": timezone.localdate(),
        "groepen": [(naam, lijst) for naam, lijst in groepen.items() if lijst],
        "telling": Counter("nog" if een.te_bekijken else "klaar" for een in mee if een.kijken),
        "waarom_niet": waarom_niet_vrij(pakket) if pakket else "",
        "dicht": any(een.dicht for een in stukken),
        "op_te_halen": bool(pakket and pakket.op_te_halen(timezone.localdate())),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.PRIVACY_BEANTWOORDEN)
def stuk(request: Verzoek, public_id: str) -> HttpResponse:
    """Look at one thing: leave it out, hide passages, or put another file in its place."""
    rij = _stuk(request, public_id)
    verzoek = rij.pakket.verzoek
    form = StukForm(request.POST or None, request.FILES or None, stuk=rij)
    if request.method == "POST" and form.is_valid() and _bekijken(request, rij, form):
        volgende = next((een for een in rij.pakket.stukken.order_by("soort", "pk") if een.te_bekijken), None)
        messages.success(request, "Bewaard." if volgende else "Bewaard. Alles is nagekeken.")
        return (
            redirect("loket:inzagestuk", volgende.public_id)
            if volgende
            else redirect("loket:inzage", verzoek.public_id)
        )
    if request.method != "POST":
        bekeken(request, rij, P.PRIVACY_BEANTWOORDEN, wat="kopie_nagekeken")
    anderen = [naam for naam in rond(verzoek).anderen if staat_in(naam, (tekst for _, tekst in rij.velden))]
    context = {
        "stuk": rij,
        "verzoek": verzoek,
        "form": form,
        "anderen": anderen,
        "nog": sum(een.te_bekijken for een in rij.pakket.stukken.all()),
        "kan": rij.pakket.vrijgegeven_op is None and verzoek.beantwoord_op is None,
    }
    return render(request, "loket/inzagestuk.html", context)


def _bekijken(request: Verzoek, rij: Inzagestuk, form: StukForm) -> bool:
    velden, nu = form.cleaned_data, timezone.now()
    try:
        bestand = (velden.get("bestanden") or [None])[0]
        stuk_bekijken(
            rij,
            door=request.user,
            op=nu,
            weg=velden["mee"] == "nee",
            waarom_weg=velden["waarom_weg"],
            maskers=velden.get("maskers", "").splitlines(),
            vervanging=ontvangen(bestand, op=nu) if bestand else None,
        )
    except BestandFout as reden:
        form.add_error("bestanden", str(reden))
    except NietMogelijk as reden:
        form.add_error("maskers" if "maskers" in form.fields and velden["mee"] != "nee" else None, str(reden))
    else:
        return True
    return False


@require_safe
@beleid(P.PRIVACY_BEANTWOORDEN)
def bestand(request: Verzoek, public_id: str) -> FileResponse:
    """The file of one thing, as it goes along."""
    rij = _stuk(request, public_id)
    inhoud = rij.vervanging or rij.bestand
    if inhoud is None or not inhoud.is_vrij:
        raise Http404
    bekeken(request, rij, P.PRIVACY_BEANTWOORDEN, wat="kopie_nagekeken")
    return om_te_zien(inhoud, rij.bestandsnaam or "bestand")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.PRIVACY_BEANTWOORDEN)
def vrijgeven(request: Verzoek, public_id: str) -> HttpResponse:
    """Give the copy, with a word; that is the answer."""
    verzoek = _verzoek(request, public_id)
    pakket = get_object_or_404(Inzagepakket.objects.visible_to(request.user, P.PRIVACY_BEANTWOORDEN), verzoek=verzoek)
    form = VrijgevenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kopie_vrijgeven(pakket, door=request.user, op=timezone.now(), antwoord=form.cleaned_data["antwoord"])
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Vrijgegeven. De vrager krijgt een mail en haalt de kopie in het dossier op.")
            return redirect("loket:inzage", public_id)
    if request.method != "POST":
        bekeken(request, verzoek, P.PRIVACY_BEANTWOORDEN, wat="privacyverzoek_gezien")
    pakket.refresh_from_db()
    context = {"verzoek": verzoek, "rij": verzoek, "pakket": pakket, "form": form, "vandaag": timezone.localdate()}
    return render(request, "loket/inzage_vrijgeven.html", context | {"waarom_niet": waarom_niet_vrij(pakket)})


@require_safe
@beleid(P.PRIVACY_BEANTWOORDEN, opnieuw_inloggen=True)
def printen(request: Verzoek, public_id: str) -> FileResponse:
    """The released copy, for who cannot fetch it and gets it on paper."""
    verzoek = _verzoek(request, public_id)
    pakket = get_object_or_404(Inzagepakket.objects.visible_to(request.user, P.PRIVACY_BEANTWOORDEN), verzoek=verzoek)
    rij = kopie_printen(pakket, door=request.user, op=timezone.now())
    bekeken(request, rij, P.PRIVACY_BEANTWOORDEN, wat="kopie_gedownload")
    assert rij.zip is not None
    return als_bijlage(rij.zip, NAAM)


def _verzoek(request: Verzoek, public_id: str) -> Privacyverzoek:
    rijen = Privacyverzoek.objects.visible_to(request.user, P.PRIVACY_BEANTWOORDEN).filter(soort="inzage")
    rijen = rijen.select_related("leerling", "aanvraag__leerling", "aanvraag__school", "gevraagd_door")
    rij: Privacyverzoek = get_object_or_404(rijen, public_id=public_id)
    return rij


def _stuk(request: Verzoek, public_id: str) -> Inzagestuk:
    """What goes along by rule; of what the pupil alone reads there is nothing to look at here."""
    rijen = Inzagestuk.objects.visible_to(request.user, P.PRIVACY_BEANTWOORDEN).filter(mee=True, dicht=False)
    rijen = rijen.select_related(
        "pakket__verzoek__leerling",
        "pakket__verzoek__aanvraag__school",
        "pakket__verzoek__gevraagd_door",
        "bestand",
        "vervanging",
        "bekeken_door",
    )
    rij: Inzagestuk = get_object_or_404(rijen, public_id=public_id)
    return rij
