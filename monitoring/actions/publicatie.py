"""What of a report leaves the SWV, beside what the same readers got already (docs/adr/0038)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from kern.termijnen.schooljaar import schooljaar
from monitoring.models import Onderzoeksset, Rapport
from monitoring.rapporten.onderzoek_naast import OVER
from monitoring.rules.afschermen import Uitgave, afschermen
from monitoring.rules.periode import Periode
from monitoring.rules.rapport import OPENBAAR, SOORTEN, Over, overlapt, rond
from monitoring.rules.tabel import Tabel
from scholen.models import Instelling, Samenwerkingsverband

SLOT = 20_238
"""Of the advisory lock under which reports of one SWV that hide small numbers are kept, one after the other."""
AFGESCHERMD = [een.code for een in SOORTEN.values() if een.afgeschermd]


def over(rapport: Rapport) -> str:
    """Of whom it counts; empty: of the whole SWV."""
    return "" if rapport.over == Over.SWV else f"{rapport.over} {rapport.wie.pk}"


def buren(rapport: Rapport) -> QuerySet[Rapport]:
    """What the same readers have beside this one, of days that it shows: together they may tell no more.

    What is about the whole SWV is read by each of them; what is about one of them by that one. Of the others a report
    about the SWV takes those of its own days: of a year before, the one about the SWV stood beside them.
    """
    zelf = Q(over=rapport.over, bestuur=rapport.bestuur, school=rapport.school, gemeente=rapport.gemeente)
    rijen = Rapport.objects.filter(swv=rapport.swv, soort__in=AFGESCHERMD, klaar_op__isnull=False)
    welke = (Q(over=Over.SWV) | zelf) & Q(periode__in=[een.code for een in rond(rapport.tijd)])
    if rapport.over == Over.SWV:
        welke |= Q(periode__in=[een.code for een in overlapt(rapport.tijd)])
    rijen = rijen.filter(welke)
    met = rijen.exclude(pk=rapport.pk).select_related("swv", "bestuur", "school", "gemeente")
    return met.order_by("klaar_op", "pk")


def welke(rapport: Rapport) -> tuple[list[int], list[int]]:
    """Which reports and sets lie beside this one."""
    rijen = (buren(rapport), gegeven_sets(rapport.swv, rapport.tijd))
    eerste, tweede = (list(een.values_list("pk", flat=True)) for een in rijen)
    return eerste, tweede


def ernaast(rapport: Rapport) -> list[Uitgave]:
    """What who reads this one has beside it, in the order in which it was kept."""
    sets = gegeven_sets(rapport.swv, rapport.tijd)
    return [*(uitgave(een) for een in buren(rapport)), *(set_uitgave(een) for een in sets)]


def gegeven_sets(swv: Samenwerkingsverband, tijd: Periode) -> QuerySet[Onderzoeksset]:
    """The sets for research that left this SWV, of years around these days."""
    jaren = {schooljaar(een.van) for een in rond(tijd)}
    return Onderzoeksset.objects.filter(swv=swv, gemaakt_op__isnull=False, schooljaar__in=jaren).order_by(
        "gemaakt_op", "pk"
    )


def set_uitgave(een: Onderzoeksset) -> Uitgave:
    """What a set tells of the numbers in reports: all of it is shown."""
    return Uitgave(tuple(een.geteld), tuple(een.geteld), OVER)


def naast_set(swv: Samenwerkingsverband, jaar: Periode) -> QuerySet[Rapport]:
    """The reports about the whole SWV beside which a set of this school year lies; others are for one reader."""
    codes = [een.code for een in rond(jaar)]
    rijen = Rapport.objects.filter(swv=swv, over=Over.SWV, soort__in=AFGESCHERMD, periode__in=codes)
    return rijen.filter(klaar_op__isnull=False).select_related("swv").order_by("klaar_op", "pk")


def uitgave(rapport: Rapport) -> Uitgave:
    """What was published with this report."""
    return Uitgave(tuple(rapport.precieze_cijfers), tuple(rapport.cijfers), over(rapport))


def afgeschermd(rapport: Rapport, cijfers: list[Tabel], naast: Sequence[Uitgave]) -> Uitgave:
    """These figures with small numbers hidden, so that what lies beside them does not give them away."""
    return afschermen(cijfers, naast=naast, over=over(rapport))


def publiceert(swv: Samenwerkingsverband, dag: date) -> bool:
    """Whether everybody may read the yearly sets of this SWV."""
    laatste = Instelling.objects.filter(swv=swv, geldig_van__lte=dag).order_by("geldig_van").last()
    return laatste is not None and laatste.cijfers_openbaar


def openbare(swv: Samenwerkingsverband) -> QuerySet[Rapport]:
    """The yearly sets for everybody, frozen as all reports: a number that moves by a correction tells of one child."""
    return Rapport.objects.filter(swv=swv, soort=OPENBAAR, klaar_op__isnull=False).select_related("swv")


def na_elkaar(swv_id: int) -> None:
    """Until this transaction ends no other report or set of this SWV is kept; what was kept before is seen after it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SLOT, swv_id])
