"""The zorgplicht of the school where a child is aangemeld (R-TERM-18, WPO 40 and WEC 40). Pure.

Six weeks to decide about admission, once four more with notice; after ten weeks without a decision and without another
school the child is placed for the time being.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kern.termijnen.termijn import einde

BESLISSEN_WEKEN = 6
VERLENGD_WEKEN = 10
"""Six and once at most four more, from the same day."""
EINDEN = frozenset({"toegelaten", "andere_school_gevonden", "ingetrokken"})
"""States in which the school has nothing left to decide (table 13.6); the parents may withdraw too."""
STANDEN = ("aangemeld", "in_onderzoek", "verlengd", "tijdelijk_geplaatst", *sorted(EINDEN))


@dataclass(frozen=True)
class Zorgplicht:
    """uiterlijk: last day (inclusive) to decide as it stands; zes_weken, tien_weken: that day without and with more
    time; tijdelijk_vanaf: the first day of temporary placement when nobody decided."""

    uiterlijk: date
    zes_weken: date
    tien_weken: date
    tijdelijk_vanaf: date


def zorgplicht(
    ontvangen: date, *, verlengd: bool = False, plaatsing_volgt_atw: bool = False, vanaf_leeftijd: date | None = None
) -> Zorgplicht:
    """The days that follow from a written application received on this day (T28, T29).

    verlengd: whether the school told the parents that it needs more time. plaatsing_volgt_atw: whether the ten weeks
    before the temporary placement move to a working day too; the law can be read either way, so it is a setting.
    vanaf_leeftijd: the first day on which the child may be admitted (its fourth birthday): not placed before it.
    """
    zes, tien = einde(ontvangen, weken=BESLISSEN_WEKEN), einde(ontvangen, weken=VERLENGD_WEKEN)
    letterlijk = ontvangen + timedelta(weeks=VERLENGD_WEKEN)
    plaatsen = (tien if plaatsing_volgt_atw else letterlijk) + timedelta(days=1)
    return Zorgplicht(
        uiterlijk=tien if verlengd else zes,
        zes_weken=zes,
        tien_weken=tien,
        tijdelijk_vanaf=max(plaatsen, vanaf_leeftijd) if vanaf_leeftijd else plaatsen,
    )


def stand(gebeurtenissen: Iterable[str]) -> str:
    """The state after these events, in the order in which they happened; an end stays an end."""
    nu = "aangemeld"
    for soort in gebeurtenissen:
        if soort in STANDEN and nu not in EINDEN:
            nu = soort
    return nu


def waarom_niet(nu: str, naar: str, *, vandaag: date, termijn: Zorgplicht) -> str:
    """Why an aanmelding in this state cannot go to that one today; "" when it can (table 13.6)."""
    if nu in EINDEN:
        return "Deze aanmelding is al afgerond."
    if naar == nu:
        return "Dit is al vastgelegd."
    if naar == "in_onderzoek" and nu != "aangemeld":
        return "Het onderzoek is al begonnen."
    if naar == "verlengd":
        if nu == "tijdelijk_geplaatst":
            return "De leerling is al tijdelijk geplaatst: meer tijd vragen kan niet meer."
        if vandaag > termijn.zes_weken:
            dag = termijn.zes_weken
            return f"Meer tijd vragen kon tot en met {dag.day}-{dag.month}-{dag.year}. Beslis zo snel mogelijk."
    if naar == "tijdelijk_geplaatst" and vandaag < termijn.tijdelijk_vanaf:
        dag = termijn.tijdelijk_vanaf
        return f"Tijdelijk plaatsen kan vanaf {dag.day}-{dag.month}-{dag.year}, als er dan nog geen besluit is."
    return ""
