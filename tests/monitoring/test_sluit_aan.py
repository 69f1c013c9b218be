"""Two reports that follow each other agree: begin + in − out = end, and the end of one is the begin of the next."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from arrangementen.actions.boeken import Regel, boeken
from monitoring.models import Rapport
from monitoring.rapporten.inhoud import tabellen
from monitoring.rules.periode import Periode, van_kwartaal, van_maand, van_schooljaar
from monitoring.rules.rapport import SOORTEN, Over
from monitoring.rules.tabel import Cel, Tabel
from tests.arrangementrijen import pot
from tests.factories import SchoolFactory, leerling_op
from tests.monitoringrijen import Regio, moment
from tests.thuiszitterrijen import casus

BESLOTEN = ("toegekend", "afwijkend", "afgewezen", "buiten_behandeling", "ingetrokken", "doorgestuurd")
UIT = {"bezwaren": ("gegrond", "deels_gegrond", "ongegrond", "niet_ontvankelijk", "ingetrokken")}
STROOM = ("open_begin", "ontvangen", "nieuw", *BESLOTEN, "open_eind")
VIER = ("thuis-verloop", "geld-verloop")
"""Tables with a row for each stand: was, came, went, is."""
STAND = {"aanvragen", "naast-gemiddelde", "bezwaren", "soorten", *VIER}


def standen(een: Tabel) -> dict[str, tuple[Cel, ...]]:
    """Begin, in, out and end of each stand in this table; of nothing there is no row."""
    if een.code in VIER:
        return {rij.sleutel: rij.cellen for rij in een.rijen}
    if een.code == "soorten":
        alle = {rij.sleutel: dict(zip(STROOM, rij.cellen, strict=True)) for rij in een.rijen}
    else:
        alle = {"": {rij.sleutel: rij.cellen[0] for rij in een.rijen}}
    uit = UIT.get(een.code, BESLOTEN)
    return {
        naam: (deel["open_begin"], deel["ontvangen"], sum(deel[een] for een in uit), deel["open_eind"])
        for naam, deel in alle.items()
    }


@pytest.fixture
def regio(db):
    """Things came, went and stayed; some on the last day of one period or the first of the next."""
    een, school = Regio(), SchoolFactory()
    een.aanvraag(date(2026, 8, 31))
    een.aanvraag(date(2026, 9, 1), besloten=date(2026, 9, 30), uitkomst="toegekend")
    een.aanvraag(date(2026, 9, 30), besloten=date(2026, 10, 1))
    een.aanvraag(date(2026, 9, 20), ingetrokken=date(2026, 10, 31), soort="SBO")
    een.aanvraag(date(2027, 7, 31), besloten=date(2027, 8, 2), uitkomst="afwijkend")
    een.bezwaar(date(2026, 9, 3), besloten=date(2026, 10, 1), uitkomst="gegrond")
    een.bezwaar(date(2026, 9, 30), ingetrokken=date(2026, 10, 2))
    een.bezwaar(date(2026, 10, 5))
    for van, tot in (
        (date(2026, 9, 1), date(2026, 9, 30)),
        (date(2026, 9, 30), date(2026, 12, 31)),
        (date(2026, 10, 5), None),
    ):
        kind = casus(school=school, leerling=leerling_op(school), van=van, ouders_op=van, op=moment(van))
        kind.verzuim.update(tot=tot)
    budget = pot("1000", schooljaar=2026, op=moment(date(2026, 9, 30)))
    for soort, bedrag, dag in (
        ("toekenning", "400", date(2026, 10, 1)),
        ("uitbetaling", "300", date(2026, 10, 31)),
        ("vrijval", "50", date(2026, 10, 31)),
        ("terugvordering", "20", date(2026, 11, 1)),
    ):
        regel = Regel(soort=soort, bedrag=Decimal(bedrag), boekdatum=dag, sleutel=soort, school=school)
        boeken(budget, regel, door=None, op=moment(date(2026, 12, 1)))
    return een


REEKSEN: dict[str, list[Periode]] = {
    "maandrapport": [van_maand(2026, maand) for maand in (8, 9, 10, 11)],
    "thuiszitters": [van_kwartaal(2026, 3), van_kwartaal(2026, 4), van_kwartaal(2027, 1)],
    "schoolspiegel": [van_schooljaar(2026), van_schooljaar(2027)],
}


def test_reports_that_follow_each_other_agree(regio):
    gezien, bewogen = set(), set()
    for soort, perioden in REEKSEN.items():
        wie = {"school": regio.school} if SOORTEN[soort].over is Over.SCHOOL else {}
        vorig: dict[str, dict] = {}
        for periode in perioden:
            over = SOORTEN[soort].over
            rij = Rapport(swv=regio.instelling.swv, soort=soort, periode=periode.code, over=over, **wie)
            nu = {een.code: standen(een) for een in tabellen(rij) if een.code in STAND}
            for code, alle in nu.items():
                for naam, (begin, in_, uit, eind) in alle.items():
                    assert begin + in_ - uit == eind, (soort, periode.code, code, naam)
                    bewogen |= {code} if in_ and uit else set()
                for naam in (alle.keys() | vorig[code].keys()) if vorig else ():
                    toen, dan = vorig[code].get(naam, (0,) * 4)[3], alle.get(naam, (0,) * 4)[0]
                    assert toen == dan, (soort, periode.code, code, naam)
                    gezien |= {code} if toen else set()
            vorig = nu
    assert gezien == STAND, "each of them had something to carry over"
    assert bewogen >= STAND - {"naast-gemiddelde"}
