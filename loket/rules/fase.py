"""What somebody outside the SWV reads as the status: never the outcome before the own letter was sent (afspraak 4)."""

from __future__ import annotations

AAN_ZET = {
    "concept": "jij",
    "ingediend": "het loket",
    "in_controle": "het loket",
    "aanvulling_gevraagd": "jij",
    "compleet": "het loket",
    "in_advies": "de deskundigen",
    "advies_gereed": "het loket",
    "zienswijze_loopt": "wie wij om een mening vroegen",
    "besluit_voorbereiden": "de beslisser",
    "in_behandeling": "het loket",
    "advies_uitgebracht": "jij",
}
VERHULD = "besluit_voorbereiden"
BEZIG = "in_behandeling"


def fase(status: str, *, eigen_brief_verzonden: bool, verzwegen: bool = False) -> str:
    """The status as an outsider may know it: a decided aanvraag is one that is being decided, until the own letter.

    eigen_brief_verzonden: whether the letter to this very addressee went out; verzwegen: that there is an answer on
    help which this reader may not know yet.
    """
    if verzwegen:
        return BEZIG
    besloten = status.startswith("besloten_") or status in ("buiten_behandeling", "bekendgemaakt", "buiten_verstuurd")
    return VERHULD if besloten and not eigen_brief_verzonden else status


def aan_zet(fase: str) -> str:
    """Who must do something now, as the school reads it; "" when nobody."""
    return AAN_ZET.get(fase, "")
