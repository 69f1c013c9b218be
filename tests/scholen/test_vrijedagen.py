"""Days off that an SWV keeps itself: what is designated moves terms of law, an own day only the own clocks."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.termijnen.aangewezen import aangewezen, aangewezen_nu, aangewezen_uit
from kern.termijnen.kalender import is_schoolwerkdag, is_werkdag
from kern.termijnen.termijn import einde
from loket.rules.doorlooptijd import streefdatum
from monitoring.kengetallen.tijd import _werkdagen_ervoor
from scholen.actions.instellingen import instelling_wijzigen
from scholen.eigen import aangewezen_vandaag
from scholen.forms.insteldagen import DAGVELDEN
from scholen.models import Instelling
from scholen.rules.vrijedagen import al_geweest, dagen_van
from swv_portal.celery import dagen_lezen
from tests.factories import InstellingFactory
from thuiszitters.models.bord import _dagen_van

VRIJDAG = date(2029, 5, 11)
REGEL = "2029-05-11 dag na Hemelvaart"


def test_a_designated_day_moves_a_term_of_law_for_as_long_as_the_request_lasts():
    begin = VRIJDAG - timedelta(weeks=6)
    assert einde(begin, weken=6) == VRIJDAG
    with aangewezen(lambda: frozenset({VRIJDAG})):
        assert einde(begin, weken=6) == date(2029, 5, 14)
        assert not is_werkdag(VRIJDAG)
        assert VRIJDAG.isoformat() not in map(str, _werkdagen_ervoor(VRIJDAG, date(2029, 5, 15), aangewezen_nu()))
    assert is_werkdag(VRIJDAG)


def test_the_days_are_asked_for_once_and_only_when_a_working_day_is():
    gevraagd = []
    with aangewezen(lambda: gevraagd.append(1) or frozenset()):
        assert not is_werkdag(date(2029, 5, 12))
        assert gevraagd == []
        is_werkdag(VRIJDAG)
        is_werkdag(VRIJDAG)
    assert gevraagd == [1]


def test_an_own_day_off_moves_the_norm_of_an_swv_and_no_term_of_law():
    maandag, vrij = date(2027, 3, 8), frozenset({date(2027, 3, 9)})
    assert streefdatum(maandag, werkdagen=1, regio="midden") == date(2027, 3, 9)
    assert streefdatum(maandag, werkdagen=1, regio="midden", vrij=vrij) == date(2027, 3, 10)
    assert is_schoolwerkdag(date(2027, 3, 9), "midden")
    assert not is_schoolwerkdag(date(2027, 3, 9), "midden", vrij)
    assert einde(date(2027, 1, 26), weken=6) == date(2027, 3, 9)


@pytest.mark.parametrize(
    ("naam", "tekst", "wordt"),
    [
        ("aangewezen_dagen", "11 mei 2029: dag na  Hemelvaart\n", [REGEL]),
        ("aangewezen_dagen", "11-5-2029: dag na Hemelvaart", [REGEL]),
        ("vrije_dagen", "1 maart 2027 t/m 5 maart 2027: voorjaar", ["2027-03-01/2027-03-05 voorjaar"]),
        ("vrije_dagen", "", []),
    ],
)
def test_days_are_written_as_people_write_them_and_read_back_so(naam, tekst, wordt):
    veld = DAGVELDEN[naam]
    assert veld.clean(tekst) == wordt
    assert veld.clean(veld.prepare_value(wordt)) == wordt


@pytest.mark.parametrize(
    ("naam", "tekst", "zin"),
    [
        ("aangewezen_dagen", "11 mei 2029", "een dubbele punt en waarom"),
        ("aangewezen_dagen", "11 mei: waarom", "een dag met het jaar"),
        ("aangewezen_dagen", "31 februari 2029: waarom", "een dag met het jaar"),
        ("aangewezen_dagen", "1 mei 2029 t/m 3 mei 2029: waarom", "elke dag op een eigen regel"),
        ("vrije_dagen", "3 mei 2029 t/m 1 mei 2029: waarom", "hoogstens tien weken na"),
        ("vrije_dagen", "1 mei 2028 t/m 3 mei 2029: waarom", "hoogstens tien weken na"),
    ],
)
def test_what_is_no_day_is_refused_with_a_sentence(naam, tekst, zin):
    with pytest.raises(ValidationError, match=zin):
        DAGVELDEN[naam].clean(tekst)


def test_a_day_that_was_is_found_when_it_changes_and_not_when_only_its_reason_does():
    assert dagen_van(["2027-03-01/2027-03-02 x"]) == {date(2027, 3, 1): "x", date(2027, 3, 2): "x"}
    assert al_geweest([REGEL], [], VRIJDAG + timedelta(days=1)) == [VRIJDAG]
    assert al_geweest([REGEL], [], VRIJDAG) == []
    assert al_geweest([REGEL], ["2029-05-11 anders"], VRIJDAG + timedelta(days=1)) == []


@pytest.mark.django_db
def test_what_clocks_have_counted_stays_and_a_new_swv_may_still_write_it(beheerder, monkeypatch):
    instelling, nu = InstellingFactory(), timezone.now()
    morgen, gisteren = (timezone.localdate(nu) + timedelta(days=n) for n in (1, -1))
    velden = {"vrije_dagen": [f"{gisteren} studiedag"]}
    monkeypatch.setattr("scholen.actions.instellingen.in_gebruik", lambda swv: True)
    with pytest.raises(NietMogelijk, match="die blijft zoals hij was"):
        instelling_wijzigen(instelling.swv, door=beheerder, op=nu, geldig_van=morgen, velden=velden)
    monkeypatch.setattr("scholen.actions.instellingen.in_gebruik", lambda swv: False)
    versie = instelling_wijzigen(instelling.swv, door=beheerder, op=nu, geldig_van=morgen, velden=velden)
    assert versie.vrij == {gisteren}
    assert _dagen_van(versie) == ("midden", frozenset({gisteren}))


@pytest.mark.django_db
def test_pages_and_tasks_go_by_what_beheer_wrote(inloggen, beheerder, monkeypatch):
    Instelling.objects.filter(pk=InstellingFactory().pk).update(aangewezen_dagen=[REGEL])
    gezien = []
    monkeypatch.setattr("scholen.views.instellingen.label_van", lambda naam: gezien.append(is_werkdag(VRIJDAG)) or naam)
    tekst = inloggen(beheerder).get(reverse("scholen:instellingen")).text
    assert "11 mei 2029: dag na Hemelvaart" in tekst
    assert set(gezien) == {False}
    assert aangewezen_vandaag() == {VRIJDAG}
    try:
        dagen_lezen()
        assert not is_werkdag(VRIJDAG)
    finally:
        aangewezen_uit(frozenset)
