"""How a line of a budget is booked: at which rekening at debet and at which at credit. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from .boekingen import TERUGVORDERING, TOEKENNING, UITBETALING, VRIJVAL

KOSTEN, NOG_TE_BETALEN, BANK = "kosten", "nog_te_betalen", "bank"
ZIJDEN = {
    TOEKENNING: (KOSTEN, NOG_TE_BETALEN),
    VRIJVAL: (NOG_TE_BETALEN, KOSTEN),
    UITBETALING: (NOG_TE_BETALEN, BANK),
    TERUGVORDERING: (BANK, NOG_TE_BETALEN),
}
"""Kind of line → (debet, credit). A begroting and a verantwoording move no money: they are not in a journaal.

KOSTEN is the grootboekrekening of the budget itself; what is granted is owed from that day (afspraak 56).
"""


def volgende_periode(vorige: date | None, vandaag: date) -> tuple[date, date]:
    """The first and last day of the next journaal: from where the last one (vorige: its last day) ended, to the end of
    last month; to today when that month went out already. Without one before it: last month."""
    einde = vandaag.replace(day=1) - timedelta(days=1)
    if vorige is None:
        return einde.replace(day=1), einde
    van = vorige + timedelta(days=1)
    return van, einde if van <= einde else max(van, vandaag)


def rekeningen(soort: str, *, kosten: str, nog_te_betalen: str, bank: str) -> tuple[str, str] | None:
    """The rekeningen at debet and at credit of a line of this kind; None for one that is not booked."""
    welke = {KOSTEN: kosten, NOG_TE_BETALEN: nog_te_betalen, BANK: bank}
    zijden = ZIJDEN.get(soort)
    return (welke[zijden[0]], welke[zijden[1]]) if zijden else None
