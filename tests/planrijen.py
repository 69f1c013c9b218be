"""Rows for tests about the plan of a child."""

from __future__ import annotations

from django.utils import timezone

from kern.gebruikers.rollen import Rol
from tests.factories import SchoolFactory, gebruiker_met, leerling_op
from thuiszitters.actions.plan import Gesprek, plan_beginnen, plan_schrijven, plan_vaststellen
from thuiszitters.models import Plan

DOELEN = [("Drie ochtenden in de eigen klas", "Hij komt zelf binnen")]


def concept(*, leerling=None, school=None, door=None, **velden) -> Plan:
    """A plan that is written and not vastgesteld."""
    school = school or SchoolFactory()
    door = door or gebruiker_met(Rol.IB, school=school)
    plan = plan_beginnen(leerling or leerling_op(school), door=door, op=timezone.now())
    basis = {"helpt": "Een rustige plek.", "doelen": DOELEN, "wens_leerling": "Weer bij mijn vrienden zijn."}
    basis |= {"besproken_op": timezone.localdate()}
    return plan_schrijven(plan, door=door, op=timezone.now(), **(basis | velden))


def vastgesteld(*, door=None, school=None, **velden) -> Plan:
    """A plan by which everybody works."""
    school = school or SchoolFactory()
    door = door or gebruiker_met(Rol.IB, school=school)
    return plan_vaststellen(concept(door=door, school=school, **velden), door=door, op=timezone.now())


def gesprek(**velden) -> Gesprek:
    basis = {"soort": "start", "dag": timezone.localdate(), "wie": "Ouders en ib’er", "gezin_leest": True}
    return Gesprek(**(basis | {"verslag": "Hij mist zijn vrienden."} | velden))
