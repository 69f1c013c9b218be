"""A case that goes on: an offer that is refused, the table that a person asks for, and the pages beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from tests.factories import SchoolFactory, gebruiker_met, leerling_op
from tests.thuiszitterrijen import casus

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def datum(aantal=0):
    return timezone.localdate() + timedelta(days=aantal)


def test_an_offer_that_is_refused_and_the_table_that_is_asked_for(binnen):
    school = SchoolFactory(naam="De Zandloper")
    ib, joke = gebruiker_met(Rol.IB, school=school, naam="Anouk Visser"), gebruiker_met(Rol.ADVISEUR, naam="Joke")
    vroeg = timezone.now() - timedelta(days=100)
    leerling = leerling_op(school, roepnaam="Ruben", achternaam="Nergens")
    rij = casus(leerling=leerling, school=school, door=ib, regie=joke, op=vroeg, van=datum(-120), ouders_op=datum(-100))
    page = binnen(joke)
    naar(page, f"/thuiszitters/{rij.public_id}/", "thuiszitter-voorstel")
    klik(page, "Hoe gaat het verder?")
    bekijk(page, "thuiszitter-verder")
    klik(page, "Aanbod vastleggen")
    druk(page, "Bewaar het aanbod")
    bekijk(page, "thuiszitter-aanbod-fout")
    page.get_by_label("Wat voor aanbod is het?").select_option("andere_school")
    page.get_by_label("Wat krijgt het kind aangeboden?").fill("Groep 6, drie ochtenden")
    page.get_by_label("Van welke school of organisatie?").fill("De Ark")
    druk(page, "Bewaar het aanbod")
    klik(page, "Leg het antwoord vast")
    page.get_by_label("Nee, het gezin wil dit niet").check()
    page.get_by_label("Van wie hoorde je dit?").fill("Moeder")
    page.get_by_label("Waarom?").fill("Te ver weg.")
    bekijk(page, "thuiszitter-antwoord")
    druk(page, "Bewaar het antwoord")
    bekijk(page, "thuiszitter-geweigerd")
    klik(page, "Naar de bestuurders")
    bekijk(page, "thuiszitter-opschalen")
    page.get_by_label("Anouk Visser").check()
    druk(page, "Verstuur naar de bestuurders")
    bekijk(page, "thuiszitter-gevraagd")
    klik(page, "Hoe gaat het verder?")
    klik(page, "Doorzettingsmacht vastleggen")
    bekijk(page, "thuiszitter-doorzetten")
    for naam in ("vrijstelling", "overdragen", "regie", "maatregel"):
        naar(page, f"/thuiszitters/{rij.public_id}/verder/{naam}/", f"thuiszitter-{naam}")
    naar(page, f"/thuiszitters/{rij.public_id}/naar-stap/", "thuiszitter-naar-stap")
    page.goto(f"/thuiszitters/{rij.public_id}/")
    klik(page, "Verbeteren")
    bekijk(page, "thuiszitter-verbeteren")
