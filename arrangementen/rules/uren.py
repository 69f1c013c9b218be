"""Hours of help: what cannot be written down, what is asked first, and what is left. Pure; hours count in quarters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kern.termijnen.woorden import DAGEN, MAANDEN

KWARTIEREN_PER_UUR = 4
HOOGSTENS_PER_DAG = 24 * KWARTIEREN_PER_UUR
VEEL_PER_DAG = 10 * KWARTIEREN_PER_UUR
"""More than this on one day is asked about: mostly it is a slip of the thumb."""


@dataclass(frozen=True, kw_only=True)
class Schrijven:
    """Hours of one person for one arrangement on one day. van and tot (inclusive): the days with help.

    op_die_dag: quarters of this person on that day, everything counted. vrij: why that day is a day off, "" when not.
    """

    dag: date
    vandaag: date
    van: date
    tot: date
    kwartieren: int
    op_die_dag: int
    vrij: str = ""


def weigering(wat: Schrijven) -> str:
    """Why these hours cannot be written down; "" when they can."""
    if wat.kwartieren < 0:
        return "Uren zijn nul of meer."
    if not wat.kwartieren:
        return ""
    if max(wat.kwartieren, wat.op_die_dag) > HOOGSTENS_PER_DAG:
        return f"Op {kort(wat.dag)} komen er dan meer dan 24 uur te staan."
    if wat.dag < wat.van:
        return f"De hulp begint pas op {kort(wat.van)}. Kies een dag vanaf toen."
    if wat.dag > wat.tot:
        return f"De laatste dag van de hulp is {kort(wat.tot)}. Kies een dag tot en met toen."
    if wat.dag > wat.vandaag:
        return "Deze dag moet nog komen. Schrijf uren op als ze er zijn geweest."
    return ""


def eerst_vragen(wat: Schrijven) -> list[str]:
    """What is asked before these hours are kept; nothing when taking hours away."""
    if not wat.kwartieren:
        return []
    zinnen = [f"{kort(wat.dag).capitalize()} is {wat.vrij}."] if wat.vrij else []
    if wat.op_die_dag > VEEL_PER_DAG:
        zinnen.append(f"Op {kort(wat.dag)} staan er dan {in_woorden(wat.op_die_dag)}.")
    return zinnen


def te_veel(geschreven: int, toegekend: Decimal | None) -> str:
    """The warning when more was written down than granted; "" when it fits, or nothing was said of hours."""
    if toegekend is None or geschreven <= toegekend * KWARTIEREN_PER_UUR:
        return ""
    staat = in_woorden(geschreven)
    return f"Er staan nu {staat}. Er zijn {getal(toegekend)} uur toegekend. Overleg met het samenwerkingsverband."


def over(geschreven: int, toegekend: Decimal | None) -> Decimal | None:
    """Hours that are left, below zero when there were more; None when nothing was said of hours."""
    return None if toegekend is None else toegekend - uren(geschreven)


def uren(kwartieren: int) -> Decimal:
    """Quarters as hours: 6 → 1,5."""
    return Decimal(kwartieren) / KWARTIEREN_PER_UUR


def getal(waarde: Decimal) -> str:
    """Hours as one writes them: 1,5 and 40, without zeros at the end."""
    return f"{waarde.normalize():f}".replace(".", ",")


def in_woorden(kwartieren: int) -> str:
    """1,5 uur."""
    return f"{getal(uren(kwartieren))} uur"


def maandag(dag: date) -> date:
    """The Monday of the week of this day."""
    return dag - timedelta(days=dag.weekday())


def week(dag: date) -> list[date]:
    """The seven days of the week of this day, from Monday on."""
    return [maandag(dag) + timedelta(days=nummer) for nummer in range(7)]


def kort(dag: date) -> str:
    """vrijdag 27 november."""
    return f"{DAGEN[dag.weekday()]} {dag.day} {MAANDEN[dag.month - 1]}"
