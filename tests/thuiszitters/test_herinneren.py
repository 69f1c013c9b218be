"""Each reminder goes once, to whose it is, whatever runs twice or stops half way."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from tests.factories import SchoolFactory, gebruiker_met
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus, onderwijsaanbod, opschaling
from thuiszitters.actions import herinneren
from thuiszitters.actions.sluiten import regie_nemen
from thuiszitters.actions.stappen import afspraak_maken
from thuiszitters.mensen import begeleiders
from thuiszitters.models import Afspraak, Casus, Herinnering, bord
from thuiszitters.rules.herinneren import Punt, Soort, punten, regie_vanaf
from thuiszitters.rules.ladder import Zorg
from thuiszitters.rules.zorgen import Aanbod, Loop, Tafel

DAG = date(2026, 11, 23)


def toen(dagen):
    return DAG - timedelta(days=dagen)


def test_every_kind_has_the_day_that_it_is_about_and_comes_from_then_on():
    zorg = Zorg(regievoerder=True, afspraken=[toen(1)], laatste_actie=toen(14), stil_na_dagen=14)
    loop = Loop(thuis_sinds=toen(91), tafels=[Tafel("x", toen(20), toen(1)), Tafel("y", toen(14))])
    assert {(een.soort, een.dag) for een in punten(DAG, zorg, None, None, loop, DAG)} == {
        (Soort.REGIE, DAG),
        (Soort.AFSPRAAK, DAG),
        (Soort.STIL, DAG),
        (Soort.AANBOD, DAG),
        (Soort.GESPREK, DAG),
    }
    assert punten(DAG, zorg, None, None, loop, toen(1)) == []
    assert (regie_vanaf(toen(7), None), regie_vanaf(toen(90), toen(1))) == (DAG, DAG)
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


def test_a_case_in_which_something_is_wrong_keeps_no_other_waiting(lopend):
    rij, _, adviseur, op = lopend
    vroeg = op - timedelta(days=30)
    velden = {"op": vroeg, "van": timezone.localdate(vroeg), "ouders_op": timezone.localdate(vroeg), "regie": adviseur}
    stuk, na = casus(**velden), casus(**velden)
    wat = {"wat": "x", "naam": "x", "voor": date.max, "gemaakt_op": op, "gemaakt_door": adviseur}
    Afspraak.objects.create(casus=stuk, **wat)
    with pytest.raises(ExceptionGroup) as fout:
        herinneren.thuiszitters_herinneren(op=op)
    assert fout.value.exceptions[0].__notes__ == [f"casus {stuk.kenmerk}"]
    assert {*Herinnering.objects.values_list("casus", flat=True)} == {rij.pk, na.pk}


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
    with pytest.raises(ExceptionGroup):
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
    aantal = herinneren.thuiszitters_herinneren(op=op)
    assert Herinnering.objects.filter(soort="regie").count() == 1
    assert [een.aan for een in Bericht.objects.all()] == [loket.email] * aantal, "what is late too"
    assert herinneren.thuiszitters_herinneren(op=op) == 0


@pytest.mark.parametrize("hoe", ["uit", "weg"])
def test_a_regievoerder_who_is_gone_is_nobody_and_the_desk_hears_it_all(lopend, hoe):
    rij, _, adviseur, op = lopend
    loket, vandaag = gebruiker_met(Rol.LOKETMEDEWERKER), timezone.localdate(op)
    if hoe == "uit":
        Gebruiker.objects.filter(pk=adviseur.pk).update(is_active=False)
    else:
        adviseur.lidmaatschappen.update(tot=vandaag - timedelta(days=1))
    assert herinneren.thuiszitters_herinneren(op=op) == 3
    assert {*Herinnering.objects.values_list("soort", flat=True)} == {"regie", "stap", "stil"}
    assert {een.aan for een in Bericht.objects.all()} == {loket.email}
    assert herinneren.thuiszitters_herinneren(op=op) == 0
    assert bord.tellen(Casus.objects.all(), vandaag)["regie"] == 1
    regel = ingelogd(loket).get(reverse("thuiszitters:casus", args=[rij.public_id]))
    assert "De regievoerder werkt hier niet meer." in regel.text
    assert adviseur not in begeleiders(rij)
    regie_nemen(rij, door=loket, op=op)
    assert bord.tellen(Casus.objects.all(), vandaag)["regie"] == 0
    Gebruiker.objects.filter(pk=loket.pk).update(is_active=False)
    collega = gebruiker_met(Rol.LOKETMEDEWERKER)
    herinneren.thuiszitters_herinneren(op=op + timedelta(days=1))
    assert Bericht.objects.get(aan=collega.email), "a second one who goes is said too"
    assert Herinnering.objects.filter(soort="regie").count() == 2


def test_an_agreement_of_who_is_gone_falls_back_to_the_regievoerder_and_then_to_the_desk(lopend):
    rij, ib, adviseur, op = lopend
    loket, klaar = gebruiker_met(Rol.LOKETMEDEWERKER), op - timedelta(days=29)
    for terug in (2, 1):
        voor = timezone.localdate(op) - timedelta(days=terug)
        afspraak_maken(rij, door=adviseur, op=klaar, wat="Bellen.", voor=voor, wie=ib)
    ib.lidmaatschappen.update(tot=timezone.localdate(op) - timedelta(days=1))
    herinneren.thuiszitters_herinneren(op=op - timedelta(days=1))
    herinneren.thuiszitters_herinneren(op=op)
    over = [f"thuiszitter:{een.pk}:{adviseur.pk}" for een in Herinnering.objects.filter(soort="afspraak")]
    assert Bericht.objects.filter(sleutel__in=over, aan=adviseur.email).count() == 2
    assert not Bericht.objects.filter(aan=ib.email).exists()
    Gebruiker.objects.filter(pk=adviseur.pk).update(is_active=False)
    afspraak_maken(rij, door=loket, op=op, wat="Bellen.", voor=timezone.localdate(op), wie=ib)
    herinneren.thuiszitters_herinneren(op=op + timedelta(days=1))
    laatste = Herinnering.objects.filter(soort="afspraak").latest("dag")
    assert Bericht.objects.filter(sleutel=f"thuiszitter:{laatste.pk}:{loket.pk}").exists()
