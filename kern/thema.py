"""From the choices of an SWV (two colours and a ground) to all colour tokens, light and dark, with enough contrast.

Works in OKLCH: the hue stays, the lightness moves until every pair of PAREN meets its norm. So any colour is a valid
choice; one that is too light for a button becomes darker on buttons, while the logo keeps it. Pure functions.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

Tokens = dict[str, str]

ONDERGROND: dict[str, tuple[float, float]] = {"warm": (85, 0.006), "koel": (240, 0.005), "neutraal": (0, 0)}
"""Name of the ground → hue (degrees) and chroma of its greys."""

PAREN: tuple[tuple[str, str, float, str], ...] = (
    ("default-color-document", "default-bg-document", 7, "tekst op wit"),
    ("default-color-document", "default-bg-subtle", 7, "tekst op paginavlak"),
    ("default-color-default", "default-bg-default", 7, "tekst op grijs vlak"),
    ("default-color-subtle", "default-bg-default", 4.5, "hulptekst op grijs vlak"),
    ("default-color-subtle", "default-bg-document", 4.5, "hulptekst op wit"),
    ("default-color-subtle", "accent-1-bg-subtle", 4.5, "hulptekst op merkvlak"),
    ("form-control-border-color", "default-bg-document", 3, "rand invoerveld"),
    ("form-control-border-color", "default-bg-subtle", 3, "rand invoerveld op paginavlak"),
    ("accent-1-color-default", "default-bg-document", 4.5, "link op wit"),
    ("accent-1-color-default", "default-bg-subtle", 4.5, "link op paginavlak"),
    ("accent-1-color-default", "accent-1-bg-default", 4.5, "link op merkvlak"),
    ("accent-1-color-document", "accent-1-bg-default", 7, "tekst op merkvlak"),
    ("accent-1-inverse-color-default", "accent-1-inverse-bg-default", 4.5, "knoptekst"),
    ("accent-1-inverse-color-default", "accent-1-inverse-bg-hover", 4.5, "knoptekst hover"),
    ("accent-1-inverse-bg-default", "default-bg-document", 3, "knopvlak"),
    ("accent-2-color-default", "accent-2-bg-default", 4.5, "tekst op accentvlak"),
    ("accent-2-border-default", "default-bg-document", 3, "accentlijn"),
    ("grafiek-1", "default-bg-document", 3, "grafiek 1"),
    ("grafiek-2", "default-bg-document", 3, "grafiek 2"),
    ("grafiek-3", "default-bg-document", 3, "grafiek 3"),
)
"""Foreground, background, lowest contrast (WCAG 2.2), what it is for."""


@dataclass(frozen=True)
class Keuzes:
    """What an SWV chooses: brand and accent as #rrggbb, and the ground (a key of ONDERGROND)."""

    merk: str = "#17566b"
    accent: str = "#e8894a"
    ondergrond: str = "warm"


def geldig(keuzes: Keuzes) -> bool:
    """Whether these are two colours and a ground that we know."""
    kleuren = all(re.fullmatch(r"#[0-9a-f]{6}", kleur) for kleur in (keuzes.merk, keuzes.accent))
    return kleuren and keuzes.ondergrond in ONDERGROND


@lru_cache(maxsize=16)
def css(keuzes: Keuzes) -> str:
    """The style sheet with the tokens of these choices; dark follows the device (data-modus="auto")."""

    def regels(tokens: Tokens) -> str:
        return "".join(f"{_naam(token)}:{kleur};" for token, kleur in tokens.items())

    donker = (
        f"@media screen and (prefers-color-scheme:dark){{:root[data-modus=auto]{{{regels(tokens_donker(keuzes))}}}}}"
    )
    return f":root{{{regels(tokens_licht(keuzes))}}}\n{donker}\n"


def adres(keuzes: Keuzes) -> str:
    """Path of the style sheet; it changes with every change of a colour, so it may be kept for ever."""
    return f"/thema.{vingerafdruk(keuzes)}.css"


def vingerafdruk(keuzes: Keuzes) -> str:
    """Twelve hexadecimal digits of the hash of the style sheet."""
    return sha256(css(keuzes).encode()).hexdigest()[:12]


def tekorten(keuzes: Keuzes) -> list[str]:
    """Pairs below their norm, in words. Empty for every colour we know of; a test and the form of beheer ask it."""
    return [
        f"{wat} ({modus}): {contrast(tokens[voor], tokens[achter]):.2f} < {eis}"
        for modus, tokens in (("licht", tokens_licht(keuzes)), ("donker", tokens_donker(keuzes)))
        for voor, achter, eis, wat in PAREN
        if contrast(tokens[voor], tokens[achter]) < eis
    ]


def tokens_licht(keuzes: Keuzes) -> Tokens:
    """Token → colour on a light ground."""
    _, merk_c, merk_h = oklch(keuzes.merk)
    t = _vlakken_licht(keuzes)
    gronden, merkgronden, accentgronden = _gronden(t)
    knop = tot_contrast(keuzes.merk, ["#ffffff"], 5.5, -1)
    knop_l, knop_c, knop_h = oklch(knop)
    return t | {
        "default-color-subtle": tot_contrast(hex_van(0.52, min(merk_c, 0.022), merk_h), merkgronden, 5.0, -1),
        "form-control-border-color": tot_contrast(hex_van(0.62, 0.012, merk_h), gronden, 3.6, -1),
        "accent-1-color-default": tot_contrast(keuzes.merk, merkgronden, 5.2, -1),
        "accent-1-color-document": tot_contrast(keuzes.merk, merkgronden, 9, -1),
        "accent-1-inverse-color-default": "#ffffff",
        "accent-1-inverse-bg-default": knop,
        "accent-1-inverse-bg-hover": hex_van(knop_l - 0.06, knop_c, knop_h),
        "accent-1-inverse-bg-active": hex_van(knop_l - 0.11, knop_c, knop_h),
        "accent-2-border-default": tot_contrast(keuzes.accent, gronden, 3.1, -1),
        "accent-2-color-default": tot_contrast(keuzes.accent, accentgronden, 5.2, -1),
        "grafiek-1": tot_contrast(keuzes.merk, gronden, 4.5, -1),
        "grafiek-2": tot_contrast(keuzes.accent, gronden, 3.1, -1),
        "grafiek-3": tot_contrast(hex_van(0.70, min(merk_c, 0.07), merk_h), gronden, 3.05, -1),
    }


def tokens_donker(keuzes: Keuzes) -> Tokens:
    """Token → colour on a dark ground."""
    merk_l, merk_c, merk_h = oklch(keuzes.merk)
    _, accent_c, accent_h = oklch(keuzes.accent)
    t = _vlakken_donker(keuzes)
    gronden, merkgronden, accentgronden = _gronden(t)
    licht = hex_van(max(merk_l, 0.72), min(merk_c, 0.11), merk_h)
    link = tot_contrast(licht, merkgronden, 5.2, 1)
    knop = tot_contrast(hex_van(0.78, min(merk_c, 0.10), merk_h), gronden, 5.5, 1)
    knop_l, knop_c, knop_h = oklch(knop)
    return t | {
        "default-color-subtle": tot_contrast(hex_van(0.68, 0.012, merk_h), merkgronden, 5.0, 1),
        "form-control-border-color": tot_contrast(hex_van(0.55, 0.012, merk_h), gronden, 3.6, 1),
        "accent-1-color-default": link,
        "accent-1-color-document": tot_contrast(licht, merkgronden, 7.5, 1),
        "accent-1-inverse-color-default": hex_van(0.19, 0.02, merk_h),
        "accent-1-inverse-bg-default": knop,
        "accent-1-inverse-bg-hover": hex_van(min(0.97, knop_l + 0.05), knop_c, knop_h),
        "accent-1-inverse-bg-active": hex_van(min(0.98, knop_l + 0.09), knop_c, knop_h),
        "accent-2-border-default": tot_contrast(keuzes.accent, gronden, 3.1, 1),
        "accent-2-color-default": tot_contrast(hex_van(0.8, min(accent_c, 0.12), accent_h), accentgronden, 5.2, 1),
        "grafiek-1": link,
        "grafiek-2": tot_contrast(keuzes.accent, gronden, 4, 1),
        "grafiek-3": tot_contrast(hex_van(0.5, min(merk_c, 0.07), merk_h), gronden, 3.05, 1),
    }


def _vlakken_licht(keuzes: Keuzes) -> Tokens:
    """Grounds, hairlines and ink: the same lightness for every SWV, with a breath of its hue."""
    tint, chroma = ONDERGROND[keuzes.ondergrond]
    _, merk_c, merk_h = oklch(keuzes.merk)
    _, accent_c, accent_h = oklch(keuzes.accent)
    vlak = _merkvlak(keuzes.merk)
    grijzen = (("bg-subtle", 0.975), ("bg-default", 0.95), ("bg-hover", 0.93), ("bg-active", 0.90))
    return {
        "default-bg-document": "#ffffff",
        **{f"default-{naam}": hex_van(licht, chroma, tint) for naam, licht in grijzen},
        "default-border-subtle": hex_van(0.895, chroma * 1.2, tint),
        "default-border-default": hex_van(0.80, chroma * 1.4, tint),
        "default-color-document": hex_van(0.245, min(merk_c, 0.03), merk_h),
        "default-color-default": hex_van(0.33, min(merk_c, 0.03), merk_h),
        "accent-1-bg-subtle": vlak(0.968, 0.011),
        "accent-1-bg-default": vlak(0.94, 0.021),
        "accent-1-bg-hover": vlak(0.915, 0.03),
        "accent-1-bg-active": vlak(0.885, 0.04),
        "accent-1-border-subtle": vlak(0.87, 0.04),
        "accent-1-border-default": vlak(0.68, 0.07),
        "accent-2-bg-subtle": hex_van(0.965, min(accent_c, 0.03), accent_h),
        "accent-2-bg-default": hex_van(0.925, min(accent_c, 0.055), accent_h),
        "accent-2-inverse-bg-default": keuzes.accent,
    }


def _vlakken_donker(keuzes: Keuzes) -> Tokens:
    """As _vlakken_licht, on dark: the greys take the hue of the brand."""
    _, _, merk_h = oklch(keuzes.merk)
    _, accent_c, accent_h = oklch(keuzes.accent)
    vlak = _merkvlak(keuzes.merk)
    grijzen = (
        ("bg-document", 0.235),
        ("bg-subtle", 0.195),
        ("bg-default", 0.28),
        ("bg-hover", 0.31),
        ("bg-active", 0.35),
        ("border-subtle", 0.36),
        ("border-default", 0.46),
        ("color-document", 0.96),
        ("color-default", 0.90),
    )
    return {
        **{f"default-{naam}": hex_van(licht, 0.012, merk_h) for naam, licht in grijzen},
        "accent-1-bg-subtle": vlak(0.275, 0.03),
        "accent-1-bg-default": vlak(0.32, 0.045),
        "accent-1-bg-hover": vlak(0.36, 0.05),
        "accent-1-bg-active": vlak(0.40, 0.055),
        "accent-1-border-subtle": vlak(0.42, 0.05),
        "accent-1-border-default": vlak(0.60, 0.08),
        "accent-2-bg-subtle": hex_van(0.285, min(accent_c, 0.04), accent_h),
        "accent-2-bg-default": hex_van(0.33, min(accent_c, 0.06), accent_h),
        "accent-2-inverse-bg-default": keuzes.accent,
    }


def contrast(een: str, ander: str) -> float:
    """Contrast of two colours by WCAG 2.2: 1 (the same) to 21 (black on white)."""
    licht, donker = sorted((_helderheid(een), _helderheid(ander)), reverse=True)
    return (licht + 0.05) / (donker + 0.05)


def tot_contrast(basis: str, tegen: Sequence[str], eis: float, richting: int) -> str:
    """`basis`, made darker (-1) or lighter (1) until its contrast with every colour of `tegen` is at least `eis`."""
    licht, chroma, tint = oklch(basis)
    while 0.02 < licht < 0.99:
        kleur = hex_van(licht, chroma, tint)
        if all(contrast(kleur, ander) >= eis for ander in tegen):
            return kleur
        licht += 0.005 * richting
    uiterste = hex_van(min(0.99, max(0.02, licht)), chroma * 0.2, tint)
    return (
        uiterste
        if all(contrast(uiterste, ander) >= eis for ander in tegen)
        else {-1: "#000000", 1: "#ffffff"}[richting]
    )


def oklch(kleur: str) -> tuple[float, float, float]:
    """Lightness (0–1), chroma and hue (degrees) of a colour #rrggbb."""
    r, g, b = (_lineair(int(kleur[i : i + 2], 16) / 255) for i in (1, 3, 5))
    l_ = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    m_ = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    s_ = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    licht = 0.2104542553 * l_ + 0.7936177850 * m_ - 0.0040720468 * s_
    a = 1.9779984951 * l_ - 2.4285922050 * m_ + 0.4505937099 * s_
    b_ = 0.0259040371 * l_ + 0.7827717662 * m_ - 0.8086757660 * s_
    return licht, math.hypot(a, b_), math.degrees(math.atan2(b_, a)) % 360


def hex_van(licht: float, chroma: float, tint: float) -> str:
    """#rrggbb of an OKLCH colour; the chroma goes down until the colour fits in sRGB."""
    while chroma > 0 and not all(-1e-4 <= deel <= 1.0001 for deel in _rgb(licht, chroma, tint)):
        chroma -= 0.004
    delen = (_gecodeerd(max(0.0, deel)) for deel in _rgb(licht, max(chroma, 0.0), tint))
    return "#" + "".join(f"{round(max(0.0, min(1.0, deel)) * 255):02x}" for deel in delen)


def _merkvlak(merk: str) -> Callable[[float, float], str]:
    """Tints of the brand. Red looks like "wrong": its tints stay nearly grey, only buttons and links are red."""
    _, merk_c, merk_h = oklch(merk)
    demping = 0.25 if merk_c > 0.1 and (merk_h < 45 or merk_h > 350) else 1
    return lambda licht, hoogste: hex_van(licht, min(merk_c, hoogste) * demping, merk_h)


def _gronden(t: Tokens) -> tuple[list[str], list[str], list[str]]:
    """The grounds that text stands on: the plain ones, with those of the brand, with those of the accent."""
    gewoon = [t["default-bg-document"], t["default-bg-subtle"], t["default-bg-default"]]
    merk = [t["accent-1-bg-subtle"], t["accent-1-bg-default"]]
    accent = [t["accent-2-bg-subtle"], t["accent-2-bg-default"]]
    return gewoon, gewoon + merk, gewoon + accent


def _naam(token: str) -> str:
    if token.startswith("grafiek"):
        return f"--swv-{token}"
    return f"--basis-{token}" if token.startswith("form") else f"--basis-color-{token}"


def _helderheid(kleur: str) -> float:
    r, g, b = (_lineair(int(kleur[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _rgb(licht: float, chroma: float, tint: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(tint)), chroma * math.sin(math.radians(tint))
    l_ = (licht + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m_ = (licht - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s_ = (licht - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_,
        -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_,
        -0.0041960863 * l_ - 0.7034186147 * m_ + 1.7076147010 * s_,
    )


def _lineair(deel: float) -> float:
    return deel / 12.92 if deel <= 0.04045 else float(((deel + 0.055) / 1.055) ** 2.4)


def _gecodeerd(deel: float) -> float:
    return 12.92 * deel if deel <= 0.0031308 else float(1.055 * deel ** (1 / 2.4) - 0.055)
