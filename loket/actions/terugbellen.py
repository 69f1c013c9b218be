"""A family that would rather call: a task for the school while it writes, for the loket after that (afspraak 48)."""

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
from loket.models import Aanvraag, Belverzoek, Status, Zienswijze
from scholen.models import Leerling

P = Permissie
WIE_BELT = {Belverzoek.Voor.SCHOOL: P.AANVRAAG_SCHRIJVEN, Belverzoek.Voor.LOKET: P.AANVRAAG_CONTROLEREN}
"""Whose task it is: one of the school or one of the loket, never both."""


def te_bellen_over(leerling: Leerling, gebruiker: Gebruiker) -> Aanvraag | None:
    """The draft that the school is writing about this child, for who represents it; None when there is none.

    A draft is no row to a parent (afspraak 19): nothing of it may be shown.
    """
    if not Leerling.objects.visible_to(gebruiker, P.DOSSIER_LEZEN).filter(pk=leerling.pk).exists():
        return None
    return Aanvraag.objects.filter(leerling=leerling, status=Status.CONCEPT).select_related("school").first()


@transaction.atomic
def bellen_vragen(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, telefoon: str, wanneer: str = "", waarover: str = ""
) -> Belverzoek:
    """Ask to be called about this aanvraag. Http404 when it is not about a child of this user."""
    kinderen = Leerling.objects.visible_to(door, P.DOSSIER_LEZEN)
    zaken = Aanvraag.objects.filter(leerling__in=kinderen).exclude(status=Status.VERWIJDERD)
    rij = get_object_or_404(zaken.select_for_update(of=("self",)), pk=aanvraag.pk)
    if not telefoon.strip():
        raise NietMogelijk(gettext("Vul in op welk nummer wij u kunnen bellen."))
    if rij.belverzoeken.filter(gevraagd_door=door, afgedaan_op=None).exists():
        raise NietMogelijk(gettext("U vroeg dit al. U wordt gebeld."))
    voor = Belverzoek.Voor.SCHOOL if rij.status == Status.CONCEPT else Belverzoek.Voor.LOKET
    assert rij.leerling is not None
    verzoek: Belverzoek = Belverzoek.objects.create(
        leerling=rij.leerling,
        aanvraag=rij,
        school=rij.school,
        voor=voor,
        telefoon=telefoon.strip(),
        wanneer=wanneer.strip(),
        waarover=waarover.strip(),
        gevraagd_op=op,
        gevraagd_door=door,
    )
    vastleggen("bellen_vragen", verzoek, door=door, op=op, voor=voor)
    wie = rij.aangemaakt_door if voor == Belverzoek.Voor.SCHOOL else rij.behandelaar
    if wie is not None and wie.is_active:
        melden(wie=wie, sleutel=f"bellen-{verzoek.public_id}", op=op)
    return verzoek


@transaction.atomic
def bellen_afdoen(verzoek: Belverzoek, *, door: Gebruiker, op: datetime, verslag: str) -> Belverzoek:
    """Write down that was called and what was said; the family sees that it was done, not what was written."""
    zichtbaar = Belverzoek.objects.visible_to(door, WIE_BELT[Belverzoek.Voor(verzoek.voor)])
    rij = get_object_or_404(zichtbaar.select_for_update(of=("self",)), pk=verzoek.pk)
    if rij.afgedaan_op is not None:
        raise NietMogelijk("Dit is al afgedaan.")
    if not verslag.strip():
        raise NietMogelijk("Schrijf op wat er is besproken, of waarom bellen niet lukte.")
    rij.verslag, rij.afgedaan_op, rij.afgedaan_door = verslag.strip(), op, door
    rij.save()
    vastleggen("bellen_afdoen", rij, door=door, op=op)
    return rij


def afdoen_bij_mening(zienswijze: Zienswijze, *, door: Gebruiker, op: datetime) -> None:
    """A view that was told is the report of that call too; in the running transaction."""
    persoon = zienswijze.betrokkene or zienswijze.leerling
    if persoon is None or persoon.gebruiker_id is None:
        return
    open_ = Belverzoek.objects.filter(
        aanvraag=zienswijze.ronde.aanvraag_id, gevraagd_door=persoon.gebruiker_id, voor="loket", afgedaan_op=None
    )
    for rij in open_.select_for_update():
        rij.verslag, rij.afgedaan_op, rij.afgedaan_door = "Zie de mening die is vastgelegd.", op, door
        rij.save()
        vastleggen("bellen_afdoen", rij, door=door, op=op)
