"""What if: keeping assumptions under a name, and throwing them away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from arrangementen.models import Scenario
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, Systeem, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Samenwerkingsverband


@transaction.atomic
def scenario_bewaren(
    *, door: Actor, op: datetime, swv: Samenwerkingsverband, scenario: Scenario | None = None, **velden: Any
) -> Scenario:
    """Keep these assumptions, as a new scenario or in the place of one. velden: columns of Scenario."""
    if not isinstance(door, Systeem):
        rechten_nodig(door, Permissie.PROGNOSE_MAKEN)
    rij = Scenario(swv=swv) if scenario is None else Scenario.objects.select_for_update().get(pk=scenario.pk)
    for naam, waarde in velden.items():
        setattr(rij, naam, waarde)
    rij.bewaard_op, rij.bewaard_door = op, door if isinstance(door, Gebruiker) else None
    bewaren(rij)
    vastleggen("scenario_bewaren", rij, door=door, op=op)
    return rij


@transaction.atomic
def scenario_weggooien(scenario: Scenario, *, door: Gebruiker, op: datetime) -> None:
    """It was a thought: nothing is counted by it."""
    rechten_nodig(door, Permissie.PROGNOSE_MAKEN)
    vastleggen("scenario_weggooien", scenario, door=door, op=op)
    scenario.delete()
