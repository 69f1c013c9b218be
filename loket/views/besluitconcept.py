"""Keeping the draft of a decision when two beslissers, or two tabs, write at once: put together field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from kern.gebruikers.verzoek import Verzoek
from loket.actions.besluitconcept import ConceptGewijzigd, concept_opslaan
from loket.forms.besluit import BesluitForm
from loket.forms.redenen import SLEUTEL, sleutels
from loket.models import Aanvraag, BesluitConcept

from .samenvoegen import Uitkomst, afdruk, afdrukken, samen

VOLGORDE = "zinnen"
"""Which blocks of reasons there are, in their order; put together by itself: nobody can choose between two lists."""


def begin_van(form: BesluitForm, concept: BesluitConcept | None) -> str:
    """What is stored now; what the form fills in beforehand counts as written by it."""
    gegevens = concept.gegevens if concept else {}
    return afdrukken({naam: gegevens.get(naam) for naam in form.fields if _tekst(naam)})


def bewaren(
    aanvraag: Aanvraag, gegevens: Mapping[str, str], *, request: Verzoek, versie: int, brief_bekeken: bool
) -> Uitkomst:
    """Keep what was typed. Raises NietMogelijk when it is not up to this user, or the decision was taken."""

    def schrijf(namen: set[str], versie: int, ander: Mapping[str, Any]) -> BesluitConcept:
        samengevoegd = {**ander, **{naam: waarde for naam, waarde in gegevens.items() if naam in namen}}
        bronnen = {naam: waarde for naam, waarde in gegevens.items() if naam.startswith("bron_")}
        samengevoegd |= bronnen | {VOLGORDE: volgorde(gegevens.get(VOLGORDE, ""), str(ander.get(VOLGORDE, "")))}
        return concept_opslaan(
            aanvraag,
            door=request.user,
            op=timezone.now(),
            versie=versie,
            gegevens=samengevoegd,
            brief_bekeken=brief_bekeken,
        )

    def nu(reden: ConceptGewijzigd) -> tuple[BesluitConcept, Mapping[str, Any]]:
        return reden.concept, reden.concept.gegevens

    mijn = {naam: waarde for naam, waarde in gegevens.items() if _tekst(naam)}
    begin = _met_nieuwe_blokken(request.POST.get("begin", ""), mijn)
    return samen(mijn, versie=versie, begin=begin, schrijf=schrijf, fout=ConceptGewijzigd, nu=nu)


def volgorde(mijn: str, ander: str) -> str:
    """My blocks in my order, and after them those of the other that I do not have: a text that exists is shown."""
    if not ander:
        return mijn
    eigen = sleutels(mijn)
    return ",".join([*eigen, *(sleutel for sleutel in sleutels(ander) if sleutel not in eigen)])


def _met_nieuwe_blokken(begin: str, mijn: Mapping[str, str]) -> str:
    """A block that was added after the form was shown began empty."""
    try:
        was = json.loads(begin or "{}")
    except ValueError:
        return begin
    if not isinstance(was, dict) or not was:
        return begin
    leeg = {naam: afdruk("") for naam in mijn if SLEUTEL.fullmatch(naam)}
    return json.dumps({**leeg, **was})


def _tekst(naam: str) -> bool:
    return naam not in (VOLGORDE, "versie") and not naam.startswith("bron_")
