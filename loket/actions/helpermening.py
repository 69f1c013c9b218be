"""A helper prepares a view; who asked it reads it, takes it over or not, and sends the view itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import Aanvraag, Helperconcept, Helpertoegang, Zienswijze, ZienswijzeConcept
from loket.scopes.helper import toegangen_van

from .zienswijze_geven import concept_bewaren, open_vraag

P = Permissie
TEKENS = 4000
"""As long as a view may be."""
TE_LANG = gettext_noop("Samen met wat er al staat, is dit te lang. Neem zelf over wat u wilt.")


def voor_te_bereiden(aanvraag: Aanvraag, helper: Gebruiker) -> tuple[Helpertoegang, Zienswijze]:
    """The leave by which this helper prepares a view in this case, and the view that was asked last.

    Through the one role of the giver; Http404 without that right, or when the giver was asked nothing.
    """
    toegang = next((een for een in toegangen_van(helper) if een.aanvraag_id == aanvraag.pk and een.mag_mening), None)
    if toegang is None or toegang.gever is None:
        raise Http404
    gevraagd = Zienswijze.objects.visible_through(toegang.gever, toegang.rol).filter(ronde__aanvraag=aanvraag)
    rij: Zienswijze | None = gevraagd.select_related("ronde__aanvraag").order_by("-ronde", "-pk").first()
    if rij is None:
        raise Http404
    return toegang, rij


@transaction.atomic
def mening_voorbereiden(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, tekst: str) -> Helperconcept:
    """Keep what the helper wrote for the giver, who is told that something waits. It goes to nobody else."""
    toegang, gevraagd = voor_te_bereiden(aanvraag, door)
    assert toegang.gever is not None
    rij, _ = open_vraag(gevraagd, toegang.gever)
    if not tekst.strip():
        raise NietMogelijk(gettext("Schrijf op wat u wilt voorstellen"))
    velden = {"tekst": tekst.strip()[:TEKENS], "bewerkt_op": op}
    concept, _ = Helperconcept.objects.update_or_create(toegang=toegang, zienswijze=rij, defaults=velden)
    vastleggen("mening_voorbereiden", concept, door=door, op=op, rol=Rol.HELPER)
    sleutel = f"helperconcept-{concept.public_id}-{timezone.localdate(op):%Y%m%d}"
    melden(wie=toegang.gever, sleutel=sleutel, op=op)
    return concept


@transaction.atomic
def mening_overnemen(public_id: str, *, door: Gebruiker, op: datetime) -> ZienswijzeConcept:
    """Put what a helper prepared under what the giver wrote already; it is still the giver who sends it."""
    mijn = Helperconcept.objects.visible_to(door, P.ZIENSWIJZE_GEVEN).select_related("zienswijze")
    gevonden = get_object_or_404(mijn, public_id=public_id, toegang__gegeven_door=door)
    rij, _ = open_vraag(gevonden.zienswijze, door)
    stond = ZienswijzeConcept.objects.filter(zienswijze=rij).first() or ZienswijzeConcept(zienswijze=rij)
    tekst = stond.tekst if gevonden.tekst in stond.tekst else f"{stond.tekst}\n\n{gevonden.tekst}".strip()
    if len(tekst) > TEKENS:
        raise NietMogelijk(gettext(TE_LANG))
    return concept_bewaren(rij, door=door, op=op, versie=stond.versie, tekst=tekst)
