"""Going to a next school or to work: lists with days that the SWV sets, an owner, and notices that come once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from kern.termijnen.schooljaar import schooljaar
from loket import demoovergang
from loket.actions import schoolovergang as acties
from loket.actions.aanvrager import opvolging, school_opvolgen
from loket.models import Overgangsstap, Schoolovergang
from loket.rules.schoolovergang import VOOR_SCHOOLSOORT, soorten, stappen
from scholen.forms.instelovergang import OVERGANGVELDEN
from scholen.models import Inschrijving, Instelling, Plek
from scholen.models.school import Schoolsoort
from tests.elk import elk
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met, leerling_op, overgang_van
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db


def op(jaar, maand, dag):
    return datetime(jaar, maand, dag, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def school(db):
    InstellingFactory()
    return SchoolFactory()


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school, naam="Anna Intern")


@pytest.fixture
def kind(school):
    return leerling_op(school, groep="8", roepnaam="Noor")


def beginnen(school, ib, *kinderen, soort="po_vo", **anders):
    velden = {"leerlingen": [een.public_id for een in kinderen], "eigenaar": ib.public_id, "op": op(2026, 9, 7)}
    return acties.overgangen_beginnen(school, door=ib, soort=soort, **(velden | anders))


def test_days_fall_in_the_school_year_and_stand_in_order():
    regels = ["05-15 Overdracht", "10-01 Kijken", "08-01 Begin", "07-28 Slot"]
    assert [(een.naam, een.uiterlijk) for een in stappen(regels, 2026)] == [
        ("Begin", date(2026, 8, 1)),
        ("Kijken", date(2026, 10, 1)),
        ("Overdracht", date(2027, 5, 15)),
        ("Slot", date(2027, 7, 28)),
    ]


@elk("regel", ["13-01 x", "02-29 x", "10-01", "10-01x", "10-01 ", "1-1 x", "10-01  "])
def test_a_line_that_is_no_step_is_refused(regel):
    with pytest.raises(ValueError, match=r"\d"):
        stappen([regel], 2026)


def test_which_lists_a_school_keeps():
    regels = {"po_vo": ["10-01 x"], "so_vso": [], "vso_werk": ["10-01 x"]}
    assert set(VOOR_SCHOOLSOORT) == set(Schoolsoort.values)
    assert soorten("BO", regels) == ["po_vo"]
    assert soorten("SOVSO", regels) == ["po_vo", "vso_werk"]
    assert soorten("SO", {}) == []


def test_what_an_swv_sets_is_what_the_rule_reads():
    veld = OVERGANGVELDEN["overgang_po_vo"]
    nieuw = Instelling().overgang_po_vo
    assert veld.clean(veld.prepare_value(nieuw)) == nieuw
    assert len(stappen(nieuw, 2026)) == len(nieuw)
    assert veld.clean("") == []
    assert veld.clean("1 oktober:  Kijken   wie \n\n15 mei: Overdracht") == ["10-01 Kijken wie", "05-15 Overdracht"]
    for fout in ("Kijken", "31 oktober: x", "1 oktober:", "1 okt: x", f"1 oktober: {'x' * 111}", "1 mei: x\n" * 16):
        with pytest.raises(ValidationError):
            veld.clean(fout)


def test_a_school_puts_children_on_the_list_once_with_the_steps_of_that_day(school, ib, kind):
    ander = leerling_op(school)
    rij, tweede = beginnen(school, ib, kind, ander)
    assert next(een.naam for een in rij.stappen.all()) == "Kijken welke leerlingen extra hulp nodig hebben"
    assert rij.schooljaar == 2026
    assert beginnen(school, ib, kind) == []
    Instelling.objects.update(overgang_po_vo=["10-01 Iets anders"])
    assert rij.stappen.count() == 6, "who is on it keeps its steps"
    assert tweede.stappen.count() == 6


def test_what_cannot_be_is_said_and_nothing_is_written(school, ib, kind):
    vreemd, elders = leerling_op(SchoolFactory()), gebruiker_met(Rol.IB)
    ook = SchoolFactory()
    lid = Lidmaatschap.objects.create(gebruiker=ib, rol=Rol.IB, van=date(2020, 8, 1))
    Plek.objects.create(lidmaatschap=lid, school=ook)
    van_mijn_andere = leerling_op(ook)
    for meer, zin in (
        ({"soort": "vso_werk"}, "niet voor jouw school"),
        ({"leerlingen": [vreemd.public_id]}, "van je school"),
        ({"leerlingen": [kind.public_id, vreemd.public_id]}, "van je school"),
        ({"leerlingen": [van_mijn_andere.public_id]}, "van je school"),
        ({"leerlingen": []}, "van je school"),
        ({"eigenaar": elders.public_id}, "collega van deze school"),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            beginnen(school, ib, kind, **meer)
    with pytest.raises(NietMogelijk):
        beginnen(school, gebruiker_met(Rol.LOKETMEDEWERKER), kind)
    assert not Schoolovergang.objects.exists()


def test_only_the_school_of_the_child_sees_it_and_not_after_the_child_left(school, ib, kind):
    rij = overgang_van(kind, school=school, ib=ib)
    for rol in (Rol.IB, Rol.LOKETMEDEWERKER, Rol.ADVISEUR, Rol.BEHEERDER, Rol.BESTUUR):
        assert not Schoolovergang.objects.visible_to(gebruiker_met(rol)).exists(), rol
    assert [*Schoolovergang.objects.visible_to(ib)] == [rij]
    Inschrijving.objects.update(tot=timezone.localdate() - timedelta(days=1))
    assert not Schoolovergang.objects.visible_to(ib).exists()
    assert not Overgangsstap.objects.visible_to(ib).exists()


def test_a_step_is_done_or_not_after_all_and_it_ends_when_all_are(school, ib, kind):
    rij, nu = overgang_van(kind, school=school, ib=ib), {"door": ib, "op": timezone.now()}
    with pytest.raises(NietMogelijk, match="stappen open"):
        acties.overgang_afronden(rij, bestemming="Het College", **nu)
    acties.overgangsstap_zetten(rij, volgorde=2, gedaan=True, **nu)
    acties.overgangsstap_zetten(rij, volgorde=1, gedaan=False, **nu)
    assert [een.gedaan_op is None for een in rij.stappen.all()] == [True, False]
    acties.overgangsstap_zetten(rij, volgorde=1, gedaan=True, **nu)
    with pytest.raises(NietMogelijk, match="burgerservicenummer"):
        acties.overgang_afronden(rij, bestemming="Het College 111222333", **nu)
    with pytest.raises(NietMogelijk, match="waar de leerling"):
        acties.overgang_afronden(rij, bestemming=" ", **nu)
    acties.overgang_afronden(rij, bestemming="Het College", **nu)
    with pytest.raises(NietMogelijk, match="al afgerond"):
        acties.overgangsstap_zetten(rij, volgorde=1, gedaan=False, **nu)
    vreemd = {"door": gebruiker_met(Rol.IB), "op": nu["op"]}
    with pytest.raises(Http404):
        acties.overgang_heropenen(rij, **vreemd)
    assert ingelogd(ib).post(f"/school/overgangen/{rij.public_id}/", {"actie": "heropenen"}).status_code == 302
    acties.overgangsstap_zetten(rij, volgorde=1, gedaan=False, **nu)
    with pytest.raises(NietMogelijk, match="niet afgerond"):
        acties.overgang_heropenen(rij, **nu)


def test_the_owner_hears_once_that_a_step_is_due_and_once_that_it_is_late(school, ib, kind):
    directeur = gebruiker_met(Rol.DIRECTEUR, school=school)
    beginnen(school, ib, kind)
    assert acties.overgangen_herinneren(op=op(2026, 9, 23)) == 0
    for _ in range(2):
        assert acties.overgangen_herinneren(op=op(2026, 9, 24)) == 1
    assert [een.wie_id for een in Bericht.objects.all()] == [ib.pk]
    assert acties.overgangen_herinneren(op=op(2026, 10, 3)) == 0, "a Saturday"
    acties.overgangen_herinneren(op=op(2026, 10, 5))
    assert Bericht.objects.count() == 2
    assert acties.overgangen_herinneren(op=op(2026, 11, 2)) == 0, "not for ever"
    Lidmaatschap.objects.filter(gebruiker=ib).update(tot=date(2026, 11, 1))
    acties.overgangen_herinneren(op=op(2026, 11, 9))
    assert Bericht.objects.order_by("pk").last().wie_id == directeur.pk, "who left hears nothing"


def test_what_is_due_stands_on_the_start_page_of_its_owner(school, ib, kind):
    rij = overgang_van(kind, school=school, ib=ib)
    assert "van een overgang" not in ingelogd(ib).get("/school/").content.decode()
    rij.stappen.filter(volgorde=2).update(uiterlijk=timezone.localdate())
    assert "1 stap van een overgang" in " ".join(ingelogd(ib).get("/school/").content.decode().split()).replace(
        "</a>", ""
    )
    assert (
        "van een overgang" not in ingelogd(gebruiker_met(Rol.DIRECTEUR, school=school)).get("/school/").content.decode()
    )


def test_of_a_child_that_left_nobody_hears(school, ib, kind):
    beginnen(school, ib, kind)
    Inschrijving.objects.update(tot=timezone.localdate() - timedelta(days=1))
    assert acties.overgangen_herinneren(op=op(2026, 9, 24)) == 0
    assert not Bericht.objects.exists()


def test_what_is_not_finished_stays_in_the_list_and_can_go_off_it(school, ib, kind):
    rij = overgang_van(kind, school=school, ib=ib, schooljaar=schooljaar(timezone.localdate()) - 1)
    client = ingelogd(ib)
    assert "van schooljaar" in client.get("/school/overgangen/").content.decode()
    client.post(f"/school/overgangen/{rij.public_id}/", {"actie": "weg"})
    assert not Schoolovergang.objects.exists()
    assert not Overgangsstap.objects.exists()


def test_it_goes_along_to_the_successor_of_the_school(school, ib, kind):
    rij, nieuw, vandaag = overgang_van(kind, school=school, ib=ib), SchoolFactory(), timezone.localdate()
    wat = {"nieuw": nieuw, "per": vandaag, "akkoord": opvolging(school, vandaag).sleutel}
    school_opvolgen(school, door=gebruiker_met(Rol.BEHEERDER), op=timezone.now(), **wat)
    assert Schoolovergang.objects.visible_to(type(ib).objects.get(pk=ib.pk)).get() == rij


def test_by_the_pages(school, ib, kind):
    client = ingelogd(ib)
    assert "nog niemand op een lijst" in client.get("/school/overgangen/").content.decode()
    leeg = client.post("/school/overgangen/nieuw/", {"soort": "po_vo"}).content.decode()
    assert "Kies een of meer leerlingen" in leeg
    assert "Noor" in leeg
    data = {"soort": "po_vo", "leerlingen": [kind.public_id], "eigenaar": ib.public_id}
    assert client.post("/school/overgangen/nieuw/", data).status_code == 302
    rij = Schoolovergang.objects.get()
    pad = f"/school/overgangen/{rij.public_id}/"
    assert "Noor" in client.get("/school/overgangen/?soort=po_vo").content.decode()
    assert client.post(pad, {"actie": "stap", "stap": "1", "gedaan": "ja"}).status_code == 302
    assert rij.stappen.get(volgorde=1).gedaan_door == ib
    for onzin in ("", "x", "²", "9999999999", "77"):
        assert client.post(pad, {"actie": "stap", "stap": onzin}).status_code == 404, onzin
    assert "stappen open" in client.post(pad, {"actie": "afronden", "bestemming": "x"}).content.decode()
    directeur = gebruiker_met(Rol.DIRECTEUR, school=school)
    client.post(pad, {"actie": "overnemen", "eigenaar": directeur.public_id})
    rij.refresh_from_db()
    assert rij.eigenaar == directeur


def test_an_swv_without_steps_has_no_list(school, ib, kind):
    Instelling.objects.update(overgang_po_vo=[])
    assert "geen lijst voor jouw school" in ingelogd(ib).get("/school/overgangen/nieuw/").content.decode()


def test_the_list_asks_as_much_for_one_child_as_for_many(school, ib, kind, django_assert_max_num_queries):
    for nummer in range(4):
        overgang_van(leerling_op(school, roepnaam=f"Kind{nummer}"), school=school, ib=ib)
    client = ingelogd(ib)
    with django_assert_max_num_queries(20):
        assert "Kind3" in client.get("/school/overgangen/").content.decode()


def test_the_demo_has_children_on_the_list_once(school, ib, kind):
    for _ in range(2):
        demoovergang.vullen(op=op(2026, 12, 1))
    rij = Schoolovergang.objects.get()
    assert [een.gedaan_op is not None for een in rij.stappen.all()] == [True, True, False, False, False, False]
