"""How a term came to be what it is: each event with its date, the rule that moved it and by how many days. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .termijn import Feiten, stilstand, wettelijk_einde


@dataclass(frozen=True)
class Stap:
    """One event of the term. soort: ontvangst, aanvulling, instemming or verdaging.

    regel: the article; dagen: by how many days the legal last day moved (0 for a notice that came too late), einde:
    that last day after it (inclusive). van, tot: the days on which the clock stands still, both inclusive, or None.
    op_tijd is False only for a verdaging that was sent after the term had ended.
    """

    dag: date
    soort: str
    regel: str
    dagen: int
    einde: date
    van: date | None = None
    tot: date | None = None
    op_tijd: bool = True


ONTVANGST = "Awb 4:13, tweede lid: acht weken na ontvangst"
AANVULLING = "Awb 4:15, eerste lid, onder a: de tijd staat stil vanaf de dag na de vraag"
INSTEMMING = "Awb 4:15, tweede lid, onder a: de aanvrager stemde schriftelijk in"
VERDAGING = "Awb 4:14, derde lid: bericht binnen de termijn, met een nieuwe datum"
TE_LAAT = "Awb 4:14, derde lid: het bericht kwam na de termijn en verschuift niets"


def verloop(feiten: Feiten) -> list[Stap]:
    """The steps of the legal term in the order of their dates; the last `einde` is the term as it stands."""
    gebeurd: list[tuple[date, int, str, object]] = [
        (een.gevraagd, 1, "aanvulling", een) for een in feiten.onderbrekingen
    ]
    gebeurd += [(een.van, 2, "instemming", een) for een in feiten.instemmingen]
    gebeurd += [(een.verzonden, 3, "verdaging", een) for een in feiten.verdagingen]
    tot_nu = Feiten(feiten.ontvangen)
    vorige = wettelijk_einde(tot_nu)
    stappen = [Stap(feiten.ontvangen, "ontvangst", ONTVANGST, 0, vorige)]
    for dag, _, soort, een in sorted(gebeurd, key=lambda deel: deel[:2]):
        nieuw = _met(tot_nu, een)
        einde = wettelijk_einde(nieuw)
        stappen.append(_stap(dag, soort, tot_nu, nieuw, vorige, einde))
        tot_nu, vorige = nieuw, einde
    return stappen


def overschrijding(feiten: Feiten, *, besloten: date | None, vandaag: date) -> int:
    """By how many days the legal term was overrun: up to the decision, or up to today while there is none; 0 if not."""
    return max(0, ((besloten or vandaag) - wettelijk_einde(feiten)).days)


def _met(feiten: Feiten, een: object) -> Feiten:
    soort = {"Onderbreking": "onderbrekingen", "Instemming": "instemmingen", "Verdaging": "verdagingen"}
    naam = soort[type(een).__name__]
    delen = {veld: getattr(feiten, veld) for veld in soort.values()}
    delen[naam] = (*delen[naam], een)
    return Feiten(feiten.ontvangen, **delen)


def _stap(dag: date, soort: str, oud: Feiten, nieuw: Feiten, vorige: date, einde: date) -> Stap:
    op_tijd = soort != "verdaging" or dag <= wettelijk_einde(oud)
    regel = {"aanvulling": AANVULLING, "instemming": INSTEMMING, "verdaging": VERDAGING if op_tijd else TE_LAAT}[soort]
    erbij = sorted(stilstand(nieuw) - stilstand(oud))
    return Stap(
        dag,
        soort,
        regel,
        (einde - vorige).days,
        einde,
        van=erbij[0] if erbij else None,
        tot=erbij[-1] if erbij else None,
        op_tijd=op_tijd,
    )
