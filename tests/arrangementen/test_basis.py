"""Basisondersteuning by the imported counts: to the euro, once, all of it or nothing, and an overview per board."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from arrangementen.actions.basis import basis_verdelen
from arrangementen.actions.boeken import OverBudget
from arrangementen.models import Basisbedrag, Boeking, Pot, Potdeel
from arrangementen.rules.basis import verdeel
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk
from kern.gebruikers.rollen import Rol
from scholen.models import LeerlingAantal
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
