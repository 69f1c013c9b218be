"""Around which points a line goes on a map. Pure: coordinates are degrees of longitude and latitude."""

from __future__ import annotations

from collections.abc import Iterable

Plek = tuple[float, float]
RUIM = 0.006
"""Degrees that stay free around a school, so that one or two schools have an area too (some 500 metres)."""
HOEKEN = ((1, 0), (0.7, 0.5), (0, 0.7), (-0.7, 0.5), (-1, 0), (-0.7, -0.5), (0, -0.7), (0.7, -0.5))


def omtrek(plekken: Iterable[Plek], ruim: float = RUIM) -> list[Plek]:
    """The smallest shape without dents around these places, with some room, clockwise and closed; [] of none."""
    punten = sorted({(round(x + ruim * h, 5), round(y + ruim * v, 5)) for x, y in plekken for h, v in HOEKEN})
    if not punten:
        return []
    onder, boven = _helft(punten), _helft(punten[::-1])
    rond = (onder[:-1] + boven[:-1])[::-1]
    return [*rond, rond[0]]


def _helft(punten: Iterable[Plek]) -> list[Plek]:
    """One side of the shape: every turn to the left (Andrew's monotone chain)."""
    kant: list[Plek] = []
    for punt in punten:
        while len(kant) > 1 and _links(kant[-2], kant[-1], punt) <= 0:
            kant.pop()
        kant.append(punt)
    return kant


def _links(a: Plek, b: Plek, c: Plek) -> float:
    """Above zero when a, b and c turn to the left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def midden(plekken: Iterable[Plek]) -> Plek:
    """Where the name of an area stands: the mean of its schools."""
    alle = [*plekken]
    return sum(x for x, _ in alle) / len(alle), sum(y for _, y in alle) / len(alle)
