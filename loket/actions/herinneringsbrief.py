"""Asking once more, by letter, who was asked for a view and did not answer."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from loket.models import Aanvraag, Status, Zaakbrief

from .overgang import overgang
from .zaakbrief import brieven_maken
from .zaakwoorden import geadresseerd

S = Status
Soort = Zaakbrief.Soort


def nog_stil(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Somebody was asked and did not answer yet, and there is time left."""
    ronde = aanvraag.zienswijzeronden.filter(intrekking=None, gesloten_op=None).first()
    if ronde is None or ronde.tot < timezone.localdate(op):
        return "De tijd om te reageren is voorbij."
    if aanvraag.zaakbrieven.met_de_hand().filter(soort=Soort.ZIENSWIJZE).exists():
        return "De eerste brief is nog niet bij iedereen. Verstuur die eerst."
    laatste = aanvraag.zaakbrieven.filter(soort=Soort.MENING_WEER, vervallen_op=None).order_by("-pk").first()
    if laatste and timezone.localdate(laatste.brief.created_at) == timezone.localdate(op):
        return "Vandaag is al een herinnering gemaakt."
    return ""


@overgang(
    van={S.ZIENSWIJZE_LOOPT},
    naar=S.ZIENSWIJZE_LOOPT,
    permissie=Permissie.ZIENSWIJZE_VRAGEN,
    mits=(nog_stil,),
)
def mening_herinneren(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> None:
    """Ask once more who did not answer; by the portal to who reads it, the rest by post."""
    if not geadresseerd(aanvraag, Soort.MENING_WEER, timezone.localdate(op)):
        raise NietMogelijk("Iedereen heeft al gereageerd.")
    brieven_maken(aanvraag, Soort.MENING_WEER, op=op, door=door)
