"""Giving the set of a school year to who does research: to whom and what for is written down first.

The row is the truth: a task is a nudge, and a sweep finds what it missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, Systeem, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.moment import een_moment
from kern.post.actions import melden
from kern.taken import aanstoten
from kern.termijnen.schooljaar import schooljaar
from monitoring.models import MAX_POGINGEN, Onderzoeksset, Rapport, Verstrekking
from monitoring.rapporten.onderzoek import AANVRAGEN, sets
from monitoring.rapporten.onderzoek_naast import naast_rapporten, settabel
from monitoring.rapporten.onderzoeksbestand import zip_van
from monitoring.rules.bevriezen import bevroren
from monitoring.rules.onderzoek import Set
from monitoring.rules.periode import van_schooljaar
from scholen.models import Samenwerkingsverband

from .publicatie import na_elkaar, naast_set, uitgave

KLOK = Systeem("rapporten")
TAAK = "monitoring.tasks.onderzoeksset_maken"
LEASE = timedelta(minutes=3)
"""How long a worker may be busy with one set before another may take it over."""
JAREN = 5
"""So many school years back a set can be made of."""


@transaction.atomic
def onderzoeksset_geven(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, jaar: int, ontvanger: str, doel: str
) -> Verstrekking:
    """Write down who gets the set of this school year and why. A worker makes it the first time that somebody asks."""
    rechten_nodig(door, Permissie.RAPPORT_MAKEN)
    dit = schooljaar(timezone.localdate(op))
    if not dit - JAREN <= jaar < dit:
        raise NietMogelijk("Een set gaat over een schooljaar dat voorbij is, hoogstens vijf jaar terug.")
    if not ontvanger.strip() or not doel.strip():
        raise NietMogelijk("Schrijf op wie de set krijgt en waarvoor.")
    rij = Verstrekking.objects.create(
        set=_van(swv, jaar, door=door, op=op),
        ontvanger=ontvanger.strip(),
        doel=doel.strip(),
        gegeven_op=op,
        gegeven_door=door,
    )
    vastleggen("onderzoeksset_geven", rij, door=door, op=op, schooljaar=jaar)
    return rij


def _van(swv: Samenwerkingsverband, jaar: int, *, door: Gebruiker, op: datetime) -> Onderzoeksset:
    """The one set of this school year, there already or to be made; also again, where it failed."""
    rij, nieuw = Onderzoeksset.objects.get_or_create(swv=swv, schooljaar=jaar, defaults={"gevraagd_op": op})
    mislukt = Onderzoeksset.objects.filter(pk=rij.pk, gemaakt_op=None, pogingen__gte=MAX_POGINGEN)
    if nieuw or mislukt.update(pogingen=0, lease_tot=None, gevraagd_op=op):
        vastleggen("onderzoeksset_vragen", rij, door=door, op=op, schooljaar=jaar)
        aanstoten(TAAK, set_id=rij.pk)
    return rij


def te_maken(*, op: datetime) -> QuerySet[Onderzoeksset]:
    """What is not there, did not fail too often, and nobody is busy with at this moment."""
    vrij = Q(lease_tot=None) | Q(lease_tot__lte=op)
    return Onderzoeksset.objects.filter(vrij, gemaakt_op=None, pogingen__lt=MAX_POGINGEN)


def opgeven(*, op: datetime) -> None:
    """Whose worker was killed as often as we try: it waits for a person, and who asked hears that it failed."""
    dood = Onderzoeksset.objects.filter(gemaakt_op=None, pogingen__gte=MAX_POGINGEN, lease_tot__lte=op)
    for rij in dood.order_by("pk"):
        with transaction.atomic():
            if dood.filter(pk=rij.pk).update(lease_tot=None):
                _melden(rij, op=op)


def onderzoeksset_maken(set_id: int, *, op: datetime) -> bool:
    """Make one, unless it is there or somebody is at it. True when made. Safe to run twice or to be killed."""
    if not te_maken(op=op).filter(pk=set_id).update(lease_tot=op + LEASE, pogingen=F("pogingen") + 1):
        return False
    rij = Onderzoeksset.objects.select_related("swv").get(pk=set_id)
    try:
        with een_moment():
            inhoud = sets(rij.swv, rij.schooljaar)
        return _maken(rij, inhoud, op=op)
    except Exception:
        Onderzoeksset.objects.filter(pk=set_id, gemaakt_op=None).update(lease_tot=None)
        if rij.pogingen >= MAX_POGINGEN:
            _melden(rij, op=op)
        raise


def _maken(rij: Onderzoeksset, inhoud: Sequence[Set], *, op: datetime) -> bool:
    """Lay the aanvragen in it beside the reports, and keep it. Anew when meanwhile a worker kept another report."""
    jaar = van_schooljaar(rij.schooljaar)
    while True:
        rapporten = list(naast_set(rij.swv, jaar))
        naast = [uitgave(een) for een in rapporten]
        klaar = [naast_rapporten(een, jaar, naast) if een.eenheid.code == AANVRAGEN else een for een in inhoud]
        rij.telling = [bevroren(settabel(een, jaar), {}) for een in klaar if een.eenheid.code == AANVRAGEN]
        gelukt = _bewaren(rij, zip_van(rij.swv, rij.schooljaar, klaar, op=op), rapporten, op=op)
        if gelukt is not None:
            return gelukt


@transaction.atomic
def _bewaren(rij: Onderzoeksset, data: bytes, rapporten: list[Rapport], *, op: datetime) -> bool | None:
    """Keep it, and tell who wait for it. False when another worker was first; None when there are other reports now."""
    na_elkaar(rij.swv_id)
    if list(naast_set(rij.swv, van_schooljaar(rij.schooljaar))) != rapporten:
        return None
    inhoud = bewaren(data, soort="application/zip", op=op)
    nog = Onderzoeksset.objects.filter(pk=rij.pk, gemaakt_op=None)
    if not nog.update(inhoud=inhoud, telling=rij.telling, gemaakt_op=op, lease_tot=None):
        return False
    vastleggen("onderzoeksset_maken", rij, door=KLOK, op=op, schooljaar=rij.schooljaar)
    _melden(rij, op=op)
    return True


@transaction.atomic
def _melden(rij: Onderzoeksset, *, op: datetime) -> None:
    """Whoever gave it to somebody hears once that it is there, or that it failed for good."""
    for wie in Gebruiker.objects.filter(pk__in=rij.verstrekkingen.values("gegeven_door")):
        keer = f"{rij.gevraagd_op:%Y%m%d%H%M}"  # asked again after it failed, it is another message
        melden(wie=wie, sleutel=f"onderzoeksset-{rij.public_id}-{wie.public_id}-{keer}", op=op)
