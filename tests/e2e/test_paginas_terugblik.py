"""A parent and a school are asked how it went; the desk reads the figures. With and without a script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from loket.models import Terugblik
from tests.bezwaren import besluit_bij
from tests.factories import aanvraag_in

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("script", [True, False])
def test_how_it_went(binnen, ib, school, leerling, ouder, loketmedewerker, script):
    vandaag = timezone.localdate()
    zaak = aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling)
    besluit_bij(zaak, verzonden=vandaag - timedelta(days=20))
    gezin = binnen(ouder, java_script_enabled=script, viewport={"width": 390, "height": 844})
    gezin.goto(f"/dossier/{zaak.public_id}/")
    klik(gezin, "Hoe ging het?")
    bekijk(gezin, "terugblik-ouder")
    druk(gezin, "Versturen")
    bekijk(gezin, "terugblik-ouder-fout")
    gezin.get_by_label("Gaat wel").check()
    druk(gezin, "Versturen")
    assert gezin.get_by_role("link", name="Hoe ging het?").count() == 0
    ib_page = binnen(ib, java_script_enabled=script)
    ib_page.goto(f"/aanvragen/{zaak.public_id}/")
    klik(ib_page, "Hoe ging het?")
    bekijk(ib_page, "terugblik-school")
    druk(ib_page, "Overslaan")
    assert ib_page.get_by_role("link", name="Hoe ging het?").count() == 0
    assert Terugblik.objects.count() == 1
    vorige = (vandaag.replace(day=1) - timedelta(days=1)).replace(day=1)
    for nummer in range(6):
        Terugblik.objects.create(rol="gezin", soort="SO", maand=vorige, gezicht="4", tekst=f"Het ging goed {nummer}.")
    naar(binnen(loketmedewerker, java_script_enabled=script), "/loket/terugblik/", "terugblik-loket")
