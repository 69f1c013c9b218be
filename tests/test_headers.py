"""The hook of tests/headers.py works: each planted mistake turns the test that meets it red."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse, HttpResponseRedirect
from django.test import Client
from django.urls import path, reverse

from kern.gebruikers.beleid import beleid, ingelogd, openbaar
from kern.gebruikers.geluid import met_opnemer, met_speler
from swv_portal import urls, veiligheid
from tests.factories import leerling_op
from tests.headers import CSP, geteld

rood = pytest.fail.Exception


@beleid(openbaar)
def zonder(request, header):
    """Says something else than the rule, so that no middleware fills it in."""
    return HttpResponse("", headers={header: "anders"})


@beleid(openbaar)
def vast_nonce(request):
    request._csp_nonce = "a" * 24
    return HttpResponse(str(request.csp_nonce), content_type="text/plain")


@beleid(openbaar)
def koekje(request, soort):
    antwoord = HttpResponse("")
    naam = "los" if soort == "naam" else "__Host-los"
    antwoord.set_cookie(
        naam,
        "1",
        secure=soort != "secure",
        httponly=soort != "httponly",
        samesite=None if soort == "samesite" else "Lax",
    )
    return antwoord


@beleid(openbaar)
def html(request):
    return HttpResponse('<p onclick="x()">', content_type="text/html")


@beleid(openbaar)
def inlijn(request):
    return HttpResponse("<script>x()</script>", content_type="text/html")


@beleid(ingelogd)
def bewaarbaar(request):
    return HttpResponse("", headers={"Cache-Control": "public, max-age=60"})


@beleid(openbaar)
def besloten(request):
    """A page that is not in the list of what may be kept."""
    return HttpResponse("")


@beleid(openbaar)
def geluid(request, vorm):
    """A page with or without something to play or record, with headers that are right, too closed or too open."""
    inhoud, _, deur = vorm.partition("-")
    html = {"speler": "<audio src='/x/'></audio>", "opnemer": '<div class="a" data-opnemer="geluid">', "geen": ""}
    antwoord = HttpResponse(html[inhoud], content_type="text/html")
    return {"speler": met_speler, "opnemer": met_opnemer}.get(deur, lambda een: een)(antwoord)


@beleid(openbaar)
def door(request):
    return HttpResponseRedirect(request.GET["naar"])


@beleid(openbaar)
def herhalen(request):
    return HttpResponseRedirect(f"/scholen/?q={request.POST['q']}")


@beleid(openbaar)
def raar(request):
    raise SuspiciousOperation


urlpatterns = [
    path("zonder/<str:header>/", zonder),
    path("nonce/", vast_nonce, name="home"),
    path("koekje/<str:soort>/", koekje),
    path("html/", html, name="ouders"),
    path("inlijn/", inlijn, name="ouders"),
    path("bewaarbaar/", bewaarbaar),
    path("besloten/", besloten, name="besloten"),
    path("geluid/<str:vorm>/", geluid, name="ouders"),
    path("door/", door),
    path("herhalen/", herhalen),
    path("raar/", raar),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.mark.parametrize(
    "header",
    [
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "Permissions-Policy",
        "Strict-Transport-Security",
        "Content-Security-Policy",
        "Reporting-Endpoints",
    ],
)
def test_another_header_than_the_rule_asks_is_caught(client, header):
    with pytest.raises(rood, match=header):
        client.get(f"/zonder/{header}/")


@pytest.mark.parametrize(
    ("laag", "header"),
    [
        ("kern.gebruikers.middleware.headers", "Permissions-Policy is None"),
        ("csp.middleware.CSPMiddleware", "Content-Security-Policy is None"),
        ("django.middleware.clickjacking.XFrameOptionsMiddleware", "X-Frame-Options is None"),
        ("django.middleware.security.SecurityMiddleware", "Strict-Transport-Security is not"),
    ],
)
def test_a_layer_that_is_taken_out_is_caught(settings, laag, header):
    settings.MIDDLEWARE = [naam for naam in settings.MIDDLEWARE if naam != laag]
    with pytest.raises(rood, match=header):
        Client().get("/privacy/")


@pytest.mark.parametrize(
    ("deel", "waarde"),
    [
        ("script-src", ["'self'", "'unsafe-inline'"]),
        ("style-src", ["'self'", "'unsafe-inline'"]),
        ("default-src", ["'self'"]),
        ("img-src", ["'self'", "data:"]),
        ("frame-ancestors", ["'self'"]),
        ("base-uri", ["'self'"]),
    ],
)
def test_a_weaker_policy_is_caught(client, settings, deel, waarde):
    beleid_nu = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**beleid_nu, deel: waarde}}
    with pytest.raises(rood, match="Content-Security-Policy"):
        client.get("/privacy/")


@pytest.mark.parametrize("vorm", ["speler-speler", "opnemer-opnemer", "geen-dicht"])
def test_a_page_opens_what_it_plays_or_records(client, vorm):
    assert client.get(f"/geluid/{vorm}/").status_code == 200


@pytest.mark.parametrize(
    ("vorm", "header"),
    [
        ("speler-dicht", "Content-Security-Policy"),
        ("opnemer-dicht", "Permissions-Policy"),
        ("opnemer-speler", "Permissions-Policy"),
        ("geen-speler", "Content-Security-Policy"),
        ("geen-opnemer", "Permissions-Policy"),
        ("speler-opnemer", "Permissions-Policy"),
    ],
)
def test_a_microphone_or_player_where_none_is_needed_is_caught(client, vorm, header):
    with pytest.raises(rood, match=header):
        client.get(f"/geluid/{vorm}/")


def test_a_nonce_that_is_used_again_is_caught(client):
    client.get("/nonce/")
    with pytest.raises(rood, match="not fresh"):
        client.get("/nonce/")


@pytest.mark.parametrize("pad", ["/html/", "/inlijn/"])
def test_script_in_the_page_is_caught(client, pad):
    with pytest.raises(rood, match="inline"):
        client.get(pad)


@pytest.mark.parametrize(
    ("soort", "woord"),
    [("naam", "__Host-"), ("secure", "not Secure"), ("httponly", "not HttpOnly"), ("samesite", "no SameSite")],
)
def test_a_cookie_that_others_can_use_is_caught(client, soort, woord):
    with pytest.raises(rood, match=woord):
        client.get(f"/koekje/{soort}/")


def test_a_page_for_one_person_that_may_be_kept_is_caught(client, inloggen, loketmedewerker):
    with pytest.raises(rood, match="no-store"):
        client.get("/besloten/")
    ingelogd_client = inloggen(loketmedewerker)
    ingelogd_client.get("/loket/")
    with pytest.raises(rood, match="no-store"):
        ingelogd_client.get("/bewaarbaar/")


@pytest.mark.parametrize(
    "naar",
    ["/scholen/?q=Sanne Visser", "/scholen/?mail=a@b.nl", "/scholen/?bsn=123456782", "/x/2019-03-04/", "/x/Anouk/"],
)
def test_a_person_in_an_address_is_caught(client, naar):
    with pytest.raises(rood, match="more than ids"):
        client.get("/door/", {"naar": naar})


def test_a_name_that_somebody_typed_is_caught_in_an_address_too(client):
    with pytest.raises(rood, match="repeats what somebody typed"):
        client.post("/herhalen/", {"q": "visser"})


def test_an_address_of_another_host_is_caught(client):
    with pytest.raises(rood, match="another host"):
        client.get("/door/", {"naar": "https://elders.example/"})


def test_an_address_of_ids_passes(client, school):
    naar = reverse("scholen:leerling", args=[leerling_op(school).public_id])
    voor = geteld["antwoorden"]
    assert client.get("/door/", {"naar": f"/account/login/?next={naar}"}).status_code == 302
    assert geteld["antwoorden"] == voor + 1


def test_a_request_over_http_is_sent_to_https_with_the_other_headers(client):
    antwoord = client.get("/privacy/", headers={"X-Forwarded-Proto": "http"})
    assert antwoord.status_code == 301
    assert antwoord["Location"] == "https://testserver/privacy/"


def test_a_name_that_is_not_ours_is_refused_with_the_same_headers(client):
    assert client.get("/privacy/", headers={"host": "elders.example"}).status_code == 400


@pytest.mark.parametrize("pad", ["/nergens/", "/raar/", "/privacy", "/static/css/portaal.css", "/static/nergens.css"])
def test_errors_redirects_and_files_pass_the_hook_too(pad):
    antwoord = Client(raise_request_exception=False).get(pad)
    assert antwoord.status_code in (200, 301, 400, 404)
    antwoord.close()


def test_the_policy_meets_the_list_of_internet_nl():
    """Each point of internet.nl's test of a policy (no unsafe word, scheme or wildcard)."""
    assert {"default-src", "base-uri", "form-action", "frame-ancestors"} <= set(CSP)
    assert not re.search(r"unsafe|http:|https:|data:|\*", str(CSP))


def test_a_report_of_the_browser_is_logged_without_the_page(client, caplog):
    melding = {
        "type": "csp-violation",
        "url": "https://testserver/leerlingen/geheim/",
        "body": {
            "documentURL": "https://testserver/leerlingen/geheim/",
            "effectiveDirective": "script-src-elem",
            "blockedURL": "https://kwaad.example/pad?naam=Sanne",
        },
    }
    antwoord = client.post("/csp-melding/", [melding], content_type="application/reports+json")
    assert antwoord.status_code == 204
    assert "script-src-elem weigert kwaad.example" in caplog.text
    assert "geheim" not in caplog.text
    assert "Sanne" not in caplog.text


@pytest.mark.parametrize(
    "lichaam",
    [b"", b"{", b"[[" * 8000, b"\xff", b"7", b'[7, {"body": 7}]', b"[" + b'{"body": {}},' * 5000 + b"{}]"],
)
def test_a_report_that_is_none_does_nothing(lichaam):
    assert veiligheid.overtredingen(lichaam) == []


def test_a_report_cannot_add_a_line_to_the_log():
    zin = veiligheid.overtredingen(b'[{"body": {"effectiveDirective": "a\\nERROR b", "blockedURL": "http://[x\\n"}}]')
    assert zin == ["ab weigert "]
