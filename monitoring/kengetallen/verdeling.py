"""The same figures split by school, board, area, kind or month (M08, M10, M11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncMonth

from kern.termijnen.woorden import MAANDEN
from loket.models import Besluit
from loket.models.besluit import CATEGORIE
from loket.rules.soorten import SOORTEN
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.filter import WOORDEN, Dimensie
from monitoring.rules.kengetal import Kengetal, Verdeling
from monitoring.rules.periode import Periode, jaar_eerder
from monitoring.rules.samenhang import op_dag, over_periode
from monitoring.rules.tabel import Cel, Kolom, Maat, Rij, Tabel
from scholen.models import Bestuur, Gemeente, School, SchoolDeelname, Werkgebied

from .aanvragen import delen, niet_over
from .binnen import met_woongemeente
from .tijd import LAAT, Kwantiel, beoordeeld, dagen

ONBEKEND = {
    Dimensie.GEMEENTE: "Woongemeente niet bekend",
    Dimensie.WERKGEBIED: "Zonder werkgebied",
    Dimensie.BESTUUR: "Bestuur niet bekend",
    Dimensie.CATEGORIE: "Geen categorie, of nog geen besluit",
}
ONTVANGEN, EERDER, NIEUW, BESLOTEN, TOEGEKEND, OPEN = (
    "Ontvangen",
    "Een jaar eerder ontvangen",
    "Waarvan eerste aanvraag",
    "Besloten",
    "Waarvan toegekend",
    "Open aan het eind",
)
STROOM = (
    Kolom(ONTVANGEN, Maat.LEERLINGEN),
    Kolom(EERDER, Maat.LEERLINGEN),
    Kolom(NIEUW, Maat.LEERLINGEN, deel_van=ONTVANGEN),
    Kolom(BESLOTEN, Maat.LEERLINGEN),
    Kolom(TOEGEKEND, Maat.LEERLINGEN, deel_van=BESLOTEN),
    Kolom(OPEN, Maat.LEERLINGEN),
)
WET, BELOFTE = "Binnen de termijn van de wet", "Binnen wat wij beloven"
OP_TIJD = (
    Kolom(BESLOTEN, Maat.LEERLINGEN),
    Kolom(WET, Maat.LEERLINGEN, deel_van=BESLOTEN),
    Kolom("Aandeel binnen de wet", Maat.PROCENT, uit=(WET, BESLOTEN)),
    Kolom(BELOFTE, Maat.LEERLINGEN, deel_van=BESLOTEN),
    Kolom("Aandeel binnen wat wij beloven", Maat.PROCENT, uit=(BELOFTE, BESLOTEN)),
    Kolom("Mediaan in weken", Maat.WEKEN, uit=(BESLOTEN,)),
)
PADEN = {
    Dimensie.SCHOOL: "school__brin6",
    Dimensie.BESTUUR: "school__bestuur__nummer",
    Dimensie.GEMEENTE: "woongemeente",
    Dimensie.SOORT: "soort",
}
LEEG = Value("", output_field=CharField())


def met_deel(rijen: QuerySet[Any], per: Dimensie, vandaag: date) -> QuerySet[Any]:
    """Rows of aanvragen with `deel`: the code of the part to which each belongs; empty when nobody knows."""
    if per == Dimensie.GEMEENTE:
        rijen = met_woongemeente(rijen)
    uit: QuerySet[Any] = rijen.annotate(deel=Coalesce(_code(per, vandaag), LEEG))
    return uit


def _code(per: Dimensie, vandaag: date) -> F | Subquery:
    if per == Dimensie.WERKGEBIED:
        hier = SchoolDeelname.objects.geldig(vandaag).filter(school=OuterRef("school"), swv=OuterRef("swv"))
        return Subquery(hier.values("werkgebied__code")[:1])
    if per == Dimensie.CATEGORIE:
        return Subquery(Besluit.objects.filter(aanvraag=OuterRef("pk"), versie=1).values("categorie")[:1])
    return F(PADEN[per])


def namen(per: Dimensie, codes: Iterable[str]) -> Mapping[str, str]:
    """What each code is called, for who reads it."""
    if per == Dimensie.SCHOOL:
        return dict(School.objects.filter(brin6__in=codes).values_list("brin6", "naam"))
    if per == Dimensie.BESTUUR:
        return dict(Bestuur.objects.filter(nummer__in=codes).values_list("nummer", "naam"))
    if per == Dimensie.WERKGEBIED:
        return dict(Werkgebied.objects.filter(code__in=codes).values_list("code", "naam"))
    if per == Dimensie.GEMEENTE:
        return dict(Gemeente.objects.filter(code__in=codes).values_list("code", "naam"))
    return {code: een.titel for code, een in SOORTEN.items()} if per == Dimensie.SOORT else dict(CATEGORIE)


def _rijen(per: Dimensie, cellen: Mapping[str, tuple[Cel, ...]]) -> tuple[Rij, ...]:
    """By name; what nobody knows last. What has nothing at all is left out."""
    heet = namen(per, cellen)
    alle = [Rij(heet.get(code) or ONBEKEND.get(per, code), een, code or "onbekend") for code, een in cellen.items()]
    return tuple(sorted(alle, key=lambda rij: (rij.sleutel == "onbekend", rij.naam, rij.sleutel)))


def stroom_per(rijen: QuerySet[Any], periode: Periode, per: Dimensie, vandaag: date) -> Tabel:
    """M08 for each part, beside what came a year before. rijen: of ingediend()."""
    if per == Dimensie.MAAND:
        return _per_maand(rijen, periode)
    deel, eerder = delen(periode), delen(jaar_eerder(periode))
    tellen = (
        deel["ontvangen"],
        eerder["ontvangen"],
        deel["nieuw"],
        Q(dag_besluit__range=(periode.van, periode.tot)),
        deel["toegekend"] | deel["afwijkend"],
        deel["open_eind"],
    )
    vragen = {f"n{nummer}": Count("pk", filter=welke) for nummer, welke in enumerate(tellen)}
    mee = met_deel(niet_over(rijen, jaar_eerder(periode).van), per, min(vandaag, periode.tot))
    gevonden = mee.order_by().values("deel").annotate(**vragen)
    return stroomtabel({een["deel"]: tuple(een[naam] for naam in vragen) for een in gevonden}, per)


def stroomtabel(cellen: Mapping[str, tuple[int, ...]], per: Dimensie) -> Tabel:
    """The same of what is counted already, by the code of the part: a number for each column of STROOM."""
    gevonden = {code: een for code, een in cellen.items() if any(een)}
    return _tabel("stroom", "Aanvragen en besluiten", per, STROOM, gevonden)


def _tabel(
    code: str, titel: str, per: Dimensie, kolommen: tuple[Kolom, ...], cellen: Mapping[str, tuple[Cel, ...]]
) -> Tabel:
    rijen = _rijen(per, cellen)
    som = tuple(sum(een) for een in zip(*cellen.values(), strict=True)) if cellen else ()
    return Tabel(
        f"{code}-per-{per}",
        f"{titel} per {WOORDEN[per].lower()}",
        WOORDEN[per],
        kolommen,
        rijen,
        ("M08",),
        Rij("Totaal", som) if som else None,
    )


def genoemd(tabel: Tabel, periode: Periode) -> Tabel:
    """With what each column counts and over which days, so that it is hidden together with other publications."""
    namen = {kop: over_periode(kop, periode) for kop in (ONTVANGEN, NIEUW, BESLOTEN, TOEGEKEND, WET, BELOFTE)}
    namen |= {EERDER: over_periode(ONTVANGEN, jaar_eerder(periode)), OPEN: op_dag(OPEN, periode.tot)}
    kolommen = tuple(replace(een, code=namen.get(een.kop, een.code)) for een in tabel.kolommen)
    return replace(tabel, kolommen=kolommen)


def stroom_buiten(rijen: QuerySet[Any], periode: Periode, per: Dimensie, vandaag: date) -> Tabel:
    """M08 without the year before, for who may not see the rows: that year had its own page, with its own holes."""
    tabel = stroom_per(rijen, periode, per, vandaag)
    weg = [kolom.kop for kolom in tabel.kolommen].index(EERDER)

    def zonder(rij: Rij) -> Rij:
        return replace(rij, cellen=rij.cellen[:weg] + rij.cellen[weg + 1 :])

    return replace(
        tabel,
        kolommen=tabel.kolommen[:weg] + tabel.kolommen[weg + 1 :],
        rijen=tuple(een for een in map(zonder, tabel.rijen) if any(een.cellen)),
        totaal=tabel.totaal and zonder(tabel.totaal),
    )


def _per_maand(rijen: QuerySet[Any], periode: Periode) -> Tabel:
    """Received and decided per month; what is open at the end is not of one month, so it is not here."""
    eerder = jaar_eerder(periode)

    def tel(van: Periode, veld: str, *waar: Q) -> Counter[tuple[int, int]]:
        binnen = rijen.filter(*waar, **{f"{veld}__range": (van.van, van.tot)})
        per = binnen.annotate(maand=TruncMonth(veld)).order_by().values("maand").annotate(n=Count("pk"))
        return Counter({(een["maand"].year, een["maand"].month): een["n"] for een in per})

    deel = delen(periode)
    ontvangen, besloten = tel(periode, "ontvangstdatum"), tel(periode, "dag_besluit")
    toen = tel(eerder, "ontvangstdatum")
    nieuw, toegekend = (
        tel(periode, "ontvangstdatum", deel["nieuw"]),
        tel(periode, "dag_besluit", deel["toegekend"] | deel["afwijkend"]),
    )
    regels = []
    for jaar, maand in _maanden(periode):
        hier = (jaar, maand)
        cellen = (ontvangen[hier], toen[jaar - 1, maand], nieuw[hier], besloten[hier], toegekend[hier])
        regels.append(Rij(f"{MAANDEN[maand - 1]} {jaar}", cellen, f"{jaar}-{maand:02}"))
    som = tuple(map(sum, zip(*(rij.cellen for rij in regels), strict=True)))
    titel = "Aanvragen en besluiten per maand"
    return Tabel("stroom-per-maand", titel, "Maand", STROOM[:-1], tuple(regels), ("M08",), Rij("Totaal", som))


def _maanden(periode: Periode) -> list[tuple[int, int]]:
    eerste, laatste = (dag.year * 12 + dag.month - 1 for dag in (periode.van, periode.tot))
    return [(nummer // 12, nummer % 12 + 1) for nummer in range(eerste, laatste + 1)]


Tijd = tuple[Any, ...]
"""How many, later than the law, later than promised, and the median of the days."""


def op_tijd_per(
    rijen: QuerySet[Any], periode: Periode, per: Dimensie, vandaag: date, samen: Tijd | None = None
) -> Tabel:
    """M11 and the median of M10 for each part, of what was decided in the period. rijen: of ingediend().

    samen: of all parts together, when somebody knows it already.
    """
    besloten = beoordeeld(rijen, periode).annotate(duur=dagen("ontvangstdatum", "dag_besluit"))
    if per == Dimensie.MAAND:
        delen_ = besloten.annotate(deel=TruncMonth("dag_besluit"))
    else:
        delen_ = met_deel(besloten, per, min(vandaag, periode.tot))
    tellen = {
        "n": Count("pk"),
        **{f"na_{welke}": Count("pk", filter=laat) for welke, laat in LAAT.items()},
        "midden": Kwantiel("duur", "0.5"),
    }
    gevonden = delen_.order_by().values("deel").annotate(**tellen)
    per_deel = {een["deel"]: tuple(een[naam] for naam in tellen) for een in gevonden}
    if samen is None and per_deel:
        som = besloten.aggregate(**tellen)
        samen = tuple(som[naam] for naam in tellen)
    return op_tijdtabel(per_deel, per, samen)


def op_tijdtabel(per_deel: Mapping[Any, Tijd], per: Dimensie, samen: Tijd | None) -> Tabel:
    """The same of what is counted already: of each part, by its code or the first day of its month, and of all."""
    cellen = {deel: _tijdcellen(*een) for deel, een in per_deel.items()}
    totaal = Rij("Totaal", _tijdcellen(*samen)) if cellen and samen else None
    if per == Dimensie.MAAND:
        regels = tuple(
            Rij(f"{MAANDEN[dag.month - 1]} {dag.year}", een, f"{dag:%Y-%m}") for dag, een in sorted(cellen.items())
        )
    else:
        regels = _rijen(per, cellen)
    titel = f"Op tijd per {WOORDEN[per].lower()}"
    return Tabel(f"tijd-per-{per}", titel, WOORDEN[per], OP_TIJD, regels, ("M11", "M10"), totaal)


def _tijdcellen(n: int, na_wet: int, na_belofte: int, midden: Decimal | float | None) -> tuple[Cel, ...]:
    weken = None if midden is None else Verdeling.weken(Decimal(str(midden)))
    wet, belofte = (Kengetal(DEFINITIES["M11"], n - laat, n) for laat in (na_wet, na_belofte))
    return n, wet.teller, wet.procent, belofte.teller, belofte.procent, weken
