"""Checking whether a letter is ours and still holds, for whoever holds it. Says nothing about whom or what it is.

Nobody is logged in here, so nothing is visible_to: who knows the code that is printed in a letter, or has its exact
bytes, holds the letter. Each check is a line in the logbook, without the code.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from kern.bestanden.opslag import OpslagFout, lezen
from kern.brieven.echtheid import LENGTE
from kern.brieven.models import Briefbijlage, BriefVersie
from kern.brieven.zegel import is_ongebroken
from kern.gebruikers.overgang import Systeem
from kern.logboek.actions import vastleggen
from loket.models import (
    Adviesopdracht,
    Bekendmaking,
    BeslissingOpBezwaar,
    Besluit,
    Bezwaarbekendmaking,
    TlvGebeurtenis,
    Verzending,
)
from loket.models.besluit import hersteld
from loket.rules.echtheid import ECHT, Oordeel, oordeel

IEDEREEN = Systeem("wie-een-brief-controleert")
HANDHAVEN = BeslissingOpBezwaar.Gevolg.HANDHAVEN
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Onbekend:
    """What the logbook speaks about when there is no letter."""

    log_soort: str = "brief"
    log_id: str = ""
    log_leerling: str = ""
    log_school: str = ""


def controleren_met_datum(code: str, dagtekening: date, *, op: datetime) -> Oordeel | None:
    """By the code and the date of a letter; None when there is no such letter that went out."""
    versie = _verzonden().filter(controlecode=code, dagtekening=dagtekening).first() if code else None
    return _beoordelen(versie, langs="code", op=op)


def controleren_met_qr(controle_id: str, code: str, *, op: datetime) -> Oordeel | None:
    """By the id of a QR code and the code beside it; None when they do not belong together."""
    versie = _verzonden().filter(controle_id=controle_id).first()
    hoort_erbij = secrets.compare_digest((versie and versie.controlecode) or "-" * LENGTE, code)
    return _beoordelen(versie if hoort_erbij else None, langs="qr", op=op)


def controleren_pdf(stukken: Iterable[bytes], *, op: datetime) -> Oordeel | None:
    """By the file itself; None when it is not, to the byte, a sealed letter that went out.

    stukken: its bytes in order, of which only the print is kept. Only bytes that we made are looked into: of any other
    file not one is read as PDF.
    """
    afdruk = hashlib.sha256()
    for stuk in stukken:
        afdruk.update(stuk)
    sha256 = afdruk.hexdigest()
    versie = _verzonden().filter(pdf__sha256=sha256).first()
    if versie is not None and not _zegel_heel(sha256):
        versie = None
    return _beoordelen(versie, langs="pdf", op=op)


def _verzonden() -> QuerySet[BriefVersie]:
    """Versions that went out: a letter that lapsed or still lies here is not genuine to anybody."""
    return BriefVersie.objects.filter(verzonden_op__isnull=False, vervallen_op=None)


def _zegel_heel(sha256: str) -> bool:
    try:
        if is_ongebroken(lezen(sha256)):
            return True
    except OpslagFout as fout:
        logger.error("a letter that was handed in cannot be read: %s", type(fout).__name__)
    return False


def _beoordelen(versie: BriefVersie | None, *, langs: str, op: datetime) -> Oordeel | None:
    rij = _drager(versie) if versie else None
    uitslag = _oordeel(versie, rij, timezone.localdate(op)) if versie and rij else None
    stand = uitslag.stand if uitslag else "onbekend"
    vastleggen("brief_controleren", rij or Onbekend(), door=IEDEREEN, op=op, langs=langs, uitslag=stand)
    return uitslag


def _drager(versie: BriefVersie) -> Verzending | Adviesopdracht | None:
    """The letter with its addressee, of whatever kind it is, when it went out; of an enclosure the letter it was in."""
    brieven = [versie.brief_id, *Briefbijlage.objects.filter(stuk=versie.brief_id).values_list("brief", flat=True)]
    soorten = Verzending.__subclasses__()
    rijen = (soort._default_manager.filter(brief__in=brieven, verzonden_op__isnull=False) for soort in soorten)
    verzonden = next((rij for rij in map(QuerySet.first, rijen) if rij), None)
    return verzonden or Adviesopdracht.objects.filter(brief=versie.brief_id).first()


def _oordeel(versie: BriefVersie, rij: Verzending | Adviesopdracht, vandaag: date) -> Oordeel:
    """A paper that went along stays what it is, whatever becomes of the decision that it was sent with."""
    if rij.brief_id != versie.brief_id:
        return Oordeel(ECHT, versie.dagtekening, bijlage=True)
    besluit = _besluit_van(rij)
    vervangen, ingetrokken = _einden(besluit, vandaag) if besluit else ([], [])
    return oordeel(verzonden=versie.dagtekening, vervangen=vervangen, ingetrokken=ingetrokken, vandaag=vandaag)


def _besluit_van(rij: Verzending | Adviesopdracht) -> Besluit | None:
    """The decision that this letter makes known; other letters tell something that stays true."""
    if isinstance(rij, Bekendmaking):
        return rij.besluit
    return rij.beslissing.nieuw_besluit if isinstance(rij, Bezwaarbekendmaking) else None


def _einden(besluit: Besluit, vandaag: date) -> tuple[list[date | None], list[date | None]]:
    """From when the decision was replaced and withdrawn, as far as somebody got a letter about it."""
    eerste = besluit.eerste
    reeks, later = hersteld(eerste), hersteld(besluit)[1:]
    bezwaren = Bezwaarbekendmaking.objects.verzonden(vandaag).filter(beslissing__zaak__besluit__in=reeks)
    vervangen = [
        _eerste_dag(Bekendmaking.objects.verzonden(vandaag).filter(besluit__in=later)),
        _eerste_dag(bezwaren.exclude(beslissing__gevolg=HANDHAVEN)),
    ]
    tlv = getattr(eerste, "tlv", None)
    if tlv is None:
        return vervangen, []
    opgevolgd = tlv.gebeurtenissen.filter(soort=TlvGebeurtenis.Soort.VERVANGEN).order_by("per").first()
    return [*vervangen, _bekend(opgevolgd, vandaag)], [_bekend(tlv.ingetrokken, vandaag)]


def _eerste_dag(brieven: QuerySet[Bekendmaking] | QuerySet[Bezwaarbekendmaking]) -> date | None:
    return brieven.order_by("verzenddatum").values_list("verzenddatum", flat=True).first()


def _bekend(gebeurtenis: TlvGebeurtenis | None, vandaag: date) -> date | None:
    """The day from which this works, when the decision behind it was made known or there is none."""
    if gebeurtenis is None:
        return None
    brieven = Bekendmaking.objects.verzonden(vandaag).filter(besluit=gebeurtenis.besluit_id)
    return gebeurtenis.per if gebeurtenis.besluit_id is None or brieven.exists() else None
