"""The pages: the melding, the board with what stands still on top, and one case with all that can be done in it."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from swv_portal.components.woorden import datum_kort
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met, leerling_op
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from thuiszitters.actions.sluiten import sluiten
from thuiszitters.actions.stappen import afspraak_maken
from thuiszitters.actions.verzuim import verzuim_beeindigen, verzuim_wijzigen
from thuiszitters.models import Afspraak, Casus, Casusstatus, Stap

pytestmark = pytest.mark.django_db
DAG = timedelta(days=1)
LIJST, MELDEN = "/thuiszitters/", "/thuiszitters/melden/"


def dag(aantal=0):
    return timezone.localdate() + aantal * DAG


def woorden(antwoord):
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", re.search(r"<main.*</main>", antwoord.text, re.S)[0]))


def hier(naam, rij):
    return reverse(f"thuiszitters:{naam}", args=[rij.public_id])


@pytest.fixture
def school():
    return SchoolFactory(naam="De Zandloper")


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school)


@pytest.fixture
def adviseur():
    return gebruiker_met(Rol.ADVISEUR, naam="Joke van Vliet")


def melding(**velden):
    basis = {"sleutel": "k" * 22, "soort": "relatief", "van": dag(-3).isoformat(), "uren": "4,5", "reden": "angst"}
    basis |= {"ouders_weten": "ja", "ouders_op": dag().isoformat()}
    return basis | velden


KIND = {
    "roepnaam": "Sem",
    "achternaam": "Nieuwkomer",
    "geboortedatum_dag": "3",
    "geboortedatum_maand": "4",
    "geboortedatum_jaar": "2018",
}


def test_a_school_reports_a_pupil_of_its_list_or_one_that_it_types(school, ib):
    kind, client = leerling_op(school), ingelogd(ib)
    antwoord = client.post(MELDEN, melding(leerling=kind.public_id))
    rij = Casus.objects.get()
    assert antwoord.url == hier("casus", rij)
    assert (rij.leerling, rij.school, rij.verzuim.get().uren) == (kind, school, Decimal("4.5"))
    client.post(MELDEN, melding(sleutel="m" * 22, groep="4", **KIND))
    assert Casus.objects.get(leerling__roepnaam="Sem").school == school
    assert "Dit kind was al gemeld" in woorden(client.post(MELDEN, melding(leerling=kind.public_id), follow=True))
    assert Casus.objects.count() == 2


def test_staff_types_the_child_and_says_who_reports(adviseur):
    client = ingelogd(adviseur)
    InstellingFactory()
    wat = melding(herkomst="leerplicht", **KIND)
    client.post(MELDEN, wat | {"soort": "absoluut"})
    rij = Casus.objects.get()
    assert (rij.school, rij.meldingen.get().herkomst) == (None, "leerplicht")
    assert "Vul de roepnaam in" in woorden(client.post(MELDEN, wat | {"roepnaam": "", "sleutel": "m" * 22}))


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(school, ib):
    client, kind = ingelogd(ib), leerling_op(school)
    for anders, zin in (
        ({"van": dag(1).isoformat()}, "ligt in de toekomst"),
        ({"uren": "41"}, "van 0 tot en met 40"),
        ({"ouders_op": ""}, "sinds wanneer de ouders"),
        ({"ouders_weten": "nee"}, "waarom de ouders het nog niet weten"),
        ({"leerling": "", "geboortedatum_jaar": "1918"}, "roepnaam in, of kies de leerling"),
        ({"van": "1990-01-01"}, "meer dan tien jaar"),
        ({"soort": "absoluut"}, "geldige keuze"),
    ):
        assert zin in woorden(client.post(MELDEN, melding(leerling=kind.public_id) | anders)), zin
    assert not Casus.objects.exists()


def test_the_board_has_what_stands_still_on_top_in_words(school, ib, adviseur):
    stil = casus(school=school, door=ib, leerling=leerling_op(school, roepnaam="Stille"))
    loopt = casus(school=school, door=ib, regie=adviseur, leerling=leerling_op(school, roepnaam="Lopende"))
    afspraak_maken(loopt, door=adviseur, op=timezone.now(), wat="Bellen.", voor=dag(3), wie=adviseur)
    tekst = woorden(ingelogd(adviseur).get(LIJST))
    assert tekst.index("Hier is iets nodig") < tekst.index("Stille") < tekst.index("De andere") < tekst.index("Lopende")
    assert "Nog geen regievoerder. Er is geen volgende stap met een naam en een datum." in tekst
    assert Logregel.objects.filter(actie="thuiszitters_gezien", leerling=stil.leerling.public_id).count() == 1
    buiten = woorden(ingelogd(gebruiker_met(Rol.IB)).get(LIJST))
    assert "Er zijn nu geen thuiszitters" in buiten


def test_the_tabs_follow_the_absence_and_the_status(school, ib, adviseur):
    nu = {"door": ib, "op": timezone.now()}
    rijen = {naam: casus(school=school, door=ib, leerling=leerling_op(school, roepnaam=naam)) for naam in "ABCD"}
    verzuim_wijzigen(rijen["B"], **nu, soort="verkort", van=dag(), uren=Decimal(6))
    verzuim_beeindigen(rijen["C"], **nu, laatste_dag=dag(-1))
    sluiten(rijen["D"], door=adviseur, op=timezone.now(), eindreden="mbo", laatste_dag=dag())
    namen = {een: rij.leerling.naam for een, rij in rijen.items()}
    client = ingelogd(ib)
    for weergave, verwacht in (("", "AB"), ("deels", "B"), ("nazorg", "C"), ("afgesloten", "D")):
        tekst = woorden(client.get(LIJST, {"weergave": weergave}))
        assert {een for een in "ABCD" if namen[een] in tekst} == {*verwacht}, weergave


def test_the_board_asks_as_many_questions_for_one_case_as_for_many(school, ib, adviseur, django_assert_num_queries):
    client = ingelogd(adviseur)
    casus(school=school, door=ib)
    client.get(LIJST)
    with CaptureQueriesContext(connection) as een:
        client.get(LIJST)
    for _ in range(3):
        casus(school=school, door=ib)
    with django_assert_num_queries(len(een)):
        client.get(LIJST)


def test_one_case_from_taking_it_to_closing_and_opening_it_again(school, ib, adviseur):
    rij = casus(school=school, door=ib)
    client, pad = ingelogd(adviseur), hier("casus", rij)
    tekst = woorden(client.get(pad))
    for zin in (
        "Stap 2 van 8",
        "Nog niemand",
        "Is ongeoorloofd thuis",
        "sinds",
        rij.kenmerk,
        "Er is nog niets afgesproken",
        "leerplicht ziet deze casus niet",
    ):
        assert zin in tekst, zin
    client.post(pad, {"actie": "regie"})
    assert "al regievoerder" in woorden(client.post(pad, {"actie": "regie"}, follow=True))
    wat = {"actie": "afspraak", "wat": "Ouders bellen", "wie": "", "naam": "", "voor": dag(2).isoformat()}
    assert "Schrijf op wie dit doet" in woorden(client.post(pad, wat))
    client.post(pad, wat | {"naam": "Leraar"})
    client.post(pad, wat | {"wat": "Brief", "wie": adviseur.public_id})
    assert {een.eigenaar for een in Afspraak.objects.all()} == {"Leraar", "Joke van Vliet"}
    afspraak = Afspraak.objects.get(naam="Leraar")
    client.post(pad, {"actie": f"klaar:{afspraak.public_id}"})
    assert "klaar op" in woorden(client.get(pad))
    assert client.post(pad, {"actie": "bestaat_niet"}).status_code == 404
    stap = hier("stap", rij)
    assert "op welke dag" in woorden(client.post(stap, {"uitkomst": "klaar", "dag": ""}))
    client.post(stap, {"uitkomst": "klaar", "dag": dag().isoformat(), "woorden": "Ouders waren er."})
    assert "waarom je deze stap overslaat" in woorden(client.post(stap, {"uitkomst": "overgeslagen"}))
    client.post(stap, {"uitkomst": "overgeslagen", "woorden": "Het plan is er al."})
    assert Stap.objects.count() == 3
    assert "Stap 4 van 8" in woorden(client.get(pad))
    client.post(hier("verzuim", rij), {"soort": "verkort", "van": dag().isoformat(), "uren": "6"})
    assert "Gaat 6 uur per week naar school" in woorden(client.get(pad))
    client.post(hier("verzuim", rij), {"actie": "terug", "laatste_dag": dag().isoformat()})
    antwoord = client.post(hier("sluiten", rij), {"eindreden": "eigen_school"}, follow=True)
    for zin in ("Casus heropenen", "Er wordt nu niets gedeeld", "Afgesloten"):
        assert zin in woorden(antwoord), zin
    assert "Gaat 6 uur" not in woorden(antwoord), "today was the last day at home, and it is closed"
    dicht = woorden(client.get("/thuiszitters/?weergave=afgesloten"))
    assert "Terug op de eigen school" in dicht
    assert datum_kort(dag(2)) not in dicht, "nobody does what was agreed of a case that is closed"
    assert "gesloten" in woorden(client.get(hier("verzuim", rij), follow=True))
    anders = {"soort": "ziek", "van": dag().isoformat(), "uren": "0"}
    assert "al verzuim" in woorden(client.post(hier("heropenen", rij), anders))
    rij.refresh_from_db()
    assert rij.status == Casusstatus.GESLOTEN


def test_a_school_does_not_skip_close_or_take_a_case(school, ib):
    rij = casus(school=school, door=ib)
    client = ingelogd(ib)
    tekst = woorden(client.get(hier("casus", rij)))
    assert "Neem de regie" not in tekst
    assert "Casus sluiten" not in tekst
    assert "overslaan" not in woorden(client.get(hier("stap", rij)))
    assert client.get(hier("sluiten", rij)).status_code == 404
    antwoord = woorden(client.post(hier("casus", rij), {"actie": "regie"}, follow=True))
    assert "geen rechten" in antwoord
    lezer = ingelogd(gebruiker_met(Rol.BESLISSER))
    assert "Afspraak maken" not in woorden(lezer.get(hier("casus", rij)))
    assert "Leerling melden" not in woorden(lezer.get(LIJST))
