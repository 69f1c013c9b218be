"""The TLV register as the desk sees it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import laatste_dag, schooljaar
from scholen.models import Aanmelding
from tests.factories import SchoolFactory, gebruiker_met, tlv_voor

from .conftest import bekijk
from .stappen import druk, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_the_register_from_an_empty_list_to_a_child_that_goes_back(binnen, loketmedewerker, beslisser, ib):
    page = binnen(loketmedewerker)
    naar(page, "/loket/tlv/", "tlvs-leeg")
    naar(page, "/loket/tlv/aflopend/", "tlvs-aflopend-leeg")
    vandaag = timezone.localdate()
    einde = laatste_dag(schooljaar(vandaag))
    start = vandaag - timedelta(days=60)
    tlv_voor(ib=ib, beslisser=beslisser, start=start, eind=einde)
    tlv_voor(ib=ib, beslisser=beslisser, start=start, eind=einde, soort="SBO")
    tlv = tlv_voor(ib=ib, beslisser=beslisser, start=start, eind=date(einde.year + 1, 7, 31))
    tlv_voor(ib=ib, beslisser=beslisser, start=vandaag + timedelta(days=9), eind=date(einde.year + 2, 7, 31))
    SchoolFactory(soort="SO", naam="De Branding")
    naar(page, "/loket/tlv/?weergave=alles", "tlvs")
    naar(page, "/loket/tlv/?weergave=alles&soort=SBO", "tlvs-filter")
    naar(page, "/loket/tlv/aflopend/", "tlvs-aflopend")
    page.goto("/loket/tlv/")
    page.get_by_label("Zoeken in alle TLV").fill(tlv.nummer)
    druk(page, "Zoek")
    bekijk(page, "tlv")
    page.get_by_role("link", name="Plaatsing vastleggen", exact=True).click()
    bekijk(page, "tlv-plaatsen")
    page.get_by_label("School waar").select_option(index=1)
    druk(page, "Plaatsing vastleggen")
    page.get_by_role("link", name="Terugplaatsing vastleggen").click()
    druk(page, "Terugplaatsing vastleggen")
    bekijk(page, "tlv-terugplaatsen-fout", titel="Terugplaatsing")
    page.get_by_label("Waarom eindigt").fill("Het gaat goed: terug naar de basisschool.")
    druk(page, "Terugplaatsing vastleggen")
    bekijk(page, "tlv-beeindigd")


def test_the_desk_compares_with_duo(binnen, loketmedewerker, beslisser, ib):
    vandaag = timezone.localdate()
    basis = {"ib": ib, "beslisser": beslisser, "start": vandaag - timedelta(days=30)}
    tlvs = [tlv_voor(eind=laatste_dag(schooljaar(vandaag)), **basis) for _ in range(3)]
    page = binnen(loketmedewerker)
    naar(page, "/loket/tlv/duo/", "duo")
    druk(page, "Vergelijk")
    bekijk(page, "duo-fout")
    page.get_by_label("Peildatum").fill(vandaag.isoformat())
    lijst = f"bsn;beschikkingsnummer\n111222333;{tlvs[0].nummer}\n111222333;PO9999-2526-SO-0077\n"
    page.get_by_label("De lijst van DUO").set_input_files(
        {"name": "lijst.csv", "mimeType": "text/csv", "buffer": lijst.encode()}
    )
    druk(page, "Vergelijk")
    bekijk(page, "duo-uitkomst")
    naar(page, "/loket/tlv/duo/", "duo-eerder")


def test_the_receiving_school_says_itself_that_the_child_begins(binnen, beslisser, ib):
    vandaag = timezone.localdate()
    tlv = tlv_voor(ib=ib, beslisser=beslisser, start=vandaag, eind=vandaag + timedelta(days=400))
    branding = SchoolFactory(soort="SO", naam="De Branding")
    Aanmelding.objects.create(leerling=tlv.leerling, school=branding, ontvangen_op=vandaag)
    page = binnen(gebruiker_met(Rol.IB, school=branding))
    naar(page, "/school/tlv/", "school-tlvs-ontvanger")
    page.get_by_role("link", name=tlv.nummer).click()
    bekijk(page, "tlv-blad")
    druk(page, "Plaatsing vastleggen")
    bekijk(page, "tlv-blad-geplaatst")
