"""What the dossier reads: the cases of a child as one reader may know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.models import (
    Aanvraag,
    Bekendmaking,
    Bezwaarbericht,
    Bijlage,
    Consultadvies,
    Deelnemer,
    Overleg,
    Status,
    Zaakbrief,
    Zienswijze,
)
from loket.models.bezwaarbeslissing import Bezwaarbekendmaking
from loket.models.bezwaarstand import standen
from loket.rules.bezwaar import Besluitstand
from loket.rules.soorten import MET_ADVIES
from scholen.models import Afscherming, Leerling

from .rules import Feiten

S = Status
FASE = {
    S.INGEDIEND: "ingediend",
    S.IN_CONTROLE: "ingediend",
    S.AANVULLING_GEVRAAGD: "wacht_op_school",
    S.COMPLEET: "ingediend",
    S.IN_ADVIES: "deskundigen",
    S.ADVIES_GEREED: "besluit",
    S.ZIENSWIJZE_LOOPT: "zienswijze",
    S.BESLUIT_VOORBEREIDEN: "besluit",
    S.BESLOTEN_TOEGEKEND: "besluit",
    S.BESLOTEN_AFWIJKEND: "besluit",
    S.BESLOTEN_AFGEWEZEN: "besluit",
    S.BUITEN_BEHANDELING: "besluit",
    S.BEKENDGEMAAKT: "besluit",
    S.BUITEN_VERSTUURD: "besluit",
    S.INGETROKKEN: "ingetrokken",
    S.IN_BEHANDELING: "vraag",
    S.ADVIES_UITGEBRACHT: "advies",
    S.GESLOTEN: "advies",
    S.DOORGEZONDEN: "doorgezonden",
}
"""Until the own letter is sent a decided aanvraag reads as one that is being decided (afspraak 4)."""


MET_UITLEG = Q(brief__context__has_key="brief")
"""Whether a letter says in its context which it is, so that it can be explained in plain words."""


@dataclass(frozen=True)
class Zaak:
    """One aanvraag in the dossier of this reader, with the own letter when it was sent.

    afgeschermd: this reader may not learn where the child is; then no school, name or text goes to it by itself.
    """

    aanvraag: Aanvraag
    brief: Bekendmaking | None
    advies: Consultadvies | None = None
    stand: Besluitstand | None = None
    bezwaarbrief: Bezwaarbekendmaking | None = None
    afgeschermd: bool = False

    @property
    def school(self) -> str:
        """The school as this reader may know it, in the middle of a sentence; letters say the same."""
        return "de school" if self.afgeschermd else self.aanvraag.school.naam

    @property
    def fase(self) -> str:
        """The phase as the rules of this app call it."""
        if self.brief:
            return "brief"
        vraagt_advies = self.aanvraag.soort in MET_ADVIES and self.aanvraag.status == S.INGEDIEND
        return "vraag" if vraagt_advies else FASE[Status(self.aanvraag.status)]


def kinderen(gebruiker: Gebruiker) -> QuerySet[Any]:
    """The children this reader represents (or is), each with whether its school is writing an aanvraag.

    A concept is a sentence to parents, never a row: they see that there is one, not what it says (afspraak 19).
    """
    concept = Aanvraag.objects.filter(leerling=OuterRef("pk"), status=S.CONCEPT)
    kinderen: QuerySet[Any] = Leerling.objects.visible_to(gebruiker)
    met_concept: QuerySet[Any] = kinderen.annotate(school_schrijft=Exists(concept)).order_by("geboortedatum", "pk")
    return met_concept


def zaken(gebruiker: Gebruiker) -> list[Zaak]:
    """All cases this reader may know, newest first; a constant number of queries."""
    aanvragen = list(
        Aanvraag.objects.visible_to(gebruiker)
        .select_related("leerling", "school", "swv", "instelling", "behandelaar")
        .prefetch_related("aanvullingen", "uitstellen")
        .order_by("-ontvangstdatum", "-pk")
    )
    brieven = {
        brief.besluit.aanvraag_id: brief
        for brief in Bekendmaking.objects.visible_to(gebruiker)
        .filter(besluit__aanvraag__in=aanvragen)
        .select_related("besluit__tlv")
        .annotate(met_uitleg=MET_UITLEG)
        .order_by("verzenddatum", "besluit__versie")
    }
    gegeven = Consultadvies.objects.visible_to(gebruiker).filter(aanvraag__in=aanvragen)
    adviezen = {advies.aanvraag_id: advies for advies in gegeven}
    stand = standen([een for een in aanvragen if een.pk in brieven], timezone.localdate())
    beslist = {
        een.beslissing.zaak.besluit.aanvraag_id: een
        for een in Bezwaarbekendmaking.objects.visible_to(gebruiker)
        .filter(beslissing__zaak__besluit__aanvraag__in=aanvragen)
        .select_related("beslissing__zaak__besluit", "beslissing__nieuw_besluit")
        .annotate(met_uitleg=MET_UITLEG)
        .order_by("verzenddatum")
    }
    return [
        Zaak(
            een,
            brieven.get(een.pk),
            adviezen.get(een.pk),
            stand.get(een.pk),
            beslist.get(een.pk),
            _afgeschermd(een, gebruiker),
        )
        for een in aanvragen
    ]


def _afgeschermd(aanvraag: Aanvraag, gebruiker: Gebruiker) -> bool:
    """Whether the place of this child is kept from this reader (afspraak 37): from every adult, not from itself."""
    leerling = aanvraag.leerling
    assert leerling is not None
    return leerling.afscherming == Afscherming.VERBLIJFPLAATS and leerling.gebruiker_id != gebruiker.pk


def besluitbrieven(gebruiker: Gebruiker, aanvraag: Aanvraag) -> QuerySet[Bekendmaking]:
    """The own letter about each decision, newest first: a herstelbesluit or a withdrawal does not hide the first."""
    mijn: QuerySet[Bekendmaking] = Bekendmaking.objects.visible_to(gebruiker).filter(besluit__aanvraag=aanvraag)
    return mijn.select_related("besluit").order_by("-verzenddatum", "-besluit__versie", "-pk")


def meningen(gebruiker: Gebruiker, aanvragen: list[Aanvraag]) -> dict[int, Zienswijze]:
    """Per aanvraag the last time that this reader was asked for a view; one query."""
    mijn = Zienswijze.objects.visible_to(gebruiker, Permissie.ZIENSWIJZE_GEVEN).filter(ronde__aanvraag__in=aanvragen)
    rijen = mijn.select_related("ronde__aanvraag", "ronde__intrekking").order_by("ronde", "pk")
    return {een.ronde.aanvraag_id: een for een in rijen}


def zaakbrieven(gebruiker: Gebruiker, aanvraag: Aanvraag) -> QuerySet[Zaakbrief]:
    """The letters to this reader that are no decision, from the day on which each was sent."""
    return Zaakbrief.objects.visible_to(gebruiker).filter(aanvraag=aanvraag).order_by("verzenddatum", "pk")


def bezwaarberichten(gebruiker: Gebruiker, aanvraag: Aanvraag) -> QuerySet[Bezwaarbericht]:
    """The letters to this reader in the course of a bezwaar, from the day on which each was sent."""
    mijn = Bezwaarbericht.objects.visible_to(gebruiker).filter(zaak__besluit__aanvraag=aanvraag)
    return mijn.order_by("verzenddatum", "pk")


def feiten(zaak: Zaak, vandaag: date, zienswijze: Zienswijze | None = None) -> Feiten:
    """What the rules of this app need to know about a case. zienswijze: the last time that this reader was asked."""
    aanvraag, brief = zaak.aanvraag, zaak.brief
    assert aanvraag.leerling is not None
    assert aanvraag.ontvangstdatum is not None
    alle = aanvraag.aanvullingen.all()
    open_ = next((een for een in alle if een.aangevuld_op is None and een.verlopen_op is None), None)
    besluit = brief.besluit if brief else None
    termijn = aanvraag.termijn(vandaag)
    return Feiten(
        fase=zaak.fase,
        roepnaam=aanvraag.leerling.roepnaam,
        school=zaak.school,
        afgeschermd=zaak.afgeschermd,
        vandaag=vandaag,
        soort=besluit.soort if besluit else aanvraag.tlv_soort,
        bij_school=aanvraag.bij_school,
        uiterlijk=termijn.wettelijk if termijn else None,
        mening_tot=zienswijze.ronde.tot if zienswijze else None,
        mening_gegeven=zienswijze is not None and zienswijze.gegeven_op is not None,
        stil_sinds=open_.gevraagd_op if open_ else None,
        uitkomst=besluit.uitkomst if besluit else "",
        start=besluit.ingangsdatum if besluit else None,
        eind=besluit.vervaldatum if besluit else None,
        bezwaar_tot=brief.bezwaar_tot if brief else None,
        besluitstand=zaak.stand.stand if brief and zaak.stand else "",
        beslist_op_bezwaar=zaak.bezwaarbrief.beslissing.uitkomst if zaak.bezwaarbrief else "",
        beroep_tot=zaak.bezwaarbrief.beroep_tot if zaak.bezwaarbrief else None,
    )


@dataclass(frozen=True)
class Uitnodiging:
    """A meeting this reader is invited for, and who else will be there."""

    overleg: Overleg
    uitnodiging: Deelnemer
    deelnemers: tuple[Deelnemer, ...]

    @property
    def wacht_op_antwoord(self) -> bool:
        return self.uitnodiging.komt == Deelnemer.Komt.GEVRAAGD and self.overleg.afgezegd_op is None


def uitnodigingen(gebruiker: Gebruiker, aanvraag: Aanvraag, vandaag: date) -> list[Uitnodiging]:
    """Meetings about this case from today on: parents know beforehand who is there and why."""
    zichtbaar = Deelnemer.objects.visible_to(gebruiker)
    mijn = zichtbaar.filter(betrokkene__gebruiker=gebruiker, agendapunt__aanvraag=aanvraag)
    komend = list(mijn.filter(overleg__begin__date__gte=vandaag).select_related("overleg").order_by("overleg__begin"))
    mee: dict[int, list[Deelnemer]] = {}
    for een in zichtbaar.filter(overleg__in=[ik.overleg_id for ik in komend]).order_by("pk"):
        mee.setdefault(een.overleg_id, []).append(een)
    return [Uitnodiging(ik.overleg, ik, tuple(mee.get(ik.overleg_id, ()))) for ik in komend]


def stukken(gebruiker: Gebruiker, aanvraag: Aanvraag) -> list[Bijlage]:
    """The documents of the school that this reader may open; what still waits for the scanner comes later."""
    lijst = Bijlage.objects.visible_to(gebruiker).filter(aanvraag=aanvraag).select_related("inhoud").order_by("pk")
    return [een for een in lijst if een.inhoud.is_vrij]
