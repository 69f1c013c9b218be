"""The sections of a draft with how far each is, computed from what is stored, and what is still needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from kern.formulieren.keuzes import anker as veldanker
from loket.actions.aanvraag import ONDERDELEN as RIJEN
from loket.actions.antwoorden import Vragen
from loket.forms.onderdelen import ONDERDELEN, Onderdeelsoort
from loket.models import Aanvraag
from loket.rules.volledigheid import STUKKEN, Gat

ANKERS = {"interventies": "interventies", **dict.fromkeys(("opp", *STUKKEN), "bijlagen")}


@dataclass(frozen=True)
class Taak:
    soort: Onderdeelsoort
    adres: str
    stand: str


@dataclass(frozen=True)
class Nodig:
    zin: str
    adres: str
    nodig: bool


def takenlijst(aanvraag: Aanvraag, gaten: list[Gat], vragen: Vragen, *, huidig: str = "") -> dict[str, Any]:
    """Context: groups of tasks with their state, what is needed, how many are ready, and the list beside a section."""
    taken = [_taak(aanvraag, ONDERDELEN[slug], gaten) for slug in aanvraag.delen]
    groepen: dict[str, list[Taak]] = {}
    for taak in taken:
        groepen.setdefault(taak.soort.groep, []).append(taak)
    nodig = [Nodig(gat.zin, anker(aanvraag, gat.onderdeel, gat.veld, vragen), gat.nodig) for gat in gaten]
    woord = {"klaar": "klaar", "bezig": "bezig", "aanvullen": "bezig", "leeg": ""}
    return {
        "groepen": [(f"{nummer}. {naam}", deel) for nummer, (naam, deel) in enumerate(groepen.items(), start=1)],
        "aantal_nodig": str(sum(een.nodig for een in nodig)),
        "controle_dagen": str(aanvraag.instelling.controle_werkdagen),
        "norm_weken": str(aanvraag.instelling.servicenorm_weken),
        "nodig": [een for een in nodig if een.nodig],
        "advies": [een for een in nodig if not een.nodig],
        "klaar": sum(taak.stand == "klaar" for taak in taken),
        "totaal": len(taken),
        "inhoud": [(taak.soort.titel, taak.adres, woord[taak.stand], taak.soort.slug == huidig) for taak in taken],
    }


def _taak(aanvraag: Aanvraag, soort: Onderdeelsoort, gaten: list[Gat]) -> Taak:
    versie = getattr(aanvraag, RIJEN[soort.slug]._meta.get_field("aanvraag").remote_field.related_name).versie
    mist = any(gat.onderdeel == soort.slug and gat.nodig for gat in gaten)
    stand = "klaar" if not mist else "aanvullen" if versie > 1 else "bezig" if versie else "leeg"
    return Taak(soort, reverse("loket:aanvraag_onderdeel", args=[aanvraag.public_id, soort.slug]), stand)


def anker(aanvraag: Aanvraag, onderdeel: str, veld: str, vragen: Vragen) -> str:
    """The address of the field itself, so that a click lands in it."""
    form = ONDERDELEN[onderdeel].form(aanvraag=aanvraag, vragen=vragen.van(onderdeel))
    los = ANKERS.get(veld, veld)  # a file has a form of its own, under the name of its question
    doel = veldanker(form, veld) if veld in form.fields else los
    return f"{reverse('loket:aanvraag_onderdeel', args=[aanvraag.public_id, onderdeel])}#{doel}"
