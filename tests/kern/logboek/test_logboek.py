"""The logbook is only added to, whoever asks, and a change and its line are one."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from kern.logboek.actions import geweigerd, gezien, vastleggen
from kern.logboek.models import Logregel

pytestmark = pytest.mark.django_db


@pytest.fixture
def regel(ib, leerling):
    vastleggen("proef", leerling, door=ib, op=timezone.now())
    return Logregel.objects.get(actie="proef")


@pytest.mark.parametrize(
    "opdracht",
    [
        "UPDATE logboek_logregel SET wie = 'een ander'",
        "UPDATE logboek_logregel SET op = now() WHERE actie = 'proef'",
        "DELETE FROM logboek_logregel",
        "TRUNCATE logboek_logregel",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(regel, opdracht):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(opdracht)
    assert Logregel.objects.get(pk=regel.pk).wie == regel.wie


def test_no_query_of_ours_changes_a_line_either(regel):
    for poging in (regel.save, regel.delete, lambda: Logregel.objects.update(reden="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            poging()


def test_a_change_that_is_undone_leaves_no_line(ib, leerling):
    with transaction.atomic():
        vastleggen("proef", leerling, door=ib, op=timezone.now())
        transaction.set_rollback(True)
    assert not Logregel.objects.filter(actie="proef").exists()


def test_a_refusal_stays_when_the_rest_is_undone(ib, leerling):
    with transaction.atomic():
        geweigerd("proef", leerling, door=ib, op=timezone.now(), reden="mag niet")
        transaction.set_rollback(True)
    assert Logregel.objects.using("logboek").filter(actie="proef", reden="mag niet").exists()


def test_a_line_names_by_id_only(ib, leerling):
    gezien(leerling, door=ib, op=timezone.now())
    regel = Logregel.objects.latest("pk")
    assert (regel.wie, regel.leerling) == (ib.public_id, leerling.public_id)
    tekst = " ".join(map(str, vars(regel).values()))
    assert leerling.achternaam not in tekst
    assert ib.naam not in tekst
