"""The ledger: a changed, swapped or missing line is seen, and a key can be replaced."""

import json

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone

from toezicht import boek as boeken
from toezicht import verwijderboek
from toezicht.verwijderboek import BEGIN, KLAAR, BoekFout, regels, schrijven, verwijderd


@pytest.fixture
def boek(tmp_path, settings):
    settings.VERWIJDERBOEK_MAP = tmp_path / "boek"
    for een in ("a", "b", "c"):
        schrijven(BEGIN, een, [["loket.aanvraag", f"{een}-id"]], op=timezone.now())
        if een != "b":
            schrijven(KLAAR, een, [], op=timezone.now())
    return settings.VERWIJDERBOEK_MAP / verwijderboek.NAAM


def test_only_what_reached_its_end_is_replayed_and_nobody_else_reads_the_file(boek):
    assert verwijderd() == {"a": [["loket.aanvraag", "a-id"]], "c": [["loket.aanvraag", "c-id"]]}
    assert boek.stat().st_mode & 0o077 == 0
    assert boek.parent.stat().st_mode & 0o077 == 0


def _ander_woord(lijnen):
    velden = json.loads(lijnen[0])
    return [json.dumps(velden | {"wortels": [["loket.aanvraag", "d-id"]]}), *lijnen[1:]]


def test_a_line_that_was_changed_taken_out_added_or_moved_is_seen(boek):
    goed = boek.read_text().splitlines()
    fouten = {
        "changed": _ander_woord(goed),
        "taken out": [goed[0], *goed[2:]],
        "first one gone": goed[1:],
        "moved": [goed[1], goed[0], *goed[2:]],
        "twice": [*goed, goed[-1]],
        "half": [*goed, goed[-1][:40]],
    }
    for wat, lijnen in fouten.items():
        boek.write_text("\n".join(lijnen) + "\n")
        with pytest.raises(BoekFout):
            regels()
        with pytest.raises(BoekFout):
            schrijven(BEGIN, "e", [], op=timezone.now())
        assert boek.read_text() == "\n".join(lijnen) + "\n", f"{wat}: nothing is added to what does not hold"
    boek.write_text("\n".join(goed) + "\n")
    assert len(regels()) == 5


def test_another_key_reads_nothing_and_a_new_one_in_front_reads_all(boek, settings):
    oud = settings.VERSLEUTELSLEUTELS
    settings.VERSLEUTELSLEUTELS = [Fernet.generate_key().decode()]
    with pytest.raises(BoekFout):
        regels()
    settings.VERSLEUTELSLEUTELS = [settings.VERSLEUTELSLEUTELS[0], *oud]
    schrijven(BEGIN, "nieuw", [], op=timezone.now())
    assert len(regels()) == 6


def test_a_folder_that_cannot_be_written_says_so(tmp_path, settings):
    (tmp_path / "bezet").write_text("x")
    settings.VERWIJDERBOEK_MAP = tmp_path / "bezet" / "boek"
    with pytest.raises(BoekFout, match="kan niet worden geschreven"):
        schrijven(BEGIN, "a", [], op=timezone.now())


def test_a_full_disk_that_takes_half_a_line_keeps_nothing_of_it(boek, monkeypatch):
    goed = boek.read_bytes()
    echt = boeken.FileIO.write

    class Vol(boeken.FileIO):
        def write(self, lijn):
            return echt(self, lijn[: len(lijn) // 2])

    monkeypatch.setattr(boeken.os, "fdopen", lambda greep, *_, **__: Vol(greep, "r+"))
    with pytest.raises(BoekFout, match="vol"):
        schrijven(BEGIN, "e", [], op=timezone.now())
    monkeypatch.undo()
    assert boek.read_bytes() == goed
    schrijven(BEGIN, "e", [], op=timezone.now())
    assert len(regels()) == 6
