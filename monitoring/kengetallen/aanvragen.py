"""What came in and what became of it (M08, M09)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Least, TruncDate, TruncMonth

from kern.termijnen.woorden import MAANDEN
from loket.models import Aanvraag
from loket.models.aanvraag import VOOR_INDIENEN
from loket.models.besluit import Uitkomst
from loket.rules.soorten import SOORTEN
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.kengetal import Kengetal
from monitoring.rules.periode import Periode, maanden
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel

MET_BESLUIT = tuple(code for code, soort in SOORTEN.items() if soort.tlv)
"""The kinds that end in a TLV or its refusal."""
PIEK = (5, 6, 7)


def ingediend(zichtbaar: QuerySet[Aanvraag]) -> QuerySet[Any]:
    """Of these rows the ones that were ever received, each with `afgerond`: the day on which it was no longer open.

    eerste: its first decision; a correction later is no second one. Both are joins that give one row at most (what was
    sent on stays so), so that a sum over all of them is one pass: a subquery would be asked again for each figure.
    """
    rijen = zichtbaar.filter(soort__in=MET_BESLUIT, ontvangstdatum__isnull=False).exclude(status__in=[*VOOR_INDIENEN])
    return rijen.annotate(
        eerste=FilteredRelation("besluiten", condition=Q(besluiten__versie=1)),
        verder=FilteredRelation("doorzendingen", condition=Q(doorzendingen__akkoord=True)),
        dag_besluit=F("eerste__besluitdatum"),
        dag_ingetrokken=TruncDate("ingetrokken_op"),
        dag_doorgestuurd=TruncDate("verder__besloten_op"),
    ).annotate(afgerond=Least("dag_besluit", "dag_ingetrokken", "dag_doorgestuurd"))


@dataclass(frozen=True)
class Stroom:
    """The rows of M08 in one period. open_begin + ontvangen − besloten − ingetrokken − doorgestuurd is open_eind."""

    open_begin: int
    ontvangen: int
    nieuw: int
    toegekend: int
    afwijkend: int
    afgewezen: int
    buiten_behandeling: int
    ingetrokken: int
    doorgestuurd: int
    open_eind: int

    @property
    def besloten(self) -> int:
        return self.toegekend + self.afwijkend + self.afgewezen + self.buiten_behandeling


def op_dag(dag: date) -> Q:
    """Open at the end of this day; of rows of ingediend()."""
    return Q(ontvangstdatum__lte=dag) & (Q(afgerond=None) | Q(afgerond__gt=dag))


def delen(periode: Periode) -> dict[str, Q]:
    """Which rows of ingediend() are counted in each part of M08; the same when somebody follows a figure down."""
    in_ = (periode.van, periode.tot)
    af = Q(afgerond__range=in_)
    uitkomsten = {
        str(een): af & Q(eerste__uitkomst=een)
        for een in (Uitkomst.TOEGEKEND, Uitkomst.AFWIJKEND, Uitkomst.AFGEWEZEN, Uitkomst.BUITEN_BEHANDELING)
    }
    return {
        "open_begin": Q(ontvangstdatum__lt=periode.van) & (Q(afgerond=None) | Q(afgerond__gte=periode.van)),
        "ontvangen": Q(ontvangstdatum__range=in_),
        "nieuw": Q(ontvangstdatum__range=in_, aanleiding=Aanvraag.Aanleiding.NIEUW),
        **uitkomsten,
        "ingetrokken": af & Q(dag_besluit=None) & Q(dag_ingetrokken__range=in_),
        "doorgestuurd": af & Q(dag_besluit=None, dag_ingetrokken=None),
        "open_eind": op_dag(periode.tot),
    }


@dataclass(frozen=True)
class Stromen:
    """M08 of several periods, counted together. per_code: of each kind that has any, one Stroom per period."""

    per_code: Mapping[str, tuple[Stroom, ...]]

    def som(self, plek: int) -> Stroom:
        """All kinds together, of the so manieth period."""
        alle = [een[plek] for een in self.per_code.values()]
        return Stroom(**{veld.name: sum(getattr(een, veld.name) for een in alle) for veld in fields(Stroom)})

    def per_soort(self, plek: int) -> Iterator[tuple[str, Stroom]]:
        """Each kind that has any in this period, in the order of the kinds."""
        for code in MET_BESLUIT:
            if code in self.per_code and any(astuple(self.per_code[code][plek])):
                yield code, self.per_code[code][plek]


def niet_over(rijen: QuerySet[Any], dag: date) -> QuerySet[Any]:
    """Without what was over before this day: it is in no part of a period that begins then, and it is most of all."""
    return rijen.filter(Q(ontvangstdatum__gte=dag) | Q(afgerond=None) | Q(afgerond__gte=dag) | Q(dag_besluit__gte=dag))


def stromen(rijen: QuerySet[Any], *perioden: Periode) -> Stromen:
    """M08 of these periods per kind. One query. rijen: of ingediend()."""
    tellen = {
        f"{naam}_{plek}": Count("pk", filter=welke)
        for plek, periode in enumerate(perioden)
        for naam, welke in delen(periode).items()
    }
    mee = niet_over(rijen, min(een.van for een in perioden))
    namen = [veld.name for veld in fields(Stroom)]
    return Stromen(
        {
            een["soort"]: tuple(
                Stroom(**{naam: een[f"{naam}_{plek}"] for naam in namen}) for plek, _ in enumerate(perioden)
            )
            for een in mee.values("soort").order_by().annotate(**tellen)
        }
    )


def stroom(rijen: QuerySet[Any], periode: Periode) -> Stroom:
    """M08 of one period, all kinds together."""
    return stromen(rijen, periode).som(0)


def per_soort(rijen: QuerySet[Any], periode: Periode) -> Iterator[tuple[str, Stroom]]:
    """M08 for each kind that has any, in the order of the kinds. One query."""
    return stromen(rijen, periode).per_soort(0)


def in_de_piek(rijen: QuerySet[Any], periode: Periode) -> Kengetal:
    """M09."""
    ontvangen = rijen.filter(ontvangstdatum__range=(periode.van, periode.tot))
    som = ontvangen.aggregate(alle=Count("pk"), piek=Count("pk", filter=Q(ontvangstdatum__month__in=PIEK)))
    return Kengetal(DEFINITIES["M09"], som["piek"], som["alle"])


def tabel_per_soort(rijen: QuerySet[Any], nu: Periode, toen: Periode) -> Tabel:
    """What was granted per kind, as asked for or otherwise, beside the year before (M08)."""
    return tabel_van(stromen(rijen, nu, toen), nu, toen)


def tabel_van(alle: Stromen, nu: Periode, toen: Periode) -> Tabel:
    """The same of what is counted already."""
    beide = [{code: een.toegekend + een.afwijkend for code, een in alle.per_soort(plek)} for plek in (0, 1)]
    gevonden = [code for code in MET_BESLUIT if any(som.get(code) for som in beide)]
    return Tabel(
        "per-soort",
        "Toegekend per soort",
        "Soort",
        tuple(Kolom(periode.naam[0].upper() + periode.naam[1:], Maat.LEERLINGEN) for periode in (nu, toen)),
        tuple(Rij(SOORTEN[code].kort, tuple(som.get(code, 0) for som in beide), sleutel=code) for code in gevonden),
        ("M08",),
    )


def tabel_per_maand(rijen: QuerySet[Any], nu: Periode, toen: Periode, vandaag: date) -> Tabel:
    """What was received per month, beside the year before (M08). A month that is still to come is unknown, not 0."""
    beide = Q(ontvangstdatum__range=(nu.van, nu.tot)) | Q(ontvangstdatum__range=(toen.van, toen.tot))
    geteld = rijen.filter(beide).order_by().values_list(TruncMonth("ontvangstdatum")).annotate(aantal=Count("pk"))
    return maandtabel(dict(geteld), nu, toen, vandaag)


def maandtabel(per: Mapping[date, int], nu: Periode, toen: Periode, vandaag: date) -> Tabel:
    """The same of what is counted already, by the first day of the month."""
    uit = []
    for jaar, maand in maanden(nu):
        nog_niet = date(jaar, maand, 1) > vandaag
        cellen = (None if nog_niet else per.get(date(jaar, maand, 1), 0), per.get(date(jaar - 1, maand, 1), 0))
        uit.append(Rij(MAANDEN[maand - 1][:3], cellen, sleutel=f"{jaar}-{maand:02}"))
    koppen = tuple(Kolom(een.code, Maat.LEERLINGEN) for een in (nu, toen))
    return Tabel("per-maand", "Ontvangen per maand", "Maand", koppen, tuple(uit), ("M08",))
