"""A worry about safety, told by who helps a pupil: a task of the loket, and known to nobody else (afspraak 47)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import VOOR_INDIENEN, Aanvraag, Veiligheidszorg

from .stem import HOREN

P = Permissie


@transaction.atomic
def zorg_melden(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, tekst: str, melder: str, telefoon: str = ""
) -> Veiligheidszorg:
    """Tell the loket. Who tells it does not find it back, for the device may be somebody else's.

    A draft is the school's alone: there the meldcode of the school holds.
    """
    zichtbaar = Aanvraag.objects.none()
    for permissie in HOREN:
        zichtbaar = zichtbaar | Aanvraag.objects.visible_to(door, permissie)
    rij = get_object_or_404(zichtbaar.select_related("behandelaar"), pk=aanvraag.pk)
    if rij.status in VOOR_INDIENEN:
        raise NietMogelijk("Volg de meldcode van de school. Het loket ziet deze aanvraag nog niet.")
    if not tekst.strip() or not melder.strip():
        raise NietMogelijk(gettext("Schrijf op waarover u zich zorgen maakt, en wie u bent."))
    zorg: Veiligheidszorg = Veiligheidszorg.objects.create(
        aanvraag=rij,
        tekst=tekst.strip(),
        melder=melder.strip(),
        telefoon=telefoon.strip(),
        gemeld_op=op,
        gemeld_door=door,
    )
    vastleggen("zorg_melden", zorg, door=door, op=op)
    if rij.behandelaar is not None and rij.behandelaar.is_active:
        melden(wie=rij.behandelaar, sleutel=f"zorg-{zorg.public_id}", op=op, dringend=True)
    return zorg


@transaction.atomic
def zorg_afhandelen(zorg: Veiligheidszorg, *, door: Gebruiker, op: datetime, verslag: str) -> Veiligheidszorg:
    """Write down what was done by the meldcode."""
    zichtbaar = Veiligheidszorg.objects.visible_to(door, P.ZIENSWIJZE_VRAGEN)
    rij: Veiligheidszorg = get_object_or_404(zichtbaar.select_for_update(of=("self",)), pk=zorg.pk)
    if rij.afgehandeld_op is not None:
        raise NietMogelijk("Deze zorg is al afgehandeld.")
    if not verslag.strip():
        raise NietMogelijk("Schrijf op wat er is gedaan.")
    rij.verslag, rij.afgehandeld_op, rij.afgehandeld_door = verslag.strip(), op, door
    rij.save()
    vastleggen("zorg_afhandelen", rij, door=door, op=op)
    return rij
