"""What an SWV may set about arrangementen and their money: one group of the settings, with its explanations."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from kern.formulieren import JaNee

from .instelvelden import Dagen, Getal, HeleEuros

GELDVELDEN: Mapping[str, forms.Field] = {
    "arrangement_is_besluit": JaNee(
        label="Is het antwoord op een arrangement een besluit?",
        help_text="Bij ja kan bezwaar en staat dat in de brief. Bij nee vraagt wie het niet eens is, om er nog eens "
        "naar te kijken. Hulp voor een groep, klas of school is nooit een besluit. Leg dit voor aan een jurist.",
    ),
    "budget_blokkeert": JaNee(
        label="Kan er niet meer worden toegekend dan er vrij is?",
        help_text="Bij nee komt er alleen een waarschuwing. Per budget kun je anders kiezen.",
    ),
    "verlengen_zonder_evaluatie": JaNee(
        label="Mag een school verlenging vragen zonder evaluatie?",
        help_text="Bij nee kijkt de school eerst met de ouders terug.",
    ),
    "arrangement_meeneembaar": JaNee(
        label="Gaat een arrangement mee naar een andere school?",
        help_text="Binnen jullie regio. Bij nee stopt het als de leerling van school gaat.",
    ),
    "tussenevaluatie_uiterlijk": Dagen(
        een=True,
        label="Laatste dag voor de tussenevaluatie",
        help_text="In elk schooljaar, zoals 1 februari.",
        leeg="Vul een dag in, zoals 1 februari",
    ),
    "eindevaluatie_weken": Getal(
        label="Eindevaluatie voor het einde", help_text="Zoveel weken ervoor.", van=1, tot=26, eenheid="weken"
    ),
    "structureel_vanaf_jaar": Getal(
        label="Vanaf het hoeveelste jaar vragen wij of de hulp altijd nodig blijft?",
        help_text="In schooljaren achter elkaar.",
        van=2,
        tot=9,
        eenheid="jaar",
    ),
    "verantwoorden_vanaf": HeleEuros(
        label="Verantwoorden per arrangement boven",
        help_text="In euro. Wat daaronder blijft, verantwoordt een school één keer per schooljaar. 0 is alles apart.",
        van=0,
        tot=100_000,
    ),
    "overschot_meenemen": JaNee(
        label="Mag een school geld dat over is meenemen?",
        help_text="Naar het volgende schooljaar. Bij nee vragen jullie het terug.",
    ),
    "steekproef_procent": Getal(
        label="Steekproef",
        help_text="Van zoveel procent van de verantwoordingen bekijken jullie de bonnen.",
        van=0,
        tot=100,
        eenheid="procent",
    ),
    "terugplaatsing_procent": Getal(
        label="Terug naar het gewone onderwijs",
        help_text="Van zoveel leerlingen met een TLV spraken jullie af dat zij elk jaar teruggaan. Hier rekent de "
        "prognose mee.",
        van=0,
        tot=50,
        eenheid="procent",
    ),
    "betaalbestand": JaNee(
        label="Maken jullie betaalbestanden voor de bank?",
        help_text="Bij nee gaan alleen boekingen naar de boekhouding. Een tweede persoon keurt elk bestand goed. "
        "Rekeningnummers staan bij Budgetten; ook die bevestigt een tweede persoon.",
    ),
}
"""Column of Instelling → its field, in their order on the page."""
