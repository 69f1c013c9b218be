"""Signals of the steunpunt counted (M20): by hand, by a slow loop, down to the rows, and as a report for the board."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.actions.signaal import signaal_terugnemen
from loket.models import Signaal
from monitoring.actions.rapport import rapport_maken, rapporten_vragen
from monitoring.kengetallen import signalen as m
from monitoring.models import Rapport
from monitoring.rules.bevriezen import ontdooid
from monitoring.rules.periode import van_kwartaal
from scholen.models import Gemeente
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from tests.monitoring.test_paginas import woorden
from tests.monitoringrijen import signaal
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
K2, K3 = van_kwartaal(2026, 2), van_kwartaal(2026, 3)
VRAAG = {"periode": "2026-K3"}


@pytest.fixture
def swv(db):
    return InstellingFactory().swv


@pytest.fixture
def loket(db):
    return gebruiker_met(Rol.LOKETMEDEWERKER)


@pytest.fixture
def gevuld(swv, loket):
    """In the third quarter three about home and one about waiting; before it one; one of that day was taken back."""
    for dag in (date(2026, 7, 1), date(2026, 8, 3), date(2026, 9, 30)):
        signaal(swv, loket, dag)
    signaal(swv, loket, date(2026, 8, 4), thema="Wachten", van="leerling")
    signaal(swv, loket, date(2026, 6, 30), thema="Wachten")
    signaal(swv, loket, date(2025, 7, 1))
    weg = signaal(swv, loket, date(2026, 8, 4))
    signaal_terugnemen(weg, door=loket, op=timezone.now(), reden="Dubbel.")
    return swv


def per(tabel):
    return {rij.naam: rij.cellen for rij in tabel.rijen}


def test_counted_by_hand(gevuld):
    themas, wie = m.tabellen(m.te_tellen([gevuld]), K3)
    assert per(themas) == {"Thuis zitten": (3, 0), "Wachten": (1, 1)}
    assert per(wie) == {"Een ouder": (3, 1), "Een leerling": (1, 0)}
    assert themas.totaal.cellen == wie.totaal.cellen == (4, 1)
    assert [een.kop for een in themas.kolommen] == [K3.naam, K2.naam]
    leeg = m.thematabel(m.te_tellen([gevuld]), van_kwartaal(2020, 1))
    assert (leeg.rijen, leeg.totaal) == ((), None), "nothing is not zero"


def test_another_swv_counts_its_own(gevuld, loket):
    assert m.thematabel(m.te_tellen([]), K3).rijen == ()


def test_a_slow_loop_agrees(swv, loket):
    kans, dag = Random(8), date(2026, 1, 1).toordinal()
    for _ in range(20):
        thema = kans.choice(["Wachten", "Thuis zitten", "Gehoord worden"])
        signaal(swv, loket, date.fromordinal(dag + kans.randrange(300)), thema=thema)
    alle = list(Signaal.objects.all())
    for nummer in (1, 2, 3):
        nu, toen = van_kwartaal(2026, nummer), van_kwartaal(2026, nummer - 1) if nummer > 1 else van_kwartaal(2025, 4)
        per_periode = [Counter(een.thema for een in alle if periode.bevat(een.dag)) for periode in (nu, toen)]
        verwacht = {naam: tuple(een[naam] for een in per_periode) for naam in set().union(*per_periode)}
        assert per(m.thematabel(m.te_tellen([swv]), nu)) == verwacht


def test_each_number_leads_to_as_many_signals_for_who_may_read_them(gevuld, loket):
    client = ingelogd(loket)
    pagina = client.get(reverse("monitoring:steunpunt"), VRAAG)
    assert "Signalen 4 Signalen 3 meer dan de periode ervoor" in woorden(pagina)
    adressen = reverse("monitoring:steunpunt_rijen")
    for vraag, aantal in (
        ({"thema": "Thuis zitten"}, 3),
        ({"van": "leerling"}, 1),
        ({"thema": "Wachten", "periode": "2026-K2"}, 1),
        ({"thema": "Verzonnen"}, 0),
        ({}, 4),
    ):
        assert client.get(adressen, VRAAG | vraag).context["pagina"].paginator.count == aantal, vraag
    assert f'{adressen}?periode=2026-K3&amp;thema=Thuis+zitten">3<' in pagina.text
    lezer = ingelogd(gebruiker_met(Rol.CONTROLLER))
    getoond = lezer.get(reverse("monitoring:steunpunt"), VRAAG)
    assert "Thuis zitten" in woorden(getoond)
    assert adressen not in getoond.text, "counts, and no way down"
    assert lezer.get(adressen, VRAAG).status_code == 404


def test_a_choice_counts_what_is_known_to_be_there(gevuld, loket):
    hier = Gemeente.objects.create(code="0518", naam="Zandwerven")
    Signaal.objects.filter(van="leerling").update(gemeente=hier)
    SchoolFactory(gemeente=hier)
    tekst = woorden(ingelogd(loket).get(reverse("monitoring:steunpunt"), VRAAG | {"gemeente": "0518"}))
    assert "Signalen 1 " in tekst


def test_the_report_for_the_board_hides_small_numbers_and_stays_as_it_was(gevuld, loket, monkeypatch):
    monkeypatch.setattr("kern.brieven.pdf.html_naar_pdf", lambda html: html.encode())
    op = datetime(2026, 10, 2, 9, tzinfo=UTC)
    for _ in range(6):
        signaal(gevuld, loket, date(2026, 9, 1))
    signaal(gevuld, loket, date(2026, 9, 1), thema="Gehoord worden")
    rapporten_vragen(gevuld, door=loket, op=op, soort="signalen", periode=K3, wie=[gevuld])
    rij = Rapport.objects.get()
    assert rapport_maken(rij.pk, op=op)
    rij.refresh_from_db()
    themas = per(ontdooid(rij.tabellen[0]))
    assert themas["Wachten"][0] == "minder dan 5"
    assert "afgeschermd" in themas["Thuis zitten"], "nine of eleven would tell that they were two"
    assert [*themas] == sorted(themas), "in the order of the numbers a hidden one lies between its neighbours"
    signaal(gevuld, loket, date(2026, 9, 2), thema="Wachten")
    rij.refresh_from_db()
    assert per(ontdooid(rij.tabellen[0])) == themas
