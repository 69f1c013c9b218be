"""Whether this user was asked for a view on what the SWV means to decide, and can still give it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.actions.zienswijze import EIGEN_DAG, kan_nog
from loket.models import Aanvraag, Zienswijze

P = Permissie


def mijn_zienswijze(gebruiker: Gebruiker, aanvraag: Aanvraag) -> Zienswijze | None:
    """The last time that this user was asked about this aanvraag."""
    mijn = Zienswijze.objects.visible_to(gebruiker, P.ZIENSWIJZE_GEVEN).filter(ronde__aanvraag=aanvraag)
    rij: Zienswijze | None = mijn.select_related("ronde__aanvraag").order_by("-ronde", "-pk").first()
    return rij


def wacht_op(zienswijze: Zienswijze | None) -> bool:
    """Whether something can still be said."""
    return zienswijze is not None and zienswijze.gegeven_op is None and is_open(zienswijze)


def is_open(zienswijze: Zienswijze) -> bool:
    """Whether there is no decision yet."""
    return kan_nog(zienswijze.ronde, zienswijze.ronde.aanvraag)


def reageren_tot(gebruiker: Gebruiker, aanvragen: Iterable[Aanvraag]) -> dict[int, date]:
    """Of these aanvragen the ones that wait for a view of this user: id → last day. One query.

    A round over a withdrawal stays open until it is decided; on the list of what to do it stands until its last day.
    """
    telt = Q(ronde__intrekking=None) | Q(eigen_dag__gte=timezone.localdate())
    gevraagd = Zienswijze.objects.visible_to(gebruiker, P.ZIENSWIJZE_GEVEN).annotate(eigen_dag=EIGEN_DAG)
    mijn = gevraagd.filter(
        telt, gegeven_op=None, ronde__gesloten_op=None, ronde__aanvraag__in=[een.pk for een in aanvragen]
    )
    return dict(mijn.values_list("ronde__aanvraag_id", "eigen_dag"))
