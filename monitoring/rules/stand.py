"""Until when figures go for who may not see the rows beneath: the end of a quarter, or of the school year.

Whoever could choose any days would subtract two of them and find one child. So there are few, they count on from
1 August, and what one shows is hidden with the ones before in mind (R-MON-05). Each is frozen once it is over: counted
anew for who looks, it would move by a late correction of one child.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from kern.termijnen.schooljaar import schooljaar

from .periode import Periode, tot_dag, van_schooljaar


def standen(jaar: int) -> list[Periode]:
    """All of one school year, in order: from 1 August up to the end of each quarter, and the whole year last."""
    kwartalen = (date(jaar, 9, 30), date(jaar, 12, 31), date(jaar + 1, 3, 31), date(jaar + 1, 6, 30))
    return [*map(tot_dag, kwartalen), van_schooljaar(jaar)]


def bevroren_als(stand: Periode) -> Periode:
    """The period of the report that holds this one: by its last day, also of a whole year."""
    return tot_dag(stand.tot)


def te_kiezen(vandaag: date, jaren: int = 3) -> list[Periode]:
    """What is over: of this year each end of a quarter, of the years before the whole; the newest first."""
    nu = schooljaar(vandaag)
    lopend = [een for een in standen(nu) if een.tot < vandaag]
    return [*reversed(lopend), *(van_schooljaar(nu - terug) for terug in range(1, jaren + 1))]


def gekozen(code: str, vandaag: date, er: Collection[date]) -> Periode:
    """The one with this code; else the newest that was frozen. er: the last days of those that were."""
    alle = te_kiezen(vandaag)
    zo = next((een for een in alle if een.code == code), None)
    return zo or next((een for een in alle if een.tot in er), alle[0])


def tot_en_met(periode: Periode) -> list[Periode]:
    """This one after all that came before it in its school year."""
    return [een for een in standen(schooljaar(periode.van)) if een.tot <= periode.tot]
