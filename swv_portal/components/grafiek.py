"""Charts, drawn on the server. The figures stand in a table beneath, so that a chart is never the only source."""

from collections.abc import Sequence
from decimal import Decimal

from django.template import TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from swv_portal.components.woorden import bedrag

BREED, HOOG = 420, 190
LINKS, BOVEN, ONDER = 66, 18, 160
"""Where the axis stands, in the units of the picture."""
KLEUREN = ("g1", "g3", "g2", "g4")
STREPEN = 4
MILJOEN = 1_000_000

Waarde = tuple[Decimal, Decimal, Decimal] | None
"""Low, expected and high in euro; None when it is not known."""
Reeks = tuple[str, Sequence[Waarde]]
"""The bars of one colour: a name, and one value for each group."""


def staafgrafiek(groepen: Sequence[object], reeksen: Sequence[Reeks], *, wat: str) -> SafeString:
    """Bars of amounts beside each other per group, from zero, with a line from the low to the high estimate.

    wat: what is shown; it begins the sentence that says all of it in numbers to who cannot see it.
    """
    if not 1 <= len(reeksen) <= len(KLEUREN):
        raise TemplateSyntaxError(f"staafgrafiek tekent 1 tot en met {len(KLEUREN)} reeksen")
    top = top_van(max((waarde[2] for _, waarden in reeksen for waarde in waarden if waarde), default=Decimal(0)))
    stap = (BREED - LINKS) / max(1, len(groepen))
    dik = min(stap * 0.76 / len(reeksen), 46)
    context = {
        "breed": BREED,
        "hoog": HOOG + (18 * len(reeksen) if len(reeksen) > 1 else 0),
        "links": LINKS,
        "nul": ONDER,
        "strepen": [(_y(top * n / STREPEN, top), _kort(top * n / STREPEN)) for n in range(STREPEN + 1)],
        "groepen": [(f"{LINKS + stap * (nr + 0.5):.1f}", een) for nr, een in enumerate(groepen)],
        "staven": [
            staaf
            for nr, een in enumerate(reeksen)
            for staaf in _staven(een, nr, stap=stap, dik=dik, naast=len(reeksen), top=top)
        ],
        "legenda": [(KLEUREN[nr], HOOG + 18 * nr, een[0]) for nr, een in enumerate(reeksen)]
        if len(reeksen) > 1
        else [],
        "in_woorden": f"{wat}. " + " ".join(_zin(een, groepen, alleen=len(reeksen) == 1) for een in reeksen),
    }
    return render_to_string("components/staafgrafiek.html", context)


def _staven(reeks: Reeks, nummer: int, *, stap: float, dik: float, naast: int, top: Decimal) -> list[dict[str, object]]:
    """One bar per group with its line; what is not known gives a word instead of a bar."""
    gegeven = []
    for nr, waarde in enumerate(reeks[1]):
        links = LINKS + stap * (nr + 0.5) + dik * (nummer - naast / 2)
        staaf: dict[str, object] = {
            "kleur": KLEUREN[nummer],
            "x": f"{links + dik * 0.05:.1f}",
            "dik": f"{dik * 0.9:.1f}",
        }
        staaf["midden"] = f"{links + dik / 2:.1f}"
        if waarde is not None:
            laag, verwacht, hoog = (_y(een, top) for een in waarde)
            staaf |= {"y": verwacht, "lengte": f"{ONDER - float(verwacht):.1f}", "bekend": True}
            if waarde[0] != waarde[2]:
                staaf |= {"laag": laag, "hoog": hoog}
            if naast == 1:
                staaf |= {"boven": f"{float(hoog) - 6:.1f}", "woord": _kort(waarde[1], plat=True)}
        gegeven.append(staaf)
    return gegeven


def top_van(hoogste: Decimal) -> Decimal:
    """A round number at or above the highest value, that divides well by the number of lines."""
    maat = Decimal(STREPEN)
    while maat < hoogste:
        for keer in ("1.5", "2", "2.5", "3", "4", "5", "6", "8", "10"):
            if (ronde := maat * Decimal(keer)) >= hoogste:
                return ronde
        maat *= 10
    return maat


def _y(waarde: Decimal, top: Decimal) -> str:
    return f"{ONDER - float(waarde / top) * (ONDER - BOVEN):.1f}"


def _kort(euro: Decimal, *, plat: bool = False) -> str:
    """€ 1,2 mln or € 250.000, so that it fits. plat: without the sign, above a bar."""
    if euro >= MILJOEN:
        tekst = f"{euro / MILJOEN:.2f}".rstrip("0").rstrip(".").replace(".", ",") + " mln"
    else:
        tekst = bedrag(euro.quantize(Decimal(1))).removeprefix("€\u00a0")
    return tekst if plat else f"€\u00a0{tekst}"


def _zin(reeks: Reeks, groepen: Sequence[object], *, alleen: bool) -> str:
    delen = []
    for groep, waarde in zip(groepen, reeks[1], strict=True):
        if waarde is None:
            delen.append(f"{groep} onbekend")
            continue
        laag, verwacht, hoog = (bedrag(een.quantize(Decimal(1))) for een in waarde)
        delen.append(f"{groep} {verwacht}" + (f" (van {laag} tot {hoog})" if laag != hoog else ""))
    return ("" if alleen else f"{reeks[0]}: ") + ", ".join(delen) + "."
