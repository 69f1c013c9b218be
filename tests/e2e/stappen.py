"""What every walk through the pages does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import connections
from django.urls import reverse
from django.utils import timezone

from kern.brieven.actions import pdf_maken, te_maken
from kern.brieven.models import BriefVersie
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.zienswijze import zienswijze_sluiten
from loket.models import Status
from tests.factories import beslissing
from tests.werker import wacht_tot

from .conftest import bekijk


def naar(page, pad: str, naam: str) -> None:
    """Open this page and look at it."""
    page.goto(pad)
    bekijk(page, naam)


def druk(page, knop: str) -> None:
    """Press this button and wait for what comes back."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=knop).first.click()


def klik(page, woorden: str, *, bij: str = "main") -> None:
    """Follow this link and wait for the page it leads to. In the header it may stand behind ‘Meer’."""
    meer = page.locator(".swv-nav__meer", has=page.get_by_role("link", name=woorden, include_hidden=True))
    if bij == "header" and meer.count() and not meer.locator("ul").is_visible():
        meer.locator("summary").click()
    with page.expect_navigation():
        page.locator(bij).get_by_role("link", name=woorden).first.click()


def stuur_mening(page, aanvraag, *, eens: str, tekst: str, vertrouwelijk: str = "", plaatje=None) -> None:
    """Give this view. By the names of the fields, for the page may be in any language."""
    page.goto(reverse("dossier:mening", args=[aanvraag.public_id]))
    page.locator(f"input[name=eens][value={eens}]").check()
    page.locator("textarea[name=tekst]").fill(tekst)
    page.locator("textarea[name=vertrouwelijk]").fill(vertrouwelijk)
    if plaatje:
        page.locator("#mening_foto").set_input_files(plaatje)
    with page.expect_navigation():
        page.locator("main button[name=actie][value=versturen]").last.click()


def beslis(aanvraag, *, loketmedewerker, beslisser) -> None:
    """Decide about it, make the letters and send them, without a page."""
    op = timezone.now()
    aanvraag.refresh_from_db()
    if aanvraag.status == Status.ZIENSWIJZE_LOOPT:
        zienswijze_sluiten(aanvraag, door=loketmedewerker, op=op, reden="De school belde: geen reactie.")
    besluiten(aanvraag, door=beslisser, op=op, **beslissing(aanvraag))
    klaarzetten(aanvraag, door=loketmedewerker, op=op, verzenddatum=timezone.localdate())
    pdfs_maken()
    bekendmaken(aanvraag, door=loketmedewerker, op=op)


def pdfs_maken() -> None:
    """Make every letter that still needs a PDF: here, or wait for the worker of other tests that was first."""
    # What drives the browser has a loop of its own in this thread, and so has sealing.
    with ThreadPoolExecutor(1) as naast:
        naast.submit(_maken).result()


def _maken() -> None:
    nog = BriefVersie.objects.filter(pdf=None, vervallen_op=None)
    try:
        for een in list(te_maken(op=timezone.now())):
            pdf_maken(een.pk, op=timezone.now())
        wacht_tot(lambda: not nog.exists(), seconden=60, wat="een brief die een ander maakt")
    finally:
        connections.close_all()
