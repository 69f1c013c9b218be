"""Months whose figures changed. The database writes them down itself, so that no action can forget it.

Who keeps sums per month, makes those of these months anew and takes away the rows that were there before it began; a
change that was made meanwhile left a row of its own.
"""

from __future__ import annotations

import pgtrigger
from django.db import models


class StaleMonth(models.Model):
    """In this month, named by its first day, something was received or ended otherwise than was known before."""

    month = models.DateField()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "bij te werken maand"
        verbose_name_plural = "bij te werken maanden"

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


def _schrijven(dagen: str, aanvraag: str) -> str:
    """SQL: note the months of these days, and of all days on which this aanvraag was received or ended."""
    return SCHRIJVEN.format(
        dagen=dagen, aanvraag=aanvraag, ingetrokken=_dag("ingetrokken_op"), verder=_dag("besloten_op")
    )


SCHRIJVEN = """
        INSERT INTO loket_stalemonth (month) SELECT DISTINCT date_trunc('month', dag)::date FROM (
            SELECT unnest(ARRAY[{dagen}]::date[]) AS dag
            UNION ALL SELECT unnest(ARRAY[ontvangstdatum, {ingetrokken}]) FROM loket_aanvraag WHERE id = {aanvraag}
            UNION ALL SELECT besluitdatum FROM loket_besluit WHERE aanvraag_id = {aanvraag}
            UNION ALL SELECT {verder} FROM loket_doorzending WHERE aanvraag_id = {aanvraag} AND akkoord
        ) AS dagen WHERE dag IS NOT NULL;
        RETURN NULL;
    """


def _dag(veld: str) -> str:
    return f"({veld} AT TIME ZONE 'Europe/Amsterdam')::date"


def _trigger(
    naam: str, operatie: pgtrigger.Operation, func: str, als: pgtrigger.Condition | None = None
) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=naam, when=pgtrigger.After, operation=operatie, level=pgtrigger.Row, condition=als, func=func
    )


VAN_AANVRAAG = _schrijven(
    f"OLD.ontvangstdatum, NEW.ontvangstdatum, {_dag('OLD.ingetrokken_op')}, {_dag('NEW.ingetrokken_op')}",
    "COALESCE(NEW.id, OLD.id)",
)
GETELD = (
    "soort",
    "aanleiding",
    "status",
    "school",
    "swv",
    "instelling",
    "ontvangstdatum",
    "compleetdatum",
    "termijn_ruw",
    "ingetrokken_op",
)
"""What of an aanvraag is in a figure."""
AANVRAAG = (
    _trigger("maand_bij_nieuw", pgtrigger.Insert | pgtrigger.Delete, VAN_AANVRAAG),
    _trigger("maand_bij_wijziging", pgtrigger.Update, VAN_AANVRAAG, pgtrigger.AnyChange(*GETELD)),
)
ALLES = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
VAN = "COALESCE(NEW.aanvraag_id, OLD.aanvraag_id)"
BESLUIT = _trigger("maand_bij_besluit", ALLES, _schrijven("OLD.besluitdatum, NEW.besluitdatum", VAN))
DOORZENDING = _trigger(
    "maand_bij_doorzending", ALLES, _schrijven(f"{_dag('OLD.besloten_op')}, {_dag('NEW.besloten_op')}", VAN)
)
UITSTEL = _trigger("maand_bij_uitstel", ALLES, _schrijven("NULL", VAN))
STEM = (
    _trigger("maand_bij_stem", pgtrigger.Insert | pgtrigger.Delete, _schrijven("NULL", VAN)),
    _trigger(
        "maand_bij_andere_stem",
        pgtrigger.Update,
        _schrijven("NULL", VAN),
        pgtrigger.AnyChange("manier", "aanvraag"),
    ),
)
