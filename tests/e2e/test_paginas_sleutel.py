"""A key for another program, from making to revoking, also on a phone."""

from __future__ import annotations

import pytest

from kern.gebruikers.rollen import Rol
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_key_is_made_and_revoked(binnen):
    InstellingFactory()
    SchoolFactory()
    page = binnen(gebruiker_met(Rol.BEHEERDER))
    naar(page, "/beheer/api-sleutels/", "api-sleutels-leeg")
    klik(page, "Maak een sleutel")
    druk(page, "Maak de sleutel")
    bekijk(page, "api-sleutel-fout")
    page.get_by_label("Waarvoor is de sleutel?").fill("Power BI van het bestuur")
    page.get_by_label("Van wie leest het programma cijfers?").select_option(index=2)
    bekijk(page, "api-sleutel-nieuw")
    druk(page, "Maak de sleutel")
    bekijk(page, "api-sleutel-gemaakt")
    assert page.get_by_label("Sleutel", exact=True).input_value().startswith("swv_")
    klik(page, "Terug naar API-sleutels")
    bekijk(page, "api-sleutels")
    klik(page, "Power BI van het bestuur")
    bekijk(page, "api-sleutel")
    druk(page, "Trek deze sleutel in")
    bekijk(page, "api-sleutel-ingetrokken")
