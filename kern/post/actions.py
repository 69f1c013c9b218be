"""The outbox: a row first, the mail later. A mail never names a person, school or outcome."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q, QuerySet

from kern.taken import aanstoten

from .models import Bericht

ONDERWERP = "Er staat iets voor u klaar"
TEKSTEN = {
    "uitnodiging": "U krijgt toegang tot ons portaal. Kies hier uw wachtwoord:\n{link}\n\n"
    "De link werkt 14 dagen, één keer.",
    "klaar": "Er staat iets voor u klaar. Log in om het te bekijken:\n{link}",
    "bezorging": "Bij {aantal} van de brieven moet iemand iets doen. Log in om te zien wat:\n{link}",
    "hersteld": "Er is met een code van ons een ander e-mailadres of wachtwoord bij uw account gezet. "
    "Was u dat niet? Bel ons dan meteen. Ons nummer staat op:\n{link}",
    "opgeschreven": "Er is iets opgeschreven waar uw naam onder staat. Was u dat niet, of klopt het niet? "
    "Bel ons dan meteen. Ons nummer staat op:\n{link}",
    "gewijzigd": "Bij uw account staat nu een ander e-mailadres. Dit oude adres werkt niet meer. "
    "Was u dat niet? Bel ons dan meteen. Ons nummer staat op:\n{link}",
    "herinnering": "Er staat nog iets voor u open. Log in om het op tijd af te maken:\n{link}",
}
METEEN = {
    "mailcode": "Uw code is {code}. Typ hem op de pagina die u open heeft.\n\n"
    "De code werkt 10 minuten. Vroeg u geen code? Dan hoeft u niets te doen.",
    "al_een_account": "Iemand wilde een account maken met dit e-mailadres. Er is al een account met dit adres.\n\n"
    "Was u dat? Log dan eerst in, en typ daarna de code van de brief:\n{link}",
    "al_bezet": "Iemand wilde dit e-mailadres bij een ander account zetten. Dat kan niet: er is al een account met "
    "dit adres.\n\nWas u dat? Log dan in met dit adres:\n{link}",
}
"""Mails for which somebody waits at the screen: they go at once or not at all, and are kept nowhere."""
SLOT = "\n\nWij vragen nooit per e-mail om uw wachtwoord."
TAAK = "kern.post.tasks.verzenden"
LEASE = timedelta(minutes=5)
MAX_POGINGEN = 10


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
    """Put a mail in the outbox, in the running transaction. The same sleutel is the same mail, however often asked.

    link: where to log in, or the one-time link of an invitation; "" means the log-in page. niet_voor: the first moment
    at which it may go, by the sweep; None is at once.
    """
    velden = {"aan": aan, "soort": soort, "link": link, "aantal": aantal, "created_at": op, "niet_voor": niet_voor}
    bericht, nieuw = Bericht.objects.get_or_create(sleutel=sleutel, defaults=velden)
    if nieuw and (niet_voor is None or niet_voor <= op):
        aanstoten(TAAK, bericht_id=bericht.pk)
    return bericht


def meteen(*, aan: str, soort: str, **velden: str) -> None:
    """Send a mail for which somebody waits. Raises OSError when the mail server does not take it."""
    onderwerp = "Uw code" if soort == "mailcode" else "Over uw account"
    EmailMessage(onderwerp, METEEN[soort].format(**velden) + SLOT, to=[aan]).send()


def te_verzenden(*, op: datetime) -> QuerySet[Bericht]:
    """Mails that still have to go, may go now, and that nobody is sending at this moment."""
    vrij = Q(lease_tot__isnull=True) | Q(lease_tot__lte=op)
    mag = Q(niet_voor__isnull=True) | Q(niet_voor__lte=op)
    return Bericht.objects.filter(vrij, mag, verzonden_op__isnull=True, pogingen__lt=MAX_POGINGEN)


def verzenden(bericht_id: int, *, op: datetime) -> bool:
    """Send one mail, unless it went or somebody is at it. A crash in between may send it twice: it says nothing."""
    if not te_verzenden(op=op).filter(pk=bericht_id).update(lease_tot=op + LEASE, pogingen=F("pogingen") + 1):
        return False
    bericht = Bericht.objects.get(pk=bericht_id)
    link = bericht.link or f"{settings.SITE_URL}/account/login/"
    EmailMessage(
        ONDERWERP, TEKSTEN[bericht.soort].format(link=link, aantal=bericht.aantal) + SLOT, to=[bericht.aan]
    ).send()
    Bericht.objects.filter(pk=bericht_id).update(verzonden_op=op, lease_tot=None, link="")
    return True
