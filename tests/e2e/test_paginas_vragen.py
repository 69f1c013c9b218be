"""The beheerder writes questions, an IB'er answers them: in a real browser, axe clean at both widths."""

from __future__ import annotations

import pytest

from loket.models import Antwoord, Status
from tests.factories import InstellingFactory, aanvraag_in

from .conftest import bekijk
from .stappen import druk, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def _vraag(page, tekst, antwoord, *, keuzes="", wanneer=""):
    page.get_by_role("link", name="Vraag toevoegen bij Wat heeft de leerling nodig?").click()
    page.get_by_label("De vraag", exact=True).fill(tekst)
    page.get_by_label(antwoord, exact=True).check()
    if keuzes:
        page.get_by_label("Waaruit kan de school kiezen?").fill(keuzes)
    page.get_by_label("Ja, zonder antwoord kan de school niet indienen").check()
    if wanneer:
        page.get_by_label("Wanneer is de vraag te zien?").select_option(label=wanneer)
    bekijk(page, "vraag-schrijven")
    druk(page, "Bewaar in het concept")


def test_questions_are_written_published_and_answered(binnen, beheerder, ib, school, leerling):
    InstellingFactory()
    page = binnen(beheerder)
    page.goto("/beheer/")
    page.get_by_role("link", name="Vragen aan de school").click()
    bekijk(page, "vragen")
    page.get_by_role("link", name="Alle aanvragen").click()
    _vraag(page, "Is er jeugdhulp?", "ja of nee")
    _vraag(
        page,
        "Welke hulp?",
        "keuze uit een lijst",
        keuzes="Ambulant\nOpname",
        wanneer="Alleen bij ‘Is er jeugdhulp?’: ja",
    )
    _vraag(page, "Hoeveel uur per week?", "getal")
    bekijk(page, "vragenlijst")
    druk(page, "Omhoog met de vraag Hoeveel uur per week?")
    naar(page, "/beheer/vragen/po2815/alle/versie/1/", "vragenlijst-voorbeeld")
    assert not page.get_by_text("Welke hulp?").is_visible()
    page.get_by_label("Ja", exact=True).check()
    assert page.get_by_text("Welke hulp?").is_visible()
    naar(page, "/beheer/vragen/po2815/alle/publiceren/", "vragenlijst-publiceren")
    druk(page, "Publiceer")
    bekijk(page, "vragenlijst-gepubliceerd")
    aanvraag = aanvraag_in(Status.CONCEPT, school=school, ib=ib, leerling=leerling)
    school_page = binnen(ib)
    naar(school_page, f"/aanvragen/{aanvraag.public_id}/onderdeel/behoefte/", "onderdeel-met-vragen")
    school_page.get_by_role("group", name="Is er jeugdhulp?").get_by_label("Ja", exact=True).check()
    school_page.get_by_label("Ambulant").check()
    druk(school_page, "Opslaan en verder")
    assert set(Antwoord.objects.values_list("waarde", flat=True)) == {"ja", "Ambulant", ""}


def test_each_setting_has_a_page_with_its_history(binnen, beheerder):
    InstellingFactory()
    page = binnen(beheerder)
    naar(page, "/beheer/", "beheer")
    naar(page, "/beheer/instellingen/", "instellingen")
    for groep in ("termijnen", "besluiten", "aanvragen", "tlv", "bezwaar", "woorden", "grondslag"):
        naar(page, f"/beheer/instellingen/po2815/{groep}/", f"instellingen-{groep}")
    page.goto("/beheer/instellingen/po2815/termijnen/")
    page.get_by_label("Wij besluiten binnen").fill("9")
    druk(page, "Bewaren")
    bekijk(page, "instellingen-fout")
    page.get_by_label("Wij besluiten binnen").fill("5")
    druk(page, "Bewaren")
    bekijk(page, "instellingen-gewijzigd")
