"""Each region of the demo shares its money out in its own way, from data alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from arrangementen import demogeld
from arrangementen.models import Factuur, Pot
from kern.gebruikers.rollen import Rol
from scholen.models import SchoolDeelname, Werkgebied
from scholen.regio import PROFIELEN
from tests.arrangementrijen import toegekend
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
