"""What somebody looked for, kept in the session under a key: a name never comes in an address (afspraak 20)."""

from __future__ import annotations

import secrets

from kern.gebruikers.verzoek import Verzoek

BEWAARD = 20
"""How many searches a session remembers; older ones show everything again."""


def onthouden(request: Verzoek, tekst: str) -> str:
    """Keep this text and give the key for in the address."""
    bewaard: dict[str, str] = request.session.get("zoekopdrachten", {})
    sleutel = secrets.token_urlsafe(9)
    request.session["zoekopdrachten"] = dict([*bewaard.items(), (sleutel, tekst)][-BEWAARD:])
    return sleutel


def gezocht(request: Verzoek) -> str:
    """The text of the key in the address; "" when there is none."""
    bewaard: dict[str, str] = request.session.get("zoekopdrachten", {})
    return bewaard.get(request.GET.get("zoek", ""), "")
