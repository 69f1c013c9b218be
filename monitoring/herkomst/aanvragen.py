"""Aanvragen and TLVs behind a number (M05, M07–M14, M21, M23)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Func, IntegerField, Q, QuerySet, Value

from kern.termijnen.maanden import maanden_later
from monitoring.kengetallen import tlv as t
from monitoring.kengetallen import verdeling as v
from monitoring.kengetallen.aanvragen import MET_BESLUIT, PIEK, delen, op_dag
from monitoring.kengetallen.bezwaar import STEMDELEN, met_stem
from monitoring.kengetallen.deelname import in_swv
from monitoring.kengetallen.naast import PER_SCHOOL
from monitoring.kengetallen.steuntabellen import (
    ALLE,
    BUITEN,
    GEEINDIGD,
    GEGEVEN,
    GEPLAATST,
    HOOGSTENS,
    OPEN,
    TERUG,
    TLVS,
    TOEGEKEND,
    ZONDER_EIND,
)
from monitoring.kengetallen.tabellen import STROOM
from monitoring.kengetallen.tijd import KLASSEN, besloten_in, te_laat
from monitoring.rules.filter import Dimensie
from monitoring.rules.periode import Periode, jaar_eerder, uit_adres

from .bron import WAARDE, Bron, Herkomst, geteld, opgeteld

WELKE = {v.WET: "wet", v.BELOFTE: "beloofd"}


def _periode(bron: Bron, plek: int) -> Periode:
    """Of a table with a year before beside it."""
    return bron.periode if plek == 0 else jaar_eerder(bron.periode)


def stroom(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst | None:
    """M08, beside a year before."""
    welke = delen(_periode(bron, plek)).get(rij)
    return None if welke is None else geteld(bron.aanvragen.filter(welke))


def soorten(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """M08 per kind: a column for each part."""
    welke = delen(bron.periode)[[*STROOM][plek]]
    return geteld(bron.aanvragen.filter(welke, soort__in=[rij] if rij else MET_BESLUIT))


def toegekend_per_soort(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """What was granted of a kind, beside a year before."""
    deel = delen(_periode(bron, plek))
    return geteld(bron.aanvragen.filter(deel["toegekend"] | deel["afwijkend"], soort=rij))


def ontvangen_per_maand(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """What was received in a month, beside the same a year before."""
    maand = _periode_van(rij, bron)
    return geteld(bron.aanvragen.filter(delen(maand if plek == 0 else jaar_eerder(maand))["ontvangen"]))


def _periode_van(code: str, bron: Bron) -> Periode:
    return uit_adres(code, bron.periode.van)


def gemiddeld(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst | None:
    """M08 of schools that were chosen, in all and per school, and of all of them per school."""
    if kop == PER_SCHOOL:
        return Herkomst(bron.aanvragen.filter(delen(bron.periode)[rij]), deler=bron.hier or 1)
    if plek == 0 or bron.allen is None:
        return stroom(bron, rij, kop, 0)
    alle, scholen = bron.allen()
    return Herkomst(alle.filter(delen(bron.periode)[rij]), deler=scholen or 1)


def op_tijd(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst | None:
    """M11: in time, and all."""
    besloten = besloten_in(bron.aanvragen, bron.periode)
    if plek > 1:
        return None
    return geteld(besloten if plek else besloten.exclude(pk__in=te_laat(bron.aanvragen, bron.periode, rij)))


def doorlooptijd(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst | None:
    """M10: how many have this part."""
    besloten = besloten_in(bron.aanvragen, bron.periode)
    if plek:
        return None
    return geteld(besloten if rij == "geheel" else besloten.filter(compleetdatum__isnull=False))


def klassen(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """How many decisions took how long, in time or not."""
    nummer, grenzen = int(rij), [-1, *(weken * 7 for weken in KLASSEN)]
    met = besloten_in(bron.aanvragen, bron.periode).annotate(duur=_dagen()).filter(duur__gt=grenzen[nummer])
    if nummer < len(KLASSEN):
        met = met.filter(duur__lte=grenzen[nummer + 1])
    laat = te_laat(bron.aanvragen, bron.periode, "beloofd")
    return geteld(met.filter(pk__in=laat) if plek else met.exclude(pk__in=laat))


def _dagen() -> Func:
    velden = (F("dag_besluit"), F("ontvangstdatum"))
    return Func(*velden, template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField())


def piek(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst | None:
    """M09."""
    ontvangen = bron.aanvragen.filter(delen(_periode_van(rij, bron))["ontvangen"])
    maanden = Q() if plek else Q(ontvangstdatum__month__in=PIEK)
    return geteld(ontvangen.filter(maanden)) if plek < 2 else None


def besluit(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst | None:
    """One line of the list of decisions: its days."""
    een = besloten_in(bron.aanvragen, bron.periode).filter(kenmerk=rij)
    return opgeteld(een, _dagen()) if kop == "Behandelduur in dagen" else None


def verdeeld(bron: Bron, per: Dimensie, rij: str, kop: str) -> Herkomst | None:
    """M08 and M11 of one part. rij: its code; "onbekend": of which nobody knows it."""
    rijen, periode = bron.aanvragen, bron.periode
    if per == Dimensie.MAAND and rij:
        periode = _periode_van(rij, bron)
    elif rij:
        rijen = v.met_deel(rijen, per, min(bron.vandaag, periode.tot)).filter(deel="" if rij == "onbekend" else rij)
    if kop in WELKE:
        laat = te_laat(rijen, periode, WELKE[kop])
        return geteld(besloten_in(rijen, periode).exclude(pk__in=laat))
    deel = delen(periode)
    welke = {
        v.ONTVANGEN: deel["ontvangen"],
        v.EERDER: delen(jaar_eerder(periode))["ontvangen"],
        v.NIEUW: deel["nieuw"],
        v.BESLOTEN: Q(dag_besluit__range=(periode.van, periode.tot)),
        v.TOEGEKEND: deel["toegekend"] | deel["afwijkend"],
        v.OPEN: deel["open_eind"],
    }.get(kop)
    return None if welke is None else geteld(rijen.filter(welke))


def gehoord(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """M23."""
    besloten = besloten_in(bron.aanvragen, _periode(bron, plek))
    return geteld(met_stem(besloten, bron.stemmen).filter(STEMDELEN[rij]))


def toegekend(bron: Bron, rij: str, kop: str, plek: int, pad: str) -> Herkomst | None:
    """M12: what schools or boards were granted, and how many pupils DUO counted there."""
    welke = {pad: rij} if rij else {}
    if kop == ALLE:
        hier = in_swv(bron.aantallen, bron.swv).filter(teldatum=bron.teldag, onderdeel="", **welke)
        return Herkomst(hier.annotate(**{WAARDE: Value(1)}))
    return geteld(t.toegekend_in(bron.aanvragen, bron.periode).filter(**welke)) if kop == GEGEVEN else None


def rollend(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """M21: granted in the twelve months up to and including this one."""
    eerste = date(int(rij[:4]), int(rij[5:]), 1)
    tot = min(maanden_later(eerste, 1) - timedelta(days=1), bron.dag)
    return geteld(
        t.toegekend_in(bron.aanvragen, Periode(maanden_later(eerste.replace(year=eerste.year - 1), 1), tot, "", ""))
    )


def verwacht(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst | None:
    """M22: granted in the period, open on its last day, and both."""
    periode = _periode_van(rij, bron)
    toegekend, open_ = Q(pk__in=t.toegekend_in(bron.aanvragen, periode).values("pk")), op_dag(periode.tot)
    welke = {TOEGEKEND: toegekend, OPEN: open_, HOOGSTENS: toegekend | open_}.get(kop)
    return None if welke is None else geteld(bron.aanvragen.filter(welke))


def duur(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst | None:
    """M13."""
    besloten = t.besloten_tlvs(bron.tlvs, _periode_van(rij, bron))
    welke = {TLVS: Q(), ZONDER_EIND: Q(ingangsdatum=None) | Q(vervaldatum=None)}.get(kop)
    return None if welke is None else geteld(besloten.filter(welke))


def einde(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst | None:
    """M14."""
    rijen = t.geeindigd(bron.tlvs, _periode_van(rij, bron), bron.vandaag)
    welke: Q | None = {GEEINDIGD: Q(), TERUG: Q(terug=True)}.get(kop)
    return None if welke is None else geteld(rijen.filter(welke))


def geldig(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst | None:
    """M05."""
    return geteld(_van_soort(t.geldig_op(bron.tlvs, bron.teldag), rij)) if kop == TLVS else None


def grens(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst | None:
    """M07."""
    geplaatst = _van_soort(t.geplaatst_op(bron.tlvs, bron.swv, bron.dag), rij)
    welke: Q | None = {GEPLAATST: Q(), BUITEN: Q(buiten=True)}.get(kop)
    return None if welke is None else geteld(geplaatst.filter(welke))


def _van_soort(tlvs: QuerySet[Any], rij: str) -> QuerySet[Any]:
    """rij: a kind, or a kind and a category: SO-L."""
    soort, _, categorie = rij.partition("-")
    return tlvs.filter(soort=soort, **({"categorie": categorie} if categorie else {}))
