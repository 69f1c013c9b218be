"""What a plan needs before it holds, and when they look back. Pure."""

from __future__ import annotations

from datetime import date

from .duur import Schooldag, schoolweken_later

WEKEN = 3
"""School weeks until they look back together (ux §8: a new evaluation, three school weeks later)."""
HOOGSTENS = 12
"""So many goals fit in a plan; more is no plan any more."""


def terugkijken_op(dag: date, is_schooldag: Schooldag) -> date:
    """When they look back on what begins on this day: 8-10-2026 gives 5-11-2026, with the week of 19 October off."""
    return schoolweken_later(dag, WEKEN, is_schooldag)


def wat_ontbreekt(*, kind: str, doelen: int, besproken: bool, wens: bool) -> list[str]:
    """What must still be done before a plan can be vastgesteld, each as a sentence to who writes it."""
    ontbreekt = []
    if not doelen:
        ontbreekt.append("Schrijf minstens één doel op.")
    if not wens:
        ontbreekt.append(f"Schrijf op wat {kind} zelf wil, of waarom dat niet kon.")
    if not besproken:
        ontbreekt.append("Vul in wanneer je het plan met de ouders besprak.")
    return ontbreekt
