"""The colours of a letter, made from the one colour of an SWV. Pure."""

INKT = (15, 35, 43)
WIT = (255, 255, 255)
LEESBAAR = 4.5


def tokens(merkkleur: str) -> str:
    """The design tokens a letter uses, as CSS, for `#rrggbb` (lower case); without a colour the style sheet's own.

    Text keeps a contrast of at least 4.5 on the tinted ground of the decision box, also with a yellow brand.
    """
    if not merkkleur:
        return ""
    merk = lezen(merkkleur)
    grond = _mengen(merk, WIT, 0.07)
    tekst = next(kleur for stap in range(11) if contrast(kleur := _mengen(INKT, merk, stap / 10), grond) >= LEESBAAR)
    return (
        f":root{{--basis-color-accent-1-inverse-bg-default:{merkkleur};"
        f"--basis-color-accent-1-bg-subtle:{_schrijven(grond)};"
        f"--basis-color-accent-1-color-document:{_schrijven(tekst)}}}"
    )


def lezen(kleur: str) -> tuple[int, ...]:
    """Red, green and blue of `#rrggbb`, each 0 to 255."""
    return tuple(int(kleur[plek : plek + 2], 16) for plek in (1, 3, 5))


def _schrijven(kleur: tuple[int, ...]) -> str:
    return "#" + "".join(f"{deel:02x}" for deel in kleur)


def _mengen(een: tuple[int, ...], ander: tuple[int, ...], deel: float) -> tuple[int, ...]:
    """`deel` of een, the rest of ander."""
    return tuple(round(a * deel + b * (1 - deel)) for a, b in zip(een, ander, strict=True))


def _helderheid(kleur: tuple[int, ...]) -> float:
    """Relative luminance, WCAG 2.2."""
    rood, groen, blauw = (deel / 3294.6 if deel <= 10 else ((deel / 255 + 0.055) / 1.055) ** 2.4 for deel in kleur)
    return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw


def contrast(een: tuple[int, ...], ander: tuple[int, ...]) -> float:
    """The contrast of two colours by WCAG 2.2, 1 to 21."""
    licht, donker = sorted((_helderheid(een), _helderheid(ander)), reverse=True)
    return (licht + 0.05) / (donker + 0.05)
