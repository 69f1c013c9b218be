"""Which browser on which system, in words, from what the browser says of itself. Pure; a hint, never a proof."""

from __future__ import annotations

from django.utils.translation import gettext as _

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""In this order: nearly every browser also names the ones it looks like."""
SYSTEMEN = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def browser(user_agent: str) -> str:
    """Chrome op Windows. What is not known is said to be so, and nothing is guessed."""
    naam = next((woord for teken, woord in BROWSERS if teken in user_agent), _("Onbekende browser"))
    systeem = next((woord for teken, woord in SYSTEMEN if teken in user_agent), "")
    return _("%(browser)s op %(systeem)s") % {"browser": naam, "systeem": systeem} if systeem else naam
