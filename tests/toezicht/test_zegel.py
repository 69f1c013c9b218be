"""The daily seal over the logbook: what anybody changes is seen, a deletion is not a change, and no writer forks it."""

from __future__ import annotations

import json
from datetime import timedelta
from threading import Thread

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from kern.logboek.models import Logregel
from tests.conftest import verbinding_eigenaar
from tests.factories import LeerlingFactory
from toezicht import zegel
from toezicht.actions.verzegelen import na_terugzetten, verzegelen
from toezicht.boek import BoekFout
from toezicht.models import Dagzegel, Woordafdruk
from toezicht.nazien import nazien

DAG = timedelta(days=1)
echt = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def boek(tmp_path, settings):
    settings.VERWIJDERBOEK_MAP = tmp_path / "boek"
    return settings.VERWIJDERBOEK_MAP / zegel.BOEK.bestand


def regel(**velden) -> Logregel:
    vast = {"op": timezone.now(), "uitkomst": "gedaan", "actie": "proef", "wie": "wie", "ding_soort": "x", "ding": "x"}
    return Logregel.objects.create(**(vast | velden))


def als_eigenaar(*opdrachten: str) -> None:
    """Past the guards, as who may do anything in the database."""
    with verbinding_eigenaar(connection.settings_dict["NAME"]) as db:
        for tabel in ("logboek_logregel", "toezicht_dagzegel", "toezicht_woordafdruk"):
            db.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        for opdracht in opdrachten:
            db.execute(opdracht)
        for tabel in ("logboek_logregel", "toezicht_dagzegel", "toezicht_woordafdruk"):
            db.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")


@echt
def test_whatever_is_changed_as_who_may_do_anything_is_seen():
    kind = LeerlingFactory()
    regels = [
        regel(),
        regel(reden="Waarom.", bijzonderheden={"van": "a"}, ding_soort="scholen.leerling", ding=kind.public_id),
    ]
    op = timezone.now()
    verzegelen(op=op)
    regels.append(regel(reden="Nog een."))
    verzegelen(op=op + DAG)
    assert nazien() == []
    een, twee, drie = (str(rij.pk) for rij in regels)
    aanvallen = [
        f"UPDATE logboek_logregel SET wie = 'ander' WHERE id = {een}",
        f"UPDATE logboek_logregel SET op = op - interval '1 microsecond' WHERE id = {een}",
        f"UPDATE logboek_logregel SET leerling = 'ander' WHERE id = {drie}",
        f"UPDATE logboek_logregel SET reden = 'Anders.' WHERE id = {twee}",
        f"UPDATE logboek_logregel SET reden = 'Erbij.' WHERE id = {een}",
        f'UPDATE logboek_logregel SET bijzonderheden = \'{{"van": "b"}}\' WHERE id = {twee}',
        f"UPDATE logboek_logregel SET reden = '', bijzonderheden = '{{}}' WHERE id = {twee}",
        f"DELETE FROM logboek_logregel WHERE id = {een}",
        "INSERT INTO logboek_logregel SELECT -5, op, uitkomst, actie, wie, rol, ding_soort, ding, leerling, school,"
        f" reden, bijzonderheden FROM logboek_logregel WHERE id = {een}",
        "UPDATE toezicht_dagzegel SET som = repeat('a', 64) WHERE nummer = 2",
        "DELETE FROM toezicht_dagzegel WHERE nummer = 2",
        "DELETE FROM toezicht_dagzegel WHERE nummer = 1",
        "UPDATE toezicht_woordafdruk SET afdruk = repeat('a', 64)",
        "DELETE FROM toezicht_woordafdruk",
    ]
    tabellen = ("logboek_logregel", "toezicht_dagzegel", "toezicht_woordafdruk")
    als_eigenaar(*(f"CREATE TABLE kopie_{een} AS TABLE {een}" for een in tabellen))
    try:
        for aanval in aanvallen:
            als_eigenaar(aanval)
            assert nazien() != [], aanval
            for tabel in tabellen:
                als_eigenaar(f"DELETE FROM {tabel}", f"INSERT INTO {tabel} SELECT * FROM kopie_{tabel}")
            assert nazien() == [], f"and back again after {aanval}"
    finally:
        als_eigenaar(*(f"DROP TABLE kopie_{een}" for een in tabellen))


@echt
def test_words_may_be_gone_when_the_child_went_and_no_sooner():
    kind = LeerlingFactory()
    regel(reden="Van wie weg is.", leerling="is-er-niet-meer", ding_soort="scholen.leerling", ding=kind.public_id)
    regel(reden="Van een ding dat weg is.", ding_soort="loket.aanvraag", ding="is-er-niet-meer")
    blijft = regel(
        reden="Van wie er nog is.", leerling=kind.public_id, ding_soort="scholen.leerling", ding=kind.public_id
    )
    verzegelen(op=timezone.now())
    als_eigenaar(f"UPDATE logboek_logregel SET reden = '' WHERE id <> {blijft.pk}")
    assert nazien() == []
    als_eigenaar("UPDATE logboek_logregel SET reden = ''")
    (fout,) = nazien()
    assert f"regel {blijft.pk}" in fout.zin


@echt
def test_thirty_two_writers_make_no_fork_and_no_line_comes_too_late(boek):
    def schrijven(wie: int) -> None:
        try:
            for nummer in range(12):
                with transaction.atomic():
                    regel(wie=str(wie), reden=f"Regel {nummer}" if nummer % 3 else "")
        finally:
            connections["default"].close()

    def zegelen(dag: int) -> None:
        try:
            verzegelen(op=op + dag * DAG)
        except DatabaseError:
            pass  # somebody else made the seal of this day
        finally:
            connections["default"].close()

    op = timezone.now()
    schrijvers = [Thread(target=schrijven, args=(een,)) for een in range(32)]
    for draad in schrijvers:
        draad.start()
    for dag in range(4):
        beide = [Thread(target=zegelen, args=(dag,)) for _ in range(2)]
        for draad in beide:
            draad.start()
        for draad in beide:
            draad.join()
    for draad in schrijvers:
        draad.join()
    verzegelen(op=op + 4 * DAG)
    assert [een.nummer for een in Dagzegel.objects.all()] == [1, 2, 3, 4, 5]
    assert sum(een.aantal for een in Dagzegel.objects.all()) == Logregel.objects.count() == 32 * 12
    assert nazien() == []
    assert len(boek.read_text().splitlines()) == 5


@pytest.mark.django_db
def test_every_column_of_a_line_is_in_the_seal():
    """A new column must be sealed too: then the seals from before are checked without it."""
    assert {veld.attname for veld in Logregel._meta.concrete_fields} == {*zegel.VAST, *zegel.WOORDEN}


@pytest.mark.django_db
def test_once_a_day_and_with_the_words_as_a_hash_only(boek):
    regel(reden="Woorden over een kind.")
    op = timezone.now()
    assert verzegelen(op=op).aantal == Logregel.objects.count()
    assert verzegelen(op=op) is None
    assert "Woorden" not in Woordafdruk.objects.get().afdruk + boek.read_text()
    assert verzegelen(op=op + DAG).aantal == 0, "a day on which nothing happened is sealed too"
    assert nazien() == []


@pytest.mark.django_db
def test_a_new_key_reads_what_the_old_one_sealed_and_a_strange_one_nothing(settings):
    regel(reden="Waarom.")
    verzegelen(op=timezone.now())
    oud, nieuw = settings.VERSLEUTELSLEUTELS, Fernet.generate_key().decode()
    settings.VERSLEUTELSLEUTELS = [nieuw, *oud]
    verzegelen(op=timezone.now() + DAG)
    assert nazien() == []
    settings.VERSLEUTELSLEUTELS = [nieuw]
    assert nazien() != []


@pytest.mark.django_db
def test_the_book_outside_says_what_the_database_forgot(boek):
    verzegelen(op=timezone.now())
    verzegelen(op=timezone.now() + DAG)
    goed = boek.read_text()
    boek.write_text("\n".join(goed.splitlines()[:1]) + "\n")
    assert [fout.nummer for fout in nazien()] == [2]
    boek.unlink()
    assert [fout.nummer for fout in nazien()] == [1, 2]
    verzegelen(op=timezone.now() + 2 * DAG)
    assert nazien() == [], "what a killed worker left out of the book is written in it with the next seal"
    eerste = json.loads(goed.splitlines()[0])
    boek.write_text(json.dumps(eerste | {"van": "a" * 64}) + "\n")
    assert nazien()[0].nummer == 0
    with pytest.raises(BoekFout):
        verzegelen(op=timezone.now() + 3 * DAG)


@echt
def test_after_a_restore_nothing_is_sealed_until_somebody_says_so(capsys):
    regel()
    op = timezone.now()
    verzegelen(op=op)
    regel()
    verzegelen(op=op + DAG)
    als_eigenaar("DELETE FROM toezicht_dagzegel WHERE nummer = 2")
    with pytest.raises(BoekFout, match="back-up teruggezet"):
        verzegelen(op=op + 2 * DAG)
    with pytest.raises(CommandError):
        call_command("logboek_nazien")
    assert na_terugzetten(op=op) == 1
    verzegelen(op=op + 2 * DAG)
    call_command("logboek_nazien")
    assert "Het logboek klopt: 2 zegels." in capsys.readouterr().out


@pytest.mark.django_db
def test_a_seal_is_never_changed_or_removed_by_the_portal():
    verzegelen(op=timezone.now())
    for opdracht in ("UPDATE toezicht_dagzegel SET aantal = 0", "DELETE FROM toezicht_dagzegel"):
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(opdracht)
