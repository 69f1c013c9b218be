"""The rows that are counted for a viewer, and who that is.

What is counted is more than what is shown: a mean of the region needs the rows of all. So these rows go to figures
only, and what becomes of those rules/kijker says. Nobody gets a row from here but who may read all figures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Model, Q, QuerySet

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import PERMISSIES, Permissie, Rol
from kern.gebruikers.zicht import VERBORGEN
from loket.models import Aanvraag
from loket.models.aanvraag import VOOR_INDIENEN
from loket.scopes.aanvraag import HELE_SWV
from monitoring.models import Rapport
from monitoring.rules.filter import Filter
from monitoring.rules.kijker import Kijker, Zicht
from monitoring.rules.rapport import STANDEN
from scholen.models import Gemeente, Samenwerkingsverband, School, SchoolDeelname
from scholen.scopes import scholen_van

from . import binnen

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


def te_tellen(swvs: Iterable[Samenwerkingsverband] | None = None) -> QuerySet[Aanvraag]:
    """All that was ever submitted to us, or to these SWVs: to count, not to show."""
    alle = Aanvraag.objects.exclude(status__in=[*VOOR_INDIENEN])
    return alle.filter(swv__eigen=True) if swvs is None else alle.filter(swv__in=list(swvs))


ZIET_ALLES = frozenset({*HELE_SWV, Rol.CONTROLLER})
"""Roles through which somebody sees all help that was decided and all its lines: sums of all of it are theirs."""


def telt_alles(
    gebruiker: Gebruiker,
    *modellen: type[Model],
    rollen: Collection[Rol] = ZIET_ALLES,
    recht: Permissie = Permissie.MONITORING_LEZEN,
) -> bool:
    """Whether this user sees every row of these models: in one of these roles, and with nothing that is to be deleted.

    What was approved to go is in no figure any more; until it is gone, these figures are counted row by row.
    """
    ziet = any(recht in PERMISSIES[rol] for rol in gebruiker.rollen if rol in rollen)
    return ziet and not any(VERBORGEN[een].exists() for een in modellen if een in VERBORGEN)


def standen(swv: Samenwerkingsverband) -> QuerySet[Rapport]:
    """What was frozen of this SWV for the pages of who sees no rows; each counts all schools and gemeenten."""
    return Rapport.objects.filter(swv=swv, soort=STANDEN, klaar_op__isnull=False).order_by("periode")


def kijker_van(gebruiker: Gebruiker, dag: date) -> Kijker:
    """As who somebody without rows looks at figures today: for a board, at a school or for a gemeente."""
    if Rol.GEMEENTE in gebruiker.rollen and not gebruiker.heeft(Permissie.MONITORING_EIGEN):
        return Kijker(Zicht.GEMEENTE)
    zicht = Zicht.BESTUUR if Rol.BESTUUR in gebruiker.rollen else Zicht.SCHOOL
    return Kijker(zicht, frozenset(eigen_scholen(gebruiker, dag).values_list("brin6", flat=True)))


def swvs_van(scholen: QuerySet[School], dag: date) -> list[Samenwerkingsverband]:
    """The own SWVs in which these schools take part."""
    daar = SchoolDeelname.objects.geldig(dag).filter(school__in=scholen.values("pk"))
    return list(Samenwerkingsverband.objects.filter(eigen=True, pk__in=daar.values("swv")).order_by("code"))


def aantal_scholen(swvs: Iterable[Samenwerkingsverband], dag: date, keuze: Filter | None = None) -> int:
    """How many schools take part on this day, of all or of what was chosen: what a mean is divided by."""
    daar = SchoolDeelname.objects.geldig(dag).filter(swv__in=list(swvs))
    scholen = School.objects.open(dag).filter(pk__in=daar.values("school"))
    return scholen.filter(binnen.scholen(keuze, dag) if keuze else Q()).count()
