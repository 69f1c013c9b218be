"""Gezag ends while a letter comes in over a slow line: what was begun may end, the next request finds nothing."""

from __future__ import annotations

import os
import socket
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.bestanden.actions import bewaren
from loket.models import Bekendmaking, Status
from scholen.models import Gezag
from tests.bezwaren import besluit_bij
from tests.factories import aanvraag_in
from tests.webserver import Webserver

pytestmark = [pytest.mark.lang, pytest.mark.werker, pytest.mark.django_db(transaction=True)]
GROOT = 24 * 1024 * 1024
"""More than the network keeps for a reader that waits."""


@pytest.fixture
def web(tmp_path):
    server = Webserver(tmp_path)
    server.starten()
    yield server
    server.stoppen()


def brief_van(ouder, ib, school, leerling):
    """A letter to this parent with a PDF that takes a while."""
    besluit = besluit_bij(aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling))
    brief = Bekendmaking.objects.get(besluit=besluit, betrokkene__gebruiker=ouder)
    pdf = bewaren(b"%PDF-1.7 " + os.urandom(GROOT), soort="application/pdf", op=timezone.now())
    brief.brief.versies.update(pdf=pdf, gemaakt_op=timezone.now())
    return reverse("loket:brief_pdf", args=[brief.public_id])


def langzaam(web, pad, koekje):
    """A line that is asked for the file and of which little is read: the answer has begun and stands still."""
    lijn = socket.socket()
    lijn.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    lijn.settimeout(60)
    lijn.connect(("127.0.0.1", web.poort))
    lijn.sendall(f"GET {pad} HTTP/1.1\r\nHost: localhost\r\nCookie: {koekje}\r\nConnection: close\r\n\r\n".encode())
    begin = lijn.recv(2048)
    assert begin.startswith(b"HTTP/1.1 200"), begin[:200]
    return lijn, len(begin)


def test_the_next_request_finds_nothing_also_for_a_part(web, inloggen, ouder, ib, school, leerling):
    pad = brief_van(ouder, ib, school, leerling)
    client = inloggen(ouder)
    koekje = "; ".join(f"{naam}={deel.value}" for naam, deel in client.cookies.items())
    assert web.vraag("HEAD", pad, koppen={"Cookie": koekje})[0] == 200
    lijn, gelezen = langzaam(web, pad, koekje)
    Gezag.objects.filter(leerling=leerling, betrokkene__gebruiker=ouder).update(
        tot=timezone.localdate() - timedelta(days=1)
    )
    for methode, koppen in (
        ("GET", {}),
        ("HEAD", {}),
        ("GET", {"Range": "bytes=0-99"}),
        ("GET", {"Range": f"bytes={gelezen}-", "If-Range": '"x"'}),
    ):
        status, inhoud, _ = web.vraag(methode, pad, koppen={"Cookie": koekje} | koppen)
        assert status == 404, (methode, koppen)
        assert "%PDF" not in inhoud
    while deel := lijn.recv(1 << 20):
        gelezen += len(deel)
    lijn.close()
    assert gelezen > GROOT, "what was begun may end: half a letter helps nobody"
