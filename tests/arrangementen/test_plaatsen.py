"""Places in a voorziening: never more taken than there are, whoever is first in the list, and what an answer does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connections, transaction
from django.http import Http404

from arrangementen.actions.aanbod import aanbod_wijzigen
from arrangementen.actions.groep import deelnemer_stopt
from arrangementen.actions.plaatsen import (
    plaats_aanbieden,
    plaats_beantwoorden,
    plaats_vervalt,
    vrij_vandaag,
    wachtlijst,
)
from arrangementen.actions.stoppen import arrangement_stoppen
from arrangementen.models import Plaatsing
from arrangementen.rules import plaatsen as regels
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from tests.arrangementrijen import arrangement, ook_van_school, pot, toegekend
from tests.factories import SchoolFactory, aanbod, gebruiker_met, leerling_op
from tests.test_toegang import ingelogd

databank = pytest.mark.django_db
OP = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
DAG = date(2026, 11, 27)


def test_places_are_counted_by_the_day_and_the_week():
    periodes = [(date(2026, 11, 23), date(2026, 11, 25)), (date(2026, 11, 25), date(2026, 12, 4))]
    assert [regels.bezet_op(date(2026, 11, dag), periodes) for dag in (22, 23, 25, 26)] == [0, 1, 2, 1]
    assert regels.per_week(DAG, periodes, 3) == [
        (date(2026, 11, 23), 2),
        (date(2026, 11, 30), 1),
        (date(2026, 12, 7), 0),
    ]
    assert (regels.meeste(periodes), regels.meeste([])) == (2, 0)
    assert regels.vrij_op(date(2026, 11, 25), periodes, 1) == 0
    assert regels.antwoord_voor(DAG) == date(2026, 12, 11)


@pytest.fixture
def klas(db):
    """A voorziening with one place for all schools."""
    return voorziening(1)


def voorziening(plaatsen, **velden):
    pot("9000", op=OP)
    basis = {"vorm": "plaats", "eenheid": "plaats", "functie": "", "plaatsen": plaatsen, "soort": "crisis"}
    return aanbod("klas", naam="Tussenklas", **(basis | velden))


def plek(klas, *, op=OP, **velden):
    rij = toegekend(arrangement(op=op, soort=klas, aantal=Decimal(1), bedrag=Decimal(10), **velden), op=op)
    return rij.deelnames.get()


def test_who_asked_first_waits_first_and_an_answer_frees_or_takes_the_place(klas):
    staf = gebruiker_met(Rol.ADVISEUR)
    tweede, eerste = plek(klas), plek(klas, op=OP - timedelta(days=3))
    gevraagd = arrangement(op=OP, soort=klas).deelnames.get()
    assert [*wachtlijst(klas, DAG)] == [eerste, tweede, gevraagd]
    with pytest.raises(NietMogelijk, match="eerst toe"):
        plaats_aanbieden(gevraagd, door=staf, op=OP)
    plaats = plaats_aanbieden(eerste, door=staf, op=OP)
    assert vrij_vandaag(klas, DAG) == 0, "what is offered is kept"
    with pytest.raises(NietMogelijk, match="geen plaats vrij"):
        plaats_aanbieden(tweede, door=staf, op=OP)
    plaats_beantwoorden(plaats, door=gebruiker_met(Rol.IB, school=eerste.school), op=OP, ja=False)
    assert vrij_vandaag(klas, DAG) == 1
    ander = plaats_aanbieden(tweede, door=staf, op=OP)
    plaats_beantwoorden(ander, door=staf, op=OP, ja=True)
    with pytest.raises(NietMogelijk, match="al geantwoord"):
        plaats_vervalt(ander, door=staf, op=OP)
    assert [*wachtlijst(klas, DAG)] == [gevraagd, eerste], "who declined waits behind who did not"


def test_what_was_asked_is_counted_by_school_year_for_staff(klas):
    staf = gebruiker_met(Rol.ADVISEUR)
    een, ander = plek(klas), plek(klas)
    plaats_beantwoorden(plaats_aanbieden(een, door=staf, op=OP), door=staf, op=OP, ja=True)
    pad = f"/voorzieningen/{klas.public_id}/"
    jaren = ingelogd(staf).get(pad).context["jaren"]
    assert jaren == [{"schooljaar": ander.arrangement.schooljaar, "gevraagd": 2, "kreeg": 1}]
    van_school = ingelogd(gebruiker_met(Rol.IB, school=een.school)).get(pad)
    assert van_school.context["jaren"] == []
    assert "De vraag door de jaren" not in van_school.content.decode()


def test_an_offer_can_be_taken_back_and_what_stops_leaves_its_place(klas):
    staf = gebruiker_met(Rol.ADVISEUR)
    een, twee = plek(klas), plek(klas)
    plaats_vervalt(plaats_aanbieden(een, door=staf, op=OP), door=staf, op=OP)
    assert wachtlijst(klas, DAG)[0] == een, "what was taken back costs no place in the list"
    plaats_vervalt(plaats_aanbieden(een, door=staf, op=OP), door=staf, op=OP)
    plaats = plaats_beantwoorden(plaats_aanbieden(twee, door=staf, op=OP), door=staf, op=OP, ja=True)
    arrangement_stoppen(twee.arrangement, door=staf, op=OP, laatste_dag=DAG, reden="doel_bereikt")
    plaats.refresh_from_db()
    assert plaats.tot == DAG
    assert vrij_vandaag(klas, DAG) == 0
    assert vrij_vandaag(klas, DAG + timedelta(days=1)) == 1


def test_a_place_ends_with_the_help_and_one_pupil_has_one_at_a_time(klas):
    staf, dagen = gebruiker_met(Rol.ADVISEUR), timedelta(days=7)
    rij = plek(klas)
    arrangement_stoppen(rij.arrangement, door=staf, op=OP, laatste_dag=DAG + dagen, reden="doel_bereikt")
    with pytest.raises(NietMogelijk, match="eerste dag"):
        plaats_aanbieden(rij, door=staf, op=OP, van=DAG + 2 * dagen)
    plaats = plaats_aanbieden(rij, door=staf, op=OP)
    assert plaats.tot == DAG + dagen
    with pytest.raises(NietMogelijk, match="wacht niet meer"):
        plaats_aanbieden(rij, door=staf, op=OP)
    ruim = aanbod("ruim", vorm="plaats", eenheid="plaats", functie="", plaatsen=9)
    velden = {"aanbod": ruim, "van": DAG, "tot": DAG, "antwoord_voor": DAG, "aangeboden_op": OP}
    with pytest.raises(IntegrityError, match="plaatsing_een_tegelijk"), transaction.atomic():
        Plaatsing.objects.create(deelname=rij, aangeboden_door=staf, **velden)


def test_a_pupil_that_leaves_a_group_leaves_its_place(klas):
    staf, school = gebruiker_met(Rol.ADVISEUR), SchoolFactory()
    ib, kind = gebruiker_met(Rol.IB, school=school), leerling_op(school)
    deel = plek(klas, school=school, ib=ib, voor="groep", leerlingen=[kind])
    plaats = plaats_beantwoorden(plaats_aanbieden(deel, door=staf, op=OP), door=ib, op=OP, ja=True)
    deelnemer_stopt(deel, door=ib, op=OP, laatste_dag=DAG + timedelta(days=3))
    plaats.refresh_from_db()
    assert plaats.tot == DAG + timedelta(days=3)


def test_an_answer_is_given_by_who_asks_or_grants_in_that_very_role(klas):
    """Somebody who keeps the desk, and asks for another school, answers for no pupil of this one (R-ACC-05)."""
    plaats = plaats_aanbieden(plek(klas), door=gebruiker_met(Rol.ADVISEUR), op=OP)
    wie = ook_van_school()
    assert Plaatsing.objects.visible_to(wie).exists()
    with pytest.raises(Http404):
        plaats_beantwoorden(plaats, door=wie, op=OP, ja=True)


def test_each_school_has_its_own_places_when_the_kind_says_so(db):
    klas, staf = voorziening(1, op_elke_school=True), gebruiker_met(Rol.ADVISEUR)
    een, twee = plek(klas), plek(klas)
    assert plaats_aanbieden(een, door=staf, op=OP).locatie == een.school
    assert plaats_aanbieden(twee, door=staf, op=OP).locatie == twee.school
    derde = plek(klas, school=een.school)
    with pytest.raises(NietMogelijk, match="geen plaats vrij"):
        plaats_aanbieden(derde, door=staf, op=OP)


def test_the_database_itself_lets_no_more_in_than_there_are_places(klas):
    staf = gebruiker_met(Rol.ADVISEUR)
    een, twee = plek(klas), plek(klas)
    plaats = plaats_aanbieden(een, door=staf, op=OP)
    velden = {"aanbod": klas, "van": DAG + timedelta(days=9), "tot": DAG + timedelta(days=12), "antwoord_voor": DAG}
    velden |= {"aangeboden_op": OP, "aangeboden_door": staf}
    with pytest.raises(IntegrityError, match="geen plaats vrij"), transaction.atomic():
        Plaatsing.objects.create(deelname=twee, **velden)
    Plaatsing.objects.create(deelname=twee, stand="afgezien", **velden)
    with pytest.raises(IntegrityError, match="geen plaats vrij"), transaction.atomic():
        Plaatsing.objects.filter(deelname=twee).update(stand="bezet")
    Plaatsing.objects.filter(pk=plaats.pk).update(tot=DAG + timedelta(days=8))
    Plaatsing.objects.filter(deelname=twee).update(stand="bezet")


def test_places_that_are_taken_are_not_taken_off_the_catalogue(db):
    klas, staf = voorziening(2), gebruiker_met(Rol.ADVISEUR)
    nu = datetime.now(UTC)
    for _ in range(2):
        plaats_aanbieden(plek(klas, op=nu), door=staf, op=nu)
    with pytest.raises(NietMogelijk, match="meer plaatsen bezet"):
        aanbod_wijzigen(klas, door=gebruiker_met(Rol.BEHEERDER), op=nu, plaatsen=1)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_on_three_places_give_three():
    klas, school, staf = voorziening(3), SchoolFactory(), gebruiker_met(Rol.ADVISEUR)
    ib, beslisser = gebruiker_met(Rol.IB, school=school), gebruiker_met(Rol.BESLISSER)
    basis = {"school": school, "ib": ib, "soort": klas, "bedrag": Decimal(0), "op": OP}
    wachtend = [toegekend(arrangement(**basis), door=beslisser, op=OP).deelnames.get() for _ in range(20)]

    def bieden(deelname):
        try:
            plaats_aanbieden(deelname, door=staf, op=OP)
        except NietMogelijk:
            return 0
        else:
            return 1
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as samen:
        assert sum(samen.map(bieden, wachtend)) == 3
    assert Plaatsing.objects.op(DAG).count() == 3
