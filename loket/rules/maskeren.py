"""Hiding words of a text in a copy that goes to somebody else. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

MASKER = "▇▇ (naam van een ander)"
WEGGELATEN = "▇▇ (weggelaten)"


def maskeren(tekst: str, passages: Iterable[str], teken: str = MASKER) -> str:
    """This text with each passage replaced, wherever it stands; capitals and line breaks make no difference."""
    for passage in sorted({een.strip() for een in passages}, key=len, reverse=True):
        if passage:
            tekst = _zoeker(passage).sub(lambda _: teken, tekst)
    return tekst


def staat_in(passage: str, teksten: Iterable[str]) -> bool:
    """Whether these words stand in one of the texts."""
    return bool(passage.strip()) and any(_zoeker(passage).search(tekst) for tekst in teksten)


def _zoeker(passage: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(deel) for deel in passage.split()), re.IGNORECASE)
