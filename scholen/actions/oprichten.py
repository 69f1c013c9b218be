"""The first moment of an SWV in this portal: its row and its first settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import GEGEVENS, Instelling, Samenwerkingsverband

from .regio import BEGIN

GEWOON: dict[str, dict[str, Any]] = {
    "PO": {"tlv_soorten": ["SBO", "SO"]},
    "VO": {"tlv_soorten": ["VSO", "PRO"], "woord_ib": "ondersteuningscoördinator"},
}


@transaction.atomic
def swv_oprichten(
    *, door: Gebruiker, op: datetime, code: str, gegevens: dict[str, Any], instelling: dict[str, Any] | None = None
) -> Samenwerkingsverband:
    """Let this portal serve this SWV from the beginning. One that was known as a neighbour becomes our own.

    instelling: the columns of its first settings; without them those that most of its sector have.

    Raises NietMogelijk when there is one of this sector already: a portal serves one organisation (afspraak 11).
    """
    rechten_nodig(door, Permissie.INSTELLINGEN_BEHEREN)
    sector = code[:2]
    if vreemd := sorted(gegevens.keys() - set(GEGEVENS)):
        raise NietMogelijk(f"Dit is hier niet in te vullen: {', '.join(vreemd)}.")
    with connection.cursor() as cursor:  # there is no row to lock yet: two founders, one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('swv_oprichten'))")
    if Samenwerkingsverband.objects.select_for_update().filter(eigen=True, sector=sector).exists():
        raise NietMogelijk("Dit portaal heeft al een samenwerkingsverband in deze sector.")
    swv = Samenwerkingsverband.objects.filter(code=code).first() or Samenwerkingsverband(code=code)
    swv.sector, swv.eigen = sector, True
    for naam, waarde in gegevens.items():
        setattr(swv, naam, waarde)
    try:
        swv.full_clean()
        swv.save()
        eerste = Instelling(swv=swv, geldig_van=BEGIN, **(instelling or GEWOON[sector]))
        eerste.full_clean()
    except ValidationError as fout:
        raise NietMogelijk(" ".join(fout.messages)) from fout
    eerste.save()
    vastleggen("swv_oprichten", swv, door=door, op=op, code=code)
    return swv
