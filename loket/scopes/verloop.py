"""Whose history a reader may read on the page of a case."""

from __future__ import annotations

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.models import Aanvraag, Bezwaarzaak

WERKT_AAN_ZAAK = (Permissie.AANVRAAG_CONTROLEREN, Permissie.BESLUIT_NEMEN, Permissie.BEZWAAR_BEHANDELEN)


def verloop_van(aanvraag: Aanvraag, gebruiker: Gebruiker) -> list[str]:
    """Public ids of the things of which this reader may read what happened.

    Who works on the case reads that of the case. Who only advises on a bezwaar (the committee is independent, Awb 7:13)
    reads that of the bezwaar: how the desk worked is no paper of the file.
    """
    zichtbaar = (Aanvraag.objects.visible_to(gebruiker, een) for een in WERKT_AAN_ZAAK)
    if any(rijen.filter(pk=aanvraag.pk).exists() for rijen in zichtbaar):
        return [aanvraag.public_id]
    zaken = Bezwaarzaak.objects.visible_to(gebruiker).filter(besluit__aanvraag=aanvraag)
    return [*zaken.order_by("pk").values_list("public_id", flat=True)]
