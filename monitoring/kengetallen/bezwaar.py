"""Bezwaar and beroep (M18), and whether pupils were heard (M23)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from loket.models import Bezwaargebeurtenis, Bezwaarzaak, Stem
from loket.models.bezwaar import Bezwaarstatus
from loket.models.bezwaarbeslissing import BeslissingOpBezwaar
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.kengetal import Kengetal
from monitoring.rules.periode import Periode, jaar_eerder
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel

from .aandeel import aandeeltabel
from .tijd import besloten_in

STROOM = {
    "open_begin": "Open aan het begin",
    "ontvangen": "Ontvangen",
    "gegrond": "Gegrond",
    "deels_gegrond": "Deels gegrond",
    "ongegrond": "Ongegrond",
    "niet_ontvankelijk": "Niet-ontvankelijk",
    "ingetrokken": "Ingetrokken",
    "open_eind": "Open aan het eind",
    "beroep": "Beroep ingesteld",
}
"""The parts of M18 and their words."""
UITKOMSTEN = tuple(BeslissingOpBezwaar.Uitkomst.values)
GEHOORD = {
    "gehoord": "Leerling gehoord",
    "met_reden": "Niet gehoord, met reden",
    "niets": "Niets opgeschreven",
}
"""The parts of M23 and their words."""


@dataclass(frozen=True)
class Bezwaarstroom:
    """The rows of M18. open_begin + ontvangen − besloten − ingetrokken is open_eind."""

    open_begin: int
    ontvangen: int
    gegrond: int
    deels_gegrond: int
    ongegrond: int
    niet_ontvankelijk: int
    ingetrokken: int
    open_eind: int
    beroep: int

    @property
    def besloten(self) -> int:
        return self.gegrond + self.deels_gegrond + self.ongegrond + self.niet_ontvankelijk

    @property
    def gelijk(self) -> Kengetal:
        """How many of what was decided was right, wholly or partly."""
        return Kengetal(DEFINITIES["M18"], self.gegrond + self.deels_gegrond, self.besloten)


def zaken(zichtbaar: QuerySet[Bezwaarzaak]) -> QuerySet[Any]:
    """With `dag_ontvangen`: of the first bezwaar; `dag_beslist`; and `afgerond`: when it was no longer open.

    A file is withdrawn on the day of the last bezwaar that was.
    """
    rijen = zichtbaar.annotate(
        dag_beslist=F("beslissing__besluitdatum"),
        dag_ontvangen=Min("bezwaren__ontvangen_op"),
        dag_terug=Max("bezwaren__ingetrokken_op", filter=Q(status=Bezwaarstatus.INGETROKKEN)),
    )
    uit: QuerySet[Any] = rijen.annotate(afgerond=Coalesce("dag_beslist", "dag_terug"))
    return uit


def delen(periode: Periode) -> dict[str, Q]:
    """Which rows of zaken() are counted in each part of M18."""
    in_ = (periode.van, periode.tot)
    beroep = Bezwaargebeurtenis.objects.filter(soort="in_beroep", dag__range=in_)
    return {
        "open_begin": Q(dag_ontvangen__lt=periode.van) & (Q(afgerond=None) | Q(afgerond__gte=periode.van)),
        "ontvangen": Q(dag_ontvangen__range=in_),
        **{een: Q(dag_beslist__range=in_, beslissing__uitkomst=een) for een in UITKOMSTEN},
        "ingetrokken": Q(dag_beslist=None, dag_terug__range=in_),
        "open_eind": Q(dag_ontvangen__lte=periode.tot) & (Q(afgerond=None) | Q(afgerond__gt=periode.tot)),
        "beroep": Q(pk__in=beroep.values("zaak")),
    }


def stromen(rijen: QuerySet[Any], *perioden: Periode) -> list[Bezwaarstroom]:
    """M18 of each period. rijen: of zaken(). One query: each file is one row of it, with its own days."""
    tellen = {
        f"{naam}_{plek}": Count("pk", filter=welke)
        for plek, een in enumerate(perioden)
        for naam, welke in delen(een).items()
    }
    som = rijen.aggregate(**tellen)
    return [Bezwaarstroom(**{naam: som[f"{naam}_{plek}"] for naam in STROOM}) for plek, _ in enumerate(perioden)]


def stroom(rijen: QuerySet[Any], periode: Periode) -> Bezwaarstroom:
    """M18 of one period."""
    return stromen(rijen, periode)[0]


def beslist(rijen: QuerySet[Any], *perioden: Periode) -> dict[int, tuple[date, bool]]:
    """M18: of the rows that were decided in these periods each that had a last day: when, and whether it was by then.

    Few, so each is worked out as its own page does.
    """
    erin = reduce(or_, (Q(dag_beslist__range=(een.van, een.tot)) for een in perioden))
    uit = {}
    zaken_ = rijen.filter(erin).select_related("besluit")
    for zaak in zaken_.prefetch_related("bezwaren", "gebeurtenissen", "berichten", "besluit__bekendmakingen"):
        if termijn := zaak.termijn(zaak.dag_beslist):
            uit[zaak.pk] = (zaak.dag_beslist, zaak.dag_beslist <= termijn.uiterlijk)
    return uit


def op_tijd(rijen: QuerySet[Any], periode: Periode) -> Kengetal:
    """M18: what was decided by the last day that the Awb gives."""
    return _op_tijd(beslist(rijen, periode), periode)


def _op_tijd(alle: Mapping[int, tuple[date, bool]], periode: Periode) -> Kengetal:
    hier = [goed for dag, goed in alle.values() if periode.bevat(dag)]
    return Kengetal(DEFINITIES["M18"], sum(hier), len(hier))


OP_TIJD, BESLOTEN = "Op tijd", "Besloten"


def tijdtabel(rijen: QuerySet[Any], periode: Periode) -> Tabel:
    """The same, beside a year before."""
    koppen = (OP_TIJD, BESLOTEN)
    hoe = {"code": "bezwaren-op-tijd", "titel": "Bezwaren op tijd besloten"}
    alle = beslist(rijen, periode, jaar_eerder(periode))
    return aandeeltabel(partial(_op_tijd, alle), periode, koppen, maat=Maat.LEERLINGEN, **hoe)


def stroomtabel(rijen: QuerySet[Any], periode: Periode) -> Tabel:
    """M18 beside a year before."""
    eerder = jaar_eerder(periode)
    nu, toen = stromen(rijen, periode, eerder)
    return Tabel(
        "bezwaren",
        "Bezwaren",
        "Cijfer",
        (Kolom(periode.naam, Maat.LEERLINGEN), Kolom(eerder.naam, Maat.LEERLINGEN)),
        tuple(Rij(kop, (getattr(nu, naam), getattr(toen, naam)), naam) for naam, kop in STROOM.items()),
        ("M18",),
    )


def stroom_uit(tabel: Tabel, kolom: int) -> Bezwaarstroom:
    """What stroomtabel counted of this period or of the year before, so that it is not counted again."""
    return Bezwaarstroom(**{rij.sleutel: int(rij.cellen[kolom] or 0) for rij in tabel.rijen})


def uitkomsttabel(rijen: QuerySet[Any], periode: Periode) -> Tabel:
    """M18: how bezwaren ended, beside a year before; for a chart."""
    return afloop_van(stroomtabel(rijen, periode))


def afloop_van(heel: Tabel) -> Tabel:
    """The same out of the whole table."""
    afloop = (*UITKOMSTEN, "ingetrokken")
    regels = tuple(rij for rij in heel.rijen if rij.sleutel in afloop)
    if not any(any(rij.cellen) for rij in regels):
        regels = ()
    return Tabel("afloop", "Hoe liepen bezwaren af?", "Afloop", heel.kolommen, regels, ("M18",))


def met_stem(aanvragen: QuerySet[Any], stemmen: QuerySet[Stem]) -> QuerySet[Any]:
    """Aanvragen with `sprak`, and `zweeg`: it says why the pupil did not. stemmen: those that the viewer sees."""
    van_deze = stemmen.filter(aanvraag=OuterRef("pk"))
    uit: QuerySet[Any] = aanvragen.annotate(
        sprak=Exists(van_deze.exclude(manier=Stem.Manier.NIET)),
        zweeg=Exists(van_deze.filter(manier=Stem.Manier.NIET)),
    )
    return uit


STEMDELEN = {
    "gehoord": Q(sprak=True),
    "met_reden": Q(sprak=False, zweeg=True),
    "niets": Q(sprak=False, zweeg=False),
}


def gehoord(aanvragen: QuerySet[Any], stemmen: QuerySet[Stem], periode: Periode) -> dict[str, int]:
    """M23, by part. aanvragen: of ingediend(). One query."""
    rijen = met_stem(besloten_in(aanvragen, periode), stemmen).order_by()
    uit = dict.fromkeys(STEMDELEN, 0)
    for sprak, zweeg, aantal in rijen.values_list("sprak", "zweeg").annotate(aantal=Count("pk")):
        uit["gehoord" if sprak else "met_reden" if zweeg else "niets"] += aantal
    return uit


def stemtabel(aanvragen: QuerySet[Any], stemmen: QuerySet[Stem], periode: Periode) -> Tabel:
    """M23 beside a year before."""
    return stemtabel_van([gehoord(aanvragen, stemmen, een) for een in (periode, jaar_eerder(periode))], periode)


def stemtabel_van(beide: Sequence[Mapping[str, int]], periode: Periode) -> Tabel:
    """The same of what is counted already, of this period and of the one before."""
    nu, toen = beide
    regels = tuple(Rij(kop, (nu[naam], toen[naam]), naam) for naam, kop in GEHOORD.items())
    kolommen = tuple(Kolom(een.naam, Maat.LEERLINGEN) for een in (periode, jaar_eerder(periode)))
    leeg = not any((*nu.values(), *toen.values()))
    return Tabel("gehoord", "Is de leerling gehoord?", "Aanvragen", kolommen, () if leeg else regels, ("M23",))
