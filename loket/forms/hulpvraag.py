"""A question to the samenwerkingsverband, or extra help on the own school: the one page of a consult."""

from __future__ import annotations

from typing import Any

from kern.formulieren import DatumKiezer, Keuze, LangeTekst, Tekst, Telefoonnummer
from loket.models import JaNee, OnderdeelHulpvraag

from .onderdeel import Onderdeelformulier


class HulpvraagForm(Onderdeelformulier):
    slug = "hulpvraag"
    over_wie = Tekst(
        label="Over welke groep of situatie gaat het?",
        help_text="Bijvoorbeeld: groep 6, drie leerlingen met veel ruzie. Schrijf geen namen op.",
        max_length=200,
    )
    hulpvraag = LangeTekst(
        label="Wat is je vraag?", help_text="Waar loop je tegenaan, en wat wil je weten?", max_tekens=4000
    )
    al_gedaan = LangeTekst(label="Wat heb je al geprobeerd?", regels=4, max_tekens=3000)
    doel = LangeTekst(label="Welk doel wil je bereiken?", help_text="Eén doel is genoeg.", regels=3, max_tekens=1000)
    vorm = Keuze(label="Welke hulp wil je?", choices=OnderdeelHulpvraag.Vorm.choices)
    van = DatumKiezer(label="Vanaf wanneer?")
    tot = DatumKiezer(label="Tot en met wanneer?")
    ouders_weten = Keuze(
        label="Weten de ouders dat je dit vraagt?",
        help_text="De ouders kunnen je vraag en het antwoord lezen.",
        choices=JaNee.choices,
        vorm="segment",
    )
    contactpersoon = Tekst(label="Wie kunnen we bellen?", max_length=120)
    telefoon = Telefoonnummer(label="Telefoonnummer", max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aanvraag, weg = self.aanvraag, []
        weg += ["over_wie"] if aanvraag.leerling else ["ouders_weten"]
        weg += [] if aanvraag.soortregels.vraagt_plan else ["doel", "vorm", "van", "tot"]
        weg += ["contactpersoon", "telefoon"] if "school" in aanvraag.delen else []
        for naam in weg:
            self.fields.pop(naam, None)
        if aanvraag.leerling is None and "hulpvraag" in self.fields:
            self.fields["hulpvraag"].help_text += " Schrijf geen namen op."

    def verplicht(self) -> tuple[str, ...]:
        vrij = {"over_wie", "al_gedaan", "versie"}
        return tuple(naam for naam in type(self).base_fields if naam not in vrij)
