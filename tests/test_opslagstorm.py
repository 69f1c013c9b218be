"""Save storm (T49, I3): fifty drafts are typed at once while the server dies ten times; what was answered is there."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
from html import unescape
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from loket.models import OnderdeelBehoefte, Status
from tests.factories import aanvraag_in
from tests.webserver import Webserver
from tests.werker import wacht_tot

pytestmark = [pytest.mark.lang, pytest.mark.werker, pytest.mark.django_db(transaction=True)]
CONCEPTEN = 50
KEREN = 10


class Schrijver(threading.Thread):
    """One person at one draft: types another word, saves as the script of the page does, keeps what was answered."""

    def __init__(self, web: Webserver, pad: str, koekje: str, einde: threading.Event) -> None:
        super().__init__(daemon=True)
        self.web, self.pad, self.koekje, self.einde = web, pad, koekje, einde
        self.woorden: list[str] = []
        self.beantwoord: list[str] = []
        self.verloren = 0
        self.fouten: list[str] = []

    def run(self) -> None:
        self._openen()
        while not self.fouten and (not self.einde.is_set() or self.woorden[-1:] != self.beantwoord[-1:]):
            if not self._typen():
                time.sleep(0.7)  # the server is away: leave it the processor to come back
            time.sleep(0.3)

    def _openen(self) -> None:
        """The page with its token, version and beginning."""
        while True:
            try:
                status, html, koekjes = self.web.vraag("GET", self.pad, koppen={"Cookie": self.koekje})
            except (OSError, http.client.HTTPException):
                time.sleep(0.5)
                continue
            assert status == 200, html[:300]
            break
        self.koekje += f"; {koekjes.split(';')[0]}"
        self.velden = {
            naam: unescape(re.search(rf'name="{naam}"[^>]*value="([^"]*)"', html)[1])
            for naam in ("csrfmiddlewaretoken", "versie", "begin")
        }

    def _typen(self) -> bool:
        """Whether an answer came."""
        if self.woorden[-1:] == self.beantwoord[-1:]:  # else: try again what got no answer
            self.woorden.append(f"w{len(self.woorden)}")
        velden = self.velden | {"belemmeringen": " ".join(self.woorden)}
        koppen = {
            "Cookie": self.koekje,
            "X-Autosave": "1",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            status, tekst, _ = self.web.vraag("POST", self.pad, urlencode(velden), koppen)
        except (OSError, http.client.HTTPException):
            self.verloren += 1
            return False
        if status == 200:
            uit = json.loads(tekst)
            self.velden |= {"versie": str(uit["versie"]), "begin": uit["begin"]}
            self.beantwoord.append(self.woorden[-1])
        else:
            self.fouten.append(f"{status}: {tekst[:200]}")
        return True


@pytest.fixture
def web(tmp_path):
    een = Webserver(tmp_path)
    yield een
    een.stoppen()


def test_every_save_that_was_answered_is_readable_after_the_server_died_ten_times(web, ib, school, inloggen):
    concepten = [aanvraag_in(Status.CONCEPT, school=school, ib=ib) for _ in range(CONCEPTEN)]
    sleutel = inloggen(ib).cookies[settings.SESSION_COOKIE_NAME].value
    connection.close()
    web.starten()
    einde = threading.Event()
    paden = [reverse("loket:aanvraag_onderdeel", args=[een.public_id, "behoefte"]) for een in concepten]
    schrijvers = [Schrijver(web, pad, f"{settings.SESSION_COOKIE_NAME}={sleutel}", einde) for pad in paden]
    for schrijver in schrijvers:
        schrijver.start()

    def antwoorden() -> int:
        return sum(len(schrijver.beantwoord) for schrijver in schrijvers)

    for _ in range(KEREN):
        stand = antwoorden()
        wacht_tot(lambda stand=stand: antwoorden() >= stand + 15, 120, "opgeslagen concepten")
        web.doden()
        web.starten()
    einde.set()
    for schrijver in schrijvers:
        schrijver.join(60)
        assert not schrijver.is_alive()
    assert [fout for schrijver in schrijvers for fout in schrijver.fouten] == []
    assert sum(schrijver.verloren for schrijver in schrijvers) > KEREN, "geen enkele keer stierf de server onder iemand"
    for concept, schrijver in zip(concepten, schrijvers, strict=True):
        staat = OnderdeelBehoefte.objects.get(aanvraag=concept).belemmeringen.split()
        assert set(schrijver.beantwoord) <= set(staat)
        _, pagina, _ = web.vraag("GET", schrijver.pad, koppen={"Cookie": schrijver.koekje})
        assert all(woord in pagina for woord in schrijver.beantwoord[-1:])  # ten deaths may leave one unanswered
