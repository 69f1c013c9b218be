"""Aanmeldingen of a school and children without a place, as they are seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from scholen.models import Aanmelding
from tests.factories import LeerlingFactory, SchoolFactory

from .conftest import bekijk
from .stappen import druk, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_from_an_aanmelding_to_a_place(binnen, ib, loketmedewerker, school):
    page = binnen(ib)
    naar(page, "/school/aanmeldingen/", "aanmeldingen-leeg")
    for dagen in (5, 38, 50, 80):
        ontvangen = timezone.localdate() - timedelta(days=dagen)
        Aanmelding.objects.create(leerling=LeerlingFactory(), school=school, ontvangen_op=ontvangen)
    branding = SchoolFactory(naam="De Branding")
    naar(page, "/school/aanmeldingen/", "aanmeldingen")
    oud, nieuw = Aanmelding.objects.order_by("ontvangen_op").first(), Aanmelding.objects.order_by("ontvangen_op").last()
    naar(page, f"/school/aanmeldingen/{oud.public_id}/", "aanmelding-tien-weken")
    page.goto(f"/school/aanmeldingen/{nieuw.public_id}/")
    druk(page, "Onderzoek is begonnen")
    page.goto(f"/school/aanmeldingen/{nieuw.public_id}/")
    page.get_by_text("Er is geen plek").click()
    druk(page, "Melden bij het samenwerkingsverband")
    bekijk(page, "aanmelding-fout", titel="Aanmelding")
    page.locator("#zonder_plek_reden").fill("Vier scholen gebeld, geen plek.")
    druk(page, "Melden bij het samenwerkingsverband")
    balie = binnen(loketmedewerker)
    naar(balie, "/loket/zonder-plek/", "zonder-plek")
    druk(balie, "Ik zoek")
    bekijk(balie, "zonder-plek-genomen", titel="Zonder plek")
    page.goto(f"/school/aanmeldingen/{nieuw.public_id}/")
    page.get_by_text("Er is een andere school").click()
    page.get_by_label("Welke school").select_option(label=f"De Branding, Zandwerven ({branding.brin6})")
    page.get_by_label("Deze school heeft gezegd").check()
    page.get_by_label("Wat moet de andere school weten?").fill("Een rustige plek helpt.")
    druk(page, "Aanmelding overdragen")
    naar(page, "/school/aanmeldingen/?weergave=klaar", "aanmeldingen-klaar")
