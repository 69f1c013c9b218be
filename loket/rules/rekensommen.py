"""The worked examples after and beside the decision term (tables T1 to T12 and T21 to T30), to be read by people. Pure.

Of each the day that the table gives, and the day that this portal counts; when they differ a test is red. T31 belongs
to thuiszitters, which this portal does not register.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kern.termijnen.awb import eerste_dwangsomdag
from kern.termijnen.termijn import einde
from scholen.rules.zorgplicht import zorgplicht

from .bezwaar import ONTVANGST_ZIN, Ontvangst, advies_vragen_tot, beroep_tot, bezwaar_tot, bezwaartermijn, ontvangst


@dataclass(frozen=True)
class Rekensom:
    """One example. uitkomst: what the table says, a day or a sentence; berekend: what the portal makes of it."""

    nummer: str
    situatie: str
    uitkomst: date | str
    berekend: date | str

    @property
    def dag(self) -> date | None:
        """The outcome as a day, when it is one."""
        return self.berekend if isinstance(self.berekend, date) else None


@dataclass(frozen=True)
class Groep:
    """Examples of one rule, with its source."""

    titel: str
    bron: str
    sommen: tuple[Rekensom, ...]


OPP_WEKEN = 6
_T1 = date(2026, 2, 26)
_T4 = date(2026, 5, 6)
_T13 = date(2026, 3, 9)


def _bezwaar(nummer: str, wanneer: str, verzonden: date, uitkomst: date) -> Rekensom:
    return Rekensom(nummer, f"Brief verstuurd op {wanneer}", uitkomst, bezwaar_tot(verzonden))


def _ontvangen(nummer: str, wanneer: str, gepost: date, ontvangen: date, uitkomst: Ontvangst) -> Rekensom:
    hoe = ontvangst(_T1, ontvangen=ontvangen, gepost=gepost)
    return Rekensom(nummer, f"T1, {wanneer}", ONTVANGST_ZIN[uitkomst], ONTVANGST_ZIN[hoe])


def _beslissen(laatste: date, *, commissie: bool = True, verdaagd: bool = False) -> date:
    termijn = bezwaartermijn([laatste], commissie=commissie, verdaagd=verdaagd, vandaag=laatste)
    assert termijn is not None
    return termijn.uiterlijk


GROEPEN = (
    Groep(
        "Tot wanneer kan iemand bezwaar maken?",
        "Zes weken, vanaf de dag na het versturen (Awb 6:7 en 6:8). Een vrije dag schuift door (Atw 1 en 3).",
        (
            _bezwaar("T1", "donderdag 15 januari 2026", date(2026, 1, 15), _T1),
            _bezwaar("T2", "vrijdag 20 februari 2026: eindigt op Goede Vrijdag", date(2026, 2, 20), date(2026, 4, 7)),
            _bezwaar("T3", "donderdag 13 november 2025: eindigt met kerst", date(2025, 11, 13), date(2025, 12, 29)),
            _bezwaar("T4", "dinsdag 24 maart 2026: eindigt op Bevrijdingsdag", date(2026, 3, 24), _T4),
            _bezwaar("T5", "donderdag 2 april 2026: eindigt op Hemelvaartsdag", date(2026, 4, 2), date(2026, 5, 18)),
            _bezwaar("T6", "vrijdag 21 november 2025: 2 januari is vrij", date(2025, 11, 21), date(2026, 1, 5)),
            _bezwaar("T7", "vrijdag 27 juni 2025: vakantie telt niet", date(2025, 6, 27), date(2025, 8, 8)),
            _bezwaar("T8", "maandag 16 maart 2026: eindigt op Koningsdag", date(2026, 3, 16), date(2026, 4, 28)),
            _bezwaar("T9", "maandag 23 februari 2026: tweede paasdag", date(2026, 2, 23), date(2026, 4, 7)),
        ),
    ),
    Groep(
        "Is een bezwaar per post op tijd?",
        "Op tijd gepost en binnen een week na de laatste dag ontvangen (Awb 6:9). Te laat is soms te begrijpen (6:11).",
        (
            _ontvangen(
                "T10",
                "gepost op 26 februari, ontvangen op 4 maart",
                date(2026, 2, 26),
                date(2026, 3, 4),
                Ontvangst.PER_POST_OP_TIJD,
            ),
            _ontvangen(
                "T11",
                "gepost op 27 februari, ontvangen op 2 maart",
                date(2026, 2, 27),
                date(2026, 3, 2),
                Ontvangst.TE_LAAT,
            ),
            _ontvangen(
                "T12",
                "gepost op 26 februari, ontvangen op 6 maart",
                date(2026, 2, 26),
                date(2026, 3, 6),
                Ontvangst.TE_LAAT,
            ),
        ),
    ),
    Groep(
        "Wanneer beslissen wij op een bezwaar?",
        "Twaalf weken met een commissie, zes zonder, vanaf het einde van de bezwaartermijn (Awb 7:10). Advies vragen "
        "wij binnen twee weken (reglement LBT). Beroep kan zes weken na het versturen (Awb 6:7).",
        (
            Rekensom("T21", "T1, met een commissie", date(2026, 5, 21), _beslissen(_T1)),
            Rekensom("T22", "T21, zes weken verdaagd", date(2026, 7, 2), _beslissen(_T1, verdaagd=True)),
            Rekensom("T23", "T1, zonder commissie", date(2026, 4, 9), _beslissen(_T1, commissie=False)),
            Rekensom("T24", "T4, met een commissie", date(2026, 7, 29), _beslissen(_T4)),
            Rekensom(
                "T25",
                "Bezwaar ontvangen op 20 februari 2026: advies gevraagd",
                date(2026, 3, 6),
                advies_vragen_tot(date(2026, 2, 20)),
            ),
            Rekensom(
                "T26",
                "Beslissing op bezwaar verstuurd op 4 juni 2026: beroep",
                date(2026, 7, 16),
                beroep_tot(date(2026, 6, 4)),
            ),
        ),
    ),
    Groep(
        "Wanneer begint een dwangsom?",
        "Twee weken na de ingebrekestelling, als de termijn dan voorbij is (Awb 4:17).",
        (
            Rekensom(
                "T27",
                "T13, ingebrekestelling ontvangen op 14 april 2026",
                date(2026, 4, 28),
                eerste_dwangsomdag(_T13, ingebrekestelling=date(2026, 4, 14)),
            ),
        ),
    ),
    Groep(
        "Wanneer beslist een school over een aanmelding, en wanneer is er een OPP?",
        "Zes weken, met uitstel tien (zorgplicht). Een OPP binnen zes weken na de inschrijving.",
        (
            Rekensom(
                "T28",
                "Aangemeld op maandag 2 maart 2026",
                date(2026, 4, 13),
                zorgplicht(date(2026, 3, 2)).uiterlijk,
            ),
            Rekensom(
                "T28",
                "Hetzelfde, met uitstel",
                date(2026, 5, 11),
                zorgplicht(date(2026, 3, 2), verlengd=True).uiterlijk,
            ),
            Rekensom(
                "T29",
                "Aangemeld op donderdag 16 oktober 2025, met uitstel",
                date(2025, 12, 29),
                zorgplicht(date(2025, 10, 16), verlengd=True).uiterlijk,
            ),
            Rekensom(
                "T29",
                "Hetzelfde: tijdelijk plaatsen vanaf",
                date(2025, 12, 26),
                zorgplicht(date(2025, 10, 16), verlengd=True).tijdelijk_vanaf,
            ),
            Rekensom(
                "T30",
                "Ingeschreven op maandag 2 februari 2026: OPP",
                date(2026, 3, 16),
                einde(date(2026, 2, 2), weken=OPP_WEKEN),
            ),
        ),
    ),
)
