"""Children at home, as thuiszitters itself counts them (M17)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine

from kern.gebruikers.rollen import Permissie, Rol
from monitoring.kengetallen import thuis as m
from monitoring.rules.periode import van_kwartaal, van_maand, van_schooljaar
from scholen.models import LeerlingAantal, SchoolDeelname
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from tests.monitoring.test_paginas import woorden
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus, onderwijsaanbod
from thuiszitters.models import Casus, Verzuim

pytestmark = pytest.mark.django_db
VANDAAG = date(2026, 11, 16)
JAAR = van_schooljaar(2026)


def per_duizend(nu, alle, swvs):
    return m.per_duizend(len(nu.nu), nu.dag, alle, swvs)


def zichtbaar(wie):
    return Casus.objects.visible_to(wie, Permissie.THUISZITTER_TELLEN)


@pytest.fixture
def regio():
    """Four children at home, of whom one for half a year with an offer in time, and one who went back."""
    with time_machine.travel("2026-11-16 10:00+01:00", tick=False):
        loket = gebruiker_met(Rol.LOKETMEDEWERKER)
        school = SchoolFactory()
        kort = casus(school=school, van=VANDAAG - timedelta(days=3))
        casus(school=school, van=VANDAAG - timedelta(days=60))
        lang = casus(school=school, van=date(2026, 5, 11), reden="gedrag")
        onderwijsaanbod(lang, door=loket, gedaan_op=date(2026, 8, 11))
        laat = casus(school=school, van=date(2026, 5, 11), soort="ziek")
        onderwijsaanbod(laat, door=loket, gedaan_op=date(2026, 8, 12))
        terug = casus(school=school, van=date(2026, 9, 7))
        Verzuim.objects.filter(casus=terug).update(tot=date(2026, 10, 9))
        yield loket, kort.swv, school


def tellen(regio, periode=JAAR):
    return m.tellen(regio[0], [regio[1]], periode, VANDAAG)


def test_a_small_region_counted_by_hand(regio):
    nu = tellen(regio)
    assert (len(nu.nu), nu.officieel, nu.dag) == (4, 2, VANDAAG)
    assert (nu.verloop["wijd"].was, nu.verloop["wijd"].erbij, nu.verloop["wijd"].eraf) == (2, 3, 1)
    assert nu.aanbod.breuk == "1 van 2", "three months after 11 May is 11 August: the day after is too late"
    assert nu.weken == Decimal("15.5"), "0, 8, 27 and 27 weeks"
    duur = m.duurtabel(nu)
    assert [rij.cellen for rij in duur.rijen] == [(0, 1), (1, 0), (0, 0), (1, 1), (0, 0)]
    assert duur.totaal.cellen == (2, 2)
    assert [rij.cellen for rij in m.redenen(zichtbaar(regio[0]), nu).rijen] == [(3,), (1,)]


def test_the_end_of_each_month_and_what_is_still_to_come(regio):
    cellen = {rij.naam: rij.cellen for rij in m.maandtabel(tellen(regio)).rijen}
    assert cellen["aug"] == (2, 1)
    assert cellen["sep"] == (4, 1)
    assert cellen["okt"] == (3, 2)
    assert cellen["nov"] == (4, 2)
    assert cellen["dec"] == cellen["jul"] == (None, None)


def test_begin_and_what_came_and_went_is_the_end_and_months_follow_on(regio):
    eind = None
    for maand in (8, 9, 10, 11):
        verloop = tellen(regio, van_maand(2026, maand)).verloop["wijd"]
        assert verloop.was + verloop.erbij - verloop.eraf == verloop.nu
        assert eind in (None, verloop.was)
        eind = verloop.nu
    assert eind == tellen(regio).verloop["wijd"].nu == tellen(regio, van_kwartaal(2026, 4)).verloop["wijd"].nu


def test_per_thousand_needs_a_count_of_pupils(regio):
    _, swv, school = regio
    alle = LeerlingAantal.objects.all()
    assert per_duizend(tellen(regio), alle, [swv]) is None
    SchoolDeelname.objects.get_or_create(school=school, swv=swv, sector=swv.sector, defaults={"van": date(2020, 1, 1)})
    for dag, aantal in ((date(2025, 10, 1), 400), (date(2026, 10, 1), 800), (date(2027, 2, 1), 100)):
        LeerlingAantal.objects.create(school=school, teldatum=dag, aantal=aantal, peildatum=dag)
    assert per_duizend(tellen(regio), alle, [swv]) == Decimal("5.00")


def test_a_region_without_children_at_home_says_so(regio):
    leeg = tellen(regio, van_schooljaar(2019))
    assert (len(leeg.nu), leeg.weken, leeg.aanbod.als_procent) == (0, None, "Nog geen")
    assert m.duurtabel(leeg).rijen == ()


def test_who_may_not_count_cases_counts_none(regio):
    assert m.tellen(gebruiker_met(Rol.ADVISEUR), [regio[1]], JAAR, VANDAAG).alle == []


def test_two_swvs_are_counted_together_also_with_the_same_number(regio):
    """Each SWV numbers its cases itself, and a page of figures is about both."""
    loket, swv, _ = regio
    ander = InstellingFactory(swv__code="VO9999", swv__eigen=True).swv
    daar = SchoolFactory()
    SchoolDeelname.objects.filter(school=daar).update(swv=ander)
    ook = casus(swv=ander, school=daar, van=VANDAAG - timedelta(days=3))
    assert ook.kenmerk in {*Casus.objects.filter(swv=swv).values_list("kenmerk", flat=True)}
    nu = m.tellen(loket, [swv, ander], JAAR, VANDAAG)
    assert (len(nu.nu), len({een.nummer for een in nu.alle})) == (5, len(nu.alle))
    assert sum(rij.cellen[0] for rij in m.redenen(zichtbaar(loket), nu).rijen) == 5
    client = ingelogd(loket)
    adres = "/monitoring/getal/thuiszitters/verloop/nu/1/"
    assert "5 casussen achter dit getal" in woorden(client.get(adres, {"periode": "2026-2027"}))
    assert len(m.tellen(loket, [ander], JAAR, VANDAAG).nu) == 1


def test_per_thousand_of_two_swvs_needs_a_count_of_both(regio):
    _, swv, school = regio
    ander = InstellingFactory(swv__code="VO9999").swv
    nu, alle, dag = tellen(regio), LeerlingAantal.objects.all(), date(2026, 10, 1)
    for nummer, een in enumerate((swv, ander)):
        hier = SchoolFactory() if nummer else school
        SchoolDeelname.objects.get_or_create(
            school=hier, swv=een, sector=een.sector, defaults={"van": date(2020, 1, 1)}
        )
        assert per_duizend(nu, alle, [swv, ander]) is None
        LeerlingAantal.objects.create(school=hier, teldatum=dag, aantal=400, peildatum=dag)
    assert per_duizend(nu, alle, [swv, ander]) == Decimal("5.00")
