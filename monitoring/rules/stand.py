"""Until when figures go for who may not see the rows beneath: the end of a quarter, or of the school year.

Whoever could choose any days would subtract two of them and find one child. So there are few, they count on from
1 August, and what one shows is hidden with the ones before in mind (R-MON-05).
"""

from __future__ import annotations

from datetime import date

from kern.termijnen.schooljaar import notatie, schooljaar
from kern.termijnen.woorden import datum_voluit

from .periode import Periode, van_schooljaar


def standen(jaar: int) -> list[Periode]:
    """All of one school year, in order: from 1 August up to the end of each quarter, and the whole year last."""
    geheel = van_schooljaar(jaar)
    kwartalen = (date(jaar, 9, 30), date(jaar, 12, 31), date(jaar + 1, 3, 31), date(jaar + 1, 6, 30))
    return [
        *(
            Periode(geheel.van, dag, dag.isoformat(), f"{geheel.naam} tot en met {datum_voluit(dag)}")
            for dag in kwartalen
        ),
        Periode(geheel.van, geheel.tot, notatie(jaar), geheel.naam),
    ]


def te_kiezen(vandaag: date, jaren: int = 3) -> list[Periode]:
    """What is over: of this year each end of a quarter, of the years before the whole; the newest first."""
    nu = schooljaar(vandaag)
    lopend = [een for een in standen(nu) if een.tot < vandaag]
    return [*reversed(lopend), *(van_schooljaar(nu - terug) for terug in range(1, jaren + 1))]


def gekozen(code: str, vandaag: date) -> Periode:
    """The one with this code; the newest when there is none."""
    alle = te_kiezen(vandaag)
    return next((een for een in alle if een.code == code), alle[0])


def tot_en_met(periode: Periode) -> list[Periode]:
    """This one after all that came before it in its school year."""
    return [een for een in standen(schooljaar(periode.van)) if een.tot <= periode.tot]
