"""The worked examples of the decision term (table T13 to T20, and T32), for who wants to see how we count. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .buiten_behandeling import laatste_dag
from .termijn import Feiten, Onderbreking, Verdaging
from .verloop import Stap, verloop


@dataclass(frozen=True)
class Voorbeeld:
    """One example. uitkomst: the last day as the table says it; stappen: as this portal counts it, each with its rule.

    berekend: what the portal makes of it; the two are the same, or a test is red.
    """

    nummer: str
    situatie: str
    feiten: Feiten
    uitkomst: date
    waarom: str
    buiten_behandeling: bool = False

    @property
    def stappen(self) -> list[Stap]:
        return verloop(self.feiten)

    @property
    def berekend(self) -> date:
        if self.buiten_behandeling:
            return laatste_dag(self.feiten.onderbrekingen[-1])
        return self.stappen[-1].einde


_T18 = Onderbreking(date(2026, 1, 19), date(2026, 2, 2), date(2026, 1, 30))
_T19 = Onderbreking(date(2026, 2, 2), date(2026, 2, 16))
VOORBEELDEN = (
    Voorbeeld(
        "T13",
        "Ontvangen op maandag 12 januari 2026",
        Feiten(date(2026, 1, 12)),
        date(2026, 3, 9),
        "Acht weken na de ontvangst.",
    ),
    Voorbeeld(
        "T14",
        "Ontvangen op maandag 9 februari 2026",
        Feiten(date(2026, 2, 9)),
        date(2026, 4, 7),
        "De laatste dag is tweede paasdag; dan wordt het de eerste werkdag erna.",
    ),
    Voorbeeld(
        "T15",
        "Ontvangen op vrijdag 20 maart 2026",
        Feiten(date(2026, 3, 20)),
        date(2026, 5, 18),
        "15 mei is een aangewezen vrije dag, daarna komt een weekend.",
    ),
    Voorbeeld(
        "T16",
        "Ontvangen op donderdag 6 november 2025",
        Feiten(date(2025, 11, 6)),
        date(2026, 1, 5),
        "Nieuwjaarsdag, een aangewezen vrije dag en een weekend tellen niet als laatste dag.",
    ),
    Voorbeeld(
        "T17",
        "Ontvangen op maandag 15 juni 2026",
        Feiten(date(2026, 6, 15)),
        date(2026, 8, 10),
        "Een schoolvakantie zet de termijn van de wet niet stil.",
    ),
    Voorbeeld(
        "T18",
        "T13, met een vraag op 19 januari die de school op 30 januari beantwoordt",
        Feiten(date(2026, 1, 12), (_T18,)),
        date(2026, 3, 19),
        "De tijd staat stil van 20 tot en met 29 januari: tien dagen.",
    ),
    Voorbeeld(
        "T19",
        "Ontvangen op 26 januari, gevraagd op 2 februari, tijd tot en met 16 februari, niets gekomen",
        Feiten(date(2026, 1, 26), (_T19,)),
        date(2026, 4, 7),
        "De tijd staat veertien dagen stil; de laatste dag is tweede paasdag.",
    ),
    Voorbeeld(
        "T20",
        "T19, maar wij nemen de aanvraag niet in behandeling",
        Feiten(date(2026, 1, 26), (_T19,)),
        date(2026, 3, 16),
        "Dat kan tot vier weken na de tijd om aan te vullen.",
        buiten_behandeling=True,
    ),
    Voorbeeld(
        "T32",
        "T13, en op 6 maart sturen wij bericht: het wordt 20 april",
        Feiten(date(2026, 1, 12), verdagingen=(Verdaging(date(2026, 3, 6), date(2026, 4, 20)),)),
        date(2026, 4, 20),
        "Het bericht ging weg voordat de termijn om was.",
    ),
    Voorbeeld(
        "T32",
        "Hetzelfde bericht, maar pas op 10 maart verstuurd",
        Feiten(date(2026, 1, 12), verdagingen=(Verdaging(date(2026, 3, 10), date(2026, 4, 20)),)),
        date(2026, 3, 9),
        "Te laat: er verschuift niets, en wij zijn over de termijn heen.",
    ),
)
