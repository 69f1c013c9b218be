"""Support and the lines of budgets behind a number (M15, M16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Case, Count, DecimalField, F, Q, QuerySet, Value, When

from arrangementen.rules.boekingen import BIJ_KOLOM, STAND
from kern.termijnen.schooljaar import schooljaar
from monitoring.kengetallen import geld as m
from monitoring.kengetallen import niveaus as n
from monitoring.rules.periode import jaar_eerder, uit_adres

from .bron import WAARDE, Bron, Herkomst, geteld, opgeteld

AANTAL, EERDER, UREN, BEDRAG = range(4)
"""The columns of a table of support."""
BETEKENT: Mapping[str, Mapping[str, int]] = {
    "Begroot": {"begroot": 1},
    "Toegekend": {"toegekend": 1},
    "Uitbetaald": {"betaald": 1},
    "Betaald": {"betaald": 1},
    "Uitgegeven": {"betaald": 1},
    "Verantwoord": {"verantwoord": 1},
    "Nog te betalen": {"toegekend": 1, "betaald": -1},
    "Toegezegd": {"toegekend": 1, "betaald": -1},
    "Nog te verantwoorden": {"betaald": 1, "verantwoord": -1},
    "Nog vrij": {"begroot": 1, "toegekend": -1},
}
"""Word of an amount → the sums of lines that it is made of."""
HEEL = F("bedrag")
GELD = DecimalField(max_digits=12, decimal_places=2)


def hulp(bron: Bron, rij: str, kop: str, plek: int, pad: str) -> Herkomst:
    """M15 of one kind or school: how many, a year before, hours and amount."""
    rijen = bron.hulp.filter(**{pad: rij}) if rij else bron.hulp
    periode = jaar_eerder(bron.periode) if plek == EERDER else bron.periode
    erin = rijen.filter(m.deel(periode, "toegekend"))
    if plek == UREN:
        return opgeteld(erin.filter(aanbod__eenheid="uur"), "beslissing__aantal")
    return opgeteld(erin, "beslissing__bedrag") if plek == BEDRAG else geteld(erin)


def activiteit(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """R05: support of one kind, or what schools got for all their pupils."""
    if rij != n.BASIS:
        wat = {n.AANTAL: AANTAL, n.EERDER: EERDER}.get(kop, BEDRAG)
        return hulp(bron, rij.removeprefix("hulp-"), kop, wat, "aanbod__kenmerk")
    jaar_ = schooljaar(bron.periode.tot) - (kop == n.EERDER)
    rijen = bron.basis.filter(ronde__pot__schooljaar=jaar_)
    if kop not in (n.AANTAL, n.EERDER):
        return opgeteld(rijen, "bedrag")
    return Herkomst(rijen, getal=lambda: rijen.order_by().values("school").distinct().count())


def vragen(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """M15 by part, beside a year before; each pupil once however much help it got."""
    periode = jaar_eerder(bron.periode) if plek else bron.periode
    if rij != m.KINDEREN:
        return geteld(bron.hulp.filter(m.deel(periode, rij)))
    erin = bron.hulp.filter(m.deel(periode, "toegekend"), deelnames__isnull=False).distinct()
    return Herkomst(erin, getal=lambda: m.leerlingen(bron.hulp, periode))


def doelen(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """M15: the arrangementen of which goals were judged, each with how many."""
    telt = m.beoordeeld(uit_adres(rij, bron.periode.van), bereikt=kop == m.BEREIKT)
    hoeveel = Count("evaluaties__doelevaluaties", filter=telt, distinct=True)
    van = opgeteld(bron.hulp, hoeveel)
    return replace(van, rijen=van.rijen.filter(**{f"{WAARDE}__gt": 0}))


def geboekt(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """M16: what was booked in the period, of one kind of line."""
    regels = bron.boekingen.filter(boekdatum__range=(bron.periode.van, bron.periode.tot), soort=rij)
    return opgeteld(regels, "bedrag") if plek else geteld(regels)


def verloop(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst:
    """The lines before the period, those in it that add to a sum or take from it, and all up to its end."""
    van, tot = bron.periode.van, bron.periode.tot
    teken = {soort: STAND[soort][1] for soort in BIJ_KOLOM[rij]}
    dag = {
        m.WAS: Q(boekdatum__lt=van),
        m.BIJ: Q(boekdatum__range=(van, tot), soort__in=[een for een in teken if teken[een] > 0]),
        m.AF: Q(boekdatum__range=(van, tot), soort__in=[een for een in teken if teken[een] < 0]),
        m.NU: Q(boekdatum__lte=tot),
    }[kop]
    erin = bron.boekingen.filter(dag, soort__in=teken)
    return opgeteld(erin, "bedrag") if kop in (m.BIJ, m.AF) else _met_teken(erin, teken, HEEL)


def pot(bron: Bron, rij: str, kop: str, plek: int, dag: str = "tot") -> Herkomst | None:
    """One budget of the school year, or all. dag: by which day of the period the school year is known."""
    regels = _schooljaar(bron, dag)
    return _stand(regels.filter(pot__public_id=rij) if rij else regels, kop)


def school(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst | None:
    """What one school got of the budgets of the school year, or all of them."""
    regels = _schooljaar(bron, "tot").filter(school__isnull=False)
    return _stand(regels.filter(school__brin6=rij) if rij else regels, kop)


def jaar(bron: Bron, rij: str, kop: str, plek: int) -> Herkomst | None:
    """The school year, and each of its calendar years."""
    hoeveel = (F("bedrag"), F("deel_eerste"), F("bedrag") - F("deel_eerste"))[plek]
    return _stand(_schooljaar(bron, "van"), m.BEDRAGEN[rij], hoeveel)


def _schooljaar(bron: Bron, dag: str) -> QuerySet[Any]:
    return bron.boekingen.filter(pot__schooljaar=schooljaar(getattr(bron.periode, dag)))


def _stand(regels: QuerySet[Any], kop: str, hoeveel: Any = HEEL) -> Herkomst | None:
    """The lines that move this amount, each up or down."""
    if kop not in BETEKENT:
        return None
    teken = {soort: keer * STAND[soort][1] for kolom, keer in BETEKENT[kop].items() for soort in BIJ_KOLOM[kolom]}
    return _met_teken(regels.filter(soort__in=teken), teken, hoeveel)


def _met_teken(regels: QuerySet[Any], teken: Mapping[str, int], hoeveel: Any) -> Herkomst:
    op = Q(soort__in=[een for een, keer in teken.items() if keer > 0])
    return opgeteld(regels, Case(When(op, then=hoeveel), default=Value(-1) * hoeveel, output_field=GELD))
