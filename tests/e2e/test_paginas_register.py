"""The TLV register as the desk sees it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kern.termijnen.schooljaar import laatste_dag, schooljaar
from tests.factories import SchoolFactory, tlv_voor

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


def test_a_school_renews_twenty_tlvs_in_one_action(binnen, beslisser, ib, school):
    vandaag = timezone.localdate()
    einde = laatste_dag(schooljaar(vandaag))
    eerder = timezone.now() - timedelta(days=400)
    basis = {"ib": ib, "beslisser": beslisser, "start": vandaag - timedelta(days=380), "op": eerder}
    page = binnen(ib)
    naar(page, "/school/tlv/", "school-tlvs-leeg")
    for _ in range(20):
        tlv_voor(eind=einde, **basis)
    tlv_voor(eind=date(einde.year + 1, 7, 31), **basis)
    naar(page, "/school/tlv/", "school-tlvs")
    if vandaag.month in (8, 9):  # before the signal of 1 October there is nothing to tick
        return
    page.locator("input[name=tlv]").first.check()
    druk(page, "Maak concepten voor wie is aangevinkt")
    bekijk(page, "school-tlvs-een", titel="Concepten")
    page.goto("/school/tlv/")
    druk(page, "Maak concepten voor alle leerlingen")
    bekijk(page, "school-tlvs-alle", titel="Concepten")
    assert "19 gemaakt, 1 overgeslagen" in page.locator("main").inner_text()
    page.locator("main .swv-check a").first.click()
    bekijk(page, "verlenging-concept")
    page.get_by_role("link", name="Wat is er nodig").or_(page.locator("main a[href*=behoefte]")).first.click()
    bekijk(page, "verlenging-onderdeel")
    naar(page, "/school/tlv/", "school-tlvs-daarna")
    page.get_by_role("link", name="Wijzigen").click()
    bekijk(page, "tlv-wijzigen", titel="Wijziging")


def test_a_tlv_is_taken_back_after_hearing_school_and_parents(binnen, loketmedewerker, beslisser, ib, leerling, ouder):
    vandaag = timezone.localdate()
    tlv = tlv_voor(
        ib=ib, beslisser=beslisser, leerling=leerling, start=vandaag, eind=laatste_dag(schooljaar(vandaag) + 1)
    )
    page = binnen(loketmedewerker)
    page.goto(f"/loket/tlv/{tlv.public_id}/")
    page.get_by_role("link", name="TLV intrekken").click()
    bekijk(page, "intrekken-voornemen")
    page.get_by_label("Er zijn nieuwe feiten").check()
    page.get_by_label("Wat heb je de school").fill("Het gaat goed op de basisschool.")
    druk(page, "Vastleggen en reacties afwachten")
    page.get_by_label("Wat vinden de ouders?").fill("Wij zijn blij dat zij kan blijven.")
    page.get_by_label("Wat vindt de school?").fill("Wij zijn het eens.")
    druk(page, "Reacties bewaren")
    bekijk(page, "intrekken-reacties")
    ander = binnen(beslisser)
    naar(ander, f"/loket/tlv/{tlv.public_id}/intrekken/besluit/", "intrekken-besluit")
    ander.get_by_label("Waarom trek je de TLV in?").fill("De hulp op school is nu genoeg.")
    ander.get_by_label("Wat antwoord je").fill("Wij zijn blij met uw reactie.")
    druk(ander, "Bekijk de brieven")
    ander.locator("details summary").last.click()
    bekijk(ander, "intrekken-brieven", titel="Besluit")
    druk(ander, "TLV intrekken")
    bekijk(ander, "intrekken-klaar", titel=tlv.nummer)
    naar(page, f"/loket/tlv/{tlv.public_id}/intrekken/brieven/", "intrekken-verzenden")


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
