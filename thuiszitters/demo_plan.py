"""The plan of a child in the demo: what it wants, its goals, and a look back, through the same actions as real ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from kern.gebruikers.models import Gebruiker

from .actions.plan import Gesprek, gesprek_vastleggen, plan_beginnen, plan_schrijven, plan_vaststellen
from .actions.schoolweken import opbouw_afspreken, uren_bijhouden
from .actions.stappen import stap_afronden
from .models import Casus, Plan
from .rules.ladder import Tredesoort

DOELEN = (
    ("Drie ochtenden per week in de eigen klas", "De leerling komt zelf binnen en blijft tot de pauze"),
    ("Een vaste plek in de pauze", "De leerling weet elke dag waar hij of zij naartoe kan"),
)
TERUG = timedelta(days=24)
"""So long after the plan they looked back."""


def plan_maken(casus: Casus, *, door: Gebruiker, op: datetime, vandaag: date) -> Plan:
    """A plan that was agreed on at this moment, and looked back on since, if that was long enough ago."""
    plan = plan_beginnen(casus.leerling, door=door, op=op)
    plan_schrijven(
        plan,
        door=door,
        op=op,
        helpt="Een vaste begeleider bij de deur, en vooraf weten wat er komt. Onverwacht bezoek helpt niet.",
        doelen=DOELEN,
        besproken_op=timezone.localdate(op),
        wens_leerling="Weer bij mijn vrienden zijn, maar nog niet de hele dag.",
        wens_ouders="Dat ons kind weer met plezier naar school gaat.",
    )
    plan = plan_vaststellen(plan, door=door, op=op)
    _uren(plan, door=door, op=op, vandaag=vandaag)
    dag = timezone.localdate(op + TERUG)
    if dag < vandaag:
        gesprek = Gesprek(
            soort="terugkijken",
            dag=dag,
            wie="De leerling, een ouder, de leraar en de adviseur",
            verslag="De ochtenden gaan goed. De pauze is nog druk.",
            gezin_leest=True,
            vervolg="opbouwen",
        )
        volgende = vandaag + timedelta(days=9)
        gesprek_vastleggen(plan, gesprek, door=door, op=op + TERUG, uitkomsten={2: "deels"}, terugkijken=volgende)
    return plan


def _uren(plan: Plan, *, door: Gebruiker, op: datetime, vandaag: date) -> None:
    """A way back in steps; each week that passed it was a little less than agreed."""
    weken = opbouw_afspreken(
        plan, door=door, op=op, vanaf=timezone.localdate(op), begin=Decimal(2), erbij=Decimal(1), tot=Decimal(12)
    )
    voorbij = [een for een in weken if een.maandag + timedelta(days=7) <= vandaag]
    was = {}
    for een in voorbij:
        afgesproken = een.afgesproken or Decimal(0)
        was[een.maandag] = (afgesproken, max(Decimal(0), afgesproken - een.maandag.day % 3))
    for maandag, uren in was.items():
        uren_bijhouden(plan, {maandag: uren}, door=door, op=op + (maandag - timezone.localdate(op)) + timedelta(days=5))


def stappen_zetten(
    casus: Casus,
    stappen: Iterable[tuple[int, str]],
    *,
    door: Gebruiker,
    vandaag: date,
    toen: Callable[[int], datetime],
) -> None:
    """The steps after the melding, each so many days ago with these words; that of the plan comes with a plan."""
    for stap, (geleden, woorden) in zip(list(casus.protocol.stappen.all())[1:], stappen, strict=False):
        if stap.soort == Tredesoort.PLAN:
            plan_maken(casus, door=door, op=toen(geleden), vandaag=vandaag)
        else:
            dag = vandaag - timedelta(days=geleden)
            stap_afronden(casus, stap, door=door, op=toen(geleden), dag=dag, woorden=woorden)
