"""The beheerder writes what the SWV says in its letters, in a real browser, axe clean at both widths."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.actions.opdrachten import opdracht_geven
from loket.models import Aanvraag, Briefteksten, Status
from scholen.models import Samenwerkingsverband
from tests.factories import InstellingFactory, aanvraag_in, gebruiker_met
from tests.loket.test_briefteksten import png

from .conftest import bekijk
from .stappen import druk, klik, naar

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


def test_an_expert_reads_on_a_phone_what_is_asked(binnen):
    rosa = gebruiker_met(Rol.DESKUNDIGE, naam="Rosa Proefman")
    aanvraag = aanvraag_in(Status.IN_CONTROLE)
    Aanvraag.objects.update(status=Status.IN_ADVIES)
    aanvraag.refresh_from_db()
    doen = {"door": gebruiker_met(Rol.LOKETMEDEWERKER), "op": timezone.now()}
    dag = timezone.localdate() + timedelta(days=21)
    opdracht = opdracht_geven(
        aanvraag, deskundige=rosa, discipline="orthopedagoog", volgorde=1, uiterlijk_op=dag, **doen
    )
    page = binnen(rosa)
    page.goto(f"/advies/{opdracht.public_id}/")
    klik(page, "Lees de opdrachtbrief")
    bekijk(page, "opdrachtbrief", titel="Opdracht voor advies")
    page.set_viewport_size({"width": 390, "height": 900})
    kader, qr, woorden = (page.locator(deel).bounding_box() for deel in (".echt", ".echt .qr", ".echt p"))
    assert qr["y"] + qr["height"] < kader["y"] + kader["height"], "the code lies within its frame"
    assert qr["x"] + qr["width"] < woorden["x"], "and the words beside it"
