"""The decision term in SQL, for lists: to sort and filter on. What a row says about its term, rules.termijn says."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Subquery, Sum, When
from django.db.models.functions import Coalesce, Greatest, Least

from loket.rules.termijn import WETTELIJK_WEKEN


class Dagen(Func):
    """Days between two dates, as an integer."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = models.IntegerField()


class Later(Func):
    """A date and a number of days later."""

    template = "(%(expressions)s)"
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


def _opgeschort() -> Case:
    """R-TERM-06 for one request, as kern.termijnen.opgeschorte_dagen counts it."""
    op_tijd = Greatest(Dagen(F("aangevuld_op"), F("gevraagd_op")) - 1, 0)
    return Case(
        When(aangevuld_op__lte=F("hersteltermijn_tot"), then=op_tijd),
        default=Dagen(F("hersteltermijn_tot"), F("gevraagd_op")),
        output_field=models.IntegerField(),
    )
