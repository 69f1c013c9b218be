"""What a choice of colours means for who reads, in sentences: where a colour is used as it is, and where it is not.

The theme itself makes every colour readable (kern.thema); this says so, that nobody wonders where the own yellow went.
Pure functions.
"""

from __future__ import annotations

from dataclasses import dataclass

from .thema import PAREN, Keuzes, contrast, oklch, tekorten, tokens_licht

GEBRUIK = (
    ("merk", "knoppen", "accent-1-inverse-bg-default", "accent-1-inverse-color-default"),
    ("merk", "links", "accent-1-color-default", "default-bg-document"),
    ("accent", "lijnen", "accent-2-border-default", "default-bg-document"),
    ("accent", "tekst op een gekleurd vlak", "accent-2-color-default", "accent-2-bg-default"),
)
"""Which choice, where it is used, the token it became, and the token beside it."""
NAAM = {"merk": "merkkleur", "accent": "accentkleur"}


@dataclass(frozen=True)
class Gebruik:
    """One place where a colour is used. kleur: as it is there; gelijk: that is the colour that was chosen."""

    waar: str
    kleur: str
    gelijk: bool
    zin: str


def gebruik(keuzes: Keuzes) -> list[Gebruik]:
    """Where the two colours are used, with what happens to them there."""
    tokens = tokens_licht(keuzes)
    return [
        _oordeel(NAAM[keus], getattr(keuzes, keus), waar, tokens[token], tokens[naast])
        for keus, waar, token, naast in GEBRUIK
    ]


def slotsom(keuzes: Keuzes) -> str:
    """One sentence over all pairs of text and ground, light and dark."""
    te_weinig = tekorten(keuzes)
    if te_weinig:
        return f"Niet goed te lezen: {'; '.join(te_weinig)}."
    return (
        f"Alle {len(PAREN)} combinaties van kleuren halen de norm voor toegankelijkheid (WCAG 2.2), "
        "in lichte en in donkere weergave."
    )


def leesbaar(keuzes: Keuzes) -> bool:
    """Whether no pair is below its norm."""
    return not tekorten(keuzes)


def _oordeel(naam: str, gekozen: str, waar: str, kleur: str, naast: str) -> Gebruik:
    verhouding = f"{contrast(kleur, naast):.1f}".replace(".", ",")
    if kleur == gekozen:
        return Gebruik(waar, kleur, True, f"De {naam} is goed te lezen bij {waar}: contrast {verhouding} op 1.")
    richting = "donkerder" if oklch(kleur)[0] < oklch(gekozen)[0] else "lichter"
    te = "licht" if richting == "donkerder" else "donker"
    return Gebruik(
        waar,
        kleur,
        False,
        f"De {naam} is te {te} voor {waar}. Wij maken hem daar {richting}: {kleur} (contrast {verhouding} op 1).",
    )
