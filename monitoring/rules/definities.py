"""The figures of the portal and what each means (domein 9.1); shown beside the figure and in every export."""

from __future__ import annotations

from .definities_geld import BEZWAAR, GELD, THUIS
from .definities_rapport import RAPPORT
from .definities_steun import STEUN
from .definities_steunpunt import STEUNPUNT
from .kengetal import Definitie

LOKET = "de aanvragen in dit portaal"

_ALLE = (
    *STEUN,
    Definitie(
        "M08",
        "Aanvragen en besluiten",
        "Ontvangen: de ontvangstdatum valt in de periode. Besloten: de dag van het eerste besluit valt in de periode. "
        "Open: ontvangen en nog niet besloten, ingetrokken of doorgestuurd. Open aan het begin, plus ontvangen, min "
        "wat is afgerond, is open aan het eind.",
        LOKET,
    ),
    Definitie(
        "M09",
        "Aanvragen in mei, juni en juli",
        "Aanvragen die in mei, juni of juli zijn ontvangen, gedeeld door alle aanvragen die in de periode zijn "
        "ontvangen. Het zegt alleen iets over een heel schooljaar dat voorbij is.",
        LOKET,
    ),
    Definitie(
        "M10",
        "Doorlooptijd",
        "Kalenderdagen van ontvangst tot compleet, van compleet tot besluit en van ontvangst tot besluit, van wat in "
        "de periode is besloten. Een week is zeven dagen. De helft duurde hoogstens zo lang als de mediaan.",
        LOKET,
    ),
    Definitie(
        "M11",
        "Op tijd besloten",
        "Besluiten uiterlijk op de laatste dag die de wet geeft (acht weken, met wat de termijn stilzette of "
        "verdaagde), en besluiten uiterlijk op de dag die wij beloven; elk gedeeld door alle besluiten van de periode.",
        LOKET,
    ),
    *GELD,
    *THUIS,
    *BEZWAAR,
    *STEUNPUNT,
)
DEFINITIES = {een.code: een for een in (*_ALLE, *RAPPORT)}
