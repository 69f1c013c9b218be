"""The receiving school of a TLV: told, shown the sheet alone, and able to say itself that the child begins."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from loket.actions.besluit import besluiten
from loket.actions.intrekking import intrekking_stoppen, voornemen_vastleggen
from loket.actions.tlv import ontvangers_melden, plaatsen, zelf_plaatsen
from loket.actions.tlvherinnering import tlvs_herinneren
from loket.actions.vanzelf import vanzelf_versturen
from loket.actions.vervolg import wijziging_maken
from loket.models import Aanvraag, Status, Tlv, Zaakbrief
from loket.rules.tlv_status import radardag
from loket.tasks import tlvs_herinneren as taak
from scholen.models import Aanmelding, Inschrijving, Instelling
from tests.factories import (
    SchoolFactory,
    aanvraag_in,
    beslissing,
    gebruiker_met,
    ouder_van,
    pdfs_klaar,
    tlv_ingetrokken,
    tlv_voor,
)

pytestmark = pytest.mark.django_db


def nu():
    return timezone.now()


@pytest.fixture
def vandaag():
    return timezone.localdate()


@pytest.fixture
def tlv(ib, beslisser, vandaag):
    return tlv_voor(ib=ib, beslisser=beslisser, start=vandaag, eind=vandaag + timedelta(days=700))


@pytest.fixture
def branding(db):
    return SchoolFactory(soort="SOVSO", naam="De Branding")


@pytest.fixture
def ontvanger(branding):
    return gebruiker_met(Rol.IB, school=branding, naam="Olga Ontvanger")


@pytest.fixture
def aangemeld(tlv, branding, vandaag):
    return Aanmelding.objects.create(leerling=tlv.leerling, school=branding, ontvangen_op=vandaag)


def blad(tlv):
    return reverse("loket:tlv_blad", args=[tlv.public_id])


# --- the sheet ---------------------------------------------------------------------------------------------------


def test_the_school_where_the_parents_applied_sees_the_sheet_and_nothing_of_the_aanvraag(
    inloggen, tlv, ontvanger, aangemeld
):
    client = inloggen(ontvanger)
    assert blad(tlv) in client.get(reverse("loket:tlvs_school")).text
    tekst = client.get(blad(tlv)).text
    assert tlv.nummer in tekst
    assert "Plaatsing vastleggen" in tekst
    assert tlv.besluit.motivering not in tekst
    assert client.get(reverse("loket:aanvraag", args=[tlv.besluit.aanvraag.public_id])).status_code == 404


def test_without_an_aanmelding_or_before_the_letter_there_is_no_tlv(tlv, ontvanger, branding, vandaag):
    assert not Tlv.objects.visible_to(ontvanger).exists()
    Aanmelding.objects.create(leerling=tlv.leerling, school=branding, ontvangen_op=vandaag)
    assert Tlv.objects.visible_to(ontvanger).get() == tlv
    Aanmelding.objects.update(afgesloten_op=vandaag)
    assert not Tlv.objects.visible_to(ontvanger).exists()


def test_before_the_letters_went_out_the_receiving_school_knows_nothing(beslisser, ontvanger, branding, vandaag):
    rij = aanvraag_in(Status.BESLUIT_VOORBEREIDEN)
    Aanmelding.objects.create(leerling=rij.leerling, school=branding, ontvangen_op=vandaag)
    besluiten(rij, door=beslisser, op=nu(), **beslissing(rij))
    assert Tlv.objects.filter(leerling=rij.leerling).exists()
    assert not Tlv.objects.visible_to(ontvanger).exists()


def test_the_receiving_school_is_told_without_names(tlv, ontvanger, aangemeld):
    for _ in range(2):
        ontvangers_melden(tlv.besluit, op=nu())
    assert Bericht.objects.filter(aan=ontvanger.email).count() == 1
    assert not any(tlv.nummer in een.body or tlv.leerling.achternaam in een.body for een in mail.outbox)


def test_a_placement_by_the_desk_is_told_to_the_school(tlv, loketmedewerker, ontvanger, branding, vandaag):
    plaatsen(tlv, door=loketmedewerker, op=nu(), school=branding, per=vandaag)
    assert Bericht.objects.filter(aan=ontvanger.email).count() == 1


# --- placing it itself -------------------------------------------------------------------------------------------


def test_the_school_that_takes_the_child_in_gets_the_sheet_as_a_letter(
    tlv, loketmedewerker, ontvanger, branding, ib, vandaag, inloggen
):
    """4.2: the TLV sheet only, and no reasons; the school that asked gets no second copy."""
    plaatsen(tlv, door=loketmedewerker, op=nu(), school=branding, per=vandaag)
    pdfs_klaar()
    assert vanzelf_versturen(op=nu()) == 1
    rij = Zaakbrief.objects.visible_to(ontvanger).get()
    assert rij.brief.bestandsnaam == f"{tlv.nummer}-tlv_blad.pdf"
    assert rij.brief.context["kenmerk"] == tlv.nummer
    assert tlv.besluit.motivering not in rij.brief.html
    assert tlv.besluit.aanvraag.kenmerk not in rij.brief.html
    assert reverse("loket:brief", args=[rij.public_id]) in inloggen(ontvanger).get(blad(tlv)).text
    assert not Zaakbrief.objects.visible_to(ib).exists()


def test_the_receiving_school_lays_down_the_placement_and_its_aanmelding_is_done(
    inloggen, tlv, ontvanger, aangemeld, branding, ib, vandaag
):
    per = vandaag + timedelta(days=7)
    inloggen(ontvanger).post(blad(tlv), {"school": branding.brin6, "per": per.isoformat()})
    assert (tlv.plaatsing.school, tlv.plaatsing.per, tlv.plaatsing.vastgelegd_door) == (branding, per, ontvanger)
    aangemeld.refresh_from_db()
    assert aangemeld.stand == "toegelaten"
    assert Inschrijving.objects.get(leerling=tlv.leerling, school=branding).van == per
    assert Bericht.objects.filter(aan=ib.email).exists()


def test_a_school_of_another_kind_or_without_the_child_cannot(tlv, ontvanger, branding, ib, vandaag):
    with pytest.raises(Http404):
        zelf_plaatsen(tlv, door=ontvanger, op=nu(), school=branding, per=vandaag)
    eigen = ib.lidmaatschappen.get().plek.school
    with pytest.raises(NietMogelijk, match="niet bij jullie"):
        zelf_plaatsen(tlv, door=ib, op=nu(), school=eigen, per=vandaag)


def test_a_day_far_ahead_is_a_typing_error(tlv, ontvanger, aangemeld, branding, vandaag):
    with pytest.raises(NietMogelijk, match="eerste schooldag"):
        zelf_plaatsen(tlv, door=ontvanger, op=nu(), school=branding, per=vandaag + timedelta(days=500))
    assert tlv.plaatsing is None


# --- the intention to withdraw -----------------------------------------------------------------------------------


def test_an_intention_writes_to_school_and_each_parent_and_stopping_lets_it_lapse(tlv, loketmedewerker, vandaag):
    ouder_van(tlv.leerling, aanhef="meneer", voornaam="Derk")
    tot = vandaag + timedelta(days=14)
    intrekking = voornemen_vastleggen(
        tlv, door=loketmedewerker, op=nu(), grond="nieuwe_feiten", voornemen="Het gaat goed.", reageren_tot=tot
    )
    brieven = list(Zaakbrief.objects.filter(soort="voornemen").select_related("brief"))
    assert sorted(een.aan for een in brieven) == ["ouder", "ouder", "ouder", "school"]
    for een in brieven:
        assert "Het gaat goed." in een.brief.html
        assert tlv.nummer in een.brief.html
        assert "Wij hebben nog niet besloten" in een.brief.html
    intrekking_stoppen(intrekking, door=loketmedewerker, op=nu(), reden="Toch nodig.")
    assert not Zaakbrief.objects.filter(vervallen_op=None).exists()


def test_no_refusal_tells_a_school_of_a_withdrawal_before_its_letter(
    inloggen, tlv, beslisser, ontvanger, aangemeld, branding, vandaag, ib
):
    """The sentence of the page and that of the action say the same: what the first letter said."""
    tlv_ingetrokken(tlv, door=beslisser, per=vandaag)
    assert tlv.status(vandaag) == "ingetrokken"
    eigen = tlv.besluit.aanvraag.school
    assert wijziging_maken(tlv, school=eigen, soort=tlv.soort, door=ib, op=nu()).vorige_tlv == tlv
    antwoord = inloggen(ontvanger).post(blad(tlv), {"school": branding.brin6, "per": vandaag.isoformat()})
    assert antwoord.status_code == 302
    assert tlv.plaatsing.school == branding


def test_after_its_letter_the_refusal_says_so(tlv, beslisser, ontvanger, aangemeld, branding, vandaag):
    tlv_ingetrokken(tlv, door=beslisser, per=vandaag, verzonden=True)
    with pytest.raises(NietMogelijk, match="geldt niet meer"):
        zelf_plaatsen(tlv, door=ontvanger, op=nu(), school=branding, per=vandaag)


# --- reminders on the dates of the SWV ----------------------------------------------------------------------------


def op(jaar, maand, dag):
    return timezone.make_aware(datetime(jaar, maand, dag, 9, 30))


@pytest.fixture
def loopt_af(ib, beslisser):
    """A TLV that ends with the school year 2026-2027."""
    return tlv_voor(ib=ib, beslisser=beslisser, start=date(2025, 8, 1), eind=date(2027, 7, 31), op=op(2025, 6, 2))


def test_each_date_reminds_a_school_once_however_often_it_runs(loopt_af, ib):
    assert tlvs_herinneren(op=op(2026, 9, 30)) == 0
    assert tlvs_herinneren(op=op(2026, 10, 1)) == 1
    for dag in (1, 2, 9):
        assert tlvs_herinneren(op=op(2026, 10, dag)) == 0
    assert tlvs_herinneren(op=op(2027, 2, 1)) == 1
    assert Bericht.objects.filter(aan=ib.email, soort="herinnering").count() == 2


@pytest.mark.parametrize(("verzonden", "herinnerd"), [(False, 1), (True, 0)])
def test_a_withdrawal_counts_from_its_letter_on(loopt_af, beslisser, verzonden, herinnerd, time_machine):
    time_machine.move_to(op(2026, 9, 20))
    tlv_ingetrokken(loopt_af, door=beslisser, per=date(2026, 9, 25), verzonden=verzonden)
    assert tlvs_herinneren(op=op(2026, 10, 1)) == herinnerd


def test_a_date_in_a_weekend_is_made_good_on_monday_and_not_weeks_later(loopt_af):
    Instelling.objects.update(tlv_herinneringen=["05-01"])
    assert tlvs_herinneren(op=op(2027, 5, 1)) == 0  # a Saturday
    assert tlvs_herinneren(op=op(2027, 5, 3)) == 1
    Bericht.objects.all().delete()
    assert tlvs_herinneren(op=op(2027, 5, 18)) == 0


def test_who_asked_a_renewal_is_left_alone(loopt_af, ib, school):
    rij = loopt_af.besluit.aanvraag
    Aanvraag.objects.filter(pk=rij.pk).update(vorige_tlv=loopt_af, aanleiding="verlenging")
    assert tlvs_herinneren(op=op(2026, 10, 1)) == 0


def test_the_task_may_run_twice(loopt_af):
    taak()
    taak()


def test_the_last_date_that_has_come_counts():
    dagen = [date(2026, 10, 1), date(2027, 2, 1)]
    zoek = {"hoogstens": timedelta(days=14)}
    assert radardag(dagen, date(2026, 9, 30), **zoek) is None
    assert radardag(dagen, date(2026, 10, 15), **zoek) == date(2026, 10, 1)
    assert radardag(dagen, date(2026, 10, 16), **zoek) is None
