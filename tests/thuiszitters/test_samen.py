"""Who works elsewhere and looks along with a child that does not go to school: what it sees, and what it never sees."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.rollen import Permissie, Rol
from scholen.models import Gemeente, Gezag, Leerling
from scholen.rules import jarig
from tests.factories import gebruiker_met
from tests.thuiszitterrijen import casus
from thuiszitters.actions.sluiten import regie_nemen, sluiten
from thuiszitters.models import Afspraak, Casus, Melding, Stap, Verzuim

P, DAG = Permissie, timedelta(days=1)


def dag(aantal=0):
    return timezone.localdate() + aantal * DAG


def nu(door):
    return {"door": door, "op": timezone.now()}


@pytest.fixture
def gemeente(db):
    return Gemeente.objects.create(code="0518", naam="Zandwerven")


@pytest.fixture
def leerplicht(gemeente):
    return gebruiker_met(Rol.LEERPLICHT, gemeente=gemeente, naam="Lia Leerplicht")


@pytest.fixture
def rij(gemeente):
    return casus(woongemeente=gemeente)


def test_leerplicht_sees_the_case_of_an_own_resident_and_no_words_about_it(rij, leerplicht):
    elders = gebruiker_met(Rol.LEERPLICHT, gemeente=Gemeente.objects.create(code="0519", naam="Elders"))
    casus(woongemeente=None)
    assert {*Casus.objects.visible_to(leerplicht)} == {rij}
    assert {*Casus.objects.visible_to(leerplicht, P.THUISZITTER_MAATREGEL)} == {rij}
    assert Verzuim.objects.visible_to(leerplicht).get().casus == rij
    for recht in (P.THUISZITTER_LEZEN, P.THUISZITTER_MELDEN, P.THUISZITTER_BEGELEIDEN):
        assert not Casus.objects.visible_to(leerplicht, recht).exists()
    for model in (Melding, Stap, Afspraak, Leerling, Gezag):
        assert not model.objects.visible_to(leerplicht).exists()
    for wie in (elders, gebruiker_met(Rol.LEERPLICHT), gebruiker_met(Rol.PARTNER)):
        assert not Casus.objects.visible_to(wie).exists()
    Lidmaatschap.objects.filter(gebruiker=leerplicht).update(tot=dag(-1))
    assert not Casus.objects.visible_to(type(leerplicht).objects.get(pk=leerplicht.pk)).exists()


def test_leerplicht_sees_no_threat_no_age_out_of_its_task_and_no_old_case(rij, gemeente, leerplicht):
    casus(woongemeente=gemeente, soort="dreigend")
    assert {*Casus.objects.visible_to(leerplicht)} == {rij}
    for jaren, ziet in ((4, False), (5, True), (22, True), (23, False)):
        Leerling.objects.filter(pk=rij.leerling_id).update(geboortedatum=jarig(dag(), jaren))
        assert Casus.objects.visible_to(leerplicht).exists() is ziet, jaren
    Leerling.objects.filter(pk=rij.leerling_id).update(geboortedatum=jarig(dag(), 9))
    adviseur = gebruiker_met(Rol.ADVISEUR)
    regie_nemen(rij, **nu(adviseur))
    sluiten(rij, **nu(adviseur), eindreden="eigen_school", laatste_dag=dag(-1))
    assert Casus.objects.visible_to(leerplicht).get() == rij
    Casus.objects.filter(pk=rij.pk).update(gesloten_op=timezone.now() - 31 * DAG)
    assert not Casus.objects.visible_to(leerplicht).exists()
