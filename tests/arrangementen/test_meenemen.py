"""A pupil who moves takes the rest of the help along, and material comes back (R-ARR-13)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arrangementen.actions.indienen import arrangement_indienen
from arrangementen.actions.materiaal import is_uit, materiaal_bestellen, materiaal_bijhouden
from arrangementen.actions.meenemen import arrangement_meenemen, nieuwe_scholen, vertrokken
from arrangementen.actions.stoppen import arrangement_stoppen
from arrangementen.actions.uren import Uren, uren_schrijven
from arrangementen.actions.vragen import Vraag
from arrangementen.models import Aanbod, Arrangement, Boeking, Deelname, Doel, Materiaal, Pot
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from scholen.models import Inschrijving, Instelling
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import SchoolFactory, aanbod, gebruiker_met, leerling_op, ouder_van

pytestmark = pytest.mark.django_db
OP = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
DAG = date(2026, 11, 27)
MORGEN = date(2026, 11, 28)


@pytest.fixture
def verhuisd():
    """A pupil who leaves one school today for another; ten hours and 247 euro for 247 days were granted today."""
    pot("1000", op=OP)
    school, nieuw = SchoolFactory(naam="De Oude"), SchoolFactory(naam="De Nieuwe")
    kind = leerling_op(school)
    rij = toegekend(arrangement(op=OP, school=school, leerling=kind, aantal=Decimal(10), bedrag=Decimal(247)), op=OP)
    Inschrijving.objects.filter(leerling=kind).update(tot=DAG)
    Inschrijving.objects.create(leerling=kind, school=nieuw, van=MORGEN, groep="5")
    return rij, nieuw


def mee(rij, school, *, door=None, **rest):
    return arrangement_meenemen(
        rij, door=door or gebruiker_met(Rol.BESLISSER), op=OP, school=school, **({"laatste_dag": DAG} | rest)
    )


def test_the_rest_goes_along_to_the_cent_and_the_old_one_stops(verhuisd):
    rij, school = verhuisd
    adviseur = gebruiker_met(Rol.ADVISEUR)
    uren_schrijven(rij, Uren(dag=DAG, soort="leerling", kwartieren=6), door=adviseur, op=OP)
    with pytest.raises(NietMogelijk, match="Een beslisser kent dit toe"):
        mee(rij, school, door=adviseur)
    nieuw = Arrangement.objects.get(pk=mee(rij, school).pk)
    oud = Arrangement.objects.get(pk=rij.pk)
    assert (oud.beeindiging.laatste_dag, oud.beeindiging.reden) == (DAG, "verhuisd")
    assert (nieuw.van, nieuw.tot, nieuw.vorige, nieuw.aanleiding) == (MORGEN, oud.beslissing.tot, oud, "meegenomen")
    assert (nieuw.beslissing.aantal, nieuw.beslissing.bedrag) == (Decimal("8.50"), Decimal(246))
    assert (oud.toegekend, nieuw.toegekend, Pot.objects.get().toegekend) == (1, 246, 247)
    assert [d.doel for d in Doel.objects.filter(arrangement=nieuw)] == ["Zelf beginnen."]
    assert Boeking.objects.filter(arrangement=nieuw).count() == 1
    assert "Rust en overzicht" not in nieuw.vraag.onderwijsbehoeften


def test_each_school_reads_its_own_and_the_parents_both(verhuisd):
    rij, school = verhuisd
    kind = Deelname.objects.get().leerling
    ouder = gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=ouder)
    nieuw = mee(rij, school)
    assert {*Arrangement.objects.visible_to(gebruiker_met(Rol.IB, school=rij.school))} == {rij}
    assert {*Arrangement.objects.visible_to(gebruiker_met(Rol.IB, school=school))} == {nieuw}
    assert {*Arrangement.objects.visible_to(ouder)} == {rij, nieuw}


def test_the_family_and_both_schools_get_a_mail_that_something_waits(verhuisd):
    rij, school = verhuisd
    kind, ib = Deelname.objects.get().leerling, gebruiker_met(Rol.IB, school=school)
    ouder, ver = gebruiker_met(Rol.OUDER), gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=ouder)
    mee(rij, school)
    aan = {*Bericht.objects.filter(sleutel__startswith="meegenomen-").values_list("aan", flat=True)}
    assert aan == {rij.gevraagd_door.email, ib.email, ouder.email}
    geheim = leerling_op(rij.school, afscherming="verblijfplaats")
    ouder_van(geheim, gebruiker=ver)
    Inschrijving.objects.filter(leerling=geheim).update(tot=DAG)
    Inschrijving.objects.create(leerling=geheim, school=school, van=MORGEN, groep="5")
    pot("1000", op=OP, aanbod=rij.aanbod)
    mee(toegekend(arrangement(op=OP, school=rij.school, leerling=geheim, aantal=Decimal(10)), op=OP), school)
    assert not Bericht.objects.filter(aan=ver.email).exists(), "it would tell where the child is"


def test_what_cannot_go_along_says_why_and_leaves_everything_as_it_was(verhuisd):
    rij, school = verhuisd
    for waar, zin in ((SchoolFactory(), "waar de leerling is ingeschreven"), (rij.school, "waar de leerling")):
        with pytest.raises(NietMogelijk, match=zin):
            mee(rij, waar)
    with pytest.raises(NietMogelijk, match="blijft er niets over"):
        mee(rij, school, laatste_dag=date(2027, 7, 31))
    with pytest.raises(NietMogelijk, match="geen rechten"):
        mee(rij, school, door=gebruiker_met(Rol.IB, school=rij.school))
    type(rij.aanbod).objects.update(toekenning="schoolbestuur")
    with pytest.raises(NietMogelijk, match="uit het eigen budget"):
        mee(rij, school)
    type(rij.aanbod).objects.update(toekenning="beslisser")
    Instelling.objects.update(arrangement_meeneembaar=False)
    with pytest.raises(NietMogelijk, match="gaat hulp niet mee"):
        mee(rij, school)
    assert Arrangement.objects.count() == 1
    assert not hasattr(Arrangement.objects.get(), "beeindiging")


def test_the_new_school_can_ask_the_same_from_the_day_after_it_stopped(verhuisd):
    rij, school = verhuisd
    type(rij.aanbod).objects.update(toekenning="schoolbestuur")
    arrangement_stoppen(rij, door=rij.gevraagd_door, op=OP, laatste_dag=DAG, reden="verhuisd")
    basis = {"school": school, "voor": "leerling", "tot": date(2027, 2, 1), "onderwijsbehoeften": "Rust."}
    basis |= {"aanbod": Aanbod.objects.get(), "bedrag": Decimal(10), "leerlingen": [Deelname.objects.get().leerling]}
    wie = {"door": gebruiker_met(Rol.IB, school=school), "op": OP}
    with pytest.raises(NietMogelijk, match="loopt al"):
        arrangement_indienen(Vraag(van=DAG, **basis), **wie, sleutel="een")
    assert arrangement_indienen(Vraag(van=MORGEN, **basis), **wie, sleutel="twee").school == school


def test_the_budgets_are_locked_before_the_help_as_by_who_pays(verhuisd):
    with CaptureQueriesContext(connection) as vragen:
        mee(*verhuisd)
    sloten = [een["sql"] for een in vragen if "FOR UPDATE" in een["sql"]]
    assert 'FROM "arrangementen_pot"' in sloten[0]
    assert 'FROM "arrangementen_arrangement"' in sloten[1]


def test_when_the_money_does_not_fit_nothing_has_stopped(verhuisd):
    rij, school = verhuisd
    pot("5", op=OP, school=school, naam="Eigen potje")
    with pytest.raises(NietMogelijk, match="past niet in het budget"):
        mee(rij, school)
    assert not hasattr(Arrangement.objects.get(), "beeindiging")


def test_staff_sees_who_left_while_help_was_running(verhuisd):
    rij, school = verhuisd
    adviseur = gebruiker_met(Rol.ADVISEUR)
    assert [*vertrokken(adviseur, DAG)] == []
    (weg,) = vertrokken(adviseur, MORGEN)
    assert weg.arrangement == rij
    assert [*nieuwe_scholen(weg, MORGEN)] == [school]
    mee(rij, school, laatste_dag=MORGEN)
    assert [*vertrokken(adviseur, MORGEN)] == []
    with pytest.raises(NietMogelijk, match="al vastgelegd wanneer"):
        mee(Arrangement.objects.get(pk=rij.pk), school)


def test_material_is_ordered_delivered_and_brought_back_in_that_order():
    pot("1000", op=OP)
    soort = aanbod("laptop", soort="materialen", vorm="materiaal", eenheid="stuk", functie="")
    rij = toegekend(arrangement(op=OP, soort=soort), op=OP)
    ib = gebruiker_met(Rol.IB, school=rij.school)
    nu = {"door": ib, "op": OP}
    ding = materiaal_bestellen(rij, **nu, wat=" Laptop met voorleesprogramma ", aantal=1, dag=DAG)
    assert ding.wat == "Laptop met voorleesprogramma"
    with pytest.raises(NietMogelijk, match="leg eerst vast"):
        materiaal_bijhouden(ding, **nu, soort="terug", dag=DAG)
    with pytest.raises(NietMogelijk, match="voor de vorige stap"):
        materiaal_bijhouden(ding, **nu, soort="geleverd", dag=date(2026, 11, 26))
    with pytest.raises(NietMogelijk, match="moet nog komen"):
        materiaal_bijhouden(ding, **nu, soort="geleverd", dag=MORGEN)
    materiaal_bijhouden(ding, **nu, soort="geleverd", dag=DAG)
    assert [*is_uit(Materiaal.objects.visible_to(ib))] == [ding]
    materiaal_bijhouden(ding, **nu, soort="terug", dag=DAG)
    assert not is_uit(Materiaal.objects.visible_to(ib)).exists()
    with pytest.raises(NietMogelijk, match="al terug of kwijt"):
        materiaal_bijhouden(ding, **nu, soort="kwijt", dag=DAG)
    with pytest.raises(NietMogelijk, match="hoort geen materiaal"):
        materiaal_bestellen(
            toegekend(arrangement(op=OP), op=OP), door=gebruiker_met(Rol.ADVISEUR), op=OP, wat="x", aantal=1, dag=DAG
        )
