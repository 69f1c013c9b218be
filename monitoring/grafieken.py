"""From a table of figures to a chart: a Vega-Lite specification as a plain dict, and what it shows in words. Pure.

Every margin is given, so that no text is measured and a chart is the same on each machine. Colours are names of the
theme (KLEUR), which become those of who reads: a light screen, a dark one, or paper (monitoring/tekenen.py).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from math import ceil, floor, log10
from typing import Any

from monitoring.rules.cellen import bereik, bij_grafiek, getal
from monitoring.rules.tabel import Tabel

Spec = dict[str, Any]
VEGA_LITE = "6.4"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
BREED, HOOG = 420, 165
"""Of a chart with its margins, in units of the drawing: the page makes it as wide as its card."""
LETTER = 13.5
PER_TEKEN = 7.4
"""How wide a character is on average: more than on a wide screen, since a phone shows larger letters."""
LANGSTE_NAAM = 22
KLEUR = {
    "grafiek-1": "#010101",
    "grafiek-2": "#010102",
    "grafiek-3": "#010103",
    "grafiek-4": "#010104",
    "vlak": "#010105",
    "lijn": "#010106",
    "grond": "#010107",
    "zacht": "#010108",
    "vet": "#010109",
}
"""Name of a colour → what stands for it until it is known who reads."""
LIJNEN: tuple[tuple[str, list[int]], ...] = (
    ("grafiek-1", []),
    ("grafiek-4", [2, 6]),
    ("grafiek-2", [10, 4]),
    ("grafiek-3", [4, 4]),
)
"""Colour and dash of each line: two lines never differ by colour alone."""


@dataclass(frozen=True)
class Grafiek:
    """spec: of Vega-Lite. zin: its message in numbers, for who cannot see it. tabel: the figures it was drawn from."""

    spec: Spec = field(repr=False)
    zin: str
    tabel: Tabel

    @property
    def sleutel(self) -> str:
        """The same for the same drawing, whenever and wherever it is made."""
        return sha256(json.dumps(self.spec, sort_keys=True).encode()).hexdigest()


def staven(tabel: Tabel, *, grens: tuple[int, str] | None = None, kleuren: Sequence[str] = ()) -> Grafiek:
    """Standing bars from zero, one per row, its columns on top of each other and their sum above them.

    grens: after how many bars a dashed line comes, and what is said beside it. kleuren: of the columns.
    """
    koppen, kleuren = _koppen(tabel), kleuren or ("grafiek-1", "grafiek-3", "grafiek-2")
    namen = [rij.naam for rij in tabel.rijen]
    delen, sommen = _stapels(tabel)
    x = _band(namen, paddingInner=0.18)
    schaal = {"domain": [0, max([een["som"] for een in sommen], default=0) or 1], "nice": False}
    y = {"type": "quantitative", "axis": None, "scale": schaal}
    lagen = [
        _laag(
            delen,
            {"type": "bar", "cornerRadius": 2},
            x=x,
            y={"field": "van", **y},
            y2={"field": "tot"},
            color=_kleur(koppen, kleuren),
        ),
        _laag(sommen, _woord("vet", dy=-11), x=x, y={"field": "som", **y}, text={"field": "tekst"}),
    ]
    legenda = _legenda(koppen, kleuren, HOOG + 44) if len(koppen) > 1 else []
    if grens and 0 < grens[0] < len(namen):
        plek = BREED * (grens[0] / len(namen))
        lagen += [
            _op_plek({"type": "rule", "color": KLEUR["vet"], "strokeDash": [5, 4], "strokeWidth": 1.5},
                     x=plek, y=-26, y2=HOOG + 6),
            _op_plek(_woord("vet", align="left", text=grens[1]), x=plek + 8, y=-20),
        ]  # fmt: skip
    as_ = {"x": {"domain": True, "domainColor": KLEUR["lijn"]}}
    marge = {"top": 32, "bottom": 30 + _hoogte(legenda)}
    return Grafiek(_blad([*lagen, *legenda], HOOG, marge, as_), _in_woorden(tabel), tabel)


def liggend(tabel: Tabel) -> Grafiek:
    """Lying bars from zero: the first column, and below it thin and grey the second, such as a year before."""
    koppen, namen = _koppen(tabel)[:2], [_kort(rij.naam) for rij in tabel.rijen]
    twee, links = len(koppen) > 1, _naambreedte(namen)
    per_rij, hoogste = 46 if twee else 30, 0.0
    lagen: list[Spec] = []
    rij_as = _band(namen)
    stijlen = (("grafiek-1", 17, -7 if twee else 0, "vet"), ("grafiek-4", 9, 11, "zacht"))
    for nr, (kleur, dik, omlaag, woord) in enumerate(stijlen[: len(koppen)]):
        rijen: list[Spec] = [
            {"plek": plek, "waarde": getal(rij.cellen[nr]) or 0, "tekst": _cel(tabel, rij.cellen, nr)}
            for plek, rij in enumerate(tabel.rijen)
        ]
        hoogste = max([hoogste, *(een["waarde"] for een in rijen)])
        x = {"field": "waarde", "type": "quantitative", "axis": None}
        mark = {"type": "bar", "height": dik, "yOffset": omlaag, "cornerRadius": 2, "color": KLEUR[kleur]}
        tekst = _woord(woord, align="left", dx=8, dy=omlaag)
        lagen += [_laag(rijen, mark, x=x, y=rij_as), _laag(rijen, tekst, x=x, y=rij_as, text={"field": "tekst"})]
    rechts = max(
        [
            len(_cel(tabel, rij.cellen, nr))
            for rij in tabel.rijen
            for nr in range(len(koppen))
            if (getal(rij.cellen[nr]) or 0) * 2 > hoogste
        ],
        default=0,
    )
    for laag in lagen:
        laag["encoding"]["x"]["scale"] = {"domain": [0, hoogste or 1], "nice": False}
    hoog = max(1, len(namen)) * per_rij
    legenda = _legenda(koppen, ("grafiek-1", "grafiek-4"), hoog + 16, links) if twee else []
    marge = {"top": 0, "left": links, "right": 14 + rechts * PER_TEKEN, "bottom": _hoogte(legenda)}
    return Grafiek(_blad([*lagen, *legenda], hoog, marge), _in_woorden(tabel), tabel)


def gestapeld(tabel: Tabel, *, kleuren: Sequence[str] = ("grafiek-1", "grafiek-3", "vlak")) -> Grafiek:
    """Lying bars of parts beside each other, such as what of a budget is spent, promised and free."""
    koppen, namen = _koppen(tabel), [_kort(rij.naam) for rij in tabel.rijen]
    links = _naambreedte(namen)
    delen, sommen = _stapels(tabel)
    y = _band(namen)
    schaal = {"domain": [0, max([een["som"] for een in sommen], default=0) or 1], "nice": False}
    x = {"type": "quantitative", "axis": None, "scale": schaal}
    rechts = max([len(een["tekst"]) for een in sommen], default=0)
    lagen = [
        _laag(
            delen,
            {"type": "bar", "height": 16},
            x={"field": "van", **x},
            x2={"field": "tot"},
            y=y,
            color=_kleur(koppen, kleuren),
        ),
        _laag(sommen, _woord("vet", align="left", dx=8), x={"field": "som", **x}, y=y, text={"field": "tekst"}),
    ]
    hoog = max(1, len(namen)) * 28
    legenda = _legenda(koppen, kleuren, hoog + 18, links)
    marge = {"top": 0, "left": links, "right": 14 + rechts * PER_TEKEN, "bottom": _hoogte(legenda)}
    return Grafiek(_blad([*lagen, *legenda], hoog, marge), _in_woorden(tabel), tabel)


def lijn(tabel: Tabel, *, vanaf_nul: bool = True) -> Grafiek:
    """A line per column over the rows (years, months), with its name and last value at its end.

    vanaf_nul: only percentages may begin above zero. Where a cell is unknown or hidden, the line is broken; where it is
    known between what it lies, there is a pale bar from the one to the other.
    """
    koppen, namen = _koppen(tabel), [rij.naam for rij in tabel.rijen]
    waarden = [[getal(rij.cellen[nr]) for rij in tabel.rijen] for nr in range(len(koppen))]
    banden = [_banden(tabel, nr) for nr in range(len(koppen))]
    bekend = [een for reeks in waarden for een in reeks if een is not None]
    bekend += [band[kant] for reeks in banden for band in reeks for kant in ("onder", "boven")]
    laag_, hoog_, stap = _schaal(bekend, vanaf_nul=vanaf_nul)
    maat = tabel.kolommen[0].maat
    strepen = [laag_ + stap * nr for nr in range(round((hoog_ - laag_) / stap) + 1)]
    y = {"type": "quantitative", "scale": {"domain": [laag_, hoog_], "nice": False}}
    y["axis"] = {"values": strepen, "grid": True, "gridColor": KLEUR["lijn"], "format": ",.2~f"}
    x = _band(namen, type="point", padding=0.1)
    x["axis"]["values"] = [*range(0, len(namen), 1 + len(namen) // 9)]
    lagen, einden = [], _einden(tabel, waarden, laag_, hoog_)
    for nr in range(len(koppen)):
        kleur, streep = LIJNEN[nr % len(LIJNEN)]
        rijen = [{"plek": plek, "waarde": een} for plek, een in enumerate(waarden[nr])]
        mark = {"type": "line", "strokeWidth": 3, "strokeDash": streep, "color": KLEUR[kleur], "strokeCap": "round"}
        y_hier = {"field": "waarde", **y}
        if banden[nr]:
            band = {"type": "bar", "width": 10, "fillOpacity": 0.4, "color": KLEUR[kleur]}
            lagen.append(_laag(banden[nr], band, x=x, y={"field": "onder", **y}, y2={"field": "boven"}))
        lagen.append(_laag(rijen, mark | {"invalid": "break-paths-show-domains"}, x=x, y=y_hier))
        if not nr:
            punt = {"type": "circle", "size": 64, "opacity": 1, "color": KLEUR[kleur], "invalid": "filter"}
            lagen.append(_laag(rijen, punt, x=x, y=y_hier))
        if einde := einden[nr]:
            woord = _woord("zacht" if nr else "vet", **einde["waar"])
            lagen.append(_laag([einde], woord, x=x, y=y_hier, text={"field": "tekst"}))
    rechts = 18 + max([len(een["tekst"]) for een in einden if een], default=0) * PER_TEKEN
    links = 12 + max(len(bij_grafiek(round(een), maat)) for een in strepen) * PER_TEKEN
    marge = {"top": 12, "left": links, "right": rechts, "bottom": 30}
    return Grafiek(_blad(lagen, HOOG, marge), _in_woorden(tabel), tabel)


# --- the parts of a sheet ----------------------------------------------------------------------------------------


def _blad(lagen: list[Spec], hoog: float, marge: dict[str, float], assen: Spec | None = None, **rest: Any) -> Spec:
    """The sheet of every chart. marge: what is left free for names and numbers."""
    alle = {"left": 0, "right": 0, "top": 8, "bottom": 8} | marge
    as_ = {
        "domain": False,
        "ticks": False,
        "grid": False,
        "title": None,
        "labelFontSize": LETTER,
        "labelColor": KLEUR["zacht"],
        "labelPadding": 9,
        "labelLimit": 0,
        "labelOverlap": False,
        "labelAngle": 0,
    }
    config = {"aria": False, "background": None, "font": "Source Sans 3", "view": {"stroke": None}, "axis": as_}
    return {
        "$schema": SCHEMA,
        "width": BREED - alle["left"] - alle["right"],
        "height": hoog,
        "padding": alle,
        "autosize": "none",
        "layer": lagen,
        "config": config | {f"axis{naam.upper()}": een for naam, een in (assen or {}).items()},
        **rest,
    }


def _laag(rijen: Sequence[Spec], mark: Spec, **encoding: Spec) -> Spec:
    return {"data": {"values": [*rijen]}, "mark": mark, "encoding": encoding}


def _op_plek(mark: Spec, **plek: float) -> Spec:
    """A mark that is about no figure: a square of a legend, a line, words."""
    return _laag([{}], mark, **{naam: {"value": round(waarde, 1)} for naam, waarde in plek.items()})


def _woord(kleur: str, **rest: Any) -> Spec:
    return {"type": "text", "baseline": "middle", "fontSize": LETTER, "color": KLEUR[kleur], **rest}


def _band(namen: Sequence[str], **schaal: Any) -> Spec:
    """A place per row, by its number: two rows with the same name stay two."""
    return {
        "field": "plek",
        "type": "ordinal",
        "scale": {"domain": [*range(len(namen))], **schaal},
        "axis": {"labelExpr": f"{json.dumps([*namen])}[datum.value]"},
    }


def _kleur(koppen: Sequence[str], kleuren: Sequence[str]) -> Spec:
    schaal = {"domain": [*koppen], "range": [KLEUR[een] for een in kleuren[: len(koppen)]]}
    return {"field": "reeks", "type": "nominal", "scale": schaal, "legend": None}


def _legenda(namen: Sequence[str], kleuren: Sequence[str], y: float, links: float = 0) -> list[Spec]:
    """Squares with their names: each where the one before ends, or on a row of its own when it does not fit."""
    lagen: list[Spec] = []
    x = -links
    for naam, kleur in zip(namen, kleuren, strict=False):
        breed = 22 + len(naam) * PER_TEKEN
        if x > -links and x + breed > BREED - links:
            x, y = -links, y + 22
        vak = {"type": "rect", "color": KLEUR[kleur], "cornerRadius": 2}
        lagen.append(_op_plek(vak, x=x, x2=x + 14, y=y - 6, y2=y + 6))
        lagen.append(_op_plek(_woord("zacht", align="left", text=naam), x=x + 21, y=y))
        x += breed + 16
    return lagen


def _hoogte(legenda: Sequence[Spec]) -> float:
    """How much room a legend takes below the chart."""
    if not legenda:
        return 0
    rijen = {een["encoding"]["y"]["value"] for een in legenda[1::2]}
    return 14 + 22 * len(rijen)


# --- what is drawn ------------------------------------------------------------------------------------------------


def _koppen(tabel: Tabel) -> list[str]:
    return [kolom.kop for kolom in tabel.kolommen]


def _kort(naam: str) -> str:
    """A name as it fits beside a bar; the table beneath has it whole."""
    return naam if len(naam) <= LANGSTE_NAAM else f"{naam[: LANGSTE_NAAM - 1].rstrip()}…"


def _naambreedte(namen: Sequence[str]) -> float:
    return 12 + max([len(naam) for naam in namen], default=0) * PER_TEKEN


def _cel(tabel: Tabel, cellen: Sequence[Any], nummer: int) -> str:
    return bij_grafiek(cellen[nummer], tabel.kolommen[nummer].maat)


def _stapels(tabel: Tabel) -> tuple[list[Spec], list[Spec]]:
    """The parts of each bar with where they begin and end, and the end of each bar with what is said there."""
    delen, sommen = [], []
    for plek, rij in enumerate(tabel.rijen):
        onder = 0.0
        for kolom, cel in zip(tabel.kolommen, rij.cellen, strict=True):
            boven = onder + (getal(cel) or 0)
            if boven != onder:
                delen.append({"plek": plek, "reeks": kolom.kop, "van": onder, "tot": boven})
            onder = boven
        vreemd = [een for een in rij.cellen if getal(een) is None]
        echte = [een for een in rij.cellen if een is not None and not isinstance(een, str)]
        tekst = bij_grafiek(vreemd[0] if vreemd else sum(echte), tabel.kolommen[0].maat)
        sommen.append({"plek": plek, "som": onder, "tekst": tekst})
    return delen, sommen


def _banden(tabel: Tabel, nummer: int) -> list[Spec]:
    """Where in this column a percentage is known as a range."""
    gevonden = [(plek, bereik(rij.cellen[nummer])) for plek, rij in enumerate(tabel.rijen)]
    return [{"plek": plek, "onder": een[0], "boven": een[1]} for plek, een in gevonden if een]


def _schaal(waarden: Sequence[float], *, vanaf_nul: bool) -> tuple[float, float, float]:
    """Lowest and highest value of an axis and the step between its lines: round numbers, three to six of them."""
    onder = 0.0 if vanaf_nul else min(waarden, default=0.0)
    boven = max(waarden, default=0.0)
    ruw = (boven - onder or boven or 1) / 3
    maat = 10.0 ** floor(log10(ruw))
    stap = next(maat * keer for keer in (1, 2, 2.5, 5, 10) if maat * keer >= ruw * 0.999)
    if vanaf_nul or onder == boven:
        stap = max(stap, 1.0) if all(een == int(een) for een in waarden) else stap
    laag_ = max(0.0, floor(onder / stap) * stap)
    return laag_, max(laag_ + stap, ceil(boven / stap - 1e-9) * stap), stap


def _einden(tabel: Tabel, waarden: Sequence[Sequence[float | None]], laag_: float, hoog_: float) -> list[Spec | None]:
    """Per line where it ends and what stands there; words that would cover each other are moved apart."""
    einden: list[Spec | None] = []
    for nr, reeks in enumerate(waarden):
        bekend = [(plek, waarde) for plek, waarde in enumerate(reeks) if waarde is not None]
        if not bekend:
            einden.append(None)
            continue
        laatste, waarde = bekend[-1]
        tekst = f"{tabel.kolommen[nr].kop}: {_cel(tabel, tabel.rijen[laatste].cellen, nr)}"
        y = HOOG * (1 - (waarde - laag_) / (hoog_ - laag_))
        einden.append({"plek": laatste, "waarde": waarde, "tekst": tekst, "y": y, "waar": {}})
    vorige, verste = None, max([een["plek"] for een in einden if een], default=0)
    for een in sorted((een for een in einden if een), key=lambda een: een["y"]):
        plek = een["y"] if vorige is None else max(een["y"], vorige + 20)
        een["waar"], vorige = {"align": "left", "dx": 12, "dy": round(plek - een["y"], 1)}, plek
        if een["plek"] < verste:  # another line goes on: above this one, not over that
            een["waar"] = {"align": "center", "dx": 0, "dy": -18}
    return einden


def _in_woorden(tabel: Tabel) -> str:
    """All that the chart shows, row by row: who cannot see it has the same numbers."""
    if not tabel.rijen:
        return f"{tabel.titel}. Er zijn nog geen cijfers."
    delen = []
    for rij in tabel.rijen:
        cellen = [(_cel(tabel, rij.cellen, nr), kolom.kop.lower()) for nr, kolom in enumerate(tabel.kolommen)]
        woorden = [cellen[0][0]] if len(cellen) == 1 else [f"{kop} {tekst}" for tekst, kop in cellen]
        delen.append(f"{rij.naam}: {', '.join(woorden)}")
    return f"{tabel.titel}. {'; '.join(delen)}."
