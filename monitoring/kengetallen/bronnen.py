"""The rows that are counted for a viewer, and who that is.

What is counted is more than what is shown: a mean of the region needs the rows of all. So these rows go to figures
only, and what becomes of those rules/kijker says. Nobody gets a row from here but who may read all figures.
"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from loket.models import Aanvraag
from loket.models.aanvraag import VOOR_INDIENEN
from scholen.models import Gemeente, School
from scholen.scopes import scholen_van

SCHOOL = (Rol.IB, Rol.DIRECTEUR)


def eigen_scholen(gebruiker: Gebruiker, dag: date) -> QuerySet[School]:
    """Of a member of a board those of that board, of others where they work."""
    if Rol.BESTUUR in gebruiker.rollen:
        leden = Lidmaatschap.objects.geldig(dag).filter(gebruiker=gebruiker, rol=Rol.BESTUUR)
        return School.objects.filter(bestuur__plekken__lidmaatschap__in=leden).distinct()
    return School.objects.filter(pk__in=scholen_van(gebruiker, *SCHOOL).values("pk"))


def eigen_gemeenten(gebruiker: Gebruiker, dag: date) -> QuerySet[Gemeente]:
    """Where this user makes policy."""
    leden = Lidmaatschap.objects.geldig(dag).filter(gebruiker=gebruiker, rol=Rol.GEMEENTE)
    return Gemeente.objects.filter(plekken__lidmaatschap__in=leden).distinct()


def te_tellen() -> QuerySet[Aanvraag]:
    """All that was ever submitted to us: to count, not to show."""
    return Aanvraag.objects.filter(swv__eigen=True).exclude(status__in=[*VOOR_INDIENEN])
