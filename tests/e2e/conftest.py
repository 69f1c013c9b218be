"""A real browser on a live server, with axe on every page that is visited and a screenshot of it at two widths."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from weakref import WeakSet

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.core import mail
from playwright.sync_api import Error

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
UITVOER = Path(__file__).parent.parent / "uitvoer"
BEELDEN = os.environ.get("BEELDEN") != "nee"
"""Whether each page is kept as a picture; `make test` does without, for they take a minute."""
WACHTWOORD = "een heel lang wachtwoord 7"
ZONDER_SCRIPT = WeakSet()
"""The browsers that run no script."""
GEHEIMEN: dict[str, str] = {}
"""Per e-mail address: a secret of one's own, for a code is good once and the cache outlives the database of a test."""
BEDOELD = re.compile(r"status of 4\d\d|ERR_INTERNET_DISCONNECTED").search
"""A console error that belongs to the page: it was not found, somebody else changed it, there was no internet."""
REGELS = {
    "resultTypes": ["violations"],
    "preload": False,  # of sheets and sound: for rules that are not asked
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def bekijk(page, naam: str, *, titel: str = "") -> None:
    """What holds for every page: axe clean at two widths, one h1, its words in the title, nothing sideways."""
    UITVOER.mkdir(exist_ok=True)
    if page.context in ZONDER_SCRIPT:  # axe is a script itself
        assert page.locator("h1").count() == 1, naam
        return
    for breedte in (390, 1280):
        page.set_viewport_size({"width": breedte, "height": 900})
        if BEELDEN:
            page.screenshot(path=UITVOER / f"{naam}-{breedte}.png", full_page=True, animations="disabled")
        met_axe(page)
        fouten = page.evaluate("async regels => (await axe.run(regels)).violations", REGELS)
        kort = [
            (fout["id"], [(knoop["html"][:120], knoop["any"][:1]) for knoop in fout["nodes"][:3]]) for fout in fouten
        ]
        assert kort == [], (naam, breedte, kort)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, (naam, breedte, over)
    assert page.locator("h1").count() == 1, naam
    kop = titel or " ".join(page.locator("h1").inner_text().split())[:20]
    assert page.title().removeprefix("OEFENEN – ").removeprefix("Fout: ").removeprefix("خطأ: ").startswith(kop), (
        naam,
        page.title(),
        kop,
    )


def met_axe(page) -> None:
    """Put axe in the page; a page that turns out to be on its way to the next one is waited for."""
    for laatste in (False, False, True):
        try:
            if not page.evaluate("'axe' in window"):
                page.evaluate(AXE)
            break
        except Error:
            if laatste:
                raise
            page.wait_for_load_state()


def met_wachtwoord(gebruiker, *, totp: bool):
    """An account that can log in through the page."""
    gebruiker.set_password(WACHTWOORD)
    gebruiker.save()
    if totp:
        TOTP.activate(gebruiker, GEHEIMEN.setdefault(gebruiker.email, generate_totp_secret()))
    return gebruiker


@pytest.fixture(autouse=True)
def alleen_met_werker(request):
    """A worker that earlier tests left alive takes nothing of a test that did not ask for one."""
    if request.node.get_closest_marker("werker") is None:
        request.getfixturevalue("geen_werker")


@pytest.fixture
def venster(browser, live_server):
    """Open a browser of one's own; gives its page. Foreign requests and console errors fail the test at its end."""
    vreemd, open_ = [], []
    eigen = (live_server.url, "data:", "blob:", "chrome-extension:", "chrome:")  # the last two: its reader of PDF

    def openen(**opties):
        context = browser.new_context(base_url=live_server.url, locale="nl-NL", reduced_motion="reduce", **opties)
        open_.append(context)
        if opties.get("java_script_enabled") is False:
            ZONDER_SCRIPT.add(context)
        page = context.new_page()
        page.on("request", lambda vraag: vraag.url.startswith(eigen) or vreemd.append(vraag.url))
        page.on(
            "console", lambda regel: regel.type == "error" and not BEDOELD(regel.text) and vreemd.append(regel.text)
        )
        return page

    yield openen
    for context in open_:
        context.close()
    assert vreemd == []


@pytest.fixture
def als(venster):
    """Log in for real, by the page; gives the page."""

    def inloggen(gebruiker, **opties):
        page = venster(**opties)
        page.goto("/account/login/")
        page.get_by_label("E-mailadres").fill(gebruiker.email)
        page.get_by_label("Wachtwoord").fill(WACHTWOORD)
        with page.expect_navigation():
            page.get_by_role("button", name="Inloggen", exact=True).click()
        if "2fa" in page.url:
            code = code_van_nu(gebruiker)
        else:
            code = re.search(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", mail.outbox[-1].body)[0]
        page.locator("input[name=code]").fill(code)
        with page.expect_navigation():
            page.locator("main form button[type=submit]").first.click()
        assert "/account/" not in page.url, page.locator("main").inner_text()
        return page

    return inloggen


@pytest.fixture
def binnen(venster, live_server, inloggen, client):
    """The page of somebody who logged in before. Logging in itself is walked in test_pad and test_toetsenbord."""

    def openen(gebruiker, **opties):
        inloggen(gebruiker)
        page = venster(**opties)
        koekje = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": koekje.key, "value": koekje.value, "url": live_server.url}])
        client.cookies.clear()
        return page

    return openen


@pytest.fixture
def bezoeker(venster):
    """A page of somebody who is not logged in."""
    return venster()


def code_van_nu(gebruiker) -> str:
    """What the app on the phone shows; near the end of its half minute, what it shows after it."""
    if (over := 30 - time.time() % 30) < 3:
        time.sleep(over)
    return format_hotp_value(hotp_value(GEHEIMEN[gebruiker.email], int(time.time()) // 30))
