"""Four eyes where the SWV wants them: asking a colleague, approving, and what still misses before signing."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from loket.models import Aanvraag, Meelezing, Status

from .brief import Beslissing
from .opdrachten import bericht
from .overgang import overgang

Oordeel = Meelezing.Oordeel
MEELEZERS = frozenset({Rol.BESLISSER, Rol.LOKETMEDEWERKER})


def gegevens_van(beslissing: Beslissing) -> dict[str, Any]:
    """The decision as JSON."""
    waarden = dataclasses.asdict(beslissing)
    return {naam: waarde.isoformat() if isinstance(waarde, date) else waarde for naam, waarde in waarden.items()}


def beslissing_uit(meelezing: Meelezing) -> Beslissing:
    """The decision that was shown to the colleague."""
    waarden = dict(meelezing.beslissing)
    for naam in ("ingangsdatum", "vervaldatum"):
        waarden[naam] = date.fromisoformat(waarden[naam]) if waarden[naam] else None
    return Beslissing(**waarden)


def vingerafdruk(beslissing: Beslissing) -> str:
    """The same for the same decision, another for any other word."""
    return hashlib.sha256(json.dumps(gegevens_van(beslissing), sort_keys=True).encode()).hexdigest()


@overgang(van={Status.BESLUIT_VOORBEREIDEN}, naar=Status.BESLUIT_VOORBEREIDEN, permissie=Permissie.BESLUIT_NEMEN)
def meelezen_vragen(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, aan: Gebruiker, beslissing: Beslissing
) -> None:
    """Ask a colleague to approve this decision as it stands. beslissing: as bepalen() gives it."""
    if aan == door:
        raise NietMogelijk("Vraag een ander om mee te lezen.")
    if not MEELEZERS & aan.rollen:
        raise NietMogelijk("Kies een beslisser of een collega van het loket.")
    if aanvraag.adviesopdrachten.filter(deskundige=aan).exists():
        raise NietMogelijk(f"{aan.naam} adviseerde over deze aanvraag. Vraag een ander.")
    rij = Meelezing.objects.create(
        aanvraag=aanvraag,
        gevraagd_aan=aan,
        gevraagd_door=door,
        gevraagd_op=op,
        vingerafdruk=vingerafdruk(beslissing),
        beslissing=gegevens_van(beslissing),
    )
    bericht(aan, f"meelezen:{rij.public_id}", op)
    vastleggen("meelezing_gevraagd", rij, door=door, op=op)


@transaction.atomic
def meelezen_beoordelen(
    meelezing: Meelezing, *, door: Gebruiker, op: datetime, akkoord: bool, opmerking: str = ""
) -> Meelezing:
    """Approve or not, once, and only the colleague who was asked. A later change of the decision voids an approval."""
    zichtbaar = Meelezing.objects.visible_to(door).filter(gevraagd_aan=door)
    rij: Meelezing = get_object_or_404(
        zichtbaar.select_for_update(of=("self",)).select_related("aanvraag", "gevraagd_door"), pk=meelezing.pk
    )
    if rij.beoordeeld_op is not None:
        raise NietMogelijk("Je hebt hier al op geantwoord.")
    if rij.aanvraag.status != Status.BESLUIT_VOORBEREIDEN:
        raise NietMogelijk(f"Dit kan niet meer: de status is nu ‘{rij.aanvraag.get_status_display()}’.")
    if not akkoord and not opmerking.strip():
        raise NietMogelijk("Schrijf op wat er anders moet.")
    rij.oordeel = Oordeel.AKKOORD if akkoord else Oordeel.NIET_AKKOORD
    rij.opmerking, rij.beoordeeld_op = opmerking.strip(), op
    rij.save()
    bericht(rij.gevraagd_door, f"meegelezen:{rij.public_id}", op, dringend=False)
    vastleggen("meegelezen", rij, door=door, op=op, oordeel=rij.oordeel)
    return rij


def goedgekeurd(aanvraag: Aanvraag, beslissing: Beslissing, door: Gebruiker) -> Meelezing | None:
    """The approval of exactly this decision by somebody else than who signs."""
    rijen = Meelezing.objects.filter(aanvraag=aanvraag, vingerafdruk=vingerafdruk(beslissing), oordeel=Oordeel.AKKOORD)
    return rijen.exclude(gevraagd_aan=door).select_related("gevraagd_aan").order_by("-beoordeeld_op").first()


def vier_ogen_mist(aanvraag: Aanvraag, beslissing: Beslissing, door: Gebruiker) -> str:
    """Why it cannot be signed yet where the SWV asks four eyes, or ""."""
    if not aanvraag.instelling.vier_ogen or goedgekeurd(aanvraag, beslissing, door):
        return ""
    return "Een collega moet dit besluit eerst goedkeuren. Na een wijziging opnieuw."
