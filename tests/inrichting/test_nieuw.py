"""A new SWV: founded by beheer alone, and a list of what is still missing before its first TLV."""

import contextlib
from dataclasses import fields, replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from inrichting.rules.nieuw import Feiten, klaar, punten
from inrichting.stand import feiten_van
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from scholen.actions.oprichten import swv_oprichten
from scholen.models import Instelling, Samenwerkingsverband
from tests.factories import InstellingFactory, SamenwerkingsverbandFactory, SchoolFactory, gebruiker_met

GETALLEN = {"scholen": 3, "soorten": 2, "mandaten": 1, "schoolmensen": 1, "loket": 1, "deskundigen": 2}
GETALLEN |= {"beslissers": 1, "fg": 1}
ALLES = Feiten(**{veld.name: GETALLEN.get(veld.name, True) for veld in fields(Feiten)})
LATER = {"brieven", "aanbod", "protocol", "privacy"}


def test_with_everything_the_first_tlv_can_be_given():
    assert klaar(ALLES)
    assert all(een.klaar for een in punten(ALLES))


@pytest.mark.parametrize("naam", [veld.name for veld in fields(Feiten) if veld.name != "met_mandaat"])
def test_each_thing_that_is_missing_is_one_point(naam):
    feiten = replace(ALLES, **{naam: 0 if naam in GETALLEN else False})
    assert len([een for een in punten(feiten) if not een.klaar]) == 1
    assert klaar(feiten) == (naam in LATER)


def test_one_expert_is_too_few_and_a_board_that_decides_itself_needs_no_mandate():
    assert not klaar(replace(ALLES, deskundigen=1))
    assert klaar(replace(ALLES, met_mandaat=False, mandaten=0))


@pytest.mark.django_db
def test_every_point_leads_to_a_page_that_beheer_may_read(inloggen, beheerder):
    InstellingFactory()
    client = inloggen(beheerder)
    adressen = {reverse(een.adres) for een in punten(ALLES)}
    assert {adres: client.get(adres).status_code for adres in adressen} == dict.fromkeys(adressen, 200)


@pytest.mark.django_db
def test_beheer_founds_an_swv_in_an_empty_portal_and_sees_what_is_missing(inloggen, beheerder):
    SamenwerkingsverbandFactory(code="PO2815", naam="Samenwerkingsverband PO2815", eigen=False)
    client, pad = inloggen(beheerder), reverse("inrichting:nieuw")
    assert "Begin met jullie samenwerkingsverband" in client.get(pad).text
    assert "vier cijfers" in client.post(pad, {"code": "XX1", "naam": "SWV De Vloedlijn"}).text
    assert client.post(pad, {"code": "po2815", "naam": "SWV De Vloedlijn"}).status_code == 302
    swv = Samenwerkingsverband.objects.get()
    assert (swv.eigen, swv.naam, swv.sector) == (True, "SWV De Vloedlijn", "PO")
    assert Instelling.objects.get().tlv_soorten == ["SBO", "SO"]
    tekst = client.get(pad).text
    for deel in ("Dit is nog nodig", "Twee deskundigen", "andere sector"):
        assert deel in tekst
    assert "al een samenwerkingsverband in deze sector" in client.post(pad, {"code": "PO3001", "naam": "X"}).text


@pytest.mark.django_db
def test_the_facts_are_those_of_today(beheerder):
    dag = timezone.localdate()
    swv = SchoolFactory().deelnames.get().swv
    for _ in range(2):
        gebruiker_met(Rol.DESKUNDIGE)
    feiten = feiten_van(swv, dag)
    assert (feiten.scholen, feiten.deskundigen, feiten.adres, feiten.plan) == (1, 2, True, True)
    assert not any((feiten.criteria, feiten.met_mandaat, feiten.fg, feiten.privacy))


@pytest.mark.django_db
def test_only_beheer_founds():
    with pytest.raises(NietMogelijk, match="geen rechten"):
        swv_oprichten(door=gebruiker_met(Rol.FG), op=timezone.now(), code="PO2815", gegevens={"naam": "X"})
    assert not Samenwerkingsverband.objects.exists()


def test_two_who_found_at_once_do_so_one_after_the_other(beheerder):
    """No row is there to be locked yet: the lock comes before anybody looks whether there is one."""
    with CaptureQueriesContext(connection) as vragen, contextlib.suppress(NietMogelijk):
        swv_oprichten(door=beheerder, op=timezone.now(), code="PO2899", gegevens={})
    sql = [een["sql"] for een in vragen.captured_queries]
    slot = next(nr for nr, een in enumerate(sql) if "pg_advisory_xact_lock" in een)
    kijkt = next(nr for nr, een in enumerate(sql) if "scholen_samenwerkingsverband" in een)
    assert slot < kijkt
