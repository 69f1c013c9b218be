"""Changing the settings of an SWV: from a later day on, so that what runs keeps those it was judged by."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import ManyToOneRel
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.woorden import datum_voluit
from scholen.models import Instelling, Samenwerkingsverband
from scholen.rules.vrijedagen import al_geweest

from .versies import versie_schrijven, wat_verschilt

DAGEN = {"aangewezen_dagen", "vrije_dagen"}


def in_gebruik(swv: Samenwerkingsverband) -> bool:
    """Whether anything was judged by the settings of this SWV; a row that was, names its version."""
    hangt = [een for een in Instelling._meta.get_fields(include_hidden=True) if isinstance(een, ManyToOneRel)]
    return any(een.related_model._base_manager.filter(**{f"{een.field.name}__swv": swv}).exists() for een in hangt)


def vroegste_dag(swv: Samenwerkingsverband, vandaag: date) -> date:
    """From which day a change can hold: tomorrow, or today for a new SWV that nothing was judged by yet."""
    return vandaag + timedelta(days=in_gebruik(swv))


@transaction.atomic
def instelling_wijzigen(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, geldig_van: date, velden: dict[str, Any]
) -> Instelling:
    """Let these columns have these values from this day on, in a version of its own (afspraak 13).

    A version that begins later keeps what it sets itself, and takes over what it only had inherited. Raises
    NietMogelijk for a day that has come, when aanvragen are judged by it already.
    """
    rechten_nodig(door, Permissie.INSTELLINGEN_BEHEREN)
    if geldig_van < vroegste_dag(swv, timezone.localdate(op)):
        raise NietMogelijk("Kies een dag vanaf morgen. Voor wat al is ingediend, verandert er niets.")
    Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk)
    basis = Instelling.objects.geldig(swv, geldig_van)
    if in_gebruik(swv):
        _geweest_blijft(basis, velden, geldig_van)
    anders = sorted(wat_verschilt(basis, velden))
    later = Instelling.objects.filter(swv=swv, geldig_van__gt=geldig_van)
    basis = versie_schrijven(basis, geldig_van=geldig_van, velden=velden, later=later)
    vastleggen("instelling_wijzigen", basis, door=door, op=op, geldig_van=geldig_van.isoformat(), velden=anders)
    return basis


def _geweest_blijft(basis: Instelling, velden: dict[str, Any], geldig_van: date) -> None:
    """Raise NietMogelijk when a day that terms have counted would become another kind of day."""
    for naam in DAGEN & velden.keys():
        if geweest := al_geweest(getattr(basis, naam), velden[naam], geldig_van):
            raise NietMogelijk(
                f"{datum_voluit(geweest[0]).capitalize()} ligt voor de dag vanaf wanneer dit geldt. "
                "Termijnen hebben zo’n dag al meegeteld, dus die blijft zoals hij was."
            )
