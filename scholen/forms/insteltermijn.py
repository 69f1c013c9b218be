"""What an SWV may set about its own terms and reminders."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from scholen.models import Instelling

from .instelvelden import Getal, dagen, keuze, weken

TERMIJNVELDEN: Mapping[str, forms.Field] = {
    "servicenorm_weken": weken("Wij besluiten binnen", "In weken. De wet geeft acht weken."),
    "doorlooptijd_werkdagen": Getal(
        label="Streeftijd in werkdagen",
        help_text="Zonder de schoolvakanties. Staat naast de wettelijke termijn, als doel.",
        van=1,
        tot=60,
        eenheid="werkdagen",
    ),
    "vakantieregio": keuze(
        "Vakantieregio", "Voor de streeftijd tellen de schoolvakanties niet mee.", Instelling.Vakantieregio
    ),
    "controle_werkdagen": Getal(
        label="Wij kijken of de aanvraag compleet is binnen",
        help_text="In werkdagen. De school leest dit.",
        van=1,
        tot=20,
        eenheid="werkdagen",
    ),
    "hersteltermijn_dagen": dagen("Tijd voor een aanvulling", "Zoveel dagen stelt het portaal voor."),
    "herinnering_dagen": dagen("Herinnering aan een aanvulling", "Zoveel dagen voor de laatste dag.", 0, 30),
    "concept_herinnering_dagen": dagen(
        "Herinnering aan een concept", "Na zoveel dagen zonder wijziging. 0 is nooit.", 0, 90
    ),
    "zienswijze_dagen": dagen("Tijd voor een mening", "Van ouders en school, voordat wij besluiten.", 7, 60),
    "advies_dagen": dagen("Tijd voor een advies", "Van een deskundige.", 1, 60),
}
