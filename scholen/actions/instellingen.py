"""Changing the settings of an SWV: always from a later day on, so that what runs keeps those it was judged by."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.zicht import nieuwe_public_id
from kern.logboek.actions import vastleggen
from scholen.models import Instelling, Samenwerkingsverband


@transaction.atomic
def instelling_wijzigen(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, geldig_van: date, velden: dict[str, Any]
) -> Instelling:
    """Let these columns have these values from this day on, in a version of its own (afspraak 13).

    A version that begins later keeps what it sets itself, and takes over what it only had inherited. Raises
    NietMogelijk for a day that has come: aanvragen are judged by it already.
    """
    rechten_nodig(door, Permissie.INSTELLINGEN_BEHEREN)
    if geldig_van <= timezone.localdate(op):
        raise NietMogelijk("Kies een dag vanaf morgen. Voor wat al is ingediend, verandert er niets.")
    Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk)
    basis = Instelling.objects.geldig(swv, geldig_van)
    anders = {naam: waarde for naam, waarde in velden.items() if getattr(basis, naam) != waarde}
    if not anders:
        raise NietMogelijk("Er is niets gewijzigd.")
    oud = {naam: getattr(basis, naam) for naam in anders}
    if basis.geldig_van != geldig_van:
        basis.pk, basis.public_id, basis.geldig_van = None, nieuwe_public_id(), geldig_van
        basis._state.adding = True
    _zetten(basis, anders)
    for later in Instelling.objects.filter(swv=swv, geldig_van__gt=geldig_van):
        geerfd = {naam: waarde for naam, waarde in anders.items() if getattr(later, naam) == oud[naam]}
        if geerfd:
            _zetten(later, geerfd)
    vastleggen("instelling_wijzigen", basis, door=door, op=op, geldig_van=geldig_van.isoformat(), velden=sorted(anders))
    return basis


def _zetten(rij: Instelling, velden: dict[str, Any]) -> None:
    for naam, waarde in velden.items():
        setattr(rij, naam, waarde)
    try:
        rij.full_clean()
    except ValidationError as fout:
        raise NietMogelijk(" ".join(fout.messages)) from fout
    rij.save()
