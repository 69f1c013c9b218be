"""Basisondersteuning by the imported counts: to the euro, once, all of it or nothing, and an overview per board."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from arrangementen.actions.basis import basis_verdelen
from arrangementen.actions.betalen import termijn_uitbetalen, terugvorderen, uitbetalen
from arrangementen.actions.boeken import OverBudget
from arrangementen.actions.boekhouding import journaal_maken
from arrangementen.actions.realisatie import realisatie_lezen
from arrangementen.actions.verantwoorden import posten
from arrangementen.models import Basisbedrag, Basisronde, Boeking, Pot, Potdeel
from arrangementen.rules.basis import verdeel
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk
from kern.gebruikers.rollen import Rol
from scholen.models import LeerlingAantal, Plek
from tests.arrangementrijen import pot
from tests.factories import BestuurFactory, SchoolFactory, gebruiker_met
from tests.test_toegang import ingelogd

OP = datetime(2026, 11, 27, 9, tzinfo=UTC)
TELDAG = date(2025, 10, 1)
BEDRAGEN = {"vaste_voet": Decimal("1000.50"), "per_leerling": Decimal("112.55")}


def woorden(antwoord) -> str:
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.search(r"<main.*</main>", antwoord.text, re.S)[0])


@pytest.fixture
def scholen(db):
    """Two counted schools of two boards and one that was not counted."""
    pot("50000", op=OP)
    scholen = [SchoolFactory(), SchoolFactory(bestuur=BestuurFactory(naam="Ander bestuur")), SchoolFactory()]
    for school, aantal in zip(scholen, (200, 119), strict=False):
        LeerlingAantal.objects.create(school=school, teldatum=TELDAG, aantal=aantal, peildatum=TELDAG)
        LeerlingAantal.objects.create(school=school, teldatum=TELDAG, onderdeel="Groep 1", aantal=9, peildatum=TELDAG)
    return scholen


def test_each_school_gets_a_fixed_foot_and_so_much_per_pupil():
    delen = verdeel([(1, 200), (2, None), (3, 0)], **BEDRAGEN)
    assert [een.bedrag for een in delen] == [Decimal("23510.50"), 0, Decimal("1000.50")]


def test_it_is_booked_once_and_to_the_cent(scholen):
    controller = gebruiker_met(Rol.CONTROLLER)
    budget, later = Pot.objects.get(), {"op": OP, "teldatum": date(2020, 10, 1), **BEDRAGEN}
    with pytest.raises(NietMogelijk, match=GEEN_RECHTEN):
        basis_verdelen(budget, door=gebruiker_met(Rol.BESLISSER), **later)
    with pytest.raises(NietMogelijk, match="geen enkele school"):
        basis_verdelen(budget, door=controller, **later)
    duur = {"vaste_voet": Decimal(30_000), "per_leerling": Decimal(0)}
    with pytest.raises(OverBudget):
        basis_verdelen(Pot.objects.get(), door=controller, op=OP, teldatum=TELDAG, **duur)
    assert not Boeking.objects.filter(soort="toekenning").exists(), "all of it or nothing"
    basis_verdelen(Pot.objects.get(), door=controller, op=OP, teldatum=TELDAG, **BEDRAGEN)
    assert {een.bedrag for een in Basisbedrag.objects.all()} == {Decimal("23510.50"), Decimal("14393.95")}
    assert Pot.objects.get().toegekend == Decimal("37904.45")
    assert Potdeel.objects.count() == 2
    with pytest.raises(NietMogelijk, match="al verdeeld"):
        basis_verdelen(Pot.objects.get(), door=controller, op=OP, teldatum=TELDAG, **BEDRAGEN)


def test_the_page_works_it_out_first_and_a_board_reads_its_own(scholen):
    client = ingelogd(gebruiker_met(Rol.CONTROLLER))
    budget = Pot.objects.get()
    pad = reverse("arrangementen:basis", args=[budget.public_id])
    data = {"teldatum": TELDAG.isoformat(), "vaste_voet": "1.000,50", "per_leerling": "112,55", "actie": "rekenen"}
    tekst = woorden(client.post(pad, data))
    assert "€ 37.904,45" in tekst
    assert "Niet geteld" in tekst
    assert Pot.objects.get().toegekend == 0
    assert "van nul tot" in woorden(client.post(pad, data | {"per_leerling": "-1", "actie": "verdelen"}))
    assert "is verdeeld" in woorden(client.post(pad, data | {"actie": "verdelen"}, follow=True))
    een = reverse("arrangementen:basis_bestuur", args=[budget.public_id, scholen[0].bestuur.public_id])
    assert "€ 23.510,50" in woorden(client.get(een))
    school = ingelogd(gebruiker_met(Rol.DIRECTEUR, school=scholen[1]))
    assert school.get(een).status_code == 404
    eigen = een.replace(scholen[0].bestuur.public_id, scholen[1].bestuur.public_id)
    assert "€ 14.393,95" in woorden(school.get(eigen))


# --- paying it ---------------------------------------------------------------------------------------------------


@pytest.fixture
def verdeeld(scholen):
    """Shared out: 23.510,50 and 14.393,95, of two boards."""
    controller = gebruiker_met(Rol.CONTROLLER)
    basis_verdelen(Pot.objects.get(), door=controller, op=OP, teldatum=TELDAG, **BEDRAGEN)
    een, twee = Basisbedrag.objects.order_by("-bedrag")
    een.controller = controller
    return een, twee


def test_it_is_paid_under_a_number_of_its_own_and_never_more_than_is_open(verdeeld):
    een, twee = verdeeld
    wie = {"door": een.controller, "op": OP, "datum": OP.date()}
    for _ in range(2):
        uitbetalen(een, bedrag=Decimal(20_000), sleutel="a", **wie)
    with pytest.raises(NietMogelijk, match="meer dan er is toegekend"):
        uitbetalen(een, bedrag=Decimal("3510.51"), sleutel="b", **wie)
    with pytest.raises(NietMogelijk, match=GEEN_RECHTEN):
        uitbetalen(een, bedrag=Decimal(1), sleutel="b", **wie | {"door": gebruiker_met(Rol.BESLISSER)})
    terugvorderen(een, bedrag=Decimal(5), sleutel="c", **wie)
    standen = {rij.pk: rij.stand for rij in Basisbedrag.objects.met_stand()}
    assert (standen[een.pk].betaald, standen[een.pk].nog_te_betalen) == (19_995, Decimal("3515.50"))
    assert standen[twee.pk].nog_te_betalen == twee.bedrag
    assert Pot.objects.get().betaald == 19_995 == Potdeel.objects.get(school=een.school).betaald
    open_ = posten(een.school, een.ronde.pot.swv, 2026, Decimal(0))
    assert [(post.basis, post.open) for post in open_] == [(een, 19_995)]


def test_an_instalment_of_all_schools_adds_up_to_the_cent_and_a_double_click_counts_once(verdeeld):
    een, twee = verdeeld
    ronde = Basisronde.objects.get()
    wie = {"door": een.controller, "op": OP, "datum": OP.date()}
    for _ in range(2):
        assert len(termijn_uitbetalen(ronde, termijnen=3, sleutel="t1", **wie)) == 2
    assert {regel.bedrag for regel in Boeking.objects.filter(basis=een, soort="uitbetaling")} == {Decimal("7836.83")}
    assert len(termijn_uitbetalen(ronde, termijnen=1, sleutel="t2", bestuur=twee.bestuur, **wie)) == 1
    termijn_uitbetalen(ronde, termijnen=1, sleutel="t3", **wie)
    assert Pot.objects.get().betaald == een.bedrag + twee.bedrag
    with pytest.raises(NietMogelijk, match="al betaald"):
        termijn_uitbetalen(ronde, termijnen=1, sleutel="t4", **wie)


def test_the_bookkeeping_and_the_end_of_the_year_know_it_by_that_number(verdeeld):
    een, twee = verdeeld
    Pot.objects.update(grootboek="4310")
    dag, client = OP.date(), ingelogd(een.controller)
    uitbetalen(een, door=een.controller, op=OP, bedrag=een.bedrag, datum=dag, sleutel="a")
    rekeningen = {"rekening_nog_te_betalen": "2100", "rekening_bank": "1100"}
    rij = journaal_maken(een.ronde.pot.swv, door=een.controller, op=OP, van=dag, tot=dag, **rekeningen)
    tekst = client.get(reverse("arrangementen:journaal", args=[rij.public_id, "csv"])).text
    assert re.match(r"BA-2026-\d{5}$", een.kenmerk)
    assert f"23510,50;;{een.kenmerk};uitbetaald" in tekst
    assert f";{twee.kenmerk};toegekend" in tekst
    data = f"kenmerk;bedrag\r\n{een.kenmerk};23510,50\r\n{twee.kenmerk};1,00".encode()
    lezen = {"bestand": "b.csv", "van": dag, "tot": dag}
    gelezen = realisatie_lezen(een.ronde.pot.swv, data, door=een.controller, op=OP, **lezen)
    assert [regel.boeking and regel.boeking.basis for regel in gelezen.regels.order_by("rij")] == [een, None]
    assert client.get(reverse("arrangementen:realisatie", args=[gelezen.public_id])).status_code == 200
    jaareinde = woorden(client.get(reverse("arrangementen:jaareinde"), {"jaar": "2026"}))
    assert een.kenmerk in jaareinde
    assert twee.kenmerk in jaareinde


def test_the_pages_book_it_and_a_board_reads_its_own_overview_for_ever(verdeeld):
    een, twee = verdeeld
    client, budget = ingelogd(een.controller), Pot.objects.get()
    betalen = reverse("arrangementen:basis_betalen", args=[een.public_id])
    goed = {"actie": "betalen", "betalen-bedrag": "500", "betalen-datum": "2026-11-27", "betalen-sleutel": "a" * 22}
    client.post(betalen, goed)
    assert "€ 23.010,50" in woorden(client.get(betalen))
    pad = reverse("arrangementen:basis", args=[budget.public_id])
    termijn = {"bestuur": een.bestuur.public_id, "termijnen": "2", "datum": "2026-11-27", "sleutel": "b" * 22}
    assert "Geboekt: 1 betaling." in woorden(client.post(pad, termijn, follow=True))
    assert "€ 12.005,25" in woorden(client.get(pad)), "500 and half of what was left"
    lid = gebruiker_met(Rol.BESTUUR)
    Plek.objects.create(lidmaatschap=lid.lidmaatschappen.get(), bestuur=een.bestuur)
    eigen = ingelogd(lid)
    overzicht = reverse("arrangementen:basis_bestuur", args=[budget.public_id, een.bestuur.public_id])
    een.school.bestuur = twee.bestuur
    een.school.save()
    tekst = woorden(eigen.get(overzicht))
    for deel in ("telling van 1 oktober 2025", "€ 1.000,50", "€ 112,55", ">200<", "€ 23.510,50", een.kenmerk):
        assert deel in tekst, deel
    assert overzicht in client.get(reverse("arrangementen:budget_bestuur", args=[een.bestuur.public_id])).text
    assert eigen.get(overzicht.replace(een.bestuur.public_id, twee.bestuur.public_id)).status_code == 404
    assert eigen.get(betalen).status_code in (403, 404)
