"""The demo shows some of each kind, made by the real actions, and every page of them opens."""

from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.demo import _ingediend
from loket.demosoorten import PLAN, soorten_vullen
from loket.models import Aanvraag, Consultadvies, Status
from scholen.models import Instelling
from tests.factories import gebruiker_met, leerling_op

S = Status


@pytest.mark.parametrize(
    ("keuzes", "verwacht"),
    [
        ({}, {"CONSULT", "ARR"}),
        ({"ARR": {"gewicht": "volledig"}}, {"CONSULT", "ARR"}),
        ({"ARR": {"aan": False}}, {"CONSULT"}),
    ],
)
def test_there_are_consults_and_arrangements_where_they_exist(inloggen, school, ib, loketmedewerker, keuzes, verwacht):
    Instelling.objects.update(soorten=keuzes)
    for _ in range(8):
        leerling_op(school)
    kans = Random(7)
    aantal = soorten_vullen(loket=loketmedewerker, kans=kans, vandaag=timezone.localdate(), ingediend=_ingediend)
    assert aantal == Aanvraag.objects.count()
    assert set(Aanvraag.objects.values_list("soort", flat=True)) == verwacht
    assert {status for _, _, status, _ in PLAN} == set(Aanvraag.objects.values_list("status", flat=True))
    assert Consultadvies.objects.filter(uitgebracht_op__isnull=False).exists()
    if not keuzes:
        elke_pagina_opent(inloggen, ib)


def elke_pagina_opent(inloggen, ib):
    school_ziet = inloggen(ib)
    for zaak in Aanvraag.objects.all():
        assert school_ziet.get(reverse("loket:aanvraag", args=[zaak.public_id])).status_code == 200
    loket_ziet = inloggen(gebruiker_met(Rol.LOKETMEDEWERKER))
    for zaak in Aanvraag.objects.exclude(status=S.CONCEPT):
        assert loket_ziet.get(reverse("loket:behandelen", args=[zaak.public_id])).status_code == 200
