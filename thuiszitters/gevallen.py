"""The cases of an SWV as the counts know them, in as many questions for many as for few."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from scholen.models import Samenwerkingsverband
from scholen.models.school import Schoolsoort
from thuiszitters.models import Casus, Eindreden, Onderwijsaanbod, Verzuim
from thuiszitters.rules.leerplicht import plichtperiode
from thuiszitters.rules.opgave import GEEN_SCHOOL, GEMEENTE_ONBEKEND, Aanbod, Geval
from thuiszitters.rules.periode import Periode
from thuiszitters.rules.telling import Interval, Verloop

TELLEN = Permissie.THUISZITTER_TELLEN
ONTERECHT = Eindreden.ONTERECHT.value
VELDEN = (
    "pk",
    "eindreden",
    "kenmerk",
    "leerling__geboortedatum",
    "startkwalificatie_op",
    "woongemeente__naam",
    "school__soort",
    "verzuim__soort",
    "verzuim__van",
    "verzuim__tot",
)
SCHOOLWOORD = {code: f"{woord[0].upper()}{woord[1:]}" for code, woord in Schoolsoort.choices}


class Gelezen(NamedTuple):
    """pks: per number of a case its row; alle: the cases that count; weggelaten: how many were reported wrongly."""

    pks: dict[str, int]
    alle: list[Geval]
    weggelaten: int


def te_tellen(door: Gebruiker, swv: Samenwerkingsverband) -> QuerySet[Casus]:
    """The cases of this SWV that this user may count."""
    return Casus.objects.visible_to(door, TELLEN).filter(swv=swv)


def gevallen(
    door: Gebruiker, swv: Samenwerkingsverband, regio: str, *, vorige: date, dag: date
) -> tuple[dict[str, int], list[Geval]]:
    """Of the cases that this user may count, see lezen."""
    return gevallen_van(te_tellen(door, swv), regio, vorige=vorige, dag=dag)


def gevallen_van(alle: QuerySet[Casus], regio: str, *, vorige: date, dag: date) -> tuple[dict[str, int], list[Geval]]:
    """Of these cases, for who need not say how many were left out, see lezen."""
    gelezen = lezen(alle, regio, vorige=vorige, dag=dag)
    return gelezen.pks, gelezen.alle


def lezen(casussen: QuerySet[Casus], regio: str, *, vorige: date, dag: date) -> Gelezen:
    """Of these cases the ones that can count on one of these days or between them.

    regio: whose school holidays decide when leerplicht begins. All absence is read in one question, so that it is of
    one moment. Offers are read of who is at home on the day: of the others they do not count.
    """
    bod = Onderwijsaanbod.objects.filter(casus__in=_raakt(casussen, dag, dag), gedaan_op__lte=dag)
    aanbod = per_casus(bod.values_list("casus", "gedaan_op", "antwoord", "antwoord_op"))
    return gevallen_uit(_raakt(casussen, vorige, dag).values_list(*VELDEN), regio, aanbod)


def gevallen_uit(rijen: Iterable[tuple[Any, ...]], regio: str, aanbod: Mapping[int, Sequence[Aanbod]]) -> Gelezen:
    """The cases of these rows, one per absence, with the columns of VELDEN. aanbod: by row of the case."""
    uit = Gelezen({}, [], 0)
    per: dict[int, list[Interval]] = {}
    onterecht = 0
    for pk, eindreden, nummer, geboren, diploma, gemeente, school, soort, van, tot in rijen:
        een = Interval(soort, van, tot)
        if pk in per:
            per[pk].append(een)
            continue
        per[pk] = intervallen = [een]
        if eindreden == ONTERECHT:
            onterecht += 1
            continue
        verloop = Verloop(intervallen, _plicht(geboren, regio, diploma))
        uit.alle.append(Geval(nummer, verloop, *waar(gemeente, school), aanbod.get(pk, ())))
        uit.pks[nummer] = pk
    return uit._replace(weggelaten=onterecht)


def _raakt(casussen: QuerySet[Casus], vorige: date, dag: date) -> QuerySet[Casus]:
    """Of these cases the ones with any absence from the one day up to and including the other.

    Not what went into another case: it is counted with that one. Who sees a case with the right to count, sees all of
    its absence and offers; asking that of each row again takes longer than counting.
    """
    toen = Verzuim.objects.filter(Q(tot=None) | Q(tot__gte=vorige), van__lte=dag)
    return casussen.filter(pk__in=toen.values("casus")).exclude(eindreden=Eindreden.SAMENGEVOEGD)


def waar(gemeente: str | None, school: str | None) -> tuple[str, str]:
    """Where a case counts, in words: by the name of its gemeente and the kind of its school."""
    return gemeente or GEMEENTE_ONBEKEND, SCHOOLWOORD.get(school or "", GEEN_SCHOOL)


def per_casus(rijen: Iterable[tuple[Any, ...]]) -> dict[int, list[Aanbod]]:
    """The offers of these rows: the case, the day, the answer and its day."""
    per: dict[int, list[Aanbod]] = {}
    for pk, op, antwoord, antwoord_op in rijen:
        per.setdefault(pk, []).append(Aanbod(op, antwoord, antwoord_op))
    return per


@cache
def _plicht(geboren: date, regio: str, diploma: date | None) -> Periode:
    return plichtperiode(geboren, regio, diploma)
