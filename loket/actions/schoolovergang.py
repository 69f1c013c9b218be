"""A school puts children on the list of who goes to a next school or to work, and keeps their steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache

from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.bsn import lijkt_op_bsn
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, Systeem, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from kern.termijnen.kalender import is_werkdag
from kern.termijnen.schooljaar import schooljaar
from loket.models import Overgangsstap, Schoolovergang
from loket.rules.schoolovergang import soorten, stappen
from scholen.models import Aanmelding, Inschrijving, Instelling, Leerling, School, SchoolDeelname
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

from .berichten import mensen_van

BIJHOUDEN = Permissie.OVERGANG_BIJHOUDEN
HERINNERAAR = Systeem("overgangsherinneringen")
STRAKS = timedelta(days=7)
"""How long before the last day of a step its owner hears of it."""
NIET_MEER = timedelta(days=30)
"""How long after it somebody is still told that it is late: a list that nobody keeps does not mail for ever."""


def instelling_voor(school: School, dag: date) -> Instelling | None:
    """The settings of the own SWV in which this school takes part today; None when there is none."""
    deelnames = SchoolDeelname.objects.geldig(dag).filter(school=school, swv__eigen=True)
    deelname = deelnames.select_related("swv").order_by("swv__code").first()
    if deelname is None:
        return None
    versies = Instelling.objects.filter(swv=deelname.swv, geldig_van__lte=dag)
    return versies.order_by("-geldig_van").first()


def regels_van(instelling: Instelling | None) -> dict[str, list[str]]:
    """Kind of transition → the steps that this SWV set."""
    if instelling is None:
        return {}
    return {soort: getattr(instelling, f"overgang_{soort}") for soort in Schoolovergang.Soort.values}


def kinderen_op(school: School, door: Gebruiker, dag: date) -> QuerySet[Leerling]:
    """The children who are enrolled at or applied to this very school, of those that this user sees."""
    hier = Inschrijving.objects.geldig(dag).filter(school=school).values("leerling")
    aangemeld = Aanmelding.objects.filter(school=school, afgesloten_op=None).values("leerling")
    kinderen: QuerySet[Leerling] = Leerling.objects.visible_to(door, BIJHOUDEN)
    return kinderen.filter(Q(pk__in=hier) | Q(pk__in=aangemeld))


def stappen_van(wie: Gebruiker, dag: date) -> QuerySet[Overgangsstap]:
    """The steps that this owner has to do within a week, or is late with."""
    stappen: QuerySet[Overgangsstap] = Overgangsstap.objects.visible_to(wie, BIJHOUDEN)
    open_ = stappen.filter(gedaan_op=None, overgang__klaar_op=None, overgang__eigenaar=wie)
    return open_.filter(uiterlijk__lte=dag + STRAKS)


@transaction.atomic
def overgangen_beginnen(
    school: School, *, door: Gebruiker, op: datetime, soort: str, leerlingen: Sequence[str], eigenaar: str
) -> list[Schoolovergang]:
    """Put these children (by public id) on the list of this school year, with the steps that the SWV set.

    Who is on it already stays as it is. eigenaar: public id of a colleague at this school.
    """
    rechten_nodig(door, BIJHOUDEN)
    vandaag = timezone.localdate(op)
    rij = get_object_or_404(scholen_van(door, *SCHOOL_SCHRIJFT).distinct(), pk=school.pk)
    instelling = instelling_voor(rij, vandaag)
    regels = regels_van(instelling)
    if instelling is None or soort not in soorten(rij.soort, regels):
        raise NietMogelijk("Deze lijst is er niet voor jouw school.")
    wie = _collega(rij, eigenaar, vandaag)
    kinderen = kinderen_op(rij, door, vandaag).filter(public_id__in=leerlingen)
    if len(kinderen) != len(set(leerlingen)) or not kinderen:
        raise NietMogelijk("Kies een of meer leerlingen van je school.")
    jaar = schooljaar(vandaag)
    al = Schoolovergang.objects.filter(school=rij, soort=soort, schooljaar=jaar).values_list("leerling", flat=True)
    nieuw = []
    for kind in kinderen.exclude(pk__in=al).order_by("pk"):
        een = Schoolovergang(leerling=kind, school=rij, instelling=instelling, soort=soort, schooljaar=jaar)
        een.eigenaar, een.begonnen_op, een.begonnen_door = wie, op, door
        bewaren(een)
        Overgangsstap.objects.bulk_create(
            Overgangsstap(overgang=een, volgorde=nummer, naam=stap.naam, uiterlijk=stap.uiterlijk)
            for nummer, stap in enumerate(stappen(regels[soort], jaar), 1)
        )
        vastleggen("overgang_beginnen", een, door=door, op=op, soort=soort)
        nieuw.append(een)
    return nieuw


@transaction.atomic
def overgangsstap_zetten(
    overgang: Schoolovergang, *, door: Gebruiker, op: datetime, volgorde: int, gedaan: bool
) -> Overgangsstap:
    """A step was done, or was not after all."""
    rij = _open(overgang, door)
    stap: Overgangsstap = get_object_or_404(rij.stappen.select_for_update(), volgorde=volgorde)
    stap.gedaan_op, stap.gedaan_door = (op, door) if gedaan else (None, None)
    stap.save(update_fields=["gedaan_op", "gedaan_door"])
    vastleggen("overgangsstap_zetten", rij, door=door, op=op, stap=volgorde, gedaan=gedaan)
    return stap


@transaction.atomic
def overgang_overnemen(overgang: Schoolovergang, *, door: Gebruiker, op: datetime, eigenaar: str) -> None:
    """Another colleague of the school sees to it."""
    rij = _open(overgang, door)
    rij.eigenaar = _collega(rij.school, eigenaar, timezone.localdate(op))
    bewaren(rij)
    vastleggen("overgang_overnemen", rij, door=door, op=op)


@transaction.atomic
def overgang_afronden(overgang: Schoolovergang, *, door: Gebruiker, op: datetime, bestemming: str) -> None:
    """It is known where the child goes, and there is nothing left to do. Raises NietMogelijk while a step is open."""
    rij = _open(overgang, door)
    if lijkt_op_bsn(bestemming):
        raise NietMogelijk("Er staat een nummer in dat op een burgerservicenummer lijkt. Haal het weg.")
    if rij.stappen.filter(gedaan_op=None).exists():
        raise NietMogelijk("Er staan nog stappen open. Zet ze eerst op gedaan.")
    rij.bestemming, rij.klaar_op = bestemming.strip(), op
    bewaren(rij)
    vastleggen("overgang_afronden", rij, door=door, op=op)


@transaction.atomic
def overgang_heropenen(overgang: Schoolovergang, *, door: Gebruiker, op: datetime) -> None:
    """Not finished after all: the child goes elsewhere, or a step has to be done again. The owner hears of it again."""
    rijen = Schoolovergang.objects.visible_to(door, BIJHOUDEN).select_for_update(of=("self",))
    rij: Schoolovergang = get_object_or_404(rijen.select_related("leerling", "school"), pk=overgang.pk)
    if not rij.klaar_op:
        raise NietMogelijk("Deze overgang is niet afgerond.")
    rij.klaar_op = None
    bewaren(rij)
    vastleggen("overgang_heropenen", rij, door=door, op=op)


@transaction.atomic
def overgang_weghalen(overgang: Schoolovergang, *, door: Gebruiker, op: datetime) -> None:
    """Off the list, with its steps: put on it by mistake, or the child stays another year."""
    rij = _open(overgang, door)
    vastleggen("overgang_weghalen", rij, door=door, op=op)
    rij.stappen.all().delete()
    rij.delete()


def overgangen_herinneren(*, op: datetime) -> int:
    """Tell the owner of each step that is due within a week, and once more when it is late; how many steps.

    Twice, or at once, tells once: the key of each notice holds the step. Who left is no owner any more: then everybody
    who writes aanvragen at the school hears it. Of a child that they do not see any more nobody hears.
    """
    vandaag = timezone.localdate(op)
    if not is_werkdag(vandaag):
        return 0
    rijen = Overgangsstap.objects.filter(gedaan_op=None, overgang__klaar_op=None)
    rijen = rijen.filter(uiterlijk__range=(vandaag - NIET_MEER, vandaag + STRAKS))
    mensen = cache(lambda school: mensen_van(school, vandaag))
    ziet = cache(lambda wie: {*Schoolovergang.objects.visible_to(wie, BIJHOUDEN).values_list("pk", flat=True)})
    aantal = 0
    for stap in rijen.select_related("overgang__school").order_by("pk"):
        over = stap.overgang
        hier = mensen(over.school)
        wie = [mens for mens in hier if mens.pk == over.eigenaar_id] or hier
        wie = [mens for mens in wie if over.pk in ziet(mens)]
        moment = "laat" if stap.uiterlijk < vandaag else "straks"
        for mens in wie:
            melden(wie=mens, sleutel=f"overgangsstap-{stap.pk}-{moment}-{mens.pk}", op=op)
        aantal += bool(wie)
    return aantal


def _collega(school: School, public_id: str, dag: date) -> Gebruiker:
    for mens in mensen_van(school, dag):
        if mens.public_id == public_id:
            return mens
    raise NietMogelijk("Kies een collega van deze school.")


def _open(overgang: Schoolovergang, door: Gebruiker) -> Schoolovergang:
    rijen = Schoolovergang.objects.visible_to(door, BIJHOUDEN).select_for_update(of=("self",))
    rij: Schoolovergang = get_object_or_404(rijen.select_related("leerling", "school"), pk=overgang.pk)
    if rij.klaar_op:
        raise NietMogelijk("Deze overgang is al afgerond.")
    return rij
