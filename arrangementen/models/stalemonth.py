"""Months whose figures of help changed. The database writes them down itself, as it does of aanvragen: who keeps sums
per month makes those of these months anew, and takes away the rows that were there before it began."""

from __future__ import annotations

import pgtrigger
from django.db import models


class StaleHelpMonth(models.Model):
    """In this month, named by its first day, something was decided, stopped, judged or booked otherwise than before."""

    month = models.DateField()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "bij te werken maand met hulp"
        verbose_name_plural = "bij te werken maanden met hulp"

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


ALLES = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
SCHRIJVEN = """
        INSERT INTO arrangementen_stalehelpmonth (month) SELECT DISTINCT date_trunc('month', dag)::date FROM ({dagen})
        AS dagen (dag) WHERE dag IS NOT NULL;
        RETURN NULL;
    """


def _dag(veld: str) -> str:
    return f"({veld} AT TIME ZONE 'Europe/Amsterdam')::date"


def _trigger(
    naam: str, dagen: str, operatie: pgtrigger.Operation = ALLES, als: pgtrigger.Condition | None = None
) -> pgtrigger.Trigger:
    """Note the months of these days. dagen: SQL that gives them, one a row."""
    func = SCHRIJVEN.format(dagen=dagen)
    return pgtrigger.Trigger(
        name=naam, when=pgtrigger.After, operation=operatie, level=pgtrigger.Row, condition=als, func=func
    )


def _beide(veld: str) -> str:
    """The day in this column of the row itself, as it was and as it is."""
    return f"SELECT unnest(ARRAY[{veld.format('OLD')}, {veld.format('NEW')}]::date[])"


def _besloten(arrangement: str) -> str:
    return f"SELECT {_dag('besloten_op')} FROM arrangementen_beslissing WHERE arrangement_id = {arrangement}"  # noqa: S608 - of constants


def _geevalueerd(welke: str) -> str:
    return f"SELECT {_dag('afgerond_op')} FROM arrangementen_evaluatie WHERE {welke}"  # noqa: S608 - of constants


BESLISSING = _trigger("hulpmaand_bij_beslissing", _beide(_dag("{}.besloten_op")))
BEEINDIGING = _trigger("hulpmaand_bij_einde", _beide("{}.laatste_dag"))
GESTOPT = "SELECT laatste_dag FROM arrangementen_beeindiging WHERE arrangement_id = NEW.id"
ARRANGEMENT = _trigger(
    "hulpmaand_bij_wijziging",
    " UNION ALL ".join((_besloten("NEW.id"), GESTOPT, _geevalueerd("arrangement_id = NEW.id"))),
    pgtrigger.Update,
    pgtrigger.AnyChange("aanleiding", "aanbod", "school"),
)
DEELNAME = _trigger(
    "hulpmaand_bij_deelname",
    f"{_besloten('OLD.arrangement_id')} UNION ALL {_besloten('NEW.arrangement_id')}",
)
EVALUATIE = _trigger("hulpmaand_bij_evaluatie", _beide(_dag("{}.afgerond_op")))
DOELEVALUATIE = _trigger("hulpmaand_bij_doel", _geevalueerd("id IN (OLD.evaluatie_id, NEW.evaluatie_id)"))
BOEKING = _trigger("hulpmaand_bij_boeking", _beide("{}.boekdatum"))
