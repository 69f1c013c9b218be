"""The lines of a return of now, and the sums of whom it only tells how many came and went.

As years go by, most of what a period touches is one unbroken absence, of a child that the law bound all the time. Of
such a plain history the database knows the first and the last day; whoever is not at home on the day is only counted.
Any other history is read as a whole, and the rules say on which days it counts (rules/telling.py). A test says that
this and the rules alone give the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from thuiszitters.models import Casus, Eindreden
from thuiszitters.rules.duur import Maat
from thuiszitters.rules.leerplicht import gebonden
from thuiszitters.rules.opgave import Aanbod, Regel, Verloopcijfer, lijn, regel
from thuiszitters.rules.periode import Periode
from thuiszitters.rules.soorten import TELT
from thuiszitters.rules.telling import Interval

from .gevallen import ONTERECHT, gevallen_uit, per_casus, waar

WETTELIJK = {soort: (nummer, na.days) for nummer, (soort, (_, na)) in enumerate(TELT.items(), 1) if na is not None}
"""Per kind that the law counts a number, and after how many days it does."""
NERGENS = 99
"""Number of the kinds that count nowhere."""
WEG, VOORBIJ, THUIS, ANDERS = range(4)
"""Reported wrongly; a plain history without and with absence on the day; any other history."""
TERUG = timedelta(days=max(na for _, na in WETTELIJK.values()))
"""So long before the other day absence matters: who was away so long by then, counts by the law already."""
NUMMERS = " ".join(
    [f"WHEN '{soort}' THEN {nummer}" for soort, (nummer, _) in WETTELIJK.items()]
    + [f"WHEN '{soort}' THEN {NERGENS}" for soort, (wijd, _) in TELT.items() if not wijd]
)
NA = " ".join(f"WHEN {nummer} THEN {na}" for nummer, na in WETTELIJK.values())
VAST = {
    "NUMMERS": NUMMERS,
    "NA": NA,
    "NERGENS": NERGENS,
    "WEG": WEG,
    "VOORBIJ": VOORBIJ,
    "THUIS": THUIS,
    "ANDERS": ANDERS,
}
SQL = """
WITH dagen AS (
    SELECT casus_id, van, COALESCE(tot, %s) AS tot, COALESCE(tot, %s) - van + 1 AS duur,
        CASE soort {NUMMERS} ELSE 0 END AS soort
    FROM thuiszitters_verzuim WHERE (tot IS NULL OR tot >= %s) AND van <= %s OFFSET 0
),
verloop AS (
    SELECT casus_id, MIN(van) AS van, MAX(tot) AS tot, SUM(duur) AS duur, MAX(soort) AS soort,
        MIN(van) FILTER (WHERE soort > 0) AS wet_van, MAX(tot) FILTER (WHERE soort > 0) AS wet_tot,
        SUM(duur) FILTER (WHERE soort > 0) AS wet_duur, MIN(soort) FILTER (WHERE soort > 0) AS wet_soort
    FROM dagen GROUP BY casus_id HAVING MAX(tot) >= %s
),
zaak AS (
    SELECT z.id, z.woongemeente_id, z.school_id, v.van, v.tot,
        v.wet_van + CASE v.wet_soort {NA} END AS wet_van, v.wet_tot,
        CASE WHEN z.eindreden = %s THEN {WEG}
            WHEN v.duur <> v.tot - v.van + 1 OR v.wet_duur <> v.wet_tot - v.wet_van + 1
            OR v.soort > COALESCE(v.wet_soort, 0) OR v.soort = {NERGENS}
            OR los.id IS NOT NULL OR z.startkwalificatie_op IS NOT NULL THEN {ANDERS}
            WHEN v.tot < %s THEN {VOORBIJ} WHEN v.van > %s THEN {THUIS} ELSE {ANDERS}
        END AS hoe
    FROM verloop v JOIN ({zaken}) z ON z.id = v.casus_id
    LEFT JOIN scholen_leerling los ON los.id = z.leerling_id AND NOT los.geboortedatum BETWEEN %s AND %s OFFSET 0
)
SELECT NULL AS id, NULL AS hoe, NULL AS nu, NULL AS van, NULL AS tot, NULL AS wet_van, NULL AS wet_tot,
    NULL AS gemeente, NULL AS school, ARRAY[COUNT(*) FILTER (WHERE hoe = {WEG}),
        COUNT(*) FILTER (WHERE hoe = {VOORBIJ}), COUNT(*) FILTER (WHERE hoe = {VOORBIJ} AND van <= %s),
        COUNT(*) FILTER (WHERE hoe = {VOORBIJ} AND wet_tot >= GREATEST(wet_van, %s)),
        COUNT(*) FILTER (WHERE hoe = {VOORBIJ} AND wet_tot >= %s AND wet_van <= %s)
    ]
FROM zaak
UNION ALL
SELECT zaak.id, hoe, nu.soort, zaak.van, zaak.tot, wet_van, wet_tot, g.naam, s.soort, NULL FROM zaak
LEFT JOIN thuiszitters_verzuim nu ON nu.casus_id = zaak.id AND nu.van <= %s AND (nu.tot IS NULL OR nu.tot >= %s)
LEFT JOIN scholen_gemeente g ON g.id = woongemeente_id LEFT JOIN scholen_school s ON s.id = school_id
WHERE hoe >= {THUIS}
"""
"""The sums first. OFFSET 0: what is worked out there, is worked out once.

dagen.tot of what lasts: the day. wet_: of the kinds that the law counts, from the day on which it does. los: whom the
law did not bind all the time. nu: the absence of the day.
"""
RIJEN = """
WITH zaak AS MATERIALIZED (
    SELECT c.*, l.geboortedatum FROM unnest(%s::bigint[]) deze(id)
    CROSS JOIN LATERAL (
        SELECT id, eindreden, kenmerk, leerling_id, startkwalificatie_op, woongemeente_id, school_id
        FROM thuiszitters_casus WHERE id = deze.id OFFSET 0
    ) c
    CROSS JOIN LATERAL (SELECT geboortedatum FROM scholen_leerling WHERE id = c.leerling_id OFFSET 0) l
)
SELECT z.id, z.eindreden, z.kenmerk, z.geboortedatum, z.startkwalificatie_op, g.naam, s.soort, v.soort, v.van, v.tot
FROM zaak z CROSS JOIN LATERAL (SELECT soort, van, tot FROM thuiszitters_verzuim WHERE casus_id = z.id OFFSET 0) v
LEFT JOIN scholen_gemeente g ON g.id = z.woongemeente_id LEFT JOIN scholen_school s ON s.id = z.school_id
"""
"""The same columns as gevallen.VELDEN. Case by case: some hundreds of them are found faster than all are read."""
AANBOD = """
SELECT casus_id, gedaan_op, antwoord, antwoord_op FROM thuiszitters_onderwijsaanbod
WHERE casus_id = ANY(%s::bigint[]) AND gedaan_op <= %s
"""


class Geteld(NamedTuple):
    """regels: of all who are at home on the day, and of some who only came or went.

    buiten: by definition, the movement of all others. weggelaten: how many were reported wrongly.
    """

    regels: list[Regel]
    buiten: dict[str, Verloopcijfer]
    weggelaten: int


def geteld(casussen: QuerySet[Casus], regio: str, maat: Maat, *, vorige: date, dag: date) -> Geteld:
    """Of these cases what a return of this day tells, compared with the other one. regio: see gevallen.lezen."""
    if casussen.query.is_empty():
        return Geteld([], {}, 0)
    with connection.cursor() as db:
        db.execute(*_vraag(casussen, gebonden(vorige, dag, regio), vorige, dag))
        (*_, (weggelaten, alle_wijd, was_wijd, alle_wet, was_wet)), *rijen = db.fetchall()
        db.execute(AANBOD, [_reeks([een[0] for een in rijen]), dag])
        aanbod = per_casus(db.fetchall())
        db.execute(RIJEN, [_reeks([een[0] for een in rijen if een[1] == ANDERS])])
        anders = gevallen_uit(db.fetchall(), regio, aanbod).alle
    regels = [een for geval in anders if (een := regel(geval, dag, vorige, maat))]
    regels += [_regel(een, aanbod.get(een[0], ()), dag, vorige, maat) for een in rijen if een[1] == THUIS]
    buiten = {
        "officieel": Verloopcijfer(was_wet, alle_wet - was_wet, alle_wet, 0),
        "wijd": Verloopcijfer(was_wijd, alle_wijd - was_wijd, alle_wijd, 0),
    }
    return Geteld(regels, buiten, weggelaten)


def _vraag(casussen: QuerySet[Casus], geboren: Periode, vorige: date, dag: date) -> tuple[str, list[Any]]:
    """A closed case has no absence after the day on which it closed (triggers of Casus and Verzuim)."""
    telt = (
        casussen.exclude(eindreden=Eindreden.SAMENGEVOEGD)
        .order_by()
        .values("id", "leerling_id", "startkwalificatie_op", "eindreden", "woongemeente_id", "school_id")
    )
    dicht = telt.filter(gesloten_op__gte=timezone.make_aware(datetime.combine(vorige, time.min)))
    zaken, zaakwaarden = dicht.union(telt.filter(gesloten_op=None), all=True).query.sql_with_params()
    terug = vorige - TERUG
    waarden = [dag, dag, terug, dag, vorige, ONTERECHT, dag, terug, *zaakwaarden, *geboren, *[vorige] * 4, dag, dag]
    return SQL.format(zaken=zaken, **VAST), waarden


def _reeks(pks: Sequence[int]) -> str:
    return "{" + ",".join(map(str, pks)) + "}"


def _regel(rij: tuple[Any, ...], aanbod: Sequence[Aanbod], dag: date, vorige: date, maat: Maat) -> Regel:
    """The line of a plain history with absence on the day: its days are one run, and so are those of the law."""
    _, _, soort, van, tot, wet_van, wet_tot, gemeente, school, _ = rij
    officieel = [Periode(wet_van, wet_tot)] if wet_van is not None and wet_van <= wet_tot else []
    nu = Interval(soort, dag, dag)
    return lijn(("", *waar(gemeente, school)), nu, [Periode(van, tot)], officieel, aanbod, dag, vorige, maat)
