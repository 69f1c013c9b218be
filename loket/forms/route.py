"""The questions before an aanvraag: where does the pupil want to go, and where is it now? Nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

DOELEN = [
    ("blijft", "De leerling blijft bij ons, met extra hulp"),
    ("sbo", "Speciaal basisonderwijs"),
    ("so", "Speciaal onderwijs"),
    ("vso", "Voortgezet speciaal onderwijs"),
    ("pro", "Praktijkonderwijs"),
    ("lwoo", "Vmbo met leerwegondersteuning"),
    ("onbekend", "Dat weet ik nog niet"),
]
NU = [
    ("hier", "Ingeschreven op onze school"),
    ("regio", "Op een andere school in onze regio"),
    ("elders", "Op een school in een andere regio"),
    ("geen", "Nog op geen school, of cluster 1 of 2"),
]
WOONT = [("regio", "In onze regio"), ("elders", "Ergens anders in Nederland"), ("buitenland", "In het buitenland")]
EERDER = [("geen", "Nee"), ("wij", "Ja, van ons"), ("ander", "Ja, van een ander samenwerkingsverband")]


class RouteForm(forms.Form):
    """By GET: it holds no name and no birth date."""

    toon_facultatief = False
    doel = forms.ChoiceField(label="Waar gaat het om?", choices=DOELEN)
    nu = forms.ChoiceField(label="Waar zit de leerling nu?", choices=NU)
    woont = forms.ChoiceField(label="Waar woont de leerling?", choices=WOONT)
    eerder = forms.ChoiceField(label="Loopt er nog een TLV?", choices=EERDER)

    def __init__(self, data: Mapping[str, Any] | None) -> None:
        super().__init__(data, auto_id="route_%s")
