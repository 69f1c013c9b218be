"""A chart of hours a week: what was agreed beside what it was. Its figures stand in a table beneath."""

from collections.abc import Sequence
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .grafiek import top_van

BREED, HOOG = 320, 190
LINKS, BOVEN, ONDER = 26, 24, 140
STREPEN = 4

Uren = Decimal | None
Week = tuple[str, Uren, Uren]
"""How the week is called, the hours that were agreed, and those it was; None when it is not known."""


def weekgrafiek(
    weken: Sequence[Week], *, wat: str, week: str = "", afgesproken: str = "afgesproken", geweest: str = "geweest"
) -> SafeString:
    """Bars of hours per week, from zero: filled is what it was, dashed what was agreed.

    wat: what is shown; it begins the sentence that says all of it in numbers to who cannot see it. week: the word for
    it, where the weeks are called by their number alone.
    """
    top = top_van(max((uren for _, *beide in weken for uren in beide if uren is not None), default=Decimal(0)))
    stap = (BREED - LINKS) / max(1, len(weken))
    context = {
        "breed": BREED,
        "hoog": HOOG,
        "links": LINKS,
        "nul": ONDER,
        "strepen": [(_y(top * n / STREPEN, top), uren_kort(top * n / STREPEN)) for n in range(STREPEN + 1)],
        "weken": [_staven(een, LINKS + stap * nr, stap, top) for nr, een in enumerate(weken)],
        "week": week,
        "afgesproken": afgesproken,
        "geweest": geweest,
        "in_woorden": f"{wat}. " + " ".join(f"{week} {_zin(een, afgesproken, geweest)}".strip() for een in weken),
    }
    return render_to_string("components/weekgrafiek.html", context)


def uren_kort(uren: Decimal) -> str:
    """6 or 4,5."""
    return f"{uren:.1f}".removesuffix(".0").replace(".", ",")


def _staven(week: Week, links: float, stap: float, top: Decimal) -> dict[str, object]:
    naam, afgesproken, was = week
    hoogste = max((een for een in (afgesproken, was) if een is not None), default=None)
    return {
        "naam": naam,
        "midden": f"{links + stap / 2:.1f}",
        "x": f"{links + stap * 0.13:.1f}",
        "dik": f"{stap * 0.74:.1f}",
        "boven": f"{float(_y(hoogste, top)) - 7:.1f}" if hoogste is not None else "",
        "afgesproken": _staaf(afgesproken, top),
        "was": _staaf(was, top),
        "woord": uren_kort(was if was is not None else afgesproken) if hoogste is not None else "",  # type: ignore[arg-type]
        "vet": was is not None,
    }


def _staaf(uren: Uren, top: Decimal) -> tuple[str, str] | None:
    if uren is None:
        return None
    y = _y(uren, top)
    return y, f"{ONDER - float(y):.1f}"


def _y(uren: Decimal, top: Decimal) -> str:
    return f"{ONDER - float(uren / top) * (ONDER - BOVEN):.1f}"


def _zin(week: Week, afgesproken: str, geweest: str) -> str:
    naam, gepland, was = week
    delen = [
        f"{woord} {uren_kort(uren)}" for woord, uren in ((afgesproken, gepland), (geweest, was)) if uren is not None
    ]
    return f"{naam}: {', '.join(delen) or '-'}."
