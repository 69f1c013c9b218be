"""Database triggers for what may never change. They hold for every client, also for raw SQL and a wrong query.

One role passes them: `opruimer`, which deletes by the rules of keeping (docs/adr/0042). What stands in the way of that
is a trigger of its own, which is not made here.
"""

import re
from typing import Any

import pgtrigger
from django.core.exceptions import ImproperlyConfigured
from pgtrigger.compiler import UpsertTriggerSql

OPRUIMER = "portaal_opruimer"
VOORBIJ = f"""
                BEGIN
                    RETURN current_user = '{OPRUIMER}';
                END;
            """
"""In the place of pgtrigger's own answer: a setting of the session (`pgtrigger.ignore`) that everybody may give."""
_MAG_VOORBIJ = re.compile(r"(RETURNS BOOLEAN AS \$\$).*?(\$\$ LANGUAGE plpgsql;)", re.DOTALL)
_maken = UpsertTriggerSql.__init__


def _met_rol(zelf: UpsertTriggerSql, *args: Any, **kwargs: Any) -> None:
    """Each trigger installs the function that all share again: so each must install ours. Hashes stay as they are."""
    _maken(zelf, *args, **kwargs)
    zelf.data, raak = _MAG_VOORBIJ.subn(lambda deel: f"{deel[1]}{VOORBIJ}{deel[2]}", zelf.data, count=1)
    if not raak:
        raise ImproperlyConfigured("pgtrigger writes its triggers otherwise than we know: anybody could pass them.")


UpsertTriggerSql.__init__ = _met_rol  # type: ignore[method-assign, assignment]


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
