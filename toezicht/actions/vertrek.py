"""Asking for the package of everything, agreeing, making it, fetching it once, and throwing it away.

Two people: who asks cannot agree. The row is the truth: a task is a nudge, and a sweep finds what a killed worker left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import IO, BinaryIO

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.collegas import met_een_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, Systeem, rechten_nodig
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import LOGBOEK, gezien, vastleggen
from kern.moment import een_moment
from kern.post.actions import melden
from kern.taken import aanstoten
from toezicht import vertrekopslag
from toezicht.models import Vertrekpakket
from toezicht.models.vertrek import MAX_POGINGEN
from toezicht.rules.vertrek import ophalen_tot
from toezicht.vertrekpakket import Uitkomst, inpakken

P = Permissie
KLOK = Systeem("vertrekpakket")
TAAK = "toezicht.tasks.vertrekpakket_maken"
LEASE = timedelta(minutes=5)
"""So long a worker may say nothing before another takes over; it says that it is alive after every piece."""
TEKEN = timedelta(seconds=30)
MINDER = "Dit pakket wordt niet meer gemaakt."


@dataclass(frozen=True)
class Alles:
    """What a line of the logbook is about when it is about the whole portal."""

    log_soort: str = "toezicht.vertrekpakket"
    log_id: str = "server"
    log_leerling: str = ""
    log_school: str = ""


ALLES = Alles()


class Gestopt(Exception):
    """Somebody else makes this package now, or nobody needs it any more."""


@transaction.atomic
def pakket_vragen(*, door: Gebruiker, op: datetime, reden: str) -> Vertrekpakket:
    """Ask for everything in one file; each privacy officer hears that something waits."""
    rechten_nodig(door, P.VERTREK_VRAGEN)
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarvoor het pakket is.")
    rij = Vertrekpakket(gevraagd_op=op, gevraagd_door=door, reden=reden.strip())
    bewaren(rij, intussen="Er is al een vertrekpakket waar iemand mee bezig is.")
    vastleggen("pakket_vragen", rij, door=door, op=op)
    _melden(rij, op=op, wat="gevraagd")
    return rij


@transaction.atomic
def pakket_beoordelen(
    pakket: Vertrekpakket, *, door: Gebruiker, op: datetime, akkoord: bool, antwoord: str
) -> Vertrekpakket:
    """Say yes or no, as another person than who asked. After a yes the worker begins."""
    rij = _rij(pakket, door, P.VERTREK_GOEDKEUREN)
    if rij.akkoord is not None or rij.gewist_op is not None:
        raise NietMogelijk("Hier is al over besloten.")
    if rij.gevraagd_door_id == door.pk:
        raise NietMogelijk("Je vroeg dit zelf. Een ander zegt ja of nee.")
    if not antwoord.strip():
        raise NietMogelijk("Schrijf op waarom wel of niet.")
    rij.akkoord, rij.antwoord, rij.beoordeeld_op, rij.beoordeeld_door = akkoord, antwoord.strip(), op, door
    rij.save()
    vastleggen("pakket_beoordelen", rij, door=door, op=op, akkoord=akkoord)
    melden(wie=rij.gevraagd_door, sleutel=f"vertrek-antwoord-{rij.public_id}", op=op)
    if akkoord:
        aanstoten(TAAK, pakket_id=rij.pk)
    return rij


@transaction.atomic
def pakket_stoppen(pakket: Vertrekpakket, *, door: Gebruiker, op: datetime) -> Vertrekpakket:
    """Nobody needs it: what was made is thrown away, and what is being made stops."""
    rij = _rij(pakket, door, P.VERTREK_VRAGEN, P.VERTREK_GOEDKEUREN)
    if rij.gewist_op is not None or rij.akkoord is False:
        raise NietMogelijk("Dit pakket is er al niet meer.")
    _wissen(rij, op)
    vastleggen("pakket_stoppen", rij, door=door, op=op)
    return rij


def te_maken(*, op: datetime) -> QuerySet[Vertrekpakket]:
    """What somebody agreed with, is not there, did not fail too often, and nobody is at."""
    vrij = Q(lease_tot=None) | Q(lease_tot__lte=op)
    return Vertrekpakket.objects.filter(vrij, akkoord=True, gemaakt_op=None, gewist_op=None, pogingen__lt=MAX_POGINGEN)


def pakket_maken(pakket_id: int, *, op: datetime) -> bool:
    """Make it, unless it is there or somebody is at it. True when made. Safe to run twice or to be killed anywhere."""
    if not te_maken(op=op).filter(pk=pakket_id).update(lease_tot=op + LEASE, pogingen=F("pogingen") + 1):
        return False
    public_id, poging = Vertrekpakket.objects.values_list("public_id", "pogingen").get(pk=pakket_id)
    try:
        with vertrekopslag.poging(public_id, poging) as bestand:
            with een_moment():
                uitkomst = inpakken(bestand, op=op, nog=Hartslag(pakket_id, poging))
            sha256, grootte = vertrekopslag.afdruk(bestand)
        return _klaar(pakket_id, poging, sha256, grootte, uitkomst)
    except Exception as fout:
        reden = f"Het pakket maken lukte niet ({type(fout).__name__})."
        mijn = Vertrekpakket.objects.filter(pk=pakket_id, pogingen=poging, gemaakt_op=None)
        mijn.update(laatste_fout=reden, lease_tot=None)
        raise


class Hartslag:
    """Says every half minute that this try is alive, over the connection that commits by itself: what is read is of
    one moment and cannot be written beside. Raises Gestopt when the try is no longer the one that counts."""

    def __init__(self, pakket_id: int, poging: int) -> None:
        self.pakket_id, self.poging, self.vorige = pakket_id, poging, timezone.now()

    def __call__(self) -> None:
        nu = timezone.now()
        if nu - self.vorige < TEKEN:
            return
        self.vorige = nu
        mijn = Vertrekpakket.objects.using(LOGBOEK).filter(pk=self.pakket_id, pogingen=self.poging, gewist_op=None)
        if not mijn.update(lease_tot=nu + LEASE):
            raise Gestopt(MINDER)


@transaction.atomic
def _klaar(pakket_id: int, poging: int, sha256: str, grootte: int, uitkomst: Uitkomst) -> bool:
    """Keep what was made, unless another try took over or nobody needs it: then the sweep throws its file away."""
    nu = timezone.now()
    mijn = Vertrekpakket.objects.filter(pk=pakket_id, pogingen=poging, gemaakt_op=None, gewist_op=None)
    gelukt = mijn.update(
        gemaakt_op=nu,
        sha256=sha256,
        grootte=grootte,
        rijen=sum(uitkomst.rijen.values()),
        documenten=uitkomst.documenten,
        ontbreekt=len(uitkomst.ontbreekt),
        tot=ophalen_tot(timezone.localdate(nu)),
        lease_tot=None,
        laatste_fout="",
    )
    if not gelukt:
        return False
    rij = Vertrekpakket.objects.select_related("gevraagd_door").get(pk=pakket_id)
    vastleggen("pakket_maken", rij, door=KLOK, op=nu, rijen=rij.rijen, documenten=rij.documenten)
    melden(wie=rij.gevraagd_door, sleutel=f"vertrek-klaar-{rij.public_id}", op=nu)
    return True


@transaction.atomic
def pakket_ophalen(pakket: Vertrekpakket, *, door: Gebruiker, op: datetime) -> BinaryIO:
    """The open file, for who asked for it, once: it is gone from the disk when this ends. FG hears that it was taken.

    A download that breaks off is asked for anew, with another yes.
    """
    rij = _rij(pakket, door, P.VERTREK_VRAGEN)
    if rij.gevraagd_door_id != door.pk:
        raise NietMogelijk("Alleen wie het pakket vroeg, haalt het op.")
    if not rij.op_te_halen(timezone.localdate(op)):
        raise NietMogelijk("Dit pakket is er niet meer. Vraag een nieuw.")
    bestand = vertrekopslag.plek(rij.public_id).open("rb")
    rij.opgehaald_op = op
    _wissen(rij, op)
    gezien(rij, door=door, op=op, wat="pakket_opgehaald")
    _melden(rij, op=op, wat="opgehaald")
    return bestand


def opruimen(*, op: datetime) -> int:
    """Throw away what was not fetched in time; how many."""
    over = Vertrekpakket.objects.filter(tot__lt=timezone.localdate(op), gewist_op=None)
    rijen = list(over)
    for rij in rijen:
        with transaction.atomic():
            _wissen(rij, op)
            vastleggen("pakket_opruimen", rij, door=KLOK, op=op)
    open_ = Vertrekpakket.objects.filter(gewist_op=None, akkoord=True).values_list("public_id", "pogingen")
    vertrekopslag.restanten_wissen({naam for een, poging in open_ for naam in (f"{een}.zip", f"{een}.{poging}")})
    return len(rijen)


def alles_wissen(*, op: datetime) -> None:
    """After a restore: whatever package lies there or is being made holds children that are deleted again."""
    for rij in Vertrekpakket.objects.filter(gewist_op=None, akkoord=True):
        with transaction.atomic():
            _wissen(rij, op)
            vastleggen("pakket_opruimen", rij, door=KLOK, op=op)
    vertrekopslag.restanten_wissen(())


def opgeven(*, op: datetime) -> None:
    """Whose worker was killed as often as we try: it waits for a person."""
    dood = Vertrekpakket.objects.filter(gemaakt_op=None, pogingen__gte=MAX_POGINGEN, lease_tot__lte=op)
    dood.update(lease_tot=None, laatste_fout="Het pakket maken lukte niet; de werker stopte.")


def _wissen(rij: Vertrekpakket, op: datetime) -> None:
    rij.gewist_op, rij.lease_tot = op, None
    rij.save(update_fields=["gewist_op", "lease_tot", "opgehaald_op"])
    transaction.on_commit(partial(vertrekopslag.wissen, rij.public_id))


def _melden(rij: Vertrekpakket, *, op: datetime, wat: str) -> None:
    for fg in met_een_rol([Rol.FG], timezone.localdate(op)):
        melden(wie=fg, sleutel=f"vertrek-{wat}-{rij.public_id}-{fg.public_id}", op=op, dringend=True)


def _rij(pakket: Vertrekpakket, door: Gebruiker, *rechten: Permissie) -> Vertrekpakket:
    rechten_nodig(door, *rechten)
    zichtbaar = Vertrekpakket.objects.visible_to(door, *rechten).select_for_update(of=("self",))
    rij: Vertrekpakket = get_object_or_404(zichtbaar, pk=pakket.pk)
    return rij


def pakket_naar(bestand: IO[bytes], *, op: datetime) -> Uitkomst:
    """The same for who keeps the server: into a file that is open, and written down once it is whole."""
    with een_moment():
        uitkomst = inpakken(bestand, op=op)
    vastleggen("pakket_naar", ALLES, door=KLOK, op=op, rijen=sum(uitkomst.rijen.values()))
    for fg in met_een_rol([Rol.FG], timezone.localdate(op)):
        melden(wie=fg, sleutel=f"vertrek-server-{op:%Y%m%d%H%M%S}-{fg.public_id}", op=op, dringend=True)
    return uitkomst
