"""Taking lines of the logbook out of the portal: with a reason, which is a line itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.logboek.zoeken import Zoekvraag, gezocht
from toezicht.logregels import Gelezen, Zoeking, lezen

HOOGSTENS = 10_000


@transaction.atomic
def logboek_exporteren(vraag: Zoekvraag, *, door: Gebruiker, op: datetime, reden: str) -> list[Gelezen]:
    """The lines, newest first, at most HOOGSTENS."""
    rechten_nodig(door, Permissie.LOGBOEK_LEZEN)
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarvoor je dit bestand nodig hebt.")
    regels = lezen(list(gezocht(vraag)[:HOOGSTENS]))
    vastleggen("logboek_geexporteerd", Zoeking(vraag), door=door, op=op, reden=reden.strip(), regels=len(regels))
    return regels
