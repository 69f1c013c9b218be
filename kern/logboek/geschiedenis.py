"""Reading the logbook back: what happened to a thing. Only for pages of things that the reader may see."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from .models import Logregel, Uitkomst


def gebeurtenissen(dingen: Iterable[str]) -> QuerySet[Logregel]:
    """What was done to these things (public ids), newest first. Not who looked or was refused."""
    return Logregel.objects.filter(ding__in=[*dingen], uitkomst=Uitkomst.GEDAAN).order_by("-op", "-pk")


def laatste_per_ding(dingen: Iterable[str]) -> dict[str, Logregel]:
    """The last thing that was done to each, in one query for a whole page of a list."""
    regels = Logregel.objects.filter(ding__in=[*dingen], uitkomst=Uitkomst.GEDAAN)
    return {regel.ding: regel for regel in regels.order_by("ding", "-op", "-pk").distinct("ding")}
