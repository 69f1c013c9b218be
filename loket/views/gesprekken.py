"""Notes, messages and contacts of a case: written under the tab Gesprekken, and all that happened on one timeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kern.gebruikers.beleid import beleid
from kern.gebruikers.collegas import met_een_rol, namen
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.geschiedenis import gebeurtenissen
from kern.woorden import opsomming
from loket.actions import gesprekken as acties
from loket.forms.werkplek import AntwoordForm, ContactForm, NotitieForm, SchoolberichtForm
from loket.models import Aanvraag, Status
from loket.models.gezinsvraag import Gezinsbericht
from loket.models.notitie import Contactmoment, Notitie, Schoolbericht
from loket.scopes.verloop import verloop_van

from .aanvraag import eigen, toon_stand
from .woorden import gebeurtenis
from .zaak import haal_zaak, kop

P = Permissie
SOORTEN = {
    "stappen": "Stappen",
    "notities": "Interne notities",
    "berichten": "Berichten met de school",
    "gezin": "Vragen van het gezin",
    "contact": "Contact",
}


@dataclass(frozen=True)
class Moment:
    """One thing on the timeline. soort: a key of SOORTEN; tekst: what was written, or why."""

    op: datetime
    soort: str
    wat: str
    wie: str
    rol: str = ""
    tekst: str = ""
    dag: date | None = None


def gesprekken(aanvraag: Aanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    """The tab where is written what is said, with what was said below it, newest first."""
    vandaag = timezone.localdate()
    return {
        "momenten": sorted(_gezegd(aanvraag, gebruiker), key=lambda moment: moment.op, reverse=True),
        "notitie_form": NotitieForm(collegas=_noembaar(gebruiker, vandaag), prefix="notitie"),
        "bericht_form": SchoolberichtForm(prefix="bericht"),
        "contact_form": ContactForm(vandaag=vandaag, prefix="contact"),
    }


def tijdlijn(aanvraag: Aanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    """Everything that happened and was said, newest first, as far as this reader may know; the page filters by kind."""
    momenten = [*_stappen(verloop_van(aanvraag, gebruiker)), *_gezegd(aanvraag, gebruiker)]
    return {"momenten": sorted(momenten, key=lambda moment: moment.op, reverse=True)}


def gefilterd(context: dict[str, Any], soort: str, adres: str) -> dict[str, Any]:
    """The timeline with only this kind, and the links to the others."""
    gekozen = soort if soort in SOORTEN else ""
    alle: list[Moment] = context["momenten"]
    filters = [("Alles", f"{adres}?tab=geschiedenis", len(alle), not gekozen)]
    filters += [
        (woorden, f"{adres}?tab=geschiedenis&wat={sleutel}", aantal, sleutel == gekozen)
        for sleutel, woorden in SOORTEN.items()
        if (aantal := sum(moment.soort == sleutel for moment in alle))
    ]
    return {"momenten": [een for een in alle if gekozen in ("", een.soort)], "soortfilters": filters}


def _stappen(dingen: list[str]) -> list[Moment]:
    regels = list(gebeurtenissen(dingen))
    wie = namen([*(regel.wie for regel in regels), *(regel.bijzonderheden.get("namens", "") for regel in regels)])
    lijst = []
    for regel in regels:
        naam, namens = wie.get(regel.wie, "het portaal"), wie.get(regel.bijzonderheden.get("namens", ""))
        wie_deed = f"{naam}, namens {namens}" if namens else naam
        rol = Rol(regel.rol).label if regel.rol in Rol.values else ""
        lijst.append(Moment(regel.op, "stappen", gebeurtenis(regel.actie), wie_deed, rol, regel.reden))
    return lijst


def _gezegd(aanvraag: Aanvraag, gebruiker: Gebruiker) -> list[Moment]:
    """Notes, messages and contacts, as far as this user reads them."""

    def van(model: Any) -> Any:
        return model.objects.visible_to(gebruiker).filter(aanvraag=aanvraag).select_related("schrijver")

    notities = van(Notitie).prefetch_related("noemingen__gebruiker")
    lijst = [
        Moment(een.created_at, "notities", "Interne notitie", een.schrijver.naam, _genoemd(een), een.tekst)
        for een in notities
    ]
    lijst += [
        Moment(
            een.created_at,
            "berichten",
            "Bericht van de school" if een.van_school else "Bericht aan de school",
            een.schrijver.naam,
            tekst=een.tekst,
        )
        for een in van(Schoolbericht)
    ]
    gezin = Gezinsbericht.objects.visible_to(gebruiker, P.GEZIN_ANTWOORDEN).filter(vraag__aanvraag=aanvraag)
    lijst += [
        Moment(een.op, "gezin", _van_gezin(een), een.door.naam, tekst=een.tekst) for een in gezin.select_related("door")
    ]
    lijst += [
        Moment(
            een.created_at,
            "contact",
            f"{een.get_hoe_display().capitalize()} met {een.met_wie}",
            een.schrijver.naam,
            tekst=een.tekst,
            dag=een.op_dag,
        )
        for een in van(Contactmoment)
    ]
    return lijst


def _van_gezin(bericht: Gezinsbericht) -> str:
    return {"vraag": "Vraag van het gezin", "antwoord": "Antwoord aan het gezin"}.get(
        bericht.soort, "Vraag van het gezin afgedaan"
    )


def _genoemd(notitie: Notitie) -> str:
    wie = [noeming.gebruiker.naam for noeming in notitie.noemingen.all()]
    return f"voor {opsomming(wie)}" if wie else ""


def _noembaar(gebruiker: Gebruiker, vandaag: date) -> list[Gebruiker]:
    return [een for een in met_een_rol(acties.NOEMBAAR, vandaag) if een != gebruiker]


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN, P.BESLUIT_NEMEN)
def notitie(request: Verzoek, public_id: str) -> HttpResponse:
    form = NotitieForm(request.POST, collegas=_noembaar(request.user, timezone.localdate()), prefix="notitie")
    return _schrijven(request, public_id, "notitie_form", form, acties.notitie_schrijven, "De notitie is bewaard.")


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN, P.BESLUIT_NEMEN)
def schoolbericht(request: Verzoek, public_id: str) -> HttpResponse:
    form = SchoolberichtForm(request.POST, prefix="bericht")
    gelukt = "De school kan het bericht nu lezen."
    return _schrijven(request, public_id, "bericht_form", form, acties.schoolbericht_sturen, gelukt)


@require_POST
@beleid(P.AANVRAAG_CONTROLEREN, P.BESLUIT_NEMEN)
def contact(request: Verzoek, public_id: str) -> HttpResponse:
    form = ContactForm(request.POST, vandaag=timezone.localdate(), prefix="contact")
    return _schrijven(request, public_id, "contact_form", form, acties.contact_vastleggen, "Het contact is vastgelegd.")


@require_POST
@beleid(P.AANVRAAG_INDIENEN)
def school_antwoord(request: Verzoek, public_id: str) -> HttpResponse:
    """The school writes to the desk, from the page of its own aanvraag."""
    aanvraag = eigen(request, public_id)
    form = AntwoordForm(request.POST)
    if form.is_valid():
        try:
            acties.schoolbericht_antwoorden(aanvraag, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Het loket kan je bericht nu lezen.")
    if form.is_valid() or aanvraag.status == Status.CONCEPT:  # a draft has no page with messages
        return redirect("loket:aanvraag", public_id)
    return toon_stand(request, aanvraag, form)


def _schrijven(
    request: Verzoek, public_id: str, naam: str, form: Any, actie: Callable[..., Any], gelukt: str
) -> HttpResponse:
    """Do it and go back to the tab; with a mistake show the page again, with what was typed."""
    aanvraag = haal_zaak(request, public_id)
    nu = timezone.now()
    if form.is_valid():
        velden = form.velden() if hasattr(form, "velden") else form.cleaned_data
        try:
            actie(aanvraag, door=request.user, op=nu, **velden)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, gelukt)
            return redirect(f"{reverse('loket:behandelen', args=[public_id])}?tab=gesprekken")
    context = kop(aanvraag, request.user, nu) | gesprekken(aanvraag, request.user) | {naam: form, "form": form}
    return render(request, "loket/gesprek_fout.html", context)
