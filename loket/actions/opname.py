"""The summary of a voice memo: what a letter quotes of it, written by us or by who gave it, and what the giver says."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import Aanvraag, Opnamesamenvatting, Zienswijze

from .afscherming import geheim_adres_fout
from .zienswijze import kan_nog

P = Permissie
K = Opnamesamenvatting.Klopt
BESLOTEN = gettext_noop("Er is al een besluit. De samenvatting verandert niet meer.")


@transaction.atomic
def samenvatting_schrijven(zienswijze: Zienswijze, *, door: Gebruiker, op: datetime, tekst: str) -> Opnamesamenvatting:
    """Write down in short what is said in the memo with a view; the giver is told, and may say whether it is right.

    May be written again until the decision: each version stays. Raises NietMogelijk when it is too late, when there is
    no memo, or when a secret address would stand in a letter.
    """
    rij, aanvraag = _op_slot(zienswijze, door, P.ZIENSWIJZE_VRAGEN)
    if rij.gegeven_op is None or not rij.opname:
        raise NietMogelijk("Bij deze mening zit geen opname.")
    if not tekst.strip():
        raise NietMogelijk("Schrijf op wat er in de opname wordt gezegd.")
    if geheim := geheim_adres_fout(aanvraag, [tekst], timezone.localdate(op)):
        raise NietMogelijk(geheim)
    vorige = rij.samenvatting
    nieuw: Opnamesamenvatting = Opnamesamenvatting.objects.create(
        zienswijze=rij,
        versie=vorige.versie + 1 if vorige else 1,
        tekst=tekst.strip(),
        geschreven_op=op,
        geschreven_door=door,
    )
    vastleggen("opname_samenvatten", aanvraag, door=door, op=op)
    wie = rij.betrokkene or rij.leerling
    if wie is not None and wie.gebruiker is not None and wie.gebruiker.is_active:
        sleutel = f"samenvatting-{nieuw.public_id}"
        melden(wie=wie.gebruiker, sleutel=sleutel, op=op)
    return nieuw


@transaction.atomic
def samenvatting_beantwoorden(
    zienswijze: Zienswijze, *, door: Gebruiker, op: datetime, klopt: str, reactie: str
) -> Opnamesamenvatting:
    """Say whether our summary of the own memo is right, and else what is not; a letter quotes that beside it."""
    rij, aanvraag = _op_slot(zienswijze, door, P.ZIENSWIJZE_GEVEN)
    laatste = rij.samenvatting
    if laatste is None or laatste.zelf or laatste.gereageerd_op is not None:
        raise NietMogelijk(gettext("Er is nu geen samenvatting waarop u kunt reageren."))
    if klopt not in K.values:
        raise NietMogelijk(gettext("Kies of de samenvatting klopt."))
    if klopt == K.NEE and not reactie.strip():
        raise NietMogelijk(gettext("Schrijf op wat er niet klopt."))
    laatste.klopt, laatste.reactie, laatste.gereageerd_op = klopt, reactie.strip(), op
    laatste.save(update_fields=["klopt", "reactie", "gereageerd_op"])
    vastleggen("opname_reageren", aanvraag, door=door, op=op)
    if (lezer := laatste.geschreven_door).is_active and klopt == K.NEE:
        melden(wie=lezer, sleutel=f"reactie-{laatste.public_id}", op=op)
    return laatste


def _op_slot(zienswijze: Zienswijze, door: Gebruiker, permissie: Permissie) -> tuple[Zienswijze, Aanvraag]:
    zichtbaar = Zienswijze.objects.visible_to(door, permissie)
    zaken = Aanvraag.objects.filter(pk__in=zichtbaar.filter(pk=zienswijze.pk).values("ronde__aanvraag"))
    aanvraag = get_object_or_404(zaken.select_for_update(of=("self",)))
    rij: Zienswijze = get_object_or_404(zichtbaar.select_related("ronde", "betrokkene", "leerling"), pk=zienswijze.pk)
    if not kan_nog(rij.ronde, aanvraag):
        raise NietMogelijk(gettext(BESLOTEN))
    return rij, aanvraag
