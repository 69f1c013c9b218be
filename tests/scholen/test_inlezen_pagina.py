"""The page on which beheer reads in files of DUO: first shown, then taken over, all or nothing and once."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from scholen.forms import InlezenForm
from scholen.models import Bronbestand, Inleesbestand, Inlezing, School
from tests.factories import gebruiker_met
from tests.scholen.bestanden import BESTUREN, BO, HISTORISCH, HOOFD, inhoud

PAD = "/beheer/scholen/importeren/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def beheer(inloggen, beheerder):
    return inloggen(beheerder)


def bied(client, *bestanden, **velden):
    """Offer files as (name, bytes); a name alone is a file with real lines."""
    uploads = [
        SimpleUploadedFile(een, inhoud(een)) if isinstance(een, str) else SimpleUploadedFile(*een) for een in bestanden
    ]
    return client.post(PAD, {"bestanden": uploads, **velden})


def akkoord_op(client, pad: str) -> str:
    return re.search(r'name="akkoord" value="([0-9a-f]{64})"', client.get(pad).content.decode())[1]


def woorden(antwoord) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", antwoord.content.decode()).split())


def test_files_are_shown_before_anything_changes(beheer):
    antwoord = bied(beheer, BO, HOOFD)
    tekst = woorden(beheer.get(antwoord["Location"]))
    assert "Er is nog niets gewijzigd." in tekst
    assert BO in tekst
    assert HOOFD in tekst
    assert "nieuw" in tekst
    assert not School.objects.exists()
    assert not Bronbestand.objects.exists()


def test_what_was_shown_is_taken_over_and_the_page_says_what_was_written(beheer):
    pad = bied(beheer, BO, HOOFD)["Location"]
    beheer.post(pad, {"akkoord": akkoord_op(beheer, pad)})
    inlezing = Inlezing.objects.get()
    assert inlezing.scholen == School.objects.count() > 0
    assert "Alles is overgenomen" in woorden(beheer.get(pad))
    assert Bronbestand.objects.count() == 2
    namen = {"inlezing_aanbieden", "inlezing_overnemen", "scholen_inlezen"}
    assert set(Logregel.objects.values_list("actie", flat=True)) >= namen


def test_pressing_twice_writes_once_and_loses_nothing(beheer):
    pad = bied(beheer, BO)["Location"]
    sleutel = akkoord_op(beheer, pad)
    beheer.post(pad, {"akkoord": sleutel})
    toen = Inlezing.objects.get().overgenomen_op
    antwoord = beheer.post(pad, {"akkoord": sleutel}, follow=True)
    assert "al overgenomen" in woorden(antwoord)
    assert Inlezing.objects.get().overgenomen_op == toen
    assert Bronbestand.objects.count() == 1


def test_the_same_files_again_change_nothing(beheer):
    pad = bied(beheer, BO)["Location"]
    beheer.post(pad, {"akkoord": akkoord_op(beheer, pad)})
    tekst = woorden(beheer.get(bied(beheer, BO)["Location"]))
    assert "Er verandert niets" in tekst
    assert "Neem dit over" not in tekst


def test_what_changed_in_between_is_shown_again_before_it_is_written(beheer):
    eerste, tweede = bied(beheer, BO)["Location"], bied(beheer, BO, HISTORISCH)["Location"]
    sleutel = akkoord_op(beheer, eerste)
    beheer.post(tweede, {"akkoord": akkoord_op(beheer, tweede)})
    antwoord = beheer.post(eerste, {"akkoord": sleutel}, follow=True)
    assert "Bekijk opnieuw wat er wijzigt" in woorden(antwoord)
    assert Inlezing.objects.exclude(overgenomen_op=None).count() == 1


def test_nobody_agrees_to_what_was_not_shown(beheer):
    pad = bied(beheer, BO)["Location"]
    assert "Bekijk eerst" in woorden(beheer.post(pad, follow=True))
    assert not School.objects.exists()


@pytest.mark.parametrize(
    ("bestand", "zin"),
    [
        (("leeg.csv", b""), "leeg.csv"),
        (("lijst.csv", b"naam;geboortedatum\nFenna;2019-06-03\n"), "lijst.csv"),
        (("foto.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256))), "foto.csv"),
        (("../../etc/passwd", b"root:x:0:0"), "passwd"),
    ],
)
def test_a_file_that_is_not_of_duo_is_refused_and_not_kept(beheer, bestand, zin):
    tekst = woorden(bied(beheer, BO, bestand))
    assert "Er gaat nog iets mis" in tekst
    assert zin in tekst
    assert "verwacht" in tekst
    assert not Inlezing.objects.exists()
    assert not Inleesbestand.objects.exists()


def test_a_bad_line_is_named_by_file_line_and_column(beheer):
    kop, eerste, *rest = inhoud(BO).split(b"\r\n")
    cellen = eerste.split(b";")
    kapot = b"\r\n".join([kop, b";".join([cellen[0], b"geen brin", *cellen[2:]]), *rest])
    tekst = woorden(bied(beheer, ("duo-2026-08__kapot.csv", kapot)))
    assert re.search(r"duo-2026-08__kapot\.csv, regel 2, kolom [^:]+: verwacht .+, gevonden", tekst), tekst


def test_a_file_without_a_day_asks_for_it_and_then_comes_in(beheer):
    bestand = ("lijst.csv", inhoud(BO))
    assert "Vul in over welke dag lijst.csv gaat" in woorden(bied(beheer, bestand))
    assert bied(beheer, bestand, peildatum="2026-08-01").status_code == 302
    assert Inleesbestand.objects.get().peildatum == date(2026, 8, 1)


def test_a_given_day_does_not_move_a_file_that_says_its_own(beheer):
    bied(beheer, BO, ("lijst.csv", inhoud(BO)), peildatum="2020-01-01")
    assert list(Inleesbestand.objects.values_list("peildatum", flat=True)) == [None, date(2020, 1, 1)]


def test_a_file_from_a_mac_asks_whether_it_is(beheer):
    assert "Kruis dit dan aan" in woorden(bied(beheer, BESTUREN))
    assert bied(beheer, BESTUREN, van_mac="on").status_code == 302


def test_a_file_that_is_too_large_says_so(beheer, monkeypatch):
    monkeypatch.setattr(InlezenForm, "GROOTST", 100)
    assert f"{BO} is te groot" in woorden(bied(beheer, BO))


def test_too_many_files_and_no_file_say_so(beheer, monkeypatch):
    monkeypatch.setattr(InlezenForm, "MEEST", 1)
    assert "hoogstens 1 bestand" in woorden(bied(beheer, BO, HOOFD))
    assert "Kies een of meer bestanden" in woorden(beheer.post(PAD))


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.BEHEERDER])
def test_for_everybody_else_the_pages_do_not_exist(beheer, inloggen, rol):
    pad = bied(beheer, BO)["Location"]
    ander = inloggen(gebruiker_met(rol))
    for adres in (PAD, pad):
        assert ander.get(adres).status_code == 404
        assert ander.post(adres, {"akkoord": "x"}).status_code == 404


def test_what_a_colleague_offered_is_not_there(beheer, inloggen):
    pad = bied(beheer, BO)["Location"]
    collega = inloggen(gebruiker_met(Rol.BEHEERDER))
    assert collega.get(pad).status_code == 404
    assert collega.post(pad, {"akkoord": "x"}).status_code == 404
    assert BO not in collega.get(PAD).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_number_of_files(beheer):
    pad = bied(beheer, BO)["Location"]
    with CaptureQueriesContext(connection) as een:
        beheer.get(pad)
    pad = bied(beheer, BO, HOOFD, HISTORISCH)["Location"]
    with CaptureQueriesContext(connection) as drie:
        beheer.get(pad)
    assert len(drie) <= len(een)
