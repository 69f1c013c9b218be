"""What being in time or too late means in the Algemene wet bestuursrecht (Awb). Pure: no Django, no clock."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

TWEE_WEKEN = timedelta(weeks=2)
DWANGSOM = ((14, Decimal(23)), (14, Decimal(35)), (14, Decimal(45)))
"""Days and euro per day, in this order (Awb 4:17 lid 2; amounts as indexed): 42 days, 1,442 euro at most."""


def op_tijd(laatste: date, *, ontvangen: date, gepost: date | None = None) -> bool:
    """Whether a bezwaar is in time (R-TERM-10, Awb 6:9). laatste: the last day of its term, inclusive.

    Received by then, or posted by then and received at most a week after it. gepost: None when it did not come by post.
    """
    if ontvangen <= laatste:
        return True
    return gepost is not None and gepost <= laatste and ontvangen <= laatste + timedelta(weeks=1)


def uitstel_op_tijd(laatste: date, *, verzonden: date) -> bool:
    """Whether a notice that a decision takes longer was sent before its term ended (R-TERM-07, Awb 4:14 lid 3).

    laatste: the last day of the term, inclusive. Too late: the term was overrun all the same.
    """
    return verzonden <= laatste


def eerste_dwangsomdag(laatste: date, *, ingebrekestelling: date) -> date:
    """The first day a penalty is due (R-TERM-17, Awb 4:17 lid 3): two weeks after the term ended and notice came.

    laatste: the last day to decide, inclusive; ingebrekestelling: the day it was received. The later of both counts.
    """
    return max(laatste, ingebrekestelling) + TWEE_WEKEN


def dwangsom(laatste: date, *, ingebrekestelling: date, besloten: date) -> Decimal:
    """The penalty in euro when the decision was made known on `besloten`, which itself costs nothing (Awb 4:17)."""
    dagen = (besloten - eerste_dwangsomdag(laatste, ingebrekestelling=ingebrekestelling)).days
    bedrag = Decimal(0)
    for aantal, per_dag in DWANGSOM:
        bedrag += per_dag * max(0, min(aantal, dagen))
        dagen -= aantal
    return bedrag
