"""Pupils by where they live: read row by row, shown first, and taken over as a whole or not at all."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from kern.gebruikers.overgang import NietMogelijk, Systeem
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.importeren.duolijst import LijstFout
from monitoring.actions.woonplaatsen import woonplaatsen_inlezen
from monitoring.importeren.woonplaatsen import lezen
from monitoring.kengetallen.woonplaats import tabel
from monitoring.models import Woontelling
from scholen.models import Gemeente, SchoolDeelname
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met
from tests.monitoring.test_paginas import woorden
from tests.test_toegang import ingelogd

KOP, DAG = "brin6;postcode;aantal;percentage\n", date(2025, 10, 1)
SCHOLEN = {"10AB00", "10AB01"}
OP = datetime(2026, 11, 1, 9, tzinfo=UTC)


def lijst(*rijen: str, kop: str = KOP):
    return lezen((kop + "\n".join(rijen)).encode(), DAG, SCHOLEN)


def test_a_list_is_read_whatever_its_spelling():
    een = lijst("10ab00;2513 AB;12;10%", "10AB00;2514;<5;", "10AB01;2513;0;", "10AB01;2514;**;<5")
    assert [(rij.sleutel, rij.waarde) for rij in een.regels] == [
        (("10AB00", "2513", ""), "12"),
        (("10AB00", "2514", ""), "<5"),
        (("10AB01", "2513", ""), "0"),
        (("10AB01", "2514", ""), "**"),
    ]
    van_duo = "INSTELLINGSCODE;VESTIGINGSNUMMER;GEMEENTENUMMER;LEERLINGEN_2024;LEERLINGEN_2025\n"
    for vestiging in ("0", "00", "10AB00"):
        een = lijst(f"10AB;{vestiging};518;7;8", kop=van_duo)
        assert [(rij.sleutel, rij.aantal) for rij in een.regels] == [(("10AB00", "", "0518"), 8)]
    met_dag = lezen(b"Peildatum,brin6,PC4,Aantal leerlingen\n1-10-2025,10AB00,2513,3\n", DAG, SCHOLEN)
    assert met_dag.regels[0].nr == 2


def test_every_wrong_row_is_named_with_what_is_wrong():
    fout = {
        "99ZZ99;2513;1;": "School 99ZZ99 kennen we niet",
        "10A;2513;1;": "geen BRIN",
        "10AB00;0513;1;": "geen postcode",
        "10AB00;;1;": "geen gemeente",
        "10AB00;2516;-1;": "geen aantal",
        "10AB00;2516;<8;": "geen aantal",
        "10AB00;2516;;": "geen aantal",
        "10AB00;2516;12;100,1": "0 tot en met 100",
        "10AB00;2516;12;-3%": "0 tot en met 100",
        "10AB00;2513;3;": "ook op rij 2",
    }
    een = lijst("10AB00;2513;2;", *fout)
    assert [nr for nr, _ in een.fouten] == list(range(3, 13))
    for (_, zin), verwacht in zip(een.fouten, fout.values(), strict=True):
        assert verwacht in zin
    andere_dag = lijst("1-10-2024;10AB00;2513;2", kop="teldatum;brin6;postcode;aantal\n")
    assert "Deze rij is van 1-10-2024. Je koos 01-10-2025." in andere_dag.fouten[0][1]


def test_a_file_of_another_year_or_kind_is_refused_as_a_whole():
    for data, zin in (
        (b"brin6;postcode;LEERLINGEN_2023;LEERLINGEN_2024\n10AB00;2513;1;2\n", "2023, 2024. Je koos 2025"),
        (b"brin6;aantal\n10AB00;2\n", "‘postcode’ of ‘gemeente’"),
        (b"brin;postcode\n10AB;2513\n", "‘brin6’ en ‘aantal’"),
        (b"brin6;postcode;aantal;BSN\n10AB00;2513;1;111222333\n", "gegevens van één leerling"),
        (b"a;b\n1;2\n", "geen namen van kolommen"),
        (KOP.encode(), "geen enkele telling"),
        (b"", "leeg"),
    ):
        with pytest.raises(LijstFout, match=zin):
            lezen(data, DAG, SCHOLEN)


@pytest.fixture
def scholen(db):
    """Two schools of one SWV, of which the second is an SBO."""
    swv = InstellingFactory().swv
    rijen = [SchoolFactory(brin6="10AB00"), SchoolFactory(brin6="10AB01", soort="SBO")]
    for een in rijen:
        SchoolDeelname.objects.get_or_create(school=een, swv=swv, sector="PO", defaults={"van": date(2020, 1, 1)})
    return swv


def inlezen(swv, *rijen, dag=DAG, **meer):
    return woonplaatsen_inlezen(swv, lijst(*rijen).regels, door=Systeem("proef"), op=OP, teldatum=dag, **meer)


def test_the_database_keeps_one_truth_per_school_day_and_place(scholen):
    inlezen(scholen, "10AB00;2513;2;")
    een = Woontelling.objects.get()
    velden = {"school": een.school, "teldatum": DAG, "ingelezen_op": OP, "aantal": 1}
    for fout in (
        {"postcode": "2513"},
        {},
        {"postcode": "0513"},
        {"postcode": "2514", "gemeente": "0518"},
        {"postcode": "2514", "aantal": None},
        {"postcode": "2514", "tekst": "<5"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Woontelling.objects.create(**velden | fout)


def test_a_list_takes_the_place_of_what_was_there_of_its_schools(scholen):
    assert inlezen(scholen, "10AB00;2513;2;", "10AB00;2514;3;", "10AB01;2513;9;") == 3
    assert inlezen(scholen, "10AB00;2513;2;", "10AB00;2514;3;") == 0, "a second time changes nothing"
    assert inlezen(scholen, "10AB00;2513;4;", "10AB00;2515;<5;") == 3, "one changed, one went, one came"
    over = Woontelling.objects.order_by("school__brin6", "postcode").values_list("postcode", "aantal", "tekst")
    assert [*over] == [("2513", 4, ""), ("2515", None, "<5"), ("2513", 9, "")]
    with pytest.raises(NietMogelijk):
        inlezen(scholen, "10AB00;2513;7;", was={})
    assert not Woontelling.objects.filter(aantal=7).exists()


def test_the_table_says_where_pupils_live_and_guesses_nothing(scholen):
    Gemeente.objects.get_or_create(code="0518", defaults={"naam": "Zandwerven"})
    inlezen(scholen, "10AB00;2513;20;", "10AB00;2514;<5;", "10AB01;2513;6;", "10AB01;2514;**;")
    inlezen(scholen, "10AB00;2513;1;", dag=date(2024, 10, 1))
    een = tabel(Woontelling.objects.all(), scholen, date(2026, 1, 1))
    assert [(rij.naam, rij.cellen) for rij in (*een.rijen, een.totaal)] == [
        ("2513", (20, 6)),
        ("2514", ("1 tot en met 4", "0 of meer")),
        ("Samen", ("21 tot en met 24", "6 of meer")),
    ]
    assert een.onder == (
        "Geteld op 1 oktober 2025, naar wat is ingelezen.",
        "Bij 2 rijen staat in de lijst geen precies aantal.",
    )
    assert tabel(Woontelling.objects.all(), scholen, date(2024, 1, 1)) is None


@time_machine.travel("2026-11-02 10:00+01:00", tick=False)
def test_a_list_is_shown_first_and_then_taken_over_and_followed_down(scholen):
    client, adres = ingelogd(gebruiker_met(Rol.BEHEERDER)), reverse("monitoring:woonplaatsen")
    assert client.get(reverse("monitoring:woonplaatsen_voorbeeld")).content.decode("utf-8-sig").startswith("brin6;")

    def aanbieden(*rijen):
        bestand = SimpleUploadedFile("lijst.csv", (KOP + "\n".join(rijen)).encode())
        return client.post(adres, {"bestand": bestand, "teldatum": "2025-10-01"})

    assert "Kies een bestand" in woorden(client.post(adres, {"teldatum": "2025-10-01"}))
    half = aanbieden("10AB00;2513;8;", "10XX00;2513;8;")
    assert "Rij 3" in half.text
    assert 'name="lijst"' not in half.text, "with one wrong row there is nothing to take over"
    voorstel = aanbieden("10AB00;2513;8;", "10AB00;2514;<5;")
    assert not Woontelling.objects.exists()
    pakje = html.unescape(re.search(r'name="lijst" value="([^"]+)"', voorstel.text)[1])
    ander = ingelogd(gebruiker_met(Rol.BEHEERDER)).post(adres, {"lijst": pakje})
    assert ander.status_code == 302
    assert not Woontelling.objects.exists(), "what another was shown is not mine to take over"
    assert client.post(adres, {"lijst": pakje}).status_code == 302
    assert Woontelling.objects.count() == 2
    assert Logregel.objects.get(actie="woonplaatsen_inlezen").bijzonderheden["anders"] == 2
    assert "1 okt" in client.get(adres).text
    assert client.post(adres, {"lijst": pakje}).status_code == 200, "it is there by now: shown again"
    lezer = ingelogd(gebruiker_met(Rol.CONTROLLER))
    pagina = lezer.get(reverse("monitoring:ondersteuning"), {"periode": "2025-2026"})
    assert "Waar onze leerlingen wonen" in pagina.text
    wegen = re.findall(r'href="(/monitoring/getal/ondersteuning/woonplaats/[^"]*)">([^<]+)<', pagina.text)
    for weg, getal in wegen:
        assert f"Daar staat {getal}." in woorden(lezer.get(weg.replace("&amp;", "&")))
    assert [getal for _, getal in wegen] == ["8", "1 tot en met 4", "9 tot en met 12"]
