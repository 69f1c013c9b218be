"""Children that are there twice: pointed out, told apart or joined by a person, and their cases with them."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, ProgrammingError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from scholen.models import Inschrijving, Leerling
from tests.factories import SchoolFactory, gebruiker_met, leerling_op, ouder_van
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus, gegevens, onbekend, onderwijsaanbod, opschaling
from thuiszitters.actions.melden import Hoe, melden
from thuiszitters.actions.plan import plan_beginnen, planafspraak_maken
from thuiszitters.actions.samenvoegen import kinderen_samenvoegen, niet_dubbel
from thuiszitters.actions.sluiten import heropenen, regie_nemen, sluiten
from thuiszitters.actions.stappen import afspraak_afronden, afspraak_maken, lopende_stap
from thuiszitters.models import Aanbodwoord, Afspraak, Casus, Casusstatus, GeenDubbel, Ingelicht, Onderwijsaanbod
from thuiszitters.rules.periode import OPEN, Periode, erbuiten
from thuiszitters.rules.telling import stand
from thuiszitters.views.dubbel import paren_van

pytestmark = pytest.mark.django_db
GEBOREN = date(2018, 3, 4)


def dag(aantal=0):
    return timezone.localdate() + timedelta(days=aantal)


def nu(door):
    return {"door": door, "op": timezone.now()}


@pytest.fixture(autouse=True)
def _leeg():
    cache.clear()


@pytest.fixture
def school():
    return SchoolFactory(naam="De Zandloper")


@pytest.fixture
def loket():
    return gebruiker_met(Rol.LOKETMEDEWERKER)


@pytest.fixture
def kind(school):
    """A pupil with a parent, as the school wrote it down, and with a case."""
    kind = leerling_op(school, roepnaam="Sem", achternaam="Nieuwkomer", geboortedatum=GEBOREN)
    ouder_van(kind)
    return kind


@pytest.fixture
def dubbel(loket):
    """The same child, as the desk typed it."""
    return casus(school=None, leerling=onbekend(roepnaam="Sam"), soort="absoluut", van=dag(-40), door=loket)


def test_days_outside_other_days():
    een = Periode(date(2026, 1, 1), date(2026, 1, 10))
    for bezet, over in (
        ([], [(1, 10)]),
        ([(3, 4), (8, 20)], [(1, 2), (5, 7)]),
        ([(1, 10)], []),
        ([(1, 3)], [(4, 10)]),
        ([(20, 30)], [(1, 10)]),
    ):
        perioden = [Periode(date(2026, 1, van), date(2026, 1, tot)) for van, tot in bezet]
        assert [(een.van.day, een.tot.day) for een in erbuiten(een, perioden)] == over, bezet
    assert erbuiten(Periode(date(2026, 1, 1)), [Periode(date(2026, 1, 1), date(2026, 2, 1))]) == [
        Periode(date(2026, 2, 2), OPEN)
    ]


def test_two_running_cases_become_one_and_no_day_and_no_agreement_is_lost(school, loket, kind, dubbel):
    adviseur = gebruiker_met(Rol.ADVISEUR)
    blijft = casus(school=school, leerling=kind, van=dag(-10), regie=adviseur)
    afspraak_maken(dubbel, **nu(loket), wat="Ouders bellen.", voor=dag(3), naam="Leerplicht")
    antwoord = {"antwoord": "geweigerd", "antwoord_op": dag(-1), "waarom": "Te ver.", "beantwoord_door": loket}
    wat = {"soort": "anders", "wat": "Drie ochtenden", "bij": "School", "verteld_door": "Mentor", "gedaan_op": dag(-2)}
    Onderwijsaanbod.objects.create(casus=dubbel, **wat, **antwoord, **nu(loket))
    oud = dubbel.leerling
    assert kinderen_samenvoegen(oud, kind, **nu(loket)) == kind
    assert list(blijft.aanbiedingen.values_list("wat", "antwoord", "waarom")) == [
        ("Drie ochtenden", "geweigerd", "Te ver.")
    ]
    assert dubbel.aanbiedingen.count() == 1, "and what was written down stays where it was"
    dubbel.refresh_from_db()
    assert (dubbel.status, dubbel.opgegaan_in, dubbel.leerling) == (Casusstatus.GESLOTEN, blijft, kind)
    assert list(blijft.verzuim.values_list("soort", "van", "tot")) == [
        ("absoluut", dag(-40), dag(-11)),
        ("relatief", dag(-10), None),
    ]
    assert blijft.afspraken.get().eigenaar == "Leerplicht"
    assert not Leerling.objects.visible_to(loket).filter(pk=oud.pk).exists()
    verloop = Casus.objects.get(pk=dubbel.pk).verloop("midden")
    assert stand(verloop, dag()) is None, "what went into another case counts nowhere"
    assert stand(verloop, dag(-20)) is None
    assert {*Casus.objects.actief(dag())} == {blijft}
    assert not Casus.objects.afgesloten().exists()
    regel = Logregel.objects.get(actie="kinderen_samenvoegen")
    assert (regel.leerling, regel.bijzonderheden["dubbel"]) == (kind.public_id, oud.public_id)
    with pytest.raises(NietMogelijk, match="samengevoegd"):
        heropenen(dubbel, **nu(loket), soort="ziek", van=dag(), uren=0)


def test_days_of_an_earlier_case_of_the_child_do_not_go_along_once_more(school, loket, kind, dubbel):
    toen = {"door": loket, "op": timezone.now() - timedelta(days=35)}
    oud = casus(school=school, leerling=kind, van=dag(-60), regie=loket, op=toen["op"], ouders_op=dag(-60))
    sluiten(oud, **toen, eindreden="eigen_school", laatste_dag=dag(-35))
    blijft = casus(school=school, leerling=kind, van=dag(-10), regie=loket)
    kinderen_samenvoegen(dubbel.leerling, kind, **nu(loket))
    assert list(blijft.verzuim.values_list("van", "tot")) == [(dag(-34), dag(-11)), (dag(-10), None)]


def test_what_the_family_said_and_a_talk_that_is_asked_for_go_along(school, loket, kind, dubbel):
    """Of the case that goes, whichever child stays."""
    moeder, blijft = gebruiker_met(Rol.OUDER), dubbel
    weg = casus(school=school, leerling=kind)
    regie_nemen(blijft, **nu(loket))
    aanbod = onderwijsaanbod(weg, door=loket)
    for ja, waarom in ((True, ""), (False, "Te ver weg.")):
        Aanbodwoord.objects.create(aanbod=aanbod, gever=moeder, ja=ja, waarom=waarom, op=timezone.now())
    for tafel in ("rondetafel", "bestuurlijk"):
        rij = opschaling(weg, door=loket, tafel=tafel, gesprek_op=dag(5))
        Ingelicht.objects.create(casus=weg, opschaling=rij, naam="De ouders", hoe="telefoon")
    opschaling(blijft, door=loket, waarom="Al gevraagd.")
    kinderen_samenvoegen(dubbel.leerling, kind, **nu(loket))
    weg.refresh_from_db()
    blijft.refresh_from_db()
    assert (weg.opgegaan_in, blijft.status) == (blijft, Casusstatus.OPSCHALING_BESTUURLIJK)
    woorden = blijft.aanbiedingen.get().woorden
    assert [*woorden.values_list("gever", "ja", "waarom")] == [(moeder.pk, False, "Te ver weg."), (moeder.pk, True, "")]
    tafel, bestuur = blijft.opschalingen.order_by("tafel").reverse()
    assert (tafel.waarom, bestuur.tafel, bestuur.gesprek_op) == ("Al gevraagd.", "bestuurlijk", dag(5))
    assert [str(wie) for wie in bestuur.ingelicht.all()] == ["De ouders"]
    assert lopende_stap(blijft).soort == "doorbraak"


def test_the_case_with_a_regievoerder_goes_on_also_when_its_child_does_not(school, loket, kind, dubbel):
    melding = casus(school=school, leerling=kind, van=dag(-10))
    dubbel.regievoerder, dubbel.regie_sinds = loket, dag()
    dubbel.save()
    kinderen_samenvoegen(dubbel.leerling, kind, **nu(loket))
    dubbel.refresh_from_db()
    melding.refresh_from_db()
    assert (dubbel.leerling, dubbel.school, melding.opgegaan_in) == (kind, school, dubbel)
    sluiten(dubbel, **nu(loket), eindreden="mbo", laatste_dag=dag(-1))
    weer, hoe = melden(gegevens(school=school, leerling=kind, van=dag()), **nu(loket), sleutel="k")
    assert (weer, hoe) == (dubbel, Hoe.HEROPEND), "the case that went into it is not opened again"


def test_the_plan_of_the_child_goes_along_and_on_a_school_it_is_not_absoluut(school, loket, kind, dubbel):
    ib = gebruiker_met(Rol.IB, school=school)
    weg = casus(school=school, leerling=kind, van=dag(-10), door=ib)
    Inschrijving.objects.filter(leerling=kind).update(van=dag(-20))
    plan = plan_beginnen(kind, **nu(ib))
    afspraak = planafspraak_maken(plan, **nu(ib), wat="Gym meedoen.", voor=dag(3), naam="De leraar")
    dubbel.regievoerder, dubbel.regie_sinds = loket, dag()
    dubbel.save()
    kinderen_samenvoegen(dubbel.leerling, kind, **nu(loket))
    plan.refresh_from_db()
    weg.refresh_from_db()
    assert (plan.casus, weg.opgegaan_in) == (dubbel, dubbel)
    [mee] = Afspraak.objects.in_beeld().filter(plan=plan)
    assert (mee.casus, mee.wat, mee != afspraak) == (dubbel, "Gym meedoen.", True)
    pagina = ingelogd(ib).get(reverse("thuiszitters:plan", args=[plan.public_id]))
    assert [*pagina.context["afspraken"]] == [mee]
    afspraak_afronden(mee, **nu(ib))
    assert list(dubbel.verzuim.values_list("soort", "van", "tot")) == [
        ("absoluut", dag(-40), dag(-21)),
        ("relatief", dag(-20), None),
    ]


def test_a_child_whose_case_was_closed_takes_it_along_and_its_enrolments(school, loket, kind, dubbel):
    oud, ander = dubbel.leerling, SchoolFactory()
    for plek, van in ((school, dag(-400)), (ander, dag(-400))):
        Inschrijving.objects.create(leerling=oud, school=plek, van=van)
    Inschrijving.objects.filter(leerling=kind).update(van=dag(-300))
    sluiten(dubbel, **nu(loket), eindreden="mbo", laatste_dag=dag())
    casus(school=school, leerling=kind)
    kinderen_samenvoegen(oud, kind, **nu(loket))
    dubbel.refresh_from_db()
    assert (dubbel.leerling, dubbel.opgegaan_in) == (kind, None)
    assert sorted(kind.inschrijvingen.values_list("school", "van")) == sorted(
        [(school.pk, dag(-300)), (ander.pk, dag(-400))]
    )
    assert not oud.inschrijvingen.exists()


def test_what_has_more_than_cases_does_not_go_into_another_child(school, loket, kind, dubbel):
    casus(school=school, leerling=kind)
    with pytest.raises(NietMogelijk, match="gezag"):
        kinderen_samenvoegen(kind, dubbel.leerling, **nu(loket))
    with pytest.raises(NietMogelijk, match="al samengevoegd"):
        kinderen_samenvoegen(kind, kind, **nu(loket))
    with pytest.raises(Http404):
        kinderen_samenvoegen(dubbel.leerling, kind, **nu(gebruiker_met(Rol.IB, school=school)))
    with pytest.raises(NietMogelijk, match="geen rechten"):
        kinderen_samenvoegen(dubbel.leerling, kind, **nu(gebruiker_met(Rol.BESLISSER)))
    oud = dubbel.leerling
    oud.gebruiker = gebruiker_met(Rol.LEERLING)
    oud.save()
    with pytest.raises(NietMogelijk, match="eigen account"):
        kinderen_samenvoegen(oud, kind, **nu(loket))
    assert not Leerling.objects.exclude(opgegaan_in=None).exists()


def test_the_database_lets_a_case_follow_its_child_only(kind, dubbel):
    with pytest.raises(ProgrammingError, match="waarin dit kind opging"), transaction.atomic():
        Casus.objects.filter(pk=dubbel.pk).update(leerling=kind)
    with pytest.raises(IntegrityError, match="casus_opgegaan"), transaction.atomic():
        Casus.objects.filter(pk=dubbel.pk).update(opgegaan_in=casus().pk)


def test_the_pages_show_a_pair_and_join_it_or_tell_it_apart(school, loket, kind, dubbel):
    hier = casus(school=school, leerling=kind, regie=gebruiker_met(Rol.ADVISEUR))
    client, oud = ingelogd(loket), dubbel.leerling
    assert "Kijk of het dezelfde zijn" in client.get("/thuiszitters/").text
    lijst = client.get("/thuiszitters/dubbel/").text
    assert "Zelfde geboortedatum, bijna dezelfde naam" in lijst
    assert Logregel.objects.filter(actie="dubbelen_gezien").count() == 2
    pad = f"/thuiszitters/dubbel/{oud.public_id}/{kind.public_id}/"
    tekst = client.get(pad).text
    assert "Hierbij hoort ook: gezag" in tekst
    assert f'value="{oud.public_id}"' not in tekst, "the child with parents is the only one that can stay"
    assert "Kies welk kind blijft" in client.post(pad, {"blijft": oud.public_id}).text
    assert client.get(f"/thuiszitters/dubbel/{kind.public_id}/{kind.public_id}/").status_code == 404
    assert client.post(pad, {"blijft": kind.public_id}).url == f"/thuiszitters/{hier.public_id}/"
    tekst = client.get(f"/thuiszitters/{hier.public_id}/").text
    assert f'Samengevoegd met <a href="/thuiszitters/{dubbel.public_id}/">' in tekst
    assert tekst.count("Gebeld.") == 2, "the meldingen of both"
    assert "Alles gaat verder in" in client.get(f"/thuiszitters/{dubbel.public_id}/").text
    assert "Kijk of het dezelfde zijn" not in client.get("/thuiszitters/").text
    assert client.get(pad).status_code == 404


def test_two_children_are_asked_about_once_and_only_who_sees_both(school, loket, kind, dubbel):
    casus(school=school, leerling=kind)
    assert [{paar.een, paar.ander} for paar in paren_van(loket)] == [{kind, dubbel.leerling}]
    assert paren_van(gebruiker_met(Rol.IB, school=school)) == []
    client = ingelogd(loket)
    for _ in range(2):
        client.post("/thuiszitters/dubbel/", {"een": kind.public_id, "ander": dubbel.leerling.public_id})
    assert GeenDubbel.objects.count() == Logregel.objects.filter(actie="niet_dubbel").count() == 1
    assert paren_van(loket) == []
    assert "Er lijkt niemand dubbel" in client.get("/thuiszitters/dubbel/").text
    assert not GeenDubbel.objects.visible_to(gebruiker_met(Rol.IB, school=school)).exists()
    with pytest.raises(NietMogelijk):
        niet_dubbel(kind, kind, **nu(loket))
