"""Guessing codes with many at once (T29): the tries and the limits are those of all of them together."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.utils import timezone

from kern.brieven.meekijken import LENGTE
from kern.logboek.models import Logregel
from loket.actions import toegang
from loket.models import Status, Toegangscode
from loket.rules.toegang import HOOGSTE_POGINGEN
from tests.factories import aanvraag_in, ouder_van
from tests.loket.test_meekijken import BEGIN, geven, velden

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _schone_grenzen():
    cache.clear()


@pytest.fixture
def code(ib, school, leerling, loketmedewerker):
    moeder = ouder_van(leerling, voornaam="Anna")
    return geven(aanvraag_in(Status.IN_CONTROLE, school=school, ib=ib, leerling=leerling), moeder, loketmedewerker)


def tegelijk(aantal, doen):
    """The answers of so many threads that begin at once, each with its own line to the database."""
    start = threading.Barrier(aantal)

    def een(nummer):
        try:
            start.wait(60)
            return doen(nummer)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(aantal) as pool:
        return list(pool.map(een, range(aantal)))


def test_all_who_guess_one_code_have_five_tries_together(code, leerling):
    """The right birth date is among the guesses; it opens only when it was one of the first five."""
    goed = leerling.geboortedatum

    def raden(nummer):
        dag = goed if nummer == 11 else goed + timedelta(days=nummer + 1)
        return toegang.code_proberen(code, dag, op=timezone.now())

    antwoorden = tegelijk(12, raden)
    uitslagen = list(
        Logregel.objects.filter(actie="toegangscode_proberen")
        .order_by("pk")
        .values_list("bijzonderheden__uitslag", flat=True)
    )
    assert len(uitslagen) == 12
    assert sum(een is not None for een in antwoorden) == uitslagen.count("goed") <= 1
    if "goed" in uitslagen:
        assert uitslagen.index("goed") < HOOGSTE_POGINGEN
    assert Toegangscode.objects.get().pogingen == 11, "none of them is lost"
    assert toegang.code_proberen(code, goed, op=timezone.now()) is None


def test_one_address_has_ten_tries_a_minute_also_all_at_once(code, leerling):
    with time_machine.travel(datetime(2026, 11, 25, 10, tzinfo=UTC), tick=False):
        statussen = tegelijk(
            16, lambda _: Client().post(BEGIN, velden("0" * LENGTE, leerling.geboortedatum)).status_code
        )
    assert set(statussen) <= {200, 429}
    assert 1 <= statussen.count(200) <= 10
