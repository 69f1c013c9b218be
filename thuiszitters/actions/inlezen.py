"""Reporting all children of a list at once: every one of them, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen

from .melden import Gegevens, Hoe, melden


@transaction.atomic
def lijst_melden(rijen: Sequence[tuple[int, Gegevens]], *, door: Gebruiker, op: datetime, sleutel: str) -> Counter[Hoe]:
    """Report each of these (row in the file, what is reported), and say how many became what.

    sleutel: of the list, so that a double click reports each child once. Raises NietMogelijk with the row of the first
    child that cannot be reported; nothing is kept then.
    """
    rechten_nodig(door, Permissie.THUISZITTER_MELDEN)
    uitkomst: Counter[Hoe] = Counter()
    for nr, gegevens in rijen:
        try:
            uitkomst[melden(gegevens, door=door, op=op, sleutel=f"{sleutel}-{nr}")[1]] += 1
        except NietMogelijk as reden:
            raise NietMogelijk(f"Rij {nr}: {reden}") from reden
    vastleggen("verzuimlijst_inlezen", door, door=door, op=op, rijen=len(rijen))
    return uitkomst
