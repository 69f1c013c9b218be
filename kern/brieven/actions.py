"""Freezing the words of a letter, dating it for the day of sending, and making its PDF exactly once."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import logging
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.template.loader import get_template, render_to_string
from django.utils import translation

from kern.bestanden.actions import bewaren

from .dagtekening import MEEKIJKVAK, dateren
from .echtheid import CODE, Controle, nieuw_id, nieuwe_code
from .models import Brief, Briefbijlage, BriefVersie
from .pdf import OPMAAK, PdfFout
from .zegel import ZegelWacht, certificaat_tot, verzegelen

LEASE = timedelta(minutes=5)
"""How long a worker may be busy with one letter before another may take it over."""
INGEVOEGD = re.compile(r'{% (?:include|extends) "([^"]+)"')
MAX_POGINGEN = 10
"""After this many failures a letter waits for a person."""
TELT_VOOR = 5
"""A try that took its worker along, or all its time, counts for this many: it costs the others theirs."""
WERKER_GESTOPT = "De werker stopte tijdens het maken van deze brief."
TE_LANG_BEZIG = "Het maken van deze brief duurde te lang."
WACHT_KORT, WACHT_LANG = timedelta(seconds=30), timedelta(minutes=10)
"""How long a letter waits when something around it is not there: a quarter of its age, between these two."""
OPSLAG_VOL = "De opslag is vol."
OPSLAG_WEG = "De opslag is niet te bereiken."
logger = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True)
class Woorden:
    """What a letter says before it has a date: the HTML with its marks, and what it was made from, by its class."""

    html: str
    context: dict[str, Any]
    sjabloon: str
    sjabloon_versie: str


def renderen(sjabloon: str, gegevens: Any) -> Woorden:
    """The words of a letter from a frozen dataclass and a template. Writes nothing: a preview calls only this.

    In Dutch, whatever language the page speaks from which somebody made the letter come about.
    """
    with translation.override(settings.LANGUAGE_CODE):
        html = render_to_string(sjabloon, {"brief": gegevens})
    context = als_json(dataclasses.asdict(gegevens)) | {"brief": type(gegevens).__name__}
    return Woorden(html, context, sjabloon, sjabloonversie(sjabloon))


def opstellen(
    sjabloon: str,
    gegevens: Any,
    *,
    soort: str,
    titel: str,
    bestandsnaam: str,
    op: datetime,
    bijlagen: Iterable[Brief] = (),
) -> Brief:
    """Freeze the words of one letter, in the running transaction of the decision (afspraak 4). No date, no PDF yet.

    bijlagen: papers that go along, in this order; without their PDFs the letter does not go.
    """
    woorden = renderen(sjabloon, gegevens)
    brief = Brief.objects.create(
        soort=soort,
        sjabloon=woorden.sjabloon,
        sjabloon_versie=woorden.sjabloon_versie,
        context=woorden.context,
        html=woorden.html,
        titel=titel,
        bestandsnaam=bestandsnaam,
        created_at=op,
    )
    rijen = (Briefbijlage(brief=brief, stuk=stuk, volgorde=nummer) for nummer, stuk in enumerate(bijlagen, start=1))
    Briefbijlage.objects.bulk_create(rijen)
    return brief


@transaction.atomic
def versie_maken(
    brief: Brief, *, dagtekening: date, bezwaar_tot: date | None, op: datetime, meekijken: bool = False
) -> BriefVersie:
    """Date the letter for this day of sending; an unsent earlier version lapses (afspraak 32).

    bezwaar_tot: the last day for bezwaar of this addressee, or None when the letter has no such date. meekijken: leave
    room for a code that is written on the paper (ADR 22); only in words that have it.
    Raises BriefVerzonden when a version was sent already.
    """
    # NO KEY UPDATE would do, but the frozen row is never updated: the lock only orders two people.
    Brief.objects.select_for_update().get(pk=brief.pk)
    vorige = brief.versies.order_by("-versie").first()
    if vorige is not None and vorige.verzonden_op is not None:
        raise BriefVerzonden
    if vorige is not None and vorige.vervallen_op is None:
        zelfde = (vorige.dagtekening, vorige.bezwaar_tot) == (dagtekening, bezwaar_tot)
        if zelfde and (MEEKIJKVAK in vorige.html) == (meekijken and MEEKIJKVAK in brief.html):
            return vorige
        vorige.vervallen_op = op
        vorige.save(update_fields=["vervallen_op"])
    controle = Controle(nieuw_id(), _ongebruikte_code(), settings.SITE_URL) if CODE in brief.html else None
    return BriefVersie.objects.create(
        brief=brief,
        versie=vorige.versie + 1 if vorige else 1,
        dagtekening=dagtekening,
        bezwaar_tot=bezwaar_tot,
        html=dateren(
            brief.html,
            dagtekening=dagtekening,
            bezwaar_tot=bezwaar_tot,
            controle=controle,
            meekijken=settings.SITE_URL if meekijken else "",
        ),
        controle_id=controle.id if controle else None,
        controlecode=controle.code if controle else None,
        created_at=op,
    )


def _ongebruikte_code() -> str:
    """Two letters with one code would be each other on the page where they are checked."""
    code = nieuwe_code()
    return _ongebruikte_code() if BriefVersie.objects.filter(controlecode=code).exists() else code


def te_maken(*, op: datetime) -> QuerySet[BriefVersie]:
    """Versions that still need a PDF and that nobody is working on at this moment."""
    vrij = Q(lease_tot__isnull=True) | Q(lease_tot__lte=op)
    return _zonder_pdf().filter(vrij, pogingen__lt=MAX_POGINGEN).exclude(wacht_tot__gt=op)


def in_handen(*, op: datetime) -> QuerySet[BriefVersie]:
    """Versions that a worker is busy with at this moment, or was when it stopped less than a lease ago."""
    return _zonder_pdf().filter(lease_tot__gt=op)


def wachtend(*, op: datetime) -> QuerySet[BriefVersie]:
    """Versions that wait for something around them (the certificate, the storage), by the reason in laatste_fout."""
    return _zonder_pdf().filter(wacht_tot__gt=op)


def vastgelopen(*, op: datetime) -> QuerySet[BriefVersie]:
    """Versions that failed too often: a person must look at laatste_fout and date the letter anew."""
    return _zonder_pdf().filter(Q(lease_tot__isnull=True) | Q(lease_tot__lte=op), pogingen__gte=MAX_POGINGEN)


def _zonder_pdf() -> QuerySet[BriefVersie]:
    return BriefVersie.objects.filter(pdf__isnull=True, vervallen_op__isnull=True)


def pdf_maken(versie_id: int, *, op: datetime) -> bool:
    """Make and seal the PDF of one version, unless it has one, lapsed, waits, or somebody is at it. True when made.

    Safe to run twice, late, or to be killed anywhere: the lease is taken by compare-and-swap in a transaction of its
    own, the making holds no lock, and the file name is the hash of its content, so that doing it again ends in the
    same row. Trouble around the letter (no certificate, a full disk) makes it wait without counting as a try: it is
    made by itself once that is over. Raises PdfFout when the letter cannot be made, and whatever else goes wrong (the
    time limit); the row keeps the reason and a person sees it.
    """
    # The try is counted before it is made: a letter that kills its worker each time must end up with a person, and
    # the only one who can write down why is who finds the lease that was never given back.
    gebleven = Q(lease_tot__isnull=False)
    gestopt = Case(When(gebleven, then=Value(WERKER_GESTOPT, TextField())), default=F("laatste_fout"))
    poging = F("pogingen") + Case(When(gebleven, then=TELT_VOOR), default=1)
    beurt = te_maken(op=op).filter(pk=versie_id)
    if not beurt.update(lease_tot=op + LEASE, wacht_tot=None, pogingen=poging, laatste_fout=gestopt):
        return False
    versie = BriefVersie.objects.get(pk=versie_id)
    try:
        data = verzegelde_pdf(versie, op=op)
        with transaction.atomic():
            inhoud = bewaren(data, soort="application/pdf", op=op)
            nog = _zonder_pdf().filter(pk=versie_id)
            return bool(nog.update(pdf=inhoud, gemaakt_op=op, lease_tot=None, laatste_fout=""))
    except (ZegelWacht, OSError) as reden:
        _laten_wachten(versie, reden, op=op)
        return False
    except Exception as fout:
        # Only PdfFout promises that its words hold nothing of the letter.
        woorden = str(fout)[:500] if isinstance(fout, PdfFout) else f"Onverwachte fout ({type(fout).__name__})."
        te_lang = isinstance(fout, SoftTimeLimitExceeded)
        BriefVersie.objects.filter(pk=versie_id, pdf__isnull=True).update(
            laatste_fout=TE_LANG_BEZIG if te_lang else woorden,
            lease_tot=None,
            pogingen=F("pogingen") + (TELT_VOOR - 1 if te_lang else 0),
        )
        raise


def verzegelde_pdf(versie: BriefVersie, *, op: datetime) -> bytes:
    """The bytes of this version: the same each time, also in another process (unless a timestamp is asked)."""
    from .pdf import html_naar_pdf  # WeasyPrint is heavy: only a worker loads it

    certificaat_tot(op=op)  # first what costs nothing: without a certificate there is no use in printing
    return verzegelen(html_naar_pdf(versie.html), moment=versie.created_at, op=op)


def _laten_wachten(versie: BriefVersie, reden: ZegelWacht | OSError, *, op: datetime) -> None:
    """Give the turn back uncounted, with a reason that a person can read, for a while that grows with the waiting."""
    vol = isinstance(reden, OSError) and reden.errno in (errno.ENOSPC, errno.EDQUOT)
    woorden = str(reden) if isinstance(reden, ZegelWacht) else OPSLAG_VOL if vol else OPSLAG_WEG
    logger.warning("letter version %s waits: %s", versie.pk, type(reden).__name__)
    tot = op + min(max((op - versie.created_at) / 4, WACHT_KORT), WACHT_LANG)
    nog = BriefVersie.objects.filter(pk=versie.pk, pdf__isnull=True)
    nog.update(laatste_fout=woorden, lease_tot=None, wacht_tot=tot, pogingen=F("pogingen") - 1)


def opnieuw_proberen(versie: BriefVersie) -> None:
    """Let a letter that failed too often be made again: a person looked at why."""
    BriefVersie.objects.filter(pk=versie.pk, pdf__isnull=True).update(pogingen=0, lease_tot=None)


@transaction.atomic
def verzonden(versie: BriefVersie, *, op: datetime) -> None:
    """Close a version and the papers that go along: they have gone out and never change again.

    Raises BriefNietKlaar when one of them has no PDF.
    """
    stukken = BriefVersie.objects.filter(brief__bijlage_bij__brief=versie.brief_id, vervallen_op=None)
    if stukken.filter(pdf=None).exists():
        raise BriefNietKlaar
    stukken.filter(verzonden_op=None).update(verzonden_op=op)
    gesloten = BriefVersie.objects.filter(
        pk=versie.pk, pdf__isnull=False, vervallen_op__isnull=True, verzonden_op__isnull=True
    ).update(verzonden_op=op)
    if not gesloten:
        raise BriefNietKlaar


class BriefVerzonden(Exception):
    """This letter has been sent; it cannot be dated again."""


class BriefNietKlaar(Exception):
    """This letter has no PDF, has lapsed or was sent before."""


def sjabloonversie(sjabloon: str) -> str:
    """Hash of a template, what it is made from, and the style sheet: with which words and look a letter was made."""
    return hashlib.sha256(_bron(sjabloon).encode() + (OPMAAK / "brief.css").read_bytes()).hexdigest()


def _bron(sjabloon: str) -> str:
    bron: str = get_template(sjabloon).template.source  # type: ignore[attr-defined]
    return bron + "".join(_bron(deel) for deel in INGEVOEGD.findall(bron))


def als_json(waarde: Any) -> Any:
    """Values of a letter as JSON: days in ISO form, amounts as text, tuples as lists.

    Of a picture only its hash: the picture itself is in the words.
    """
    if isinstance(waarde, str) and waarde.startswith("data:image/"):
        return f"sha256:{hashlib.sha256(waarde.encode()).hexdigest()}"
    if isinstance(waarde, Mapping):
        return {str(sleutel): als_json(deel) for sleutel, deel in waarde.items()}
    if isinstance(waarde, list | tuple):
        return [als_json(deel) for deel in waarde]
    if isinstance(waarde, date | datetime):
        return waarde.isoformat()
    if isinstance(waarde, Decimal):
        return str(waarde)
    return waarde
