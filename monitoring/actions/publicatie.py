"""What of a report leaves the SWV, beside what the same readers got already (docs/adr/0038)."""

from __future__ import annotations

from django.db import connection
from django.db.models import QuerySet

from monitoring.models import Rapport
from monitoring.rules.afschermen import Uitgave, afschermen
from monitoring.rules.rapport import ernaast
from monitoring.rules.tabel import Tabel

SLOT = 20_238
"""Of the advisory lock under which reports of one SWV that hide small numbers are kept, one after the other."""


def buren(rapport: Rapport) -> QuerySet[Rapport]:
    """What the same readers got of the period before and of the one after: together they may tell no more."""
    return Rapport.objects.filter(
        swv=rapport.swv,
        soort=rapport.soort,
        bestuur=rapport.bestuur,
        school=rapport.school,
        gemeente=rapport.gemeente,
        periode__in=[een.code for een in ernaast(rapport.tijd)],
        klaar_op__isnull=False,
    ).order_by("klaar_op", "pk")


def afgeschermd(cijfers: list[Tabel], naast: list[Rapport]) -> Uitgave:
    """These figures with small numbers hidden, so that these other reports do not give them away."""
    precies = tuple(tabel for een in naast for tabel in een.precieze_cijfers)
    getoond = tuple(tabel for een in naast for tabel in een.cijfers)
    return afschermen(cijfers, Uitgave(precies, getoond) if naast else None)


def na_elkaar(rapport: Rapport) -> None:
    """Until this transaction ends no other report of this SWV is kept; what was kept before is seen after this."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SLOT, rapport.swv_id])
