"""A colleague looks at files that are no work of hers; the privacy officer finds her, and says what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.logboek.actions import gezien
from kern.logboek.models import Logregel
from tests.factories import SchoolFactory, aanvraag_in, gebruiker_met
from toezicht.actions.toezien import toezien
from toezicht.models import Beoordeling, Noodtoegang

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_the_privacy_officer_finds_a_colleague_who_looks_around(binnen):
    fg, school = gebruiker_met(Rol.FG), SchoolFactory(naam="De Zandloper")
    nieuwsgierig = gebruiker_met(Rol.LOKETMEDEWERKER, naam="Nina Nieuwsgierig")
    zaken = [aanvraag_in("in_advies", school=school) for _ in range(7)]
    page = binnen(nieuwsgierig)
    for zaak in zaken:
        page.goto(reverse("loket:behandelen", args=[zaak.public_id]))
    assert Logregel.objects.filter(wie=nieuwsgierig.public_id, uitkomst="gezien").exclude(leerling="").count() == 7
    page = binnen(fg)
    naar(page, "/beheer/toezicht/", "toezicht-leeg")
    toezien(timezone.localdate(), op=timezone.now() + timedelta(days=1))
    naar(page, "/beheer/toezicht/", "toezicht")
    assert "Nina Nieuwsgierig" in page.locator("main").inner_text()
    klik(page, "Dossiers buiten het eigen werk")
    bekijk(page, "beoordeling")
    druk(page, "Leg vast")
    bekijk(page, "beoordeling-fout")
    page.get_by_label("niet in orde").check()
    page.get_by_label("Waarom?").fill("Uit nieuwsgierigheid. De directeur praat met haar.")
    klik(page, "Zoek verder in het logboek")
    bekijk(page, "logboek-gevonden")
    tekst = page.locator("main").inner_text()
    assert zaken[0].kenmerk in tekst
    assert not any(zaak.leerling.achternaam in tekst for zaak in zaken)
    page.get_by_label("Over welk kind?").fill(zaken[3].kenmerk)
    druk(page, "Zoek")
    assert page.locator("tbody tr").count() == 1
    assert "Nieuwsgierig" not in page.url
    page.goto(reverse("toezicht:beoordeling", args=[Beoordeling.objects.get(soort="buiten").public_id]))
    page.get_by_label("niet in orde").check()
    page.get_by_label("Waarom?").fill("Uit nieuwsgierigheid. De directeur praat met haar.")
    druk(page, "Leg vast")
    assert Beoordeling.objects.get(soort="buiten").uitkomst == "niet_in_orde"
    naar(page, "/beheer/toezicht/?klaar=1", "toezicht-klaar")
    page.goto("/beheer/logboek/")
    klik(page, "Download dit als Excel")
    bekijk(page, "logboek-excel")


def test_in_an_emergency_a_file_is_opened_read_and_closed(binnen):
    zaak, adviseur = aanvraag_in("in_advies"), gebruiker_met(Rol.ADVISEUR)
    gezien(zaak, door=adviseur, op=timezone.now() - timedelta(days=2), wat="aanvraag_gezien")
    page = binnen(adviseur)
    naar(page, "/noodtoegang/", "noodtoegang")
    druk(page, "Open het dossier")
    bekijk(page, "noodtoegang-fout")
    page.get_by_label("Nummer van de aanvraag").fill(zaak.kenmerk)
    page.get_by_label("Geboortedatum van de leerling").fill(zaak.leerling.geboortedatum.isoformat())
    page.get_by_label("Wat is er aan de hand?").fill("De leerling is weggelopen en niemand neemt op.")
    page.get_by_label("Het kan niet wachten").check()
    druk(page, "Open het dossier")
    bekijk(page, "nooddossier")
    assert zaak.leerling.achternaam in page.locator("main").inner_text()
    druk(page, "Sluit dit dossier nu")
    assert Noodtoegang.objects.get().gesloten_op is not None
    page = binnen(gebruiker_met(Rol.FG))
    page.goto("/beheer/toezicht/")
    klik(page, "Noodtoegang")
    bekijk(page, "beoordeling-nood")
    assert "weggelopen" in page.locator("main").inner_text()
