"""The outbox: a row first, the mail later. A mail never names a person, school or outcome."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from kern.taken import aanstoten

from .eigen import mailtekst, zwijgt_tegen
from .models import Bericht, Dagmail, Mailkeuze
from .rules import mag_nu
from .teksten import KLAAR

ONDERWERP = "Er staat iets voor u klaar"
METEEN = frozenset({"mailcode", "al_een_account", "al_bezet"})
"""Mails for which somebody waits at the screen: they go at once or not at all, and are kept nowhere."""
SLOT = "\n\nWij vragen nooit per e-mail om uw wachtwoord."
TAAK = "kern.post.tasks.verzenden"
LEASE = timedelta(minutes=5)
MAX_POGINGEN = 10
MISSCHIEN_WEG = (SMTPServerDisconnected, TimeoutError)
"""Failures after which the mail may have gone all the same."""


class Ontvanger(Protocol):
    """Somebody with an account."""

    @property
    def pk(self) -> int: ...
    @property
    def email(self) -> str: ...


def melden(
    *, wie: Ontvanger, sleutel: str, op: datetime, dringend: bool = False, niet_voor: datetime | None = None
) -> Bericht:
    """Tell somebody that something waits, in the running transaction. The same sleutel is told once.

    An ordinary notice goes on a working day by day, in the one mail that this person gets that day, as he or she chose.
    dringend: a term runs or a child may be unsafe; then it is a mail of its own, at once, whatever was chosen.
    """
    geen = not dringend and Mailkeuze.objects.filter(gebruiker_id=wie.pk, hoe_vaak=Mailkeuze.HoeVaak.GEEN).exists()
    bericht, nieuw = Bericht.objects.get_or_create(
        sleutel=sleutel,
        defaults={
            "aan": wie.email,
            "wie_id": wie.pk,
            "soort": KLAAR,
            "gewoon": not dringend,
            "created_at": op,
            "niet_voor": niet_voor,
            "overgeslagen_op": op if geen else None,
        },
    )
    if nieuw and not geen and (niet_voor is None or niet_voor <= op):
        aanstoten(TAAK, bericht_id=bericht.pk)
    return bericht


@transaction.atomic
def mailkeuze_bewaren(*, wie: Ontvanger, op: datetime, hoe_vaak: str, uur: int | None = None) -> Mailkeuze:
    """How often this person wants an ordinary mail. uur: only with a set hour. None at all drops what still waits."""
    velden = {"hoe_vaak": hoe_vaak, "uur": uur if hoe_vaak == Mailkeuze.HoeVaak.UUR else None, "gewijzigd_op": op}
    keuze, _ = Mailkeuze.objects.update_or_create(gebruiker_id=wie.pk, defaults=velden)
    if hoe_vaak == Mailkeuze.HoeVaak.GEEN:
        wacht = Bericht.objects.filter(wie_id=wie.pk, gewoon=True, verzonden_op=None, overgeslagen_op=None)
        wacht.update(overgeslagen_op=op)
    return keuze


def mailkeuze_van(wie: Ontvanger) -> Mailkeuze | None:
    """What this person chose, None when nothing."""
    return Mailkeuze.objects.filter(gebruiker_id=wie.pk).first()


def klaarzetten(
    *,
    aan: str,
    soort: str,
    sleutel: str,
    op: datetime,
    link: str = "",
    aantal: int = 0,
    niet_voor: datetime | None = None,
) -> Bericht:
    """Put a mail of its own in the outbox, in the running transaction; that something waits is for `melden`.

    The same sleutel is the same mail, however often asked. link: where to log in, or the one-time link of an
    invitation; "" means the log-in page. niet_voor: the first moment at which it may go, by the sweep; None is at once.
    """
    velden = {"aan": aan, "soort": soort, "link": link, "aantal": aantal, "created_at": op, "niet_voor": niet_voor}
    bericht, nieuw = Bericht.objects.get_or_create(sleutel=sleutel, defaults=velden)
    if nieuw and (niet_voor is None or niet_voor <= op):
        aanstoten(TAAK, bericht_id=bericht.pk)
    return bericht


def meteen(*, aan: str, soort: str, **velden: str) -> None:
    """Send a mail for which somebody waits. Raises OSError when the mail server does not take it."""
    onderwerp = "Uw code" if soort == "mailcode" else "Over uw account"
    EmailMessage(onderwerp, mailtekst(soort, **velden) + SLOT, to=[aan]).send()


def te_verzenden(*, op: datetime) -> QuerySet[Bericht]:
    """What still has to be mailed, may be mailed now, and is not being mailed at this moment."""
    vrij = Q(lease_tot__isnull=True) | Q(lease_tot__lte=op)
    mag = Q(niet_voor__isnull=True) | Q(niet_voor__lte=op)
    nog = Bericht.objects.filter(mag, verzonden_op=None, overgeslagen_op=None, pogingen__lt=MAX_POGINGEN)
    return nog.filter(Q(gewoon=False) & vrij | _gewoon_nu(op))


def _gewoon_nu(op: datetime) -> Q:
    """The ordinary notices whose person may be mailed at this moment: by the clock, by choice, and not yet today."""
    nu = timezone.localtime(op)
    if not mag_nu(nu):
        return Q(pk__in=[])
    anders = Mailkeuze.objects.filter(gebruiker=OuterRef("wie"))
    anders = anders.filter(Q(hoe_vaak=Mailkeuze.HoeVaak.GEEN) | Q(uur__gt=nu.hour))
    al = Dagmail.objects.filter(gebruiker=OuterRef("wie"), dag=nu.date())
    al = al.exclude(mislukt_op__lte=op - LEASE)
    return Q(gewoon=True, wie__is_active=True) & ~Exists(anders) & ~Exists(al)


def verzenden(bericht_id: int, *, op: datetime) -> bool:
    """Send one mail, unless it went or somebody is at it; an ordinary notice takes all of its person along."""
    bericht = te_verzenden(op=op).filter(pk=bericht_id).first()
    if bericht is None:
        return False
    if zwijgt_tegen(bericht.wie):
        Bericht.objects.filter(pk=bericht.pk, verzonden_op=None).update(overgeslagen_op=op)
        return False
    return _dagmail(bericht, op=op) if bericht.gewoon else _eigen_mail(bericht, op=op)


def _eigen_mail(bericht: Bericht, *, op: datetime) -> bool:
    """A mail of its own. A crash in between may send it twice: it says nothing."""
    if not te_verzenden(op=op).filter(pk=bericht.pk).update(lease_tot=op + LEASE, pogingen=F("pogingen") + 1):
        return False
    link = bericht.link or f"{settings.SITE_URL}/account/login/"
    tekst = mailtekst(bericht.soort, link=link, aantal=str(bericht.aantal))
    EmailMessage(ONDERWERP, tekst + SLOT, to=[bericht.aan]).send()
    Bericht.objects.filter(pk=bericht.pk).update(verzonden_op=op, lease_tot=None, link="")
    return True


def _dagmail(bericht: Bericht, *, op: datetime) -> bool:
    """The one ordinary mail of this person today. Written down before it goes: after a crash it goes no second time."""
    dagmail = _begonnen(bericht, op=op)
    if dagmail is None:
        return False
    tekst = mailtekst(KLAAR, link=f"{settings.SITE_URL}/account/login/") + SLOT
    try:
        EmailMessage(ONDERWERP, tekst, to=[dagmail.gebruiker.email]).send()
    except Exception as fout:
        if not isinstance(fout, MISSCHIEN_WEG):
            Dagmail.objects.filter(pk=dagmail.pk).update(mislukt_op=op)
        raise
    with transaction.atomic():
        Dagmail.objects.filter(pk=dagmail.pk).update(verzonden_op=op)
        dagmail.berichten.filter(verzonden_op=None, overgeslagen_op=None).update(verzonden_op=op)
    return True


@transaction.atomic
def _begonnen(bericht: Bericht, *, op: datetime) -> Dagmail | None:
    """The mail of this day with all that waits for this person in it, for one worker alone; None for any other."""
    assert bericht.wie_id is not None, "the database wants somebody for an ordinary notice"
    dagmail, nieuw = Dagmail.objects.get_or_create(
        gebruiker_id=bericht.wie_id, dag=timezone.localdate(op), defaults={"begonnen_op": op}
    )
    opnieuw = Dagmail.objects.filter(pk=dagmail.pk, verzonden_op=None, mislukt_op__lte=op - LEASE)
    if not nieuw and not opnieuw.update(mislukt_op=None, begonnen_op=op):
        return None
    nog = Bericht.objects.filter(wie_id=bericht.wie_id, gewoon=True, verzonden_op=None, overgeslagen_op=None)
    nog = nog.filter(Q(niet_voor__isnull=True) | Q(niet_voor__lte=op), pogingen__lt=MAX_POGINGEN)
    if not nog.update(dagmail=dagmail, pogingen=F("pogingen") + 1):
        transaction.set_rollback(True)  # another worker told it all meanwhile
        return None
    return dagmail
