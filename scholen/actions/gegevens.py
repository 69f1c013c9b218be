"""Changing how an SWV calls itself, looks and is reached: from today or from a later day on (docs/adr/0046)."""

from __future__ import annotations

import base64
import hashlib
from datetime import date, datetime
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from kern.bestanden.actions import beeld_ontvangen
from kern.bestanden.controle import BestandFout
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import GEGEVENS, Samenwerkingsverband, SwvLogo, SwvVersie

from .regio import BEGIN
from .versies import versie_schrijven, wat_verschilt

ZIJDE = 400
"""Pixels: it stands 42 high on a screen, also of a phone with three dots in each."""
HOOGSTENS = 100_000
"""Bytes: every page has it."""


@transaction.atomic
def gegevens_wijzigen(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, geldig_van: date, velden: dict[str, Any]
) -> SwvVersie:
    """Let these columns (GEGEVENS) have these values from this day on.

    What was there before the first change becomes the first version. Raises NietMogelijk for a day that is over: a
    letter of that day said it otherwise.
    """
    rechten_nodig(door, Permissie.INSTELLINGEN_BEHEREN)
    vandaag = timezone.localdate(op)
    if geldig_van < vandaag:
        raise NietMogelijk("Kies vandaag of een latere dag.")
    if vreemd := sorted(velden.keys() - set(GEGEVENS)):
        raise NietMogelijk(f"Dit is hier niet te wijzigen: {', '.join(vreemd)}.")
    if velden.get("logo") and logo_met_afdruk(velden["logo"]) is None:
        raise NietMogelijk("Dit logo is er niet.")
    swv = Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk, eigen=True)
    basis = SwvVersie.objects.geldig(swv, geldig_van) or SwvVersie.objects.create(
        swv=swv, geldig_van=BEGIN, **{naam: getattr(swv, naam) for naam in GEGEVENS}
    )
    anders = sorted(wat_verschilt(basis, velden))
    later = SwvVersie.objects.filter(swv=swv, geldig_van__gt=geldig_van)
    versie = versie_schrijven(basis, geldig_van=geldig_van, velden=velden, later=later)
    _overnemen(swv, vandaag)
    vastleggen("gegevens_wijzigen", versie, door=door, op=op, geldig_van=geldig_van.isoformat(), velden=anders)
    return versie


def logo_plaatsen(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, geldig_van: date, bestand: File[bytes]
) -> SwvVersie:
    """Put this picture beside the name from this day on. Raises NietMogelijk or BestandFout with what to do.

    Only the pixels of a PNG or JPEG come in: an SVG can hold a script.
    """
    rechten_nodig(door, Permissie.INSTELLINGEN_BEHEREN)
    beeld = beeld_ontvangen(bestand, zijde=ZIJDE)  # takes its time: before anything is locked
    if len(beeld.data) > HOOGSTENS:
        raise BestandFout("Het logo is te zwaar voor elke pagina. Kies een eenvoudiger beeld, of sla het op als JPEG.")
    afdruk = base64.urlsafe_b64encode(hashlib.sha256(beeld.data).digest()[:16]).rstrip(b"=").decode()
    with transaction.atomic():
        SwvLogo.objects.get_or_create(afdruk=afdruk, defaults={"mime": beeld.soort, "gegevens": beeld.data})
        return gegevens_wijzigen(swv, door=door, op=op, geldig_van=geldig_van, velden={"logo": afdruk})


def logo_met_afdruk(afdruk: str) -> SwvLogo | None:
    """The logo with this print: it is for everybody."""
    return SwvLogo.objects.filter(afdruk=afdruk).first()


@transaction.atomic
def gegevens_laten_ingaan(*, door: Actor, op: datetime) -> int:
    """Let each SWV be what its version of today says; return how many changed. May run at any time, and twice."""
    vandaag, aantal = timezone.localdate(op), 0
    for swv in Samenwerkingsverband.objects.select_for_update().filter(eigen=True).order_by("pk"):
        if velden := _overnemen(swv, vandaag):
            vastleggen("gegevens_laten_ingaan", swv, door=door, op=op, velden=velden)
            aantal += 1
    return aantal


def _overnemen(swv: Samenwerkingsverband, dag: date) -> list[str]:
    """Copy the version of this day to the row that all pages and letters read; return the columns that changed."""
    versie = SwvVersie.objects.geldig(swv, dag)
    if versie is None:
        return []
    anders = sorted(naam for naam in GEGEVENS if getattr(swv, naam) != getattr(versie, naam))
    for naam in anders:
        setattr(swv, naam, getattr(versie, naam))
    if anders:
        swv.save(update_fields=anders)
    return anders
