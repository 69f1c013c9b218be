"""Keys for other programs: making and revoking one, and what happens when a program shows it."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import geweigerd, gezien, vastleggen
from kern.logboek.vermelding import Vermelding
from monitoring.models import ApiSleutel
from monitoring.rules.rapport import Over
from scholen.models import Bestuur, Gemeente, Samenwerkingsverband

VOORVOEGSEL = "swv_"
"""So that a scanner of leaked secrets, and a person, sees what it is."""
DAGEN = 366
"""A key holds for a year at most: what nobody renews, stops by itself."""
GRENZEN = ((60, 60), (2_000, 24 * 60 * 60))
"""So many questions in so many seconds. A report refreshes a few times a day, and asks a handful each time."""
BIJHOUDEN = timedelta(minutes=1)
ZELFDE_KLIK = timedelta(minutes=1)
"""So long the same form, sent again, shows the key that it made."""
ONBEKEND = "Deze sleutel werkt niet. Vraag het samenwerkingsverband om een sleutel."
VOORBIJ = "Deze sleutel geldt niet meer. Vraag het samenwerkingsverband om een nieuwe."
TE_VAAK = "Dit programma vraagt te vaak. Probeer het later opnieuw."


class Geweigerd(Exception):
    """The key opens nothing. The message is for who made the program. wacht: seconds after which it may ask again."""

    def __init__(self, zin: str, *, wacht: int = 0) -> None:
        super().__init__(zin)
        self.wacht = wacht


def afdruk(geheim: str) -> str:
    """What is kept of a key. It has 256 random bits, so that nobody finds it back from this."""
    return hashlib.sha256(geheim.encode()).hexdigest()


@transaction.atomic
def sleutel_maken(
    *,
    door: Gebruiker,
    op: datetime,
    swv: Samenwerkingsverband,
    naam: str,
    tot: date,
    wie: Samenwerkingsverband | Bestuur | Gemeente,
    eenmalig: str = "",
) -> tuple[ApiSleutel, str]:
    """A new key and what it reads, to be shown once: only its print is kept.

    eenmalig: of the form that was filled in. Sent twice, as by a double click, it gives the same key again, for the
    page that came first was gone before anybody saw it.
    """
    rechten_nodig(door, Permissie.API_BEHEREN)
    vandaag = timezone.localdate(op)
    if tot < vandaag:
        raise NietMogelijk("Kies vandaag of een latere dag als laatste dag.")
    if tot > vandaag + timedelta(days=DAGEN):
        raise NietMogelijk("Een sleutel geldt hoogstens een jaar. Kies een eerdere dag.")
    geheim = _geheim(eenmalig, door.pk, swv.pk, naam, tot, _over(wie), wie.pk)
    velden = {
        "naam": naam.strip(),
        "swv": swv,
        "over": _over(wie),
        "bestuur": wie if isinstance(wie, Bestuur) else None,
        "gemeente": wie if isinstance(wie, Gemeente) else None,
        "van": vandaag,
        "tot": tot,
        "gemaakt_op": op,
        "gemaakt_door": door,
    }
    rij, nieuw = ApiSleutel.objects.get_or_create(afdruk=afdruk(geheim), defaults=velden)
    if nieuw:
        vastleggen("sleutel_maken", rij, door=door, op=op, over=rij.over, tot=tot.isoformat())
    elif rij.ingetrokken_op or op - rij.gemaakt_op > ZELFDE_KLIK:
        raise NietMogelijk("Deze sleutel is al gemaakt. Wij tonen hem niet nog een keer.")
    return rij, geheim


def _geheim(eenmalig: str, *velden: object) -> str:
    """A key by chance. The same form with the same words gives the same one; without a key of ours nobody can tell."""
    los = eenmalig or secrets.token_urlsafe(32)
    afgeleid = salted_hmac("monitoring.sleutel", repr((los, *map(str, velden))), algorithm="sha256").digest()
    return VOORVOEGSEL + base64.urlsafe_b64encode(afgeleid).decode().rstrip("=")


def _over(wie: Samenwerkingsverband | Bestuur | Gemeente) -> Over:
    if isinstance(wie, Bestuur):
        return Over.BESTUUR
    return Over.GEMEENTE if isinstance(wie, Gemeente) else Over.SWV


@transaction.atomic
def sleutel_intrekken(sleutel: ApiSleutel, *, door: Gebruiker, op: datetime) -> ApiSleutel:
    """From now on it opens nothing."""
    rechten_nodig(door, Permissie.API_BEHEREN)
    rij = ApiSleutel.objects.select_for_update().get(pk=sleutel.pk)
    if rij.ingetrokken_op:
        raise NietMogelijk("Deze sleutel is al ingetrokken.")
    rij.ingetrokken_op, rij.ingetrokken_door = op, door
    rij.save()
    vastleggen("sleutel_intrekken", rij, door=door, op=op)
    return rij


def sleutel_gebruiken(geheim: str, *, op: datetime, vanaf: str = "") -> ApiSleutel:
    """The key that this is. Raises Geweigerd when it opens nothing now; that of a known key is in the logbook.

    vanaf: the address that asks. Who tries keys that are not there, waits: then the database is not asked.
    """
    if wacht := _te_vaak(f"onbekend:{vanaf}", op, erbij=0):
        raise Geweigerd(TE_VAAK, wacht=wacht)
    rij = ApiSleutel.objects.filter(afdruk=afdruk(geheim)).select_related("swv", "bestuur", "gemeente").first()
    if rij is None:
        _te_vaak(f"onbekend:{vanaf}", op)
        raise Geweigerd(ONBEKEND)
    if wacht := _te_vaak(rij.public_id, op):
        raise Geweigerd(TE_VAAK, wacht=wacht)
    if not rij.geldt(timezone.localdate(op)):
        geweigerd("cijfers_gelezen", rij, door=rij, op=op, reden=VOORBIJ)
        raise Geweigerd(VOORBIJ)
    oud = Q(gebruikt_op=None) | Q(gebruikt_op__lte=op - BIJHOUDEN)
    ApiSleutel.objects.filter(oud, pk=rij.pk, ingetrokken_op=None).update(gebruikt_op=op)
    return rij


def gelezen(ding: Vermelding, *, sleutel: ApiSleutel, op: datetime) -> None:
    """A line of which key read what (R-PRIV-08)."""
    gezien(ding, door=sleutel, op=op, wat="cijfers_gelezen")


def _te_vaak(wie: str, op: datetime, *, erbij: int = 1) -> int:
    """Seconds until this one may ask again; 0 when it may now. Counted in the cache that all servers share."""
    nu = int(op.timestamp())
    for hoogstens, seconden in GRENZEN:
        venster = f"api:{wie}:{seconden}:{nu // seconden}"
        cache.add(venster, 0, 2 * seconden)
        try:
            keer = cache.incr(venster, erbij)
        except ValueError:  # thrown out of the cache in between
            keer = 1
        if keer > hoogstens:
            return seconden - nu % seconden
    return 0
