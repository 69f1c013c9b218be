"""How long it takes, told honestly: of our own cases half were ready by then, nine of ten by then. Never a mean. Pure.

A mean hides the long ones: who waits longer than it thinks that something is wrong and calls.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from kern.brieven.zinnen import Zin, _, ngettext

MINSTENS = 20
"""Of fewer cases nine of ten says nothing, and a few children could be recognised."""


@dataclass(frozen=True)
class Wachttijd:
    """In whole weeks, rounded up. gevallen: of how many cases."""

    helft: int
    negen_van_tien: int
    gevallen: int


def wachttijd(dagen: Iterable[int]) -> Wachttijd | None:
    """From the number of days that each finished case took; None when there are too few to say anything.

    Half, and nine of ten, were ready within this time: the day of the case at that place in the row, in full weeks.
    """
    rij = sorted(dagen)
    if len(rij) < MINSTENS:
        return None
    helft, negen = (rij[ceil(len(rij) * deel / 10) - 1] for deel in (5, 9))
    return Wachttijd(max(1, ceil(helft / 7)), max(1, ceil(negen / 7)), len(rij))


def in_zinnen(tijd: Wachttijd | None, *, wettelijk_weken: int) -> tuple[Zin, ...]:
    """What the page says about it; the term of the law apart."""
    wet = ngettext("De wet geeft ons {aantal} week.", "De wet geeft ons {aantal} weken.", wettelijk_weken)
    langer = _("Wachten wij op papieren? Dan telt die tijd niet mee.")
    if tijd is None:
        return wet, langer
    if tijd.helft == tijd.negen_van_tien:
        zelfde = ngettext(
            "Negen van de tien aanvragen zijn klaar in {aantal} week.",
            "Negen van de tien aanvragen zijn klaar in {aantal} weken.",
            tijd.negen_van_tien,
        )
        return zelfde, wet, langer
    return (
        ngettext(
            "De helft van de aanvragen is klaar in {aantal} week.",
            "De helft van de aanvragen is klaar in {aantal} weken.",
            tijd.helft,
        ),
        ngettext(
            "Negen van de tien zijn klaar in {aantal} week.",
            "Negen van de tien zijn klaar in {aantal} weken.",
            tijd.negen_van_tien,
        ),
        wet,
        langer,
    )
