"""Error pages say what to do and give nothing away."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404
from django.test import Client
from django.urls import path

from kern.gebruikers.beleid import beleid, openbaar
from swv_portal import fouten, urls


@beleid(openbaar)
def weigeren(request):
    raise PermissionDenied("geheim")


@beleid(openbaar)
def weg(request):
    raise Http404("geheim")


@beleid(openbaar)
def stuk(request):
    raise RuntimeError("geheim")


@beleid(openbaar)
def raar(request):
    raise SuspiciousOperation("geheim")


urlpatterns = [
    path("weigeren/", weigeren),
    path("weg/", weg),
    path("stuk/", stuk),
    path("raar/", raar),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def test_forbidden_and_unknown_are_the_same_answer(client):
    dicht, onbekend, nergens = (client.get(pad) for pad in ("/weigeren/", "/weg/", "/bestaat-niet/"))
    assert {antwoord.status_code for antwoord in (dicht, onbekend, nergens)} == {404}
    assert dicht.content == onbekend.content == nergens.content
    assert b"geheim" not in dicht.content


def test_the_templates_of_both_are_the_same_too():
    sjablonen = settings.BASE_DIR / "templates"
    assert (sjablonen / "403.html").read_text() == (sjablonen / "404.html").read_text()


def test_a_failure_shows_a_code_that_is_in_the_log_and_no_trace(client, caplog):
    antwoord = client.get("/stuk/")
    html = antwoord.content.decode()
    code = re.search(r'<strong class="ref">([0-9A-F]{8})</strong>', html)[1]
    assert antwoord.status_code == 500
    assert code in caplog.text
    assert "geheim" not in html
    assert "Traceback" not in html


def test_a_failure_page_stands_when_the_database_does_not(client, monkeypatch):
    def plat(request):
        raise OperationalError("de databank is weg")

    monkeypatch.setattr(fouten, "eigen_instelling", plat)
    antwoord = client.get("/stuk/")
    assert antwoord.status_code == 500
    assert "Er ging iets mis bij ons" in antwoord.content.decode()


def test_a_strange_request_gets_a_page_too(client):
    antwoord = client.get("/raar/")
    assert antwoord.status_code == 400
    assert "Deze vraag begrijpen we niet" in antwoord.content.decode()


def test_a_form_that_was_open_too_long_says_how_to_keep_the_text():
    antwoord = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "iemand@voorbeeld.nl"})
    assert antwoord.status_code == 403
    assert "Wat u invulde, staat nog op de vorige pagina" in antwoord.content.decode()


@pytest.mark.parametrize("pad", ["/weg/", "/stuk/", "/raar/"])
def test_error_pages_are_not_indexed(client, pad):
    assert 'name="robots" content="noindex, nofollow"' in client.get(pad).content.decode()
