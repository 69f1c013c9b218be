"""What the worklist shows: its tabs as data, their counts in one query, and the rows of one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Prefetch, Q

from kern.gebruikers.models import Gebruiker
from kern.logboek.geschiedenis import laatste_per_ding
from loket.models import (
    BESLOTEN,
    IN_BEHANDELING,
    OPEN_WERK,
    Aanvraag,
    Aanvulling,
    Adviesopdracht,
    Besluit,
    Status,
    Uitstel,
)
from loket.models.aanvraag import AanvraagQuerySet
from loket.models.lijst import Bladen, Sortering, tellingen
from loket.models.termijn import heeft_staat
from loket.rules.termijn import Beslistermijn

from .woorden import aan_zet, fase_toon, gebeurtenis

S = Status


@dataclass(frozen=True)
class Weergave:
    """One tab. toon_behandelaar: whether its rows can be of more than one person."""

    sleutel: str
    naam: str
    toon_behandelaar: bool = True

    @property
    def is_vrij(self) -> bool:
        """Whether somebody may take a row from here."""
        return self.sleutel == "vrij"

    def voorwaarde(self, gebruiker: Gebruiker, vandaag: date) -> Q:
        """Which rows."""
        open_werk = Q(status__in=sorted(OPEN_WERK))
        lopend = Q(status__in=[*IN_BEHANDELING])
        week = heeft_staat("laat", vandaag) | heeft_staat("week", vandaag)
        return {
            "mijn": open_werk & Q(behandelaar=gebruiker),
            "vrij": open_werk & Q(behandelaar=None),
            "week": lopend & week,
            "school": Q(status=S.AANVULLING_GEVRAAGD),
            "advies": Q(status__in=[S.IN_ADVIES, S.ADVIES_GEREED]),
            "verzenden": Q(status__in=sorted(BESLOTEN)),
            "alles": open_werk,
        }[self.sleutel]


WEERGAVEN = {
    weergave.sleutel: weergave
    for weergave in (
        Weergave("mijn", "Mijn werk", toon_behandelaar=False),
        Weergave("vrij", "Niet toegewezen", toon_behandelaar=False),
        Weergave("week", "Besluit deze week"),
        Weergave("school", "Wacht op school"),
        Weergave("advies", "Bij deskundigen"),
        Weergave("verzenden", "Brief verzenden"),
        Weergave("alles", "Alles"),
    )
}


def aantallen(zichtbaar: AanvraagQuerySet, gebruiker: Gebruiker, vandaag: date) -> dict[str, int]:
    """The count of each tab, and of what this user must hurry with: laat and week. One query."""
    mijn = Q(behandelaar=gebruiker, status__in=[*IN_BEHANDELING])
    lijsten = {sleutel: een.voorwaarde(gebruiker, vandaag) for sleutel, een in WEERGAVEN.items()}
    lijsten |= {"mijn_laat": mijn & heeft_staat("laat", vandaag), "mijn_week": mijn & heeft_staat("week", vandaag)}
    return tellingen(gebruiker, {sleutel: zichtbaar.filter(welke) for sleutel, welke in lijsten.items()})


def bladen(lijst: AanvraagQuerySet, gebruiker: Gebruiker, *, sorteer: str, vandaag: date, per: int) -> Bladen:
    """The pages of a list, with all that a row shows."""
    sortering = Sortering(sorteer, tuple(sorted(IN_BEHANDELING)), vandaag)
    rijen_van = partial(_rijen_van, gebruiker)
    return Bladen(lijst, per, sortering=sortering, opgehaald=rijen_van)


def _rijen_van(gebruiker: Gebruiker, ids: list[int]) -> AanvraagQuerySet:
    return met_rijen(Aanvraag.objects.visible_to(gebruiker).filter(pk__in=ids), gebruiker)


def met_rijen(lijst: AanvraagQuerySet, gebruiker: Gebruiker) -> AanvraagQuerySet:
    """All that a row shows, in a fixed number of queries."""
    opdrachten = Adviesopdracht.objects.visible_to(gebruiker).geldig().select_related("advies").order_by("volgorde")
    erbij: list[Any] = [
        Prefetch("aanvullingen", Aanvulling.objects.visible_to(gebruiker)),
        Prefetch("uitstellen", Uitstel.objects.visible_to(gebruiker)),
        Prefetch("besluiten", Besluit.objects.visible_to(gebruiker)),
        Prefetch("adviesopdrachten", opdrachten, to_attr="opdrachten"),
    ]
    return lijst.select_related("leerling", "school", "instelling", "behandelaar").prefetch_related(*erbij)


@dataclass(frozen=True)
class Rij:
    aanvraag: Aanvraag
    termijn: Beslistermijn | None
    klaar_op: date | None
    klaar_woord: str
    toon: str
    aan_zet: str
    laatste: str
    laatste_op: datetime | None


def rijen(pagina: list[Aanvraag], gebruiker: Gebruiker, vandaag: date) -> list[Rij]:
    """The rows of one page, with the last event of each."""
    laatste = laatste_per_ding(aanvraag.public_id for aanvraag in pagina)
    lijst = []
    for aanvraag in pagina:
        klaar_op, klaar_woord = klaar(aanvraag)
        regel = laatste.get(aanvraag.public_id)
        lijst.append(
            Rij(
                aanvraag=aanvraag,
                termijn=aanvraag.termijn(vandaag),
                klaar_op=klaar_op,
                klaar_woord=klaar_woord,
                toon=fase_toon(aanvraag.status),
                aan_zet=aan_zet(aanvraag, gebruiker, vandaag),
                laatste=gebeurtenis(regel.actie) if regel else "",
                laatste_op=regel.op if regel else None,
            )
        )
    return lijst


def klaar(aanvraag: Aanvraag) -> tuple[date | None, str]:
    """When and how the decision term ended: decided or withdrawn; (None, "Besloten") while it runs."""
    if aanvraag.ingetrokken_op:
        return aanvraag.ingetrokken_op.date(), "Ingetrokken"
    besluiten = sorted(aanvraag.besluiten.all(), key=lambda besluit: besluit.versie)
    return (besluiten[0].besluitdatum if besluiten else None), "Besloten"
