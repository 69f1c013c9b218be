"""Keep the sums of help and its money per month, as actions/maandcijfers.py does of aanvragen. A task may run twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils import timezone

from arrangementen.models import Arrangement, Beeindiging, Beslissing, Boeking, Evaluatie, StaleHelpMonth
from kern.termijnen.maanden import maanden_later
from kern.termijnen.schooljaar import eerste_dag, schooljaar
from monitoring.kengetallen.geld import leerlingen
from monitoring.kengetallen.hulpmaanden import geboekt, geteld, perioden_met
from monitoring.kengetallen.maanden import PER_KEER
from monitoring.models import Boekcijfer, Hulpcijfer, Hulpkinderen

SLOT = 20212
"""Of the advisory lock under which these sums are kept, by one at a time."""


def hulpmaanden_bijwerken() -> int:
    """Make the months anew that changed; how many."""
    with transaction.atomic():
        if not _slot():
            return 0
        maanden = StaleHelpMonth.objects.order_by("-month").values_list("month", flat=True).distinct()[:PER_KEER]
        return _maken(list(maanden))


def alle_hulpmaanden_maken() -> int:
    """Each night: all months anew, a school year at a time; how many."""
    van, tot = _uitersten()
    for model in (Hulpcijfer, Boekcijfer):
        model.objects.exclude(maand__range=(van, tot)).delete() if van else model.objects.all().delete()
    if not van or not tot:
        Hulpkinderen.objects.all().delete()
        return 0
    Hulpkinderen.objects.exclude(tot__gte=van, van__lte=tot).delete()
    aantal, begin = 0, eerste_dag(schooljaar(van))
    while begin <= tot:
        with transaction.atomic():
            if _slot():
                aantal += _maken([maanden_later(begin, een) for een in range(12)])
        begin = maanden_later(begin, 12)
    return aantal


def _uitersten() -> tuple[date, date] | tuple[None, None]:
    """The first and the last day on which anything of it happened."""
    dagen: list[date] = []
    for model, veld in (
        (Beslissing, "besloten_op"),
        (Beeindiging, "laatste_dag"),
        (Evaluatie, "afgerond_op"),
        (Boeking, "boekdatum"),
    ):
        som = model.objects.aggregate(van=Min(veld), tot=Max(veld))
        dagen += [timezone.localdate(een) if hasattr(een, "hour") else een for een in som.values() if een]
    return (min(dagen).replace(day=1), max(dagen)) if dagen else (None, None)


def _slot() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SLOT])
        return bool(cursor.fetchone()[0])


def _maken(maanden: Collection[date]) -> int:
    """In the place of what was kept of these months, in a transaction; how many. What the list said of them before
    goes with it."""
    oud = list(StaleHelpMonth.objects.filter(month__in=maanden).values_list("pk", flat=True))
    alle = Arrangement.objects.all()
    per: dict[tuple[int | None, int | None, date], Counter[str]] = defaultdict(Counter)
    for (aanbod, school, maand), aantallen in geteld(alle, maanden).items():
        per[aanbod, None, maand].update(aantallen)
        per[None, school, maand].update(aantallen)
    Hulpcijfer.objects.filter(maand__in=maanden).delete()
    Hulpcijfer.objects.bulk_create(
        [
            Hulpcijfer(aanbod_id=aanbod, school_id=school, maand=maand, **aantallen)
            for (aanbod, school, maand), aantallen in per.items()
        ],
        batch_size=1000,
    )
    Boekcijfer.objects.filter(maand__in=maanden).delete()
    Boekcijfer.objects.bulk_create(
        Boekcijfer(soort=soort, maand=maand, aantal=n, bedrag=som)
        for (soort, maand), (n, som) in geboekt(Boeking.objects.all(), maanden).items()
    )
    for periode in sorted({een for maand in maanden for een in perioden_met(maand)}):
        nu = {"aantal": leerlingen(alle, periode)}
        Hulpkinderen.objects.update_or_create(van=periode.van, tot=periode.tot, defaults=nu)
    StaleHelpMonth.objects.filter(pk__in=oud).delete()
    return len(maanden)
