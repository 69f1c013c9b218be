"""The pages of the post: made, printed, ticked off in three ways and sent, each step with its sentence."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from loket.actions.post.printen import MAX_POGINGEN, partij_printklaar
from loket.models import Postpartij, Status
from tests.factories import leerling_op, ouder_van
from tests.loket.bezwaarstappen import nu, vandaag
from tests.loket.test_post import besloten_en_klaar, codes, pdfs, verzonden

POST = reverse("loket:post")


@pytest.fixture
def binnen(client, inloggen, loketmedewerker):
    inloggen(loketmedewerker)
    return client


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, beslisser, loketmedewerker):
    zaak = besloten_en_klaar(school, ib, beslisser, loketmedewerker, leerling)
    pdfs()
    return zaak


@pytest.fixture
def pagina(binnen, aanvraag):
    """The address of a batch of which the PDF is made."""
    adres = binnen.post(POST, {"soort": "loket", "kanten": "dubbel"}).url
    partij_printklaar(Postpartij.objects.get().pk, op=nu())
    return adres


def test_from_making_to_sent(binnen, pagina, aanvraag):
    partij = Postpartij.objects.get()
    assert "2 enveloppen" in binnen.get(pagina).text
    pdf = binnen.get(reverse("loket:postpartij_pdf", args=[partij.public_id]))
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    een, twee = codes(partij)
    assert binnen.post(pagina, {"actie": "scan", "code": een}).url == f"{pagina}?scan=1"
    tekst = binnen.get(f"{pagina}?scan=1").text
    assert f'Afgevinkt:</span> <span class="ref">{een}' in tekst
    assert re.search(r'<input[^>]* name="code"[^>]* autofocus', tekst)
    assert "al afgevinkt" in binnen.post(pagina, {"actie": "scan", "code": een}).text
    binnen.post(pagina, {"actie": "lijst", "codes": [een, twee]})
    binnen.post(pagina, {"actie": "weg"})
    assert "Deze post is weg" in binnen.get(pagina).text
    assert verzonden().count() == 2
    aanvraag.refresh_from_db()
    assert aanvraag.status == Status.BEKENDGEMAAKT


def test_what_is_wrong_says_so_and_keeps_what_was_typed(binnen, pagina):
    for data, zin in (
        ({"actie": "scan", "code": ""}, "Scan of typ een code"),
        ({"actie": "scan", "code": "xyz"}, "Dit is geen code"),
        ({"actie": "tel", "aantal": "7"}, "Je telde 7, maar er horen 2"),
        ({"actie": "tel", "aantal": ""}, "Vul in hoeveel"),
    ):
        antwoord = binnen.post(pagina, data)
        assert antwoord.status_code == 200
        assert zin in antwoord.text
    assert "Vink eerst af" in binnen.post(pagina, {"actie": "weg"}, follow=True).text


def test_the_page_of_verzenden_offers_it_and_after_that_there_is_nothing_left(binnen, aanvraag):
    lijst = reverse("loket:verzenden")
    assert "2 brieven zijn klaar" in binnen.get(lijst).text
    assert "Kies of je op" in binnen.post(POST, {"soort": "loket"}).text
    binnen.post(POST, {"soort": "loket", "kanten": "enkel"})
    assert "Er is nu geen brief" in binnen.get(lijst).text
    assert "geen brief klaar" in binnen.post(POST, {"soort": "loket", "kanten": "enkel"}, follow=True).text
    assert Postpartij.objects.count() == 1


def test_while_it_is_made_the_page_waits(binnen, aanvraag):
    adres = binnen.post(POST, {"soort": "loket", "kanten": "dubbel"}).url
    assert "data-ververs" in binnen.get(adres).text
    assert "samengevoegd" in binnen.get(adres, headers={"X-Fragment": "1"}).text
    partij_printklaar(Postpartij.objects.get().pk, op=nu())
    assert "data-ververs" not in binnen.get(adres, headers={"X-Fragment": "1"}).text


def test_after_ten_tries_the_page_says_so_with_a_way_out_and_bezorging_names_it(binnen, aanvraag):
    adres = binnen.post(POST, {"soort": "loket", "kanten": "dubbel"}).url
    Postpartij.objects.update(pogingen=MAX_POGINGEN, laatste_fout="Samenvoegen lukte niet (PdfError).")
    tekst = binnen.get(adres).text
    assert "Het portaal probeert het niet meer" in tekst
    assert "data-ververs" not in tekst
    assert adres in binnen.get(reverse("loket:bezorging")).text
    assert "wordt opnieuw gemaakt" in binnen.post(adres, {"actie": "opnieuw"}, follow=True).text
    assert "data-ververs" in binnen.get(adres).text
    assert adres not in binnen.get(reverse("loket:bezorging")).text
    Postpartij.objects.update(pogingen=MAX_POGINGEN)
    assert "Deze post is vervallen" in binnen.post(adres, {"actie": "niet"}, follow=True).text


def test_who_treats_a_bezwaar_has_the_own_post_and_no_other(client, inloggen, bezwaarbehandelaar, aanvraag, binnen):
    adres = binnen.post(POST, {"soort": "loket", "kanten": "dubbel"}).url
    inloggen(bezwaarbehandelaar)
    assert "brieven in bezwaren" in client.get(POST).text
    assert client.get(adres).status_code == 404
    client.post(POST, {"soort": "loket", "kanten": "dubbel"})
    assert Postpartij.objects.count() == 1


def test_who_treats_a_bezwaar_is_not_sent_to_a_page_that_is_not_there(client, inloggen, bezwaarbehandelaar):
    partij = Postpartij.objects.create(
        soort="bezwaar", datum=vandaag(), gemaakt_op=nu(), gemaakt_door=bezwaarbehandelaar, vervallen_op=nu()
    )
    inloggen(bezwaarbehandelaar)
    tekst = client.get(reverse("loket:postpartij", args=[partij.public_id])).text
    assert "Deze post is vervallen" in tekst
    assert reverse("loket:verzenden") not in tekst


def test_ten_more_letters_cost_no_more_queries(binnen, school, ib, beslisser, loketmedewerker, aanvraag):
    def vragen(adres):
        binnen.get(adres)
        with CaptureQueriesContext(connection) as gevangen:
            assert binnen.get(adres).status_code == 200
        return len(gevangen)

    adres = binnen.post(POST, {"soort": "loket", "kanten": "dubbel"}).url
    eerst = [vragen(adres), vragen(POST), vragen(reverse("loket:verzenden"))]
    for _ in range(5):
        leerling = leerling_op(school)
        ouder_van(leerling)
        besloten_en_klaar(school, ib, beslisser, loketmedewerker, leerling)
    pdfs()
    tweede = binnen.post(POST, {"soort": "loket", "kanten": "dubbel"}).url
    assert [vragen(tweede), vragen(POST), vragen(reverse("loket:verzenden"))] == eerst
