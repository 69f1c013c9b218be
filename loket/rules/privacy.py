"""Asking about the own data under the AVG: until when we answer, and who asks. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from kern.termijnen.kalender import verleng
from kern.termijnen.maanden import maanden_later

JAREN_BEWAREN = 3
MAANDEN_ZONDER_BESLUIT = 12
"""Without a decision or advice the law names no term: no longer than needed (AVG 5 lid 1 onder e); this is ours."""
MAANDEN_ANTWOORD, MAANDEN_VERLENGD = 1, 3
"""AVG 12 lid 3: so long we have to answer, and in all when it was extended."""
VRAAGT_ZELF = 16
"""From this age a pupil asks, and no longer who represents it (UAVG 5 lid 5)."""


def laatste_dag(ontvangen: date, *, verlengd: bool = False) -> date:
    """The last day (inclusive) to answer who asks about the own data (AVG 12 lid 3, R-PRIV-06).

    A month after receipt, three when it was extended. The same day of the month, or the last one of a shorter month; a
    day that is no working day moves to the next one (Verordening 1182/71 art. 3, as the EDPB counts in its guidelines
    01/2022 on the right of access).
    """
    return verleng(maanden_later(ontvangen, MAANDEN_VERLENGD if verlengd else MAANDEN_ANTWOORD))


def verlengen_kan(ontvangen: date, vandaag: date) -> bool:
    """Whether it can still be extended: the asker must hear it, and why, within the first month (AVG 12 lid 3)."""
    return vandaag <= laatste_dag(ontvangen)


def bewaren_tot(besloten: date, *, geldig_tot: date | None = None, vanaf_einde: bool = False) -> date:
    """The day from which a dossier may be thrown away: three years after the decision or the advice (R-PRIV-05).

    besloten: the day of the decision or advice. geldig_tot: the last day of its TLV, None without one; before the day
    after it nothing goes. vanaf_einde: the SWV counts the three years from that last day (afspraak 27). WPO 18a lid 13,
    WVO 2020 2.47 lid 16. A bezwaar, beroep or request that runs makes it later.
    """
    if geldig_tot is None:
        return maanden_later(besloten, 12 * JAREN_BEWAREN)
    if vanaf_einde:
        return maanden_later(geldig_tot, 12 * JAREN_BEWAREN)
    return max(maanden_later(besloten, 12 * JAREN_BEWAREN), geldig_tot + timedelta(days=1))


def bewaren_zonder_besluit(gestopt: date) -> date:
    """The day from which a dossier that was withdrawn before any decision may be thrown away."""
    return maanden_later(gestopt, MAANDEN_ZONDER_BESLUIT)
