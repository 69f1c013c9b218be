"""The demo has a document with each aanvraag that the SWV sees, and somebody may look at it."""

import pytest
from django.urls import reverse

from loket.demostukken import stukken_vullen
from loket.models import Bijlage, Status
from tests.factories import aanvraag_in

pytestmark = pytest.mark.django_db


def test_each_submitted_aanvraag_gets_its_plan_once_and_the_loket_can_open_it(inloggen, loketmedewerker, school, ib):
    zaak = aanvraag_in(Status.IN_CONTROLE, school=school, ib=ib)
    Bijlage.objects.filter(aanvraag=zaak).delete()
    assert stukken_vullen() == 1
    assert stukken_vullen() == 0
    stuk = Bijlage.objects.get(aanvraag=zaak)
    assert stuk.datum == zaak.onderdeel_stukken.opp_datum
    assert stuk.naam == f"OPP {zaak.leerling.roepnaam}.pdf"
    for naam in ("bijlage_bekijken", "bijlage"):
        antwoord = inloggen(loketmedewerker).get(reverse(f"loket:{naam}", args=[stuk.public_id]))
        assert b"".join(antwoord.streaming_content).startswith(b"%PDF-")


def test_a_draft_stays_as_the_school_left_it(school, ib):
    concept = aanvraag_in(Status.CONCEPT, school=school, ib=ib)
    Bijlage.objects.filter(aanvraag=concept).delete()
    assert stukken_vullen() == 0
