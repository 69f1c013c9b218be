"""Put the screenshots that the end-to-end tests made into the manual: the last step of `make handleiding`.

A page of docs/handleiding names an image `beeld/NAAM.webp`; it comes from tests/uitvoer/NAAM-1280.png, or with
`NAAM-telefoon` from NAAM-390.png. Long pages are cut at the bottom, and every image is made small.
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

WORTEL = Path(__file__).resolve().parent.parent
HANDLEIDING = WORTEL / "docs" / "handleiding"
UITVOER = WORTEL / "tests" / "uitvoer"
HOOGSTENS = 60_000
"""Bytes of one image."""
TELEFOON = "-telefoon"
MATEN = {"": ("1280", 900, 760), TELEFOON: ("390", 320, 640)}
"""End of the name → width at which the test looked, width in the manual, and height at most."""


def namen() -> set[str]:
    """The images that the pages name."""
    return {
        naam
        for pagina in HANDLEIDING.glob("*.md")
        for naam in re.findall(r"\(beeld/([\w-]+)\.webp\)", pagina.read_text())
    }


def bron(naam: str) -> str:
    """The name under which a test looks at this page."""
    return naam.removesuffix(TELEFOON)


def verkleinen(scherm: Image.Image, breedte: int, hoogte: int) -> bytes:
    """At this width, the top of it, in as good a quality as fits."""
    beeld = scherm.convert("RGB").resize(
        (breedte, round(scherm.height * breedte / scherm.width)), Image.Resampling.LANCZOS
    )
    beeld = beeld.crop((0, 0, breedte, min(hoogte, beeld.height)))
    for kwaliteit in range(85, 20, -5):
        uit = BytesIO()
        beeld.save(uit, "WEBP", quality=kwaliteit, method=6)
        if uit.tell() <= HOOGSTENS:
            break
    return uit.getvalue()


def main() -> int:
    """Make every image there is a screenshot for; say which are not there."""
    mist = []
    for naam in sorted(namen()):
        wijd, breedte, hoogte = MATEN[TELEFOON if naam.endswith(TELEFOON) else ""]
        scherm = UITVOER / f"{bron(naam)}-{wijd}.png"
        if not scherm.exists():
            mist.append(scherm.name)
            continue
        beeld = Image.open(scherm)
        klein = verkleinen(beeld, min(breedte, beeld.width), hoogte)
        (HANDLEIDING / "beeld" / f"{naam}.webp").write_bytes(klein)
    for weg in set(HANDLEIDING.glob("beeld/*")) - {HANDLEIDING / "beeld" / f"{naam}.webp" for naam in namen()}:
        weg.unlink()
    if mist:
        print(f"Niet in {UITVOER.relative_to(WORTEL)}: {', '.join(mist)}. Draai: make handleiding")
    return 1 if mist else 0


if __name__ == "__main__":
    sys.exit(main())
