"""Days that were put on a par with a feestdag and that this program does not know yet, as a portal was told them.

They move every term of law, so every rule reads them at one place instead of passing them on forty times: as the time
zone is set for a request, so are they (docs/adr/0056). They are asked for once per request or task, and only when a
working day is asked for at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

Dagen = frozenset[date]
GEEN: Dagen = frozenset()


def _geen() -> Dagen:
    return GEEN


_bron: ContextVar[Callable[[], Dagen]] = ContextVar("aangewezen", default=_geen)


def aangewezen_nu() -> Dagen:
    """What this request or task goes by."""
    return _bron.get()()


def aangewezen_uit(bron: Callable[[], Dagen]) -> None:
    """From now on, in this task, they come from here; asked at most once."""
    _bron.set(_eenmaal(bron))


@contextmanager
def aangewezen(bron: Callable[[], Dagen]) -> Iterator[None]:
    """As long as this lasts they come from here; asked at most once."""
    vorige = _bron.set(_eenmaal(bron))
    try:
        yield
    finally:
        _bron.reset(vorige)


def _eenmaal(bron: Callable[[], Dagen]) -> Callable[[], Dagen]:
    gelezen: list[Dagen] = []

    def lezen() -> Dagen:
        if not gelezen:
            gelezen.append(bron())
        return gelezen[0]

    return lezen
