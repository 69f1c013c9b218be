"""The demo shows a bezwaar in every state, made by the real actions, and every page of them opens."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.demobezwaren import PLAN, Wie, bezwaren_vullen
from loket.models import Bezwaarzaak
from tests.bezwaren import besluit_bij
from tests.factories import aanvraag_in, een_druk_per_soort, gebruiker_met


@pytest.mark.lang
def test_there_is_a_bezwaar_in_every_state(db, school, ib, inloggen, monkeypatch):
    een_druk_per_soort(monkeypatch)
    vandaag = timezone.localdate()
    for nummer in range(len(PLAN)):
        aanvraag = aanvraag_in("besluit_voorbereiden", school=school, ib=ib)
        besluit_bij(aanvraag, verzonden=vandaag - timedelta(days=39 + 7 * nummer if nummer < 10 else 30 * nummer))
    rollen = (Rol.LOKETMEDEWERKER, Rol.BEZWAARBEHANDELAAR, Rol.BESLISSER, Rol.BEZWAARCOMMISSIE)
    wie = Wie(*(gebruiker_met(rol) for rol in rollen))
    assert bezwaren_vullen(wie=wie, vandaag=vandaag) == len(PLAN)
    assert sorted(Bezwaarzaak.objects.values_list("status", flat=True)) == sorted(status for status, _, _ in PLAN)
    client = inloggen(wie.secretaris)
    for weergave in ("loopt", "rechter", "klaar"):
        assert client.get(reverse("loket:bezwaren"), {"weergave": weergave}).status_code == 200
    for zaak in Bezwaarzaak.objects.all():
        assert client.get(reverse("loket:bezwaar", args=[zaak.public_id])).status_code == 200
