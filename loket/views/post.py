"""The post of a day: print it, tick off the envelopes, and say that it went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.post import partij as acties
from loket.actions.post.printen import partij_op_papier, vastgelopen
from loket.actions.post.soorten import RECHT, klaar, soorten_van, verzendingen
from loket.actions.stukken import losse_stukken, titels_van_bijlagen
from loket.forms.post import EnveloppenForm, PostMakenForm, ScanForm, TelForm
from loket.models import Verzending
from loket.models.post import Postpartij, Postpartijregel

P = Permissie
POST = (P.BRIEF_VERZENDEN, P.BEZWAAR_BEHANDELEN)
HOOGSTENS_GETOOND = 20
GELUKT = {
    "tel": "Alle enveloppen zijn afgevinkt.",
    "lijst": "Bewaard welke brieven in een envelop zitten.",
    "weg": "De post is weg. Wie een account heeft, leest de brief nu ook in het portaal.",
    "niet": "Deze post is vervallen. Geef de brieven een nieuwe datum.",
    "opnieuw": "De pdf wordt opnieuw gemaakt. Meestal is dat klaar binnen een minuut.",
}


@dataclass(frozen=True)
class Envelop:
    """One line of the batch, as the list shows it. No address: that is on the letter alone.

    bijlagen: what goes along and is in the PDF; los: files of the committee, which a person adds.
    """

    regel: Postpartijregel
    naam: str
    aan: str
    leerling: str
    bijlagen: tuple[str, ...] = ()
    los: tuple[str, ...] = ()

    @property
    def stand(self) -> tuple[str, str]:
        """How it is with this envelope: a word and a tone."""
        if self.regel.vervallen_op:
            return "Gaat niet mee", "let-op"
        if self.regel.partij.gesloten_op:
            return "Weg", "goed"
        return ("In een envelop", "goed") if self.regel.verpakt_op else ("Nog niet afgevinkt", "neutraal")


def post_van_vandaag(gebruiker: Gebruiker, vandaag: date) -> list[dict[str, Any]]:
    """Per kind of post that this user sends: how many letters can be printed now. A fixed number of queries."""
    return [
        {
            "soort": soort,
            "aantal": sum(klaar(een, gebruiker, vandaag, Verzending.Kanaal.POST).count() for een in soorten_van(soort)),
            "titel": f"De post van vandaag: {soort.label}",
            "form": PostMakenForm(soort=soort),
        }
        for soort in Postpartij.Soort
        if gebruiker.heeft(RECHT[soort])
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*POST)
def post(request: Verzoek) -> HttpResponse:
    """What can be printed today, and the batches that were made, the newest first."""
    vandaag = timezone.localdate()
    stand = post_van_vandaag(request.user, vandaag)
    for een in stand:
        if request.method == "POST" and request.POST.get("soort") == een["soort"]:
            een["form"] = PostMakenForm(request.POST, soort=een["soort"])
            if (partij := _maken(request, een["form"])) is not None:
                return redirect("loket:postpartij", partij.public_id)
    fout = next((een["form"] for een in stand if een["form"].errors), None)
    partijen = Postpartij.objects.visible_to(request.user).select_related("gemaakt_door").order_by("-pk")
    lijst = [{"partij": een, "stand": _stand(een, vandaag)} for een in partijen[:HOOGSTENS_GETOOND]]
    context = {"stand": stand, "partijen": lijst, "form": fout}
    context["mag_verzenden"] = request.user.heeft(P.BRIEF_VERZENDEN)
    return render(request, "loket/post.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*POST)
def postpartij(request: Verzoek, public_id: str) -> HttpResponse:
    """One batch: its PDF, ticking off in three ways, and closing it."""
    partij = _partij(request, public_id)
    enveloppen = _enveloppen(request.user, partij)
    context = _formulieren(request, partij, enveloppen)
    if request.method == "POST" and (naar := _gedaan(request, partij, context)):
        return redirect(naar)
    vandaag = timezone.localdate()
    gaat_mee = [een for een in enveloppen if een.regel.vervallen_op is None]
    context |= {
        "partij": partij,
        "stand": _stand(partij, vandaag),
        "enveloppen": enveloppen,
        "gaat_mee": len(gaat_mee),
        "vellen": sum(een.regel.vellen for een in gaat_mee),
        "los": any(een.los for een in gaat_mee),
        "gedaan": sum(een.regel.verpakt_op is not None for een in gaat_mee),
        "gescand": _laatste(gaat_mee) if "scan" in request.GET else "",
        "te_laat": partij.te_laat(vandaag),
        "mag_verzenden": request.user.heeft(P.BRIEF_VERZENDEN) and partij.soort == Postpartij.Soort.LOKET,
        "vastgelopen": partij.pdf_id is None and vastgelopen(op=timezone.now()).filter(pk=partij.pk).exists(),
        "tellen_mag": len(gaat_mee) <= acties.ZO_VEEL_TEGELIJK,
    }
    blad = "loket/_postpartij_wacht.html" if request.headers.get("X-Fragment") else "loket/postpartij.html"
    return render(request, blad, context)


@require_safe
@beleid(*POST)
def postpartij_pdf(request: Verzoek, public_id: str) -> FileResponse:
    """The PDF for the printer. The logbook says for each letter in it that it was printed."""
    partij = _partij(request, public_id)
    if partij.pdf is None or not partij.is_open:
        raise Http404
    acties.partij_geprint(partij, door=request.user, op=timezone.now())
    antwoord = FileResponse(
        BytesIO(partij_op_papier(partij)),
        filename=f"post-{partij.datum.isoformat()}.pdf",
        content_type="application/pdf",
    )
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord


def _laatste(enveloppen: list[Envelop]) -> str:
    """The code that was ticked off last."""
    gedaan = [een.regel for een in enveloppen if een.regel.verpakt_op]
    return max(gedaan, key=lambda regel: (regel.verpakt_op, regel.pk)).code if gedaan else ""


def _partij(request: Verzoek, public_id: str) -> Postpartij:
    rij: Postpartij = get_object_or_404(
        Postpartij.objects.visible_to(request.user).select_related("pdf", "gesloten_door"), public_id=public_id
    )
    return rij


def _enveloppen(gebruiker: Gebruiker, partij: Postpartij) -> list[Envelop]:
    regels = list(partij.regels.select_related("versie", "partij"))
    brieven = [regel.versie.brief_id for regel in regels]
    lijst, bijlagen = verzendingen(gebruiker, partij.soort, brieven), titels_van_bijlagen(brieven)
    los = losse_stukken(gebruiker, [rij for _, rij in lijst.values()])
    uit = []
    for regel in regels:
        if gevonden := lijst.get(regel.versie.brief_id):
            soort, rij = gevonden
            namen = rij.naam, rij.get_aan_display(), soort.leerling_van(rij).naam
            uit.append(Envelop(regel, *namen, bijlagen.get(rij.brief_id, ()), los.get(rij.brief_id, ())))
    return uit


def _formulieren(request: Verzoek, partij: Postpartij, enveloppen: list[Envelop]) -> dict[str, Any]:
    actie, data = request.POST.get("actie", ""), request.POST or None
    keuzes = [(een.regel.code, f"{een.regel.code}: {een.naam}") for een in enveloppen if een.regel.vervallen_op is None]
    gedaan = [een.regel.code for een in enveloppen if een.regel.verpakt_op]
    return {
        "scan": ScanForm(data if actie == "scan" else None, focus="scan" in request.GET),
        "tel": TelForm(data if actie == "tel" else None),
        "lijst": EnveloppenForm(data if actie == "lijst" else None, keuzes=keuzes, gedaan=gedaan),
    }


def _gedaan(request: Verzoek, partij: Postpartij, context: dict[str, Any]) -> str:
    """Where to go after what was asked was done; "" when a form, or a message, says why it was not."""
    actie, hier = request.POST.get("actie", ""), reverse("loket:postpartij", args=[partij.public_id])
    doen: dict[str, Callable[..., Any]] = {
        "scan": lambda velden, **wie: acties.envelop_scannen(partij, invoer=velden["code"], **wie),
        "tel": lambda velden, **wie: acties.enveloppen_tellen(partij, aantal=velden["aantal"], **wie),
        "lijst": lambda velden, **wie: acties.enveloppen_afvinken(partij, codes=velden["codes"], **wie),
        "weg": lambda velden, **wie: acties.partij_sluiten(partij, **wie),
        "opnieuw": lambda velden, **wie: acties.partij_opnieuw(partij, **wie),
        "niet": lambda velden, **wie: acties.partij_vervallen(partij, **wie),
    }
    form = context.get(actie)
    if actie not in doen or (form is not None and not form.is_valid()):
        return ""
    try:
        doen[actie](form.cleaned_data if form else {}, door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        if form is None:
            messages.error(request, str(reden))
            return hier
        form.add_error(None if actie == "lijst" else next(iter(form.fields)), str(reden))
        return ""
    if actie == "scan":  # no message: that takes the focus, and the next code comes from a scanner
        return f"{hier}?scan=1"
    messages.success(request, GELUKT[actie])
    return hier


def _maken(request: Verzoek, form: PostMakenForm) -> Postpartij | None:
    if not form.is_valid():
        return None
    dubbel = form.cleaned_data["kanten"] == "dubbel"
    try:
        return acties.partij_maken(
            form.cleaned_data["soort"], door=request.user, op=timezone.now(), dubbelzijdig=dubbel
        )
    except NietMogelijk as reden:
        messages.error(request, str(reden))
        return None


def _stand(partij: Postpartij, vandaag: date) -> tuple[str, str]:
    """How it is with this batch: a word and a tone."""
    if partij.gesloten_op:
        return "Weg", "goed"
    if partij.vervallen_op:
        return "Vervallen", "neutraal"
    if partij.pdf_id is None:
        return ("Maken lukte niet", "fout") if partij.laatste_fout else ("Wordt gemaakt", "info")
    if partij.te_laat(vandaag):
        return "Is dit weggegaan?", "let-op"
    return "Klaar om te printen" if partij.geprint_op is None else "Geprint", "merk"
