"""The steps of one case with their days: when each was taken, and when the next is expected. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kern.brieven.zinnen import Weekdag, Zin, _

from .feiten import Feiten

KLAAR, NU, STRAKS = "klaar", "nu", "straks"


Regel: TypeAlias = "tuple[Zin, date | Zin | None, Zin | None]"


@dataclass(frozen=True)
class Stap:
    """One step. stand: klaar, nu or straks. wanneer: the day it was taken or is expected; meer: what it is about."""

    titel: Zin
    stand: str
    wanneer: date | Zin | None = None
    meer: Zin | None = None


def stappen(feiten: Feiten, stap: int) -> tuple[Stap, ...]:
    """The steps, five to a decision, three to advice or help. stap: which one is going on; 0 when it ended early."""
    if stap == 0:
        return ()
    alle = KORT[feiten.fase](feiten) if feiten.fase in KORT else _besluit(feiten, stap)
    return tuple(
        Stap(titel, KLAAR if nr < stap else NU if nr == stap else STRAKS, wanneer, meer if nr == stap else None)
        for nr, (titel, wanneer, meer) in enumerate(alle, start=1)
    )


def _advies(feiten: Feiten) -> list[Regel]:
    return [
        (_("De school vraagt ons om advies"), feiten.ontvangen, None),
        (_("Wij denken mee met de school"), None, None),
        (_("De school en u lezen ons advies"), feiten.gegeven, None),
    ]


def _hulp(feiten: Feiten) -> list[Regel]:
    return [
        (_("De school vraagt ons om extra hulp"), feiten.ontvangen, None),
        (_("Wij bekijken welke hulp past"), None, None),
        (_("De school en u lezen ons antwoord"), feiten.gegeven, None),
    ]


KORT = {"vraag": _advies, "advies": _advies, "hulp": _hulp, "antwoord": _hulp}
"""The phases of what ends without a decision about a TLV."""


def _besluit(feiten: Feiten, stap: int) -> list[Regel]:
    return [
        (_("De school vraagt hulp voor {kind}").met(kind=feiten.roepnaam), feiten.ontvangen, None),
        (
            _("Wij kijken of alles erbij zit"),
            feiten.compleet or (_stil(feiten) if stap == 2 else None),
            _("Missen wij iets? Dan vragen wij dat aan de school."),
        ),
        (
            _("Twee deskundigen geven advies"),
            _deskundigen(feiten, stap),
            _("Zij lezen de papieren. Soms praten zij ook met u of met de school."),
        ),
        (
            _("Wij nemen een besluit"),
            feiten.besloten or _uiterlijk(feiten),
            _("Wij lezen eerst wat de deskundigen vinden, en wat u vindt."),
        ),
        (
            _("U krijgt de brief"),
            feiten.verzonden or _("Zo snel mogelijk na ons besluit."),
            None,
        ),
    ]


def _deskundigen(feiten: Feiten, stap: int) -> Zin | None:
    """When they were asked; while they work, when we expect their advice."""
    if stap == 3 and feiten.advies_tot and feiten.advies_tot >= feiten.vandaag:
        return _("Tot ongeveer {dag}").met(dag=feiten.advies_tot)
    return _("Gevraagd op {dag}").met(dag=feiten.gevraagd) if stap >= 3 and feiten.gevraagd else None


def _stil(feiten: Feiten) -> Zin | None:
    return _("Wij wachten sinds {dag}").met(dag=feiten.stil_sinds) if feiten.stil_sinds else None


def _uiterlijk(feiten: Feiten) -> Zin | None:
    if feiten.uiterlijk is None or feiten.stil_sinds:
        return None
    if feiten.te_laat:
        return _("Dit had klaar moeten zijn op {dag}").met(dag=feiten.uiterlijk)
    return _("Uiterlijk {dag}").met(dag=Weekdag(feiten.uiterlijk))
