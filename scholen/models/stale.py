"""That something changed on which figures rest. The database writes it down itself, so that no action can forget it."""

from __future__ import annotations

import pgtrigger
from django.db import models


class StaleFigures(models.Model):
    """The figures with this name rest on something that changed since. Who makes them anew, takes away the rows that
    were there before it began."""

    what = models.CharField(max_length=20)

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "bij te werken cijfers"
        verbose_name_plural = "bij te werken cijfers"

    def __str__(self) -> str:
        return self.what


ALLES = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


def telt_mee(what: str, operatie: pgtrigger.Operation = ALLES) -> pgtrigger.Trigger:
    """On a table on which these figures rest: any statement that may change its rows says so. Once a statement."""
    return pgtrigger.Trigger(
        name=f"telt_mee_{what}",
        when=pgtrigger.After,
        operation=operatie,
        level=pgtrigger.Statement,
        func=f"INSERT INTO scholen_stalefigures (what) VALUES ('{what}'); RETURN NULL;",  # noqa: S608 - a constant
    )
