"""The decision term as columns, for lists: to sort and filter on. What a row says about its term, rules.termijn says.

The database keeps the columns itself: a list of thousands is sorted by an index, and no action can forget them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pgtrigger
from django.db import models
from django.db.models import Case, F, Q, When

from loket.rules.termijn import grens_deze_week, grens_te_laat

BIJHOUDEN = pgtrigger.Trigger(
    name="termijn_bijhouden",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    level=pgtrigger.Row,
    func="""
        SELECT NEW.ontvangstdatum + 7 * LEAST(servicenorm_weken, 8) INTO NEW.termijn_ruw
        FROM scholen_instelling WHERE id = NEW.instelling_id;
        SELECT
            NEW.termijn_ruw + COALESCE(SUM(
                CASE
                    WHEN aangevuld_op <= hersteltermijn_tot THEN GREATEST(aangevuld_op - gevraagd_op - 1, 0)
                    ELSE hersteltermijn_tot - gevraagd_op
                END
            ), 0)::integer,
            MAX(hersteltermijn_tot) FILTER (WHERE aangevuld_op IS NULL)
        INTO NEW.termijn_ruw, NEW.stil_tot
        FROM loket_aanvulling WHERE aanvraag_id = NEW.id;
        RETURN NEW;
    """,
)
"""On aanvraag: receipt + weeks + days stood still (R-TERM-06), before the Algemene termijnenwet moves it to a working
day. It orders as the real last day does, because moving keeps the order; grens_te_laat() and grens_deze_week() turn a
filter on the real day into one on this."""

DOORGEVEN = pgtrigger.Trigger(
    name="termijn_doorgeven",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    level=pgtrigger.Row,
    func="""
        UPDATE loket_aanvraag SET instelling_id = instelling_id
        WHERE id = COALESCE(NEW.aanvraag_id, OLD.aanvraag_id);
        RETURN NULL;
    """,
)
"""On aanvulling: let the aanvraag count again."""


def stilgezet(vandaag: date) -> Q:
    """Whether the clock stands still today: the school still has time to complete the aanvraag."""
    return Q(stil_tot__gte=vandaag)


def heeft_staat(staat: str, vandaag: date) -> Q:
    """The rows whose term is in this state today: laat, week, goed or pauze."""
    if staat == "pauze":
        return stilgezet(vandaag)
    loopt = Q(stil_tot__isnull=True) | Q(stil_tot__lt=vandaag)
    laat, week = Q(termijn_ruw__lte=grens_te_laat(vandaag)), Q(termijn_ruw__lte=grens_deze_week(vandaag))
    return loopt & {"laat": laat, "week": week & ~laat, "goed": Q(termijn_ruw__gt=grens_deze_week(vandaag))}[staat]


def volgorde(lopend: Sequence[str], vandaag: date) -> tuple[Case, Case]:
    """By what a list is sorted; lopend: the statuses in which the clock counts."""
    beurt = Case(
        When(stilgezet(vandaag), status__in=lopend, then=1),
        When(status__in=lopend, then=0),
        default=2,
        output_field=models.IntegerField(),
    )
    dag = Case(When(status__in=lopend, then=F("termijn_ruw")), default=None, output_field=models.DateField())
    return beurt, dag
