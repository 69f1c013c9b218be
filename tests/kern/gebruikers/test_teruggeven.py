"""Without a script, pressing the button after the end of a session loses nothing either."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from loket.models import OnderdeelBehoefte, Status
from tests.factories import aanvraag_in
from tests.test_toegang import ingelogd

HIER = {"Origin": "https://testserver"}
TEKST = 'Drukte & "lawaai" <b>in</b> de klas'


@pytest.fixture
def pad(ib, school, leerling):
    aanvraag = aanvraag_in(Status.CONCEPT, school=school, ib=ib, leerling=leerling)
    return reverse("loket:aanvraag_onderdeel", args=[aanvraag.public_id, "behoefte"])


def velden(pagina: str) -> dict[str, str]:
    return {
        naam: unescape(waarde)
        for naam, waarde in re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">', pagina)
    }


def test_what_was_typed_is_given_back_and_saved_after_logging_in(pad, ib):
    weg = Client().post(pad, {"versie": 0, "belemmeringen": TEKST}, headers=HIER)
    assert (weg.status_code, weg["Cache-Control"]) == (401, "no-store")
    pagina = weg.content.decode()
    assert "<h1>Uitgelogd</h1>" in pagina
    assert velden(pagina)["belemmeringen"] == TEKST
    assert "<b>in</b>" not in pagina
    assert ingelogd(ib).post(pad, velden(pagina), headers=HIER).status_code == 302
    assert OnderdeelBehoefte.objects.get().belemmeringen == TEKST


def test_an_old_token_of_somebody_who_is_logged_in_costs_one_more_press(pad, ib):
    client = ingelogd(ib)
    client.handler.enforce_csrf_checks = True
    oud = client.post(pad, {"versie": 0, "belemmeringen": TEKST}, headers=HIER)
    assert oud.status_code == 403
    nieuw = velden(oud.content.decode())
    assert client.post(pad, nieuw, headers=HIER).status_code == 302
    assert OnderdeelBehoefte.objects.get().belemmeringen == TEKST


@pytest.mark.parametrize("kop", [{}, {"Origin": "https://kwaad.example"}, {"Origin": "null"}])
def test_another_site_cannot_put_words_in_a_page_of_ours(pad, ib, kop):
    assert Client().post(pad, {"belemmeringen": TEKST}, headers=kop).status_code == 302
    client = ingelogd(ib)
    client.handler.enforce_csrf_checks = True
    assert "Drukte" not in client.post(pad, {"belemmeringen": TEKST}, headers=kop).content.decode()


def test_a_password_is_never_given_back(ib):
    client = ingelogd(ib)
    client.handler.enforce_csrf_checks = True
    antwoord = client.post(reverse("account_change_password"), {"oldpassword": "heel geheim"}, headers=HIER)
    assert "heel geheim" not in antwoord.content.decode()


def test_a_button_alone_leads_to_the_log_in_page_as_before(pad):
    assert Client().post(pad, {"versie": 0, "actie": "blijf"}, headers=HIER).status_code == 302
