"""The cases of a child as one reader may know them, and where each stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from dossier.rules import Feiten
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from kern.logboek.geschiedenis import gezien_na
from loket.models import Aanvraag, Arrangementuitkomst, Bijlage, Consultadvies, Status, Zaakbrief, Zienswijze
from loket.models.bezwaarstand import standen
from loket.models.gezinsvraag import Gezinsbericht
from loket.rules.bezwaar import Besluitstand
from loket.rules.privacy import bewaren_tot, bewaren_zonder_besluit
from loket.rules.soorten import MET_ADVIES
from scholen.models import Afscherming, Leerling

from .brieven import BESLISSING, BESLUIT, ZAAK, Brief, brieven

S = Status
LEZEN = Permissie.DOSSIER_LEZEN
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


@dataclass(frozen=True)
class Zaak:
    """One aanvraag in the dossier of this reader, with the own letter when it was sent.

    brieven: all own letters, oldest first; brief, bezwaarbrief: the last about the decision, and about a bezwaar.
    antwoord: on a request for extra help, once this reader may know it.
    afgeschermd: this reader may not learn where the child is; then no school, name or text goes to it by itself.
    """

    aanvraag: Aanvraag
    brief: Brief | None
    advies: Consultadvies | None = None
    antwoord: Arrangementuitkomst | None = None
    stand: Besluitstand | None = None
    bezwaarbrief: Brief | None = None
    afgeschermd: bool = False
    brieven: tuple[Brief, ...] = ()

    @property
    def school(self) -> str:
        """The school as this reader may know it, in the middle of a sentence; letters say the same."""
        return "de school" if self.afgeschermd else self.aanvraag.school.naam

    @property
    def klaar(self) -> date | None:
        """The day of the own letter with the decision, or else with the advice."""
        advies = (een for een in reversed(self.brieven) if een.van == ZAAK and een.soort == Zaakbrief.Soort.ADVIES)
        brief = self.brief or next(advies, None)
        return brief.dag if brief else None

    @property
    def fase(self) -> str:
        """The phase as the rules of this app call it."""
        if self.brief:
            return "brief"
        if self.aanvraag.uit_aanbod and self.aanvraag.status != S.INGETROKKEN:
            return "antwoord" if self.antwoord else "advies" if self.advies else "hulp"
        vraagt_advies = self.aanvraag.soort in MET_ADVIES and self.aanvraag.status == S.INGEDIEND
        return "vraag" if vraagt_advies else FASE[Status(self.aanvraag.status)]


def kinderen(gebruiker: Gebruiker) -> QuerySet[Any]:
    """The children this reader represents (or is), each with whether its school is writing an aanvraag, and whether
    there is an answer of that school that was not read.

    A concept is a sentence to parents, never a row: they see that there is one, not what it says (afspraak 19).
    """
    concept = Aanvraag.objects.filter(leerling=OuterRef("pk"), status=S.CONCEPT)
    antwoord = Gezinsbericht.objects.filter(
        vraag__leerling=OuterRef("pk"), vraag__vrager=gebruiker, vraag__voor="school"
    )
    antwoord = antwoord.exclude(soort=Gezinsbericht.Soort.VRAAG).exclude(
        gezien_na(gebruiker.public_id, ding=OuterRef("vraag__public_id"), op=OuterRef("op"))
    )
    kinderen: QuerySet[Any] = Leerling.objects.visible_to(gebruiker, LEZEN)
    met_concept: QuerySet[Any] = kinderen.annotate(
        school_schrijft=Exists(concept), school_antwoordde=Exists(antwoord)
    ).order_by("geboortedatum", "pk")
    return met_concept


def zaken(gebruiker: Gebruiker, recht: Permissie = LEZEN) -> list[Zaak]:
    """All cases this reader may know by this right, newest first; a constant number of queries."""
    return zaken_van(gebruiker, list(zichtbaar(gebruiker, recht).order_by("-ontvangstdatum", "-pk")), recht)


def zichtbaar(gebruiker: Gebruiker, recht: Permissie = LEZEN) -> QuerySet[Aanvraag]:
    """The cases this reader may know, each with what stands on every page of it.

    recht: by which right: a helper who is a parent or works here too reads as a helper only (R-ACC-05).
    """
    mijn: QuerySet[Aanvraag] = Aanvraag.objects.visible_to(gebruiker, recht)
    met = mijn.select_related("leerling", "school", "swv", "instelling", "behandelaar")
    return met.prefetch_related("aanvullingen", "uitstellen")


def zaken_van(gebruiker: Gebruiker, aanvragen: list[Aanvraag], recht: Permissie = LEZEN) -> list[Zaak]:
    """Where each of these stands for this reader: at most the own letters, standings and advices, a query each."""
    per: dict[int, list[Brief]] = defaultdict(list)
    for brief in brieven(gebruiker, [een.pk for een in aanvragen], recht):
        per[brief.aanvraag].append(brief)
    besloten = [een for een in aanvragen if _laatste(per[een.pk], BESLUIT)]
    stand = standen(besloten, timezone.localdate())
    adviezen = _adviezen(gebruiker, [een for een in aanvragen if een.soortregels.geeft_advies], recht)
    antwoorden = _antwoorden(gebruiker, [een for een in aanvragen if een.uit_aanbod], recht)
    return [
        Zaak(
            een,
            brief=_laatste(per[een.pk], BESLUIT),
            advies=adviezen.get(een.pk),
            antwoord=antwoorden.get(een.pk),
            stand=stand.get(een.pk),
            bezwaarbrief=_laatste(per[een.pk], BESLISSING),
            afgeschermd=_afgeschermd(een, gebruiker),
            brieven=tuple(per[een.pk]),
        )
        for een in aanvragen
    ]


def _laatste(lijst: list[Brief], van: str) -> Brief | None:
    return next((brief for brief in reversed(lijst) if brief.van == van), None)


def _adviezen(gebruiker: Gebruiker, aanvragen: list[Aanvraag], recht: Permissie) -> dict[int, Consultadvies]:
    if not aanvragen:
        return {}
    gegeven = Consultadvies.objects.visible_to(gebruiker, recht).filter(aanvraag__in=aanvragen)
    return {een.aanvraag_id: een for een in gegeven}


def _antwoorden(gebruiker: Gebruiker, aanvragen: list[Aanvraag], recht: Permissie) -> dict[int, Arrangementuitkomst]:
    if not aanvragen:
        return {}
    gegeven = Arrangementuitkomst.objects.visible_to(gebruiker, recht).filter(aanvraag__in=aanvragen)
    return {een.aanvraag_id: een for een in gegeven}


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


def stukken(gebruiker: Gebruiker, aanvraag: Aanvraag, recht: Permissie = LEZEN) -> list[Bijlage]:
    """The documents of the school that this reader may open; what still waits for the scanner comes later."""
    lijst = (
        Bijlage.objects.visible_to(gebruiker, recht).filter(aanvraag=aanvraag).select_related("inhoud").order_by("pk")
    )
    return [een for een in lijst if een.inhoud.is_vrij]


def _bezwaar_tegen_hulp(zaak: Zaak) -> date | None:
    """Until when one can object to an answer about help that is a besluit."""
    dagen = (een.tot for een in reversed(zaak.brieven) if een.naam == "zaak:arrangement")
    return next(dagen, None) if zaak.antwoord and zaak.antwoord.is_besluit else None


def feiten(zaak: Zaak, vandaag: date, zienswijze: Zienswijze | None = None) -> Feiten:
    """What the rules of this app need to know about a case. zienswijze: the last time that this reader was asked.

    The steps tell of the first letter about a decision, all else of the last.
    """
    aanvraag, brief = zaak.aanvraag, zaak.brief
    assert aanvraag.leerling is not None
    alle = aanvraag.aanvullingen.all()
    open_ = next((een for een in alle if een.aangevuld_op is None and een.verlopen_op is None), None)
    eerste = next((een for een in zaak.brieven if een.van == BESLUIT), None)
    termijn = aanvraag.termijn(vandaag)
    uitkomst = brief.uitkomst if brief else ""
    if zaak.antwoord:
        uitkomst = "toegekend" if zaak.antwoord.toegekend else "afgewezen"
    return Feiten(
        fase=zaak.fase,
        roepnaam=aanvraag.leerling.roepnaam,
        school=zaak.school,
        afgeschermd=zaak.afgeschermd,
        vandaag=vandaag,
        soort=brief.tlv_soort if brief else aanvraag.tlv_soort,
        bij_school=aanvraag.bij_school,
        uiterlijk=termijn.wettelijk if termijn else None,
        mening_tot=zienswijze.uiterlijk if zienswijze else None,
        mening_gegeven=zienswijze is not None and zienswijze.gegeven_op is not None,
        stil_sinds=open_.gevraagd_op if open_ else None,
        uitkomst=uitkomst,
        start=brief.start if brief else None,
        eind=brief.eind if brief else None,
        bezwaar_tot=brief.tot if brief else _bezwaar_tegen_hulp(zaak),
        besluitstand=zaak.stand.stand if brief and zaak.stand else "",
        beslist_op_bezwaar=zaak.bezwaarbrief.uitkomst if zaak.bezwaarbrief else "",
        beroep_tot=zaak.bezwaarbrief.tot if zaak.bezwaarbrief else None,
        ontvangen=aanvraag.ontvangstdatum,
        compleet=aanvraag.compleetdatum,
        gevraagd=_dag(getattr(aanvraag, "gevraagd_op", None)),
        advies_tot=getattr(aanvraag, "advies_tot", None),
        besloten=eerste.besluitdatum if eerste else None,
        verzonden=eerste.dag if eerste else None,
        gegeven=_gegeven(zaak),
        gestopt=_dag(aanvraag.ingetrokken_op),
        bewaren_tot=_bewaren_tot(zaak),
    )


def _bewaren_tot(zaak: Zaak) -> date | None:
    if zaak.brief is not None and zaak.brief.besluitdatum:
        anker = zaak.aanvraag.instelling.bewaar_anker
        return bewaren_tot(zaak.brief.besluitdatum, geldig_tot=zaak.brief.eind, vanaf_einde=anker == "einddatum_tlv")
    if gegeven := _gegeven(zaak):
        return bewaren_tot(gegeven)
    gestopt = _dag(zaak.aanvraag.ingetrokken_op)
    return bewaren_zonder_besluit(gestopt) if gestopt else None


def _gegeven(zaak: Zaak) -> date | None:
    """The day of our answer, where there is no decision about a TLV."""
    if zaak.antwoord:
        return zaak.antwoord.besloten_op
    return _dag(zaak.advies.uitgebracht_op) if zaak.advies else None


def _dag(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
