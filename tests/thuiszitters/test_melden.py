"""Reporting: a known or an unknown child, a case that there is already, and nothing half written."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from scholen.models import Aanmelding, Inschrijving, Leerling
from tests.factories import (
    InstellingFactory,
    SamenwerkingsverbandFactory,
    SchoolFactory,
    gebruiker_met,
    leerling_op,
    ouder_van,
)
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus, gegevens, onbekend
from thuiszitters.actions.melden import Hoe, melden
from thuiszitters.actions.opschalen import opschalen_rondetafel
from thuiszitters.actions.sluiten import heropenen, regie_nemen, sluiten
from thuiszitters.actions.stappen import afspraak_maken, stap_afronden
from thuiszitters.actions.verloop import overdragen
from thuiszitters.actions.verzuim import verzuim_beeindigen, verzuim_verbeteren, verzuim_wijzigen
from thuiszitters.models import Casus, Casusstatus, Melding, Verzuim

DAG = timedelta(days=1)


def dag(aantal=0):
    return timezone.localdate() + aantal * DAG


def doe(wat, door, sleutel="k1", op=None):
    return melden(wat, door=door, op=op or timezone.now(), sleutel=sleutel)


@pytest.fixture
def school(db):
    return SchoolFactory()


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school)


@pytest.fixture
def loket(db):
    return gebruiker_met(Rol.LOKETMEDEWERKER)


def test_a_melding_opens_a_case_with_its_absence_its_first_step_and_a_line(school, ib):
    rij, hoe = doe(gegevens(school=school), ib)
    assert hoe == Hoe.NIEUW
    assert (rij.status, rij.kenmerk) == (Casusstatus.GEMELD, f"TZ-{dag().year}-0001")
    assert list(rij.verzuim.values_list("soort", "van", "tot")) == [("relatief", dag(-10), None)]
    assert [een.protocolstap.soort for een in rij.stappen.all()] == ["melding"]
    assert rij.meldingen.get().gedaan == "Gebeld."
    regel = Logregel.objects.get(actie="melden")
    assert (regel.leerling, regel.school) == (rij.leerling.public_id, school.brin6)


def test_what_only_threatens_is_a_signal_and_no_melding_yet(school, ib):
    rij, _ = doe(gegevens(school=school, soort="dreigend"), ib)
    assert rij.status == Casusstatus.SIGNAAL
    assert not rij.stappen.exists()


def test_a_child_that_is_not_known_yet_is_written_down_with_it(school, ib):
    rij, _ = doe(gegevens(school=school, leerling=onbekend()), ib)
    assert Inschrijving.objects.get(leerling=rij.leerling).school == school
    weer, hoe = doe(gegevens(school=school, leerling=onbekend(roepnaam="SEM")), ib, "k2")
    assert (weer, hoe) == (rij, Hoe.LOPEND), "the same name and birth date at the own school is the same child"
    assert Leerling.objects.count() == 1


def test_the_desk_reports_a_child_without_a_school_and_one_of_a_school(school):
    loket = gebruiker_met(Rol.LOKETMEDEWERKER)
    zonder, _ = doe(gegevens(school=None, leerling=onbekend(), soort="absoluut", herkomst="leerplicht"), loket)
    assert (zonder.school, zonder.log_school) == (None, "")
    met, _ = doe(gegevens(school=school, leerling=onbekend(roepnaam="Ko"), herkomst="ouders"), loket, "k2")
    ib = gebruiker_met(Rol.IB, school=school)
    assert {*Casus.objects.visible_to(ib)} == {met}
    assert {*Leerling.objects.visible_to(ib)} == {met.leerling}
    Inschrijving.objects.create(leerling=met.leerling, school=SchoolFactory(), van=dag())
    assert not Leerling.objects.visible_to(ib).exists(), "enrolled elsewhere it is no longer for this school to write"


def test_a_second_melding_joins_the_running_case_and_a_double_click_says_it_once(school, ib):
    kind = leerling_op(school)
    wat = gegevens(school=school, leerling=kind, ouders_op=None, ouders_waarom_niet="Geen gehoor.")
    rij, _ = doe(wat, ib)
    assert doe(wat, ib) == (rij, Hoe.LOPEND)
    loket = gebruiker_met(Rol.LOKETMEDEWERKER)
    weer, hoe = doe(gegevens(school=school, leerling=kind, herkomst="leerplicht", soort="ziek"), loket, "k2")
    assert (weer, hoe) == (rij, Hoe.LOPEND)
    assert [een.herkomst for een in rij.meldingen.all()] == ["school", "leerplicht"]
    assert Verzuim.objects.count() == 1, "a person says that the kind changed"
    rij.refresh_from_db()
    assert rij.ouders_ingelicht_op == dag()


def test_a_child_in_nazorg_that_is_at_home_again_counts_again(school, ib):
    rij = casus(school=school, door=ib)
    verzuim_beeindigen(rij, door=ib, op=timezone.now(), laatste_dag=dag(-5))
    with pytest.raises(NietMogelijk, match="al verzuim"):
        doe(gegevens(school=school, leerling=rij.leerling, van=dag(-6)), ib)
    assert doe(gegevens(school=school, leerling=rij.leerling, van=dag(-1)), ib) == (rij, Hoe.LOPEND)
    assert list(rij.verzuim.values_list("van", "tot")) == [(dag(-10), dag(-5)), (dag(-1), None)]


def test_what_threatened_becomes_a_melding_when_it_happens(school, ib):
    rij = casus(school=school, door=ib, soort="dreigend")
    doe(gegevens(school=school, leerling=rij.leerling, soort="dreigend"), ib)
    rij.refresh_from_db()
    assert rij.status == Casusstatus.SIGNAAL
    doe(gegevens(school=school, leerling=rij.leerling, van=dag(-2)), ib, "k2")
    rij.refresh_from_db()
    assert rij.status == Casusstatus.GEMELD
    assert list(rij.verzuim.values_list("soort", "tot")) == [("dreigend", dag(-3)), ("relatief", None)]
    assert [een.protocolstap.soort for een in rij.stappen.all()] == ["melding"]


def test_a_case_is_opened_again_for_a_day_that_was(ib, school):
    adviseur = gebruiker_met(Rol.ADVISEUR)
    rij = casus(school=school, door=ib, regie=adviseur)
    sluiten(rij, door=adviseur, op=timezone.now(), eindreden="eigen_school", laatste_dag=dag(-2))
    weer = {"door": adviseur, "op": timezone.now(), "soort": "ziek", "uren": Decimal(0)}
    for van, zin in ((dag(1), "toekomst"), (rij.leerling.geboortedatum, "geboorte"), (date(1901, 1, 1), "geboorte")):
        with pytest.raises(NietMogelijk, match=zin):
            heropenen(rij, **weer, van=van)


@pytest.mark.parametrize(("geleden", "hoe"), [(30, Hoe.HEROPEND), (31, Hoe.NIEUW)])
def test_within_thirty_days_after_closing_the_same_case_goes_on(school, ib, geleden, hoe):
    kind, toen = leerling_op(school), timezone.now() - geleden * DAG
    adviseur = gebruiker_met(Rol.ADVISEUR)
    oud = casus(school=school, leerling=kind, door=ib, op=toen, van=dag(-60), ouders_op=dag(-60))
    sluiten(oud, door=adviseur, op=toen, eindreden="eigen_school", laatste_dag=dag(-geleden))
    nieuw, gevonden = doe(gegevens(school=school, leerling=kind, van=dag(-5)), ib)
    assert gevonden == hoe
    assert (nieuw == oud) is (hoe == Hoe.HEROPEND)
    assert nieuw.status == Casusstatus.GEMELD
    assert nieuw.verzuim.filter(tot=None).get().van == dag(-5)


def test_a_child_that_moved_takes_its_case_along(school, ib):
    rij = casus(school=school, door=ib)
    ander = SchoolFactory()
    Inschrijving.objects.create(leerling=rij.leerling, school=ander, van=dag(-3))
    doe(gegevens(school=ander, leerling=rij.leerling), gebruiker_met(Rol.IB, school=ander))
    rij.refresh_from_db()
    assert rij.school == ander


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"van": dag(1)}, "toekomst"),
        ({"van": dag(-365 * 9)}, "geboorte"),
        ({"uren": Decimal(41)}, "uren"),
        ({"soort": "bestaat_niet"}, "."),
        ({"ouders_op": None}, "ouders"),
        ({"ouders_op": dag(1)}, "toekomst"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_half_written(school, ib, velden, zin):
    with pytest.raises(NietMogelijk, match=zin):
        doe(gegevens(school=school, **velden), ib)
    assert not Casus.objects.exists()
    assert not Melding.objects.exists()


def test_nobody_reports_a_child_that_it_does_not_see_or_without_the_right(school, ib):
    vreemd = gegevens()
    with pytest.raises(Http404):
        doe(vreemd, ib)
    with pytest.raises(NietMogelijk, match="geen rechten"):
        doe(gegevens(school=school), gebruiker_met(Rol.BESLISSER))


def test_the_database_keeps_one_running_case_per_child_and_no_day_twice(school, ib):
    rij = casus(school=school, door=ib)
    nog_een = {naam: getattr(rij, naam) for naam in ("swv", "leerling", "protocol", "reden", "status")}
    nog_een |= {"kenmerk": "TZ-X", "gemeld_op": rij.gemeld_op, "laatste_actie_op": rij.gemeld_op}
    with pytest.raises(IntegrityError, match="casus_een_open_per_kind"), transaction.atomic():
        Casus.objects.create(**nog_een, ouders_ingelicht_op=dag())
    with pytest.raises(IntegrityError, match="verzuim_geen_overlap"), transaction.atomic():
        Verzuim.objects.create(casus=rij, soort="ziek", van=dag(-3), uren=0)
    assert InstellingFactory().swv == rij.swv


# --- whose case it is --------------------------------------------------------------------------------------------


def aangemeld_bij(kind, school):
    Aanmelding.objects.create(leerling=kind, school=school, ontvangen_op=timezone.localdate())
    return gebruiker_met(Rol.IB, school=school)


def test_a_school_that_only_has_an_aanmelding_takes_nothing_over(ib, school):
    kind, ander = leerling_op(school), SchoolFactory()
    rij, _ = doe(gegevens(leerling=kind, school=school), ib)
    voor = [*rij.verzuim.values_list("soort", "van", "tot")]
    buur = aangemeld_bij(kind, ander)
    zelfde, hoe = doe(gegevens(leerling=kind, school=ander, soort="ziek"), buur, "k2")
    rij.refresh_from_db()
    assert (zelfde, hoe, rij.school) == (rij, Hoe.LOPEND, school)
    assert [*rij.verzuim.values_list("soort", "van", "tot")] == voor
    assert not Casus.objects.visible_to(buur).exists()
    assert not Melding.objects.visible_to(buur).filter(casus=rij, door=ib).exists()
    assert rij.afspraken.get().wat == "Bekijken wat er nieuw is"
    antwoord = ingelogd(buur).post(
        reverse("thuiszitters:melden"),
        {"sleutel": "b" * 22, "leerling": kind.public_id, "soort": "ziek", "van": str(timezone.localdate())}
        | {"uren": "0", "reden": "angst", "ouders_weten": "ja", "ouders_op": str(timezone.localdate())},
    )
    assert (antwoord.status_code, antwoord.url) == (302, reverse("thuiszitters:thuiszitters"))


def test_who_does_not_see_a_case_opens_it_to_no_family_and_learns_no_days(ib, school):
    kind, ander, adviseur = leerling_op(school), SchoolFactory(), gebruiker_met(Rol.ADVISEUR)
    moeder = gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=moeder)
    rij, _ = doe(gegevens(leerling=kind, school=school, ouders_op=None, ouders_waarom_niet="Eerst bellen."), ib)
    eerst, buur = rij.laatste_actie_op, aangemeld_bij(kind, ander)
    doe(gegevens(leerling=kind, school=ander), buur, "k2")
    rij.refresh_from_db()
    assert (rij.ouders_ingelicht_op, rij.laatste_actie_op) == (None, eerst)
    assert not Casus.objects.visible_to(moeder).exists()
    regie_nemen(rij, door=adviseur, op=timezone.now())
    sluiten(rij, door=adviseur, op=timezone.now(), eindreden="eigen_school", laatste_dag=dag(-2))
    weer, hoe = doe(gegevens(leerling=kind, school=ander, van=dag(-6)), buur, "k3")
    assert (weer, hoe) == (rij, Hoe.HEROPEND), "no sentence that these days are taken"
    assert weer.verzuim.get(tot=None).van == dag(-1)
    assert not Casus.objects.visible_to(moeder).exists()


def test_a_school_of_another_swv_begins_no_second_case(school, ib):
    kind, ander = leerling_op(school), SchoolFactory()
    rij, _ = doe(gegevens(leerling=kind, school=school), ib)
    vo = InstellingFactory(swv=SamenwerkingsverbandFactory(code="VO2815", sector="VO")).swv
    ander.deelnames.update(swv=vo)
    zelfde, hoe = doe(gegevens(swv=vo, leerling=kind, school=ander), aangemeld_bij(kind, ander), "k2")
    assert (zelfde, hoe) == (rij, Hoe.LOPEND)


def test_a_new_case_is_of_the_school_where_the_child_is_enrolled(school):
    kind, ander = leerling_op(school), SchoolFactory()
    rij, _ = doe(gegevens(leerling=kind, school=ander), aangemeld_bij(kind, ander))
    assert rij.school == school


def test_a_child_on_a_school_is_never_absoluut(ib, school, loket):
    with pytest.raises(NietMogelijk, match="staat op een school"):
        doe(gegevens(leerling=leerling_op(school), school=school, soort="absoluut"), ib)
    rij, _ = doe(gegevens(leerling=leerling_op(school), school=school), ib, "k2")
    with pytest.raises(NietMogelijk, match="staat op een school"):
        verzuim_wijzigen(rij, door=ib, op=timezone.now(), soort="absoluut", van=timezone.localdate(), uren=Decimal(0))
    open_ = {"door": loket, "op": timezone.now(), "van": dag(-10), "uren": Decimal(0), "waarom": "Anders verteld."}
    with pytest.raises(NietMogelijk, match="staat op een school"):
        verzuim_verbeteren(rij.verzuim.get(), **open_, soort="absoluut", tot=None)
    with pytest.raises(NietMogelijk, match="staat op een school"):
        doe(gegevens(leerling=rij.leerling, school=None, soort="absoluut", herkomst="swv"), loket, "k5")
    with pytest.raises(NietMogelijk, match="waarom je dit verbetert"):
        verzuim_verbeteren(rij.verzuim.get(), **open_ | {"waarom": " "}, soort="ziek", tot=dag(-5))
    verzuim_verbeteren(rij.verzuim.get(), **open_, soort="absoluut", tot=dag(-5))  # it was on none then
    zonder, _ = doe(gegevens(leerling=onbekend(), school=None, soort="absoluut"), loket, "k3")
    kind, nieuw = zonder.leerling, SchoolFactory()
    Inschrijving.objects.create(leerling=kind, school=nieuw, van=timezone.localdate())
    doe(gegevens(leerling=kind, school=nieuw, van=timezone.localdate()), gebruiker_met(Rol.IB, school=nieuw), "k4")
    zonder.refresh_from_db()
    assert (zonder.school, zonder.verzuim.get(tot=None).soort) == (nieuw, "relatief")


def test_who_is_absent_from_a_school_is_on_one(loket):
    """A sick child of no school was seen by no school, and without a gemeente by nobody but the desk."""
    for soort in ("relatief", "ziek", "verkort"):
        with pytest.raises(NietMogelijk, match="op welke school dit kind staat"):
            doe(gegevens(leerling=onbekend(), school=None, soort=soort, uren=Decimal(6)), loket)
    rij, _ = doe(gegevens(leerling=onbekend(), school=None, soort="absoluut"), loket)
    with pytest.raises(NietMogelijk, match="op welke school dit kind staat"):
        verzuim_wijzigen(rij, door=loket, op=timezone.now(), soort="ziek", van=timezone.localdate(), uren=Decimal(0))


def test_a_day_of_a_wrong_year_is_refused_wherever_it_is_typed(ib, school):
    """One day at the end of the calendar stopped the reminders of every case."""
    rij, _ = doe(gegevens(leerling=leerling_op(school), school=school), ib)
    nu, adviseur = timezone.now(), gebruiker_met(Rol.ADVISEUR)
    rij = regie_nemen(rij, door=adviseur, op=nu)
    eerste = rij.protocol.stappen.all()[1]
    vroeg, laat = date(1, 1, 1), date(9999, 12, 31)
    for doen in (
        lambda: afspraak_maken(rij, door=ib, op=nu, wat="Bellen", voor=laat, wie=ib),
        lambda: opschalen_rondetafel(rij, door=adviseur, op=nu, waarom="Er is geen plek.", wie=[ib], gesprek_op=laat),
        lambda: stap_afronden(rij, eerste, door=adviseur, op=nu, dag=vroeg),
        lambda: verzuim_wijzigen(rij, door=ib, op=nu, soort="ziek", van=vroeg, uren=Decimal(0)),
    ):
        with pytest.raises(NietMogelijk, match="Kijk het jaar na"):
            doen()
    client, pad = ingelogd(adviseur), reverse("thuiszitters:casus", args=[rij.public_id])
    assert "Kijk het jaar na" in client.post(pad, {"actie": "afspraak", "wat": "x", "voor": "9999-12-31"}).text
    assert client.post(pad, {"actie": "klaar:\x00"}).status_code == 404


def test_one_child_never_counts_twice_on_a_day_over_two_cases(ib, school):
    adviseur, kind, toen = gebruiker_met(Rol.ADVISEUR), leerling_op(school), timezone.now() - 40 * DAG
    een = casus(school=school, leerling=kind, regie=adviseur, door=ib, op=toen, van=dag(-100), ouders_op=dag(-100))
    sluiten(een, door=adviseur, op=toen, eindreden="eigen_school", laatste_dag=dag(-41))
    twee, hoe = doe(gegevens(school=school, leerling=kind, van=dag(-90)), ib, sleutel="k2")
    assert (hoe, twee.meldingen.get().van) == (Hoe.NIEUW, dag(-90)), "what was told stays as it was told"
    assert twee.verzuim.get().van == dag(-40)
    anders = {"door": adviseur, "op": timezone.now(), "soort": "relatief", "uren": Decimal(0), "waarom": "x"}
    for verzuim, dagen in (
        (twee.verzuim.get(), {"van": dag(-41), "tot": None}),
        (een.verzuim.get(), {"van": dag(-100), "tot": dag(-40)}),
    ):
        with pytest.raises(NietMogelijk, match="andere casus van dit kind"):
            verzuim_verbeteren(verzuim, **anders, **dagen)
    verzuim_verbeteren(een.verzuim.get(), **anders, van=dag(-100), tot=dag(-50))
    verzuim_verbeteren(twee.verzuim.get(), **anders, van=dag(-49), tot=None)
    Verzuim.objects.filter(casus=een).update(tot=dag(-45))
    sluiten(twee, door=adviseur, op=timezone.now(), eindreden="onterecht", laatste_dag=dag())
    assert twee.verzuim.get().tot == dag(), "fewer days can always be, also of what overlapped already"


def test_a_case_that_was_none_keeps_no_days(ib, school):
    adviseur, kind, toen = gebruiker_met(Rol.ADVISEUR), leerling_op(school), timezone.now() - 40 * DAG
    een = casus(school=school, leerling=kind, regie=adviseur, door=ib, op=toen, van=dag(-100), ouders_op=dag(-100))
    sluiten(een, door=adviseur, op=toen, eindreden="onterecht", laatste_dag=dag(-41))
    twee, _ = doe(gegevens(school=school, leerling=kind, van=dag(-90)), ib, sleutel="k2")
    assert twee.verzuim.get().van == dag(-90)


def test_what_has_today_already_waits_for_tomorrow(ib, school):
    adviseur, kind = gebruiker_met(Rol.ADVISEUR), leerling_op(school)
    een = casus(school=school, leerling=kind, regie=adviseur, door=ib)
    overdragen(een, door=adviseur, op=timezone.now(), aan="swv", naam="SWV Verderop", dag=dag())
    with pytest.raises(NietMogelijk, match="vandaag al iets"):
        doe(gegevens(school=school, leerling=kind), ib, sleutel="k2")
    assert Casus.objects.count() == 1
