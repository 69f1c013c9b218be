"""Hours a week at school as pages show them: a chart with its table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from thuiszitters.models import Plan, Schoolweek
from thuiszitters.rules.schoolweek import Weekuren, in_beeld, laatste

Staaf = tuple[str, Decimal | None, Decimal | None]


def weken_van(request: Verzoek, plan: Plan, recht: Permissie | None = None) -> list[Weekuren]:
    """What was written down, in order."""
    rijen = Schoolweek.objects.visible_to(request.user, *[recht] if recht else ()).filter(plan=plan)
    return [Weekuren(een.maandag, een.afgesproken, een.geweest) for een in rijen]


def staven(weken: Sequence[Weekuren], vandaag: date, kort: str = "wk") -> list[Staaf]:
    """The weeks near to this one, as the chart takes them."""
    return [(f"{kort} {een.nummer}".strip(), een.afgesproken, een.geweest) for een in in_beeld(weken, vandaag)]


def uren_van(request: Verzoek, plan: Plan | None, verzuimuren: Decimal | None = None) -> dict[str, Any]:
    """For a page with the chart. verzuimuren: the hours that the absence of now says, when there is any."""
    if plan is None:
        return {}
    weken, vandaag = weken_van(request, plan), timezone.localdate()
    was = laatste(weken)
    anders = was is not None and verzuimuren is not None and was.geweest != verzuimuren
    return {"weken": weken, "staven": staven(weken, vandaag), "laatste_week": was if anders else None}
