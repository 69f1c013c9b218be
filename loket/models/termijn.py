"""The decision term in SQL, for lists: to sort and filter on. What a row says about its term, rules.termijn says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce, Greatest, Least

from loket.rules.termijn import WETTELIJK_WEKEN, grens_deze_week, grens_te_laat


class Dagen(Func):
    """Days between two dates, as an integer."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = models.IntegerField()


class Later(Func):
    """A date and a number of days later. PostgreSQL adds an integer to a date, and SUM gives a bigint."""

    template = "(%(expressions)s::integer)"
    arg_joiner = " + "
    output_field = models.DateField()


def ruw_einde(aanvullingen: models.QuerySet[models.Model]) -> models.Expression:
    """Receipt + weeks + days stood still, before the Algemene termijnenwet moves it to a working day.

    It orders as the real last day does, because moving keeps the order; grens_te_laat() and grens_deze_week() turn a
    filter on the real day into one on this. aanvullingen: all rows of Aanvulling.
    """
    van_deze = aanvullingen.filter(aanvraag=OuterRef("pk")).order_by().values("aanvraag")
    opgeschort = Subquery(van_deze.annotate(som=Sum(_opgeschort())).values("som"), output_field=models.IntegerField())
    weken = Least(F("instelling__servicenorm_weken"), models.Value(WETTELIJK_WEKEN))
    dagen = models.ExpressionWrapper(weken * 7 + Coalesce(opgeschort, 0), output_field=models.IntegerField())
    return Later(F("ontvangstdatum"), dagen)


def staat_stil(aanvullingen: models.QuerySet[models.Model], vandaag: date) -> Exists:
    """Whether the clock stands still today: the school still has time to complete the aanvraag."""
    return Exists(
        aanvullingen.filter(aanvraag=OuterRef("pk"), aangevuld_op__isnull=True, hersteltermijn_tot__gte=vandaag)
    )


def heeft_staat(staat: str, vandaag: date) -> Q:
    """The rows with `ruw_einde` and `stilgezet` whose term is in this state today: laat, week, goed or pauze."""
    if staat == "pauze":
        return Q(stilgezet=True)
    laat, week = Q(ruw_einde__lte=grens_te_laat(vandaag)), Q(ruw_einde__lte=grens_deze_week(vandaag))
    return Q(stilgezet=False) & {"laat": laat, "week": week & ~laat, "goed": ~week}[staat]


def volgorde(lopend: Sequence[str]) -> tuple[Case, Case]:
    """By what a list with `ruw_einde` and `stilgezet` is sorted; lopend: the statuses in which the clock counts."""
    beurt = Case(
        When(status__in=lopend, stilgezet=False, then=0),
        When(status__in=lopend, then=1),
        default=2,
        output_field=models.IntegerField(),
    )
    dag = Case(When(status__in=lopend, then=F("ruw_einde")), default=None, output_field=models.DateField())
    return beurt, dag


def _opgeschort() -> Case:
    """R-TERM-06 for one request, as kern.termijnen.opgeschorte_dagen counts it."""
    op_tijd = Greatest(Dagen(F("aangevuld_op"), F("gevraagd_op")) - 1, 0)
    return Case(
        When(aangevuld_op__lte=F("hersteltermijn_tot"), then=op_tijd),
        default=Dagen(F("hersteltermijn_tot"), F("gevraagd_op")),
        output_field=models.IntegerField(),
    )
