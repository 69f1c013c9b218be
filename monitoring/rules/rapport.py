"""The kinds of report: how often, about whom, and in which words. What is in them, monitoring.rapporten says. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kern.termijnen.schooljaar import schooljaar

from . import stand
from .periode import Periode, jaar_eerder, uit_adres, van_kwartaal, van_maand, van_schooljaar


class Over(StrEnum):
    """About whom a report is."""

    SWV = "swv"
    BESTUUR = "bestuur"
    SCHOOL = "school"
    GEMEENTE = "gemeente"


class Tijdvak(StrEnum):
    """How long the period of a report is."""

    MAAND = "maand"
    KWARTAAL = "kwartaal"
    SCHOOLJAAR = "schooljaar"
    STAND = "stand"
    """From 1 August up to the end of a quarter, or of the school year."""


@dataclass(frozen=True)
class Rapportsoort:
    """vanzelf: made by the clock in the night after each period, for everybody it can be about.

    afgeschermd: it goes to who may not see the rows beneath, so that small numbers are hidden in it (afspraak 46).
    """

    code: str
    naam: str
    over: Over
    tijdvak: Tijdvak
    uitleg: str
    vanzelf: bool = True
    afgeschermd: bool = False


OPENBAAR = "openbaar"
"""The kind that everybody reads."""
STANDEN = "standen"
"""The kind that the pages of boards, schools and gemeenten are read from."""

_ALLE = (
    Rapportsoort(
        "maandrapport",
        "Maandrapport",
        Over.SWV,
        Tijdvak.MAAND,
        "Wat er binnenkwam, wat werd besloten en of dat op tijd was.",
    ),
    Rapportsoort(
        "kengetallen",
        "Alle kengetallen van een kwartaal",
        Over.SWV,
        Tijdvak.KWARTAAL,
        "M01 tot en met M23 bij elkaar, elk met zijn betekenis en te volgen tot de rijen. Voor de controller.",
    ),
    Rapportsoort(
        "thuiszitters",
        "Kwartaalrapport thuiszitters",
        Over.SWV,
        Tijdvak.KWARTAAL,
        "Hoeveel kinderen thuis zijn, wie erbij kwam en eraf ging, waarom en hoe lang.",
    ),
    Rapportsoort(
        "opr",
        "Overzicht voor de OPR",
        Over.SWV,
        Tijdvak.KWARTAAL,
        "Aanvragen, besluiten, thuiszitters en budgetten bij elkaar, voor de ondersteuningsplanraad.",
        afgeschermd=True,
    ),
    Rapportsoort(
        "signalen",
        "Signalen van het steunpunt",
        Over.SWV,
        Tijdvak.KWARTAAL,
        "Wat ouders, leerlingen en anderen vertelden, per thema en zonder namen. Voor het bestuur.",
        afgeschermd=True,
    ),
    Rapportsoort(
        "inspectie",
        "Lijst voor de Inspectie",
        Over.SWV,
        Tijdvak.KWARTAAL,
        "Elk besluit met kenmerk, soort en behandelduur, zonder namen. Alleen voor wie een wettelijke grond heeft.",
        vanzelf=False,
    ),
    Rapportsoort(
        "verantwoording",
        "Verantwoording per bestuur",
        Over.BESTUUR,
        Tijdvak.SCHOOLJAAR,
        "Wat de scholen van een bestuur vroegen, kregen en verantwoordden.",
        afgeschermd=True,
    ),
    Rapportsoort(
        "schoolspiegel",
        "Schoolspiegel",
        Over.SCHOOL,
        Tijdvak.SCHOOLJAAR,
        "Hoe een school zich verhoudt tot het gemiddelde van het samenwerkingsverband.",
    ),
    Rapportsoort(
        "oogo",
        "OOGO-rapport per gemeente",
        Over.GEMEENTE,
        Tijdvak.SCHOOLJAAR,
        "Totalen van de inwoners van een gemeente.",
        afgeschermd=True,
    ),
    Rapportsoort(
        "jaarverslag",
        "Bijlage bij het jaarverslag",
        Over.SWV,
        Tijdvak.SCHOOLJAAR,
        "Alle cijfers van een schooljaar, ook per school.",
        afgeschermd=True,
    ),
    Rapportsoort(
        OPENBAAR,
        "Cijfers voor iedereen",
        Over.SWV,
        Tijdvak.SCHOOLJAAR,
        "Wat iedereen van een schooljaar leest op de openbare pagina, als jullie dat bij Instellingen aanzetten.",
        afgeschermd=True,
    ),
    Rapportsoort(
        STANDEN,
        "Standen voor scholen, besturen en gemeenten",
        Over.SWV,
        Tijdvak.STAND,
        "Precies, en alleen voor jullie. Scholen, besturen en gemeenten lezen hieruit hun eigen deel, zonder kleine "
        "aantallen. Een getal dat later door een correctie verschuift, zou iets over één kind zeggen.",
    ),
)
SOORTEN = {een.code: een for een in _ALLE}


def tijdvak_van(periode: Periode) -> Tijdvak:
    """How long this period is, by its code: 2026-11, 2026-K4, 2026-2027 or 2026-12-31."""
    rest = periode.code.partition("-")[2]
    if len(rest) == 5:
        return Tijdvak.STAND
    if len(rest) == 4:
        return Tijdvak.SCHOOLJAAR
    return Tijdvak.KWARTAAL if rest.startswith("K") else Tijdvak.MAAND


def periode_van(code: str) -> Periode:
    """The period with exactly this code. Raises ValueError for a code that is none."""
    periode = uit_adres(code, date(2014, 8, 1))
    if periode.code != code:
        raise ValueError(code)
    return periode


def lopend(tijdvak: Tijdvak, dag: date) -> Periode:
    """The period that this day is in."""
    if tijdvak is Tijdvak.MAAND:
        return van_maand(dag.year, dag.month)
    if tijdvak is Tijdvak.KWARTAAL:
        return van_kwartaal(dag.year, (dag.month + 2) // 3)
    jaar = schooljaar(dag)
    if tijdvak is Tijdvak.STAND:
        return stand.bevroren_als(next(een for een in stand.standen(jaar) if dag <= een.tot))
    return van_schooljaar(jaar)


def afgelopen(tijdvak: Tijdvak, dag: date, aantal: int) -> list[Periode]:
    """The last periods that were over on this day, the newest first; one whose last day it is, is not over yet."""
    if tijdvak is Tijdvak.STAND:
        return [stand.bevroren_als(een) for een in stand.te_kiezen(dag, aantal)][:aantal]
    uit: list[Periode] = []
    while len(uit) < aantal:
        uit.append(lopend(tijdvak, (uit[-1] if uit else lopend(tijdvak, dag)).van - timedelta(days=1)))
    return uit


def vanzelf(kind: Rapportsoort, dag: date) -> list[Periode]:
    """Which periods the clock asks for on this day: the last one, or all stands that one can choose."""
    if kind.tijdvak is Tijdvak.STAND:
        return [stand.bevroren_als(een) for een in stand.te_kiezen(dag)]
    return afgelopen(kind.tijdvak, dag, 1)


def ernaast(periode: Periode) -> tuple[Periode, Periode]:
    """The period before this one and the one after it, as long as it is."""
    vak, dag = tijdvak_van(periode), timedelta(days=1)
    return lopend(vak, periode.van - dag), lopend(vak, periode.tot + dag)


def overlapt(periode: Periode) -> list[Periode]:
    """The quarters and school years that share a day with this one."""
    return [een for een in rond(periode) if een.van <= periode.tot and periode.van <= een.tot]


def rond(periode: Periode) -> list[Periode]:
    """The quarters and school years that share a day with this one, or with it and the year before that it shows."""
    begin, eind = (jaar_eerder(periode).van.year - 1, periode.tot.year + 1)
    jaren = range(begin, eind + 1)
    alle = [
        *(van_schooljaar(jaar) for jaar in jaren),
        *(van_kwartaal(jaar, nr) for jaar in jaren for nr in range(1, 5)),
    ]
    return [een for een in alle if jaar_eerder(een).van <= periode.tot and jaar_eerder(periode).van <= een.tot]
