"""What families ask of us: on the page somebody starts with, beside its case, and the page on which it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.termijnen.woorden import datum_voluit
from loket.actions.gezinsvraag import op_mijn_bord
from loket.actions.reactietijd import meer_tijd_geven, meer_tijd_weigeren
from loket.actions.terugbellen import WIE_BELT, bellen_afdoen
from loket.forms.gezin import GebeldForm, MeerTijdBesluitForm
from loket.models import Aanvraag, Belverzoek, Privacyverzoek, Reactieuitstel, Veiligheidszorg, Zienswijze
from loket.scopes.overeenstemming import oneens

P = Permissie
HOOGSTENS = 20
WEEK = timedelta(days=7)
VRAAG = "loket:gezinsvraag"


@dataclass(frozen=True)
class Taak:
    """One thing that a family waits for. over: whose case; wat: what is asked; sinds: since when."""

    over: str
    wat: str
    sinds: datetime
    adres: str


def gezinswerk(gebruiker: Gebruiker, aanvraag: Aanvraag | None = None) -> list[Taak]:
    """What waits for this user, longest first; of one aanvraag or of all. A fixed number of queries."""
    bellen = Belverzoek.objects.visible_to(gebruiker, P.AANVRAAG_SCHRIJVEN) | Belverzoek.objects.visible_to(
        gebruiker, P.AANVRAAG_CONTROLEREN
    )
    bellen = bellen.filter(afgedaan_op=None).select_related("leerling")
    tijd = Reactieuitstel.objects.visible_to(gebruiker, P.ZIENSWIJZE_VRAGEN)
    tijd = tijd.filter(besloten_op=None, zienswijze__gegeven_op=None)
    tijd = tijd.select_related("zienswijze__ronde__aanvraag__leerling")
    if aanvraag is not None:
        bellen, tijd = bellen.filter(aanvraag=aanvraag), tijd.filter(zienswijze__ronde__aanvraag=aanvraag)
    taken = [
        Taak(een.leerling.naam, "Wil gebeld worden", een.gevraagd_op, reverse("loket:gebeld", args=[een.public_id]))
        for een in bellen.order_by("gevraagd_op")[:HOOGSTENS]
    ]
    taken += [
        Taak(een.aanvraag.over, "Vraagt meer tijd", een.gevraagd_op, reverse("loket:meer_tijd", args=[een.public_id]))
        for een in tijd.order_by("gevraagd_op")[:HOOGSTENS]
    ]
    zorgen = Veiligheidszorg.objects.visible_to(gebruiker, P.ZIENSWIJZE_VRAGEN).filter(afgehandeld_op=None)
    if aanvraag is not None:
        zorgen = zorgen.filter(aanvraag=aanvraag)
    taken += [
        Taak(een.aanvraag.over, "Zorg over veiligheid", een.gemeld_op, reverse("loket:zorg", args=[een.public_id]))
        for een in zorgen.select_related("aanvraag__leerling").order_by("gemeld_op")[:HOOGSTENS]
    ]
    vragen = op_mijn_bord(gebruiker, timezone.localdate())
    if aanvraag is not None:
        vragen = vragen.filter(aanvraag=aanvraag)
    taken += [
        Taak(
            een.leerling.naam,
            "Vraag, wacht op antwoord",
            een.wacht_sinds or een.begonnen_op,
            reverse(VRAAG, args=[een.public_id]),
        )
        for een in vragen.select_related("leerling")[:HOOGSTENS]
    ]
    if aanvraag is None:  # beside a case all its requests stand, and how it stands with the handelingsdeel
        taken += _niet_akkoord(gebruiker) + _bijna_te_laat(gebruiker)
    return sorted(taken, key=lambda een: een.sinds)


def _niet_akkoord(gebruiker: Gebruiker) -> list[Taak]:
    """Versions of a handelingsdeel that somebody does not agree with, while the school did nothing with that yet."""
    wat = "Niet akkoord met het handelingsdeel"
    return [
        Taak(een.leerling.naam, wat, sinds, reverse("loket:handelingsdeel", args=[een.public_id]))
        for een, sinds in oneens(gebruiker, timezone.localdate())[:HOOGSTENS]
    ]


def _bijna_te_laat(gebruiker: Gebruiker) -> list[Taak]:
    """Requests about data that must be answered within a week, or should have been."""
    rijen = Privacyverzoek.objects.visible_to(gebruiker, P.PRIVACY_BEANTWOORDEN).filter(beantwoord_op=None)
    grens = timezone.localdate() + WEEK
    return [
        Taak(
            een.leerling.naam,
            f"Privacyverzoek, antwoord uiterlijk {datum_voluit(een.uiterlijk)}",
            een.gevraagd_op,
            reverse("loket:privacyverzoek", args=[een.public_id]),
        )
        for een in rijen.select_related("leerling").order_by("gevraagd_op")
        if een.uiterlijk <= grens
    ][:HOOGSTENS]


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANVRAAG_SCHRIJVEN, P.AANVRAAG_CONTROLEREN)
def gebeld(request: Verzoek, public_id: str) -> HttpResponse:
    """Whom to call and about what; afterwards what was said."""
    rij = _belverzoek(request.user, public_id)
    terug = _terug(rij, request.user)
    form = GebeldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            bellen_afdoen(rij, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Opgeschreven. De ouder ziet dat er is gebeld.")
            return redirect(terug)
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="belverzoek_gezien")
    context = {"rij": rij, "form": form, "terug": terug, "mening": _open_mening(rij, request.user)}
    return render(request, "loket/gebeld.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.ZIENSWIJZE_VRAGEN)
def meer_tijd(request: Verzoek, public_id: str) -> HttpResponse:
    """Give more time until a day, or refuse it in words that the family reads."""
    rijen = Reactieuitstel.objects.visible_to(request.user, P.ZIENSWIJZE_VRAGEN).select_related(
        "zienswijze__ronde__aanvraag__leerling", "zienswijze__betrokkene", "zienswijze__leerling", "zienswijze__school"
    )
    rij = get_object_or_404(rijen, public_id=public_id)
    form = MeerTijdBesluitForm(request.POST or None, huidig=rij.zienswijze.uiterlijk)
    if request.method == "POST" and form.is_valid() and _beslist(request, rij, form):
        messages.success(request, "Opgeschreven. De ouder leest het in het dossier.")
        return redirect("loket:behandelen", rij.aanvraag.public_id)
    if request.method != "POST":
        gezien(rij, door=request.user, op=timezone.now(), wat="meer_tijd_gezien")
    context = {"rij": rij, "form": form, "aanvraag": rij.aanvraag}
    context["termijn"] = rij.aanvraag.termijn(timezone.localdate())
    return render(request, "loket/meer_tijd.html", context)


def _beslist(request: Verzoek, rij: Reactieuitstel, form: MeerTijdBesluitForm) -> bool:
    velden = form.cleaned_data
    try:
        if velden["keuze"] == "ja":
            meer_tijd_geven(rij, door=request.user, op=timezone.now(), tot=velden["tot"])
        else:
            meer_tijd_weigeren(rij, door=request.user, op=timezone.now(), weigering=velden["weigering"])
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    return True


def _belverzoek(gebruiker: Gebruiker, public_id: str) -> Belverzoek:
    """Visible through the role whose task it is: a parent who also works at a school sees only its work here."""
    per_taak = [Belverzoek.objects.visible_to(gebruiker, recht).filter(voor=voor) for voor, recht in WIE_BELT.items()]
    rijen = per_taak[0] | per_taak[1]
    rij: Belverzoek = get_object_or_404(
        rijen.select_related("leerling", "aanvraag", "gevraagd_door"), public_id=public_id
    )
    return rij


def _terug(rij: Belverzoek, gebruiker: Gebruiker) -> str:
    naam = "loket:behandelen" if gebruiker.heeft(P.AANVRAAG_CONTROLEREN) else "loket:aanvraag"
    return reverse(naam, args=[rij.aanvraag.public_id])


def _open_mening(rij: Belverzoek, gebruiker: Gebruiker) -> bool:
    """Whether what is told can be written down as the view of this person."""
    mijn = Zienswijze.objects.visible_to(gebruiker, P.ZIENSWIJZE_VRAGEN)
    mijn = mijn.filter(ronde__aanvraag=rij.aanvraag, gegeven_op=None, ronde__gesloten_op=None)
    return mijn.filter(betrokkene__gebruiker=rij.gevraagd_door).exists()
