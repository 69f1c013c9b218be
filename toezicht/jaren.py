"""In the figures of which school years a file counts: from its first day up to its last."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from kern.termijnen.schooljaar import schooljaar
from scholen.models import Leerling
from toezicht.dossiers import Dossier

BEGIN = ("ontvangstdatum", "gevraagd_op", "created_at", "gemeld_op", "begonnen_op", "van")
"""By which of these columns a row of any kind begins."""


def jaren_van(dossier: Dossier, dag: date) -> list[int]:
    """The school years, as far as they were on this day. A child without a file is in no figure."""
    gevonden: set[int] = set()
    for rij, feiten in dossier.wortels:
        dagen = [een for een in (*_begin(rij), feiten.anker, feiten.geldig_tot) if een]
        if dagen and not isinstance(rij, Leerling):
            gevonden |= {*range(schooljaar(min(dagen)), schooljaar(min(max(dagen), dag)) + 1)}
    return sorted(gevonden)


def _begin(rij: Any) -> list[date]:
    waarden = [getattr(rij, veld, None) for veld in BEGIN]
    return [timezone.localdate(een) if isinstance(een, datetime) else een for een in waarden if isinstance(een, date)]
