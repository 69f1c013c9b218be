"""A real browser on a live server, with axe on every page that is visited and a screenshot of it at two widths."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
UITVOER = Path(__file__).parent.parent / "uitvoer"
WACHTWOORD = "een heel lang wachtwoord 7"
GEHEIM = "JBSWY3DPEHPK3PXP"
REGELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def bekijk(page, naam: str) -> None:
    """What holds for every page: axe clean at two widths, one h1, its words in the title, nothing sideways."""
    UITVOER.mkdir(exist_ok=True)
    for breedte in (390, 1280):
        page.set_viewport_size({"width": breedte, "height": 900})
        page.evaluate(AXE)
        fouten = page.evaluate("async regels => (await axe.run(regels)).violations", REGELS)
        kort = [(fout["id"], [knoop["html"][:120] for knoop in fout["nodes"][:3]]) for fout in fouten]
        assert kort == [], (naam, breedte, kort)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, (naam, breedte, over)
        page.screenshot(path=UITVOER / f"{naam}-{breedte}.png", full_page=True)
    assert page.locator("h1").count() == 1, naam
    kop = " ".join(page.locator("h1").inner_text().split())
    assert page.title().startswith(kop[:20]), (naam, page.title(), kop)


def met_wachtwoord(gebruiker, *, totp: bool):
    """An account that can log in through the page."""
    gebruiker.set_password(WACHTWOORD)
    gebruiker.save()
    if totp:
        TOTP.activate(gebruiker, GEHEIM)
    return gebruiker


@pytest.fixture
def als(browser, live_server):
    """Log in for real, in a browser of one's own; gives the page. Foreign requests and console errors fail the test."""
    vreemd, paginas = [], []

    def inloggen(gebruiker, **opties):
        context = browser.new_context(base_url=live_server.url, locale="nl-NL", **opties)
        page = context.new_page()
        page.on(
            "request",
            lambda vraag: vraag.url.startswith((live_server.url, "data:", "blob:")) or vreemd.append(vraag.url),
        )
        page.on(
            "console", lambda regel: regel.type == "error" and "409" not in regel.text and vreemd.append(regel.text)
        )
        page.goto("/account/login/")
        page.get_by_label("E-mailadres").fill(gebruiker.email)
        page.get_by_label("Wachtwoord").fill(WACHTWOORD)
        with page.expect_navigation():
            page.get_by_role("button", name="Inloggen", exact=True).click()
        if "2fa" in page.url:
            code = format_hotp_value(hotp_value(GEHEIM, int(time.time()) // 30))
        else:
            code = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", mail.outbox[-1].body)[0]
        page.locator("input[name=code]").fill(code)
        with page.expect_navigation():
            page.locator("main form button[type=submit]").first.click()
        assert "/account/" not in page.url, page.locator("main").inner_text()
        paginas.append(context)
        return page

    yield inloggen
    for context in paginas:
        context.close()
    assert vreemd == []


@pytest.fixture
def bezoeker(browser, live_server):
    """A page of somebody who is not logged in."""
    context = browser.new_context(base_url=live_server.url, locale="nl-NL")
    yield context.new_page()
    context.close()
