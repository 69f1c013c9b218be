"""The hours a week of a plan: what is agreed, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.actions import vastleggen
from kern.termijnen.kalender import is_schoolwerkdag
from scholen.models import Instelling
from thuiszitters.models import Plan, Schoolweek
from thuiszitters.rules.duur import Schooldag
from thuiszitters.rules.schoolweek import Blijft, Ingevuld, opbouw, schoolweken

from .overgang import lopend_plan
from .stappen import DOEN


@transaction.atomic
def uren_bijhouden(
    plan: Plan, weken: Mapping[date, tuple[Ingevuld, Ingevuld]], *, door: Gebruiker, op: datetime
) -> list[Schoolweek]:
    """Write per week, by its Monday, what is agreed and what it was; gives what changed. All of it or nothing.

    What somebody left as it was stays as it is now: a colleague may have filled it in meanwhile.
    """
    rij = lopend_plan(plan, *DOEN, door=door, op=op)
    vandaag = timezone.localdate(op)
    if any(maandag > vandaag and isinstance(geweest, Decimal) for maandag, (_, geweest) in weken.items()):
        raise NietMogelijk("Een week die nog niet begon, heeft nog geen uren.")
    return _bewaren(rij, weken, door=door, op=op)


@transaction.atomic
def opbouw_afspreken(
    plan: Plan, *, door: Gebruiker, op: datetime, vanaf: date, begin: Decimal, erbij: Decimal, tot: Decimal
) -> list[Schoolweek]:
    """Agree on a way back in steps: from this week on so many hours, each week with school some more, until enough."""
    rij = lopend_plan(plan, *DOEN, door=door, op=op)
    uren = opbouw(begin, erbij, tot)
    maandagen = schoolweken(vanaf, len(uren), schooldagen_bij(rij, timezone.localdate(op)))
    weken = {dag: (aantal, Blijft.ZO) for dag, aantal in zip(maandagen, uren, strict=False)}
    return _bewaren(rij, weken, door=door, op=op)


def _bewaren(
    plan: Plan, weken: Mapping[date, tuple[Ingevuld, Ingevuld]], *, door: Gebruiker, op: datetime
) -> list[Schoolweek]:
    bestaand = {een.maandag: een for een in Schoolweek.objects.filter(plan=plan)}
    gewijzigd = []
    for maandag, (wordt, was_er) in sorted(weken.items()):
        week = bestaand.get(maandag) or Schoolweek(plan=plan, maandag=maandag)
        afgesproken = week.afgesproken if isinstance(wordt, Blijft) else wordt
        geweest = week.geweest if isinstance(was_er, Blijft) else was_er
        if (week.afgesproken, week.geweest) == (afgesproken, geweest):
            continue
        was = f"{week.afgesproken} {week.geweest}"
        week.afgesproken, week.geweest, week.op, week.door = afgesproken, geweest, op, door
        bewaren(week)
        vastleggen(
            "uren_bijhouden",
            plan,
            door=door,
            op=op,
            week=str(maandag),
            uren=f"{afgesproken} {geweest}",
            was=was,
        )
        gewijzigd.append(week)
    return gewijzigd


def schooldagen_bij(plan: Plan, dag: date) -> Schooldag:
    """Which days have school, by the holidays of the region of this plan."""
    instelling = Instelling.objects.geldig(plan.swv, dag)
    regio, vrij = instelling.vakantieregio, instelling.vrij
    return lambda een: is_schoolwerkdag(een, regio, vrij)
