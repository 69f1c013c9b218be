"""The rows that a report counts: those of the SWV, or of one board, school or gemeente in it.

Who asked makes no difference: the same report is the same for everybody, and who may read it, scopes.py says.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from arrangementen.models import Arrangement, Basisbedrag, Boeking, Pot, Potdeel
from kern.gebruikers.zicht import ALLES
from kern.termijnen.schooljaar import schooljaar
from loket.models import Aanvraag, Bezwaarzaak
from monitoring.kengetallen import binnen
from monitoring.kengetallen.aanvragen import ingediend
from monitoring.kengetallen.bezwaar import zaken
from monitoring.models import Rapport
from monitoring.rules.filter import Filter
from scholen.models import School
from thuiszitters.models import Casus


def aanvragen(rapport: Rapport) -> QuerySet[Any]:
    """All that was ever received, with the day on which it was no longer open."""
    van = binnen.aanvragen(keuze(rapport), rapport.tijd.tot) or ALLES
    return ingediend(Aanvraag.objects.filter(van, swv=rapport.swv_id))


def casussen(rapport: Rapport) -> QuerySet[Casus]:
    """All children who did not go to school, as far as they are of whom this is about."""
    woont = Q(woongemeente=rapport.gemeente_id) if rapport.gemeente_id else ALLES
    return Casus.objects.filter(_van(rapport), woont, swv=rapport.swv_id)


def delen(rapport: Rapport) -> QuerySet[Potdeel]:
    """What schools got of the budgets of the school year in which the period ends."""
    jaar = schooljaar(rapport.tijd.tot)
    return Potdeel.objects.filter(_van(rapport), pot__swv=rapport.swv_id, pot__schooljaar=jaar)


def potten(rapport: Rapport) -> QuerySet[Pot]:
    """The budgets of the school year in which the period ends, of the whole SWV."""
    return Pot.objects.filter(swv=rapport.swv_id, schooljaar=schooljaar(rapport.tijd.tot))


def hulp(rapport: Rapport) -> QuerySet[Arrangement]:
    """Support that schools asked."""
    return Arrangement.objects.filter(_van(rapport), swv=rapport.swv_id)


def basis(rapport: Rapport) -> QuerySet[Basisbedrag]:
    """What schools got for all their pupils; of one board or school its own."""
    return Basisbedrag.objects.filter(_van(rapport), ronde__pot__swv=rapport.swv_id)


def boekingen(rapport: Rapport) -> QuerySet[Boeking]:
    """The lines of all budgets; of one board or school those of its schools."""
    return Boeking.objects.filter(_van(rapport), pot__swv=rapport.swv_id)


def bezwaren(rapport: Rapport) -> QuerySet[Any]:
    """The files of bezwaar, with the days between which each was open."""
    return zaken(Bezwaarzaak.objects.filter(swv=rapport.swv_id))


def scholen(rapport: Rapport) -> QuerySet[School]:
    """The schools that took part on the last day of the period."""
    alle = School.objects.deelnemend(rapport.swv, rapport.tijd.tot)
    return alle.filter(bestuur=rapport.bestuur_id) if rapport.bestuur_id else alle


def _van(rapport: Rapport) -> Q:
    """Of rows with a school."""
    return binnen.scholen(keuze(rapport), rapport.tijd.tot, "school") or ALLES


def keuze(rapport: Rapport) -> Filter:
    """Of whom it is, as a choice on a page of figures says it."""
    return Filter(
        bestuur=rapport.bestuur.nummer if rapport.bestuur else "",
        school=rapport.school.brin6 if rapport.school else "",
        gemeente=rapport.gemeente.code if rapport.gemeente else "",
    )
