"""The cases of an SWV as the counts know them, in as many questions for many as for few."""

from __future__ import annotations

from datetime import date
from functools import cache

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
TELT_NIET = (Eindreden.ONTERECHT, Eindreden.SAMENGEVOEGD)
"""How a case can end of which nothing is counted: it was none, or it is counted with another one."""
SCHOOLWOORD = {code: f"{woord[0].upper()}{woord[1:]}" for code, woord in Schoolsoort.choices}


def _raakt(casussen: QuerySet[Casus], vorige: date, dag: date) -> QuerySet[Casus]:
    """Of these cases the ones with any absence from the one day up to and including the other.

    Who sees a case with the right to count, sees all of its absence and offers; asking that of each row again takes
    longer than counting.
    """
    toen = Verzuim.objects.filter(Q(tot=None) | Q(tot__gte=vorige), van__lte=dag)
    return casussen.filter(pk__in=toen.values("casus"))


def _van(door: Gebruiker, swv: Samenwerkingsverband) -> QuerySet[Casus]:
    return Casus.objects.visible_to(door, TELLEN).filter(swv=swv)


def gevallen(
    door: Gebruiker, swv: Samenwerkingsverband, regio: str, *, vorige: date, dag: date
) -> tuple[dict[str, int], list[Geval]]:
    """Of the cases that this user may count, see gevallen_van."""
    return gevallen_van(_van(door, swv), regio, vorige=vorige, dag=dag)


def gevallen_van(alle: QuerySet[Casus], regio: str, *, vorige: date, dag: date) -> tuple[dict[str, int], list[Geval]]:
    """Of these cases the ones that can count on one of these days or between them, and per number the row of each.

    regio: whose school holidays decide when leerplicht begins. All absence is read in one question, so that it is of
    one moment.
    """
    casussen = _raakt(alle, vorige, dag).exclude(eindreden__in=TELT_NIET)
    rijen = Verzuim.objects.filter(casus__in=casussen).order_by("casus", "van")
    velden = (
        "casus",
        "casus__kenmerk",
        "casus__leerling__geboortedatum",
        "casus__startkwalificatie_op",
        "casus__woongemeente__naam",
        "casus__school__soort",
        "soort",
        "van",
        "tot",
    )
    per: dict[int, list[Interval]] = {}
    wie: dict[int, tuple[str, Periode, str, str]] = {}
    for pk, nummer, geboren, diploma, gemeente, school, soort, van, tot in rijen.values_list(*velden):
        per.setdefault(pk, []).append(Interval(soort, van, tot))
        wie[pk] = (
            nummer,
            _plicht(geboren, regio, diploma),
            gemeente or GEMEENTE_ONBEKEND,
            SCHOOLWOORD.get(school, GEEN_SCHOOL),
        )
    aanbod = _aanbod(casussen, dag)
    uit = [
        Geval(nummer, Verloop(per[pk], plicht), gemeente, school, aanbod.get(pk, ()))
        for pk, (nummer, plicht, gemeente, school) in wie.items()
    ]
    return {een[0]: pk for pk, een in wie.items()}, uit


def niet_geteld(door: Gebruiker, swv: Samenwerkingsverband, *, vorige: date, dag: date) -> int:
    """How many cases were reported wrongly and so are left out."""
    return _raakt(_van(door, swv), vorige, dag).filter(eindreden=Eindreden.ONTERECHT).count()


def _aanbod(casussen: QuerySet[Casus], dag: date) -> dict[int, list[Aanbod]]:
    rijen = Onderwijsaanbod.objects.filter(casus__in=casussen, gedaan_op__lte=dag)
    per: dict[int, list[Aanbod]] = {}
    for pk, op, antwoord, antwoord_op in rijen.values_list("casus", "gedaan_op", "antwoord", "antwoord_op"):
        per.setdefault(pk, []).append(Aanbod(op, antwoord, antwoord_op))
    return per


@cache
def _plicht(geboren: date, regio: str, diploma: date | None) -> Periode:
    return plichtperiode(geboren, regio, diploma)
