"""The beheerder writes what the SWV says in its letters, in a real browser, axe clean at both widths."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from loket.models import Briefteksten
from scholen.models import Samenwerkingsverband
from tests.factories import InstellingFactory
from tests.loket.test_briefteksten import png

from .conftest import bekijk
from .stappen import druk, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_texts_are_written_tried_and_published(binnen, beheerder, tmp_path):
    InstellingFactory(ondersteuningsplan="2025-2029")
    velden = {"straat": "Kade 1", "postcode": "1234 AB", "plaats": "Duin", "telefoon": "0231234567"}
    Samenwerkingsverband.objects.update(**velden, email="loket@duin.example")
    logo = tmp_path / "logo.png"
    logo.write_bytes(png(300, 90))
    page = binnen(beheerder)
    page.goto("/beheer/")
    page.get_by_role("link", name="Brieven").click()
    bekijk(page, "briefteksten-alle")
    page.goto("/beheer/brieven/po2815/")
    bekijk(page, "briefteksten-leeg")
    page.goto("/beheer/brieven/po2815/tekst/slot/alle/")
    page.get_by_label("Jullie tekst").fill("Wil je {moeder} bellen?")
    druk(page, "Bewaar in het concept")
    bekijk(page, "brieftekst-fout")
    page.get_by_label("Jullie tekst").fill("Heeft u vragen over {roepnaam}? Bel {telefoon}.\nWij helpen u graag.")
    druk(page, "Bewaar in het concept")
    page.goto("/beheer/brieven/po2815/beeld/logo/")
    page.get_by_label("Het logo", exact=True).set_input_files(logo)
    page.get_by_label("Wat staat er op het logo?").fill("Logo van De Vloedlijn")
    druk(page, "Bewaar in het concept")
    bekijk(page, "briefteksten")
    naar(page, "/beheer/brieven/po2815/tekst/slot/alle/", "brieftekst")
    naar(page, "/beheer/brieven/po2815/beeld/logo/", "briefbeeld")
    naar(page, "/beheer/brieven/po2815/versie/1/", "briefteksten-versie")
    naar(page, "/beheer/brieven/po2815/versie/1/zaak/", "briefteksten-zaak")
    page.goto("/beheer/brieven/po2815/versie/1/toegekend-so-ouder/")
    assert page.get_by_alt_text("Logo van De Vloedlijn").evaluate("beeld => beeld.naturalWidth") == 300
    naar(page, "/beheer/brieven/po2815/publiceren/", "briefteksten-publiceren")
    druk(page, "Publiceer")
    bekijk(page, "briefteksten-gepubliceerd")
    rij = Briefteksten.objects.get()
    assert rij.geldig_van == timezone.localdate() + timedelta(days=1)
