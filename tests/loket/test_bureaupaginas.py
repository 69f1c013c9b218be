"""The pages of the desk answer for who works there, in each status, and say why something cannot be done."""

import pytest
from django.urls import reverse
from django.utils import timezone

from loket.actions.bekendmaken import klaarzetten
from loket.actions.besluit import besluiten
from loket.models import Status
from tests.factories import aanvraag_in, beslissing, opdracht_voor

S = Status
LOPEND = [
    S.INGEDIEND,
    S.IN_CONTROLE,
    S.AANVULLING_GEVRAAGD,
    S.COMPLEET,
    S.IN_ADVIES,
    S.ADVIES_GEREED,
    S.BESLUIT_VOORBEREIDEN,
    S.INGETROKKEN,
]


def pad(naam, *args):
    return reverse(f"loket:{naam}", args=args)


def besloten(beslisser):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
    aanvraag.refresh_from_db()
    return aanvraag


@pytest.mark.parametrize("tab", ["", "aanvraag", "adviezen", "stukken", "geschiedenis"])
@pytest.mark.parametrize("status", LOPEND)
def test_the_case_page_works_in_every_status_and_tab(client, inloggen, loketmedewerker, status, tab):
    inloggen(loketmedewerker)
    aanvraag = aanvraag_in(status)
    antwoord = client.get(pad("behandelen", aanvraag.public_id), {"tab": tab} if tab else {})
    assert antwoord.status_code == 200
    assert aanvraag.leerling.naam in antwoord.text
    assert antwoord.text.count("<h1") == 1
    assert '<a href="/loket/" aria-current="true">Werkvoorraad' in antwoord.text, "as the breadcrumb says"
    assert '<a href="/loket/aanvragen/" aria-current' not in antwoord.text


@pytest.mark.parametrize("naam", ["aanvraag_besluiten", "terug"])
def test_the_pages_of_the_decision_belong_to_what_is_to_be_decided(client, inloggen, beslisser, naam):
    inloggen(beslisser)
    tekst = client.get(pad(naam, aanvraag_in(S.BESLUIT_VOORBEREIDEN).public_id)).text
    assert '<a href="/loket/besluiten/" aria-current="true">Te besluiten' in tekst, "as the breadcrumb says"
    assert tekst.count('aria-current="true"') == 1


def test_the_case_page_of_a_decision_leads_to_the_letters(client, inloggen, loketmedewerker, beslisser):
    aanvraag = besloten(beslisser)
    inloggen(loketmedewerker)
    assert pad("bekendmaken", aanvraag.public_id) in client.get(pad("behandelen", aanvraag.public_id)).text


@pytest.mark.parametrize("naam", ["aanvulling", "deskundigen"])
def test_a_page_that_cannot_be_used_now_says_why(client, inloggen, loketmedewerker, naam):
    inloggen(loketmedewerker)
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    antwoord = client.get(pad(naam, aanvraag.public_id))
    assert "Dit kan niet meer: de status is nu" in antwoord.text


@pytest.mark.parametrize("naam", ["aanvulling", "deskundigen"])
def test_the_forms_of_the_check_are_there(client, inloggen, loketmedewerker, naam):
    inloggen(loketmedewerker)
    antwoord = client.get(pad(naam, aanvraag_in(S.IN_CONTROLE).public_id))
    assert antwoord.status_code == 200
    assert "csrfmiddlewaretoken" in antwoord.text


def test_the_expert_sees_the_own_list_and_the_form(client, inloggen, deskundige_een):
    opdracht = opdracht_voor(aanvraag_in(S.IN_CONTROLE), deskundige=deskundige_een)
    inloggen(deskundige_een)
    assert opdracht.aanvraag.kenmerk in client.get(pad("adviezen")).text
    assert "Jouw advies" in client.get(pad("advies", opdracht.public_id)).text


def test_the_beslisser_sees_list_form_letters_and_the_page_to_send_back(client, inloggen, beslisser):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    inloggen(beslisser)
    assert "2 adviezen: so, so" in client.get(pad("besluiten")).text
    assert "Jouw besluit" in client.get(pad("aanvraag_besluiten", aanvraag.public_id)).text
    assert client.get(pad("terug", aanvraag.public_id)).status_code == 200
    assert client.get(pad("behandelen", aanvraag.public_id)).status_code == 200


def test_the_pages_for_sending_work_before_and_after_dating(client, inloggen, loketmedewerker, beslisser):
    aanvraag = besloten(beslisser)
    inloggen(loketmedewerker)
    assert "Nog niet klaargezet" in client.get(pad("bekendmaken", aanvraag.public_id)).text
    assert aanvraag.kenmerk in client.get(pad("verzenden")).text
    klaarzetten(aanvraag, door=loketmedewerker, op=timezone.now(), verzenddatum=timezone.localdate())
    assert "Wordt gemaakt" in client.get(pad("bekendmaken", aanvraag.public_id)).text
    assert "data-ververs" in client.get(pad("brieven_stand", aanvraag.public_id)).text
