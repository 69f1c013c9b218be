"""Figures for who sees no rows: a board, a directeur, a gemeente and who is not logged in; also on a phone."""

from __future__ import annotations

from datetime import date

import pytest

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.rollen import Rol
from loket.models import Aanvraag
from scholen.models import Instelling, Plek
from tests.factories import gebruiker_met
from tests.monitoring.test_eigen import Streek, openbaar_maken, standen_maken

from .conftest import bekijk
from .stappen import klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def iemand(rol, **plek):
    wie = gebruiker_met(rol)
    Plek.objects.create(lidmaatschap=Lidmaatschap.objects.get(gebruiker=wie), **plek)
    return wie


def test_who_works_elsewhere_reads_figures_and_no_rows(binnen, venster):
    streek = Streek()
    bestuur = streek.scholen[0].bestuur
    type(streek.scholen[0]).objects.filter(pk__in=[een.pk for een in streek.scholen[:3]]).update(bestuur=bestuur)
    Instelling.objects.update(cijfers_openbaar=True)
    standen_maken(streek)
    page = binnen(iemand(Rol.BESTUUR, bestuur=bestuur))
    page.goto("/scholen/")
    klik(page, "Cijfers", bij="header")
    assert "minder dan 5" in page.inner_text("main")
    bekijk(page, "cijfers-bestuur")
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**periode=*")
    directeur = binnen(gebruiker_met(Rol.DIRECTEUR, school=streek.scholen[0]))
    naar(directeur, "/monitoring/scholen/", "cijfers-school")
    gemeente = binnen(iemand(Rol.GEMEENTE, gemeente=streek.gemeente))
    naar(gemeente, "/monitoring/gemeente/", "cijfers-gemeente")
    bezoeker = venster()
    Aanvraag.objects.update(ontvangstdatum=date(2026, 3, 2))
    openbaar_maken(streek, 2025)
    bezoeker.goto("/professionals/")
    klik(bezoeker, "Cijfers")
    bekijk(bezoeker, "cijfers-openbaar")


def test_a_page_of_figures_is_split_by_school(binnen):
    streek = Streek()
    page = binnen(gebruiker_met(Rol.CONTROLLER))
    page.goto("/monitoring/aanvragen/?periode=2026-2027")
    page.get_by_label("Verdelen").select_option("school")
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**per=school**")
    bekijk(page, "monitoring-verdeeld")
    klik(page, "12 Ontvangen, School 2")
    assert "AV-2026" in page.inner_text("main")
    naar(
        page, f"/monitoring/op-tijd/?periode=2026-2027&per=soort&school={streek.scholen[1].brin6}", "monitoring-filter"
    )
