"""I8: what the database itself refuses. Whoever switches that off for a repair may forget to switch it on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pgtrigger
from django.db import connection

from swv_portal.controle.zinnen import noemen

UIT = """SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND t.tgenabled NOT IN ('O', 'A') ORDER BY 1"""
AAN = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
ONGELDIG = """SELECT conname FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND NOT convalidated ORDER BY 1"""
KAPOT = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid ORDER BY 1"
ROL = """SELECT current_user::text WHERE EXISTS (SELECT FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND pg_has_role(c.relowner, 'USAGE'))"""
"""Whoever owns a table, or may do as its owner, can switch its guards off: a superuser too."""


def bewakers(op: datetime) -> Iterator[str]:
    """A trigger or foreign key that is off or gone, a constraint or index that does not hold, a role that may do so."""
    if uit := _namen(UIT):
        yield f"Bewakers die uit staan: {noemen(uit)}."
    aan = set(_namen(AAN))
    horen = {trigger.get_pgid(model) for model, trigger in pgtrigger.registered()}
    if weg := sorted(horen - aan):
        yield f"Bewakers die er niet zijn: {noemen(weg)}."
    if los := _namen(ONGELDIG):
        yield f"Regels die de database nooit nakeek: {noemen(los)}."
    if kapot := _namen(KAPOT):
        yield f"Indexen die niet kloppen: {noemen(kapot)}."
    if rol := _namen(ROL):
        yield f"Het portaal werkt met een rol die bewakers uit kan zetten: {noemen(rol)}."


def _namen(vraag: str) -> list[str]:
    with connection.cursor() as db:
        db.execute(vraag)
        return [naam for (naam,) in db.fetchall()]
