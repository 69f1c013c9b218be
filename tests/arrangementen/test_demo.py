"""The demo shows support in every state, in each of the five regions, from their settings alone."""

from datetime import date, timedelta

import pytest

from arrangementen import demoarrangement, demoevaluatie, demogeld, demouitvoering
from arrangementen.actions.aanbod import aanbod_klaarzetten
from arrangementen.models import Arrangement, Beslissing, Boeking, Evaluatie, Pot
from arrangementen.rules.arrangement import Toestand
from arrangementen.scopes.arrangement import geheim
from kern.gebruikers.overgang import Systeem
from loket import demobrieven
from scholen import demo as scholen_demo
from scholen.actions import regio_inrichten
from scholen.models import Instelling, Samenwerkingsverband
from scholen.regio import PROFIELEN, laden
from tests.factories import pdfs_klaar

DAG = date(2026, 11, 27)


VAAK = {"voorbeeld-vo", "duin-en-bollenstreek"}
"""Support that is a besluit, and that a school grants itself: at every run. The others take half a minute each."""
REGIOS = [naam if naam in VAAK else pytest.param(naam, marks=pytest.mark.meting) for naam in sorted(PROFIELEN)]


@pytest.mark.django_db
@pytest.mark.parametrize("naam", REGIOS)
def test_each_region_shows_support_in_every_state(naam, monkeypatch):
    monkeypatch.setattr(demobrieven, "pdf_maken", lambda pk, op: pdfs_klaar(op))
    op, door = demoarrangement._moment(DAG, 9), Systeem("proef")
    regio_inrichten(laden(naam), door=door, op=op)
    swv = Samenwerkingsverband.objects.get(eigen=True)
    aanbod_klaarzetten(swv, door=door, op=op)
    scholen_demo.vullen(swv, vandaag=DAG)
    demogeld.budgetten_maken(swv, vandaag=DAG, op=op)
    aantal = demoarrangement.vullen(swv, vandaag=DAG)
    standen = {een.toestand(DAG) for een in Arrangement.objects.all()}
    assert aantal == Arrangement.objects.count() >= 8
    assert standen >= {Toestand.IN_UITVOERING, Toestand.GESTOPT}
    assert Boeking.objects.filter(soort="vrijval").exists()
    assert all(pot.stand.vrij >= 0 for pot in Pot.objects.all())
    assert demoarrangement.vullen(swv, vandaag=DAG) == 0
    if naam == "voorbeeld-vo":
        assert 0 < geheim().count() < Beslissing.objects.count() / 3, "most letters went out, the post of today is left"
    assert demouitvoering.vullen(swv, vandaag=DAG) > 0
    gewijzigd = Arrangement.objects.filter(aanleiding="wijziging")
    assert gewijzigd.exists() != Instelling.objects.get().arrangement_is_besluit, "a besluit waits for its letter"
    assert demouitvoering.vullen(swv, vandaag=DAG) == 0
    assert demoevaluatie.vullen(vandaag=DAG) == Evaluatie.objects.count() >= 2
    assert {een.klaar for een in Evaluatie.objects.all()} == {True, False}
    assert demoevaluatie.vullen(vandaag=DAG) == 0
    assert demogeld.betalen(swv, vandaag=DAG, op=op + timedelta(hours=9)) > 0
