"""Several lists of rows in one question to the database, for a page that shows many small things of one case.

Each list stays a queryset of its own, with its own `visible_to`; only the travelling is shared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet


def ineens(*vragen: QuerySet[Any, Any]) -> list[list[Any]]:
    """The rows of each queryset in its own order, in one query; no query at all when none can have rows.

    Rows of models are instances with their annotations; what select_related or prefetch_related would add is laid
    beside them by `bijleggen`. A queryset with `.values()` gives dicts in which dates are texts, as in JSON.
    """
    delen: list[str] = []
    waarden: list[Any] = []
    for nummer, vraag in enumerate(vragen):
        try:
            tekst, meer = vraag.query.sql_with_params()
        except EmptyResultSet:
            continue
        delen.append(f"SELECT {nummer}, row_number() OVER (), to_jsonb(rij) FROM ({tekst}) rij")  # noqa: S608 - ours
        waarden += meer
    gevonden: list[list[Any]] = [[] for _ in vragen]
    if not delen:
        return gevonden
    with connection.cursor() as loper:
        loper.execute(" UNION ALL ".join(delen), waarden)
        for nummer, _, rij in sorted(loper.fetchall(), key=lambda deel: deel[:2]):
            vraag = vragen[nummer]
            kolommen = json.loads(rij)
            gevonden[nummer].append(kolommen if vraag._fields is not None else _ding(vraag.model, kolommen))
    return gevonden


def _ding(model: type[Model], kolommen: dict[str, Any]) -> Model:
    """A row as the queryset itself would have given it."""
    velden: list[Any] = [veld for veld in model._meta.concrete_fields if veld.column in kolommen]
    ding = model.from_db(
        connection.alias,
        [veld.attname for veld in velden],
        [veld.to_python(kolommen.pop(veld.column)) for veld in velden],
    )
    for naam, waarde in kolommen.items():
        setattr(ding, naam, waarde)
    return ding


def bijleggen(ding: Model, naam: str, rijen: Iterable[Model]) -> None:
    """Give an instance the rows at the other side of a relation to many, as prefetch_related does."""
    verzameling = getattr(ding, naam).get_queryset()
    verzameling._result_cache, verzameling._prefetch_done = list(rijen), True
    ding.__dict__.setdefault("_prefetched_objects_cache", {})[_veld(ding, naam).cache_name] = verzameling


def bijleggen_een(ding: Model, naam: str, rij: Model | None) -> None:
    """Give an instance the one row at the other side of a relation, as select_related does; None when there is none."""
    _veld(ding, naam).set_cached_value(ding, rij)


def _veld(ding: Model, naam: str) -> Any:
    return ding._meta.get_field(naam)
