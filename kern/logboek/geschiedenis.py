"""Reading the logbook back: what happened to a thing. Only for pages of things that the reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, QuerySet
from django.db.models.functions import TruncDate

from .models import Logregel, Uitkomst

NOODTOEGANG = "noodtoegang_openen"
"""The act by which somebody opens a file in an emergency. What that person sees of the child after it, is so called."""
NOOD_DUUR = timedelta(hours=4)


def gebeurtenissen(dingen: Iterable[str]) -> QuerySet[Logregel]:
    """What was done to these things (public ids), newest first. Not who looked or was refused."""
    return Logregel.objects.filter(ding__in=[*dingen], uitkomst=Uitkomst.GEDAAN).order_by("-op", "-pk")


def laatste_per_ding(dingen: Iterable[str]) -> dict[str, Logregel]:
    """The last thing that was done to each, in one query for a whole page of a list."""
    regels = Logregel.objects.filter(ding__in=[*dingen], uitkomst=Uitkomst.GEDAAN)
    return {regel.ding: regel for regel in regels.order_by("ding", "-op", "-pk").distinct("ding")}


def blikken_op(dingen: Iterable[str]) -> QuerySet[Any, Any]:
    """Who looked at these things (public ids), and when (ding, wie, op), the first look first."""
    regels = Logregel.objects.filter(ding__in=[*dingen], uitkomst=Uitkomst.GEZIEN)
    return regels.order_by("op", "pk").values("ding", "wie", "op")


def blikken_van(wie: str, *, leerlingen: Iterable[str]) -> QuerySet[Any, Any]:
    """The last look of this person (public id) at each thing about these children: ding, actie, laatst."""
    regels = Logregel.objects.filter(wie=wie, leerling__in=[*leerlingen], uitkomst=Uitkomst.GEZIEN)
    return regels.order_by().values("ding", "actie").annotate(laatst=Max("op"))


def gezien_na(wie: str, *, ding: OuterRef, op: OuterRef) -> Exists:
    """For a condition: whether this person (public id) looked at the thing of the row since its moment."""
    return Exists(Logregel.objects.filter(wie=wie, ding=ding, op__gte=op, uitkomst=Uitkomst.GEZIEN))


def gezien_per_dag(*, leerling: str, school: str) -> QuerySet[Any, Any]:
    """Who looked at something of this child at this school (wie, rol, dag, nood), once a day each, newest first."""
    regels = Logregel.objects.filter(leerling=leerling, school=school, uitkomst=Uitkomst.GEZIEN)
    per_dag = regels.values("wie", "rol", dag=TruncDate("op"), nood=in_nood()).distinct()
    return per_dag.order_by("-dag", "wie", "rol")


def gezien_precies(*, leerling: str, school: str, van: date, tot: date) -> QuerySet[Any, Any]:
    """As gezien_per_dag in a period (inclusive), with the act beside it: wie, rol, dag, nood, actie."""
    regels = Logregel.objects.filter(leerling=leerling, school=school, uitkomst=Uitkomst.GEZIEN)
    regels = regels.annotate(dag=TruncDate("op")).filter(dag__gte=van, dag__lte=tot)
    return (
        regels.values("wie", "rol", "dag", "actie", nood=in_nood()).distinct().order_by("-dag", "wie", "rol", "actie")
    )


def in_nood() -> Exists:
    """Of a line: whether this person had opened a file of this child in an emergency shortly before."""
    geopend = Logregel.objects.filter(actie=NOODTOEGANG, wie=OuterRef("wie"), leerling=OuterRef("leerling"))
    return Exists(geopend.filter(op__lte=OuterRef("op"), op__gt=OuterRef("op") - NOOD_DUUR))


def eerst_gezien(ding: str) -> dict[str, datetime]:
    """When each person first looked at this thing (public ids): public id of the user → moment."""
    regels = Logregel.objects.filter(ding=ding, uitkomst=Uitkomst.GEZIEN).order_by()
    return dict(regels.values_list("wie").annotate(eerste=Min("op")))


def gezien_door(wie: Iterable[str], *, leerling: str, acties: Iterable[str], rol: str = "") -> list[dict[str, Any]]:
    """What these people opened of this child (wie, actie, dag), once a day each, newest first; by one of these acts.

    rol: only what was looked at in this role; what was written down without a role counts too.
    """
    regels = Logregel.objects.filter(
        wie__in=[*wie], leerling=leerling, uitkomst=Uitkomst.GEZIEN, actie__in=[*acties], rol__in=["", rol]
    )
    per_dag: QuerySet[Any, Any] = regels.values("wie", "actie", dag=TruncDate("op")).distinct()
    return list(per_dag.order_by("-dag", "wie", "actie"))
