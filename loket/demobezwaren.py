"""Fictional bezwaren for the demo, in every state, through the same actions as real ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.termijnen.kalender import verleng
from loket.actions.bezwaar import (
    bekendmaken,
    berichten_verzenden,
    beslissen,
    commissie,
    indienen,
    termijn,
    toetsen,
)
from loket.actions.bezwaar.brief import Bezwaarbeslissing
from loket.demobrieven import pdfs_van
from loket.models import BEZWAAR_OPEN, Bekendmaking, Besluit, Bezwaarstatus, Bezwaarzaak

B = Bezwaarstatus
GRONDEN = (
    "Wij zien elke dag dat het niet gaat. De school heeft alles geprobeerd wat in het plan staat, en toch komt onze "
    "leerling steeds vaker ziek naar huis."
)
REDEN = "De deskundigen spraken niet met ons. Daardoor staat in hun advies niet hoe het thuis gaat."
ADVIES = "Beide deskundigen onderbouwen hun advies. De commissie ziet geen reden om er anders over te denken."
PLAN: tuple[tuple[str, int, str], ...] = (
    (B.ONTVANGEN, 1, "portaal"),
    (B.VERZUIM_HERSTEL, 5, "pro forma"),
    (B.TOETS, 4, "post"),
    (B.ONTVANKELIJK, 9, ""),
    (B.HOORZITTING_GEPLAND, 12, ""),
    (B.NAAR_COMMISSIE, 11, ""),
    (B.KENNELIJK_NIET, 10, "te laat"),
    (B.ADVIES_ONTVANGEN, 32, ""),
    (B.INGETROKKEN, 40, ""),
    (B.BESLISSING_CONCEPT, 36, ""),
    (B.GEHOORD, 150, "in gebreke"),
    (B.HOREN_AFGEZIEN, 30, "verdaagd"),
    (B.ONGEGROND, 45, ""),
    (B.BEKENDGEMAAKT, 60, ""),
    (B.IN_BEROEP, 120, ""),
    (B.GESLOTEN, 200, ""),
)
"""How far, how many days ago it came in at most, and what is special; against the besluiten that were sent last."""


@dataclass(frozen=True)
class Wie:
    """Who acts."""

    loket: Gebruiker
    secretaris: Gebruiker
    beslisser: Gebruiker
    lid: Gebruiker


def bezwaren_vullen(*, wie: Wie, vandaag: date) -> int:
    """Make them as seen on this day; gives how many."""
    besluiten = Besluit.objects.filter(bekendmakingen__verzonden_op__isnull=False, bezwaarzaken=None).distinct()
    rij = sorted(besluiten.select_related("aanvraag__leerling"), key=lambda een: _verzonden(een), reverse=True)
    for besluit, (status, geleden, bijzonder) in zip(rij, PLAN, strict=False):
        eerste = _verzonden(besluit) + timedelta(days=45 if bijzonder == "te laat" else 3)
        begin = max(eerste, vandaag - timedelta(days=geleden))
        if bijzonder != "te laat":
            begin = max(eerste, min(begin, _verzonden(besluit) + timedelta(days=36)))
        begin = min(verleng(begin), vandaag)  # no post on a Sunday
        with transaction.atomic():
            Zaak(besluit, wie, begin, vandaag, bijzonder).lopen(status)
    return min(len(rij), len(PLAN))


def _verzonden(besluit: Besluit) -> date:
    return min(een.verzenddatum for een in besluit.bekendmakingen.all() if een.verzenddatum)


class Zaak:
    """One file, walked from receipt to a status; each step on the day it would have had, never after today."""

    def __init__(self, besluit: Besluit, wie: Wie, begin: date, vandaag: date, bijzonder: str) -> None:
        self.besluit, self.wie, self.begin, self.vandaag, self.bijzonder = besluit, wie, begin, vandaag, bijzonder
        self.doel = ""
        self.zaak = self._indienen()

    def op(self, dagen: int) -> datetime:
        """So many days after receipt, at ten, but not later than today."""
        dag = min(self.begin + timedelta(days=dagen), self.vandaag)
        return timezone.make_aware(datetime.combine(dag, time(10)))

    def lopen(self, doel: str) -> None:
        """Walk on through the real actions, until this status."""
        self.doel = doel
        for status, stap in self._stappen(doel):
            if self.zaak.status == doel:
                break
            stap()
            self.zaak = Bezwaarzaak.objects.get(pk=self.zaak.pk)
            assert self.zaak.status == status, (self.zaak.status, status)

    def _stappen(self, doel: str) -> list[tuple[str, Callable[[], object]]]:
        stappen: list[tuple[str, Callable[[], object]]] = [(B.TOETS, self._nemen)]
        if doel == B.VERZUIM_HERSTEL:
            return [*stappen, (doel, self._herstel)]
        if doel == B.INGETROKKEN:
            return [*stappen, (doel, self._intrekken)]
        if doel == B.KENNELIJK_NIET:
            return [*stappen, (doel, lambda: self._toetsen("kennelijk_niet"))]
        stappen += [(B.ONTVANKELIJK, lambda: self._toetsen("ontvankelijk")), (B.NAAR_COMMISSIE, self._commissie)]
        if doel == B.HOREN_AFGEZIEN:
            return [*stappen, (doel, self._afzien)]
        return [
            *stappen,
            (B.HOORZITTING_GEPLAND, self._plannen),
            (B.GEHOORD, self._verslag),
            (B.ADVIES_ONTVANGEN, self._advies),
            (B.BESLISSING_CONCEPT, lambda: beslissen.beslissing_voorbereiden(self.zaak, **self._doen(26))),
            (B.ONGEGROND, self._beslissen),
            (B.BEKENDGEMAAKT, self._bekendmaken),
            (B.IN_BEROEP, lambda: termijn.beroep_vastleggen(self.zaak, **self._doen(50), dag=self.op(50).date())),
            (B.UITSPRAAK, self._uitspraak),
            (B.GESLOTEN, lambda: termijn.bezwaar_sluiten(self.zaak, **self._doen(180))),
        ]

    def _doen(self, dagen: int) -> dict[str, Any]:
        return {"door": self.wie.secretaris, "op": self.op(dagen)}

    def _indienen(self) -> Bezwaarzaak:
        brieven = Bekendmaking.objects.filter(besluit=self.besluit, verzonden_op__isnull=False)
        van_ouder = brieven.filter(betrokkene__gebruiker__isnull=False).select_related("betrokkene__gebruiker").first()
        ouder = van_ouder.betrokkene.gebruiker if van_ouder and van_ouder.betrokkene else None
        gronden = "" if self.bijzonder == "pro forma" else GRONDEN
        if van_ouder and ouder and self.bijzonder != "post":
            laat = "De brief kwam in de vakantie." if self.bijzonder == "te laat" else ""
            gemaakt = indienen.bezwaar_maken(van_ouder, door=ouder, op=self.op(0), gronden=gronden, waarom_te_laat=laat)
            return gemaakt.zaak
        return indienen.bezwaar_vastleggen(
            self.besluit,
            door=self.wie.loket,
            op=self.op(0),
            wie="school",
            kanaal="post",
            ontvangen_op=self.op(0).date(),
            poststempel=self.op(0).date() - timedelta(days=1),
            gronden=gronden,
        ).zaak

    def _nemen(self) -> None:
        toetsen.bezwaar_nemen(self.zaak, **self._doen(1))
        self._post(1)

    def _een(self) -> str:
        return str(self.zaak.bezwaren.get().public_id)

    def _herstel(self) -> None:
        vraag = "• waarom u het niet eens bent met het besluit"
        toetsen.herstel_vragen(self.zaak, **self._doen(2), bezwaar=self._een(), dagen=28, vraag=vraag)
        self._post(2)

    def _intrekken(self) -> None:
        waarom = "Gebeld: de school en de ouders vonden samen een oplossing."
        toetsen.bezwaar_intrekken(self.zaak, **self._doen(6), bezwaar=self._een(), waarom=waarom)

    def _toetsen(self, toets: str) -> None:
        reden = "Het bezwaar kwam na de zes weken. Een vakantie is geen reden om dat te begrijpen."
        reden = reden if toets == "kennelijk_niet" else ""
        toetsen.bezwaar_toetsen(self.zaak, **self._doen(3), bezwaar=self._een(), toets=toets, toets_reden=reden)

    def _commissie(self) -> None:
        commissie.naar_commissie(
            self.zaak,
            **self._doen(5),
            commissie="eigen",
            commissie_naam="Bezwaaradviescommissie",
            leden=[self.wie.lid],
        )
        if self.bijzonder == "verdaagd":
            waarom = "De commissie kan pas na de vakantie bij elkaar komen."
            termijn.verdagen(self.zaak, **self._doen(8), waarom=waarom)
        self._post(8)

    def _plannen(self) -> None:
        op = self.op(9)
        wanneer = op + timedelta(days=12, hours=4)
        commissie.hoorzitting_plannen(self.zaak, door=self.wie.secretaris, op=op, wanneer=wanneer, waar="Ons kantoor")
        self._post(9)

    def _verslag(self) -> None:
        wat = "De indiener vertelde hoe de dagen gaan. Het samenwerkingsverband legde het besluit uit."
        wie = "De indiener, de school en het samenwerkingsverband."
        commissie.verslag_vastleggen(self.zaak, door=self.wie.lid, op=self.op(22), aanwezig=wie, verslag=wat)
        if self.bijzonder == "in gebreke":
            dag = self.vandaag - timedelta(days=30)
            termijn.ingebrekestelling_vastleggen(
                self.zaak,
                **self._doen(400),
                bezwaar=self._een(),
                ontvangen_op=dag,
            )

    def _afzien(self) -> None:
        grond = "Iedereen heeft gezegd niet gehoord te willen worden (Awb 7:3, onder c)."
        commissie.van_horen_afzien(self.zaak, **self._doen(9), grond=grond)

    def _advies(self) -> None:
        commissie.advies_vastleggen(self.zaak, door=self.wie.lid, op=self.op(25), strekking="ongegrond", tekst=ADVIES)

    def _beslissen(self) -> None:
        keuze = Bezwaarbeslissing(
            uitkomst="ongegrond",
            gevolg="handhaven",
            motivering="Wij volgen de commissie. De deskundigen kenden de situatie thuis uit het dossier.",
        )
        beslissen.op_bezwaar_beslissen(self.zaak, door=self.wie.beslisser, op=self.op(30), keuze=keuze)

    def _bekendmaken(self) -> None:
        op = self.op(31)
        bekendmaken.bezwaarbrieven_klaarzetten(
            self.zaak, door=self.wie.secretaris, op=op, verzenddatum=timezone.localdate(op)
        )
        self._pdfs(op)
        bekendmaken.bezwaar_bekendmaken(self.zaak, door=self.wie.secretaris, op=op)

    def _uitspraak(self) -> None:
        tekst = "Het beroep is ongegrond. Het besluit blijft."
        termijn.uitspraak_vastleggen(self.zaak, **self._doen(130), dag=self.op(130).date(), tekst=tekst)

    def _post(self, dagen: int) -> None:
        """Send what this step wrote, where the demo shows it; a letter takes a while to make."""
        klaar = self.doel not in BEZWAAR_OPEN and self.zaak.status == B.ONTVANGEN
        if not klaar and self.doel not in {B.VERZUIM_HERSTEL, B.HOORZITTING_GEPLAND}:
            return
        op = self.op(dagen)
        doen = self._doen(dagen)
        berichten_verzenden.berichten_klaarzetten(self.zaak, **doen, verzenddatum=timezone.localdate(op))
        self._pdfs(op)
        berichten_verzenden.berichten_verzonden(self.zaak, **doen)

    def _pdfs(self, op: datetime) -> None:
        pdfs_van(Q(bezwaarbericht__zaak=self.zaak) | Q(bezwaarbekendmaking__beslissing__zaak=self.zaak), op=op)
