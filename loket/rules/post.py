"""The post of a day: in which order letters are printed, and the code on an envelope. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from kern.termijnen.kalender import is_werkdag, verleng
from kern.termijnen.woorden import datum_voluit

TEKENS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, 1, I and O: a code is read aloud and typed by hand."""
ORDE = {"school": 0, "ouder": 1, "voogd": 2, "leerling": 3}
DAG_VANAF, DAG_TOT = 8, 21
"""Between these hours a mail of ours may come in: nobody lies awake of a letter, or is woken by one."""
POSTCODE = re.compile(r"\b(\d{4}) ?([A-Z]{2})\b")


def let_op_vrije_dag(dag: date) -> str:
    """What who chose this day for letters should know; "" when it is a working day.

    By law a decision can be made known on any day (Awb 3:41): it is a warning.
    """
    if is_werkdag(dag):
        return ""
    wat, wel = (datum_voluit(een, weekdag=True) for een in (dag, verleng(dag)))
    return (
        f"{wat.capitalize()} is geen werkdag. Post wordt dan meestal niet opgehaald, en wie de brief in het portaal "
        f"leest, kan ons dan niet bellen. Kies liever een werkdag, zoals {wel}."
    )


def eerst_overdag(moment: datetime) -> datetime:
    """This moment when it is by day, else eight in the next morning. In local time, as what it gives."""
    if DAG_VANAF <= moment.hour < DAG_TOT:
        return moment
    dag = moment.date() + timedelta(days=1 if moment.hour >= DAG_TOT else 0)
    return datetime.combine(dag, time(DAG_VANAF), moment.tzinfo)


def geen_lichting(dag: date, *, nu: datetime, laatste: str) -> str:
    """Why post dated for this day is not collected on it; "" when it will be.

    A letter is sent on the day it leaves us (Awb 3:41 and 6:8), so its date may not be a day on which none is
    collected: Saturday, Sunday, a feestdag (Atw 3), or today after the last collection. nu: in local time. laatste:
    that time, such as 17:00; "" for an SWV that posts at any time of any day.
    """
    if not laatste:
        return ""
    if not is_werkdag(dag):
        wel = datum_voluit(verleng(dag), weekdag=True)
        return f"Op {datum_voluit(dag, weekdag=True)} wordt geen post opgehaald. Kies een werkdag, zoals {wel}."
    if dag == nu.date() and nu.strftime("%H:%M") >= laatste:
        return f"De post van vandaag is om {laatste.replace(':', '.')} uur opgehaald. Kies een latere dag."
    return ""


def code_van(getal: int) -> str:
    """A code of two groups of three, such as K7M-3QP."""
    tekens = "".join(TEKENS[getal // 32**plek % 32] for plek in range(6))
    return f"{tekens[:3]}-{tekens[3:]}"


def gelezen_code(invoer: str) -> str:
    """What a hand scanner or a person entered, as the code is written; "" when it cannot be one."""
    kaal = "".join(teken for teken in invoer.upper() if teken in TEKENS)
    over = re.sub(r"[\s-]", "", invoer)
    return f"{kaal[:3]}-{kaal[3:]}" if len(kaal) == 6 == len(over) else ""


def postcode_van(adresregels: Sequence[str]) -> str:
    """The Dutch postcode in an address; "" when there is none (abroad)."""
    gevonden = [match for regel in adresregels if (match := POSTCODE.search(regel.upper().replace("\u00a0", " ")))]
    return gevonden[-1][1] + gevonden[-1][2] if gevonden else ""


def printvolgorde(aan: str, vellen: int, adresregels: Sequence[str]) -> tuple[int, int, str]:
    """Sort key: per kind of addressee, then as many sheets together (a folding machine is set once), then postcode."""
    return (ORDE.get(aan, len(ORDE)), vellen, postcode_van(adresregels))
