"""From the overview to money, children at home and bezwaar, and down to their rows, also on a phone and in the dark."""

from __future__ import annotations

from datetime import date

import pytest

from kern.gebruikers.rollen import Rol
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import gebruiker_met
from tests.monitoring.test_bezwaar import kleine_regio
from tests.monitoringrijen import Regio, moment
from tests.thuiszitterrijen import casus
from thuiszitters.models import Verzuim

from .conftest import bekijk
from .stappen import klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
OP = moment(date(2026, 10, 1))


def test_each_question_is_answered_and_followed_down(binnen):
    regio = Regio()
    kleine_regio(regio)
    regio.stem(regio.aanvraag(date(2026, 9, 1), besloten=date(2026, 10, 1)))
    pot("1000", op=OP)
    toegekend(arrangement(op=OP), op=OP)
    Verzuim.objects.filter(casus=casus()).update(van=date(2026, 9, 1))
    page = binnen(gebruiker_met(Rol.LOKETMEDEWERKER))
    naar(page, "/monitoring/?periode=2026-2027", "monitoring-overzicht")
    klik(page, "Waar gaat het geld heen?")
    bekijk(page, "monitoring-geld")
    page.locator("#hulp summary").click()
    assert page.locator("#hulp table").is_visible()
    page.locator("#arrangementen").get_by_role("link", name="1 schooljaar 2026-2027, Toegekend").click()
    bekijk(page, "monitoring-geld-rijen")
    page.emulate_media(color_scheme="dark")
    naar(page, "/monitoring/thuiszitters/?periode=2026-2027", "monitoring-thuiszitters")
    page.emulate_media(color_scheme="light")
    naar(page, "/monitoring/bezwaar/?periode=2026-2027", "monitoring-bezwaar")
    naar(page, "/monitoring/kaart/?periode=2026-2027", "monitoring-kaart")
