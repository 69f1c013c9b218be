"""Logging out at a computer that others use too leaves nothing behind; and pages of the own account at two widths."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from kern.brieven.meekijken import leesbaar
from kern.gebruikers.models import Gebruiker
from loket.actions.toegang import code_geven
from loket.models import Bekendmaking, Status
from tests.factories import aanvraag_in, ronde_verzonden

from .conftest import bekijk
from .stappen import beslis, druk, naar
from .test_meekijken import geboren

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
GETYPT = "Wat alleen wij weten"
BEWAARD = """async () => ({
    local: Object.keys(localStorage), session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(een => een.name), caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length, cookies: document.cookie,
})"""
NIETS = {"local": [], "session": [], "databases": [], "caches": [], "workers": 0, "cookies": ""}


def uitloggen(page):
    with page.expect_navigation():
        page.locator("header form[action='/account/logout/'] button:visible").first.click()


def niets_over(page, woorden):
    """Neither in the browser, nor by going back through everything that was seen."""
    assert page.evaluate(BEWAARD) == NIETS
    assert {een["name"] for een in page.context.cookies()} <= {"csrf", "messages"}
    for _ in range(6):
        page.go_back(wait_until="load")
        if page.url == "about:blank":
            break
        velden = page.evaluate("[...document.querySelectorAll('input,textarea')].map(een => een.value).join(' ')")
        for woord in woorden:
            assert woord not in page.content() + velden, (page.url, woord)


def test_after_log_out_going_back_shows_nothing_of_the_dossier(binnen, ouder, school, ib, leerling):
    zaak = aanvraag_in(Status.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling)
    ronde_verzonden(zaak.zienswijzeronden.get())
    page = binnen(ouder)
    page.goto("/dossier/")
    page.goto(reverse("dossier:stem", args=[zaak.public_id]))
    page.goto(reverse("dossier:mening", args=[zaak.public_id]))
    page.locator("main textarea").first.fill(GETYPT)
    page.wait_for_timeout(1500)  # what is typed is saved by itself
    uitloggen(page)
    niets_over(page, [leerling.roepnaam, leerling.achternaam, zaak.kenmerk, GETYPT])


def test_after_log_out_a_letter_and_its_pdf_are_gone_too(
    binnen, ouder, school, ib, leerling, loketmedewerker, beslisser
):
    zaak = aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    beslis(zaak, loketmedewerker=loketmedewerker, beslisser=beslisser)
    brief = Bekendmaking.objects.get(betrokkene__gebruiker=ouder)
    page = binnen(ouder)
    page.goto("/dossier/")
    pad = reverse("loket:brief", args=[brief.public_id])
    page.goto(pad)
    pdf = page.request.get(f"{pad}pdf/")
    assert pdf.body().startswith(b"%PDF")
    assert "no-store" in pdf.headers["cache-control"]
    page.goto("/dossier/")
    uitloggen(page)
    niets_over(page, [leerling.roepnaam, leerling.achternaam, zaak.kenmerk])
    assert not page.request.get(f"{pad}pdf/").body().startswith(b"%PDF")


def test_after_leaving_halfway_in_going_back_shows_no_code(venster, ouder, school, ib, leerling, loketmedewerker):
    cache.clear()
    zaak = aanvraag_in(Status.IN_CONTROLE, school=school, ib=ib, leerling=leerling)
    wie = leerling.gezag.first().betrokkene
    code = leesbaar(code_geven(zaak, wie, door=loketmedewerker, op=timezone.now(), nagevraagd="gebeld"))
    page = venster()
    page.goto(f"/meekijken/#{code}")
    geboren(page, leerling.geboortedatum)
    druk(page, "Verder")
    page.get_by_label("Uw e-mailadres").fill("stil@proef.example")
    druk(page, "Stop hier")
    niets_over(page, [code, leerling.roepnaam, leerling.achternaam, "stil@proef.example"])


def test_a_family_that_may_see_nothing_reads_why_on_a_phone(binnen, ouder, leerling):
    ouder.lidmaatschappen.update(tot=timezone.localdate() - timedelta(days=1))
    page = binnen(Gebruiker.objects.get(pk=ouder.pk))
    naar(page, "/dossier/", "geen-dossier")
    assert leerling.roepnaam not in page.content()
    druk(page, "Uitloggen")
    assert page.evaluate(BEWAARD) == NIETS


def test_a_parent_changes_the_own_address(binnen, ouder):
    cache.clear()
    page = binnen(ouder)
    naar(page, reverse("loket:eigen_email"), "eigen-email")
    page.get_by_label("Uw nieuwe e-mailadres").fill("nieuw@proef.example")
    druk(page, "Stuur mij een code")
    bekijk(page, "eigen-email-code")
    page.get_by_label("De code uit de mail").fill(re.search(r"\w{4}-\w{4}", mail.outbox[-1].body)[0])
    druk(page, "Wijzig mijn adres")
    assert "nieuw@proef.example" in page.locator("main").inner_text()


def test_a_family_changes_how_it_logs_in_from_right_to_left(binnen, ouder):
    ouder.betrokkenen.update(taal="ar")
    page = binnen(ouder)
    for naam in ("mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "usersessions_list"):
        naar(page, reverse(naam), f"{naam}-arabisch")
        assert page.locator("html").get_attribute("dir") == "rtl", naam
