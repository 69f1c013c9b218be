"""Taking in a sound or film: scanned, made anew beside this process, and kept. Never whole in memory."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.db import connection
from django.utils.translation import gettext, gettext_noop

from kern.taken import aanstoten

from .actions import TAAK, VIRUS, bestand_scannen, fout_over, vastleggen
from .controle import Afgekeurd, BestandFout
from .controle.grenzen import Mediagrenzen
from .models import Inhoud, Scan
from .namen import nette_naam
from .opslag import in_wording, inlijven
from .proces import media_keuren

GELUID, FILM = "geluid", "film"
SLOT = 20_260_802
BEZIG = gettext_noop("Er wordt nu al een opname verwerkt. Probeer het over een minuut nog een keer.")


def grenzen(soort: str, seconden: int) -> Mediagrenzen:
    """The limits of this installation for a sound or a film; how long it may last is up to who asks for it."""
    return Mediagrenzen(soort=soort, seconden=seconden, megabytes=settings.MEDIA_MEGABYTES[soort])


def opname_ontvangen(bestand: File[bytes], *, soort: str, seconden: int, op: datetime) -> Inhoud:
    """The one way in for a sound or film of a user; soort: GELUID or FILM. Gives its content, as MP3 or MP4.

    Raises BestandFout with the whole sentence for the user. What was sent is gone when this ends: only what was made
    anew is kept, and while the scanner is silent that waits in quarantine.
    """
    maat, naam = grenzen(soort, seconden), nette_naam(bestand.name or "")
    try:
        return _ontvangen(bestand, maat, op=op)
    except Afgekeurd as reden:
        raise fout_over(naam, reden) from reden


def _ontvangen(bestand: File[bytes], maat: Mediagrenzen, *, op: datetime) -> Inhoud:
    if not bestand.size:
        raise Afgekeurd("is leeg. Neem het opnieuw op.")
    if bestand.size > maat.bytes_:
        groot = max(maat.megabytes + 1, round(bestand.size / 1024**2))
        raise Afgekeurd(
            "is %(groot)s MB. Kies een bestand tot %(grens)s MB, of neem iets korters op.",
            groot=groot,
            grens=maat.megabytes,
        )
    with _op_schijf(bestand) as bron, in_wording() as uit:
        scan = bestand_scannen(bron)
        if scan == Scan.BESMET:
            raise Afgekeurd(VIRUS)
        with _een_tegelijk():
            soort = media_keuren(bron, uit, maat)
        sha256, grootte = inlijven(uit)
    inhoud = vastleggen(sha256, soort=soort, grootte=grootte, op=op, scan=scan)
    if inhoud.scan == Scan.BESMET:
        raise Afgekeurd(VIRUS)
    if inhoud.scan == Scan.QUARANTAINE:
        aanstoten(TAAK, inhoud_id=inhoud.pk)
    return inhoud


@contextlib.contextmanager
def _een_tegelijk() -> Iterator[None]:
    """One at a time in the whole installation, so that the rest of the portal keeps a processor.

    The database forgets the lock with the connection: a killed process holds nobody up.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SLOT])
        if cursor.fetchone() != (True,):
            raise BestandFout(gettext(BEZIG))
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SLOT])


@contextlib.contextmanager
def _op_schijf(bestand: File[bytes]) -> Iterator[BinaryIO]:
    """The file that was sent as a file on disk: a large one is that already."""
    bestand.seek(0)
    if hasattr(bestand, "temporary_file_path"):
        with open(bestand.temporary_file_path(), "rb") as bron:
            yield bron
        return
    with tempfile.TemporaryFile() as kopie:
        shutil.copyfileobj(bestand, kopie)
        kopie.flush()
        yield cast(BinaryIO, kopie)
