"""Comparing our TLVs with the list of DUO by number (R-NUM-05). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TEKENS = re.compile(r"[^A-Z0-9]")


@dataclass(frozen=True)
class Uitkomst:
    """Numbers as we write them (bekostigd, niet_gevonden, buiten_de_periode) or as DUO does (niet_uitgegeven), sorted.

    bekostigd: issued by us and on the list. niet_gevonden: should be on the list and is not. niet_uitgegeven: on the
    list and not ours. buiten_de_periode: the part of bekostigd that does not hold on the peildatum.
    """

    bekostigd: tuple[str, ...]
    niet_gevonden: tuple[str, ...]
    niet_uitgegeven: tuple[str, ...]
    buiten_de_periode: tuple[str, ...]


def vergelijken(uitgegeven: Mapping[str, bool], op_de_lijst: Iterable[str]) -> Uitkomst:
    """Compare. uitgegeven: each number we ever issued → whether it should be on the list (it holds on the peildatum).

    Spaces, dashes and small letters make no difference; a number that is twice on the list counts once.
    """
    van_ons = {sleutel(nummer): nummer for nummer in uitgegeven}
    gevonden = {sleutel(nummer): nummer for nummer in op_de_lijst if sleutel(nummer)}
    bekostigd = sorted(van_ons[een] for een in gevonden.keys() & van_ons.keys())
    return Uitkomst(
        bekostigd=tuple(bekostigd),
        niet_gevonden=tuple(
            sorted(nummer for een, nummer in van_ons.items() if uitgegeven[nummer] and een not in gevonden)
        ),
        niet_uitgegeven=tuple(sorted(gevonden[een] for een in gevonden.keys() - van_ons.keys())),
        buiten_de_periode=tuple(nummer for nummer in bekostigd if not uitgegeven[nummer]),
    )


def sleutel(nummer: str) -> str:
    """What makes two spellings the same number."""
    return TEKENS.sub("", nummer.upper())
