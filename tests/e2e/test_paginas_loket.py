"""What the desk, a deskundige and a beslisser see beside the main path."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.actions.besluit import besluiten
from loket.actions.doorzenden import doorzending_voorstellen
from loket.models import Status
from scholen.models import Samenwerkingsverband, Werkgebied
from tests.factories import (
    SchoolFactory,
    aanvraag_in,
    beslissing,
    gebruiker_met,
    opdracht_voor,
)

from .conftest import bekijk
from .stappen import druk, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
S = Status


def test_every_way_to_look_at_the_worklist(binnen, loketmedewerker, school, ib):
    page = binnen(loketmedewerker)
    naar(page, "/loket/", "werkvoorraad-leeg")
    naar(page, "/loket/?weergave=school", "werkvoorraad-leeg-tab")
    naar(page, "/loket/verzenden/", "verzenden-leeg")
    SchoolFactory()
    Werkgebied.objects.create(swv=Samenwerkingsverband.objects.get(), code="A", naam="Duinrand")
    aanvraag_in(S.INGEDIEND, school=school, ib=ib)
    lang = SchoolFactory(naam="Rooms-Katholieke Basisschool voor Montessorionderwijs De Regenboogvlinder")
    laat = timezone.now() - timedelta(days=120)
    aanvraag_in(S.IN_ADVIES, school=lang, ingediend=laat, behandelaar=loketmedewerker)
    for status in (S.IN_CONTROLE, S.AANVULLING_GEVRAAGD, S.BESLUIT_VOORBEREIDEN):
        aanvraag_in(status, school=school, ib=ib, behandelaar=loketmedewerker)
    for weergave in ("mijn", "vrij", "week", "school", "advies", "alles"):
        naar(page, f"/loket/?weergave={weergave}", f"werkvoorraad-{weergave}")
    page.get_by_label("Fase", exact=True).select_option(label="Deskundigen")
    druk(page, "Toon")
    bekijk(page, "werkvoorraad-filter")
    assert page.get_by_role("link", name="Fase: Deskundigen").is_visible()
    naar(page, "/loket/?soort=SBO&termijn=laat", "werkvoorraad-filter-leeg")
    page.get_by_label("Zoeken in alle aanvragen").fill("Bestaatniet")
    druk(page, "Zoek")
    bekijk(page, "zoeken-niets")
    assert "Bestaatniet" not in page.url
    assert "Niets gevonden" in page.locator("main").inner_text()
    naar(page, "/loket/aanvragen/", "aanvragen")


def test_a_view_of_ones_own_and_one_thing_to_many_rows(binnen, loketmedewerker, school, ib):
    gebruiker_met(Rol.LOKETMEDEWERKER, naam="Karim Aziz")
    for _ in range(3):
        aanvraag_in(S.INGEDIEND, school=school, ib=ib)
    page = binnen(loketmedewerker)
    page.goto("/loket/?weergave=vrij")
    page.get_by_label("Kies alle aanvragen op deze pagina").check()
    assert page.locator("[data-aantal-gekozen]").inner_text() == "3"
    bekijk(page, "werkvoorraad-gekozen")
    page.get_by_label("Toewijzen aan").select_option(label="Karim Aziz – 0")
    druk(page, "Toewijzen")
    bekijk(page, "werkvoorraad-toegewezen")
    assert "3 aanvragen toegewezen aan Karim Aziz." in page.locator("main").inner_text()
    druk(page, "Ongedaan maken")
    assert "3 aanvragen teruggezet." in page.locator("main").inner_text()
    page.goto("/loket/?weergave=alles&soort=so")
    page.get_by_text("Bewaar deze weergave").click()
    page.get_by_label("Naam van de weergave").fill("Onze so")
    page.get_by_label("Voor iedereen van het loket").check()
    bekijk(page, "weergave-bewaren")
    druk(page, "Bewaar")
    assert page.get_by_role("link", name="Onze so 3").is_visible()
    page.get_by_text("Kolommen", exact=True).click()
    bekijk(page, "werkvoorraad-kolommen")
    page.get_by_label("Ontvangen op").check()
    druk(page, "Stel in")
    assert page.get_by_role("columnheader", name="Ontvangen op").is_visible()
    bekijk(page, "werkvoorraad-eigen")


def test_days_off_rules_and_what_is_said(binnen, loketmedewerker, school, ib):
    collega = gebruiker_met(Rol.LOKETMEDEWERKER, naam="Karim Aziz")
    zaak = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, behandelaar=collega)
    page = binnen(loketmedewerker)
    page.goto("/loket/werkverdeling/")
    page.get_by_label("Wie is er weg?").select_option(label="Karim Aziz")
    vandaag = timezone.localdate().isoformat()
    page.get_by_label("Eerste dag").fill(vandaag)
    page.get_by_label("Laatste dag").fill(vandaag)
    page.get_by_label("Wie neemt het werk waar?").select_option(label=loketmedewerker.naam)
    druk(page, "Afwezig melden")
    page.get_by_label("Naar wie?").select_option(label="Karim Aziz")
    druk(page, "Regel toevoegen")
    bekijk(page, "werkverdeling")
    naar(page, "/loket/", "werkvoorraad-namens")
    page.goto(f"/loket/aanvragen/{zaak.public_id}/?tab=gesprekken")
    page.get_by_label("Interne notitie").fill("De moeder wil liever gebeld worden.")
    page.get_by_label("Karim Aziz").check()
    druk(page, "Notitie bewaren")
    page.get_by_text("Bericht aan de school").first.click()
    page.locator("#id_bericht-tekst").fill("Kunt u het OPP nog nakijken?")
    druk(page, "Bericht sturen")
    bekijk(page, "gesprekken")
    page.get_by_text("Telefoon, post of gesprek").click()
    druk(page, "Contact vastleggen")
    bekijk(page, "gesprekken-fout", titel="Gesprekken")
    naar(page, f"/loket/aanvragen/{zaak.public_id}/?tab=geschiedenis", "geschiedenis")
    school_page = binnen(ib)
    naar(school_page, f"/aanvragen/{zaak.public_id}/", "school-berichten")
    ander = binnen(collega)
    naar(ander, "/loket/?weergave=alles", "werkvoorraad-genoemd")
    assert "Jij bent genoemd" in ander.locator("main").inner_text()


def test_single_keys_work_only_for_who_switched_them_on(binnen, loketmedewerker, school, ib):
    zaken = [aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, behandelaar=loketmedewerker) for _ in range(3)]
    page = binnen(loketmedewerker)
    page.goto("/loket/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.goto("/account/2fa/")
    bekijk(page, "account-sneltoetsen")
    druk(page, "Aanzetten")
    page.goto("/loket/")
    for toets in ("j", "j", "x"):
        page.keyboard.press(toets)
    assert page.locator("[name=kies]").nth(1).is_checked()
    page.keyboard.press("k")
    page.keyboard.press("?")
    bekijk(page, "sneltoetsen")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("jxn")
    assert page.get_by_label("Zoeken in alle aanvragen").input_value() == "jxn"
    page.keyboard.press("Tab")
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("o")
    assert page.url.endswith(f"/{zaken[1].public_id}/")
    with page.expect_navigation():
        page.keyboard.press("n")
    assert page.url.endswith(f"/{zaken[2].public_id}/")
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.name") == "behandelaar"


def test_each_tab_of_a_case_and_each_form_of_the_desk(binnen, loketmedewerker, school, ib):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, behandelaar=loketmedewerker)
    page = binnen(loketmedewerker)
    page.goto(f"/loket/aanvragen/{aanvraag.public_id}/")
    for tab in page.locator(".swv-tabs a").all():
        pad = tab.get_attribute("href")
        ander = page.context.new_page()
        naar(ander, pad, f"zaak-{re.sub('.*=', '', pad).strip('/').rpartition('/')[2]}")
        ander.close()
    controle = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, behandelaar=loketmedewerker)
    naar(page, f"/loket/aanvragen/{controle.public_id}/", "zaak-in-controle")
    naar(page, f"/loket/aanvragen/{controle.public_id}/aanvulling/", "aanvulling-vragen")
    naar(page, f"/loket/aanvragen/{controle.public_id}/te-laat/", "zaak-te-laat")
    naar(page, f"/loket/aanvragen/{controle.public_id}/brieven/", "zaak-brieven")
    page.goto(f"/loket/aanvragen/{controle.public_id}/deskundigen/")
    page.locator("main form button[type=submit]").last.click()
    bekijk(page, "deskundigen-fout")
    naar(page, f"/leerlingen/{controle.leerling.public_id}/", "leerling-loket")


def test_what_a_beslisser_sees(binnen, beslisser, loketmedewerker, school, ib):
    page = binnen(beslisser)
    naar(page, "/", "besluiten-leeg")
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, behandelaar=loketmedewerker)
    grens = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, soort="SBO")
    doorzending_voorstellen(grens, door=loketmedewerker, op=timezone.now(), naar_naam="SWV Elders", reden="Grens.")
    naar(page, "/loket/besluiten/", "besluiten")
    naar(page, f"/loket/aanvragen/{aanvraag.public_id}/terug/", "terug")
    page.goto(f"/loket/aanvragen/{aanvraag.public_id}/besluit/")
    druk(page, "Naar ondertekenen")
    bekijk(page, "besluit-fout")
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
    naar(page, f"/loket/aanvragen/{aanvraag.public_id}/brief/", "brief-voorbeeld")
    balie = binnen(loketmedewerker)
    naar(balie, "/loket/verzenden/", "verzenden")
    naar(balie, f"/loket/aanvragen/{aanvraag.public_id}/", "zaak-besloten")


def test_what_a_deskundige_sees(binnen, deskundige_een, school, ib):
    page = binnen(deskundige_een)
    naar(page, "/", "adviezen-leeg")
    aanvraag = aanvraag_in(S.IN_ADVIES, school=school, ib=ib)
    aanvraag.adviesopdrachten.filter(volgorde=1).update(vervallen_op=timezone.now())
    opdracht = opdracht_voor(aanvraag, deskundige=deskundige_een)
    naar(page, f"/advies/{opdracht.public_id}/", "advies-leeg")
    druk(page, "Ondertekenen")
    bekijk(page, "advies-fout")
