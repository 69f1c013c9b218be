"""What being in time or too late means in the Algemene wet bestuursrecht (Awb). Pure: no Django, no clock."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

TWEE_WEKEN = timedelta(weeks=2)
DAGEN_PER_TREDE = 14
TREDEN = 3
DWANGSOM: tuple[tuple[date, tuple[Decimal, Decimal, Decimal]], ...] = (
    (date(2009, 10, 1), (Decimal(20), Decimal(30), Decimal(40))),
    (date(2019, 1, 1), (Decimal(23), Decimal(35), Decimal(45))),
)
"""From when, and euro per day in the first, second and third fortnight (Awb 4:17 lid 2 and 5, as indexed).

A new indexation is a new row at the end: 42 days, at most 1,442 euro since 2019.
"""


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


def eerste_dwangsomdag(laatste: date, *, ingebrekestelling: date, dag_erna: bool = False) -> date:
    """The first day a penalty is due (R-TERM-17, Awb 4:17 lid 3): two weeks after the term ended and notice came.

    laatste: the last day to decide, inclusive; ingebrekestelling: the day it was received. The later of both counts.
    dag_erna: the SWV reads "the day on which two weeks have passed" as the day after the fourteenth (afspraak 42).
    """
    return max(laatste, ingebrekestelling) + TWEE_WEKEN + timedelta(days=1 if dag_erna else 0)


def dwangsomdagen(eerste: date, *, besloten: date) -> list[tuple[date, Decimal]]:
    """Each day of penalty with its euro, from the first up to the day before the decision was made known (Awb 4:17).

    At most 42 days; a day costs what the row in force on that day says. Empty when the decision came before.
    """
    aantal = max(0, min((besloten - eerste).days, TREDEN * DAGEN_PER_TREDE))
    dagen = [eerste + timedelta(days=nummer) for nummer in range(aantal)]
    return [(dag, _tarief(dag)[nummer // DAGEN_PER_TREDE]) for nummer, dag in enumerate(dagen)]


def dwangsom(laatste: date, *, ingebrekestelling: date, besloten: date) -> Decimal:
    """The penalty in euro when the decision was made known on `besloten`, which itself costs nothing (Awb 4:17)."""
    eerste = eerste_dwangsomdag(laatste, ingebrekestelling=ingebrekestelling)
    return sum((bedrag for _, bedrag in dwangsomdagen(eerste, besloten=besloten)), Decimal(0))


def _tarief(dag: date) -> tuple[Decimal, Decimal, Decimal]:
    return next((bedragen for vanaf, bedragen in reversed(DWANGSOM) if vanaf <= dag), DWANGSOM[0][1])
