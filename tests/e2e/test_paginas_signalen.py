"""A signal of the steunpunt: written down, refused when it names somebody, put right, counted."""

from __future__ import annotations

import pytest

from loket.models import Signaal
from tests.factories import InstellingFactory

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("script", [True, False])
def test_a_signal_of_the_steunpunt(binnen, school, loketmedewerker, script):
    InstellingFactory()
    page = binnen(loketmedewerker, java_script_enabled=script, viewport={"width": 390, "height": 844})
    naar(page, "/loket/signalen/", "signalen-leeg")
    klik(page, "Signaal opschrijven")
    page.get_by_label("Thuis zitten").check()
    page.get_by_label("Een ouder").check()
    page.get_by_label("Wat is er gezegd?").fill("Bel 06 12345678")
    druk(page, "Opschrijven")
    bekijk(page, "signaal-fout")
    page.get_by_label("Wat is er gezegd?").fill("Niemand belt ons terug.")
    druk(page, "Opschrijven")
    bekijk(page, "signalen")
    klik(page, "Thuis zitten")
    bekijk(page, "signaal")
    page.get_by_label("Een leerling").check()
    druk(page, "Wijzigingen bewaren")
    assert Signaal.objects.get().van == "leerling"
    naar(page, "/monitoring/steunpunt/", "monitoring-steunpunt")
