"""Trouble around a letter makes it wait and be made by itself afterwards; trouble of the letter ends with a person."""

import errno
import os
from datetime import UTC, date, datetime, timedelta

import pytest

from kern.bestanden import opslag
from kern.bestanden.opslag import lezen
from kern.brieven import actions, zegel
from kern.brieven.models import Brief
from kern.brieven.pdf import PdfFout
from kern.brieven.tasks import inhalen
from start.certificaat import proefcertificaat
from tests.kern.brieven.test_pdf import document

pytestmark = pytest.mark.django_db

NU = datetime(2026, 11, 23, 9, tzinfo=UTC)


def versie(tekst: str = "Dag"):
    brief = Brief.objects.create(
        soort="proef",
        sjabloon="proef.html",
        sjabloon_versie="0" * 64,
        context={},
        html=document(f"<p><!--dagtekening--></p><p>{tekst}</p>"),
        titel="Proef",
        bestandsnaam="proef.pdf",
        created_at=NU,
    )
    return actions.versie_maken(brief, dagtekening=date(2026, 11, 23), bezwaar_tot=None, op=NU)


@pytest.fixture
def rij():
    return versie()


def maken(rij, op) -> bool:
    gemaakt = actions.pdf_maken(rij.pk, op=op)
    rij.refresh_from_db()
    return gemaakt


def test_without_a_certificate_letters_wait_and_are_made_once_it_is_there(rij, settings, tmp_path):
    leeg = {**settings.ZEGEL, "certificaat": str(tmp_path / "zegel-certificaat.pem")}
    eerder, settings.ZEGEL = settings.ZEGEL, leeg
    op = NU
    for _ in range(2 * actions.MAX_POGINGEN):
        assert not maken(rij, op)
        assert (rij.pdf_id, rij.pogingen, rij.lease_tot, rij.laatste_fout) == (None, 0, None, zegel.ONTBREEKT)
        assert not maken(rij, op + timedelta(seconds=29)), "wacht nog"
        op = rij.wacht_tot
    assert op - NU > timedelta(hours=1)
    settings.ZEGEL = eerder
    assert maken(rij, op)
    assert (rij.laatste_fout, rij.pogingen, rij.wacht_tot) == ("", 1, None)
    assert zegel.is_ongebroken(lezen(rij.pdf.sha256))


def test_the_wait_grows_with_the_age_of_the_letter_up_to_ten_minutes(rij, settings):
    settings.ZEGEL = {**settings.ZEGEL, "certificaat": ""}
    wachttijden = []
    for leeftijd in (timedelta(0), timedelta(minutes=8), timedelta(days=3)):
        maken(rij, NU + leeftijd)
        wachttijden.append(rij.wacht_tot - NU - leeftijd)
    assert wachttijden == [timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10)]


def test_an_expired_certificate_makes_letters_wait_for_a_new_one(rij, settings, tmp_path):
    oud = proefcertificaat(tmp_path, vanaf=NU - timedelta(days=400), tot=NU - timedelta(days=1))
    eerder = settings.ZEGEL
    settings.ZEGEL = {**eerder, "certificaat": oud["ZEGEL_CERTIFICAAT"], "sleutel": oud["ZEGEL_SLEUTEL"]}
    assert not maken(rij, NU)
    assert (rij.laatste_fout, rij.pogingen) == (zegel.VERLOPEN, 0)
    settings.ZEGEL = eerder
    assert maken(rij, rij.wacht_tot)


@pytest.mark.parametrize(("nummer", "reden"), [(errno.ENOSPC, actions.OPSLAG_VOL), (errno.EIO, actions.OPSLAG_WEG)])
def test_a_full_or_lost_disk_makes_letters_wait_and_leaves_nothing_half(
    rij, monkeypatch, settings, tmp_path, nummer, reden
):
    settings.BESTANDEN_MAP = tmp_path

    def vol(*_):
        raise OSError(nummer, os.strerror(nummer))

    with monkeypatch.context() as kapot:
        kapot.setattr(opslag.os, "fsync", vol)
        assert not maken(rij, NU)
    assert (rij.laatste_fout, rij.pogingen, rij.pdf_id) == (reden, 0, None)
    assert [een for een in tmp_path.rglob("*") if een.is_file()] == []
    assert maken(rij, rij.wacht_tot)


def test_what_the_sweep_finds_waiting_is_counted_and_left_alone(rij, settings):
    settings.ZEGEL = {**settings.ZEGEL, "certificaat": ""}
    maken(rij, NU)
    stand = inhalen(op=NU + timedelta(seconds=5))
    assert (stand.aangestoten, stand.wachtend, stand.in_handen, stand.vastgelopen) == (0, 1, 0, 0)


def test_a_letter_that_cannot_be_printed_uses_up_its_tries():
    rij = versie("漢字")
    with pytest.raises(PdfFout):
        maken(rij, NU)
    rij.refresh_from_db()
    assert (rij.pogingen, rij.wacht_tot) == (1, None)
    assert "tekens" in rij.laatste_fout


def test_making_a_version_again_gives_the_same_bytes(rij):
    eerst = actions.verzegelde_pdf(rij, op=NU)
    assert actions.verzegelde_pdf(rij, op=NU + timedelta(days=2)) == eerst
    maken(rij, NU + timedelta(days=3))
    assert lezen(rij.pdf.sha256) == eerst
