"""Opening a file in an emergency, and closing it before its time. The privacy officer is told at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.logboek.geschiedenis import NOOD_DUUR, NOODTOEGANG
from kern.post.actions import melden
from loket.models import Aanvraag
from toezicht.models import Beoordeling, Noodtoegang
from toezicht.rules.toezien import TEGELIJK, Soort

P = Permissie


@transaction.atomic
def noodtoegang_openen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, reden: str) -> Noodtoegang:
    """Open this file for this person, until it ends by itself."""
    rechten_nodig(door, P.NOODTOEGANG)
    Gebruiker.objects.select_for_update().get(pk=door.pk)  # two at once are counted one after the other
    if Aanvraag.objects.visible_to(door).filter(pk=aanvraag.pk).exists():
        raise NietMogelijk("Je kunt dit dossier al lezen. Noodtoegang is niet nodig.")
    open_ = Noodtoegang.objects.open_op(op).filter(gebruiker=door)
    if open_.filter(aanvraag=aanvraag).exists():
        raise NietMogelijk("Je hebt dit dossier al open.")
    if open_.count() >= TEGELIJK:
        raise NietMogelijk(f"Je hebt al {TEGELIJK} dossiers open. Sluit er eerst een.")
    if not reden.strip():
        raise NietMogelijk("Schrijf op wat er aan de hand is.")
    tot = op + NOOD_DUUR
    rij = Noodtoegang.objects.create(aanvraag=aanvraag, gebruiker=door, reden=reden.strip(), geopend_op=op, tot=tot)
    vastleggen(NOODTOEGANG, rij, door=door, op=op, reden=rij.reden, tot=tot.isoformat())
    dag = timezone.localdate(op)
    Beoordeling.objects.create(
        dag=dag, soort=Soort.NOOD, wie=door.public_id, leerling=rij.log_leerling, ding=rij.public_id, gemaakt_op=op
    )
    for fg in met_rol(Rol.FG, dag):
        melden(wie=fg, sleutel=f"noodtoegang-{rij.public_id}-{fg.public_id}", op=op, dringend=True)
    return rij


@transaction.atomic
def noodtoegang_sluiten(noodtoegang: Noodtoegang, *, door: Gebruiker, op: datetime) -> Noodtoegang:
    """Close it now: by who opened it, or by the privacy officer."""
    zichtbaar = Noodtoegang.objects.visible_to(door, P.NOODTOEGANG, P.LOGBOEK_LEZEN).select_for_update()
    rij: Noodtoegang = get_object_or_404(zichtbaar, pk=noodtoegang.pk)
    if rij.gesloten_op is not None or rij.tot <= op:
        raise NietMogelijk("Deze noodtoegang is al voorbij.")
    rij.gesloten_op, rij.gesloten_door = op, door
    rij.save(update_fields=["gesloten_op", "gesloten_door"])
    vastleggen("noodtoegang_sluiten", rij, door=door, op=op)
    return rij
