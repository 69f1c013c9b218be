"""What the worklist shows: its tabs as data, their counts in one query, and the rows of one page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone

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
    Doorzending,
    Status,
    Uitstel,
)
from loket.models.aanvraag import AanvraagQuerySet
from loket.models.lijst import DELEN, HOOGSTENS, KLAAR, LOOPT, STIL, Bladen, Sortering, tellingen
from loket.models.termijn import heeft_staat
from loket.models.werkplek import Waarneming
from loket.rules.termijn import Beslistermijn

from .nieuw import nieuw_per_aanvraag
from .woorden import aan_zet, fase_toon, gebeurtenis

S = Status


@dataclass(frozen=True)
class Weergave:
    """One tab. toon_behandelaar: its rows can be of more than one person; delen: of which parts of the order."""

    sleutel: str
    naam: str
    toon_behandelaar: bool = True
    delen: frozenset[str] = DELEN

    @property
    def is_vrij(self) -> bool:
        """Whether somebody may take a row from here."""
        return self.sleutel == "vrij"

    def voorwaarde(self, gebruiker: Gebruiker, vandaag: date, namens: Collection[int] = ()) -> Q:
        """Which rows. namens: colleagues whose work this user does today (ids)."""
        open_werk = Q(status__in=sorted(OPEN_WERK))
        lopend = Q(status__in=[*IN_BEHANDELING])
        week = heeft_staat("laat", vandaag) | heeft_staat("week", vandaag)
        return {
            "mijn": open_werk & Q(behandelaar__in=[gebruiker.pk, *namens]),
            "vrij": open_werk & Q(behandelaar=None),
            "week": lopend & week,
            "school": Q(status=S.AANVULLING_GEVRAAGD),
            "advies": Q(status__in=[S.IN_ADVIES, S.ADVIES_GEREED]),
            "zienswijze": Q(status=S.ZIENSWIJZE_LOOPT),
            "verzenden": Q(status__in=sorted(BESLOTEN)),
            "alles": open_werk,
        }[self.sleutel]


WEERGAVEN = {
    weergave.sleutel: weergave
    for weergave in (
        Weergave("mijn", "Mijn werk", toon_behandelaar=False),
        Weergave("vrij", "Niet toegewezen", toon_behandelaar=False),
        Weergave("week", "Besluit deze week", delen=frozenset({LOOPT})),
        Weergave("school", "Wacht op school", delen=frozenset({LOOPT, STIL})),
        Weergave("advies", "Bij deskundigen", delen=frozenset({LOOPT, STIL})),
        Weergave("zienswijze", "Zienswijze loopt", delen=frozenset({LOOPT, STIL})),
        Weergave("verzenden", "Brief verzenden", delen=frozenset({KLAAR})),
        Weergave("alles", "Alles"),
    )
}


def waarneming(gebruiker: Gebruiker, vandaag: date) -> dict[int, str]:
    """Whose work this user does today beside the own: id of the colleague → name."""
    weg = Waarneming.objects.visible_to(gebruiker).geldig(vandaag).filter(waarnemer=gebruiker)
    return dict(weg.values_list("gebruiker_id", "gebruiker__naam"))


def aantallen(
    zichtbaar: AanvraagQuerySet,
    gebruiker: Gebruiker,
    vandaag: date,
    namens: Collection[int],
    collegas: Iterable[Gebruiker],
    eigen: Mapping[str, AanvraagQuerySet],
) -> dict[str, int]:
    """The counts of all tabs (eigen: of saved views), of what is urgent for this user, and the load of each colleague.

    One query, however many.
    """
    mijn = Q(behandelaar__in=[gebruiker.pk, *namens], status__in=[*IN_BEHANDELING])
    delen = {sleutel: een.voorwaarde(gebruiker, vandaag, namens) for sleutel, een in WEERGAVEN.items()}
    delen |= {"mijn_laat": mijn & heeft_staat("laat", vandaag), "mijn_week": mijn & heeft_staat("week", vandaag)}
    delen |= {f"last_{een.pk}": Q(behandelaar=een, status__in=[*IN_BEHANDELING]) for een in collegas}
    lijsten = {sleutel: zichtbaar.filter(welke) for sleutel, welke in delen.items()}
    return tellingen(gebruiker, lijsten | dict(eigen))


def bladen(
    lijst: AanvraagQuerySet,
    gebruiker: Gebruiker,
    *,
    sorteer: str,
    vandaag: date,
    per: int,
    werk: bool = True,
    delen: frozenset[str] = DELEN,
    hoogstens: int = HOOGSTENS,
) -> Bladen:
    """The pages of a list, with all that a row shows. werk: only what is not finished, as in the worklist."""
    klaar_ = tuple(sorted(BESLOTEN)) if werk else None
    sortering = Sortering(sorteer, vandaag, tuple(sorted(IN_BEHANDELING)), klaar_, delen)
    rijen_van = partial(_rijen_van, gebruiker)
    return Bladen(lijst, per, sortering=sortering, opgehaald=rijen_van, hoogstens=hoogstens)


def _rijen_van(gebruiker: Gebruiker, ids: list[int]) -> AanvraagQuerySet:
    return met_rijen(Aanvraag.objects.visible_to(gebruiker).filter(pk__in=ids), gebruiker)


ANTWOORDEN = ("consultadvies", "arrangementuitkomst")
"""What ends an aanvraag without a decision, one to one."""


def met_rijen(lijst: AanvraagQuerySet, gebruiker: Gebruiker) -> AanvraagQuerySet:
    """All that a row shows, in a fixed number of queries."""
    opdrachten = Adviesopdracht.objects.visible_to(gebruiker).geldig().select_related("advies").order_by("volgorde")
    erbij: list[Any] = [
        Prefetch("aanvullingen", Aanvulling.objects.visible_to(gebruiker)),
        Prefetch("uitstellen", Uitstel.objects.visible_to(gebruiker)),
        Prefetch("besluiten", Besluit.objects.visible_to(gebruiker)),
        Prefetch("doorzendingen", Doorzending.objects.visible_to(gebruiker)),
        Prefetch("adviesopdrachten", opdrachten, to_attr="opdrachten"),
    ]
    return lijst.select_related("leerling", "school", "instelling", "behandelaar", *ANTWOORDEN).prefetch_related(*erbij)


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
    nieuw: tuple[str, ...] = ()


def rijen(
    pagina: list[Aanvraag], gebruiker: Gebruiker, vandaag: date, namens: Mapping[int, str] | None = None
) -> list[Rij]:
    """The rows of one page, with the last event of each. namens: colleagues whose work this user does (id → name)."""
    laatste = laatste_per_ding(aanvraag.public_id for aanvraag in pagina)
    nieuw = nieuw_per_aanvraag(pagina, gebruiker)
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
                aan_zet=_aan_zet(aanvraag, gebruiker, vandaag, namens or {}),
                laatste=gebeurtenis(regel.actie) if regel else "",
                laatste_op=regel.op if regel else None,
                nieuw=tuple(nieuw.get(aanvraag.pk, ())),
            )
        )
    return lijst


def _aan_zet(aanvraag: Aanvraag, gebruiker: Gebruiker, vandaag: date, namens: Mapping[int, str]) -> str:
    """Who is to move; for a stand-in "jij, namens Karim Aziz"."""
    wie = aan_zet(aanvraag, gebruiker, vandaag)
    naam = namens.get(aanvraag.behandelaar_id or 0)
    return f"jij, namens {naam}" if naam and wie == naam else wie


def klaar(aanvraag: Aanvraag) -> tuple[date | None, str]:
    """When and how the term ended: decided, answered, withdrawn or sent on; (None, "Besloten") while it runs."""
    if aanvraag.ingetrokken_op:
        return timezone.localdate(aanvraag.ingetrokken_op), "Ingetrokken"
    advies = getattr(aanvraag, "consultadvies", None)
    if advies is not None and advies.uitgebracht_op:
        return timezone.localdate(advies.uitgebracht_op), "Advies gegeven"
    antwoord = getattr(aanvraag, "arrangementuitkomst", None)
    if antwoord is not None:
        return antwoord.besloten_op, "Antwoord gegeven"
    if aanvraag.status == Status.DOORGEZONDEN:
        weg = [een.besloten_op for een in aanvraag.doorzendingen.all() if een.akkoord and een.besloten_op]
        return (timezone.localdate(max(weg)) if weg else None), "Doorgestuurd"
    besluiten = sorted(aanvraag.besluiten.all(), key=lambda besluit: besluit.versie)
    return (besluiten[0].besluitdatum if besluiten else None), "Besloten"
