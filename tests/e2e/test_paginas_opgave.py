"""Figures for the Inspectie and a gemeente: counted, fixed, downloaded, and a later correction said."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from scholen.models import Gemeente
from tests.factories import SchoolFactory, gebruiker_met, leerling_op
from tests.thuiszitterrijen import casus
from thuiszitters.actions.verzuim import verzuim_wijzigen

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_from_counting_to_a_later_correction(binnen):
    school, vandaag = SchoolFactory(naam="De Zandloper"), timezone.localdate()
    ib = gebruiker_met(Rol.IB, school=school)
    haarlem = Gemeente.objects.create(code="0392", naam="Haarlem")
    rijen = []
    for sinds, soort, waar in ((120, "relatief", haarlem), (60, "ziek", haarlem), (9, "verkort", None)):
        velden = {"soort": soort, "van": vandaag - timedelta(days=sinds), "woongemeente": waar}
        rijen.append(casus(school=school, door=ib, leerling=leerling_op(school), **velden))
    page = binnen(gebruiker_met(Rol.LOKETMEDEWERKER))
    naar(page, "/thuiszitters/", "thuiszitters-loket")
    klik(page, "Cijfers")
    bekijk(page, "opgave")
    klik(page, "Alle kinderen die we volgen")
    bekijk(page, "opgave-wijd")
    druk(page, "Leg deze cijfers vast")
    bekijk(page, "opgave-vast")
    adres = page.url
    page.get_by_label("De Inspectie van het Onderwijs").check()
    page.get_by_label("Excel").check()
    with page.expect_download() as bestand:
        page.get_by_role("button", name="Download").click()
    assert bestand.value.suggested_filename.endswith("-inspectie.xlsx")
    verzuim_wijzigen(
        rijen[0], door=ib, op=timezone.now(), soort="ziek", van=vandaag - timedelta(days=120), uren=Decimal(0)
    )
    page.goto(adres)
    bekijk(page, "opgave-correctie")
    assert rijen[0].kenmerk in page.locator("main").inner_text()
    naar(page, "/thuiszitters/opgaven/", "opgaven")
