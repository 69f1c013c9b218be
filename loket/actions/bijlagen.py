"""Putting back a document that was taken out of a draft by mistake."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.shortcuts import get_object_or_404

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import Aanvraag, Bijlage, Status

TERUGZETTEN_BINNEN = timedelta(hours=1)
TE_LAAT = "Terugzetten kan niet meer. Voeg het bestand opnieuw toe."


def net_verwijderd(aanvraag: Aanvraag, *, op: datetime) -> list[Bijlage]:
    """Documents that were taken out of this draft shortly ago, newest first: they can be put back."""
    if aanvraag.status != Status.CONCEPT:
        return []
    lijst = aanvraag.bijlagen.filter(verwijderd_op__gt=op - TERUGZETTEN_BINNEN).select_related("inhoud")
    return list(lijst.order_by("-verwijderd_op"))


@transaction.atomic
def bijlage_terugzetten(aanvraag: Aanvraag, public_id: str, *, door: Gebruiker, op: datetime) -> Bijlage:
    """Undo the removal of a document, for an hour and while it is a draft."""
    rijen = Aanvraag.objects.visible_to(door, Permissie.AANVRAAG_SCHRIJVEN).select_for_update(of=("self",))
    rij = get_object_or_404(rijen, pk=aanvraag.pk)
    stuk = next((een for een in net_verwijderd(rij, op=op) if een.public_id == public_id), None)
    if stuk is None:
        raise NietMogelijk(TE_LAAT)
    if rij.bijlagen.filter(inhoud=stuk.inhoud, soort=stuk.soort, verwijderd_op=None).exists():
        raise NietMogelijk("Dit bestand zit al bij de aanvraag.")
    stuk.verwijderd_op = None
    stuk.save(update_fields=["verwijderd_op"])
    vastleggen("bijlage_terugzetten", stuk, door=door, op=op)
    return stuk
