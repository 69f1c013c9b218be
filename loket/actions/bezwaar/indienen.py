"""A bezwaar comes in: in the portal, or written down by the desk. The first opens a file, the next ones join it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext

from kern.bestanden.models import Inhoud
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import geweigerd, vastleggen
from loket.actions.geadresseerden import Geadresseerde, geadresseerden
from loket.actions.nummers import volgend_kenmerk
from loket.models import (
    Bekendmaking,
    Besluit,
    Bezwaar,
    Bezwaarstatus,
    Bezwaarstuk,
    Bezwaarzaak,
    Kenmerknummer,
    hersteld,
)

from .berichten import bevestigen

Bestand = tuple[Inhoud, str]
"""Content that may come in, and the name under which it came."""


def bezwaar_maken(
    bekendmaking: Bekendmaking,
    *,
    door: Gebruiker,
    op: datetime,
    gronden: str,
    waarom_te_laat: str = "",
    bestanden: Sequence[Bestand] = (),
) -> Bezwaar:
    """Lodge a bezwaar in the portal against the besluit of the own letter (afspraak 43). Received is the moment of op.

    Without gronden it is pro forma: that is allowed, the reasons are asked for later. Raises Http404 when the letter is
    not of this user and NietMogelijk when this addressee objected already.
    """
    eigen = Bekendmaking.objects.visible_to(door, Permissie.BEZWAAR_MAKEN).filter(pk=bekendmaking.pk)
    brief = eigen.select_related("besluit__aanvraag", "school", "betrokkene", "leerling").first()
    if brief is None:
        raise Http404
    return _vastleggen(
        brief.besluit,
        "bezwaar_maken",
        door=door,
        op=op,
        bestanden=bestanden,
        van=brief.aan,
        school=brief.school,
        betrokkene=brief.betrokkene,
        leerling=brief.leerling,
        kanaal=Bezwaar.Kanaal.PORTAAL,
        ontvangen_op=timezone.localdate(op),
        gronden=gronden.strip(),
        waarom_te_laat=waarom_te_laat.strip(),
    )


@dataclass(frozen=True, kw_only=True)
class Schrift:
    """What came in, as the desk reads it. poststempel: only for post; without gronden it is pro forma."""

    kanaal: str
    ontvangen_op: date
    poststempel: date | None = None
    elders_ontvangen_op: date | None = None
    gronden: str = ""
    ondertekend: bool = True
    waarom_te_laat: str = ""

    def fout(self, vandaag: date) -> str:
        """Why these days cannot be; "" when they can."""
        if self.ontvangen_op > vandaag:
            return "De dag van ontvangst ligt in de toekomst. Kies vandaag of een eerdere dag."
        if self.poststempel and self.poststempel > self.ontvangen_op:
            return "De poststempel ligt na de dag van ontvangst. Kijk beide datums na."
        if self.elders_ontvangen_op and self.elders_ontvangen_op > self.ontvangen_op:
            return "Het andere orgaan ontving het bezwaar later dan wij. Kijk beide datums na."
        return ""


def bezwaar_vastleggen(
    besluit: Besluit, *, door: Gebruiker, op: datetime, wie: str, bestanden: Sequence[Bestand] = (), **schrift: Any
) -> Bezwaar:
    """Write down a bezwaar that came by post, by mail or at the desk, against any besluit in any status (afspraak 33).

    wie: public id of the parent or pupil, or "school" (see indieners); schrift: the fields of Schrift. Too late is no
    reason to refuse it: that is judged later, with its reason.
    """
    rij = Besluit.objects.visible_to(door, Permissie.BEZWAAR_VASTLEGGEN).filter(pk=besluit.pk).first()
    if rij is None:
        raise Http404
    wat, vandaag = Schrift(**schrift), timezone.localdate(op)
    if wat.kanaal != Bezwaar.Kanaal.POST:
        wat = replace(wat, poststempel=None)
    if fout := wat.fout(vandaag):
        raise NietMogelijk(fout)
    aan = indieners(rij, vandaag).get(wie)
    if aan is None:
        raise NietMogelijk("Kies wie bezwaar maakt.")
    return _vastleggen(
        rij,
        "bezwaar_vastleggen",
        door=door,
        op=op,
        bestanden=bestanden,
        van=aan.aan,
        school=aan.school,
        betrokkene=aan.betrokkene,
        leerling=aan.leerling,
        **asdict(wat),
    )


def indieners(besluit: Besluit, dag: date) -> dict[str, Geadresseerde]:
    """Key → who may object: the school with its board, and each who represents the child on this day, or is it."""
    lijst = geadresseerden(besluit.aanvraag, dag)
    paren = ((aan.betrokkene or aan.leerling, aan) for aan in lijst)
    return {mens.public_id if mens else "school": aan for mens, aan in paren}


def stukken_toevoegen(
    zaak: Bezwaarzaak,
    *,
    door: Gebruiker,
    op: datetime,
    bestanden: Sequence[Bestand],
    soort: str,
    bezwaar: Bezwaar | None,
) -> None:
    """Put papers in the file. The same file of the same kind twice stays one."""
    for inhoud, naam in bestanden:
        stuk, nieuw = Bezwaarstuk.objects.get_or_create(
            zaak=zaak,
            inhoud=inhoud,
            soort=soort,
            defaults={"naam": naam[:150], "bezwaar": bezwaar, "toegevoegd_op": op, "toegevoegd_door": door},
        )
        if nieuw:
            vastleggen("stuk_toevoegen", stuk, door=door, op=op, soort=soort)


def _vastleggen(
    besluit: Besluit, actie: str, *, door: Gebruiker, op: datetime, bestanden: Sequence[Bestand], **velden: object
) -> Bezwaar:
    try:
        with transaction.atomic():
            zaak = _zaak(besluit, op)
            wie = {veld: velden[veld] for veld in ("school", "betrokkene", "leerling")}
            if Bezwaar.objects.filter(zaak=zaak, ingetrokken_op=None, **wie).exists():
                raise NietMogelijk(
                    gettext("Er is al een bezwaar tegen dit besluit. U hoeft het niet nog een keer te sturen.")
                )
            bezwaar = Bezwaar.objects.create(zaak=zaak, created_at=op, vastgelegd_door=door, **velden)
            schrift = Bezwaarstuk.Soort.BEZWAARSCHRIFT
            stukken_toevoegen(zaak, door=door, op=op, bestanden=bestanden, soort=schrift, bezwaar=bezwaar)
            if zaak.status != Bezwaarstatus.ONTVANGEN:  # the others were told when the file was taken up
                bevestigen(zaak, op=op)
            vastleggen(actie, zaak, door=door, op=op, kanaal=str(velden["kanaal"]), van=str(velden["van"]))
    except NietMogelijk as reden:
        geweigerd(actie, besluit, door=door, op=op, reden=str(reden))
        raise
    return bezwaar


def _zaak(besluit: Besluit, op: datetime) -> Bezwaarzaak:
    """The open file on this besluit, or a new one with its own number; the lock orders two who object at once.

    A file on another version of the same decision is by law about this one too (Awb 6:19), so it is joined: one
    hearing, and no two decisions on one besluit (afspraak 33).
    """
    slot = Besluit.objects.select_for_update(of=("self",)).get(pk=besluit.eerste.pk)
    lopend = Bezwaarzaak.objects.open().filter(besluit__in=hersteld(slot)).order_by("pk")
    zaak = lopend.select_for_update(of=("self",)).first()
    if zaak is not None:
        return zaak
    return Bezwaarzaak.objects.create(
        besluit=besluit,
        swv=slot.swv,
        instelling=besluit.instelling,
        kenmerk=volgend_kenmerk(slot.swv, timezone.localdate(op).year, Kenmerknummer.Reeks.BEZWAAR),
        created_at=op,
    )
