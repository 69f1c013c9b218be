"""The points of basisondersteuning that a school looks at once a year: those of the portal, or of an SWV. Pure.

In our own words after the four parts of the reference framework of 2012: preventive care, the structure of support,
planned work and the quality of it. To be checked by each SWV.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

PUNTEN: Mapping[str, str] = {
    "veilig": "Leerlingen voelen zich veilig, en wij meten dat elk jaar.",
    "vroeg": "Wij zien vroeg dat een leerling vastloopt, en doen er dezelfde week iets mee.",
    "lezen_rekenen": "Wij helpen bij dyslexie en bij moeite met rekenen zonder aanvraag.",
    "meer_minder": "Leerlingen die meer of minder aankunnen, krijgen werk dat past.",
    "gedrag": "Wij hebben een aanpak voor gedrag en pesten die iedereen kent.",
    "toegankelijk": "Wie niet goed loopt, ziet of hoort, kan bij ons meedoen.",
    "medisch": "Wij hebben afspraken over medicijnen en medische handelingen.",
    "plan": "Elke leerling met extra hulp heeft een plan met doelen die je kunt zien.",
    "ouders": "Ouders praten mee over het plan, en wij schrijven op wat zij vinden.",
    "leerling": "De leerling zelf praat mee over het plan.",
    "overdracht": "Bij elke overstap dragen wij warm over.",
    "deskundig": "Een vaste deskundige denkt mee met leraren.",
    "terugkijken": "Wij kijken elk half jaar terug op wat hulp opleverde.",
}


def punten_van(zinnen: Sequence[str]) -> Mapping[str, str]:
    """Code → sentence of each point of an SWV; without own sentences those of the portal.

    A sentence keeps its code as long as its words stay, so that the judgement of last year is found again.
    """
    eigen = {zin: code for code, zin in PUNTEN.items()}
    return {eigen.get(zin) or _code(zin): zin for zin in zinnen} if zinnen else PUNTEN


def _code(zin: str) -> str:
    return "p" + hashlib.sha256(zin.encode()).hexdigest()[:10]
