"""Taking in and keeping the content of files, and looking for viruses in it."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import BinaryIO

import filetype
from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, ProtectedError, QuerySet
from django.utils.translation import gettext, gettext_noop

from kern.taken import aanstoten

from . import scanner
from .controle import Afgekeurd, BestandFout, Goedgekeurd, Grenzen, te_groot
from .models import TE_SCANNEN, Inhoud, Scan
from .namen import nette_naam
from .opslag import OpslagFout, lezen, schrijven, wissen
from .proces import keuren

TAAK = "kern.bestanden.tasks.scannen"
VIRUS = gettext_noop("bevat een virus en is niet bewaard. Laat het apparaat nakijken waar het vandaan komt.")
BEELD_MEGABYTES, BEELD_MEGAPIXELS = 5, 25
"""Of a logo or a signature, as it comes from a designer or a scanner."""
WEES = timedelta(hours=5)
"""Longer than a page can still send what was taken in for it: a proof of it holds for four hours."""
SLOT = 0x1A4
"""The first half of the lock on the bytes of a file; the second is their hash."""
logger = logging.getLogger(__name__)


def fout_over(naam: str, reden: Afgekeurd) -> BestandFout:
    """The whole sentence for the user about this file, in the language of the page."""
    waarom = gettext(reden.zin)
    delen = {"naam": naam[:80], "reden": waarom % reden.delen if reden.delen else waarom}
    return BestandFout(gettext("Het bestand ‘%(naam)s’ %(reden)s") % delen)


def grenzen() -> Grenzen:
    """The limits of this installation."""
    return Grenzen(**settings.BESTAND_GRENZEN)


def ontvangen(bestand: File[bytes], *, op: datetime) -> Inhoud:
    """The one way in for a file of a user: scanned, checked, made harmless, kept. Gives its content.

    Raises BestandFout with the whole sentence for the user. While the scanner is silent the file comes in and waits in
    quarantine: is_vrij is False until a worker scanned it.
    """
    naam = nette_naam(bestand.name or "")
    try:
        return _ontvangen(bestand, op=op)
    except Afgekeurd as reden:
        raise fout_over(naam, reden) from reden


def _ontvangen(bestand: File[bytes], *, op: datetime) -> Inhoud:
    maat = grenzen()
    if bestand.size > maat.bytes_:  # before it is read into memory
        raise te_groot(bestand.size, maat)
    bestand.seek(0)
    data = bestand.read()
    scan = bestand_scannen(data) if data else Scan.ONGESCAND
    if scan == Scan.BESMET:
        raise Afgekeurd(VIRUS)
    goed = keuren(data, maat)
    inhoud = bewaren(goed.data, soort=goed.soort, op=op, scan=scan)
    if inhoud.scan == Scan.BESMET:  # the same bytes came before
        raise Afgekeurd(VIRUS)
    if inhoud.scan == Scan.QUARANTAINE:
        aanstoten(TAAK, inhoud_id=inhoud.pk)
    return inhoud


def beeld_ontvangen(bestand: File[bytes], *, zijde: int) -> Goedgekeurd:
    """A picture that becomes part of something else, such as a logo: made anew and at most so many pixels wide or high.

    Nothing is kept here. Only PNG and JPEG come in: no drawing that can hold a script or an address. Raises BestandFout
    with the whole sentence for the user, also while the scanner is silent.
    """
    naam = nette_naam(bestand.name or "")
    maat = dataclasses.replace(grenzen(), megabytes=BEELD_MEGABYTES, megapixels=BEELD_MEGAPIXELS, zijde=zijde)
    try:
        if bestand.size > maat.bytes_:
            raise te_groot(bestand.size, maat)
        bestand.seek(0)
        data = bestand.read()
        if filetype.guess_mime(data) not in ("image/png", "image/jpeg"):
            raise Afgekeurd("is geen PNG of JPEG. Sla het beeld op als PNG of JPEG en kies het opnieuw.")
        scan = bestand_scannen(data)
        if scan == Scan.BESMET:
            raise Afgekeurd(VIRUS)
        if scan == Scan.QUARANTAINE:
            raise Afgekeurd("kan nu niet op virussen worden gecontroleerd. Probeer het later opnieuw.")
        return keuren(data, maat)
    except Afgekeurd as reden:
        raise fout_over(naam, reden) from reden


def inhoud_vrijgeven(sha256: str) -> bool:
    """Wipe these bytes when no row holds them any more; whether they are gone."""
    with transaction.atomic():
        _om_de_beurt(sha256)
        if Inhoud.objects.filter(sha256=sha256).exists():
            return False
        wissen(sha256)
        return True


def weggooien(inhoud: Inhoud) -> None:
    """Throw these bytes away, row and file, once the transaction is over. Raises ProtectedError when a row holds them.

    The file goes last, and only when nobody kept the same bytes anew meanwhile: a crash leaves a file without a row.
    """
    sha256 = inhoud.sha256

    with transaction.atomic():
        inhoud.delete()
        transaction.on_commit(partial(inhoud_vrijgeven, sha256))


def _om_de_beurt(sha256: str) -> None:
    """Keep or wipe the file of these bytes one at a time, until the transaction is over.

    A row that is not committed yet cannot be seen: without this its file could be wiped.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [SLOT, sha256])


def bewaren(data: bytes, *, soort: str, op: datetime, scan: str = Scan.EIGEN) -> Inhoud:
    """Store these bytes and give their row; the same bytes give the same row. soort: the MIME type as checked.

    The file is on disk before the row exists: a crash in between leaves a file that nobody points to, never a row
    without its file. What a user sends comes in by `ontvangen`.
    """
    with transaction.atomic():
        _om_de_beurt(hashlib.sha256(data).hexdigest())
        return vastleggen(schrijven(data), soort=soort, grootte=len(data), op=op, scan=scan)


def bewaard(nummers: Iterable[int]) -> dict[int, Inhoud]:
    """What came in under these numbers. Only for who can prove that it sent them: a content belongs to no dossier."""
    return Inhoud.objects.in_bulk(list(nummers))


def vastleggen(sha256: str, *, soort: str, grootte: int, op: datetime, scan: str) -> Inhoud:
    """The row of bytes that are on disk already. Once more when a sweep threw it away while we looked at it."""
    gescand_op = op if scan in (Scan.SCHOON, Scan.BESMET) else None
    while True:
        inhoud, nieuw = Inhoud.objects.get_or_create(
            sha256=sha256,
            defaults={"soort": soort, "grootte": grootte, "created_at": op, "scan": scan, "gescand_op": gescand_op},
        )
        if nieuw or inhoud.created_at >= op:
            return inhoud
        if Inhoud.objects.filter(pk=inhoud.pk).update(created_at=op):  # nobody may throw away what came in again
            inhoud.created_at = op
            return inhoud


def wezen(op: datetime) -> QuerySet[Inhoud]:
    """Contents that no row points to and that came in longer ago than anybody can still send them."""
    los = Inhoud.objects.filter(created_at__lt=op - WEES)
    for verband in Inhoud._meta.get_fields(include_hidden=True):  # most rows point without a name back
        if isinstance(verband, ForeignObjectRel):
            rijen = verband.related_model._base_manager.filter(**{verband.field.name: OuterRef("pk")})
            los = los.exclude(Exists(rijen))
    return los


def wezen_weggooien(*, op: datetime, hoogstens: int = 200) -> int:
    """Throw away what was made anew and never sent, oldest first; how many. Safe to run twice or beside who sends.

    Each is looked at again under a lock: bytes that came in anew meanwhile, or that a row holds, stay.
    """
    weg = 0
    for nummer in wezen(op).order_by("created_at").values_list("pk", flat=True)[:hoogstens]:
        with contextlib.suppress(ProtectedError, IntegrityError), transaction.atomic():
            if inhoud := wezen(op).select_for_update().filter(pk=nummer).first():
                weggooien(inhoud)
                weg += 1
    return weg


def te_scannen() -> QuerySet[Inhoud]:
    """Contents of users that were not scanned yet, also those from before there was a scanner."""
    return Inhoud.objects.filter(scan__in=TE_SCANNEN)


def scannen(inhoud_id: int, *, op: datetime) -> bool:
    """Scan one stored content, unless that was done. True when the outcome is new. Safe to run twice or to be killed.

    A scanner that stays silent changes nothing: the sweep comes back.
    """
    inhoud = te_scannen().filter(pk=inhoud_id).first()
    if inhoud is None or not scanner.ingesteld():
        return False
    try:
        uitslag = bestand_scannen(lezen(inhoud.sha256))
    except OpslagFout as fout:
        logger.error("content %s cannot be scanned: %s", inhoud_id, type(fout).__name__)
        return False
    if uitslag not in (Scan.SCHOON, Scan.BESMET):
        return False
    if uitslag == Scan.BESMET:
        logger.warning("a virus was found in content %s", inhoud_id)
    return bool(te_scannen().filter(pk=inhoud_id).update(scan=uitslag, gescand_op=op))


def bestand_scannen(data: bytes | BinaryIO) -> Scan:
    """What the scanner says of these bytes, or that it says nothing. Keeps nothing."""
    if not scanner.ingesteld():
        return Scan.ONGESCAND
    try:
        return Scan.BESMET if scanner.is_besmet(data) else Scan.SCHOON
    except scanner.ScannerStil as fout:
        logger.warning("the virus scanner does not answer: %s", fout)
        return Scan.QUARANTAINE
