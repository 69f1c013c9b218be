"""The privacy officer reads why each file may go, approves, takes one back and holds another; no child is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from scholen.models import Leerling
from tests.factories import SchoolFactory, gebruiker_met, tlv_voor
from tests.toezicht.conftest import zonder_rapporten
from toezicht import tasks
from toezicht.actions.lijst import lijst_maken

from .conftest import bekijk
from .stappen import druk, naar

__all__ = ["zonder_rapporten"]
pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("zonder_rapporten"), pytest.mark.django_db(transaction=True)]
TOEN = timedelta(days=6 * 366)


def test_from_the_rules_to_a_list_that_was_approved_and_a_file_taken_back(binnen):
    op, school = timezone.now(), SchoolFactory(naam="De Zandloper")
    for _ in range(2):
        tlv_voor(school=school, op=op - TOEN, eind=timezone.localdate() - timedelta(days=900))
    Leerling.objects.update(created_at=op - TOEN)
    Logregel.objects.create(op=op, uitkomst="gezien", actie="proef", wie="x", ding_soort="x", ding="x")
    namen = set(Leerling.objects.values_list("achternaam", flat=True))
    page = binnen(gebruiker_met(Rol.FG))
    naar(page, "/beheer/bewaren/", "bewaren-leeg")
    lijst_maken(op=op)
    naar(page, "/beheer/bewaren/", "bewaren")
    page.locator("table", has_text="De lijsten van nu").locator("tbody a").first.click()
    bekijk(page, "bewaarlijst")
    tekst = page.locator("main").inner_text()
    assert "2 van de 2 dossiers" in tekst
    assert not any(naam in tekst for naam in namen)
    druk(page, "Keur deze lijst goed")
    bekijk(page, "bewaarlijst-nagekeken")
    tasks.bewaarlijsten_inhalen()
    page.reload()
    bekijk(page, "bewaarlijst-goedgekeurd")
    page.locator("tbody a").first.click()
    bekijk(page, "bewaren-laten-staan")
    druk(page, "Laat staan")
    bekijk(page, "bewaren-laten-staan-fout")
    page.get_by_label("Waarom moet dit dossier blijven?").fill("De accountant vraagt ernaar.")
    druk(page, "Laat staan")
    assert "teruggehaald" in page.locator("main").inner_text()
    page = binnen(gebruiker_met(Rol.LOKETMEDEWERKER))
    naar(page, "/beheer/bewaren/binnenkort/", "bewaren-binnenkort")
    page.locator("tbody a").first.click()
    bekijk(page, "bewaren-regel-vasthouden")
    naar(page, "/beheer/bewaren/vasthouden/", "bewaren-vasthouden")
    page.get_by_label("Nummer van de aanvraag").fill("AV-1999-1")
    page.get_by_label("Waarom moet dit blijven?").fill("Klacht.")
    druk(page, "Vraag om vasthouden")
    bekijk(page, "bewaren-vasthouden-fout")
    assert "Er is geen dossier van een kind met dit nummer" in page.locator("main").inner_text()
