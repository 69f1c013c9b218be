"""One installation for two SWVs: who plans or begins something says for which; with one nothing is asked."""

import pytest
from django.urls import reverse

from loket.models import Aanvraag, Overleg
from scholen.models import SchoolDeelname
from tests.factories import BEGIN, InstellingFactory, SamenwerkingsverbandFactory, aanvraag_in, vragenlijst

pytestmark = pytest.mark.django_db
OVERLEG = {"soort": "mdo", "dag": "2099-01-05", "van": "14:00", "tot": "15:00", "plek": "Hier", "doel": "Kijken."}


@pytest.fixture
def tweede(db):
    InstellingFactory()
    swv = SamenwerkingsverbandFactory(code="VO2815", naam="SWV De Overloop", sector="VO")
    InstellingFactory(swv=swv, tlv_soorten=["VSO", "PRO"])
    return swv


def test_a_meeting_is_of_the_swv_that_was_chosen(inloggen, loketmedewerker, tweede):
    client = inloggen(loketmedewerker)
    adres = reverse("loket:overleg_nieuw")
    assert "Van welk samenwerkingsverband?" in client.get(adres).text
    assert "Kies een samenwerkingsverband" in client.post(adres, OVERLEG).text
    client.post(adres, OVERLEG | {"swv": "VO2815"})
    assert Overleg.objects.get().swv == tweede


def test_with_one_swv_nothing_is_asked(inloggen, loketmedewerker):
    InstellingFactory()
    client = inloggen(loketmedewerker)
    assert "Van welk samenwerkingsverband?" not in client.get(reverse("loket:overleg_nieuw")).text
    client.post(reverse("loket:overleg_nieuw"), OVERLEG)
    assert Overleg.objects.get().swv.code == "PO2815"


def test_a_school_in_two_swvs_says_to_which_it_brings_a_file(inloggen, ib, school, tweede):
    adres = reverse("loket:uit_bestand")
    client = inloggen(ib)
    assert "Aan welk samenwerkingsverband" not in client.get(adres).text
    SchoolDeelname.objects.create(school=school, swv=tweede, sector="VO", van=BEGIN)
    assert "Aan welk samenwerkingsverband" in client.get(adres).text


def test_a_school_of_the_second_swv_starts_there(inloggen, ib, school, tweede):
    SchoolDeelname.objects.filter(school=school).update(swv=tweede, sector="VO")
    client = inloggen(ib)
    data = {"sleutel": "s" * 22, "soort": "CONSULT", "leerling": "geen"}
    client.post(reverse("loket:aanvraag_nieuw"), data)
    assert Aanvraag.objects.get().swv == tweede


# --- own questions in the section of a consult ---------------------------------------------------------------------


def test_a_question_of_the_swv_can_stand_on_the_page_of_a_consult(inloggen, ib, school):
    vragenlijst(
        {"onderdeel": "hulpvraag", "tekst": "Sinds wanneer speelt dit?", "sleutel": "sinds", "nodig": True},
        soort="CONSULT",
    )
    aanvraag = aanvraag_in("concept", school=school, ib=ib, soort="CONSULT", zonder_leerling=True)
    client = inloggen(ib)
    adres = reverse("loket:aanvraag_onderdeel", args=[aanvraag.public_id, "hulpvraag"])
    assert "Sinds wanneer speelt dit?" in client.get(adres).text
    client.post(adres, {"versie": 0, "hulpvraag": "Hoe begin ik?", "vraag_sinds": "Sinds mei."})
    assert "Sinds mei." in client.get(reverse("loket:aanvraag_controleren", args=[aanvraag.public_id])).text
