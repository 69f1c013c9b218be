"""What goes with no file and is old: rows or their words, by the `na` and `dan` that each model says of itself.

Old mails, failed log-ins, words beside money, what came of a look: nobody has to look at these again, so no list is
made. Each night, a model at a time, over the connection of the role that may; twice gives no more.
"""

from __future__ import annotations

import logging
from calendar import monthrange
from datetime import date, datetime, time
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, models, transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone

from kern.avg import Gegevens, gegevens
from kern.logboek.actions import vastleggen
from toezicht.boom import VERWIJDERD, leegte
from toezicht.models import Opruiming
from toezicht.rules.bewaren import OPSCHONEN_MAANDEN

from .lijst import SYSTEEM, klok
from .verwijderen import OPRUIMER

logger = logging.getLogger(__name__)


def opschonen(*, op: datetime) -> dict[str, int]:
    """How many rows of which kind were deleted or emptied. What the database refuses stays, and is in the log."""
    dag = timezone.localdate(op)
    if OPRUIMER not in settings.DATABASES or klok(dag):
        return {}
    gedaan: dict[str, int] = {}
    for model in apps.get_models():
        if "Avg" not in model.__dict__ or not (zegt := gegevens(model)).na:
            continue
        try:
            with transaction.atomic(using=OPRUIMER):
                aantal = _een(model, zegt, dag)
        except (DatabaseError, ProtectedError) as fout:
            logger.error("%s could not be cleaned: %s", model._meta.label, type(fout).__name__)
            continue
        if aantal:
            gedaan[model._meta.label] = aantal
    if gedaan and (laatste := Opruiming.objects.first()):
        wat: dict[str, Any] = {label.split(".")[1]: aantal for label, aantal in gedaan.items()}
        vastleggen("opschonen", laatste, door=SYSTEEM, op=op, **wat)
    return gedaan


def _een(model: type[models.Model], zegt: Gegevens, dag: date) -> int:
    oud = model._base_manager.using(OPRUIMER).filter(**{f"{zegt.na}__lt": _grens(model, zegt, dag)})
    if zegt.dan == "weg":
        return oud.delete()[1].get(model._meta.label, 0)
    velden = [model._meta.get_field(naam) for naam in zegt.woorden]
    aantal = 0
    for veld in velden:
        if isinstance(veld, models.Field) and not veld.choices:
            nieuw = _leeg(veld)
            vol = oud.exclude(Q(**{veld.name: nieuw}) | Q(**{veld.name: leegte(veld)}))
            if isinstance(veld, models.CharField | models.TextField):
                vol = vol.exclude(**{veld.name: ""})
            aantal += vol.update(**{veld.name: nieuw})
    return aantal


def _grens(model: type[models.Model], zegt: Gegevens, dag: date) -> date:
    """The first day that is too young; of a moment its beginning."""
    jaar = dag.year - OPSCHONEN_MAANDEN[zegt.regel] // 12
    grens = date(jaar, dag.month, min(dag.day, monthrange(jaar, dag.month)[1]))
    veld: Any = model
    for naam in zegt.na.split("__"):
        veld = getattr(veld, "related_model", None) or veld
        veld = veld._meta.get_field(naam)
    if isinstance(veld, models.DateTimeField):
        return timezone.make_aware(datetime.combine(grens, time.min))
    return grens


def _leeg(veld: models.Field[object, object]) -> object:
    """What stands in its place: a constraint may want words where there were words."""
    if isinstance(veld, models.JSONField):
        return veld.get_default()
    if isinstance(veld, models.EmailField):
        return ""
    return VERWIJDERD[: getattr(veld, "max_length", None)]
