"""Leerplicht or a parent tells that a child is at home: it is kept, it waits for a person, and it tells nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import F
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from scholen.models import Gemeente, Leerling
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met, leerling_op, ouder_van
from tests.thuiszitterrijen import casus, gegevens, onbekend
from thuiszitters.actions.delen import woongemeente_zetten
from thuiszitters.actions.doorgeven import doorgeven
from thuiszitters.actions.melden import Kind, melden
from thuiszitters.actions.plekken import swv_voor
from thuiszitters.actions.sluiten import regie_nemen, sluiten
from thuiszitters.models import Afspraak, Casus, Casusstatus, Melding
from thuiszitters.rules.melding import soort_van_ouders

DAG = timedelta(days=1)


def dag(aantal=0):
    return timezone.localdate() + aantal * DAG


def nu(door):
    return {"door": door, "op": timezone.now()}


@pytest.fixture
def gemeente(db):
    return Gemeente.objects.create(code="0518", naam="Zandwerven")


@pytest.fixture
def leerplicht(gemeente):
    return gebruiker_met(Rol.LEERPLICHT, gemeente=gemeente)


@pytest.fixture
def adviseur(db):
    return gebruiker_met(Rol.ADVISEUR)


@pytest.fixture
def kind(db):
    InstellingFactory()
    return leerling_op(SchoolFactory(), roepnaam="Ruben", achternaam="Nergens")


@pytest.fixture
def ouder(kind):
    wie = gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=wie)
    return wie


def van_ouder(kind, **velden):
    return gegevens(**({"leerling": kind, "school": None, "herkomst": "ouders"} | velden))


def test_a_parent_begins_a_case_and_the_school_hears_of_it(kind, ouder):
    school = kind.inschrijvingen.get().school
    ib = gebruiker_met(Rol.IB, school=school)
    rij = doorgeven(van_ouder(kind), **nu(ouder), sleutel="a")
    assert doorgeven(van_ouder(kind), **nu(ouder), sleutel="a") == rij
    assert (rij.school, rij.status, rij.regievoerder) == (school, Casusstatus.GEMELD, None)
    assert Casus.objects.visible_to(ib).get() == rij
    assert Bericht.objects.filter(aan=ib.email).count() == 1
    assert Melding.objects.visible_to(ouder).get().herkomst == "ouders"
    andere = gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=andere)
    assert not Melding.objects.visible_to(andere).exists(), "what one parent told is not the other's"
    assert Casus.objects.visible_to(ouder).get() == rij, (
        "that there is a case; what others wrote of it, each model says"
    )
    with pytest.raises(Http404):
        doorgeven(van_ouder(leerling_op(SchoolFactory())), **nu(ouder), sleutel="b")
    with pytest.raises(NietMogelijk, match="welk kind"):
        doorgeven(van_ouder(onbekend()), **nu(ouder), sleutel="c")
    for verkeerd in (dag(1), kind.geboortedatum):
        with pytest.raises(NietMogelijk, match="eerste dag"):
            doorgeven(van_ouder(kind, van=verkeerd), **nu(ouder), sleutel="d")
    with pytest.raises(NietMogelijk, match="geen rechten"):
        melden(van_ouder(kind), **nu(ouder), sleutel="e")
    for rol in (Rol.PARTNER, Rol.ADVISEUR, Rol.HELPER):
        with pytest.raises(NietMogelijk, match="geen rechten"):
            doorgeven(van_ouder(kind), **nu(gebruiker_met(rol)), sleutel="f")


def test_who_has_gezag_too_reads_that_there_is_a_case_and_is_called(kind, ouder):
    alleen = leerling_op(kind.inschrijvingen.get().school)
    ouder_van(alleen, gebruiker=ouder)
    assert not doorgeven(van_ouder(alleen), **nu(ouder), sleutel="a").afspraken.exists()
    andere = gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=andere)
    rij = doorgeven(van_ouder(kind, gedaan="Wij zijn gescheiden."), **nu(ouder), sleutel="b")
    assert [een.wat for een in rij.afspraken.all()] == ["Iedere ouder met gezag bellen"]
    assert Casus.objects.visible_to(andere).get() == rij
    assert not Melding.objects.visible_to(andere).exists()
    kind.gezag.filter(betrokkene__gebruiker=andere).update(contactverbod=True)
    assert not Casus.objects.visible_to(andere).exists()


def test_what_parents_tell_of_a_case_whose_regievoerder_is_gone_reaches_the_desk(kind, ouder, adviseur):
    rij = casus(leerling=kind, school=kind.inschrijvingen.get().school, regie=adviseur)
    loket = gebruiker_met(Rol.LOKETMEDEWERKER)
    adviseur.lidmaatschappen.update(tot=dag(-1))
    doorgeven(van_ouder(kind), **nu(ouder), sleutel="a")
    assert rij.afspraken.get().eigenaar == "Wie de regie neemt"
    gehoord = {*Bericht.objects.filter(sleutel__startswith="melding-").values_list("aan", flat=True)}
    assert loket.email in gehoord
    assert adviseur.email not in gehoord


def test_of_a_running_case_nothing_changes_and_somebody_is_asked_to_look(kind, ouder, adviseur):
    rij = casus(leerling=kind, school=kind.inschrijvingen.get().school, regie=adviseur)
    voor = [(een.soort, een.van, een.tot) for een in rij.verzuim.all()]
    doorgeven(van_ouder(kind, soort="ziek", reden="overig", van=dag(-3)), **nu(ouder), sleutel="a")
    rij.refresh_from_db()
    assert [(een.soort, een.van, een.tot) for een in rij.verzuim.all()] == voor
    assert (rij.reden, rij.meldingen.count()) == ("angst", 2)
    afspraak = Afspraak.objects.get(casus=rij)
    assert (afspraak.wie, afspraak.wat) == (adviseur, "Bekijken wat er nieuw is")
    assert Bericht.objects.filter(aan=adviseur.email).exists()


def test_what_was_just_closed_is_opened_again_and_what_was_closed_long_ago_begins_anew(kind, ouder, adviseur):
    rij = casus(leerling=kind, school=kind.inschrijvingen.get().school, regie=adviseur)
    sluiten(rij, **nu(adviseur), eindreden="eigen_school", laatste_dag=dag(-2))
    assert doorgeven(van_ouder(kind, van=dag(-9)), **nu(ouder), sleutel="a") == rij
    rij.refresh_from_db()
    assert (rij.status, rij.verzuim.last().van) == (Casusstatus.IN_ONDERZOEK, dag(-1)), "no day counts twice"
    sluiten(rij, **nu(adviseur), eindreden="eigen_school", laatste_dag=dag())
    with pytest.raises(NietMogelijk, match="Bel ons"):
        doorgeven(van_ouder(kind, van=dag()), **nu(ouder), sleutel="b")
    rij.verzuim.update(van=F("van") - 40 * DAG, tot=F("tot") - 40 * DAG)
    Casus.objects.filter(pk=rij.pk).update(gesloten_op=timezone.now() - 40 * DAG)
    assert doorgeven(van_ouder(kind, van=dag()), **nu(ouder), sleutel="c") != rij


def test_leerplicht_reports_a_child_that_is_known_or_not_without_learning_which(kind, leerplicht, gemeente, inloggen):
    client, adres = inloggen(leerplicht), reverse("thuiszitters:melden_leerplicht")
    data = {"roepnaam": "ruben", "achternaam": "NERGENS", "woongemeente": "0518", "soort": "absoluut"}
    geboren = kind.geboortedatum
    data |= {f"geboortedatum_{deel}": getattr(geboren, naam) for deel, naam in (("dag", "day"), ("maand", "month"))}
    data |= {"geboortedatum_jaar": geboren.year, "van": dag(-4).isoformat(), "uren": "0", "reden": "overig"}
    data |= {"ouders_weten": "ja", "ouders_op": dag().isoformat(), "sleutel": "s1"}
    assert 'value="dreigend"' not in client.get(adres).text
    bekend = client.post(adres, data, follow=True).text
    nieuw = client.post(adres, data | {"roepnaam": "Sem", "sleutel": "s2"}, follow=True).text
    assert Leerling.objects.count() == 2
    assert Casus.objects.order_by("pk")[0].leerling == kind
    zin = "De melding is bewaard en het samenwerkingsverband gaat ermee verder"
    assert zin in bekend
    assert zin in nieuw
    rij = Casus.objects.get(leerling=kind)
    assert (rij.woongemeente, rij.school) == (None, kind.inschrijvingen.get().school)
    assert client.get(reverse("thuiszitters:samen", args=[rij.public_id])).status_code == 404
    woongemeente_zetten(rij, **nu(gebruiker_met(Rol.LOKETMEDEWERKER)), gemeente=gemeente)
    assert "Wat jij meldde" in client.get(reverse("thuiszitters:samen", args=[rij.public_id])).text
    elders = Gemeente.objects.create(code="0599", naam="Elders")
    assert "Kies" in client.post(adres, data | {"woongemeente": elders.code, "sleutel": "s3"}).text
    assert Casus.objects.count() == 2


def test_knowing_a_child_by_name_opens_no_case_of_another_gemeente(kind, leerplicht, adviseur):
    elders = Gemeente.objects.create(code="0599", naam="Elders")
    rij = casus(leerling=kind, school=kind.inschrijvingen.get().school, woongemeente=elders, regie=adviseur)
    wie = onbekend(roepnaam=kind.roepnaam, achternaam=kind.achternaam, geboortedatum=kind.geboortedatum)
    doorgeven(gegevens(leerling=wie, herkomst="leerplicht", school=SchoolFactory()), **nu(leerplicht), sleutel="a")
    assert not Casus.objects.visible_to(leerplicht).exists()
    assert not Melding.objects.visible_to(leerplicht).exists()
    rij.refresh_from_db()
    assert (rij.woongemeente, rij.school) == (elders, kind.inschrijvingen.get().school)


def test_a_parent_tells_on_one_page_and_reads_the_own_words_back(kind, ouder, inloggen):
    client, adres = inloggen(ouder), reverse("dossier:niet_naar_school", args=[kind.public_id])
    data = {
        "hoe": "deels",
        "van": dag(-4).isoformat(),
        "reden": "angst",
        "gedaan": "Hij slaapt slecht.",
        "sleutel": "s",
    }
    assert "wij bellen die ook" in client.get(adres).text, "said before it is sent"
    assert "Vul een aantal uren in" in client.post(adres, data).text
    assert "Deze dag kan niet" in client.post(adres, data | {"van": dag(1).isoformat(), "uren": "6"}).text
    pagina = client.post(adres, data | {"uren": "4,5"}, follow=True).text
    assert "Hij slaapt slecht." in pagina
    melding = Melding.objects.get()
    assert (melding.soort, melding.uren, melding.casus.ouders_ingelicht_op) == ("verkort", Decimal("4.5"), dag())
    assert adres in client.get(reverse("dossier:dossiers")).text
    assert inloggen(gebruiker_met(Rol.OUDER)).get(adres).status_code == 404


def test_what_a_parent_tells_is_a_kind_of_absence():
    for reden, uren, op_school, soort in (
        ("angst", 0, True, "relatief"),
        ("lichamelijk", 0, True, "ziek"),
        ("psychisch", 6, True, "verkort"),
        ("lichamelijk", 0, False, "absoluut"),
    ):
        assert soort_van_ouders(reden, Decimal(uren), op_school=op_school) == soort


def test_without_a_school_the_age_says_which_swv(db):
    po = InstellingFactory().swv
    vo = InstellingFactory(swv__code="VO2803", swv__sector="VO", swv__eigen=True).swv
    assert swv_voor(None, dag(-365 * 8), dag()) == po
    assert swv_voor(None, dag(-365 * 14), dag()) == vo


def test_the_gemeente_of_a_child_decides_which_leerplicht_sees_it(kind, leerplicht, adviseur, inloggen):
    rij = casus(leerling=kind, school=kind.inschrijvingen.get().school)
    assert not Casus.objects.visible_to(leerplicht).exists()
    client, adres = inloggen(adviseur), reverse("thuiszitters:delen", args=[rij.public_id])
    assert "nog niet bekend in welke gemeente" in client.get(adres).text
    client.post(adres, {"actie": "woont", "gemeente": "0518"})
    assert Casus.objects.visible_to(leerplicht).get() == rij
    regie_nemen(rij, **nu(adviseur))


def test_typing_a_name_opens_no_case_of_a_child_that_lives_elsewhere(kind, leerplicht, gemeente):
    elders = Gemeente.objects.create(code="0999", naam="Elders")
    Leerling.objects.filter(pk=kind.pk).update(gemeente=elders)
    wie = Kind(kind.roepnaam, kind.achternaam, kind.geboortedatum, kind.tussenvoegsel)
    wat = gegevens(leerling=wie, school=None, herkomst="leerplicht", soort="absoluut", woongemeente=gemeente)
    rij = doorgeven(wat, **nu(leerplicht), sleutel="a")
    assert (rij.leerling, rij.woongemeente, rij.school) == (kind, elders, kind.inschrijvingen.get().school)
    assert not Casus.objects.visible_to(leerplicht).exists()
    assert rij.verzuim.get().soort == "relatief", "it is on a school: absoluut would count from the first day"
    assert rij.meldingen.get().soort == "absoluut", "what was told stays as it was told"
    assert "welke gemeente" in Afspraak.objects.get(casus=rij).wat


def test_leerplicht_says_on_which_school_a_sick_child_is(leerplicht, gemeente):
    InstellingFactory()
    wat = gegevens(leerling=onbekend(), school=None, herkomst="leerplicht", soort="ziek", woongemeente=gemeente)
    with pytest.raises(NietMogelijk, match="op welke school dit kind staat"):
        doorgeven(wat, **nu(leerplicht), sleutel="a")
