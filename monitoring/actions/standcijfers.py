"""Keep the figures that are no sums of months: of this school year and this quarter. A task may run twice or late."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction

from kern.termijnen.schooljaar import schooljaar
from monitoring.kengetallen.standen import TELLEN, bewaren
from monitoring.models import Standcijfer
from monitoring.rules.periode import Periode, van_kwartaal, van_schooljaar
from scholen.models import StaleFigures

SLOT = 20213
"""Of the advisory lock under which they are kept, by one at a time."""


def standcijfers_bijwerken(vandaag: date) -> int:
    """Count anew what changed or is not there yet; how many tables of figures."""
    return sum(_bijwerken(wat, vandaag) for wat in TELLEN)


def _bijwerken(wat: str, vandaag: date) -> int:
    """In one transaction. What the list said before it began goes with it."""
    with transaction.atomic():
        if not _slot():
            return 0
        oud = list(StaleFigures.objects.filter(what=wat).values_list("pk", flat=True))
        bekend = Standcijfer.objects.filter(wat=wat, dag=vandaag)
        weg = [een for een in _perioden(vandaag) if oud or not bekend.filter(van=een.van, tot=een.tot).exists()]
        for periode in weg:
            bewaren(wat, periode, vandaag)
        Standcijfer.objects.filter(wat=wat, dag__lt=vandaag).delete()
        StaleFigures.objects.filter(pk__in=oud).delete()
        return len(weg)


def _perioden(vandaag: date) -> tuple[Periode, ...]:
    return van_schooljaar(schooljaar(vandaag)), van_kwartaal(vandaag.year, (vandaag.month + 2) // 3)


def _slot() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SLOT])
        return bool(cursor.fetchone()[0])
