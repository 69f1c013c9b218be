"""The ledger: a changed, swapped or missing line is seen, and a key can be replaced."""

import json
from datetime import timedelta

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from tests.factories import gebruiker_met
from toezicht import boek as boeken
from toezicht import tasks, verwijderboek
from toezicht.actions.toezien import beoordelen
from toezicht.models import Beoordeling
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


def test_only_a_last_line_that_was_half_written_is_cut_off(boek):
    heel = boek.read_bytes()
    for rest in (b'{"nummer":6,"op', b"\xff\xfe", heel.splitlines(keepends=True)[0][:-5]):
        boek.write_bytes(heel + rest)
        for doen in (regels, lambda: schrijven(BEGIN, "d", [], op=timezone.now())):
            with pytest.raises(BoekFout, match="niet heel"):
                doen()
        assert verwijderboek.BOEK.afkappen() == len(rest)
        assert boek.read_bytes() == heel
    boek.write_bytes(heel[:-1])  # the whole line, without its end
    assert verwijderboek.BOEK.afkappen() == 0
    assert boek.read_bytes() == heel
    with pytest.raises(BoekFout, match="niets af te kappen"):
        verwijderboek.BOEK.afkappen()
    veranderd = heel.replace(b"a-id", b"x-id") + b'{"half'
    boek.write_bytes(veranderd)
    with pytest.raises(BoekFout, match="Regel 1"):
        verwijderboek.BOEK.afkappen()
    assert boek.read_bytes() == veranderd, "what does not hold is not touched"


@pytest.mark.django_db
def test_the_command_says_whether_it_holds_and_mends_a_half_line(boek, capsys):
    call_command("verwijderboek_nazien")
    assert "klopt: 5 regels" in capsys.readouterr().out
    boek.write_bytes(boek.read_bytes() + b"{")
    with pytest.raises(CommandError, match="niet heel"):
        call_command("verwijderboek_nazien")
    call_command("verwijderboek_nazien", "--afkappen")
    assert "Afgekapt: 1 bytes." in capsys.readouterr().out


@pytest.mark.django_db
def test_the_privacy_officer_hears_once_that_the_ledger_does_not_hold(boek, settings, monkeypatch):
    fg = gebruiker_met(Rol.FG)

    def klopt_niet(**_):
        raise BoekFout("Regel 1 klopt niet.")

    monkeypatch.setattr(tasks.verwijderen, "opruimen", klopt_niet)
    for plek, naam in ((tasks.lijst, "lijst_vanzelf"), (tasks.opschonen, "opschonen")):
        monkeypatch.setattr(plek, naam, lambda **_: None)
    monkeypatch.setattr(tasks.verwijderen, "register_opruimen", lambda **_: None)
    for _nacht in range(2):
        tasks.bewaartermijnen_toepassen()
    rij = Beoordeling.objects.get(soort="boek")
    assert Bericht.objects.filter(wie=fg).count() == 1
    beoordelen(rij, door=fg, op=timezone.now(), uitkomst="in_orde", toelichting="Schijf was vol.")
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        tasks.bewaartermijnen_toepassen()
    assert Bericht.objects.filter(wie=fg).count() == 2, "it still does not hold"
