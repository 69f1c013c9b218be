"""What came in and was never sent does not stay: a child that stops halfway left nothing behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kern.bestanden.actions import WEES, bewaren, wezen, wezen_weggooien
from kern.bestanden.models import Inhoud
from kern.bestanden.opslag import OpslagFout, lezen
from kern.bestanden.tasks import wezen_opruimen
from tests.loket.overgangen import compleet_concept

pytestmark = pytest.mark.django_db
OUD = timedelta(minutes=1) + WEES


def kort_geleden():
    return timezone.now() - OUD


def test_what_nobody_sent_goes_with_its_bytes(django_capture_on_commit_callbacks):
    los = bewaren(b"een tekening die niemand verstuurde", soort="image/png", op=kort_geleden())
    with django_capture_on_commit_callbacks(execute=True):
        wezen_opruimen()
    assert not Inhoud.objects.filter(pk=los.pk).exists()
    with pytest.raises(OpslagFout):
        lezen(los.sha256)


def test_what_can_still_be_sent_stays():
    los = bewaren(b"net binnen", soort="image/png", op=timezone.now() - WEES + timedelta(minutes=1))
    assert wezen_weggooien(op=timezone.now()) == 0
    assert Inhoud.objects.filter(pk=los.pk).exists()


def test_what_came_in_again_counts_as_new():
    bewaren(b"twee keer", soort="image/png", op=kort_geleden())
    opnieuw = bewaren(b"twee keer", soort="image/png", op=timezone.now())
    assert opnieuw not in wezen(timezone.now())


def test_what_any_row_points_to_stays_however_old():
    """Each kind of row: a new one is taken along by itself, for the sweep asks the models."""
    bijlage = compleet_concept().bijlagen.get()
    Inhoud.objects.update(created_at=timezone.now() - timedelta(days=900))
    assert wezen_weggooien(op=timezone.now()) == 0
    assert Inhoud.objects.filter(pk=bijlage.inhoud_id).exists()


def test_a_sweep_does_so_many_at_a_time():
    for nummer in range(3):
        bewaren(f"los {nummer}".encode(), soort="image/png", op=kort_geleden())
    assert [wezen_weggooien(op=timezone.now(), hoogstens=2) for _ in range(3)] == [2, 1, 0]
