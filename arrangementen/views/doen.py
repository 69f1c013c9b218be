"""Which pages about the doing belong to one arrangement, for who may open them."""

from __future__ import annotations

from django.urls import reverse

from arrangementen.models import Arrangement, Beslissing, Vorm
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie

P = Permissie
VOLGT_UREN = (P.UREN_SCHRIJVEN, P.ARRANGEMENT_TOEKENNEN, P.AANVRAAG_CONTROLEREN)
"""Who writes hours, grants help or keeps the desk."""


def knoppen(wie: Gebruiker, rij: Arrangement, uit: Beslissing | None) -> list[tuple[str, str]]:
    """Words and address of each page; none for what was not granted. uit: the decision that this user sees."""
    if uit is None or uit.van is None:
        return []
    lijst = []
    if rij.aanbod.vorm == Vorm.UREN and any(map(wie.heeft, VOLGT_UREN)):
        lijst.append(("Uren bekijken", "arrangement_uren"))
    return [(woorden, reverse(f"arrangementen:{naam}", args=[rij.public_id])) for woorden, naam in lijst]
