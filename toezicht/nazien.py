"""Checking the seals over the logbook: whether the lines are still those that were sealed. Reads only.

Words may be gone when their child went, and only then: what the line is about is not there any more either.
"""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from scholen.models import Leerling
from toezicht import zegel
from toezicht.boek import BoekFout, sleutels
from toezicht.models import Dagzegel


@dataclass(frozen=True)
class Fout:
    """What does not hold. nummer: of the seal, 0 when it is about the book."""

    nummer: int
    zin: str


@dataclass
class _Woorden:
    """What became of the words in the lines of one seal."""

    anders: list[int] = field(default_factory=list)
    leeg: list[zegel.Rij] = field(default_factory=list)


def nazien(*, vanaf: int = 1) -> list[Fout]:
    """Every seal with this number or higher, against its lines, the seal before it and the book. Empty is good."""
    fouten: list[Fout] = []
    try:
        boek = zegel.in_boek()
    except BoekFout as fout:
        boek, fouten = {}, [Fout(0, str(fout))]
    zegels = list(Dagzegel.objects.filter(nummer__gte=vanaf - 1).order_by("nummer"))
    vorige = zegels.pop(0) if zegels and zegels[0].nummer == vanaf - 1 else None
    for een in zegels:
        fouten += [Fout(een.nummer, zin) for zin in _een(een, vorige)]
        if not any(fout.nummer == 0 for fout in fouten) and boek.get(een.nummer) != een.zegel:
            fouten.append(Fout(een.nummer, "Het zegelboek zegt iets anders, of kent dit zegel niet."))
        vorige = een
    if extra := [nummer for nummer in boek if nummer > (vorige.nummer if vorige else 0)]:
        fouten.append(Fout(max(extra), "Het zegelboek kent dit zegel en de database niet."))
    return fouten


def _een(een: Dagzegel, vorige: Dagzegel | None) -> Iterator[str]:
    eerder = (vorige.nummer, vorige.tot, vorige.zegel) if vorige else (0, 0, "")
    if (een.nummer - 1, een.vanaf, een.vorige) != eerder:
        yield "Dit zegel sluit niet aan op het vorige."
    if not zegel.klopt(een):
        yield "Het zegel zelf is veranderd."
    woorden = _Woorden()
    aantal, som = zegel.som_van(_nagelezen(een, woorden))
    if aantal != een.aantal:
        yield f"Er zijn {aantal} regels, en er waren er {een.aantal}."
    elif som != een.som:
        yield "Een regel is veranderd."
    if woorden.anders:
        yield f"Van {len(woorden.anders)} regels zijn de woorden veranderd (regel {woorden.anders[0]})."
    if te_vroeg := _te_vroeg_leeg(woorden.leeg):
        yield f"Van {len(te_vroeg)} regels zijn de woorden weg, en waar het over gaat niet (regel {te_vroeg[0]})."


def _nagelezen(een: Dagzegel, woorden: _Woorden) -> Iterator[tuple[zegel.Rij, str]]:
    """Each line with the hash that was kept; what its words say now is noted down."""
    bewaard = zegel.afdrukken(een.vanaf, een.tot)
    for rij in zegel.rijen(een.vanaf, een.tot):
        afdruk = bewaard.get(rij[0], "")
        if zegel.heeft_woorden(rij):
            if not any(hmac.compare_digest(afdruk, zegel.afdruk(rij, sleutel)) for sleutel in sleutels()):
                woorden.anders.append(rij[0])
        elif afdruk:
            woorden.leeg.append(rij)
        yield rij, afdruk


def _te_vroeg_leeg(regels: list[zegel.Rij]) -> list[int]:
    """The lines without words of which both the child and the thing are still there."""
    velden = [dict(zip(zegel.VAST, rij, strict=False)) for rij in regels]
    kinderen = _er_nog("scholen.leerling", {een["leerling"] for een in velden if een["leerling"]})
    per_soort: dict[str, set[str]] = defaultdict(set)
    for een in velden:
        per_soort[een["ding_soort"]].add(een["ding"])
    dingen = {(soort, ding) for soort, alle in per_soort.items() for ding in _er_nog(soort, alle)}
    return [
        een["id"]
        for een in velden
        if (een["ding_soort"], een["ding"]) in dingen and (not een["leerling"] or een["leerling"] in kinderen)
    ]


def _er_nog(soort: str, public_ids: set[str]) -> set[str]:
    """Which of these are still there; what is no row of ours cannot go, so it counts as there."""
    try:
        model = Leerling if soort == "scholen.leerling" else apps.get_model(soort)
        model._meta.get_field("public_id")
    except (LookupError, ValueError, FieldDoesNotExist):
        return public_ids
    return set(model._base_manager.filter(public_id__in=public_ids).values_list("public_id", flat=True))
