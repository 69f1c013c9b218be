"""A school accounts for what it got: apart or together, sampled by a rule, and what is left goes back or along."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from arrangementen.actions.betalen import uitbetalen
from arrangementen.actions.boeken import Regel, boeken
from arrangementen.actions.corrigeren import boeking_corrigeren
from arrangementen.actions.facturen import factuur_betalen, factuur_vastleggen
from arrangementen.actions.realisatie import onze_betalingen
from arrangementen.actions.verantwoorden import posten, verantwoorden, verantwoording_beoordelen
from arrangementen.models import Arrangement, Boeking, Pot, Potdeel, Realisatie, Verantwoording
from arrangementen.rules.verantwoorden import apart, in_steekproef, verdelen
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk
from kern.gebruikers.rollen import Rol
from scholen.models import Instelling
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import InstellingFactory, SamenwerkingsverbandFactory, SchoolFactory, gebruiker_met
from tests.test_toegang import ingelogd

OP = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAG = date(2026, 11, 27)


def woorden(antwoord) -> str:
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.search(r"<main.*</main>", antwoord.text, re.S)[0])


@pytest.fixture
def school(db):
    """A school with two grants that are paid: one of 100 and one of 600, and the limit at 500."""
    pot("5000", op=OP)
    school, controller = SchoolFactory(), gebruiker_met(Rol.CONTROLLER)
    Instelling.objects.update(verantwoorden_vanaf=500, steekproef_procent=100, overschot_meenemen=False)
    for bedrag in ("100", "600"):
        hulp = toegekend(arrangement(school=school, bedrag=Decimal(bedrag), op=OP), op=OP)
        uitbetalen(hulp, door=controller, op=OP, bedrag=Decimal(bedrag), datum=DAG, sleutel=hulp.public_id)
    school.controller, school.ib = controller, gebruiker_met(Rol.IB, school=school)
    school.klein, school.groot = Arrangement.objects.order_by("bedrag")
    return school


def stuur(school, besteed="80", *, hulp=None, **anders):
    basis = {"door": school.ib, "op": OP, "swv": Pot.objects.first().swv, "school": school, "schooljaar": 2026}
    basis |= {"arrangement": hulp, "besteed": Decimal(besteed), "waaraan": "Uren begeleiding.", "effect": "Rust."}
    return verantwoorden(**(basis | anders))


def beoordeel(school, rij, uitkomst="akkoord", **anders):
    return verantwoording_beoordelen(rij, door=school.controller, op=OP, uitkomst=uitkomst, **anders)


def test_who_is_in_the_sample_follows_from_the_public_id_and_the_year():
    ids = [f"school-{nummer}" for nummer in range(1000)]
    gekozen = [een for een in ids if in_steekproef(een, 2026, 10)]
    assert gekozen == [een for een in ids if in_steekproef(een, 2026, 10)]
    assert gekozen != [een for een in ids if in_steekproef(een, 2027, 10)]
    assert 70 < len(gekozen) < 130
    assert not any(in_steekproef(een, 2026, 0) for een in ids)
    assert all(in_steekproef(een, 2026, 100) for een in ids)


def test_what_was_spent_fills_one_after_the_other_and_never_more_than_all():
    assert verdelen(Decimal(80), [Decimal(50), Decimal(50)]) == [50, 30]
    assert verdelen(Decimal(0), [Decimal(50)]) == [0]
    with pytest.raises(ValueError):
        verdelen(Decimal("100.01"), [Decimal(50), Decimal(50)])
    assert (apart(Decimal(500), Decimal(500)), apart(Decimal("500.01"), Decimal(500))) == (False, True)


def test_what_went_to_a_supplier_is_not_asked_of_the_school(school):
    """Its invoice says on what it was spent; taken back, the money is to be paid again, and still not by the school."""
    wie = {"door": school.controller, "op": OP}
    hulp = toegekend(arrangement(school=school, bedrag=Decimal(900), op=OP), op=OP)
    wat = {"swv": hulp.swv, "soort": "factuur", "leverancier": "Hulp BV", "nummer": "1", "datum": DAG}
    factuur = factuur_vastleggen(**wie, **wat, bedrag=Decimal(650), kenmerk=hulp.kenmerk)
    factuur = factuur_betalen(factuur, **wie, datum=DAG)
    assert posten(school, hulp.swv, 2026, Decimal(500), hulp) == []
    assert [een.open for een in posten(school, hulp.swv, 2026, Decimal(1000))] == [100, 600]
    client = ingelogd(school.ib)
    assert hulp.kenmerk not in woorden(client.get(reverse("arrangementen:verantwoordtaken")))
    with pytest.raises(NietMogelijk, match="niets open"):
        stuur(school, "650", hulp=hulp)
    uitbetalen(hulp, **wie, bedrag=Decimal(250), datum=DAG, sleutel="school")
    assert [een.open for een in posten(school, hulp.swv, 2026, Decimal(500), hulp)] == [250], (
        "what the school itself got"
    )
    assert hulp.kenmerk in woorden(client.get(reverse("arrangementen:verantwoordtaken")))
    boeking_corrigeren(factuur.betaling, **wie, bedrag=Decimal(650), datum=DAG, reden="Dubbel.", sleutel="c")
    assert [een.open for een in posten(school, hulp.swv, 2026, Decimal(500), hulp)] == [250]


def test_a_large_grant_is_accounted_for_apart_and_the_rest_together(school):
    swv = Pot.objects.get().swv
    assert [(een.arrangement, een.open) for een in posten(school, swv, 2026, Decimal(500))] == [(school.klein, 100)]
    assert [een.open for een in posten(school, swv, 2026, Decimal(500), school.groot)] == [600]
    rij = stuur(school)
    assert (rij.te_verantwoorden, rij.steekproef, rij.versie) == (100, True, 1)
    for doen, zin in (
        (lambda: stuur(school), "al verantwoord"),
        (lambda: stuur(school, "600.01", hulp=school.groot), "meer dan er is betaald"),
        (lambda: stuur(school, "-1", hulp=school.groot), "nul of meer"),
        (lambda: stuur(school, hulp=school.groot, door=school.controller), GEEN_RECHTEN),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            doen()


def test_two_swvs_are_accounted_for_apart(school):
    ander = pot("500", op=OP, swv=SamenwerkingsverbandFactory(code="VO2701", sector="VO"))
    InstellingFactory(swv=ander.swv)
    for soort in ("toekenning", "uitbetaling"):
        regel = Regel(soort=soort, bedrag=Decimal(40), boekdatum=DAG, sleutel=f"ander-{soort}", school=school)
        boeken(ander, regel, door=None, op=OP)
    assert [een.open for een in posten(school, Pot.objects.first().swv, 2026, Decimal(500))] == [100]
    assert [een.open for een in posten(school, ander.swv, 2026, Decimal(500))] == [40]
    with pytest.raises(NietMogelijk, match="meer dan er is betaald"):
        stuur(school, "100.01")
    assert stuur(school, "40", swv=ander.swv).te_verantwoorden == 40
    bedragen = re.findall(r"€.\d+,\d\d", woorden(ingelogd(school.ib).get(reverse("arrangementen:verantwoordtaken"))))
    assert {"€ 100,00", "€ 40,00", "€ 600,00"} <= {een.replace("\u00a0", " ") for een in bedragen}
    assert not {"140,00"} & {een[2:] for een in bedragen}


def test_what_is_left_is_asked_back_and_is_not_owed_any_more(school):
    beoordeel(school, stuur(school))
    klein = Arrangement.objects.get(pk=school.klein.pk)
    assert (klein.toegekend, klein.betaald, klein.verantwoord) == (80, 80, 80)
    rij = Verantwoording.objects.get()
    assert rij.overschot == "teruggevorderd"
    with pytest.raises(NietMogelijk, match="al naar gekeken"):
        beoordeel(school, rij)


def test_what_is_left_goes_along_to_a_budget_of_next_year(school):
    Instelling.objects.update(overschot_meenemen=True)
    rij = stuur(school)
    with pytest.raises(NietMogelijk, match="Maak eerst een budget voor 2027-2028"):
        beoordeel(school, rij)
    assert not Boeking.objects.filter(soort="verantwoording").exists(), "nothing half done"
    volgend = pot("0.01", schooljaar=2027, op=OP)
    beoordeel(school, rij)
    klein = Arrangement.objects.get(pk=school.klein.pk)
    assert klein.stand.nog_te_verantwoorden == 0
    volgend.refresh_from_db()
    deel = Potdeel.objects.get(pot=volgend, school=school)
    assert (volgend.begroot, deel.betaald, deel.stand.nog_te_verantwoorden) == (Decimal("20.01"), 20, 20)


def test_what_was_paid_after_it_was_sent_is_not_asked_back(school):
    rij = stuur(school, "100")
    erbij = toegekend(arrangement(school=school, bedrag=Decimal(50), op=OP), op=OP)
    uitbetalen(erbij, door=school.controller, op=OP, bedrag=Decimal(50), datum=DAG, sleutel="later")
    beoordeel(school, rij)
    erbij.refresh_from_db()
    assert (erbij.toegekend, erbij.betaald, erbij.verantwoord) == (50, 50, 0)
    assert Verantwoording.objects.get(pk=rij.pk).overschot == ""


def test_what_goes_along_is_in_the_books_once(school):
    Instelling.objects.update(overschot_meenemen=True)
    pot("0.01", schooljaar=2027, op=OP)
    beoordeel(school, stuur(school, "80"))
    bank = {"uitbetaling": 1, "terugvordering": -1}
    assert sum(bank[een.soort] * een.bedrag for een in Boeking.objects.filter(soort__in=bank)) == 700
    assert sum(deel.betaald for deel in Potdeel.objects.all()) == 700
    wie = {"gelezen_op": OP, "gelezen_door": school.controller}
    naast = onze_betalingen(Realisatie.objects.create(swv=Pot.objects.first().swv, van=DAG, tot=DAG, **wie))
    assert sorted(bedrag for _, bedrag in naast) == [100, 600], "no bank saw what a school keeps for next year"


def test_what_is_not_right_goes_back_with_what_is_missing_and_comes_again(school):
    rij = stuur(school)
    with pytest.raises(NietMogelijk, match="wat de school moet aanvullen"):
        beoordeel(school, rij, "terug")
    beoordeel(school, rij, "terug", toelichting="De bon ontbreekt.")
    assert stuur(school, "100").versie == 2


def test_a_school_sends_it_with_a_receipt_and_the_controller_agrees(school):
    client = ingelogd(school.ib)
    taken = client.get(reverse("arrangementen:verantwoordtaken"))
    assert "€ 600,00" in woorden(taken)
    pad = re.search(rf'href="([^"]+{school.groot.kenmerk}/)"', taken.text)[1]
    goed = {"besteed": "600", "waaraan": "Uren.", "effect": "Rust."}
    for anders, zin in (({"besteed": "700"}, "meer dan er is betaald"), ({"waaraan": ""}, "waaraan het geld")):
        assert zin in woorden(client.post(pad, goed | anders))
    fout = goed | {"bestanden": SimpleUploadedFile("bon.exe", b"MZ rommel")}
    assert client.post(pad, fout).status_code == 200
    assert not Verantwoording.objects.exists()
    assert "Verstuurd" in woorden(client.post(pad, goed, follow=True))
    rij = Verantwoording.objects.get()
    een = reverse("arrangementen:verantwoording", args=[rij.public_id])
    assert "Klopt het?" not in woorden(client.get(een))
    ander = ingelogd(gebruiker_met(Rol.IB))
    assert ander.get(een).status_code == 404
    beheer = ingelogd(school.controller)
    assert "Steekproef" in woorden(beheer.get(reverse("arrangementen:verantwoordingen")))
    assert "Klopt het?" in woorden(beheer.get(een))
    beheer.post(een, {"uitkomst": "akkoord"})
    assert Arrangement.objects.get(pk=school.groot.pk).verantwoord == 600
    assert client.get(pad.replace(school.groot.kenmerk, school.klein.kenmerk)).status_code == 404, "goes with the year"
