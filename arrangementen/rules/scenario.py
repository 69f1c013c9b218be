"""What a scenario may suppose, and how that reads. Pure."""

from __future__ import annotations

from decimal import Decimal

from .normbedragen import KORT, naam
from .raming import Aannames

HOOGSTENS_TERUG = 50
HOOGSTENS_INSTROOM = 300
HOOGSTENS_KLAS = 200
"""Percentages and pupils above these are a slip of the keyboard."""
NAAST_DE_BASIS = 3
"""So many scenarios can be read beside the basis."""


def in_woorden(aannames: Aannames, basis: Aannames) -> list[str]:
    """Where these assumptions differ from the basis, a sentence each; one sentence when nowhere."""
    zinnen = []
    if klas := aannames.klas:
        leerlingen = "1 leerling" if klas.leerlingen == 1 else f"{klas.leerlingen} leerlingen"
        zinnen.append(f"Vanaf 1 februari {klas.vanaf} een klas meer: {leerlingen} {naam(klas.soort, klas.categorie)}.")
    if aannames.groei:
        hoe = "meer" if aannames.groei > 0 else "minder"
        zinnen.append(f"Elk jaar {_procent(abs(aannames.groei))} procent {hoe} nieuwe TLV’s.")
    zinnen += [
        f"Nieuwe TLV’s {KORT[soort]}: {deel} procent van het gemiddelde."
        for soort, deel in aannames.instroom.items()
        if deel != 100
    ]
    if aannames.terugplaatsing != basis.terugplaatsing:
        wat = f"{_procent(aannames.terugplaatsing)} procent" if aannames.terugplaatsing else "niemand"
        zinnen.append(f"Elk jaar gaat {wat} terug naar het gewone onderwijs.")
    return zinnen or ["Gelijk aan de basis."]


def _procent(waarde: Decimal) -> str:
    return f"{waarde.normalize():f}".replace(".", ",")
