"""Writing a version that begins on a day, beside those that begin later, and taking one back (docs/adr/0012)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.zicht import nieuwe_public_id
from kern.logboek.actions import vastleggen
from scholen.models import Instelling, Samenwerkingsverband, SwvVersie

V = TypeVar("V", Instelling, SwvVersie)
NIET = {"id", "public_id", "swv", "geldig_van"}
"""Columns of a version that are no setting."""


def versie_schrijven(basis: V, *, geldig_van: date, velden: dict[str, Any], later: Iterable[V]) -> V:
    """Let these columns have these values from this day on. basis: the version that holds on that day.

    A later version keeps what it sets itself, and takes over what it only had inherited. Raises NietMogelijk when
    nothing would change, or with what a column may not be.
    """
    anders = wat_verschilt(basis, velden)
    if not anders:
        raise NietMogelijk("Er is niets gewijzigd.")
    oud = basis.__class__(**{naam: getattr(basis, naam) for naam in anders})
    if basis.geldig_van != geldig_van:
        basis.pk, basis.public_id, basis.geldig_van = None, nieuwe_public_id(), geldig_van
        basis._state.adding = True
    _zetten(basis, anders)
    _doorgeven(later, oud, anders)
    return basis


@transaction.atomic
def versie_intrekken(versie: V, *, door: Gebruiker, op: datetime) -> Samenwerkingsverband:
    """Let a change that has not begun not happen; a later version that had inherited it goes back too.

    Raises NietMogelijk once it holds: something may have been judged by it.
    """
    rechten_nodig(door, Permissie.INSTELLINGEN_BEHEREN)
    swv = Samenwerkingsverband.objects.select_for_update().get(pk=versie.swv_id)
    alle = versie.__class__.objects.filter(swv=swv)
    rij = alle.filter(pk=versie.pk, geldig_van__gt=timezone.localdate(op)).first()
    if rij is None:
        raise NietMogelijk("Dit geldt al. Maak een nieuwe wijziging.")
    voor = alle.geldig(swv, rij.geldig_van - timedelta(days=1))
    kolommen = [een.name for een in rij._meta.concrete_fields if een.name not in NIET]
    terug = wat_verschilt(rij, {naam: getattr(voor, naam) for naam in kolommen})
    _doorgeven(alle.filter(geldig_van__gt=rij.geldig_van), rij, terug)
    van = rij.geldig_van.isoformat()
    vastleggen("versie_intrekken", swv, door=door, op=op, geldig_van=van, velden=sorted(terug))
    rij.delete()
    return swv


def _doorgeven(later: Iterable[V], oud: V, anders: dict[str, Any]) -> None:
    """What a later version only had inherited changes with it."""
    for rij in later:
        geerfd = {naam: waarde for naam, waarde in anders.items() if getattr(rij, naam) == getattr(oud, naam)}
        if geerfd:
            _zetten(rij, geerfd)


def wat_verschilt(basis: Instelling | SwvVersie, velden: dict[str, Any]) -> dict[str, Any]:
    """Of these columns those that this version has otherwise."""
    return {naam: waarde for naam, waarde in velden.items() if getattr(basis, naam) != waarde}


def _zetten(rij: Instelling | SwvVersie, velden: dict[str, Any]) -> None:
    for naam, waarde in velden.items():
        setattr(rij, naam, waarde)
    try:
        rij.full_clean()
    except ValidationError as fout:
        raise NietMogelijk(" ".join(fout.messages)) from fout
    rij.save()
