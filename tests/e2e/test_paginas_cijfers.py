"""All pages of figures as who works elsewhere: a board, a directeur, a gemeente and who is not logged in; phone too."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from monitoring.actions.rapport import rapport_maken, rapporten_vragen
from monitoring.rules.periode import van_schooljaar
from monitoring.rules.rapport import Tijdvak, afgelopen
from scholen.models import Instelling, School
from tests.factories import LeerlingFactory, SchoolFactory, gebruiker_met
from tests.monitoring.test_eigen import Streek, openbaar_maken, standen_maken
from tests.thuiszitterrijen import casus
from thuiszitters.models import Casus

from .conftest import bekijk
from .stappen import klik
from .test_paginas_monitoring_eigen import iemand

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def streek(monkeypatch):
    """A year that is over with six aanvragen at each school, its reports, and what the pages are read from."""
    monkeypatch.setattr("kern.brieven.pdf.html_naar_pdf", lambda html: html.encode())
    een, vandaag = Streek(), timezone.localdate()
    een.jaar = afgelopen(Tijdvak.SCHOOLJAAR, vandaag, 1)[0]
    een.bestuur = een.scholen[0].bestuur
    School.objects.filter(pk__in=[school.pk for school in een.scholen[:3]]).update(bestuur=een.bestuur)
    for school in een.scholen:
        een.school = school
        for dag in range(1, 7):
            woont = LeerlingFactory(gemeente=een.gemeente)
            een.aanvraag(date(een.jaar.tot.year, 3, dag), besloten=date(een.jaar.tot.year, 4, dag), leerling=woont)
    for nummer in range(5):
        SchoolFactory(naam=f"Zonder {nummer}", bestuur=een.bestuur)
    casus(school=een.scholen[1])
    Casus.objects.update(woongemeente=een.gemeente)
    Instelling.objects.update(cijfers_openbaar=True)
    standen_maken(een)
    openbaar_maken(een, int(een.jaar.code[:4]))
    over = {"verantwoording": een.bestuur, "schoolspiegel": een.scholen[0], "oogo": een.gemeente}
    for soort, wie in over.items():
        velden = {"door": gebruiker_met(Rol.CONTROLLER), "op": timezone.now(), "soort": soort, "wie": [wie]}
        (rij,) = rapporten_vragen(een.instelling.swv, periode=van_schooljaar(int(een.jaar.code[:4])), **velden)
        assert rapport_maken(rij.pk, op=timezone.now())
    return een


def wandelen(page, naam: str, jaar) -> str:
    """From the start by the menu to the figures, to another stand, and to the report and back; gives its words."""
    page.goto("/")
    klik(page, "Cijfers", bij="header")
    bekijk(page, f"cijfers-{naam}")
    tekst = page.inner_text("main")
    page.get_by_label("Tot wanneer").select_option(jaar.code)
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url(f"**periode={jaar.code}**")
    bekijk(page, f"cijfers-{naam}-jaar")
    klik(page, "Rapporten voor jou")
    bekijk(page, f"cijfers-{naam}-rapporten")
    page.get_by_role("link", name=jaar.naam.capitalize()).click()
    bekijk(page, f"cijfers-{naam}-rapport")
    assert "AV-2026" not in page.inner_text("main")
    return tekst


def test_who_works_elsewhere_walks_all_pages_of_figures(binnen, venster, streek):
    bestuur = binnen(iemand(Rol.BESTUUR, bestuur=streek.bestuur))
    tekst = wandelen(bestuur, "bestuur", streek.jaar)
    assert "minder dan 5" in tekst
    assert "5 scholen zonder aanvraag" in tekst
    bestuur.go_back()
    bestuur.go_back()
    bestuur.locator("summary", has_text="5 scholen zonder").first.click()
    bekijk(bestuur, "cijfers-bestuur-zonder")
    assert "minder dan 5" not in wandelen(
        binnen(gebruiker_met(Rol.DIRECTEUR, school=streek.scholen[0])), "directeur", streek.jaar
    )
    gemeente = wandelen(binnen(iemand(Rol.GEMEENTE, gemeente=streek.gemeente)), "gemeente", streek.jaar)
    assert "Alle kinderen die we volgen" in gemeente
    bezoeker = venster()
    bezoeker.goto("/professionals/")
    klik(bezoeker, "Cijfers")
    bekijk(bezoeker, "cijfers-bezoeker")
    assert "Totaal" in bezoeker.inner_text("main")
    for adres in ("/monitoring/scholen/", "/monitoring/gemeente/", "/monitoring/rapporten/"):
        bezoeker.goto(adres)
        assert "/account/login/" in bezoeker.url
