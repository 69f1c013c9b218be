"""Completing an aanvraag item by item: what is asked, what the school answers, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict
from django.shortcuts import get_object_or_404

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import Aanvraag, Aanvulling, Aanvulpunt, Antwoord, Bijlage, Onderdeel, OnderdeelVersie, Status

S = Status


@dataclass(frozen=True)
class Puntgegevens:
    """One thing to ask for. onderdeel and veld: where the answer belongs, "" for nowhere in particular."""

    wat: str
    onderdeel: str = ""
    veld: str = ""
    nodig: bool = True


def punten_opslaan(aanvulling: Aanvulling, punten: Iterable[Puntgegevens]) -> None:
    """The items of a new request, in this order."""
    for volgorde, punt in enumerate(punten, start=1):
        Aanvulpunt.objects.create(aanvulling=aanvulling, volgorde=volgorde, **vars(punt))


@transaction.atomic
def punt_beantwoorden(
    punt: Aanvulpunt, *, door: Gebruiker, op: datetime, antwoord: str, stukken: Sequence[Bijlage] = ()
) -> Aanvulpunt:
    """Keep the answer to one item, half or whole; sending is another step. stukken: documents to add to it.

    Raises NietMogelijk when the request is not open any more.
    """
    rijen = Aanvulpunt.objects.visible_to(door, Permissie.AANVRAAG_SCHRIJVEN)
    zaken = Aanvraag.objects.filter(pk__in=rijen.filter(pk=punt.pk).values("aanvulling__aanvraag"))
    aanvraag = get_object_or_404(zaken.select_for_update(of=("self",)))
    rij: Aanvulpunt = get_object_or_404(rijen.select_for_update(of=("self",)).select_related("aanvulling"), pk=punt.pk)
    aanvulling = rij.aanvulling
    if aanvraag.status != S.AANVULLING_GEVRAAGD or aanvulling.aangevuld_op or aanvulling.verlopen_op:
        raise NietMogelijk("Deze aanvulling is al verstuurd of gesloten.")
    if rij.antwoord == antwoord.strip() and not stukken:
        return rij
    rij.antwoord, rij.bewerkt_op, rij.bewerkt_door = antwoord.strip(), op, door
    rij.save()
    rij.stukken.add(*stukken)
    vastleggen("aanvulpunt_beantwoorden", rij, door=door, op=op, stukken=len(stukken))
    return rij


def onbeantwoord(aanvulling: Aanvulling) -> list[Aanvulpunt]:
    """The items that are needed and have no answer: no text, no document, and their section was not changed."""
    gewijzigd = set(aanvulling.oude_onderdelen.values_list("onderdeel", flat=True))
    punten = aanvulling.punten.filter(nodig=True, antwoord="", stukken=None)
    return [punt for punt in punten if punt.onderdeel not in gewijzigd]


def gevraagde_onderdelen(aanvraag: Aanvraag) -> set[str]:
    """The sections that the school may change now, because the loket asks for something in them."""
    if aanvraag.status != S.AANVULLING_GEVRAAGD:
        return set()
    open_ = Aanvulpunt.objects.filter(
        aanvulling__aanvraag=aanvraag, aanvulling__aangevuld_op=None, aanvulling__verlopen_op=None
    )
    return set(open_.exclude(onderdeel="").values_list("onderdeel", flat=True))


def vorige_bewaren(onderdeel: Onderdeel, aanvraag: Aanvraag, slug: str, *, door: Gebruiker, op: datetime) -> None:
    """Keep what the SWV has read so far, once for each request, before the school changes this section."""
    aanvulling = aanvraag.aanvullingen.get(aangevuld_op=None, verlopen_op=None)
    _, nieuw = OnderdeelVersie.objects.get_or_create(
        aanvulling=aanvulling,
        onderdeel=slug,
        defaults={
            "versie": onderdeel.versie,
            "gegevens": _als_gegevens(onderdeel) | {"antwoorden": _antwoorden(aanvraag, slug)},
            "bewaard_op": op,
            "bewaard_door": door,
        },
    )
    if nieuw:
        vastleggen("onderdeel_wijzigen", aanvraag, door=door, op=op, onderdeel=slug)


def _als_gegevens(onderdeel: Onderdeel) -> dict[str, Any]:
    velden = model_to_dict(onderdeel, exclude=["id", "aanvraag", "versie", "bewerkt_op", "bewerkt_door"])
    interventies = getattr(onderdeel, "interventies", None)
    if interventies is not None:
        velden["interventies"] = list(
            interventies.order_by("volgorde").values("wat", "periode", "wie", "doel", "effect")
        )
    return velden


def _antwoorden(aanvraag: Aanvraag, slug: str) -> list[tuple[str, str]]:
    """The questions of the SWV in this section with their answers, as they were read."""
    rijen = Antwoord.objects.filter(aanvraag=aanvraag, vraag__onderdeel=slug).exclude(waarde="")
    return list(rijen.order_by("pk").values_list("vraag__tekst", "waarde"))
