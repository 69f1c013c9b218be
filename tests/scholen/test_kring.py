"""Kringen: who is in one reads it, who left sees nothing, and no child is in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from kern.bestanden.actions import wezen_weggooien
from kern.bestanden.models import Inhoud
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.actions.aanvrager import opvolging, school_opvolgen
from scholen import demokring
from scholen.actions import kring as acties
from scholen.kringwerk import kringwerk
from scholen.models import Kring, Kringbijeenkomst, Kringlid, Kringstuk, Plek, SchoolDeelname, Werkgebied
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
BSN = "111222333"


@pytest.fixture
def swv():
    return InstellingFactory().swv


@pytest.fixture
def gebied(swv):
    return Werkgebied.objects.create(swv=swv, naam="Noord", code="noord")


@pytest.fixture
def school(swv, gebied):
    school = SchoolFactory(naam="De Vuurtoren")
    SchoolDeelname.objects.filter(school=school).delete()
    SchoolDeelname.objects.create(school=school, swv=swv, sector=swv.sector, werkgebied=gebied, van="2020-08-01")
    return school


@pytest.fixture
def beheer(db):
    return gebruiker_met(Rol.BEHEERDER)


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school, naam="Anna Intern")


@pytest.fixture
def trekker(db):
    return gebruiker_met(Rol.ADVISEUR, naam="Ayla Trekt")


@pytest.fixture
def kring(swv, gebied, beheer, ib, trekker):
    nu = timezone.now()
    rij = acties.kring_maken(swv, door=beheer, op=nu, naam="Kring Noord", doel="Samen leren.", werkgebied=gebied)
    for wie in (ib, trekker):
        erbij(rij, beheer, wie, trekker=wie == trekker)
    return rij


def erbij(kring, beheer, wie, **meer):
    lid = wie.lidmaatschappen.get().public_id
    return acties.kringlid_toevoegen(kring, door=beheer, op=timezone.now(), lid=lid, **meer)


def bijeenkomst(kring, trekker, *, dagen=-1, **anders):
    begin = timezone.now() + timedelta(days=dagen)
    velden = {"begin": begin, "einde": begin + timedelta(hours=2), "plek": "De Vuurtoren", "agenda": "Rust in de klas."}
    return acties.kringbijeenkomst_plannen(kring, door=trekker, op=timezone.now(), **(velden | anders))


def stuk(kring, wie, **anders):
    velden = {"titel": "Plan", "bestanden": [ContentFile(b"\x89PNG", name="plan.png")], "zonder_kinderen": True}
    return acties.kringstuk_toevoegen(kring, door=wie, op=timezone.now(), **(velden | anders))


@pytest.fixture
def los_bestand(monkeypatch):
    """What comes in is for kern.bestanden to judge; here it is kept as it is."""
    from kern.bestanden.actions import bewaren

    monkeypatch.setattr(acties, "ontvangen", lambda een, op: bewaren(een.read(), soort="image/png", op=op))


def test_only_people_of_the_werkgebied_and_the_swv_come_in(kring, beheer, school):
    elders, ouder = gebruiker_met(Rol.IB), gebruiker_met(Rol.OUDER)
    loket, directeur = gebruiker_met(Rol.LOKETMEDEWERKER), gebruiker_met(Rol.DIRECTEUR, school=school)
    bestuur = gebruiker_met(Rol.BESTUUR)
    Plek.objects.create(lidmaatschap=bestuur.lidmaatschappen.get(), bestuur=school.bestuur)
    kunnen = {lid.gebruiker for lid in acties.kan_erbij(kring, timezone.localdate())}
    assert kunnen == {loket, directeur, bestuur}, "and not who is in it already"
    for wie in (elders, ouder, beheer):
        with pytest.raises(NietMogelijk, match="uit de lijst"):
            erbij(kring, beheer, wie)
    with pytest.raises(NietMogelijk):
        erbij(kring, loket, directeur)


def test_who_is_in_it_reads_it_and_nobody_else(kring, beheer, ib, trekker, school):
    bijeenkomst(kring, trekker)
    directeur = gebruiker_met(Rol.DIRECTEUR, school=school)
    for wie, ziet in ((ib, True), (trekker, True), (directeur, False), (beheer, False)):
        assert Kringbijeenkomst.objects.visible_to(wie).exists() is ziet, wie
    assert [*Kring.objects.visible_to(beheer)] == [kring], "beheer knows that it is there"
    html = ingelogd(beheer).get(f"/kringen/{kring.public_id}/").content.decode()
    assert "Anna Intern" in html
    assert "De Vuurtoren</td>" not in html
    assert ingelogd(directeur).get(f"/kringen/{kring.public_id}/").status_code == 404


@pytest.mark.parametrize("hoe", ["uit de kring", "van school", "account"])
def test_who_leaves_sees_nothing_any_more(kring, beheer, ib, trekker, hoe):
    rij = bijeenkomst(kring, trekker)
    lid = Kringlid.objects.get(kring=kring, lidmaatschap__gebruiker=ib)
    if hoe == "uit de kring":
        acties.kringlid_beeindigen(lid, door=ib, op=timezone.now())
    elif hoe == "van school":
        gisteren = timezone.localdate() - timedelta(days=1)
        Lidmaatschap.objects.filter(gebruiker=ib).update(tot=gisteren)
        nieuw = Lidmaatschap.objects.create(gebruiker=ib, rol=Rol.IB, van=timezone.localdate())
        Plek.objects.create(lidmaatschap=nieuw, school=SchoolFactory())
    else:
        type(ib).objects.filter(pk=ib.pk).update(is_active=False)
    wie = type(ib).objects.get(pk=ib.pk)
    assert not Kring.objects.visible_to(wie).exists()
    assert not Kringbijeenkomst.objects.visible_to(wie).exists()
    assert not Kringlid.objects.visible_to(wie).exists()
    if hoe != "account":
        client = ingelogd(wie)
        assert client.get(f"/kringen/{kring.public_id}/").status_code == 404
        assert client.get(f"/kringen/bijeenkomst/{rij.public_id}/").status_code == 404


def test_one_leaves_oneself_and_only_beheer_takes_out_another(kring, beheer, ib, trekker):
    van_trekker = Kringlid.objects.get(lidmaatschap__gebruiker=trekker)
    with pytest.raises(NietMogelijk, match="alleen jezelf"):
        acties.kringlid_beeindigen(van_trekker, door=ib, op=timezone.now())
    acties.kringlid_beeindigen(van_trekker, door=beheer, op=timezone.now())
    with pytest.raises(NietMogelijk, match="al uit"):
        acties.kringlid_beeindigen(van_trekker, door=beheer, op=timezone.now())
    assert erbij(kring, beheer, trekker), "and can come back"


def test_a_number_of_a_child_is_refused_wherever_it_is_written(kring, beheer, ib, trekker, swv, los_bestand):
    rij = bijeenkomst(kring, trekker)
    png = [ContentFile(b"\x89PNG", name=f"{BSN}.png")]
    nu = {"door": trekker, "op": timezone.now()}
    pogingen = (
        lambda: acties.kring_maken(swv, door=beheer, op=timezone.now(), naam="Nieuw", doel=f"Over {BSN}."),
        lambda: bijeenkomst(kring, trekker, agenda=f"Kind {BSN}"),
        lambda: bijeenkomst(kring, trekker, plek=f"bij {BSN}"),
        lambda: acties.kringverslag_bewaren(rij, agenda="x", verslag=f"Kind {BSN}", **nu),
        lambda: stuk(kring, ib, titel=f"Van {BSN}"),
        lambda: stuk(kring, ib, bestanden=png),
    )
    for poging in pogingen:
        with pytest.raises(NietMogelijk, match="burgerservicenummer") as fout:
            poging()
        assert BSN not in str(fout.value)
    assert not Kringstuk.objects.exists()
    with pytest.raises(NietMogelijk, match="geen leerlingen"):
        stuk(kring, ib, zonder_kinderen=False)
    with pytest.raises(NietMogelijk, match="één bestand"):
        stuk(kring, ib, bestanden=[ContentFile(b"\x89PNG", name=naam) for naam in ("a.png", "b.png")])


def test_a_trekker_plans_and_everybody_else_hears_that_something_is_ready(kring, ib, trekker):
    Bericht.objects.all().delete()
    with pytest.raises(NietMogelijk, match="trekt"):
        bijeenkomst(kring, ib)
    bijeenkomst(kring, trekker, dagen=3)
    assert [een.wie_id for een in Bericht.objects.all()] == [ib.pk]
    acties.kringbijeenkomst_afzeggen(Kringbijeenkomst.objects.get(), door=trekker, op=timezone.now())
    assert [een.wie_id for een in Bericht.objects.all()] == [ib.pk, ib.pk], "and that it does not take place"
    with pytest.raises(NietMogelijk, match="eindigt voor"):
        bijeenkomst(kring, trekker, einde=timezone.now() - timedelta(days=9))
    assert {*Logregel.objects.values_list("leerling", flat=True)} == {""}


def test_a_report_is_fixed_after_the_meeting_and_never_changes(kring, ib, trekker):
    nu = {"door": trekker, "op": timezone.now()}
    komt = bijeenkomst(kring, trekker, dagen=3)
    with pytest.raises(NietMogelijk, match="nog niet begonnen"):
        acties.kringverslag_bewaren(komt, agenda="x", verslag="y", vaststellen=True, **nu)
    was = bijeenkomst(kring, trekker)
    with pytest.raises(NietMogelijk, match="eerst het verslag"):
        acties.kringverslag_bewaren(was, agenda="x", verslag=" ", vaststellen=True, **nu)
    with pytest.raises(NietMogelijk, match="trekt"):
        acties.kringverslag_bewaren(was, agenda="x", verslag="y", door=ib, op=timezone.now())
    pad = f"/kringen/bijeenkomst/{was.public_id}/"
    ingelogd(trekker).post(pad, {"agenda": "Rust.", "verslag": "Het was goed.", "actie": "vaststellen"})
    assert "Het was goed." in ingelogd(ib).get(pad).content.decode()
    for poging in (acties.kringverslag_bewaren, acties.kringbijeenkomst_afzeggen):
        meer = {"agenda": "x", "verslag": "z"} if poging is acties.kringverslag_bewaren else {}
        with pytest.raises(NietMogelijk, match="vastgesteld"):
            poging(was, **meer, **nu)
    for poging in ("UPDATE scholen_kringbijeenkomst SET verslag = 'anders'", "DELETE FROM scholen_kringbijeenkomst"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{poging} WHERE id = %s", [was.pk])


def test_a_report_with_a_child_in_it_goes_as_a_whole(kring, ib, trekker):
    was = bijeenkomst(kring, trekker)
    weg = f"/kringen/bijeenkomst/{was.public_id}/verslag-weg/"
    nu = {"door": trekker, "op": timezone.now()}
    with pytest.raises(NietMogelijk, match="geen vastgesteld"):
        acties.kringverslag_weghalen(was, **nu)
    acties.kringverslag_bewaren(was, agenda="x", verslag="Over Sem.", vaststellen=True, **nu)
    with pytest.raises(NietMogelijk, match="trekt"):
        acties.kringverslag_weghalen(was, door=ib, op=timezone.now())
    ingelogd(trekker).post(weg)
    was.refresh_from_db()
    assert (was.verslag, was.verslag_vast_op) == ("", None)
    acties.kringverslag_bewaren(was, agenda="x", verslag="Opnieuw.", **nu)


def test_a_document_is_read_by_who_is_in_it_and_taken_away_by_who_may(kring, ib, trekker, school, beheer, los_bestand):
    rij = stuk(kring, ib)
    pad = f"/kringen/document/{rij.public_id}/"
    assert b"".join(ingelogd(trekker).get(pad).streaming_content) == b"\x89PNG"
    directeur = gebruiker_met(Rol.DIRECTEUR, school=school)
    assert ingelogd(directeur).get(pad).status_code == 404
    erbij(kring, beheer, directeur)
    with pytest.raises(NietMogelijk, match="toevoegde"):
        acties.kringstuk_weghalen(rij, door=directeur, op=timezone.now())
    acties.kringstuk_weghalen(rij, door=trekker, op=timezone.now())
    assert ingelogd(ib).get(pad).status_code == 404
    wezen_weggooien(op=timezone.now() + timedelta(days=1))
    assert not Inhoud.objects.filter(pk=rij.inhoud_id).exists(), "and its bytes are nowhere"


def test_a_closed_kring_is_read_and_nothing_more(kring, beheer, ib, trekker, los_bestand):
    acties.kring_sluiten(kring, door=beheer, op=timezone.now())
    html = ingelogd(ib).get(f"/kringen/{kring.public_id}/").content.decode()
    assert "Samen leren." in html
    assert "Document toevoegen" not in html
    assert "Gesloten kringen" in ingelogd(ib).get("/kringen/").content.decode(), "one still finds it"
    for poging in (lambda: bijeenkomst(kring, trekker), lambda: stuk(kring, ib), lambda: erbij(kring, beheer, ib)):
        with pytest.raises(NietMogelijk, match="gesloten"):
            poging()


def test_by_the_pages_from_nothing_to_a_meeting(swv, gebied, beheer, ib, trekker, los_bestand):
    baas = ingelogd(beheer)
    antwoord = baas.post("/kringen/nieuw/", {"naam": "Kring Noord", "werkgebied": "noord", "doel": "Samen."})
    pad = antwoord["Location"]
    for wie in (ib, trekker):
        lid = {"actie": "lid", "lid": wie.lidmaatschappen.get().public_id}
        assert baas.post(pad, lid | ({"trekker": "on"} if wie == trekker else {})).status_code == 302
    wanneer = {"dag": "2099-01-05", "van": "14:00", "tot": "13:00", "plek": "Hier", "agenda": "Rust."}
    trekt = ingelogd(trekker)
    assert "Kies een eindtijd na de begintijd" in trekt.post(f"{pad}bijeenkomst/", wanneer).content.decode()
    assert trekt.post(f"{pad}bijeenkomst/", wanneer | {"tot": "15:00"}).status_code == 302
    lees = ingelogd(ib)
    html = lees.get("/kringen/").content.decode()
    assert "Kring Noord" in html
    assert "5 januari 2099" in html
    zonder = {"actie": "stuk", "titel": "Plan", "bestanden": ContentFile(b"\x89PNG", name="plan.png")}
    assert "Kijk na of er geen leerlingen in staan" in lees.post(pad, zonder).content.decode()
    zonder["bestanden"] = ContentFile(b"\x89PNG", name="plan.png")
    assert lees.post(pad, zonder | {"zonder_kinderen": "on"}).status_code == 302
    assert lees.post(pad, {"actie": "lid", "lid": "x"}).status_code == 200
    assert Kringlid.objects.count() == 2


def test_beheer_gives_it_another_name(kring, beheer, ib):
    pad = f"/kringen/{kring.public_id}/wijzigen/"
    assert ingelogd(beheer).post(pad, {"naam": "Kring Zuid", "doel": "Anders."}).status_code == 302
    kring.refresh_from_db()
    assert (kring.naam, kring.doel) == ("Kring Zuid", "Anders.")
    with pytest.raises(NietMogelijk, match="burgerservicenummer"):
        acties.kring_wijzigen(kring, door=beheer, op=timezone.now(), naam="Zuid", doel=f"Over {BSN}")


def test_who_goes_along_to_the_successor_of_a_school_stays_in_the_kring(kring, ib, school):
    nieuw, vandaag = SchoolFactory(), timezone.localdate()
    wat = {"nieuw": nieuw, "per": vandaag, "akkoord": opvolging(school, vandaag).sleutel}
    school_opvolgen(school, door=gebruiker_met(Rol.BEHEERDER), op=timezone.now(), **wat)
    assert Kring.objects.visible_to(type(ib).objects.get(pk=ib.pk)).get() == kring


def test_the_demo_has_a_kring_with_a_report_once(swv, gebied, ib, trekker, beheer, los_bestand, monkeypatch):
    monkeypatch.setattr(demokring, "html_naar_pdf", lambda html: b"%PDF")
    for _ in range(2):
        demokring.vullen(swv, op=timezone.now())
    assert Kring.objects.get().werkgebied == gebied
    assert Kringbijeenkomst.objects.exclude(verslag_vast_op=None).count() == 1
    assert {lid.lidmaatschap.gebruiker for lid in Kringlid.objects.all()} == {ib, trekker}


def test_two_who_write_one_report_lose_nothing(kring, ib, beheer, trekker):
    was = bijeenkomst(kring, trekker)
    collega = gebruiker_met(Rol.ADVISEUR, naam="Bo Ook")
    erbij(kring, beheer, collega, trekker=True)
    pad = f"/kringen/bijeenkomst/{was.public_id}/"
    een, twee = ingelogd(trekker), ingelogd(collega)
    gezien = twee.get(pad).context["form"]["gezien"].value()
    typen = {"agenda": "Rust in de klas.", "gezien": gezien, "actie": "bewaren"}
    assert een.post(pad, typen | {"verslag": "Van Ayla."}).status_code == 302
    antwoord = twee.post(pad, typen | {"verslag": "Van Bo."})
    tekst = antwoord.content.decode()
    assert "Dit is intussen gewijzigd door Ayla Trekt" in tekst
    assert "Van Ayla." in tekst
    assert "Van Bo." in tekst, "what was typed is not lost"
    was.refresh_from_db()
    assert was.verslag == "Van Ayla."
    samen = typen | {"verslag": "Van Ayla en Bo.", "gezien": antwoord.context["form"]["gezien"].value()}
    assert twee.post(pad, samen).status_code == 302
    was.refresh_from_db()
    assert was.verslag == "Van Ayla en Bo."


def test_a_notice_leads_to_what_stands_on_the_start_page(kring, ib, trekker):
    komt = bijeenkomst(kring, trekker, dagen=5)
    tekst = ingelogd(ib).get("/school/").content.decode()
    assert f"/kringen/bijeenkomst/{komt.public_id}/" in tekst
    assert "Je zit nu in" in tekst
    assert f"/kringen/bijeenkomst/{komt.public_id}/" in ingelogd(trekker).get("/loket/consulten/").content.decode()
    acties.kringbijeenkomst_afzeggen(komt, door=trekker, op=timezone.now())
    assert "gaat niet door" in ingelogd(ib).get("/school/").content.decode()
    assert not kringwerk(gebruiker_met(Rol.IB), timezone.now())
