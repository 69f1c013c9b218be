"""A worker that is killed in the middle of a package: started again, it makes it once and whole."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from tests.factories import gebruiker_met
from tests.werker import wacht_tot
from toezicht import vertrekopslag
from toezicht.actions import vertrek
from toezicht.models import Vertrekpakket
from toezicht.tasks import vertrekpakketten_inhalen

pytestmark = [pytest.mark.werker, pytest.mark.django_db(transaction=True)]
AANTAL, GROOT = 24, 4 * 1024 * 1024
"""So much to pack that a worker is at it for a while."""


def test_killing_the_worker_half_way_leaves_the_package_whole_and_once(werker):
    op = timezone.now()
    for _ in range(AANTAL):
        bewaren(os.urandom(GROOT), soort="application/pdf", op=op)
    rij = vertrek.pakket_vragen(door=gebruiker_met(Rol.BEHEERDER), op=op, reden="Wij stappen over.")
    vertrek.pakket_beoordelen(rij, door=gebruiker_met(Rol.FG), op=op, akkoord=True, antwoord="Besproken.")
    half = vertrekopslag.plek(rij.public_id).with_suffix(".1")
    wacht_tot(lambda: half.exists() and half.stat().st_size > GROOT, 30, "een half pakket")
    werker.doden()
    assert Vertrekpakket.objects.get().gemaakt_op is None, "killed after the work was done: this proves nothing"
    Vertrekpakket.objects.update(lease_tot=F("lease_tot") - timedelta(minutes=6))
    werker.starten()
    vertrekpakketten_inhalen.delay()
    vertrekpakketten_inhalen.delay()
    wacht_tot(Vertrekpakket.objects.exclude(gemaakt_op=None).exists, 90, "het hele pakket")
    werker.tot_rust()
    klaar = Vertrekpakket.objects.get()
    with vertrekopslag.plek(rij.public_id).open("rb") as bestand:
        assert hashlib.file_digest(bestand, "sha256").hexdigest() == klaar.sha256
    assert (klaar.pogingen, klaar.documenten, klaar.ontbreekt) == (2, AANTAL, 0)
    assert Logregel.objects.filter(actie="pakket_maken").count() == 1
    vertrek.opruimen(op=timezone.now())
    assert [een.name for een in half.parent.iterdir()] == [f"{rij.public_id}.zip"], "nothing of the killed try is left"
