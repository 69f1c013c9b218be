"""The board: which running cases, in which order, asked of the database however many there are.

What a case needs depends on the day and is stored nowhere. What the rules can tell of a day beforehand (on which days a
step must have begun to be late now, which class of duration a first day falls in) goes along as days between which
something began (rules/begin.py); the database looks up when it did. A test lays what comes out beside the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

from django.db import connection
from django.utils import timezone

from kern.termijnen.kalender import is_schoolwerkdag
from scholen.models import Instelling
from thuiszitters.maat import maat_van
from thuiszitters.rules.begin import begindagen, klassedagen
from thuiszitters.rules.duur import klasse
from thuiszitters.rules.ladder import Grens, Termijn, laatste_dag
from thuiszitters.rules.periode import Periode
from thuiszitters.rules.soorten import SOORTEN
from thuiszitters.rules.vrijstelling import JAARLIJKS, herbeoordelen_voor
from thuiszitters.rules.zorgen import ANTWOORD_NA, VOORAF

from .bordsql import PAGINA, SQL, TELLING
from .casus import CasusQuerySet, Casusstatus
from .protocol import Protocolstap
from .regie import begeleiders_op

S = Casusstatus
GROEPEN: tuple[tuple[str, tuple[Casusstatus, ...]], ...] = (
    ("Gemeld", (S.SIGNAAL, S.GEMELD)),
    ("Onderzoek en plan", (S.IN_ONDERZOEK, S.PLAN_VAN_AANPAK)),
    ("Aanbod", (S.AANBOD_GEDAAN, S.AANBOD_GEACCEPTEERD, S.AANBOD_GEWEIGERD)),
    ("Opgeschaald", (S.OPSCHALING_RONDETAFEL, S.OPSCHALING_BESTUURLIJK, S.LEERPLICHT_MAATREGEL)),
    ("Terug naar school", (S.TERUGKEER_IN_OPBOUW, S.NAZORG)),
    ("Vrijstelling", (S.VRIJSTELLING, S.JAARLIJKSE_HERBEOORDELING)),
)
"""The columns of the board, each a group of statuses (13.5)."""
NODIG = {
    "iets": "Er is iets nodig",
    "regie": "Geen regievoerder",
    "afspraak": "Geen volgende stap, of te laat",
    "stil": "Te lang niets gedaan",
    "stap": "Stap van het protocol te laat",
    "hoger": "Volgende stap kan",
    "aanbod": "Te lang zonder aanbod",
    "wacht": "Wacht op antwoord of gesprek",
    "einde": "Nazorg of vrijstelling loopt af",
}
"""Why a case is on top of the board, as a filter: the reasons of rules/ladder.py and rules/zorgen.py."""
GEEN_LADDER = (S.VRIJSTELLING, S.JAARLIJKSE_HERBEOORDELING)
"""While the law lets a child stay away nobody is late with a step."""


@dataclass(frozen=True)
class Keuze:
    """What is asked of the board; "" and None are all. klasse and groep: by number; stap: a kind of step."""

    soort: str = ""
    klasse: int | None = None
    stap: str = ""
    nodig: str = ""
    groep: int | None = None


@dataclass(frozen=True)
class Plek:
    """One case on the board. totaal: how many there are in the list, or in its column."""

    casus: int
    groep: int
    redenen: int
    totaal: int


def lijst(casussen: CasusQuerySet, keuze: Keuze, dag: date, *, van: int, aantal: int) -> list[Plek]:
    """So many of these running cases from the one with this number (0 is the first): what needs something on top."""
    slot = "WHERE volgorde > %s AND volgorde <= %s ORDER BY volgorde"
    return _vragen(casussen, keuze, dag, deel="", slot=slot, slotwaarden=[van, van + aantal])


def kolommen(casussen: CasusQuerySet, keuze: Keuze, dag: date, *, aantal: int) -> list[Plek]:
    """The first so many of each column."""
    slot = "WHERE volgorde <= %s ORDER BY groep, volgorde"
    return _vragen(casussen, keuze, dag, deel="PARTITION BY groep", slot=slot, slotwaarden=[aantal])


def tellen(casussen: CasusQuerySet, dag: date) -> dict[str, int]:
    """How many of these running cases have each reason of NODIG."""
    telling = ", ".join(f"COUNT(*) FILTER (WHERE {_nodig(een)})" for een in NODIG)
    [rij] = _antwoord(TELLING.format(tellingen=telling), casussen, dag)
    return dict(zip(NODIG, rij, strict=True))


def _vragen(
    casussen: CasusQuerySet, keuze: Keuze, dag: date, *, deel: str, slot: str, slotwaarden: list[Any]
) -> list[Plek]:
    waar, gekozen = _waar(keuze)
    rijen = _antwoord(PAGINA.format(waar=waar, deel=deel, slot=slot), casussen, dag, [*gekozen, *slotwaarden])
    return [Plek(*rij) for rij in rijen]


def _antwoord(einde: str, casussen: CasusQuerySet, dag: date, meer: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """What the database says. einde: what is asked of the cases that were worked out; meer: the values in it."""
    mensen, menswaarden = begeleiders_op(dag).order_by().values("pk").query.sql_with_params()
    zaken, zaakwaarden = casussen.order_by().values("pk").query.sql_with_params()
    instellingen = _instellingen(dag)
    wijd = [een for een in SOORTEN if SOORTEN[een].wijd]
    waarden: list[Any] = [dag, timezone.get_current_timezone_name(), wijd]
    waarden += [[een for een in wijd if not SOORTEN[een].vrijstelling], ANTWOORD_NA.days]
    waarden += [[str(een) for een in GEEN_LADDER], str(S.VRIJSTELLING), str(S.TERUGKEER_IN_OPBOUW)]
    for rijen, breedte in (
        ([(swv, een.weken_zonder_aanbod) for swv, een in instellingen.items()], 2),
        (_grenzen(dag, instellingen), 5),
        ([(swv, *rij) for swv, een in instellingen.items() for rij in _klassen(een, dag)], 4),
        (_herbeoordelen(dag), 3),
        ([(str(status), nummer) for nummer, (_, statussen) in enumerate(GROEPEN) for status in statussen], 2),
    ):
        waarden += [[rij[nummer] for rij in rijen] for nummer in range(breedte)]
    with connection.cursor() as db:
        db.execute(
            SQL.format(begeleiders=mensen, zaken=zaken, einde=einde), [*waarden, *menswaarden, *zaakwaarden, *meer]
        )
        gevonden: list[tuple[Any, ...]] = db.fetchall()
    return gevonden


def _nodig(wat: str) -> str:
    return "redenen > 0" if wat == "iets" else f"n_{wat}"


def _waar(keuze: Keuze) -> tuple[str, list[Any]]:
    """The conditions of this choice, of columns of the query, and their values."""
    kolommen_ = {"soort": keuze.soort or None, "stapsoort": keuze.stap or None}
    kolommen_ |= {"klasse": keuze.klasse, "groep": keuze.groep}  # type: ignore[dict-item]
    gekozen = {naam: waarde for naam, waarde in kolommen_.items() if waarde is not None}
    waar = ["TRUE", *(f"{naam} = %s" for naam in gekozen)]
    if keuze.nodig in NODIG:
        waar.append(_nodig(keuze.nodig))
    return " AND ".join(waar), [*gekozen.values()]


def _instellingen(dag: date) -> dict[int, Instelling]:
    """The settings of this day, by SWV."""
    rijen = Instelling.objects.filter(geldig_van__lte=dag).order_by("swv", "-geldig_van").distinct("swv")
    return {een.swv_id: een for een in rijen}


def _grenzen(dag: date, instellingen: dict[int, Instelling]) -> list[tuple[int, str, str, date, date]]:
    """Per published step: between which days its term began, when today it is late or may begin."""
    stappen = Protocolstap.objects.filter(protocol__gepubliceerd_op__isnull=False).exclude(grens=Grens.DUUR)
    return [
        (een.pk, een.grens, een.vanaf, run.van, run.tot)
        for een in stappen.select_related("protocol")
        if een.protocol.swv_id in instellingen
        for run in _begonnen(een.trede.termijn, *_dagen_van(instellingen[een.protocol.swv_id]), dag)
    ]


def _dagen_van(instelling: Instelling) -> tuple[str, frozenset[date]]:
    return instelling.vakantieregio, instelling.vrij


@lru_cache(maxsize=2048)
def _begonnen(termijn: Termijn, regio: str, vrij: frozenset[date], dag: date) -> Sequence[Periode]:
    def is_schooldag(een: date) -> bool:
        return is_schoolwerkdag(een, regio, vrij)

    def zo_ver(begin: date) -> bool:
        tot = laatste_dag(termijn, begin, is_schooldag)
        return tot < dag if termijn.grens == Grens.BINNEN else tot <= dag

    return begindagen(zo_ver, dag)


@lru_cache(maxsize=8)
def _herbeoordelen(dag: date) -> Sequence[tuple[str, date, date]]:
    """Per kind of exemption: between which days it began, when today it is time to look at it again."""

    def nu(soort: str, van: date) -> bool:
        voor = herbeoordelen_voor(soort, van)
        return voor is not None and voor - VOORAF <= dag

    return [(soort, run.van, run.tot) for soort in JAARLIJKS for run in begindagen(partial(nu, soort), dag)]


def _klassen(instelling: Instelling, dag: date) -> Sequence[tuple[int, date, date]]:
    """Per class of duration, by number: between which days who is in it today, was at home first."""
    return _klassedagen(tuple(instelling.thuis_klassen), instelling.vakantie_meetellen, instelling.vakantieregio, dag)


@lru_cache(maxsize=64)
def _klassedagen(codes: tuple[str, ...], meetellen: bool, regio: str, dag: date) -> Sequence[tuple[int, date, date]]:
    maat = maat_van(Instelling(thuis_klassen=list(codes), vakantie_meetellen=meetellen, vakantieregio=regio))
    dagen = klassedagen(lambda een: klasse(maat.begin(een, dag), dag, maat.grenzen), len(maat.grenzen) - 1, dag)
    return [(nummer, run.van, run.tot) for nummer, run in dagen]
