"""A map of schools: a circle for each, as large as its figure, within the outline of its area. Pure, without tiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, radians

from monitoring.rules.cellen import bij_grafiek, getal
from monitoring.rules.kaart import Plek, midden, omtrek
from monitoring.rules.tabel import Tabel

from .grafieken import BREED, KLEUR, Grafiek, Spec, _blad, _laag, _woord

LAAGSTE, HOOGSTE = 220, 460
"""Of the map, in units of the drawing."""
GROOTST = 280
NOEMT = 5
RAND = {"stroke": KLEUR["grond"], "strokeWidth": 4, "strokeJoin": "round"}
"""Around a name, so that it is read on circles."""


def kaart(tabel: Tabel, kolom: int, plekken: Mapping[str, Plek], gebieden: Mapping[str, Sequence[str]]) -> Grafiek:
    """tabel: a row per school, by its BRIN6. gebieden: name of an area → the schools in it, also those without a row.

    What is hidden or unknown gets the circle of a school without anything; the table says what it is.
    """
    waarden = {rij.sleutel: getal(rij.cellen[kolom]) or 0.0 for rij in tabel.rijen}
    scholen = {code: plekken[code] for groep in gebieden.values() for code in groep if code in plekken}
    vlakken = [_vlak(naam, [plekken[code] for code in groep if code in plekken]) for naam, groep in gebieden.items()]
    punten = [{"lon": x, "lat": y, "waarde": waarden.get(code, 0.0)} for code, (x, y) in sorted(scholen.items())]
    namen = [
        {"lon": x, "lat": y, "naam": naam}
        for naam, groep in gebieden.items()
        if (daar := [plekken[code] for code in groep if code in plekken])
        for x, y in [midden(daar)]
    ]
    waar = {"longitude": {"field": "lon", "type": "quantitative"}, "latitude": {"field": "lat", "type": "quantitative"}}
    schaal = {"domain": [0, max([*waarden.values(), 1.0])], "range": [14, GROOTST]}
    grootte = {"field": "waarde", "type": "quantitative", "scale": schaal, "legend": None}
    cirkel = {"type": "circle", "color": KLEUR["grafiek-1"], "opacity": 1, "fillOpacity": 0.75}
    cirkel |= {"stroke": KLEUR["grond"], "strokeWidth": 1}
    lagen = [
        _laag([een for een in vlakken if een], {"type": "geoshape", "fill": KLEUR["vlak"], "fillOpacity": 0.45,
                                                "stroke": KLEUR["grafiek-4"], "strokeWidth": 1.5}),
        _laag(punten, cirkel, **waar, size=grootte),
        _laag(namen, _woord("vet", align="center", **RAND), **waar, text={"field": "naam"}),
        _laag(namen, _woord("vet", align="center"), **waar, text={"field": "naam"}),
    ]  # fmt: skip
    blad = _blad(lagen, _hoogte([*scholen.values()]), {"left": 4, "right": 4}, projection={"type": "mercator"})
    return Grafiek(blad, _zin(tabel, kolom, len(scholen)), tabel)


def _vlak(naam: str, plekken: Sequence[Plek]) -> Spec | None:
    if not plekken:
        return None
    ring = [[x, y] for x, y in omtrek(plekken)]
    vorm = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"naam": naam}, "geometry": vorm}


def _hoogte(plekken: Sequence[Plek]) -> float:
    """As high as the region is beside its width."""
    if len(plekken) < 2:
        return LAAGSTE
    breed = (max(x for x, _ in plekken) - min(x for x, _ in plekken)) * cos(radians(plekken[0][1]))
    hoog = max(y for _, y in plekken) - min(y for _, y in plekken)
    return min(HOOGSTE, max(LAAGSTE, round(BREED * hoog / max(breed, 0.01))))


def _zin(tabel: Tabel, kolom: int, aantal: int) -> str:
    """The most of it in words; all numbers are in the table beneath."""
    hoogste = sorted(tabel.rijen, key=lambda rij: -(getal(rij.cellen[kolom]) or 0))[:NOEMT]
    maat = tabel.kolommen[kolom].maat
    meest = ", ".join(f"{rij.naam} {bij_grafiek(rij.cellen[kolom], maat)}" for rij in hoogste)
    kop = f"Kaart van {aantal} {'school' if aantal == 1 else 'scholen'}. {tabel.kolommen[kolom].kop}"
    return f"{kop}, de meeste: {meest}. Alle getallen staan in de tabel." if meest else f"{kop}: nog geen cijfers."
