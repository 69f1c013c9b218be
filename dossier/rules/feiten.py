"""What is known about one case for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Feiten:
    """What is known for this reader. Days are inclusive.

    fase: ingediend, wacht_op_school, deskundigen, zienswijze, besluit, brief, ingetrokken or doorgezonden; brief only
    when the own letter was sent; of a question that ends in advice: vraag, advies or ingetrokken; of one for extra
    help: hulp, antwoord (with uitkomst toegekend or afgewezen) or ingetrokken. uiterlijk: last day of the decision
    term; stil_sinds: since when it stands still; uitkomst toegekend, afwijkend, afgewezen, buiten_behandeling or
    intrekking (then start is the first day without), start, eind and bezwaar_tot: only with a letter. besluitstand:
    where that decision stands (loket.rules.bezwaar.Stand); beslist_op_bezwaar and beroep_tot: only with the own letter
    about the bezwaar. mening_tot: until when this reader can say what he thinks, once the letter that asks it went out;
    mening_gegeven: whether he did. afgeschermd: nothing of the school is to be read here.

    The days of the steps: ontvangen, compleet, gevraagd (the experts), advies_tot (when their advice is due),
    besloten and verzonden (only with the own letter), gegeven (an advice, or an answer on help), gestopt.
    bewaren_tot: from when the dossier may be thrown away, once there is a letter, an advice or an answer.
    """

    fase: str
    roepnaam: str
    school: str
    vandaag: date
    soort: str
    bij_school: str
    uiterlijk: date | None = None
    mening_tot: date | None = None
    mening_gegeven: bool = False
    stil_sinds: date | None = None
    uitkomst: str = ""
    start: date | None = None
    eind: date | None = None
    bezwaar_tot: date | None = None
    besluitstand: str = ""
    beslist_op_bezwaar: str = ""
    beroep_tot: date | None = None
    afgeschermd: bool = False
    ontvangen: date | None = None
    compleet: date | None = None
    gevraagd: date | None = None
    advies_tot: date | None = None
    besloten: date | None = None
    verzonden: date | None = None
    gegeven: date | None = None
    gestopt: date | None = None
    bewaren_tot: date | None = None

    @property
    def te_laat(self) -> bool:
        """Whether a decision that we still have to take is late; not while the clock stands still."""
        loopt = self.fase in {"ingediend", "deskundigen", "zienswijze", "besluit"}
        return loopt and self.uiterlijk is not None and self.uiterlijk < self.vandaag
