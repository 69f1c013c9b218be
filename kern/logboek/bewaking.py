"""Database triggers for what may never change. They hold for every client, also for raw SQL and a wrong query."""

import pgtrigger


def bevroren(naam: str, zin: str, *, als: pgtrigger.Condition | None = None) -> pgtrigger.Trigger:
    """Refuse update and delete of a row, only when it meets `als` if given. zin: what the database says, in Dutch."""
    return pgtrigger.Trigger(
        name=naam,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        level=pgtrigger.Row,
        condition=als,
        func=f"RAISE EXCEPTION '{zin}';",
    )


def niet_leegmaken(naam: str, zin: str) -> pgtrigger.Trigger:
    """Refuse TRUNCATE of the whole table."""
    return pgtrigger.Trigger(
        name=naam,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        level=pgtrigger.Statement,
        func=f"RAISE EXCEPTION '{zin}';",
    )
