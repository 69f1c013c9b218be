"""The calendar feed of meetings: by a secret in the address, without names or anything about a child."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from icalendar import Calendar, Event

from kern.gebruikers.beleid import beleid, openbaar
from kern.gebruikers.verzoek import Verzoek
from loket.actions import overleg as acties

from .overleg import BIJWONEN

TITEL = "Overleg SWV"
TERUG = timedelta(days=60)


@require_POST
@beleid(*BIJWONEN)
def agenda_koppelen(request: Verzoek) -> HttpResponse:
    """Make the address of the feed; it is shown on this page and nowhere else."""
    geheim = acties.agenda_koppelen(door=request.user, op=timezone.now())
    adres = settings.SITE_URL + reverse("loket:agenda", args=[geheim])
    return render(request, "loket/agenda.html", {"adres": adres})


@require_POST
@beleid(*BIJWONEN)
def agenda_ontkoppelen(request: Verzoek) -> HttpResponse:
    """Stop the feed."""
    acties.agenda_ontkoppelen(door=request.user, op=timezone.now())
    messages.success(request, "Je agenda krijgt geen overleggen meer.")
    return redirect("loket:overleggen")


@require_safe
@beleid(openbaar)
def agenda(request: HttpRequest, geheim: str) -> HttpResponse:
    """The feed as iCalendar: when and where, and that it is a meeting of the SWV. Nothing else is in it."""
    rijen = acties.agenda_van(geheim)
    if rijen is None:
        raise Http404
    kalender = Calendar()
    kalender.add("prodid", "-//SWV-portaal//overleg//NL")
    kalender.add("version", "2.0")
    for rij in rijen.filter(begin__gte=timezone.now() - TERUG)[:200]:
        afspraak = Event()
        afspraak.add("uid", f"{rij.public_id}@swv-portaal")
        afspraak.add("dtstamp", rij.created_at)
        afspraak.add("dtstart", timezone.localtime(rij.begin))
        afspraak.add("dtend", timezone.localtime(rij.einde))
        afspraak.add("summary", TITEL)
        afspraak.add("location", rij.plek)
        kalender.add_component(afspraak)
    antwoord = HttpResponse(kalender.to_ical(), content_type="text/calendar; charset=utf-8")
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord
