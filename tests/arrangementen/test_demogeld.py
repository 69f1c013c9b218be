"""Each region of the demo shares its money out in its own way, from data alone."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from arrangementen import demobank, demogeld
from arrangementen.actions.betalen import uitbetalen
from arrangementen.models import Betaalbestand, Factuur, Pot, Rekening
from kern.gebruikers.rollen import Rol
from scholen.models import Instelling, SchoolDeelname, Werkgebied
from scholen.regio import PROFIELEN
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import InstellingFactory, SchoolFactory, aanbod, gebruiker_met

OP = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("regio", PROFIELEN)
def test_a_region_has_budgets_of_its_own_kind(regio):
    swv = InstellingFactory().swv
    swv.regio = regio
    swv.save()
    school, hulp = SchoolFactory(), aanbod()
    laak = Werkgebied.objects.create(swv=swv, naam="Laak", code="laak")
    SchoolDeelname.objects.filter(school=school).update(werkgebied=laak)
    wanneer = {"vandaag": OP.date(), "op": OP}
    assert demogeld.budgetten_maken(swv, **wanneer) == 0, "nobody to make them"
    gebruiker_met(Rol.CONTROLLER)
    aantal = demogeld.budgetten_maken(swv, **wanneer)
    assert (demogeld.budgetten_maken(swv, **wanneer), aantal) == (0, Pot.objects.count())
    rij = Pot.objects.order_by("pk")[0]
    van = {"werkgebied": rij.werkgebied, "school": rij.school, "bestuur": rij.bestuur, "soort": rij.aanbod}
    verwacht = {"werkgebied": laak, "school": school, "bestuur": school.bestuur, "soort": hulp}
    verdeling = demogeld.VERDELING.get(regio, "")
    assert {naam: een for naam, een in van.items() if een} == ({verdeling: verwacht[verdeling]} if verdeling else {})
    for _ in range(3):
        toegekend(op=OP)
    assert demogeld.betalen(swv, **wanneer) == 2
    assert demogeld.betalen(swv, **wanneer) == 0
    assert {bool(een.arrangement) for een in Factuur.objects.all()} == {True, False}


@pytest.mark.django_db
def test_where_payment_files_are_made_there_are_accounts_and_a_file_that_waits():
    swv, school, _ = InstellingFactory().swv, SchoolFactory(), SchoolFactory()
    mensen, wanneer = [gebruiker_met(Rol.CONTROLLER), gebruiker_met(Rol.BESLISSER)], {"vandaag": OP.date(), "op": OP}
    pot("1000", op=OP)
    hulp = toegekend(arrangement(school=school, op=OP), op=OP)
    uitbetalen(hulp, door=mensen[0], op=OP, bedrag=Decimal(10), datum=OP.date(), sleutel="a")
    stuk = {"soort": "factuur", "leverancier": "Bureau Voorbeeld", "nummer": "1", "datum": OP.date(), "bedrag": 5}
    Factuur.objects.create(swv=swv, vastgelegd_op=OP, vastgelegd_door=mensen[0], **stuk)
    assert demobank.vullen(swv, **wanneer) == 0, "not where none are made"
    Instelling.objects.update(betaalbestand=True)
    assert demobank.vullen(swv, **wanneer) == 4
    assert demobank.vullen(swv, **wanneer) == 0
    assert (Betaalbestand.objects.open().count(), Rekening.objects.open().count()) == (1, 1)
