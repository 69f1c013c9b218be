"""Words put together as a reader says them. Pure."""

from __future__ import annotations

from collections.abc import Iterable


def opsomming(delen: Iterable[str]) -> str:
    """a, b en c; of one part that part, and "" of none. Empty parts are left out."""
    *eerder, laatste = [deel for deel in delen if deel] or [""]
    return " en ".join(filter(None, (", ".join(eerder), laatste)))
