"""Where the decisions of aanvragen stand today: open to bezwaar, in bezwaar, or final. Computed for a whole list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from kern.gebruikers.ineens import bijleggen_een, ineens
from loket.rules.bezwaar import Besluitstand, Stand, Zaakfeiten, besluitstand

from .aanvraag import Aanvraag
from .besluit import Bekendmaking, Besluit, hersteld
from .bezwaar import BEZWAAR_LOOPT, BIJ_RECHTER, Bezwaarstatus, Bezwaarzaak
from .bezwaarbeslissing import BeslissingOpBezwaar, Bezwaarbekendmaking

STANDWOORDEN = {
    Stand.NIET_VERSTUURD: "",
    Stand.OPEN: "Bezwaar kan nog",
    Stand.IN_BEZWAAR: "Bezwaar loopt",
    Stand.BESLIST_OP_BEZWAAR: "Beslist op bezwaar",
    Stand.IN_BEROEP: "In beroep",
    Stand.ONHERROEPELIJK: "Onherroepelijk",
}


def standen(aanvragen: Iterable[Aanvraag], vandaag: date) -> dict[int, Besluitstand]:
    """Aanvraag → where its last decision stands; absent without one. One query, however many there are.

    The latest besluit that did not itself come from a bezwaar: what came from one is decided on in its file. A bezwaar
    against an earlier version counts for it too (Awb 6:19), unless it was decided before. Only for who may know the
    decision: whoever asks has seen the own letter, or works at the SWV.
    """
    nummers = [een.pk for een in aanvragen]
    return standen_uit(ineens(*standvragen(nummers)), vandaag) if nummers else {}


def standvragen(nummers: Iterable[int]) -> tuple[QuerySet[Any], ...]:
    """What must be read for `standen_uit`, of the aanvragen with these numbers."""
    ids = [*nummers]
    return (
        Besluit.objects.filter(uit_bezwaar=None, aanvraag__in=ids).order_by("aanvraag", "versie"),
        Bekendmaking.objects.filter(vervallen_op=None, besluit__aanvraag__in=ids),
        Bezwaarzaak.objects.exclude(status=Bezwaarstatus.INGETROKKEN).filter(besluit__aanvraag__in=ids),
        BeslissingOpBezwaar.objects.filter(zaak__besluit__aanvraag__in=ids),
        Bezwaarbekendmaking.objects.filter(vervallen_op=None, beslissing__zaak__besluit__aanvraag__in=ids),
    )


def standen_uit(rijen: Sequence[list[Any]], vandaag: date) -> dict[int, Besluitstand]:
    """The same of rows that were read already: the lists of `standvragen`, in that order."""
    besluiten, brieven, zaken, beslissingen, bezwaarbrieven = rijen
    per_beslissing = _per(bezwaarbrieven, "beslissing_id")
    per_zaak = {een.zaak_id: een for een in beslissingen}
    for beslissing in beslissingen:
        beslissing.brieven = per_beslissing[beslissing.pk]
    for zaak in zaken:
        bijleggen_een(zaak, "beslissing", per_zaak.get(zaak.pk))
    per_besluit, zaken_bij = _per(brieven, "besluit_id"), _per(zaken, "besluit_id")
    for besluit in besluiten:
        besluit.brieven, besluit.zaken = per_besluit[besluit.pk], zaken_bij[besluit.pk]
    reeksen = _per(besluiten, "aanvraag_id")
    return {aanvraag: _stand(reeks[-1], vandaag, eerder=reeks[:-1]) for aanvraag, reeks in reeksen.items()}


def _per(rijen: Iterable[Any], veld: str) -> dict[int, list[Any]]:
    per: dict[int, list[Any]] = defaultdict(list)
    for rij in rijen:
        per[getattr(rij, veld)].append(rij)
    return per


def stand_van(besluit: Besluit, vandaag: date) -> Besluitstand:
    """Where this one decision stands, as it was last corrected; one from a bezwaar by the beroep against that."""
    beslissing = getattr(besluit, "uit_bezwaar", None)
    if beslissing is None:
        *eerder, laatste = _met_zaken(Besluit.objects.filter(pk__in=hersteld(besluit))).order_by("versie")
        return _stand(laatste, vandaag, eerder=eerder)
    zaak = _zaken().get(pk=beslissing.zaak_id)
    dagen = [een.beroep_tot if een.verzonden_op else None for een in zaak.beslissing.brieven]
    return besluitstand(dagen, [_feiten(zaak)], vandaag=vandaag)


def _zaken() -> Any:
    """The files that were not withdrawn, with the letters of their decisions."""
    return (
        Bezwaarzaak.objects.exclude(status=Bezwaarstatus.INGETROKKEN)
        .select_related("beslissing")
        .prefetch_related(
            Prefetch(
                "beslissing__bekendmakingen", Bezwaarbekendmaking.objects.filter(vervallen_op=None), to_attr="brieven"
            )
        )
    )


def _met_zaken(besluiten: Any) -> Any:
    bezwaren: Any = Prefetch("bezwaarzaken", _zaken(), to_attr="zaken")
    brieven: Any = Prefetch("bekendmakingen", Bekendmaking.objects.filter(vervallen_op=None), to_attr="brieven")
    return besluiten.prefetch_related(brieven, bezwaren)


def _stand(besluit: Besluit, vandaag: date, *, eerder: Iterable[Besluit] = ()) -> Besluitstand:
    brieven = besluit.brieven
    dagen = [een.bezwaar_tot if een.verzonden_op else None for een in brieven]
    zaken = [*besluit.zaken]
    zaken += [zaak for oud in eerder for zaak in oud.zaken if _gaat_mee(zaak, besluit)]
    return besluitstand(dagen, [_feiten(zaak) for zaak in zaken], vandaag=vandaag)


def _gaat_mee(zaak: Bezwaarzaak, besluit: Besluit) -> bool:
    """Awb 6:19: what was still open when this besluit came is directed at it too."""
    beslissing = getattr(zaak, "beslissing", None)
    return beslissing is None or beslissing.genomen_op > besluit.genomen_op or zaak.status in BIJ_RECHTER


def _feiten(zaak: Bezwaarzaak) -> Zaakfeiten:
    beslissing = getattr(zaak, "beslissing", None)
    verzonden = [een.beroep_tot for een in beslissing.brieven if een.verzonden_op] if beslissing else []
    return Zaakfeiten(
        loopt=zaak.status in BEZWAAR_LOOPT,
        beroep_dagen=tuple(dag for dag in verzonden if dag),
        in_beroep=zaak.status in BIJ_RECHTER,
    )
