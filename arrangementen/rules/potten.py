"""From which budget a grant is paid: the most particular one it fits in. Pure; places are ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Plaats:
    """Of whom and for what a budget is, or a grant; None: not named."""

    werkgebied: int | None = None
    bestuur: int | None = None
    school: int | None = None
    aanbod: int | None = None


def past(pot: Plaats, vraag: Plaats) -> bool:
    """Whether a grant can be paid from this budget: all that the budget names is so of the grant."""
    return all(
        getattr(pot, naam) in (None, getattr(vraag, naam)) for naam in ("werkgebied", "bestuur", "school", "aanbod")
    )


def kies(potten: Iterable[tuple[int, Plaats]], vraag: Plaats) -> int | None:
    """The budget (id, place) for a grant: one for that kind of support before one for all, then the nearest to the
    school; None when none fits."""
    passend = [(pk, pot) for pk, pot in potten if past(pot, vraag)]
    return max(passend, key=lambda paar: (*_nabijheid(paar[1]), -paar[0]))[0] if passend else None


def _nabijheid(pot: Plaats) -> tuple[bool, bool, bool, bool]:
    return (
        pot.aanbod is not None,
        pot.school is not None,
        pot.bestuur is not None,
        pot.werkgebied is not None,
    )
