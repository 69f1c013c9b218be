"""How a breach is told: numbers of rows for who repairs it, never a name."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model, QuerySet

TONEN = 5


def noemen(sleutels: list[int] | list[str]) -> str:
    """The first keys; of the rest how many there are."""
    meer = f" en {len(sleutels) - TONEN} meer" if len(sleutels) > TONEN else ""
    return ", ".join(map(str, sleutels[:TONEN])) + meer


def melden(wat: str, rijen: QuerySet[Model]) -> Iterator[str]:
    """A sentence with the keys of these rows; nothing when there are none."""
    if sleutels := list(rijen.order_by("pk").values_list("pk", flat=True)):
        yield f"{wat}: {noemen(sleutels)}."
