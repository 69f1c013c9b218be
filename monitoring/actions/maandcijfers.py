"""Keep the sums per month. Rows say which months are to be made anew (loket.StaleMonth); a task may run twice or
late."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from kern.termijnen.maanden import maanden_later
from loket.models import StaleMonth
from monitoring.kengetallen.aanvragen import ingediend
from monitoring.kengetallen.bronnen import te_tellen
from monitoring.kengetallen.maanden import PER_KEER, Tellingen, duren, geteld
from monitoring.models import Duurcijfer, Maandcijfer, Schoolduur

from .hulpcijfers import alle_hulpmaanden_maken
from .standcijfers import standcijfers_bijwerken

SLOT = 20211
"""Of the advisory lock under which sums are kept, by one at a time."""
MODELLEN: tuple[type[Maandcijfer | Duurcijfer | Schoolduur], ...] = (Maandcijfer, Duurcijfer, Schoolduur)


def maanden_bijwerken() -> int:
    """Make the months anew that changed; how many.

    Nothing to do with who may see what: what is kept is a sum of rows that everybody's page filters in the same way.
    """
    with transaction.atomic():
        if not _slot():
            return 0
        maanden = StaleMonth.objects.order_by("-month").values_list("month", flat=True).distinct()[:PER_KEER]
        return _maken(list(maanden))


def alle_maanden_maken() -> int:
    """Each night: all months anew, one by one, and those of help. So nothing that was missed lasts longer than a day.

    How many there were of aanvragen.
    """
    alle_hulpmaanden_maken()
    standcijfers_bijwerken(timezone.localdate())
    dagen = ingediend(te_tellen()).aggregate(van=Min("ontvangstdatum"), tot=Max("ontvangstdatum"), af=Max("afgerond"))
    if dagen["van"] is None:
        for model in MODELLEN:
            model.objects.all().delete()
        return 0
    maand, aantal = dagen["van"].replace(day=1), 0
    laatste = max(een for een in (dagen["tot"], dagen["af"]) if een)
    for model in MODELLEN:
        model.objects.exclude(maand__range=(maand, laatste)).delete()
    while maand <= laatste:
        with transaction.atomic():
            if _slot():
                aantal += _maken([maand])
        maand = maanden_later(maand, 1)
    return aantal


def _slot() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SLOT])
        return bool(cursor.fetchone()[0])


def _maken(maanden: Collection[date]) -> int:
    """In the place of what was kept of these months, in a transaction; how many. What the list said of them before
    goes with it: what is added to it from now on, is of a change that may be missed."""
    oud = list(StaleMonth.objects.filter(month__in=maanden).values_list("pk", flat=True))
    rijen = ingediend(te_tellen())
    Maandcijfer.objects.filter(maand__in=maanden).delete()
    Maandcijfer.objects.bulk_create(
        [
            Maandcijfer(swv_id=swv, school_id=school, soort=soort, maand=maand, **aantallen)
            for (swv, school, soort, maand), aantallen in _met_geheel(
                geteld(rijen, maanden, "swv", "school", "soort")
            ).items()
        ],
        batch_size=1000,
    )
    Duurcijfer.objects.filter(maand__in=maanden).delete()
    Duurcijfer.objects.bulk_create(
        [
            Duurcijfer(swv_id=swv, deel=deel, dagen=dagen, maand=maand, **aantallen)
            for (swv, deel, dagen, maand), aantallen in duren(rijen, maanden, "swv").items()
        ],
        batch_size=1000,
    )
    _schoolduren(rijen, maanden)
    StaleMonth.objects.filter(pk__in=oud).delete()
    return len(maanden)


def _schoolduren(rijen: QuerySet[Any], maanden: Collection[date]) -> None:
    per: dict[tuple[int, int, date], dict[int, int]] = defaultdict(dict)
    for (swv, school, _, dagen, maand), telling in duren(rijen, maanden, "swv", "school", stukken=["geheel"]).items():
        per[swv, school, maand][dagen] = telling["aantal"]
    Schoolduur.objects.filter(maand__in=maanden).delete()
    Schoolduur.objects.bulk_create(
        [
            Schoolduur(swv_id=swv, school_id=school, maand=maand, dagen=[*keer], aantallen=[*keer.values()])
            for (swv, school, maand), keer in per.items()
        ],
        batch_size=1000,
    )


def _met_geheel(per_school: Tellingen) -> Tellingen:
    """With what all schools have together, as the school that is None."""
    uit: Tellingen = defaultdict(Counter, per_school)
    for (swv, _, soort, maand), aantallen in list(per_school.items()):
        uit[swv, None, soort, maand].update(aantallen)
    return uit
