"""What happens in a case, who may do it, and who sees it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.http import Http404
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import PERMISSIES, Permissie, Rol
from kern.logboek.models import Logregel
from scholen.models import Leerling, Plek, SchoolDeelname, Werkgebied
from tests.factories import SchoolFactory, gebruiker_met
from tests.thuiszitterrijen import casus, onbekend
from thuiszitters.actions import leerplicht, opschalen, samenvoegen  # noqa: F401 - all transitions are known then
from thuiszitters.actions import sluiten as acties
from thuiszitters.actions.overgang import overgang
from thuiszitters.actions.protocolbeheer import protocol_wijzigen
from thuiszitters.actions.stappen import afspraak_afronden, afspraak_maken, stap_afronden, stap_overslaan
from thuiszitters.actions.verzuim import verzuim_beeindigen, verzuim_wijzigen
from thuiszitters.models import AF, Afspraak, Casus, Casusstatus, Melding, Protocol, Protocolstap, Stap, Verzuim

S, P, DAG = Casusstatus, Permissie, timedelta(days=1)


def dag(aantal=0):
    return timezone.localdate() + aantal * DAG


@pytest.fixture
def school(db):
    return SchoolFactory()


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school)


@pytest.fixture
def adviseur(db):
    return gebruiker_met(Rol.ADVISEUR)


@pytest.fixture
def rij(school, ib):
    return casus(school=school, door=ib)


def nu(door):
    return {"door": door, "op": timezone.now()}


def test_who_takes_a_case_looks_after_it_also_in_the_place_of_a_colleague(rij, adviseur):
    rij = acties.regie_nemen(rij, **nu(adviseur))
    assert (rij.status, rij.regievoerder, rij.regie_sinds) == (S.IN_ONDERZOEK, adviseur, dag())
    with pytest.raises(NietMogelijk, match="al regievoerder"):
        acties.regie_nemen(rij, **nu(adviseur))
    loket = gebruiker_met(Rol.LOKETMEDEWERKER)
    assert acties.regie_nemen(rij, **nu(loket)).regievoerder == loket


def test_every_transition_belongs_to_a_right_and_a_status(rij, ib, adviseur):
    assert len(overgang.regels) == 21
    assert {status for regel in overgang.regels.values() for status in regel.mogelijk_naar} == {*S}
    for regel in overgang.regels.values():
        wie = {rol for rol in Rol if regel.permissie in PERMISSIES[rol]}
        met = {P.THUISZITTER_MELDEN: {Rol.IB, Rol.DIRECTEUR}, P.THUISZITTER_MAATREGEL: {Rol.LEERPLICHT}}
        assert wie == {Rol.ADVISEUR, Rol.LOKETMEDEWERKER} | met.get(regel.permissie, set())
        for status in S:
            zin = regel.waarom_niet(Casus(pk=rij.pk, status=status), adviseur, timezone.now())
            assert status in regel.van or zin.startswith("Dit kan niet meer")
    assert not overgang.regels["sluiten"].van & {*AF}
    with pytest.raises(NietMogelijk, match="geen rechten"):
        acties.sluiten(rij, **nu(ib), eindreden="eigen_school", laatste_dag=dag())


def test_closing_ends_the_absence_and_opening_again_goes_on_in_the_same_case(rij, ib, adviseur):
    acties.regie_nemen(rij, **nu(adviseur))
    with pytest.raises(NietMogelijk, match="laatste dag"):
        acties.sluiten(rij, **nu(adviseur), eindreden="eigen_school")
    with pytest.raises(NietMogelijk, match="toekomst"):
        acties.sluiten(rij, **nu(adviseur), eindreden="eigen_school", laatste_dag=dag(1))
    with pytest.raises(NietMogelijk, match="voor de eerste dag"):
        acties.sluiten(rij, **nu(adviseur), eindreden="eigen_school", laatste_dag=dag(-20))
    dicht = acties.sluiten(rij, **nu(adviseur), eindreden="eigen_school", laatste_dag=dag(-2))
    assert (dicht.status, dicht.verzuim.get().tot) == (S.GESLOTEN, dag(-2))
    with pytest.raises(NietMogelijk, match="gesloten"):
        afspraak_maken(dicht, **nu(ib), wat="Bellen.", voor=dag(), naam="School")
    open_ = acties.heropenen(dicht, **nu(ib), soort="ziek", van=dag(), uren=Decimal(0))
    assert (open_.status, open_.regievoerder, open_.eindreden) == (S.IN_ONDERZOEK, adviseur, "")
    later = {"door": ib, "op": timezone.now() + 31 * DAG}
    acties.sluiten(open_, **nu(adviseur), eindreden="mbo", laatste_dag=dag())
    with pytest.raises(NietMogelijk, match="dertig dagen"):
        acties.heropenen(open_, **later, soort="ziek", van=dag(1), uren=Decimal(0))


def test_another_kind_of_absence_follows_without_a_day_between_or_overlap(rij, ib):
    verzuim_wijzigen(rij, **nu(ib), soort="verkort", van=dag(-3), uren=Decimal(6))
    assert list(rij.verzuim.values_list("soort", "van", "tot")) == [
        ("relatief", dag(-10), dag(-4)),
        ("verkort", dag(-3), None),
    ]
    verzuim_wijzigen(rij, **nu(ib), soort="ziek", van=dag(-3), uren=Decimal(0))
    assert rij.verzuim.count() == 2, "on its own first day it is put right"
    with pytest.raises(NietMogelijk, match="voor de eerste dag"):
        verzuim_wijzigen(rij, **nu(ib), soort="ziek", van=dag(-5), uren=Decimal(0))
    with pytest.raises(NietMogelijk, match="toekomst"):
        verzuim_wijzigen(rij, **nu(ib), soort="ziek", van=dag(1), uren=Decimal(0))
    verzuim_beeindigen(rij, **nu(ib), laatste_dag=dag(-1))
    with pytest.raises(NietMogelijk, match="geen verzuim"):
        verzuim_beeindigen(rij, **nu(ib), laatste_dag=dag())
    with pytest.raises(NietMogelijk, match="al verzuim"):
        verzuim_wijzigen(rij, **nu(ib), soort="ziek", van=dag(-2), uren=Decimal(0))


def test_steps_are_set_in_order_once_and_skipping_needs_a_reason_and_the_right(rij, ib, adviseur):
    _, twee, drie, *_ = rij.protocol.stappen.all()
    with pytest.raises(NietMogelijk, match="niet aan de beurt"):
        stap_afronden(rij, drie, **nu(ib), dag=dag())
    stap_afronden(rij, twee, **nu(ib), dag=dag(-1), woorden="Ouders waren er.")
    with pytest.raises(NietMogelijk, match="niet aan de beurt"):
        stap_afronden(rij, twee, **nu(ib), dag=dag())
    with pytest.raises(NietMogelijk, match="geen rechten"):
        stap_overslaan(rij, drie, **nu(ib), waarom="Niet nodig.")
    with pytest.raises(NietMogelijk, match="waarom"):
        stap_overslaan(rij, drie, **nu(adviseur), waarom=" ")
    gezet = stap_overslaan(rij, drie, **nu(adviseur), waarom="Het plan is er al.")
    assert gezet.uitkomst == Stap.Uitkomst.OVERGESLAGEN
    with pytest.raises(NietMogelijk, match="toekomst"):
        stap_afronden(rij, twee, **nu(ib), dag=dag(1))


def test_an_agreement_has_one_owner_and_a_day_and_is_done_once(rij, ib, adviseur):
    later = timezone.now() + DAG
    with pytest.raises(NietMogelijk, match="één naam"):
        afspraak_maken(rij, **nu(ib), wat="Bellen.", voor=dag())
    with pytest.raises(NietMogelijk, match="latere dag"):
        afspraak_maken(rij, **nu(ib), wat="Bellen.", voor=dag(-1), naam="Leraar")
    afspraak = afspraak_maken(rij, door=ib, op=later, wat="Bellen.", voor=dag(3), wie=adviseur)
    assert afspraak.eigenaar == adviseur.naam
    for _ in range(2):
        klaar = afspraak_afronden(afspraak, **nu(adviseur))
    assert klaar.klaar_op == dag()
    assert Logregel.objects.filter(actie="afspraak_afronden").count() == 1
    rij.refresh_from_db()
    assert rij.laatste_actie_op < later, "what was done last counts, not what was done in another order"


def test_who_sees_a_case(rij, school, ib):
    werkgebied = Werkgebied.objects.create(swv=rij.swv, naam="Noord", code="noord")
    ander, buiten = gebruiker_met(Rol.IB), gebruiker_met(Rol.ADVISEUR)
    for lid in Lidmaatschap.objects.filter(gebruiker=buiten):
        Plek.objects.create(lidmaatschap=lid, werkgebied=werkgebied)
    zonder = casus(school=None, leerling=onbekend(), soort="absoluut", door=gebruiker_met(Rol.LOKETMEDEWERKER))
    alles = {rij, zonder}
    for rol in (Rol.LOKETMEDEWERKER, Rol.BESLISSER, Rol.ADVISEUR):
        assert {*Casus.objects.visible_to(gebruiker_met(rol))} == alles
    assert {*Casus.objects.visible_to(ib)} == {rij}
    assert {*Casus.objects.visible_to(buiten)} == {zonder}, "no school of its werkgebied, but a child without a school"
    for wie in (ander, *(gebruiker_met(rol) for rol in (Rol.BESTUUR, Rol.OUDER, Rol.DESKUNDIGE, Rol.CONTROLLER))):
        for model in (Casus, Melding, Verzuim, Stap, Afspraak):
            assert not model.objects.visible_to(wie).exists()
    with pytest.raises(Http404):
        afspraak_maken(rij, **nu(ander), wat="Bellen.", voor=dag(), naam="Ik")
    SchoolDeelname.objects.filter(school=school).update(werkgebied=werkgebied)
    assert {*Casus.objects.visible_to(buiten)} == alles
    assert Leerling.objects.visible_to(buiten).count() == 2
    beheer, ouder = gebruiker_met(Rol.BEHEERDER), gebruiker_met(Rol.OUDER)
    concept = protocol_wijzigen(rij.swv, **nu(beheer), naam="Concept", stil_na_dagen=9)
    for model, voor in ((Protocol, 1), (Protocolstap, 8)):
        assert model.objects.visible_to(beheer).count() == 2 * voor
        assert model.objects.visible_to(ouder).count() == voor, "what was published, is for everybody"
    assert not Protocol.objects.visible_to(ouder).filter(pk=concept.pk).exists()
