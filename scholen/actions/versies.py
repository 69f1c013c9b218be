"""Writing a version that begins on a day, beside those that begin later (docs/adr/0012)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.zicht import nieuwe_public_id
from scholen.models import Instelling, SwvVersie

V = TypeVar("V", Instelling, SwvVersie)


def versie_schrijven(basis: V, *, geldig_van: date, velden: dict[str, Any], later: Iterable[V]) -> V:
    """Let these columns have these values from this day on. basis: the version that holds on that day.

    A later version keeps what it sets itself, and takes over what it only had inherited. Raises NietMogelijk when
    nothing would change, or with what a column may not be.
    """
    anders = wat_verschilt(basis, velden)
    if not anders:
        raise NietMogelijk("Er is niets gewijzigd.")
    oud = {naam: getattr(basis, naam) for naam in anders}
    if basis.geldig_van != geldig_van:
        basis.pk, basis.public_id, basis.geldig_van = None, nieuwe_public_id(), geldig_van
        basis._state.adding = True
    _zetten(basis, anders)
    for rij in later:
        geerfd = {naam: waarde for naam, waarde in anders.items() if getattr(rij, naam) == oud[naam]}
        if geerfd:
            _zetten(rij, geerfd)
    return basis


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
