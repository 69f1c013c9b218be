"""How somebody of the desk sets up the own work: columns, views, and what has been seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.actions import vastleggen
from loket.models import Aanvraag
from loket.models.notitie import Noeming
from loket.models.werkplek import BewaardeWeergave, Kijkmoment, Werkvoorkeur

BEZOEK = timedelta(minutes=30)
"""Pages of one case within this time are one visit."""
WEERGAVEN_HOOGSTENS = 12
"""Own views per user: each is counted on every visit of the worklist."""


@transaction.atomic
def voorkeur_bewaren(*, door: Gebruiker, op: datetime, per_pagina: int, kolommen: Sequence[str]) -> None:
    """Keep the columns and the page size of this user."""
    velden = {"per_pagina": per_pagina, "kolommen": [*kolommen]}
    Werkvoorkeur.objects.update_or_create(gebruiker=door, defaults=velden)
    vastleggen("voorkeur_bewaren", door, door=door, op=op)


@transaction.atomic
def weergave_bewaren(*, door: Gebruiker, op: datetime, naam: str, gedeeld: bool, vraag: str) -> BewaardeWeergave:
    """Keep a list with its filters under a name. vraag: a query string without free text."""
    if BewaardeWeergave.objects.filter(eigenaar=door).count() >= WEERGAVEN_HOOGSTENS:
        raise NietMogelijk(f"Je hebt al {WEERGAVEN_HOOGSTENS} weergaven. Verwijder er eerst een.")
    try:
        with transaction.atomic():
            weergave = BewaardeWeergave.objects.create(
                naam=naam.strip(), eigenaar=door, gedeeld=gedeeld, vraag=vraag, created_at=op
            )
    except IntegrityError as fout:
        raise NietMogelijk("Je hebt al een weergave met deze naam. Kies een andere naam.") from fout
    vastleggen("weergave_bewaren", weergave, door=door, op=op, gedeeld=gedeeld)
    return weergave


@transaction.atomic
def weergave_verwijderen(weergave: BewaardeWeergave, *, door: Gebruiker, op: datetime) -> None:
    """Throw away an own view; one that was shared is gone for everybody."""
    if weergave.eigenaar_id != door.pk:
        raise NietMogelijk("Alleen wie de weergave maakte, kan hem verwijderen.")
    vastleggen("weergave_verwijderen", weergave, door=door, op=op)
    weergave.delete()


@transaction.atomic
def gekeken(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> datetime | None:
    """Somebody opens a case: its marks go. Gives the look before this visit, None for the first.

    Not logged here: that somebody looked, the page itself logs (R-PRIV-08).
    """
    Noeming.objects.filter(notitie__aanvraag=aanvraag, gebruiker=door, gezien_op=None).update(gezien_op=op)
    moment, nieuw = Kijkmoment.objects.select_for_update().get_or_create(
        aanvraag=aanvraag, gebruiker=door, defaults={"gezien_op": op}
    )
    if nieuw:
        return None
    if op - moment.gezien_op > BEZOEK:
        moment.vorige_op = moment.gezien_op
    moment.gezien_op = op
    moment.save()
    return moment.vorige_op
