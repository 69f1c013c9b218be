"""What happens to a TLV after the decision: placed, ended, replaced."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.actions.aanvraag import bij_school
from loket.actions.besluit import besluiten
from loket.actions.tlv import beeindigen, plaatsen
from loket.models import Aanvraag, Status, Tlv, TlvGebeurtenis
from scholen.models import Inschrijving
from tests.factories import SchoolFactory, aanvraag_in, beslissing, gebruiker_met, tlv_voor

S = Status


@pytest.fixture
def vandaag():
    return timezone.localdate()


@pytest.fixture
def tlv(ib, beslisser, vandaag):
    return tlv_voor(ib=ib, beslisser=beslisser, start=vandaag, eind=vandaag + timedelta(days=700))


@pytest.fixture
def so_school(db):
    return SchoolFactory(soort="SOVSO", naam="De Branding")


def doe(actie, tlv, door, **velden):
    return actie(tlv, door=door, op=timezone.now(), **velden)


def test_a_placement_enrols_the_child_and_ends_the_old_enrolment_the_day_before(
    tlv, loketmedewerker, so_school, vandaag
):
    per = vandaag + timedelta(days=10)
    doe(plaatsen, tlv, loketmedewerker, school=so_school, per=per)
    assert tlv.plaatsing.school == so_school
    oud, nieuw = Inschrijving.objects.filter(leerling=tlv.leerling).order_by("van")
    assert (oud.tot, nieuw.school, nieuw.van) == (per - timedelta(days=1), so_school, per)
    assert Logregel.objects.filter(actie="tlv_geplaatst", ding=tlv.public_id, leerling=tlv.leerling.public_id).exists()


def test_a_child_that_is_there_already_is_not_enrolled_twice(tlv, loketmedewerker, so_school, vandaag):
    Inschrijving.objects.create(leerling=tlv.leerling, school=so_school, van=vandaag)
    doe(plaatsen, tlv, loketmedewerker, school=so_school, per=vandaag + timedelta(days=1))
    assert Inschrijving.objects.filter(leerling=tlv.leerling, school=so_school).count() == 1


@pytest.mark.parametrize(
    ("dagen", "soort", "reden"),
    [(-1, "SO", "waarop de TLV geldt"), (701, "SO", "waarop de TLV geldt"), (1, "BO", "geen school voor speciaal")],
)
def test_a_placement_that_cannot_be_is_refused(tlv, loketmedewerker, vandaag, dagen, soort, reden):
    with pytest.raises(NietMogelijk, match=reden):
        doe(plaatsen, tlv, loketmedewerker, school=SchoolFactory(soort=soort), per=vandaag + timedelta(days=dagen))
    assert not TlvGebeurtenis.objects.exists()
    assert Inschrijving.objects.filter(leerling=tlv.leerling).count() == 1


def test_a_next_placement_is_later_than_the_first(tlv, loketmedewerker, so_school, vandaag):
    doe(plaatsen, tlv, loketmedewerker, school=so_school, per=vandaag + timedelta(days=5))
    with pytest.raises(NietMogelijk, match="latere dag"):
        doe(plaatsen, tlv, loketmedewerker, school=so_school, per=vandaag + timedelta(days=5))
    ander = SchoolFactory(soort="SO")
    doe(plaatsen, tlv, loketmedewerker, school=ander, per=vandaag + timedelta(days=6))
    assert Tlv.objects.get().plaatsing.school == ander


@pytest.mark.parametrize("rol", [Rol.BESLISSER, Rol.BEHEERDER, Rol.DESKUNDIGE, Rol.FG])
def test_who_does_not_keep_the_register_finds_no_tlv(tlv, so_school, vandaag, rol):
    with pytest.raises(Http404):
        doe(plaatsen, tlv, gebruiker_met(rol), school=so_school, per=vandaag)


def test_going_back_ends_the_tlv_after_its_last_day(tlv, loketmedewerker, vandaag):
    doe(beeindigen, tlv, loketmedewerker, laatste_dag=vandaag, reden="Terug naar de basisschool.")
    assert tlv.status(vandaag) == "actief"
    assert tlv.status(vandaag + timedelta(days=1)) == "beeindigd"
    with pytest.raises(NietMogelijk, match="laatste dag"):
        doe(beeindigen, tlv, loketmedewerker, laatste_dag=vandaag, reden="Nog eens.")


@pytest.mark.parametrize(
    ("dagen", "reden", "waarom"), [(700, "Terug.", "einddatum"), (-1, "Terug.", "laatste dag"), (1, " ", "waarom")]
)
def test_an_end_that_cannot_be_is_refused(tlv, loketmedewerker, vandaag, dagen, reden, waarom):
    with pytest.raises(NietMogelijk, match=waarom):
        doe(beeindigen, tlv, loketmedewerker, laatste_dag=vandaag + timedelta(days=dagen), reden=reden)
    assert not TlvGebeurtenis.objects.exists()


def test_the_decision_on_a_change_ends_the_old_tlv_the_day_before(tlv, ib, school, beslisser, vandaag):
    vervolg = {"leerling": tlv.leerling, "aanleiding": "wijziging", "vorige_tlv": tlv}
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, **vervolg)
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
    nieuw = Tlv.objects.get(besluit__aanvraag=aanvraag)
    gebeurtenis = tlv.gebeurtenissen.get()
    assert (gebeurtenis.soort, gebeurtenis.vervangen_door, gebeurtenis.besluit) == ("vervangen", nieuw, nieuw.besluit)
    assert tlv.status(nieuw.ingangsdatum - timedelta(days=1)) == "actief"
    assert tlv.status(nieuw.ingangsdatum) == "vervangen"


def test_a_tlv_that_ended_before_is_not_replaced(ib, school, beslisser, vandaag):
    oud = tlv_voor(ib=ib, beslisser=beslisser, start=vandaag - timedelta(days=400), eind=vandaag - timedelta(days=2))
    vervolg = {"leerling": oud.leerling, "aanleiding": "verlenging", "vorige_tlv": oud}
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, **vervolg)
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
    assert not oud.gebeurtenissen.exists()


def test_a_renewal_without_its_tlv_and_two_renewals_of_one_cannot_exist(tlv, ib, school, vandaag):
    with pytest.raises(IntegrityError, match="aanvraag_aanleiding"), transaction.atomic():
        Aanvraag.objects.update(aanleiding="verlenging")
    vervolg = {"aanleiding": "verlenging", "vorige_tlv": tlv}
    aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=tlv.leerling, **vervolg)
    with pytest.raises(IntegrityError, match="aanvraag_een_vervolg"), transaction.atomic():
        aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=tlv.leerling, soort="SBO", **vervolg)


def test_an_event_never_changes(tlv, loketmedewerker, so_school, vandaag):
    gebeurtenis = doe(plaatsen, tlv, loketmedewerker, school=so_school, per=vandaag)
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        TlvGebeurtenis.objects.filter(pk=gebeurtenis.pk).update(per=vandaag + timedelta(days=1))


def test_the_school_where_the_child_was_placed_sees_the_tlv_while_the_child_is_there(
    tlv, loketmedewerker, so_school, vandaag
):
    iber = gebruiker_met(Rol.IB, school=so_school)
    assert not Tlv.objects.visible_to(iber).exists()
    doe(plaatsen, tlv, loketmedewerker, school=so_school, per=vandaag)
    assert Tlv.objects.visible_to(iber).get() == tlv
    assert not Aanvraag.objects.visible_to(iber).exists()
    assert bij_school(tlv.leerling, so_school, dag=vandaag) == "ingeschreven"
    Inschrijving.objects.filter(school=so_school).update(
        van=vandaag - timedelta(days=9), tot=vandaag - timedelta(days=1)
    )
    assert not Tlv.objects.visible_to(iber).exists()
