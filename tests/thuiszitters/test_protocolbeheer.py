"""A new version of the protocol: a draft, published from a day, and followed by a running case when asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from tests.factories import InstellingFactory, gebruiker_met
from tests.test_toegang import ingelogd
from tests.thuiszitterrijen import casus
from tests.thuiszitters.test_paginas import woorden
from thuiszitters.actions import protocolbeheer as acties
from thuiszitters.actions.stappen import stap_afronden
from thuiszitters.models import Protocol, Stap
from thuiszitters.rules.ladder import Termijn, Trede
from thuiszitters.rules.protocol import Versie, fouten, overstap, verschil

DAG = timedelta(days=1)
STAP = {
    "naam": "Huisbezoek",
    "soort": "anders",
    "wie": "Adviseur",
    "termijn": 5,
    "eenheid": "schooldagen",
    "vanaf": "vorige",
    "grens": "binnen",
    "opbrengst": "",
}


def trede(nummer, naam, soort="anders", grens="binnen", sleutel=None, **anders):
    velden = {"wie": "School", "opbrengst": ""} | anders
    return Trede(
        nummer, naam, velden["wie"], soort, Termijn(5, "dagen", "vorige", grens), velden["opbrengst"], sleutel or naam
    )


GOED = [trede(1, "Melding", "melding"), trede(2, "Gesprek"), trede(3, "Nazorg", "nazorg", "duur")]


def test_what_is_wrong_with_a_protocol_is_said_in_words():
    assert fouten(GOED) == []
    for treden, zin in (
        (GOED[:1], "minstens twee stappen"),
        (GOED[1:], "De eerste stap is de melding"),
        ([*GOED, trede(4, "Nog een", "melding")], "Alleen de eerste stap"),
        ([*GOED, trede(4, "gesprek")], "Twee stappen heten"),
        ([GOED[0], trede(2, "Lang", grens="duur"), GOED[1]], "Alleen de laatste stap kan een tijd duren"),
        ([GOED[0], *(trede(2 + nummer, f"S{nummer}") for nummer in range(20))], "hoogstens 20"),
    ):
        assert any(zin in een for een in fouten(treden)), zin


def test_the_difference_of_two_versions_is_said_in_words():
    oud = Versie("P", 14, GOED)
    assert verschil(oud, oud) == []
    anders = trede(2, "Praten", sleutel="Gesprek", wie="Ouders", opbrengst="Plan.")
    nieuw = Versie("Q", 7, [GOED[0], trede(3, "Bezoek"), anders])
    zinnen = " ".join(verschil(oud, nieuw))
    for zin in (
        "De naam wordt ‘Q’.",
        "na 7 dagen; dat was 14",
        "‘Bezoek’ komt erbij",
        "‘Gesprek’ heet voortaan ‘Praten’",
        "doet: Ouders. Dat was: School.",
        "staat er anders",
        "‘Nazorg’ vervalt",
    ):
        assert zin in zinnen, zin
    om = verschil(oud, Versie("P", 14, [GOED[0], GOED[2], GOED[1]]))
    assert om == ["De volgorde verandert: Melding, Nazorg, Gesprek."]


def test_a_case_keeps_what_was_done_and_does_not_go_back():
    wat = overstap(["a", "nieuw", "c", "later", "d"], {"a", "b", "c", "d"}, ["a", "b", "c"])
    assert (wat.blijft, wat.vervalt, wat.erbij, wat.nu) == (["a", "c"], ["b"], ["nieuw"], "later")
    assert overstap(["b", "a"], {"a", "b"}, ["a"]).nu == "b", "what it had to do still, is not passed over"
    assert overstap(["a"], {"a"}, ["a"]).nu is None


@pytest.fixture
def swv(db):
    return InstellingFactory().swv


@pytest.fixture
def beheerder(db):
    return gebruiker_met(Rol.BEHEERDER)


def nu(door):
    return {"door": door, "op": timezone.now()}


def publiceren(swv, door, **velden):
    concept = Protocol.objects.concept(swv)
    gezien = velden.pop("gezien", None) or acties.wat_verandert(concept)
    velden = {"geldig_van": timezone.localdate(), **nu(door)} | velden
    return acties.protocol_publiceren(swv, gezien=gezien, **velden)


def test_a_draft_is_changed_step_by_step_and_published_from_a_day(swv, beheerder):
    stap = acties.stap_toevoegen(swv, **nu(beheerder), **STAP)
    assert (stap.volgorde, stap.protocol.versie) == (9, 2)
    for _ in range(7):
        acties.stap_verplaatsen(swv, stap.sleutel, **nu(beheerder), richting=acties.OMHOOG)
    concept = Protocol.objects.concept(swv)
    namen = [een.naam for een in concept.stappen.all()]
    assert namen.index("Huisbezoek") == 1
    weg = concept.stappen.all()[3]
    acties.stap_verwijderen(swv, weg.sleutel, **nu(beheerder))
    assert [een.volgorde for een in concept.stappen.all()] == [*range(1, 9)]
    acties.stap_wijzigen(swv, stap.sleutel, **nu(beheerder), **(STAP | {"termijn": 3}))
    straks = timezone.localdate() + 3 * DAG
    with pytest.raises(NietMogelijk, match="intussen gewijzigd"):
        publiceren(swv, beheerder, gezien=["Iets anders."])
    with pytest.raises(NietMogelijk, match="vandaag of een latere dag"):
        publiceren(swv, beheerder, geldig_van=timezone.localdate() - DAG)
    versie = publiceren(swv, beheerder, geldig_van=straks)
    assert Protocol.objects.geldig(swv, straks - DAG).versie == 1
    assert Protocol.objects.geldig(swv, straks) == versie
    acties.protocol_wijzigen(swv, **nu(beheerder), naam="Derde", stil_na_dagen=7)
    with pytest.raises(NietMogelijk, match="Versie 2 gaat in op"):
        publiceren(swv, beheerder)
    acties.concept_weggooien(swv, **nu(beheerder))
    assert Protocol.objects.filter(swv=swv).count() == 2


def test_a_protocol_with_a_mistake_or_without_a_change_is_not_published(swv, beheerder):
    acties.protocol_wijzigen(swv, **nu(beheerder), naam="Protocol thuiszitters", stil_na_dagen=14)
    with pytest.raises(NietMogelijk, match="niets gewijzigd"):
        publiceren(swv, beheerder)
    eerste = Protocol.objects.concept(swv).stappen.first()
    acties.stap_verwijderen(swv, eerste.sleutel, **nu(beheerder))
    with pytest.raises(NietMogelijk, match="De eerste stap is de melding"):
        publiceren(swv, beheerder)
    with pytest.raises(NietMogelijk, match="geen rechten"):
        acties.protocol_wijzigen(swv, **nu(gebruiker_met(Rol.ADVISEUR)), naam="X", stil_na_dagen=1)


def test_a_running_case_keeps_its_version_until_a_person_lets_it_go_on_by_the_new_one(swv, beheerder):
    adviseur = gebruiker_met(Rol.ADVISEUR)
    rij = casus(swv=swv, regie=adviseur)
    gesprek, plan = rij.protocol.stappen.all()[1:3]
    for stap in (gesprek, plan):
        stap_afronden(rij, stap, **nu(adviseur), dag=timezone.localdate(), woorden="Gedaan.")
    nieuwe = acties.stap_toevoegen(swv, **nu(beheerder), **STAP)
    for _ in range(7):
        acties.stap_verplaatsen(swv, nieuwe.sleutel, **nu(beheerder), richting=acties.OMHOOG)
    acties.stap_verwijderen(swv, gesprek.sleutel, **nu(beheerder))
    versie = publiceren(swv, beheerder)
    rij.refresh_from_db()
    assert rij.protocol.versie == 1
    assert casus(swv=swv).protocol == versie, "a new case begins by the new one"
    client, pad = ingelogd(adviseur), f"/thuiszitters/{rij.public_id}/"
    assert "Stap 4 van 8" in woorden(client.get(pad))
    tekst = woorden(client.get(f"{pad}protocol/"))
    for zin in ("Dit blijft gedaan: Melding", f"blijft te lezen: {gesprek.naam}", "slaan we over", "Huisbezoek"):
        assert zin in tekst, zin
    with pytest.raises(NietMogelijk, match="geen rechten"):
        acties.protocol_volgen(rij, **nu(gebruiker_met(Rol.BESLISSER)), nieuw=versie)
    assert "andere versie" in woorden(client.post(f"{pad}protocol/", {"nieuw": "oud"}, follow=True))
    client.post(f"{pad}protocol/", {"nieuw": versie.public_id})
    tekst = woorden(client.get(pad))
    assert "versie 2" in tekst
    assert f"Eerder gedaan, in een vorige versie: {gesprek.naam}" in tekst
    assert Stap.objects.get(casus=rij, protocolstap=nieuwe).uitkomst == "overgeslagen"
    assert "Rondetafelgesprek" in woorden(client.get(f"{pad}stap/"))
    with pytest.raises(NietMogelijk, match="al het protocol"):
        acties.protocol_volgen(rij, **nu(adviseur), nieuw=versie)
    assert "volgt al" in woorden(client.get(f"{pad}protocol/", follow=True))


def test_the_pages_of_beheer_write_a_version_and_everybody_reads_it(swv, beheerder, client):
    baas, pad = ingelogd(beheerder), f"/beheer/protocol/{swv.code.lower()}/"
    assert "Hier staat nog niets" in woorden(client.get("/thuiszitters-info/"))
    assert "begin van jullie regio" in woorden(baas.get("/beheer/protocol/"))
    assert "Vul de naam in" in woorden(baas.post(f"{pad}stap/", STAP | {"naam": ""}))
    baas.post(f"{pad}stap/", STAP)
    concept = Protocol.objects.concept(swv)
    stap = concept.stappen.last()
    assert "Huisbezoek" not in woorden(client.get("/thuiszitters-info/"))
    baas.post(f"{pad}stap/{stap.sleutel}/verplaatsen/", {"richting": "omhoog"})
    baas.post(f"{pad}stap/{stap.sleutel}/", STAP | {"wie": "De mentor", "termijn": "9"})
    baas.post(f"{pad}naam/", {"naam": "Nooit meer thuis", "stil_na_dagen": "10"})
    tekst = woorden(baas.get(f"{pad}publiceren/"))
    for zin in ("komt erbij", "Nooit meer thuis", "na 10 dagen", "Er lopen nu geen casussen"):
        assert zin in tekst, zin
    ver = (timezone.localdate() + 500 * DAG).isoformat()
    assert "een jaar vooruit" in woorden(baas.post(f"{pad}publiceren/", {"geldig_van": ver}))
    gezien = acties.wat_verandert(Protocol.objects.concept(swv))
    baas.post(f"{pad}publiceren/", {"geldig_van": timezone.localdate().isoformat(), "gezien": gezien})
    tekst = woorden(client.get("/thuiszitters-info/"))
    assert "Huisbezoek" in tekst
    assert "binnen 9 schooldagen" in tekst
    assert "Huisbezoek" not in woorden(baas.get(f"{pad}versie/1/"))
    assert "Huisbezoek" in woorden(baas.get(f"{pad}versie/2/"))
    baas.post(f"{pad}stap/{stap.sleutel}/verwijderen/")
    assert Protocol.objects.concept(swv) is not None
    baas.post(f"{pad}weggooien/")
    assert Protocol.objects.concept(swv) is None
    assert baas.get(f"{pad}stap/bestaatniet/").status_code == 404
