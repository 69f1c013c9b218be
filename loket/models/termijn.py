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
    declare=[("verdaagd_op", "date"), ("verdaagd_tot", "date")],
    func="""
        SELECT NEW.ontvangstdatum + 7 * LEAST(servicenorm_weken, 8) INTO NEW.termijn_ruw
        FROM scholen_instelling WHERE id = NEW.instelling_id;
        SELECT van, tot INTO verdaagd_op, verdaagd_tot
        FROM loket_uitstel WHERE aanvraag_id = NEW.id AND soort = 'verdaging' AND van IS NOT NULL
        ORDER BY van DESC, id DESC LIMIT 1;
        IF verdaagd_tot IS NOT NULL THEN
            NEW.termijn_ruw := verdaagd_tot;
        END IF;
        SELECT NEW.termijn_ruw + COUNT(DISTINCT dag)::integer INTO NEW.termijn_ruw
        FROM (
            SELECT gevraagd_op + 1 AS begin, gevraagd_op + generate_series(1,
                CASE
                    WHEN aangevuld_op <= hersteltermijn_tot THEN aangevuld_op - gevraagd_op - 1
                    ELSE hersteltermijn_tot - gevraagd_op
                END) AS dag
            FROM loket_aanvulling WHERE aanvraag_id = NEW.id
            UNION ALL
            SELECT van AS begin, van + generate_series(0, tot - van) AS dag
            FROM loket_uitstel WHERE aanvraag_id = NEW.id AND soort = 'instemming'
        ) AS stil
        WHERE verdaagd_op IS NULL OR begin > verdaagd_op;
        NEW.stil_tot := GREATEST(
            (SELECT MAX(hersteltermijn_tot) FROM loket_aanvulling WHERE aanvraag_id = NEW.id AND aangevuld_op IS NULL),
            (SELECT MAX(tot) FROM loket_uitstel WHERE aanvraag_id = NEW.id AND soort = 'instemming')
        );
        RETURN NEW;
    """,
)
"""On aanvraag: receipt + weeks, or the day of the last verdaging, + days stood still (R-TERM-06 and -07), before the
Algemene termijnenwet moves it to a working day. It orders as the real last day does, because moving keeps the order;
grens_te_laat() and grens_deze_week() turn a filter on the real day into one on this."""

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
"""On aanvulling and uitstel: let the aanvraag count again."""


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
