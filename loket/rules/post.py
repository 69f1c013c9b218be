"""The post of a day: in which order letters are printed, and the code on an envelope. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

TEKENS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, 1, I and O: a code is read aloud and typed by hand."""
ORDE = {"school": 0, "ouder": 1, "voogd": 2, "leerling": 3}
POSTCODE = re.compile(r"\b(\d{4}) ?([A-Z]{2})\b")


def code_van(getal: int) -> str:
    """A code of two groups of three, such as K7M-3QP."""
    tekens = "".join(TEKENS[getal // 32**plek % 32] for plek in range(6))
    return f"{tekens[:3]}-{tekens[3:]}"


def gelezen_code(invoer: str) -> str:
    """What a hand scanner or a person entered, as the code is written; "" when it cannot be one."""
    kaal = "".join(teken for teken in invoer.upper() if teken in TEKENS)
    over = re.sub(r"[\s-]", "", invoer)
    return f"{kaal[:3]}-{kaal[3:]}" if len(kaal) == 6 == len(over) else ""


def postcode_van(adresregels: Sequence[str]) -> str:
    """The Dutch postcode in an address; "" when there is none (abroad)."""
    gevonden = [match for regel in adresregels if (match := POSTCODE.search(regel.upper().replace("\u00a0", " ")))]
    return gevonden[-1][1] + gevonden[-1][2] if gevonden else ""


def printvolgorde(aan: str, vellen: int, adresregels: Sequence[str]) -> tuple[int, int, str]:
    """Sort key: per kind of addressee, then as many sheets together (a folding machine is set once), then postcode."""
    return (ORDE.get(aan, len(ORDE)), vellen, postcode_van(adresregels))
