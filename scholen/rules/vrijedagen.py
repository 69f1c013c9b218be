"""Days off as an SWV writes them down: "2029-05-11 why", or "2026-12-21/2026-12-23 why" for several. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

LANGSTE_PERIODE = 70
"""No days off last longer than a summer, with room: more is a wrong year."""


def regel_van(van: date, tot: date, waarom: str) -> str:
    """As it is kept."""
    dagen = van.isoformat() if van == tot else f"{van.isoformat()}/{tot.isoformat()}"
    return f"{dagen} {waarom}"


def delen_van(regel: str) -> tuple[date, date, str]:
    """First day, last day and why, of what is kept."""
    dagen, _, waarom = regel.partition(" ")
    van, _, tot = dagen.partition("/")
    return date.fromisoformat(van), date.fromisoformat(tot or van), waarom


def dagen_van(regels: Iterable[str]) -> dict[date, str]:
    """Each day with why it is off."""
    return {dag: waarom for regel in regels for dag, waarom in _dagen(regel)}


def al_geweest(oud: Iterable[str], nieuw: Iterable[str], vanaf: date) -> list[date]:
    """The days before `vanaf` that would become another kind of day: terms and clocks have counted them already."""
    was, wordt = dagen_van(oud).keys(), dagen_van(nieuw).keys()
    return sorted(dag for dag in was ^ wordt if dag < vanaf)


def _dagen(regel: str) -> Iterator[tuple[date, str]]:
    van, tot, waarom = delen_van(regel)
    return ((van + timedelta(days=n), waarom) for n in range((tot - van).days + 1))
