"""What a melding must meet, and when it joins a case that there is already (issue 7; 13.5, afspraak 54)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from .soorten import Soort

HEROPENEN = timedelta(days=30)
"""Who is at home again within these days after the case was closed, goes on in the same case (13.5)."""
OUDSTE = timedelta(days=10 * 366)
"""A first day that is longer ago is a mistake in the year."""
VERSTE = timedelta(days=3 * 366)
"""Nobody plans farther: a later year is a mistake of typing, and days beyond the calendar stop what counts on."""
VOLLE_WEEK = 40
"""Nobody goes to school for more hours a week."""


def eerste_dag_fout(van: date, *, geboortedatum: date, vandaag: date) -> str:
    """Why this cannot be the first day that a child did not go to school; "" when it can."""
    if van > vandaag:
        return "De eerste dag ligt in de toekomst. Kies vandaag of een eerdere dag"
    if van <= geboortedatum:
        return "De eerste dag ligt voor de geboorte van het kind. Kijk het jaar na"
    if van < vandaag - OUDSTE:
        return "De eerste dag is meer dan tien jaar geleden. Kijk het jaar na"
    return ""


def dag_fout(dag: date, vandaag: date) -> str:
    """Why something of a case cannot have been on this day; "" when it can."""
    if dag > vandaag:
        return "Deze dag ligt in de toekomst. Kies vandaag of een eerdere dag."
    if dag < vandaag - OUDSTE:
        return "Deze dag is meer dan tien jaar geleden. Kijk het jaar na."
    return ""


def komende_dag_fout(dag: date, vandaag: date) -> str:
    """Why something of a case cannot be planned on this day; "" when it can."""
    if dag < vandaag:
        return "Kies vandaag of een latere dag."
    return "Deze dag is over meer dan drie jaar. Kijk het jaar na." if dag > vandaag + VERSTE else ""


def zelfde_casus(gesloten_op: date, dag: date) -> bool:
    """Whether a melding on this day goes on in a case that was closed: up to and including the thirtieth day after."""
    return gesloten_op <= dag <= gesloten_op + HEROPENEN


def absoluut_fout(soort: str, *, op_school: bool) -> str:
    """Why it cannot be this kind; "" when it can. Absoluut is only who is enrolled nowhere (LPW 19; domein 7.1): it
    counts as a thuiszitter from the first day."""
    if soort == Soort.ABSOLUUT and op_school:
        return "Dit kind staat op een school. Kies een andere soort verzuim"
    return ""


INGESCHREVEN = frozenset({Soort.RELATIEF, Soort.ZIEK, Soort.VERKORT})
"""Absence from a school, so of who is enrolled at one (domein 7.1; LPW 11, 21)."""


def school_fout(soort: str, *, op_school: bool) -> str:
    """Why it cannot be this kind without a school; "" when it can. Else no school would see the child."""
    if soort in INGESCHREVEN and not op_school:
        return "Kies op welke school dit kind staat. Staat het op geen school? Kies dan absoluut verzuim"
    return ""


ZIEK = frozenset({"lichamelijk", "psychisch"})
"""Reasons (models.Reden) for which a parent may keep a child at home until somebody says otherwise (LPW 11 d)."""


def soort_van_ouders(reden: str, uren: Decimal, *, op_school: bool) -> Soort:
    """Which kind of absence it is as long as nobody looked at it: parents tell what happens, not what it is called."""
    if not op_school:
        return Soort.ABSOLUUT
    if uren > 0:
        return Soort.VERKORT
    return Soort.ZIEK if reden in ZIEK else Soort.RELATIEF
