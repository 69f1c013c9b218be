"""Where the decisions of aanvragen stand today: open to bezwaar, in bezwaar, or final. Computed for a whole list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, QuerySet, When

from loket.rules.bezwaar import Besluitstand, Stand, Zaakfeiten, besluitstand

from .aanvraag import Aanvraag
from .besluit import Bekendmaking, Besluit, hersteld
from .bezwaar import BEZWAAR_LOOPT, BIJ_RECHTER, Bezwaarstatus
from .bezwaarbeslissing import Bezwaarbekendmaking

STANDWOORDEN = {
    Stand.NIET_VERSTUURD: "",
    Stand.OPEN: "Bezwaar kan nog",
    Stand.IN_BEZWAAR: "Bezwaar loopt",
    Stand.BESLIST_OP_BEZWAAR: "Beslist op bezwaar",
    Stand.IN_BEROEP: "In beroep",
    Stand.ONHERROEPELIJK: "Onherroepelijk",
}


@dataclass(frozen=True)
class _Zaak:
    """A file against a besluit. beslist_op: None while there is no decision; beroep: last day of each sent letter."""

    status: str
    beslist_op: datetime | None
    beroep: tuple[date, ...]

    @property
    def feiten(self) -> Zaakfeiten:
        return Zaakfeiten(
            loopt=self.status in BEZWAAR_LOOPT, beroep_dagen=self.beroep, in_beroep=self.status in BIJ_RECHTER
        )


@dataclass(frozen=True)
class _Besluit:
    """A besluit. dagen: of each letter the last day to object, None of one that is not sent."""

    genomen_op: datetime
    dagen: tuple[date | None, ...]
    zaken: list[_Zaak] = field(default_factory=list)


def standen(aanvragen: Iterable[Aanvraag], vandaag: date) -> dict[int, Besluitstand]:
    """Aanvraag → where its last decision stands; absent without one. One query, however many there are.

    The latest besluit that did not itself come from a bezwaar: what came from one is decided on in its file. A bezwaar
    against an earlier version counts for it too (Awb 6:19), unless it was decided before. Only for who may know the
    decision: whoever asks has seen the own letter, or works at the SWV.
    """
    nummers = [een.pk for een in aanvragen]
    if not nummers:
        return {}
    reeksen = _reeksen(Besluit.objects.filter(uit_bezwaar=None, aanvraag__in=nummers))
    return {aanvraag: _stand(reeks, vandaag) for aanvraag, reeks in reeksen.items()}


def stand_van(besluit: Besluit, vandaag: date) -> Besluitstand:
    """Where this one decision stands, as it was last corrected; one from a bezwaar by the beroep against that."""
    beslissing = getattr(besluit, "uit_bezwaar", None)
    if beslissing is None:
        reeksen = _reeksen(Besluit.objects.filter(pk__in=hersteld(besluit)))
        return _stand(reeksen[besluit.aanvraag_id], vandaag)
    brieven = Bezwaarbekendmaking.objects.filter(beslissing=beslissing, vervallen_op=None)
    dagen = [tot if op else None for tot, op in brieven.values_list("beroep_tot", "verzonden_op")]
    zaak = _Zaak(beslissing.zaak.status, beslissing.genomen_op, tuple(dag for dag in dagen if dag))
    return besluitstand(dagen, [zaak.feiten], vandaag=vandaag)


def _reeksen(besluiten: QuerySet[Besluit]) -> dict[int, list[_Besluit]]:
    """Aanvraag → its versions, oldest first, each with the files that were not withdrawn."""
    brieven = Bekendmaking.objects.filter(besluit=OuterRef("pk"), vervallen_op=None)
    beroep = Bezwaarbekendmaking.objects.filter(
        beslissing__zaak=OuterRef("bezwaarzaken"), vervallen_op=None, verzonden_op__isnull=False
    )
    rijen = besluiten.order_by("aanvraag", "versie", "bezwaarzaken").values_list(
        "aanvraag",
        "pk",
        "genomen_op",
        ArraySubquery(brieven.values(dag=Case(When(verzonden_op__isnull=False, then=F("bezwaar_tot"))))),
        "bezwaarzaken__status",
        "bezwaarzaken__beslissing__genomen_op",
        ArraySubquery(beroep.values("beroep_tot")),
    )
    per: dict[int, dict[int, _Besluit]] = {}
    for aanvraag, pk, genomen_op, dagen, status, beslist_op, tot in rijen:
        een = per.setdefault(aanvraag, {}).setdefault(pk, _Besluit(genomen_op, tuple(dagen)))
        if status and status != Bezwaarstatus.INGETROKKEN:
            een.zaken.append(_Zaak(status, beslist_op, tuple(tot)))
    return {aanvraag: [*reeks.values()] for aanvraag, reeks in per.items()}


def _stand(reeks: list[_Besluit], vandaag: date) -> Besluitstand:
    *eerder, besluit = reeks
    zaken = [*besluit.zaken]
    zaken += [zaak for oud in eerder for zaak in oud.zaken if _gaat_mee(zaak, besluit)]
    return besluitstand(besluit.dagen, [zaak.feiten for zaak in zaken], vandaag=vandaag)


def _gaat_mee(zaak: _Zaak, besluit: _Besluit) -> bool:
    """Awb 6:19: what was still open when this besluit came is directed at it too."""
    return zaak.beslist_op is None or zaak.beslist_op > besluit.genomen_op or zaak.status in BIJ_RECHTER
