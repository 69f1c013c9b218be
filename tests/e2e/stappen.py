"""What every walk through the pages does."""

from __future__ import annotations

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
    """Follow this link and wait for the page it leads to."""
    with page.expect_navigation():
        page.locator(bij).get_by_role("link", name=woorden).first.click()
