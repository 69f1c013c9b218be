"""Sums per month of help say what its rows say, whatever changed and whether the worker was there (ADR 0055)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arrangementen.models import (
    Aanbod,
    Arrangement,
    Beeindiging,
    Beslissing,
    Boeking,
    Deelname,
    Doel,
    Doelevaluatie,
    Evaluatie,
    StaleHelpMonth,
)
from kern.gebruikers.rollen import Permissie, Rol
from kern.gebruikers.zicht import VERBORGEN
from monitoring.actions.hulpcijfers import alle_hulpmaanden_maken, hulpmaanden_bijwerken
from monitoring.kengetallen.bronnen import ZIET_ALLES, telt_alles
from monitoring.kengetallen.hulpsommen import Hulpsommen
from monitoring.models import Boekcijfer, Hulpcijfer, Hulpkinderen
from monitoring.rules.periode import tot_dag, van_kwartaal, van_maand, van_schooljaar
from tests.arrangementrijen import pot
from tests.factories import SchoolFactory, aanbod, gebruiker_met, leerling_op
from tests.monitoringrijen import moment
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
JAAR = van_schooljaar(2026)
PERIODEN = (JAAR, van_kwartaal(2026, 4), van_maand(2026, 9), tot_dag(date(2026, 10, 14)))
BEGIN = date(2025, 9, 1)


class Hulp:
    """Two schools with a pupil each, two kinds of help (one by the hour), and a budget."""

    def __init__(self) -> None:
        self.pot = pot("100000", op=moment(BEGIN), schooljaar=2025)
        self.scholen = [SchoolFactory(naam="Noord"), SchoolFactory(naam="Zuid")]
        self.ib = gebruiker_met(Rol.IB, school=self.scholen[0])
        self.kinderen = [leerling_op(een) for een in self.scholen]
        uren = aanbod()
        self.aanbod = [uren, aanbod("groep", vorm="bedrag", eenheid="arrangement", functie="", thema="Rust")]
        self.nummer = 0

    def gevraagd(self, school: int = 0, soort: int = 0, kind: int = 0, *, vorige: Arrangement | None = None):
        self.nummer += 1
        rij = Arrangement.objects.create(
            swv=self.pot.swv,
            kenmerk=f"AR-2026-{self.nummer:04}",
            aanbod=self.aanbod[soort],
            school=self.scholen[school],
            voor="leerling",
            aanleiding="verlenging" if vorige else "nieuw",
            vorige=vorige,
            schooljaar=2026,
            van=date(2026, 8, 1),
            tot=date(2027, 7, 31),
            bedrag=Decimal(10),
            gevraagd_op=moment(BEGIN),
            gevraagd_door=self.ib,
        )
        Deelname.objects.create(arrangement=rij, leerling=self.kinderen[kind], school=rij.school)
        return rij

    def besloten(self, rij: Arrangement, dag: date, uitkomst: str = "toegekend", bedrag: int = 0) -> Beslissing:
        wat = {} if uitkomst == "afgewezen" else {"van": rij.van, "tot": rij.tot, "aantal": Decimal("1.5")}
        if bedrag and wat:
            wat |= {"bedrag": Decimal(bedrag), "pot": self.pot}
        wie = {"besloten_door": self.ib, "ondertekenaar": "Proef", "motivering": "Past."}
        return Beslissing.objects.create(arrangement=rij, uitkomst=uitkomst, besloten_op=moment(dag), **wat, **wie)

    def beoordeeld(self, rij: Arrangement, dag: date, uitkomst: str) -> None:
        doel = Doel.objects.create(arrangement=rij, volgorde=1, doel="Zelf beginnen.", maat="Vier keer.")
        nu = moment(dag)
        wie = {"begonnen_op": nu, "begonnen_door": self.ib}
        rij = Evaluatie.objects.create(arrangement=rij, soort="eind", dag=dag, **wie)
        Doelevaluatie.objects.create(evaluatie=rij, doel=doel, uitkomst=uitkomst)
        Evaluatie.objects.filter(pk=rij.pk).update(afgerond_op=nu, afgerond_door=self.ib)

    def geboekt(self, dag: date, bedrag: int, soort: str = "toekenning") -> None:
        self.nummer += 1
        wat = {"pot": self.pot, "school": self.scholen[0], "deel_eerste": 0, "sleutel": f"proef-{self.nummer}"}
        Boeking.objects.create(soort=soort, bedrag=bedrag, boekdatum=dag, geboekt_op=moment(dag), **wat)


@pytest.fixture
def hulp():
    return Hulp()


def sommen(periode=JAAR, *, alles=True) -> Hulpsommen:
    return Hulpsommen(Arrangement.objects.all(), Boeking.objects.all(), periode, alles)


def cijfers(*, alles: bool) -> list[object]:
    """All tables of the page, of each period."""
    uit: list[object] = []
    for periode in PERIODEN:
        een = sommen(periode, alles=alles)
        uit += [een.hulptabel(), een.niveautabel(), een.thematabellen(), een.deeltabel(), een.doelentabel()]
        uit += [een.schooltabel(), een.boektabel()]
    return uit


DAG = st.integers(0, 500).map(lambda dagen: BEGIN + timedelta(days=dagen))


@st.composite
def verhalen(draw):
    deel = {naam: draw(st.integers(0, 1)) for naam in ("school", "soort", "kind")}
    uit = {"deel": deel, "dag": draw(DAG), "uitkomst": draw(st.sampled_from(["toegekend", "anders", "afgewezen", ""]))}
    uit |= {"bedrag": draw(st.integers(0, 3)), "verlengt": draw(st.booleans())}
    uit |= {"stopt": draw(st.none() | DAG), "doel": draw(st.none() | st.sampled_from(["bereikt", "niet", ""]))}
    return uit | {"einddag": draw(DAG)}


def bewaren(hulp: Hulp, een: dict) -> None:
    vorige = Arrangement.objects.first() if een["verlengt"] else None
    rij = hulp.gevraagd(**een["deel"], vorige=vorige)
    if not een["uitkomst"]:
        return
    hulp.besloten(rij, een["dag"], een["uitkomst"], een["bedrag"])
    if een["bedrag"]:
        hulp.geboekt(een["dag"], een["bedrag"])
    if een["stopt"]:
        moment_ = {"gestopt_op": moment(een["stopt"]), "reden": "ouders"}
        Beeindiging.objects.create(arrangement=rij, laatste_dag=een["stopt"], **moment_)
    if een["doel"] is not None:
        hulp.beoordeeld(rij, een["einddag"], een["doel"])


@given(eerst=st.lists(verhalen(), max_size=5), later=st.lists(verhalen(), max_size=3), keer=st.integers(0, 2))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_gives_the_same_with_sums_as_without(hulp, eerst, later, keer):
    """Part of it is kept, part has changed since, and part was never made."""
    with transaction.atomic():
        for een in eerst:
            bewaren(hulp, een)
        for _ in range(keer):
            hulpmaanden_bijwerken()
        for een in later:
            bewaren(hulp, een)
        assert cijfers(alles=True) == cijfers(alles=False)
        bijgewerkt()
        assert cijfers(alles=True) == cijfers(alles=False)
        transaction.set_rollback(True)


def bijgewerkt() -> None:
    while hulpmaanden_bijwerken():
        pass
    assert not StaleHelpMonth.objects.exists()


def veranderd(doen) -> list[str]:
    """The months that the database notes when this is done."""
    bijgewerkt()
    doen()
    return sorted({f"{een.month:%Y-%m}" for een in StaleHelpMonth.objects.all()})


def test_the_database_notes_each_change_that_moves_a_figure(hulp):
    rij = hulp.gevraagd()
    assert veranderd(lambda: hulp.besloten(rij, date(2026, 9, 3))) == ["2026-09"]
    vervolg = hulp.gevraagd(vorige=rij)
    hulp.besloten(vervolg, date(2026, 11, 3))
    alle = Arrangement.objects.filter(pk=vervolg.pk)
    assert veranderd(lambda: alle.update(aanleiding="wijziging")) == ["2026-11"]
    assert veranderd(lambda: alle.update(geevalueerd_op=timezone.now())) == [], "that is in no figure"
    meer = {"leerling": hulp.kinderen[1], "school": hulp.scholen[1]}
    assert veranderd(lambda: Deelname.objects.create(arrangement=rij, **meer)) == ["2026-09"]
    einde = {"laatste_dag": date(2026, 10, 2), "gestopt_op": moment(date(2026, 10, 2)), "reden": "ouders"}
    assert veranderd(lambda: Beeindiging.objects.create(arrangement=rij, **einde)) == ["2026-10"]
    assert veranderd(lambda: hulp.beoordeeld(rij, date(2026, 12, 1), "bereikt")) == ["2026-12"]
    assert veranderd(lambda: hulp.geboekt(date(2026, 8, 31), 5)) == ["2026-08"]


def test_each_night_everything_is_made_anew(hulp):
    hulp.besloten(hulp.gevraagd(), date(2026, 9, 3), bedrag=5)
    hulp.geboekt(date(2026, 9, 3), 5)
    bijgewerkt()
    Hulpcijfer.objects.update(toegekend=9)
    Boekcijfer.objects.update(aantal=9)
    Hulpkinderen.objects.update(aantal=9)
    Boekcijfer.objects.create(maand=date(2001, 1, 1), soort="toekenning", aantal=1, bedrag=1)
    assert cijfers(alles=True) != cijfers(alles=False), "what is kept is what is shown"
    assert alle_hulpmaanden_maken() == 24
    assert cijfers(alles=True) == cijfers(alles=False)
    assert not Boekcijfer.objects.filter(maand__year=2001).exists()


def test_without_any_rows_nothing_is_kept():
    Hulpkinderen.objects.create(van=JAAR.van, tot=JAAR.tot, aantal=3)
    assert (hulpmaanden_bijwerken(), alle_hulpmaanden_maken()) == (0, 0)
    assert cijfers(alles=True) == cijfers(alles=False)


def test_sums_are_for_who_sees_all_of_it(hulp, monkeypatch):
    """As soon as one row is kept from somebody, that is: a role with less, or a file that was approved to go."""
    hulp.besloten(hulp.gevraagd(), date(2026, 9, 3))
    hulp.geboekt(date(2026, 9, 3), 5)
    for rol in ZIET_ALLES:
        wie = gebruiker_met(rol)
        for model in (Arrangement, Boeking):
            zichtbaar = model.objects.visible_to(wie, Permissie.MONITORING_LEZEN)
            assert zichtbaar.count() == model.objects.count(), (rol, model)
        assert telt_alles(wie, Arrangement, Boeking), rol
    assert not telt_alles(gebruiker_met(Rol.ADVISEUR), Arrangement, Boeking)
    assert not telt_alles(gebruiker_met(Rol.IB), Arrangement, Boeking)
    monkeypatch.setitem(VERBORGEN, Boeking, QuerySet(Boeking).values("pk"))
    assert not telt_alles(wie, Arrangement, Boeking)


def test_the_page_shows_the_sums_to_who_chose_nothing(hulp):
    hulp.besloten(hulp.gevraagd(), date(2026, 9, 3))
    bijgewerkt()
    Hulpcijfer.objects.update(toegekend=4321)
    adres = "/monitoring/geld/?periode=2026-2027"

    def toont(wie, adres: str) -> bool:
        return "4.321" in ingelogd(wie).get(adres).content.decode()

    wie = gebruiker_met(Rol.CONTROLLER)
    assert toont(wie, adres)
    assert not toont(wie, f"{adres}&niveau={Aanbod.objects.first().niveau}")
    assert not toont(gebruiker_met(Rol.ADVISEUR), adres)
