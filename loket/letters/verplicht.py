"""The compulsory elements (domein.md §4.1) that letters share: what they are called, and what fills them."""

from __future__ import annotations

from collections.abc import Iterable

from .gegevens import Afzender, Geadresseerde, Leerling, Ondertekening

Punten = list[tuple[str, object]]
"""What an element is called to who writes the letter, and the value that must not be empty."""
MAX_VENSTERREGELS = 6


def ontbreekt(punten: Iterable[tuple[str, object]]) -> list[str]:
    """The names of the elements that are empty; [] when complete."""
    return [naam for naam, waarde in punten if not waarde]


def van_en_aan(van: Afzender, aan: Geadresseerde, leerling: Leerling) -> Punten:
    """Items 1 and 2: who writes, to whom, about whom. The day of sending is a mark that dateren() asks for."""
    return [
        ("naam van het samenwerkingsverband", van.naam),
        ("adres van het samenwerkingsverband", van.straat and van.postcode and van.plaats),
        ("telefoon en e-mail van het samenwerkingsverband", van.telefoon and van.email),
        ("naam van de geadresseerde", aan.naam and aan.aanhef),
        ("adres van de geadresseerde", len(aan.adresregels) >= 2),
        ("adres in hoogstens zes regels", len(aan.venster) <= MAX_VENSTERREGELS),
        ("naam van de leerling", leerling.naam and leerling.roepnaam),
    ]


def bezwaarclausule(van: Afzender, email: str) -> Punten:
    """Item 7 as far as it differs per SWV: where to object. The template holds the rest."""
    return [("waar bezwaar kan: postadres en e-mail", van.schrijfadres and email)]


def hulp(commissie: str, steunpunt: str) -> Punten:
    """Item 7: who advises on a bezwaar and who helps."""
    return [("de commissie die over bezwaar adviseert", commissie), ("het ouder- en jeugdsteunpunt", steunpunt)]


def handtekening(wie: Ondertekening) -> Punten:
    """Item 8."""
    return [("wie ondertekent, met functie", wie.naam and wie.functie)]
