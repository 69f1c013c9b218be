"""What each of the five regions asked (docs/regios.toml), written out: where it is in the portal, or why it is not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

GEGEVENS = Path(__file__).resolve().parent.parent / "docs" / "regios.toml"
STANDEN = {"ja": "zit erin", "deels": "voor een deel", "nee": "nog niet"}
KOP = """# Wat de vijf regio’s vroegen

Gemaakt door `manage.py documenten` uit `docs/regios.toml`. De nummers C01–C85 zijn die van de specificatie.
Elke regio krijgt dit alleen door instellingen: er is geen code voor één regio."""
TABEL = ["", "| nr | de regio zegt | stand | wat en waarom | waar | test |", "|" + "---|" * 6]


@dataclass(frozen=True)
class Vraag:
    """One C-number. paginas: names of addresses; tests: path, or path::function."""

    nummer: str
    regio: str
    zegt: str
    stand: str
    wat: str
    paginas: tuple[str, ...]
    tests: tuple[str, ...]


def vragen() -> list[Vraag]:
    """All of them, in the order of the file."""
    gelezen = tomllib.loads(GEGEVENS.read_text(encoding="utf-8"))
    return [
        Vraag(nummer, een["regio"], een["zegt"], een["stand"], een["wat"], *_lijsten(een))
        for nummer, een in gelezen.items()
    ]


def _lijsten(een: dict[str, list[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(een.get("paginas", ())), tuple(een.get("tests", ()))


def regios() -> str:
    """The document: how many are done, then a table per region."""
    alle, routes = vragen(), dict(_routes(get_resolver()))
    aantallen = ", ".join(f"{sum(een.stand == stand for een in alle)} {woord}" for stand, woord in STANDEN.items())
    regels = [KOP, "", f"Nu: {aantallen}."]
    for regio in dict.fromkeys(een.regio for een in alle):
        regels += ["", f"## {regio}", *TABEL]
        regels += [_rij(een, routes) for een in alle if een.regio == regio]
    return "\n".join(regels) + "\n"


def _rij(een: Vraag, routes: dict[str, str]) -> str:
    waar = "<br>".join(f"`{routes[naam]}`" for naam in een.paginas)
    tests = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in een.tests)
    return f"| {een.nummer} | {een.zegt} | {STANDEN[een.stand]} | {een.wat} | {waar} | {tests} |"


def _routes(resolver: URLResolver, begin: str = "/", ruimte: str = "") -> Iterator[tuple[str, str]]:
    """Name of each address → how it looks, with … for what differs."""
    for pad in resolver.url_patterns:
        route = begin + re.sub(r"<[^>]*>", "…", str(pad.pattern))
        if isinstance(pad, URLPattern):
            yield f"{ruimte}{pad.name}", route
        else:
            yield from _routes(pad, route, f"{ruimte}{pad.namespace}:" if pad.namespace else ruimte)
