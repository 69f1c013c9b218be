"""More time to give a view: asked by the one who was asked, given until a day or refused by the SWV.

The rules of the round stay: it closes when all have spoken, or when the last day of who has not is over.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import Aanvraag, Reactieuitstel, Zienswijze
from loket.rules.zienswijze import meer_tijd_fout

from .zienswijze_geven import open_vraag

P = Permissie


@transaction.atomic
def meer_tijd_vragen(zienswijze: Zienswijze, *, door: Gebruiker, op: datetime, reden: str) -> Reactieuitstel:
    """Ask for more time, while the round waits. Raises NietMogelijk when it is over or was asked already."""
    rij, aanvraag = open_vraag(zienswijze, door)
    if rij.ronde.gesloten_op is not None or rij.uiterlijk < timezone.localdate(op):
        raise NietMogelijk(gettext("De tijd om te reageren is voorbij. Wat u nu nog stuurt, lezen wij."))
    if not reden.strip():
        raise NietMogelijk(gettext("Schrijf op waarom u meer tijd nodig heeft."))
    if rij.uitstelverzoeken.filter(besloten_op=None).exists():
        raise NietMogelijk(gettext("U vroeg al om meer tijd. Wij laten het u weten."))
    verzoek: Reactieuitstel = Reactieuitstel.objects.create(
        zienswijze=rij, reden=reden.strip(), gevraagd_op=op, gevraagd_door=door
    )
    vastleggen("meer_tijd_vragen", aanvraag, door=door, op=op)
    wie = rij.ronde.geopend_door if rij.ronde.intrekking_id else aanvraag.behandelaar
    if wie is not None and wie.is_active:
        melden(wie=wie, sleutel=f"meer-tijd-{verzoek.public_id}", op=op, dringend=True)
    return verzoek


@transaction.atomic
def meer_tijd_geven(verzoek: Reactieuitstel, *, door: Gebruiker, op: datetime, tot: date) -> Reactieuitstel:
    """Give this person until `tot`, inclusive; the others keep their own day. Raises NietMogelijk with the reason."""
    rij, aanvraag = _open(verzoek, door)
    vandaag = timezone.localdate(op)
    termijn = None if rij.zienswijze.ronde.intrekking_id else aanvraag.termijn(vandaag)
    uiterlijk = termijn.wettelijk if termijn else None
    huidig = rij.zienswijze.uiterlijk
    if fout := meer_tijd_fout(tot, huidig=huidig, vandaag=vandaag, besluit_uiterlijk=uiterlijk):
        raise NietMogelijk(fout)
    rij.zienswijze.tot = tot
    rij.zienswijze.save(update_fields=["tot"])
    rij.tot = tot
    return _beslist(rij, aanvraag, "meer_tijd_geven", door=door, op=op)


@transaction.atomic
def meer_tijd_weigeren(verzoek: Reactieuitstel, *, door: Gebruiker, op: datetime, weigering: str) -> Reactieuitstel:
    """Refuse it, in words that the person reads; the day stays as it was."""
    rij, aanvraag = _open(verzoek, door)
    if not weigering.strip():
        raise NietMogelijk("Schrijf op waarom er niet meer tijd is. De ouder leest dit.")
    rij.weigering = weigering.strip()
    return _beslist(rij, aanvraag, "meer_tijd_weigeren", door=door, op=op)


def _open(verzoek: Reactieuitstel, door: Gebruiker) -> tuple[Reactieuitstel, Aanvraag]:
    """The request and its case, locked; NietMogelijk when there is nothing to decide any more."""
    zichtbaar = Reactieuitstel.objects.visible_to(door, P.ZIENSWIJZE_VRAGEN).filter(pk=verzoek.pk)
    zaken = Aanvraag.objects.filter(pk__in=zichtbaar.values("zienswijze__ronde__aanvraag"))
    aanvraag = get_object_or_404(zaken.select_for_update(of=("self",)))
    rij = get_object_or_404(zichtbaar.select_for_update(of=("self",)).select_related("zienswijze__ronde"))
    if rij.besloten_op is not None:
        raise NietMogelijk("Over dit verzoek is al beslist.")
    if rij.zienswijze.gegeven_op is not None:
        raise NietMogelijk("Deze mening is al gegeven. Er is niets meer te beslissen.")
    return rij, aanvraag


def _beslist(rij: Reactieuitstel, aanvraag: Aanvraag, actie: str, *, door: Gebruiker, op: datetime) -> Reactieuitstel:
    rij.besloten_op, rij.besloten_door = op, door
    rij.save()
    vastleggen(actie, aanvraag, door=door, op=op)
    if rij.gevraagd_door.is_active:
        sleutel = f"meer-tijd-beslist-{rij.public_id}"
        melden(wie=rij.gevraagd_door, sleutel=sleutel, op=op, dringend=True)
    return rij
