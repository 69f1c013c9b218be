"""The points of basisondersteuning that a school looks at once a year. Pure.

In our own words after the four parts of the reference framework of 2012: preventive care, the structure of support,
planned work and the quality of it. To be checked by each SWV.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

OORDELEN: Mapping[str, str] = {"ja": "Ja, dat lukt", "deels": "Deels", "nee": "Nog niet"}
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


def fouten(oordelen: Mapping[str, str]) -> list[str]:
    """The points without a judgement, or with one that does not exist."""
    return [punt for punt in PUNTEN if oordelen.get(punt) not in OORDELEN]


def telling(oordelen: Mapping[str, str]) -> Mapping[str, int]:
    """How many points got each judgement; what is no point any more does not count."""
    gegeven = Counter(oordeel for punt, oordeel in oordelen.items() if punt in PUNTEN)
    return {oordeel: gegeven[oordeel] for oordeel in OORDELEN}


def te_doen(oordelen: Mapping[str, str]) -> list[str]:
    """The sentences of what does not work yet, nee before deels."""
    rijen = [(oordelen[punt] != "nee", zin) for punt, zin in PUNTEN.items() if oordelen.get(punt) in ("nee", "deels")]
    return [zin for _, zin in sorted(rijen, key=lambda rij: rij[0])]
