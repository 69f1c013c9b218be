"""What the desk, a deskundige and a beslisser see beside the main path."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from loket.actions.besluit import besluiten
from loket.models import Status
from scholen.models import Samenwerkingsverband, Werkgebied
from tests.factories import (
    SchoolFactory,
    aanvraag_in,
    beslissing,
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
    page.get_by_label("Fase").select_option(label="Deskundigen")
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
    page.goto(f"/loket/aanvragen/{controle.public_id}/deskundigen/")
    page.locator("main form button[type=submit]").last.click()
    bekijk(page, "deskundigen-fout")
    naar(page, f"/leerlingen/{controle.leerling.public_id}/", "leerling-loket")


def test_what_a_beslisser_sees(binnen, beslisser, loketmedewerker, school, ib):
    page = binnen(beslisser)
    naar(page, "/", "besluiten-leeg")
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, behandelaar=loketmedewerker)
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
