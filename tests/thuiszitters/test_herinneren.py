"""Each reminder goes once, to whose it is, whatever runs twice or stops half way."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from tests.factories import SchoolFactory, gebruiker_met
from tests.thuiszitterrijen import casus, onderwijsaanbod, opschaling
from thuiszitters.actions import herinneren
from thuiszitters.actions.stappen import afspraak_maken
from thuiszitters.models import Herinnering
from thuiszitters.rules.herinneren import Punt, Soort, punten
from thuiszitters.rules.ladder import Zorg
from thuiszitters.rules.zorgen import Aanbod, Loop, Tafel

DAG = date(2026, 11, 23)


def toen(dagen):
    return DAG - timedelta(days=dagen)


def test_every_kind_has_the_day_that_it_is_about_and_comes_from_then_on():
    zorg = Zorg(regievoerder=True, afspraken=[toen(1)], laatste_actie=toen(14), stil_na_dagen=14)
    loop = Loop(thuis_sinds=toen(91), tafels=[Tafel("x", toen(20), toen(1)), Tafel("y", toen(14))])
    assert {(een.soort, een.dag) for een in punten(toen(7), zorg, None, None, loop, DAG)} == {
        (Soort.REGIE, DAG),
        (Soort.AFSPRAAK, DAG),
        (Soort.STIL, DAG),
        (Soort.AANBOD, DAG),
        (Soort.GESPREK, DAG),
    }
    assert punten(toen(7), zorg, None, None, loop, toen(1)) == []
    vrij = Loop(aanbod=[Aanbod(toen(14))], nazorg_tot=toen(1), herbeoordelen_voor=DAG + timedelta(weeks=8))
    soorten = [Soort.ANTWOORD, Soort.HERBEOORDELING, Soort.NAZORG]
    assert punten(None, None, None, None, vrij, DAG) == [Punt(soort, DAG) for soort in soorten]
    assert punten(None, None, None, None, Loop(vrij_tot=toen(1)), DAG) == [Punt(Soort.VRIJSTELLING, DAG)]


@pytest.fixture
def lopend(db):
    adviseur, school = gebruiker_met(Rol.ADVISEUR), SchoolFactory()
    ib = gebruiker_met(Rol.IB, school=school)
    op = timezone.now()
    vroeg = op - timedelta(days=30)
    van = timezone.localdate(vroeg)
    rij = casus(school=school, door=ib, regie=adviseur, op=vroeg, van=van, ouders_op=van)
    return rij, ib, adviseur, op


def test_the_sweep_reminds_once_and_a_second_day_adds_only_what_is_new(lopend):
    rij, ib, adviseur, op = lopend
    afspraak_maken(rij, door=adviseur, op=op - timedelta(days=29), wat="Bellen.", voor=timezone.localdate(op), wie=ib)
    for _ in range(2):
        herinneren.thuiszitters_herinneren(op=op)
    soorten = [een.soort for een in Herinnering.objects.order_by("soort")]
    assert soorten == ["stap", "stil"]
    assert {een.aan for een in Bericht.objects.all()} == {adviseur.email}
    herinneren.thuiszitters_herinneren(op=op + timedelta(days=1))
    assert Herinnering.objects.filter(soort="afspraak").count() == 1
    assert Bericht.objects.filter(aan=ib.email).count() == 1, "an agreement is of its owner"
    assert Bericht.objects.count() == Herinnering.objects.count() == 3


def test_what_fails_half_way_leaves_nothing_and_goes_the_next_time(lopend, monkeypatch):
    rij, _, _, op = lopend
    onderwijsaanbod(rij, door=rij.regievoerder, op=op - timedelta(days=20))
    opschaling(rij, door=rij.regievoerder, op=op - timedelta(days=20))
    echt, keren = herinneren.melden, []

    def stuk(**velden):
        keren.append(1)
        if len(keren) == 2:
            raise RuntimeError("the power went")
        return echt(**velden)

    monkeypatch.setattr(herinneren, "melden", stuk)
    with pytest.raises(RuntimeError):
        herinneren.thuiszitters_herinneren(op=op)
    assert Herinnering.objects.count() == Bericht.objects.count() == 1
    herinneren.thuiszitters_herinneren(op=op)
    assert Herinnering.objects.count() == Bericht.objects.count() == 3


def test_without_a_regievoerder_the_desk_hears_it_and_with_nobody_it_waits(db):
    op, school = timezone.now(), SchoolFactory()
    vroeg = op - timedelta(days=8)
    van = timezone.localdate(vroeg)
    casus(school=school, door=gebruiker_met(Rol.IB, school=school), op=vroeg, van=van, ouders_op=van)
    assert herinneren.thuiszitters_herinneren(op=op) == 0
    loket = gebruiker_met(Rol.LOKETMEDEWERKER)
    assert herinneren.thuiszitters_herinneren(op=op) == 1
    assert (Herinnering.objects.get().soort, Bericht.objects.get().aan) == ("regie", loket.email)
    assert herinneren.thuiszitters_herinneren(op=op) == 0
