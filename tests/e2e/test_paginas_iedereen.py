"""Where everybody begins, what anybody may see, and what a failure looks like."""

from __future__ import annotations

from functools import partial

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from kern.gebruikers.rollen import Rol
from kern.thema import adres
from loket.models import Status
from swv_portal.context import keuzes
from swv_portal.fouten import onbegrepen, storing
from tests.factories import (
    InstellingFactory,
    SchoolFactory,
    gebruiker_met,
)

from .conftest import WACHTWOORD, bekijk
from .stappen import druk, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
S = Status


@pytest.mark.parametrize(
    ("rol", "begin"),
    [
        (Rol.IB, "/school/"),
        (Rol.DIRECTEUR, "/school/"),
        (Rol.SCHOOLBEHEERDER, "/beheer/gebruikers/"),
        (Rol.BESTUUR, "/scholen/"),
        (Rol.LOKETMEDEWERKER, "/loket/"),
        (Rol.ADVISEUR, "/loket/consulten/"),
        (Rol.DESKUNDIGE, "/advies/"),
        (Rol.BESLISSER, "/loket/besluiten/"),
        (Rol.BEHEERDER, "/beheer/"),
        (Rol.FG, "/beheer/toezicht/"),
        (Rol.OUDER, "/dossier/"),
        (Rol.LEERLING, "/dossier/"),
    ],
)
def test_everybody_begins_at_the_own_page(binnen, live_server, rol, begin):
    InstellingFactory()
    page = binnen(gebruiker_met(rol))
    assert page.goto("/").status == 200
    assert page.url == live_server.url + begin
    if begin == "/" or rol in (Rol.LEERLING, Rol.SCHOOLBEHEERDER):
        bekijk(page, f"begin-{rol.value}")


def test_the_list_of_schools_and_one_school(bezoeker):
    school = SchoolFactory(naam="Basisschool De Zandloper", telefoon="000 333 33 33", denominatie="Openbaar")
    for nummer in range(30):
        SchoolFactory(naam=f"Basisschool {nummer}")
    naar(bezoeker, "/scholen/", "scholen-veel")
    bezoeker.get_by_label("Naam of plaats").fill("Bestaatniet")
    druk(bezoeker, "Toon")
    bekijk(bezoeker, "scholen-niets")
    naar(bezoeker, f"/scholen/{school.brin6}/", "school")


def test_the_page_of_all_components_and_the_buttons_of_the_demo(bezoeker, settings):
    InstellingFactory()
    gebruiker_met(Rol.LOKETMEDEWERKER, naam="Marit Hoekstra")
    settings.DEMO = True
    naar(bezoeker, "/bouwstenen/", "bouwstenen")
    naar(bezoeker, "/account/login/", "inloggen-demo")


def test_a_form_from_a_page_that_was_open_too_long(bezoeker):
    InstellingFactory()
    bezoeker.goto("/account/login/")
    bezoeker.get_by_label("E-mailadres").fill("iemand@proef.example")
    bezoeker.get_by_label("Wachtwoord").fill(WACHTWOORD)
    bezoeker.context.clear_cookies()
    druk(bezoeker, "Inloggen")
    bekijk(bezoeker, "fout-403-csrf")


def test_the_pages_of_a_failure(bezoeker, live_server):
    """What the handlers give, shown as the server would: a browser cannot make this portal fail by itself."""
    swv = InstellingFactory().swv
    vraag = RequestFactory().get("/", HTTP_HOST="localhost")
    antwoorden = {400: onbegrepen(vraag, ValueError()).content.decode(), 500: storing(vraag).content.decode()}
    antwoorden[429] = render_to_string("429.html", {"swv": swv, "thema_url": adres(keuzes(swv))})
    for status, html in antwoorden.items():
        pad = f"{live_server.url}/storing-{status}/"
        bezoeker.route(pad, partial(_antwoord, html))
        bezoeker.goto(pad)
        bekijk(bezoeker, f"fout-{status}")


def _antwoord(html: str, route) -> None:
    route.fulfill(status=200, content_type="text/html", body=html)
