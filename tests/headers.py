"""A hook on the test client: what §4.1 rules 26-28 of the safety rules ask, of every answer in the whole suite.

The suite runs as over https, with the settings that the real file makes for it, except where a browser visits a live
server. What is expected stands here once more, written out: a setting that changes must change twice.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from django.conf import Settings, settings
from django.core.signals import setting_changed
from django.test import Client
from django.urls import Resolver404, resolve

from tests.instellingen import instellingen_met

VAST = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
OPNEMEN = "camera=(), microphone=(self), geolocation=(), payment=(), usb=()"
SPELER, OPNEMER = "'self'", "'self' blob:"
"""Where sound or film is played or recorded, and only there: media-src, and the microphone."""
HSTS = "max-age=63072000; includeSubDomains"
CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "report-to": "csp",
}
BIJLAGE = {"sandbox": "", "default-src": "'none'"}
"""The policy of a file: nothing in it runs."""
VOOR_IEDEREEN = {
    "home", "ouders", "professionals", "contact", "privacy", "toegankelijkheid", "woorden", "bouwstenen", "thema",
    "deelbeeld", "leeft", "klaar", "robots", "favicon", "security_txt", "csp_melding",
    "voorlichting:scholen", "voorlichting:school", "voorlichting:ouders",
    "voorlichting:professionals", "voorlichting:over_ons", "voorlichting:over-ons",
    "voorlichting:zoek", "voorlichting:sitemap", "voorlichting:kaart", "voorlichting:talen", "voorlichting:taal",
    "voorlichting:taal_scholen", "voorlichting:taal_school", "voorlichting:taal_steunpunt", "voorlichting:taal_pagina",
    "taal_privacy",
    "voorlichting:klacht_of_bezwaar", "voorlichting:steunpunt", "voorlichting:nieuwslijst", "voorlichting:nieuws",
    "voorlichting:kennisbanklijst", "voorlichting:kennisbank", "voorlichting:agenda", "voorlichting:scholing",
    "arrangementen:aanbod", "arrangementen:aanbod_soort", "thuiszitters:protocol", "thuiszitters:kernteam_openbaar",
    "monitoring:cijfers", "scholen:logo_tonen",
}  # fmt: skip
"""Pages that may be kept, as long as nobody is logged in."""
UITERLIJK = {"thema", "scholen:logo_tonen", "deelbeeld"}
"""How the portal looks: the same for everybody, and kept: under the print of its content, or a day."""
TOEVAL = re.compile(r"[A-Za-z0-9_-]{22}|[0-9a-f]{12}|zoek=[A-Za-z0-9_-]{12}")
EIGEN_WOORD = re.compile(r"[0-9]{2}[A-Z0-9]{2}([0-9]{2})?|[a-z_.-]{0,40}|[0-9a-z]{1,6}|[0-9a-z]+-set-password")
"""What may stand in an address that we send somebody to: a random id, a school, a word of our own, a small number."""

gezien: set[str] = set()
geteld = {"antwoorden": 0}
open_: list[Any] = []
"""Files that a test asked for: a browser would read them to the end."""
zonder: dict[str, Any] = {}
"""What the settings of https replaced, for as long as they hold."""
_echt = Client.request


@cache
def als_https() -> dict[str, Any]:
    """The settings of a portal with an https address."""
    return instellingen_met(SITE_URL="https://testserver")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item) -> None:
    """Every test speaks https, as every user does; only a live server of a browser test cannot.

    It stays so from test to test: each change of the settings would have the middleware loaded anew.
    """
    over_https(aan="live_server" not in item.fixturenames and item.get_closest_marker("werker") is None)


def pytest_runtest_teardown() -> None:
    """Close what the test left open, else a later test is blamed for it."""
    while open_:
        open_.pop().close()


def over_https(*, aan: bool) -> None:
    """Put the settings of https in place or take them away, between two tests, when no test has changed any."""
    if aan == bool(zonder):
        return
    anders = als_https() if aan else dict(zonder)
    zonder.update({naam: getattr(settings, naam) for naam in anders})
    for naam, waarde in anders.items():
        setattr(settings, naam, waarde)
        setting_changed.send(sender=Settings, setting=naam, value=waarde, enter=aan)
    if not aan:
        zonder.clear()


def gekeurd(zelf: Client, **vraag: Any):
    """Client.request, and then every rule: one that is broken fails the test that asked."""
    if settings.HTTPS and vraag.get("HTTP_X_FORWARDED_PROTO") != "http":
        vraag |= {"wsgi.url_scheme": "https", "SERVER_PORT": "443"}
    antwoord = _echt(zelf, **vraag)
    geteld["antwoorden"] += 1
    if antwoord.streaming:
        open_.append(antwoord)
    if gebreken := list(keuren(antwoord)):
        wie = f"{vraag['REQUEST_METHOD']} {vraag['PATH_INFO']} ({antwoord.status_code})"
        pytest.fail(f"{wie}: " + "; ".join(gebreken))
    return antwoord


def keuren(antwoord):
    """Every sentence about what is wrong with this answer."""
    html = "" if antwoord.streaming else antwoord.content.decode(errors="replace")
    html = html if antwoord.get("Content-Type", "").startswith("text/html") else ""
    speler, opnemer = re.search(r"<(?:audio|video)\b", html), re.search(r"<[a-z]+ [^<>]*\bdata-opnemer\b", html)
    media = OPNEMER if opnemer else SPELER if speler else ""
    for naam, waarde in (VAST | ({"Permissions-Policy": OPNEMEN} if opnemer else {})).items():
        if antwoord.get(naam) != waarde:
            yield f"{naam} is {antwoord.get(naam)!r} and must be {waarde!r} (rule 27)"
    if antwoord.wsgi_request.is_secure() and antwoord.get("Strict-Transport-Security") != HSTS:
        yield f"Strict-Transport-Security is not {HSTS!r} (rule 27)"
    yield from csp_keuren(antwoord, media)
    yield from koekjes_keuren(antwoord)
    yield from bewaren_keuren(antwoord)
    yield from adres_keuren(antwoord)


def csp_keuren(antwoord, media: str):
    """Rule 26: exactly this policy, a nonce that was never used before, and nothing inline without it.

    media: what media-src must be, "" when it may not be there.
    """
    delen = [deel.strip().partition(" ") for deel in antwoord.get("Content-Security-Policy", "").split(";")]
    beleid = {naam: waarde for naam, _, waarde in delen if naam}
    nonces = set(re.findall(r"'nonce-([^']*)'", str(beleid)))
    zonder = {naam: re.sub(r" 'nonce-[^']*'", "", waarde) for naam, waarde in beleid.items()}
    bijlage = antwoord.get("Content-Disposition", "").startswith("attachment")
    if zonder != CSP | ({"media-src": media} if media else {}) and not (bijlage and zonder == BIJLAGE):
        yield f"Content-Security-Policy is {antwoord.get('Content-Security-Policy')!r} (rule 26)"
    if "csp=" not in antwoord.get("Reporting-Endpoints", ""):
        yield "Reporting-Endpoints names no address for csp (rule 26)"
    if nonces & gezien or any(len(nonce) < 22 for nonce in nonces):
        yield "the nonce of the Content-Security-Policy is not fresh or too short (rule 26)"
    gezien.update(nonces)
    if not antwoord.streaming and antwoord.get("Content-Type", "").startswith("text/html"):
        yield from html_keuren(antwoord.content.decode(), nonces)


def html_keuren(html: str, nonces: set[str]):
    """What the policy would refuse to run: inline script, style or handler without the nonce of this answer."""
    for tag in re.findall(r"<(?:script|style)\b[^>]*>", html):
        nonce = re.search(r'nonce="([^"]*)"', tag)
        if nonce and nonce[1] not in nonces:
            yield f"{tag} has a nonce that is not in the policy (rule 26)"
        if not nonce and "src=" not in tag and 'type="application/json"' not in tag:
            yield f"{tag} is inline without a nonce (rule 26)"
    for tag in re.findall(r"<[a-z][^<>]*\s(?:on[a-z]+|style)=[^<>]*>", html):
        yield f"{tag[:80]} is inline (rule 26)"


def koekjes_keuren(antwoord):
    """Rule 28: only over https, not for scripts, not for other sites, and bound to this host."""
    if not settings.HTTPS:
        return
    for naam, koekje in antwoord.cookies.items():
        weg = str(koekje["max-age"]) == "0"
        if not naam.startswith("__Host-") or koekje["domain"] or koekje["path"] != "/":
            yield f"cookie {naam} is not bound to this host by __Host- (rule 28)"
        if not koekje["secure"]:
            yield f"cookie {naam} is not Secure (rule 28)"
        if not koekje["httponly"] and not weg:
            yield f"cookie {naam} is not HttpOnly (rule 28)"
        if koekje["samesite"] not in ("Lax", "Strict"):
            yield f"cookie {naam} has no SameSite (rule 28)"


def bewaren_keuren(antwoord):
    """Rule 27: what is for one person is kept by no browser and no proxy."""
    match = antwoord.wsgi_request.resolver_match
    naam = match.view_name if match else ""
    sessie = settings.SESSION_COOKIE_NAME in antwoord.wsgi_request.COOKIES and naam not in UITERLIJK
    besloten = antwoord.status_code == 200 and match and naam not in VOOR_IEDEREEN
    bewaren = antwoord.get("Cache-Control", "")
    if (sessie or besloten or antwoord.cookies) and "no-store" not in bewaren:
        yield f"Cache-Control is {bewaren!r} on a page for one person and must be no-store (rule 27)"
    if (
        naam == "account_logout"
        and antwoord.status_code == 302
        and "cookies" not in antwoord.get("Clear-Site-Data", "")
    ):
        yield "Clear-Site-Data is missing on logging out (rule 27)"


def adres_keuren(antwoord):
    """Rule 25: an address that we send somebody to ends up in logs, so it holds ids and our own words, no names."""
    if "Location" not in antwoord:
        return
    delen = urlsplit(antwoord["Location"])
    ergens = antwoord.wsgi_request.resolver_match
    if delen.hostname not in (None, antwoord.wsgi_request.get_host().split(":")[0]):
        if not (ergens and ergens.view_name == "openid_connect_login"):
            yield f"Location leads to another host: {delen.hostname}"
        return
    losse = list(stukken(delen.path, delen.query))
    if vreemd := [stuk for stuk in losse if not TOEVAL.fullmatch(stuk) and not EIGEN_WOORD.fullmatch(stuk)]:
        yield f"Location holds more than ids and our own words: {vreemd} (rule 25)"
    getypt = {waarde.lower() for waarde in antwoord.wsgi_request.POST.values() if not TOEVAL.fullmatch(waarde)}
    if over := sorted(woord for woord in getypt if len(woord) > 3 and any(woord in stuk.lower() for stuk in losse)):
        yield f"Location repeats what somebody typed: {over} (rule 25)"


def stukken(pad: str, vraag: str):
    """All values in an address: what a path captures (an unknown path: all of it), each value of the query."""
    try:
        match = resolve(pad)
        yield from map(str, [*match.args, *match.kwargs.values()])
    except Resolver404:
        yield from unquote(pad).split("/")
    for naam, waarde in parse_qsl(vraag):
        if waarde.startswith("/"):
            binnen = urlsplit(waarde)
            yield from stukken(binnen.path, binnen.query)
        else:
            yield f"zoek={waarde}" if naam == "zoek" else waarde


def pytest_configure() -> None:
    Client.request = gekeurd


def pytest_unconfigure() -> None:
    over_https(aan=False)
    Client.request = _echt


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    """With xdist: add what a worker counted."""
    geteld["antwoorden"] += getattr(node, "workeroutput", {}).get("antwoorden", 0)


def pytest_sessionfinish(session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["antwoorden"] = geteld["antwoorden"]


def pytest_terminal_summary(terminalreporter) -> None:
    if aantal := geteld["antwoorden"]:
        terminalreporter.write_line(f"{aantal} answers, each with the headers, cookies and addresses of the rules")
