"""The four kinds of letters as the post sees them: which may go today, and by which action each is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from kern.brieven.models import Briefbijlage, BriefVersie
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.actions import bekendmaken, intrekking_verzenden, zaakbrief
from loket.actions.bezwaar import bekendmaken as bezwaar_bekendmaken
from loket.actions.bezwaar import berichten_verzenden
from loket.models import (
    BESLOTEN,
    VERSTUURD,
    Aanvraag,
    Bekendmaking,
    Besluit,
    Bezwaarbekendmaking,
    Bezwaarbericht,
    Bezwaarzaak,
    Uitkomst,
    Verzending,
    Zaakbrief,
)
from loket.models.post import Postpartij, Postpartijregel

RECHT = {
    Postpartij.Soort.LOKET: Permissie.BRIEF_VERZENDEN,
    Postpartij.Soort.BEZWAAR: Permissie.BEZWAAR_BEHANDELEN,
}
Groep = Any
"""What is sent in one go: an aanvraag, the decision that takes back a TLV, or a bezwaar."""


@dataclass(frozen=True)
class Brievensoort:
    """One table of letters. groep: with what it is sent; leerling: where its pupil is found, for a query."""

    model: type[Verzending]
    partij: Postpartij.Soort
    leerling: str
    groep: Callable[[Any], Groep]
    bijwerken: Callable[[Groep, list[Any], date, datetime], None]
    verzonden: Callable[..., Any]
    extra: Q = field(default_factory=Q)

    @property
    def permissie(self) -> Permissie:
        return RECHT[self.partij]

    def rijen(self) -> Any:
        """All its letters, for the system."""
        return self.model._default_manager.all()

    def zichtbaar(self, door: Gebruiker) -> Any:
        """All its letters that this user may send, with what a list needs."""
        return (
            self.rijen()
            .visible_to(door, self.permissie)
            .select_related("brief", "betrokkene", "school__bestuur", "leerling", self.leerling)
        )

    def leerling_van(self, rij: Any) -> Any:
        """The pupil that the letter is about."""
        for stap in self.leerling.split("__"):
            rij = getattr(rij, stap)
        return rij


def _besluit_of_aanvraag(rij: Bekendmaking) -> Besluit | Aanvraag:
    return rij.besluit if rij.besluit.uitkomst == Uitkomst.INTREKKING else rij.besluit.aanvraag


def _besluit_bijwerken(groep: Besluit | Aanvraag, rijen: list[Bekendmaking], dag: date, op: datetime) -> None:
    if isinstance(groep, Besluit):
        intrekking_verzenden.adressen_bijwerken(groep, dag, op=op)
    else:
        bekendmaken.adressen_bijwerken(groep, dag, op=op)


def _besluit_verzonden(groep: Besluit | Aanvraag, **velden: Any) -> None:
    if isinstance(groep, Besluit):
        intrekking_verzenden.intrekking_bekendmaken(groep, **velden)
    else:
        bekendmaken.bekendmaken(groep, **velden)


def _bezwaar(rij: Bezwaarbekendmaking) -> Bezwaarzaak:
    return rij.beslissing.zaak


BRIEVENSOORTEN = (
    Brievensoort(
        Bekendmaking,
        Postpartij.Soort.LOKET,
        "besluit__aanvraag__leerling",
        _besluit_of_aanvraag,
        _besluit_bijwerken,
        _besluit_verzonden,
        Q(besluit__aanvraag__status__in=sorted(BESLOTEN | VERSTUURD)) | Q(besluit__uitkomst=Uitkomst.INTREKKING),
    ),
    Brievensoort(
        Zaakbrief,
        Postpartij.Soort.LOKET,
        "aanvraag__leerling",
        lambda rij: rij.aanvraag,
        lambda groep, rijen, dag, op: zaakbrief.adressen_bijwerken(groep, rijen, dag, op=op),
        lambda groep, **velden: zaakbrief.zaakbrieven_verzonden(groep, **velden),
        Q(vanzelf=False),
    ),
    Brievensoort(
        Bezwaarbericht,
        Postpartij.Soort.BEZWAAR,
        "zaak__besluit__aanvraag__leerling",
        lambda rij: rij.zaak,
        lambda groep, rijen, dag, op: berichten_verzenden.adressen_bijwerken(groep, rijen, dag, op=op),
        lambda groep, **velden: berichten_verzenden.berichten_verzonden(groep, **velden),
    ),
    Brievensoort(
        Bezwaarbekendmaking,
        Postpartij.Soort.BEZWAAR,
        "beslissing__zaak__besluit__aanvraag__leerling",
        _bezwaar,
        lambda groep, rijen, dag, op: bezwaar_bekendmaken.adressen_bijwerken(groep, dag, op=op),
        lambda groep, **velden: bezwaar_bekendmaken.bezwaar_bekendmaken(groep, **velden),
    ),
)


def soorten_van(partij: str) -> list[Brievensoort]:
    """The tables of letters that go in a batch of this kind."""
    return [een for een in BRIEVENSOORTEN if een.partij == partij]


def klaar(soort: Brievensoort, door: Gebruiker, dag: date, kanaal: str) -> Any:
    """Letters of this kind that are dated for this day, made with all that goes along, unsent, and not in a batch."""
    versies = BriefVersie.objects.filter(
        brief=OuterRef("brief"), dagtekening=dag, vervallen_op=None, verzonden_op=None, pdf__isnull=False
    )
    elders = Postpartijregel.objects.filter(
        versie__brief=OuterRef("brief"), versie__vervallen_op=None, vervallen_op=None
    )
    zonder_pdf = Briefbijlage.objects.filter(
        brief=OuterRef("brief"), stuk__versies__pdf=None, stuk__versies__vervallen_op=None
    )
    open_ = soort.zichtbaar(door).filter(kanaal=kanaal, verzenddatum=dag, verzonden_op=None, vervallen_op=None)
    return open_.filter(soort.extra).filter(Exists(versies), ~Exists(elders), ~Exists(zonder_pdf))


def per_groep(soort: Brievensoort, rijen: Iterable[Any]) -> list[tuple[Groep, list[Any]]]:
    """These letters by what they are sent with, always in the same order: whoever locks two cases locks them so."""
    per: dict[tuple[str, int], tuple[Groep, list[Any]]] = {}
    for rij in rijen:
        groep = soort.groep(rij)
        per.setdefault((groep._meta.model_name, groep.pk), (groep, []))[1].append(rij)
    return [per[sleutel] for sleutel in sorted(per)]


def verzendingen(door: Gebruiker, partij: str, brieven: Iterable[int]) -> dict[int, tuple[Brievensoort, Any]]:
    """The letter behind each key of a Brief, with its kind: one query per kind."""
    sleutels = list(brieven)
    return {
        rij.brief_id: (soort, rij)
        for soort in soorten_van(partij)
        for rij in soort.zichtbaar(door).filter(brief__in=sleutels)
    }
