"""Going on with help: when that can be asked, and when the structural question comes (R-ARR-11, R-ARR-12). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .arrangement import Toestand

OPNIEUW = frozenset({Toestand.AFGEWEZEN, Toestand.INGETROKKEN})
"""After one of these a renewal may be asked again."""


def jaren_achter_elkaar(eerder: Iterable[int], jaar: int) -> int:
    """The how manieth school year in a row this one is, with what came before in the chain; 1 without any."""
    gehad, aantal = {*eerder}, 1
    while jaar - aantal in gehad:
        aantal += 1
    return aantal


def vraagt_structureel(jaren: int, vanaf: int) -> bool:
    """Whether the school says if the help is always needed: from this year in a row on (R-ARR-12)."""
    return jaren >= vanaf


def waarom_niet(
    *, toegekend: bool, begonnen: bool, geevalueerd: bool, zonder_mag: bool, vervolgen: Sequence[Toestand]
) -> str:
    """Why help cannot be renewed; "" when it can. zonder_mag: the SWV lets that be asked without an evaluation."""
    if not toegekend or not begonnen:
        return "Alleen hulp die is toegekend en begonnen, kun je verlengen."
    if any(een not in OPNIEUW for een in vervolgen):
        return "Verlenging is al gevraagd."
    if not geevalueerd and not zonder_mag:
        return "Rond eerst de eindevaluatie af. Daarna kun je verlengen."
    return ""


def overgenomen(wat_werkte: str, wat_niet_werkte: str) -> str:
    """What the last evaluation says, as the words about what was tried."""
    delen = [("Dit werkte", wat_werkte), ("Dit werkte niet", wat_niet_werkte)]
    return "\n".join(f"{kop}: {tekst.strip()}" for kop, tekst in delen if tekst.strip())
