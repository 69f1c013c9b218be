"""What may be new in a case to who reads it. Each feature that a family waits for adds itself to BIJDRAGEN."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Concat
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils import timezone

from dossier.rules.nieuw import Blikken, Iets
from dossier.rules.nieuw import nieuw as wat_nieuw_is
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from kern.logboek.geschiedenis import blikken_van
from loket.models import (
    Aanvraag,
    Bekendmaking,
    Belverzoek,
    Bezwaarbericht,
    Deelnemer,
    Handelingsdeel,
    Privacyverzoek,
    Reactieuitstel,
    Zaakbrief,
    Zienswijze,
)
from loket.models.bezwaarbeslissing import Bezwaarbekendmaking
from loket.models.gezinsvraag import Gezinsbericht
from scholen.models import Toestemming

from .afspraken import Afspraak

P = Permissie
Rijen = QuerySet[Any, Any]
Vraag = Callable[[Gebruiker, list[int]], Rijen]
KOLOMMEN = ("de_zaak", "het_ding", "moment", "wat_is")
BLIK = -1
"""Where the others have the number of a contribution: a look of this reader."""
MENING = ("zienswijze", "voornemen", "mening_weer")
"""Letters that ask for a view: their page is the one on which it is given."""

BESLUITNAAM = Case(
    When(besluit__uitkomst="intrekking", then=Value("intrekking")),
    When(volgt_op__isnull=False, then=Value("weer")),
    default=Value("besluit"),
)
"""What the letter of a decision is called: as dossier.scopes.brieven.Brief.naam says among the papers."""


@dataclass(frozen=True)
class Bijdrage:
    """Rows of one kind. adres: the page that tells it; van: whose page that is, of the thing, the case or the child.

    blik, blijft: as with Iets. anker: the thing has its own place on that page.
    """

    rijen: Vraag
    adres: str
    van: str = "zaak"
    blik: str = ""
    blijft: bool = False
    anker: bool = False


def _kolommen(rijen: Rijen, *, zaak: str, op: str, wat: Any, ding: str = "public_id") -> Rijen:
    """As one shape for all: which case, which thing, when, and the name of its text."""
    tekst = Value(wat) if isinstance(wat, str) else wat
    kolommen = {"de_zaak": F(zaak), "het_ding": F(ding), "moment": F(op), "wat_is": Cast(tekst, CharField())}
    met: Rijen = rijen.order_by().annotate(**kolommen)
    return met


def _besluiten(wie: Gebruiker, zaken: list[int]) -> Rijen:
    mijn = Bekendmaking.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(besluit__aanvraag__in=zaken)
    return _kolommen(mijn, zaak="besluit__aanvraag", op="verzonden_op", wat=BESLUITNAAM)


def _beslissingen(wie: Gebruiker, zaken: list[int]) -> Rijen:
    mijn = Bezwaarbekendmaking.objects.visible_to(wie, P.DOSSIER_LEZEN)
    mijn = mijn.filter(beslissing__zaak__besluit__aanvraag__in=zaken)
    return _kolommen(mijn, zaak="beslissing__zaak__besluit__aanvraag", op="verzonden_op", wat="beslissing")


def _zaakbrieven(wie: Gebruiker, zaken: list[int]) -> Rijen:
    mijn = Zaakbrief.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(aanvraag__in=zaken).exclude(soort__in=MENING)
    return _kolommen(mijn, zaak="aanvraag", op="verzonden_op", wat=Concat(Value("zaak:"), "soort"))


def _meningen(wie: Gebruiker, zaken: list[int]) -> Rijen:
    """Not once the view is there, also when it came by telephone: then nothing is asked any more."""
    gevraagd = Zienswijze.objects.visible_to(wie, P.ZIENSWIJZE_GEVEN).filter(ronde__aanvraag=OuterRef("aanvraag"))
    mijn = Zaakbrief.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(aanvraag__in=zaken, soort__in=MENING)
    mijn = mijn.filter(IsNull(Subquery(gevraagd.order_by("-ronde", "-pk").values("gegeven_op")[:1]), True))
    return _kolommen(mijn, zaak="aanvraag", op="verzonden_op", wat=Concat(Value("zaak:"), "soort"))


def _bezwaarberichten(wie: Gebruiker, zaken: list[int]) -> Rijen:
    mijn = Bezwaarbericht.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(zaak__besluit__aanvraag__in=zaken)
    return _kolommen(mijn, zaak="zaak__besluit__aanvraag", op="verzonden_op", wat=Concat(Value("bezwaar:"), "soort"))


def _antwoorden(wie: Gebruiker, zaken: list[int]) -> Rijen:
    ons = Gezinsbericht.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(vraag__vrager=wie, vraag__aanvraag__in=zaken)
    ons = ons.exclude(soort=Gezinsbericht.Soort.VRAAG)
    return _kolommen(ons, zaak="vraag__aanvraag", op="op", wat="antwoord", ding="vraag__public_id")


def _overleggen(wie: Gebruiker, zaken: list[int]) -> Rijen:
    mijn = _uitnodigingen(wie, zaken).filter(overleg__afgezegd_op=None)
    return _kolommen(mijn, zaak="agendapunt__aanvraag", op="uitgenodigd_op", wat="overleg")


def _afgezegd(wie: Gebruiker, zaken: list[int]) -> Rijen:
    mijn = _uitnodigingen(wie, zaken).filter(overleg__afgezegd_op__isnull=False)
    return _kolommen(mijn, zaak="agendapunt__aanvraag", op="overleg__afgezegd_op", wat="afgezegd")


def _uitnodigingen(wie: Gebruiker, zaken: list[int]) -> Rijen:
    mijn = Deelnemer.objects.visible_to(wie, P.DOSSIER_LEZEN)
    mijn = mijn.filter(betrokkene__gebruiker=wie, agendapunt__aanvraag__in=zaken)
    komt: Rijen = mijn.filter(overleg__begin__date__gte=timezone.localdate())
    return komt


def _gegevens(wie: Gebruiker, zaken: list[int]) -> Rijen:
    mijn = Privacyverzoek.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(gevraagd_door=wie, aanvraag__in=zaken)
    return _kolommen(mijn.exclude(beantwoord_op=None), zaak="aanvraag", op="beantwoord_op", wat="gegevens")


def _meer_tijd(wie: Gebruiker, zaken: list[int]) -> Rijen:
    mijn = Reactieuitstel.objects.visible_to(wie, P.ZIENSWIJZE_GEVEN)
    mijn = mijn.filter(gevraagd_door=wie, zienswijze__ronde__aanvraag__in=zaken).exclude(besloten_op=None)
    return _kolommen(mijn, zaak="zienswijze__ronde__aanvraag", op="besloten_op", wat="meer_tijd")


def _gebeld(wie: Gebruiker, zaken: list[int]) -> Rijen:
    mijn = Belverzoek.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(gevraagd_door=wie, aanvraag__in=zaken)
    return _kolommen(mijn.exclude(afgedaan_op=None), zaak="aanvraag", op="afgedaan_op", wat="gebeld")


def _toestemmingen(wie: Gebruiker, zaken: list[int]) -> Rijen:
    mijn = Toestemming.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(leerling__aanvragen__in=zaken)
    wacht = mijn.wacht_op(wie, timezone.localdate())
    return _kolommen(wacht, zaak="leerling__aanvragen", op="gevraagd_op", wat="toestemming")


BIJDRAGEN: tuple[Bijdrage, ...] = (
    Bijdrage(_besluiten, "loket:brief", van="ding"),
    Bijdrage(_beslissingen, "loket:bezwaarbrief", van="ding"),
    Bijdrage(_meningen, "dossier:mening", blik="zienswijze_gezien", blijft=True),
    Bijdrage(_zaakbrieven, "loket:brief", van="ding"),
    Bijdrage(_bezwaarberichten, "loket:bezwaarbrief", van="ding"),
    Bijdrage(_antwoorden, "dossier:vraag", blijft=True),
    Bijdrage(_overleggen, "dossier:dossier", anker=True),
    Bijdrage(_afgezegd, "dossier:dossier", anker=True),
    Bijdrage(_gegevens, "dossier:gegevens", blik="gegevens_gezien", blijft=True),
    Bijdrage(_meer_tijd, "dossier:mening", blik="zienswijze_gezien", blijft=True),
    Bijdrage(_toestemmingen, "dossier:toestemmingen", van="kind", blik="toestemming_gezien", blijft=True),
    Bijdrage(_gebeld, "dossier:bellen", blik="bellen_gezien"),
)
"""What has a page of its own and is waited for stays new until that page was seen; a letter may come by post too."""


def nieuw(
    gebruiker: Gebruiker, aanvragen: Iterable[Aanvraag], afspraken: Iterable[Afspraak] = ()
) -> dict[int, list[Iets]]:
    """Per aanvraag (by key) what is new in it to this reader, newest first; one query for all of them.

    afspraken: the versions of a handelingsdeel that were read already; who must agree is no matter of the database.
    """
    alle = [een for een in aanvragen if een.leerling is not None]
    zaken = [een.pk for een in alle]
    vragen = [
        rijen.values_list(Value(nr), *KOLOMMEN)
        for nr, rijen in enumerate(een.rijen(gebruiker, zaken) for een in BIJDRAGEN)
    ]
    keken = blikken_van(gebruiker.public_id, leerlingen={een.log_leerling for een in alle})
    keken = keken.values_list(Value(BLIK), Cast(Value(None), BigIntegerField()), "ding", "laatst", "actie")
    rijen = list(keken.union(*vragen, all=True)) if alle else []
    blikken: Blikken = {(ding, actie): laatst for nr, _, ding, laatst, actie in rijen if nr == BLIK}
    per = {een.pk: een for een in alle}
    dingen: dict[int, set[Iets]] = {een.pk: set() for een in alle}
    for nr, zaak, ding, moment, wat in rijen:
        if nr != BLIK and zaak in per and moment:
            dingen[zaak].add(_iets(BIJDRAGEN[nr], per[zaak], ding, moment, wat))
    for afspraak in afspraken:
        for een in alle:
            if afspraak.wacht_op_mij and een.leerling_id == afspraak.kind.pk:
                dingen[een.pk].add(_akkoord(afspraak.rij))
    nu = timezone.now()
    return {
        een.pk: wat_nieuw_is(dingen[een.pk], blikken, zaak=een.public_id, kind=een.log_leerling, nu=nu) for een in alle
    }


def _akkoord(rij: Handelingsdeel) -> Iets:
    """A version that waits for the answer of this reader."""
    adres = reverse("dossier:handelingsdeel", args=[rij.public_id])
    return Iets(rij.voorgelegd_op, "handelingsdeel", rij.public_id, adres, blijft=True)


def _iets(bijdrage: Bijdrage, aanvraag: Aanvraag, ding: str, moment: datetime, wat: str) -> Iets:
    adres = {"zaak": aanvraag.public_id, "kind": aanvraag.log_leerling, "ding": ding}[bijdrage.van]
    pad = reverse(bijdrage.adres, args=[adres]) + (f"#{ding}" if bijdrage.anker else "")
    return Iets(moment, wat, ding, pad, bijdrage.blik, bijdrage.blijft)
