"""From a question to a figure, and from the figure to the aanvragen that it counts, also on a phone."""

from __future__ import annotations

import pytest

from kern.gebruikers.rollen import Rol
from tests.factories import gebruiker_met
from tests.monitoring.test_aanvragen import kleine_regio
from tests.monitoringrijen import Regio

from .conftest import bekijk
from .stappen import klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_figure_is_followed_down_to_its_rows(binnen):
    kleine_regio(Regio())
    page = binnen(gebruiker_met(Rol.LOKETMEDEWERKER))
    naar(page, "/monitoring/?periode=2026-2027", "monitoring")
    klik(page, "Zijn we op tijd?")
    bekijk(page, "monitoring-op-tijd")
    klik(page, "1 na de termijn van de wet")
    bekijk(page, "monitoring-rijen")
    naar(page, "/monitoring/aanvragen/?periode=2026-2027", "monitoring-aanvragen")
    naar(page, "/monitoring/aanvragen/?periode=2026-K3", "monitoring-kwartaal")
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**periode=2026-K3*")
