"""Somebody who looks along with a parent of the demo, with a button to log in as that person."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from kern.gebruikers.rollen import Permissie
from loket.actions.helper import geeft_als, helper_uitnodigen
from loket.models import IN_BEHANDELING, Aanvraag
from loket.rules.helper import voorstel
from scholen.models import Gezag

HELPER: dict[str, Any] = {"naam": "Hanna de Helper", "email": "hanna.de.helper@oefen.example", "soort": "consulent"}


def helper_vullen(*, vandaag: date) -> None:
    """Lay it down as of this day, with the first parent who can; without such a parent nothing."""
    banden = Gezag.objects.geldig(vandaag).filter(betrokkene__gebruiker__isnull=False, contactverbod=False)
    for band in banden.select_related("betrokkene__gebruiker").order_by("pk"):
        ouder = band.betrokkene.gebruiker
        assert ouder is not None
        mijn = Aanvraag.objects.visible_to(ouder, Permissie.DOSSIER_LEZEN).filter(leerling=band.leerling)
        zaak = mijn.filter(status__in=sorted(IN_BEHANDELING)).select_related("leerling").order_by("pk").first()
        if zaak is not None and geeft_als(zaak, ouder, vandaag) is not None:
            op = timezone.make_aware(datetime.combine(vandaag - timedelta(days=2), time(20)))
            helper_uitnodigen(zaak, door=ouder, op=op, adres="", tot=voorstel(vandaag - timedelta(days=2)), **HELPER)
            return
