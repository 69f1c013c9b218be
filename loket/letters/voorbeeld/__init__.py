"""A fictional case and every letter that can come of it, to try the texts of an SWV on before they are published.

A new letter is not done before it stands here too: a test finds the class that does not.
"""

from __future__ import annotations

from . import berichten, besluiten, bezwaren
from .vorm import Voorbeeld
from .zaak import Basis

__all__ = ["Basis", "Voorbeeld", "voorbeelden"]

DELEN = (
    besluiten.besluiten,
    besluiten.opzij,
    besluiten.intrekkingen,
    besluiten.arrangementen,
    berichten.over_de_zaak,
    berichten.aan_school,
    bezwaren.bezwaren,
    bezwaren.in_bezwaar,
    bezwaren.dwangsommen,
)


def voorbeelden(basis: Basis) -> tuple[Voorbeeld, ...]:
    """All letters of the case as this SWV would send them."""
    return tuple(een for deel in DELEN for een in deel(basis))
