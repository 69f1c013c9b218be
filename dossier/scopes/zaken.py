"""The cases of a child as one reader may know them, and where each stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dossier.rules import Feiten
from kern.gebruikers.ineens import bijleggen, bijleggen_een, ineens
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.models import (
    Aanvraag,
    Aanvulling,
    Bekendmaking,
    Besluit,
    Bezwaarzaak,
    Bijlage,
    Consultadvies,
    Status,
    Tlv,
    Uitstel,
    Zienswijze,
)
from loket.models.bezwaarbeslissing import BeslissingOpBezwaar, Bezwaarbekendmaking
from loket.models.bezwaarstand import standen_uit, standvragen
from loket.rules.bezwaar import Besluitstand
from loket.rules.privacy import bewaren_tot
from loket.rules.soorten import MET_ADVIES
from scholen.models import Afscherming, Leerling

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
    """All cases this reader may know, newest first, in two queries."""
    aanvragen = list(zichtbaar(gebruiker).order_by("-ontvangstdatum", "-pk"))
    nummers = [een.pk for een in aanvragen]
    return zaken_uit(gebruiker, aanvragen, lezen(zaakvragen(gebruiker, nummers))) if nummers else []


def zichtbaar(gebruiker: Gebruiker) -> QuerySet[Aanvraag]:
    """The cases this reader may know, each with what stands on every page of it."""
    mijn: QuerySet[Aanvraag] = Aanvraag.objects.visible_to(gebruiker)
    return mijn.select_related("leerling", "school", "swv", "instelling", "behandelaar")


def lezen(vragen: dict[str, QuerySet[Any, Any]]) -> dict[str, list[Any]]:
    """The rows of each of these, by the same name, in one query; nothing of a name that is not asked for."""
    return defaultdict(list, zip(vragen, ineens(*vragen.values()), strict=True))


def zaakvragen(gebruiker: Gebruiker, nummers: list[int], *, besloten: bool = True) -> dict[str, QuerySet[Any, Any]]:
    """What must be read of the aanvragen with these numbers, to know where each stands for this reader.

    besloten: whether any may have a decision; without one there are no letters about it, and no bezwaar.
    """
    vragen: dict[str, QuerySet[Any, Any]] = {
        "aanvullingen": Aanvulling.objects.filter(aanvraag__in=nummers),
        "uitstellen": Uitstel.objects.filter(aanvraag__in=nummers),
        "adviezen": Consultadvies.objects.visible_to(gebruiker).filter(aanvraag__in=nummers),
    }
    return vragen | _besluitvragen(gebruiker, nummers) if besloten else vragen


def _besluitvragen(gebruiker: Gebruiker, nummers: list[int]) -> dict[str, QuerySet[Any, Any]]:
    brieven = Bekendmaking.objects.visible_to(gebruiker).filter(besluit__aanvraag__in=nummers)
    beslist = Bezwaarbekendmaking.objects.visible_to(gebruiker).filter(beslissing__zaak__besluit__aanvraag__in=nummers)
    stand = {f"stand{nr}": vraag for nr, vraag in enumerate(standvragen(nummers))}
    return stand | {
        "brieven": brieven.annotate(met_uitleg=MET_UITLEG).order_by("verzenddatum", "besluit__versie", "pk"),
        "besluiten": Besluit.objects.filter(
            Q(bekendmakingen__in=brieven.values("pk"))
            | Q(bezwaarzaken__beslissing__bekendmakingen__in=beslist.values("pk"))
        ).distinct(),
        "tlvs": Tlv.objects.filter(besluit__bekendmakingen__in=brieven.values("pk")).distinct(),
        "beslist": beslist.annotate(met_uitleg=MET_UITLEG).order_by("verzenddatum", "pk"),
        "beslissingen": BeslissingOpBezwaar.objects.filter(bekendmakingen__in=beslist.values("pk")).distinct(),
        "zaken": Bezwaarzaak.objects.filter(beslissing__bekendmakingen__in=beslist.values("pk")).distinct(),
    }


def zaken_uit(gebruiker: Gebruiker, aanvragen: list[Aanvraag], rijen: dict[str, list[Any]]) -> list[Zaak]:
    """The cases of rows that were read already."""
    per_besluit = {een.pk: een for een in rijen["besluiten"]}
    tlvs = {een.besluit_id: een for een in rijen["tlvs"]}
    brieven = {}
    for brief in rijen["brieven"]:
        besluit = per_besluit[brief.besluit_id]
        bijleggen_een(besluit, "tlv", tlvs.get(besluit.pk))
        bijleggen_een(brief, "besluit", besluit)
        brieven[besluit.aanvraag_id] = brief
    adviezen = {een.aanvraag_id: een for een in rijen["adviezen"]}
    beslist = _beslist(rijen)
    stand = standen_uit([rijen[f"stand{nr}"] for nr in range(5)], timezone.localdate()) if brieven else {}
    for een in aanvragen:
        for naam in ("aanvullingen", "uitstellen"):
            bijleggen(een, naam, [rij for rij in rijen[naam] if rij.aanvraag_id == een.pk])
        if een.pk in brieven:
            bijleggen_een(brieven[een.pk].besluit, "aanvraag", een)
    return [
        Zaak(
            een,
            brieven.get(een.pk),
            adviezen.get(een.pk),
            stand.get(een.pk) if een.pk in brieven else None,
            beslist.get(een.pk),
            _afgeschermd(een, gebruiker),
        )
        for een in aanvragen
    ]


def _beslist(rijen: dict[str, list[Any]]) -> dict[int, Bezwaarbekendmaking]:
    """Aanvraag → the own letter about the last decision on a bezwaar."""
    zaken, beslissingen = ({een.pk: een for een in rijen[naam]} for naam in ("zaken", "beslissingen"))
    besluiten = {een.pk: een.aanvraag_id for een in rijen["besluiten"]}
    per = {}
    for brief in rijen["beslist"]:
        beslissing = beslissingen[brief.beslissing_id]
        bijleggen_een(beslissing, "zaak", zaken[beslissing.zaak_id])
        bijleggen_een(brief, "beslissing", beslissing)
        per[besluiten[beslissing.zaak.besluit_id]] = brief
    return per


def _afgeschermd(aanvraag: Aanvraag, gebruiker: Gebruiker) -> bool:
    """Whether the place of this child is kept from this reader (afspraak 37): from every adult, not from itself."""
    leerling = aanvraag.leerling
    assert leerling is not None
    return leerling.afscherming == Afscherming.VERBLIJFPLAATS and leerling.gebruiker_id != gebruiker.pk


def meningen(gebruiker: Gebruiker, aanvragen: list[Aanvraag]) -> dict[int, Zienswijze]:
    """Per aanvraag the last time that this reader was asked for a view; one query."""
    mijn = Zienswijze.objects.visible_to(gebruiker, Permissie.ZIENSWIJZE_GEVEN).filter(ronde__aanvraag__in=aanvragen)
    rijen = mijn.select_related("ronde__aanvraag", "ronde__intrekking").order_by("ronde", "pk")
    return {een.ronde.aanvraag_id: een for een in rijen}


def stukken(gebruiker: Gebruiker, aanvraag: Aanvraag) -> list[Bijlage]:
    """The documents of the school that this reader may open; what still waits for the scanner comes later."""
    lijst = Bijlage.objects.visible_to(gebruiker).filter(aanvraag=aanvraag).select_related("inhoud").order_by("pk")
    return [een for een in lijst if een.inhoud.is_vrij]


def feiten(
    zaak: Zaak, vandaag: date, zienswijze: Zienswijze | None = None, brieven: list[Bekendmaking] | None = None
) -> Feiten:
    """What the rules of this app need to know about a case. zienswijze: the last time that this reader was asked.

    brieven: the own letters about its decisions, newest first, when they were read: the steps tell of the first.
    """
    aanvraag, brief = zaak.aanvraag, zaak.brief
    assert aanvraag.leerling is not None
    alle = aanvraag.aanvullingen.all()
    open_ = next((een for een in alle if een.aangevuld_op is None and een.verlopen_op is None), None)
    besluit = brief.besluit if brief else None
    eerste = brieven[-1] if brieven else brief
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
        mening_tot=zienswijze.uiterlijk if zienswijze else None,
        mening_gegeven=zienswijze is not None and zienswijze.gegeven_op is not None,
        stil_sinds=open_.gevraagd_op if open_ else None,
        uitkomst=besluit.uitkomst if besluit else "",
        start=besluit.ingangsdatum if besluit else None,
        eind=besluit.vervaldatum if besluit else None,
        bezwaar_tot=brief.bezwaar_tot if brief else None,
        besluitstand=zaak.stand.stand if brief and zaak.stand else "",
        beslist_op_bezwaar=zaak.bezwaarbrief.beslissing.uitkomst if zaak.bezwaarbrief else "",
        beroep_tot=zaak.bezwaarbrief.beroep_tot if zaak.bezwaarbrief else None,
        ontvangen=aanvraag.ontvangstdatum,
        compleet=aanvraag.compleetdatum,
        gevraagd=_dag(getattr(aanvraag, "gevraagd_op", None)),
        advies_tot=getattr(aanvraag, "advies_tot", None),
        besloten=eerste.besluit.besluitdatum if eerste else None,
        verzonden=eerste.verzenddatum if eerste else None,
        gegeven=_dag(zaak.advies.uitgebracht_op) if zaak.advies else None,
        gestopt=_dag(aanvraag.ingetrokken_op),
        bewaren_tot=_bewaren_tot(zaak, besluit),
    )


def _bewaren_tot(zaak: Zaak, besluit: Besluit | None) -> date | None:
    if besluit is not None:
        anker = zaak.aanvraag.instelling.bewaar_anker
        return bewaren_tot(besluit.besluitdatum, geldig_tot=besluit.vervaldatum, vanaf_einde=anker == "einddatum_tlv")
    gegeven = _dag(zaak.advies.uitgebracht_op) if zaak.advies else None
    return bewaren_tot(gegeven) if gegeven else None


def _dag(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
