"""What a school sees beside the main path, axe clean and nothing sideways."""

from __future__ import annotations

import time

import pytest
from django.utils import timezone

from loket.actions.besluit import besluiten
from loket.models import Bekendmaking, OnderdeelBehoefte, Status, Tlv
from scholen.models import Betrokkene, Leerling
from tests.canary import zaak
from tests.factories import (
    aanvraag_in,
    beslissing,
)

from .conftest import bekijk
from .stappen import druk, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
S = Status


def vul_ouder(page, voornaam: str, straat: str) -> None:
    page.get_by_label("Voornaam of voorletters").fill(voornaam)
    page.get_by_label("Achternaam").fill("Voorbeeld")
    page.get_by_label("Wat is deze persoon van de leerling?").fill("ouder")
    page.get_by_role("group", name="Heeft deze persoon gezag?").get_by_label("Heeft gezag", exact=True).check()
    page.get_by_label("Straat en huisnummer").fill(straat)
    page.get_by_label("Postcode").fill("2500 AB")
    page.get_by_label("Plaats").fill("Zandwerven")
    druk(page, "Opslaan")


def test_a_pupil_with_two_parents_is_added_through_the_pages(binnen, ib):
    page = binnen(ib)
    naar(page, "/aanvragen/nieuw/", "aanvraag-nieuw-geen-leerlingen")
    page.get_by_role("link", name="Leerling toevoegen").click()
    bekijk(page, "leerling-nieuw")
    druk(page, "Opslaan")
    bekijk(page, "leerling-nieuw-fout")
    page.get_by_label("Roepnaam").fill("Fenna")
    page.get_by_label("Achternaam").fill("Voorbeeld")
    for naam, deel in (("Dag", "3"), ("Maand", "6"), ("Jaar", str(timezone.localdate().year - 7))):
        page.get_by_label(naam, exact=True).fill(deel)
    page.get_by_label("Ingeschreven", exact=True).check()
    page.get_by_label("Sinds wanneer?").fill(f"{timezone.localdate().year - 2}-08-01")
    druk(page, "Opslaan")
    bekijk(page, "ouder-nieuw")
    druk(page, "Opslaan")
    bekijk(page, "ouder-nieuw-fout")
    vul_ouder(page, "Anna", "Ouderlaan 1")
    bekijk(page, "leerling-een-ouder")
    page.get_by_role("link", name="Ouder of verzorger toevoegen").click()
    vul_ouder(page, "Bram", "Ouderlaan 2")
    bekijk(page, "leerling")
    fenna = Leerling.objects.get(roepnaam="Fenna")
    adressen = Betrokkene.objects.filter(gezag__leerling=fenna).values_list("voornaam", "adressen__straat")
    assert sorted(adressen) == [("Anna", "Ouderlaan 1"), ("Bram", "Ouderlaan 2")]
    page.get_by_role("link", name="Wijzig Anna").click()
    bekijk(page, "ouder-wijzigen")
    naar(page, f"/leerlingen/{fenna.public_id}/wijzigen/", "leerling-wijzigen")


def test_the_list_of_a_school_and_each_answer_of_the_loket(binnen, ib, school, loketmedewerker, beslisser):
    wacht = aanvraag_in(S.AANVULLING_GEVRAAGD, school=school, ib=ib)
    aanvraag_in(S.IN_ADVIES, school=school, ib=ib)
    weg = aanvraag_in(S.INGETROKKEN, school=school, ib=ib, intrek_reden="De ouders gaan verhuizen.")
    concept = aanvraag_in(S.CONCEPT, school=school, ib=ib)
    klaar = zaak("klaar", school=school, ib=ib, loket=loketmedewerker, beslisser=beslisser)
    page = binnen(ib)
    naar(page, "/school/", "school-vol")
    for aanvraag, naam in ((wacht, "wacht"), (weg, "ingetrokken"), (klaar.aanvraag, "besloten")):
        naar(page, f"/aanvragen/{aanvraag.public_id}/", f"aanvraag-stand-{naam}")
    naar(page, f"/aanvragen/{wacht.public_id}/aanvullen/", "aanvraag-aanvullen")
    naar(page, f"/aanvragen/{wacht.public_id}/intrekken/", "aanvraag-intrekken")
    druk(page, "Aanvraag intrekken")
    bekijk(page, "aanvraag-intrekken-fout")
    page.goto(f"/brieven/{klaar.objecten['brief_school'].public_id}/")
    bekijk(page, "brief-school", titel="Besluit over de aanvraag")
    page.goto("/aanvragen/nieuw/")
    druk(page, "Begin met de aanvraag")
    bekijk(page, "aanvraag-nieuw-fout")
    page.get_by_label("TLV speciaal onderwijs").check()
    page.get_by_label("Voor welke leerling?").select_option(concept.leerling.public_id)
    druk(page, "Begin met de aanvraag")
    bekijk(page, "aanvraag-nieuw-dubbel")


def test_each_section_of_a_draft_that_misses_something(binnen, ib, school):
    concept = aanvraag_in(S.CONCEPT, school=school, ib=ib)
    OnderdeelBehoefte.objects.filter(aanvraag=concept).update(belemmeringen="", sterke_kanten="", versie=2)
    page = binnen(ib)
    for deel in ("leerling", "school", "vraag", "behoefte", "gedaan", "mening", "stukken"):
        naar(page, f"/aanvragen/{concept.public_id}/onderdeel/{deel}/", f"onderdeel-{deel}")
    naar(page, f"/aanvragen/{concept.public_id}/controleren/", "aanvraag-controleren-mist")
    page.goto(f"/aanvragen/{concept.public_id}/onderdeel/stukken/")
    page.get_by_label("Dag", exact=True).fill("31")
    page.get_by_label("Maand", exact=True).fill("2")
    druk(page, "Opslaan en verder")
    bekijk(page, "onderdeel-fout")


def test_a_school_cannot_see_the_outcome_before_it_was_sent(binnen, ib, school, loketmedewerker, beslisser):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib)
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
    nummer, brief = Tlv.objects.get().nummer, Bekendmaking.objects.get(aan="school")
    page = binnen(ib)
    for pad in ("/school/", f"/aanvragen/{aanvraag.public_id}/"):
        page.goto(pad)
        assert "Besluit nemen" in page.locator("main").inner_text()
        for woord in ("toegekend", "Besloten", nummer, "Lees de brief"):
            assert woord not in page.content(), (pad, woord)
    assert page.goto(f"/brieven/{brief.public_id}/").status == 404
    assert page.goto(f"/brieven/{brief.public_id}/pdf/").status == 404


def test_pressing_the_button_while_the_text_is_still_being_saved_is_no_conflict_with_oneself(binnen, ib, school):
    concept = aanvraag_in(S.CONCEPT, school=school, ib=ib)
    page = binnen(ib)
    page.goto(f"/aanvragen/{concept.public_id}/onderdeel/behoefte/")
    page.route("**/onderdeel/**", _traag_bewaren)
    page.get_by_label("Wat is moeilijk?").fill("Drukte in de klas.")
    with page.expect_navigation():
        page.get_by_role("button", name="Opslaan en verder").click(delay=200)  # as long as a finger takes
    assert page.url.endswith("/onderdeel/gedaan/"), page.locator("main").inner_text()[:300]
    assert OnderdeelBehoefte.objects.get(aanvraag=concept).belemmeringen == "Drukte in de klas."


def _traag_bewaren(route) -> None:
    if route.request.headers.get("x-autosave"):
        time.sleep(0.6)
    route.continue_()
