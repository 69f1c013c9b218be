"""Which pages about the doing belong to one arrangement, for who may open them."""

from __future__ import annotations

from django.urls import reverse

from arrangementen.actions.materiaal import MAG
from arrangementen.models import Arrangement, Beslissing, Toekenning, Vorm
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
    if rij.voor == Arrangement.Voor.GROEP and any(map(wie.heeft, VOLGT_UREN)):
        lijst.append(("Groep en aanwezigheid", "arrangement_groep"))
    if rij.aanbod.vorm == Vorm.MATERIAAL and any(map(wie.heeft, MAG)):
        lijst.append(("Materiaal bijhouden", "arrangement_materiaal"))
    zelf = rij.aanbod.toekenning == Toekenning.SCHOOLBESTUUR
    if rij.voor == Arrangement.Voor.LEERLING and not zelf and wie.heeft(P.ARRANGEMENT_TOEKENNEN):
        lijst.append(("Meenemen naar een andere school", "arrangement_meenemen"))
    return [(woorden, reverse(f"arrangementen:{naam}", args=[rij.public_id])) for woorden, naam in lijst]


def lijsten(wie: Gebruiker) -> list[tuple[str, str]]:
    """Words and address of the lists beside that of all arrangementen."""
    uit = []
    if wie.heeft(P.ARRANGEMENT_VRAGEN) or wie.heeft(P.UREN_SCHRIJVEN):
        uit.append(("Evalueren", "evalueren"))
    if any(map(wie.heeft, MAG)):
        uit += [("Voorzieningen", "voorzieningen"), ("Materiaal", "materiaal")]
    if wie.heeft(P.ARRANGEMENT_TOEKENNEN):
        uit.append(("Vertrokken leerlingen", "arrangementen_vertrokken"))
    return [(woorden, reverse(f"arrangementen:{naam}")) for woorden, naam in uit]
