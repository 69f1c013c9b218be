"""A form that makes a row makes one, however often the browser sends it."""

import threading

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from loket.models import Actiepunt, Agendapunt, Deelnemer, Overleg
from scholen.models import Betrokkene, Leerling
from tests.factories import aanvraag_in, overleg_over

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def schoon():
    cache.clear()


def leerling_van(school, **anders):
    return {
        "csrfmiddlewaretoken": "a" * 64,
        "roepnaam": "Noor",
        "achternaam": "Eenmaal",
        "geboortedatum_dag": "3",
        "geboortedatum_maand": "6",
        "geboortedatum_jaar": "2019",
        "afscherming": "geen",
        "school": school.brin6,
        "bij_school": "ingeschreven",
        "sinds": "2024-08-01",
        "groep": "4",
    } | anders


def tegelijk(client, adres, velden, hoeveel=3):
    """Where each of these posts at once was led."""
    start, uitkomsten = threading.Barrier(hoeveel), []

    def klikken():
        ander = Client()
        ander.cookies = client.cookies
        try:
            start.wait(5)
            uitkomsten.append(ander.post(adres, velden).headers.get("Location"))
        finally:
            connections.close_all()

    draden = [threading.Thread(target=klikken) for _ in range(hoeveel)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(20)
    return uitkomsten


def test_a_pupil_is_added_once_and_each_click_comes_to_the_same_page(inloggen, ib, school):
    voor = Leerling.objects.count()
    naar = tegelijk(inloggen(ib), reverse("scholen:leerling_nieuw"), leerling_van(school))
    assert Leerling.objects.count() == voor + 1
    assert len(naar) == 3
    assert set(naar) == {reverse("scholen:betrokkene_nieuw", args=[Leerling.objects.latest("pk").public_id])}


def overleg_van(**anders):
    return {
        "csrfmiddlewaretoken": "a" * 64,
        "soort": "mdo",
        "dag": timezone.localdate().isoformat(),
        "van": "10:00",
        "tot": "11:00",
        "plek": "Kantoor",
        "doel": "Samen kijken wat nodig is.",
    } | anders


def test_a_meeting_is_planned_once(inloggen, loketmedewerker, school):
    naar = tegelijk(inloggen(loketmedewerker), reverse("loket:overleg_nieuw"), overleg_van())
    assert set(naar) == {reverse("loket:overleg", args=[Overleg.objects.get().public_id])}


def twee_keer(client, adres, velden):
    """The same form sent again by the browser: both times the same answer, and it is a page without a mistake."""
    eerste, tweede = (client.post(adres, {"csrfmiddlewaretoken": "a" * 64} | velden) for _ in range(2))
    assert (eerste.status_code, tweede.status_code) == (302, 302)
    assert eerste.url == tweede.url


def test_a_parent_is_added_once(inloggen, ib, leerling):
    velden = {"aanhef": "mevrouw", "voornaam": "Anna", "achternaam": "Eenmaal", "relatie": "moeder", "soort": "gezag"}
    twee_keer(inloggen(ib), reverse("scholen:betrokkene_nieuw", args=[leerling.public_id]), velden)
    assert Betrokkene.objects.filter(achternaam="Eenmaal").count() == 1


@pytest.mark.parametrize(
    ("naam", "velden", "model"),
    [
        ("overleg_uitnodigen", {"naam": "Dokter Bedacht", "rol": "jeugdarts", "waarom": "Kent het kind."}, Deelnemer),
        ("overleg_actie", {"wat": "Bel de arts.", "uiterlijk": "2099-01-01"}, Actiepunt),
    ],
)
def test_on_the_page_of_a_meeting_each_form_works_once(
    inloggen, ib, school, leerling, loketmedewerker, naam, velden, model
):
    overleg = overleg_over(aanvraag_in("in_controle", school=school, ib=ib, leerling=leerling), door=loketmedewerker)
    velden = velden | ({"wie": loketmedewerker.public_id} if model is Actiepunt else {})
    voor = model.objects.count()
    twee_keer(inloggen(loketmedewerker), reverse(f"loket:{naam}", args=[overleg.public_id]), velden)
    assert model.objects.count() == voor + 1


def test_a_case_comes_on_the_agenda_once_and_without_a_complaint(inloggen, ib, school, leerling, loketmedewerker):
    client, zaak = inloggen(loketmedewerker), aanvraag_in("in_controle", school=school, ib=ib, leerling=leerling)
    client.post(reverse("loket:overleg_nieuw"), overleg_van(soort="commissie"))
    adres = reverse("loket:overleg_agendapunt", args=[Overleg.objects.get().public_id])
    twee_keer(client, adres, {"kenmerk": zaak.kenmerk, "vraag": "Wat nu?"})
    assert Agendapunt.objects.count() == 1


def test_the_same_from_a_page_that_was_opened_again_is_meant(inloggen, loketmedewerker, school):
    client, adres = inloggen(loketmedewerker), reverse("loket:overleg_nieuw")
    for token in ("a", "b"):
        client.post(adres, overleg_van(csrfmiddlewaretoken=token * 64))
    assert Overleg.objects.count() == 2


def test_other_words_from_the_same_page_are_not_lost(inloggen, ib, school):
    client, adres, voor = inloggen(ib), reverse("scholen:leerling_nieuw"), Leerling.objects.count()
    for naam in ("Noor", "Sem"):
        client.post(adres, leerling_van(school, roepnaam=naam))
    assert Leerling.objects.count() == voor + 2


def test_after_an_error_the_form_can_be_sent_again_at_once(inloggen, ib, school):
    client, adres, voor = inloggen(ib), reverse("scholen:leerling_nieuw"), Leerling.objects.count()
    fout = leerling_van(school, achternaam="")
    for _ in range(2):
        assert "Vul de achternaam in" in client.post(adres, fout).content.decode()
    client.post(adres, leerling_van(school))
    assert Leerling.objects.count() == voor + 1


def test_what_was_rolled_back_is_not_remembered_as_done(inloggen, ib, school, monkeypatch):
    client, adres, voor = inloggen(ib), reverse("scholen:leerling_nieuw"), Leerling.objects.count()
    client.raise_request_exception = False
    with monkeypatch.context() as even:
        even.setattr("scholen.views.leerlingen.redirect", lambda *args: 1 / 0)
        assert client.post(adres, leerling_van(school)).status_code == 500
    assert client.post(adres, leerling_van(school)).status_code == 302
    assert Leerling.objects.count() == voor + 1
