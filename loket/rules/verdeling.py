"""Which rule gives a new aanvraag to a colleague: the one that says most about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Regel:
    """werkgebied None and soort "" mean: any."""

    sleutel: int
    werkgebied: int | None
    soort: str


def kies(regels: Iterable[Regel], *, werkgebied: int | None, soort: str) -> int | None:
    """The key of the rule for an aanvraag of this kind from this werkgebied; None when no rule fits.

    A rule with both goes before one with the werkgebied alone, that before one with the kind alone, and a rule for
    everything comes last. A school without werkgebied falls under the rules for any.
    """
    passend = [regel for regel in regels if regel.werkgebied in (None, werkgebied) and regel.soort in ("", soort)]
    beste = max(passend, key=lambda regel: (regel.werkgebied is not None, regel.soort != ""), default=None)
    return beste.sleutel if beste else None
