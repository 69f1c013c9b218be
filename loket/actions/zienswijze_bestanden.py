"""Photos and papers that somebody sends along with a view: added and taken out until it is sent, then frozen."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from kern.bestanden.models import Inhoud
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.actions import vastleggen
from loket.models import Zienswijze, Zienswijzebestand

from .zienswijze_geven import GELUID, open_vraag

HOOGSTENS = 10
"""Files with one view: more belong in a talk."""


@transaction.atomic
def bestand_toevoegen(
    zienswijze: Zienswijze, *, door: Gebruiker, op: datetime, inhoud: Inhoud, naam: str
) -> Zienswijzebestand:
    """Put a file that came in beside the own view; the same file twice is one. Nobody else sees it before it is sent.

    One of them may be a voice memo. Raises NietMogelijk when it is too late or there are too many.
    """
    rij, aanvraag = open_vraag(zienswijze, door)
    if bestaat := rij.bestanden.filter(inhoud=inhoud).first():
        return bestaat
    if inhoud.soort == GELUID and rij.bestanden.filter(inhoud__soort=GELUID).exists():
        raise NietMogelijk(gettext("Er zit al een opname bij. Haal die eerst weg."))
    if rij.bestanden.count() >= HOOGSTENS:
        raise NietMogelijk(
            gettext("Er kunnen hoogstens {aantal} bestanden bij. Haal er eerst een weg.").format(aantal=HOOGSTENS)
        )
    bestand: Zienswijzebestand = Zienswijzebestand.objects.create(
        zienswijze=rij, inhoud=inhoud, naam=naam, toegevoegd_op=op, toegevoegd_door=door
    )
    vastleggen("zienswijzebestand_toevoegen", aanvraag, door=door, op=op)
    return bestand


@transaction.atomic
def bestand_weghalen(zienswijze: Zienswijze, public_id: str, *, door: Gebruiker, op: datetime) -> None:
    """Take a file out before the view is sent; Http404 when it is not of this view."""
    rij, aanvraag = open_vraag(zienswijze, door)
    get_object_or_404(rij.bestanden, public_id=public_id).delete()
    vastleggen("zienswijzebestand_weghalen", aanvraag, door=door, op=op)
