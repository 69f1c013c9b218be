"""The one table of transitions of a casus (13.5), and the lock that every other action on a casus takes."""

from __future__ import annotations

from datetime import datetime

from django.shortcuts import get_object_or_404

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk, Overgangen
from kern.gebruikers.rollen import Permissie
from thuiszitters.models import Casus

overgang: Overgangen[Casus] = Overgangen(Casus)
GESLOTEN = "Deze casus is gesloten. Heropen hem eerst."


def lopende_casus(casus: Casus, *een_van: Permissie, door: Gebruiker, op: datetime) -> Casus:
    """This case, locked, and marked as touched now. Call inside a transaction.

    Raises 404 when this user does not see it, NietMogelijk when none of these rights reaches it or it is closed.
    """
    rij: Casus = get_object_or_404(Casus.objects.visible_to(door).select_for_update(of=("self",)), pk=casus.pk)
    if not any(Casus.objects.visible_to(door, recht).filter(pk=rij.pk).exists() for recht in een_van):
        raise NietMogelijk(GEEN_RECHTEN)
    if not rij.loopt:
        raise NietMogelijk(GESLOTEN)
    rij.laatste_actie_op = op
    rij.save(update_fields=["laatste_actie_op"])
    return rij
