"""Parts of the portal that an SWV may switch off: which addresses belong to each, and whether one is there today.

Addresses and no views: one list for the pages, the menu, the cards of beheer and the map for search engines.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from django.http import HttpRequest

from scholen.eigen import eigen_instelling
from scholen.models import Onderdeel

PADEN: dict[Onderdeel, re.Pattern[str]] = {
    Onderdeel.ARRANGEMENTEN: re.compile(
        r"/(aanbod|arrangementen|uren|voorzieningen|materiaal|budgetten|beheer/aanbod|beheer/schooljaar"
        r"|monitoring/geld)/"
    ),
    Onderdeel.THUISZITTERS: re.compile(
        r"/(thuiszitters|thuiszitters-info|plannen|beheer/protocol|monitoring/thuiszitters)/"
        r"|/leerlingen/[^/]+/plan/|/scholen/[^/]+/kernteam/"
    ),
    Onderdeel.KENNIS: re.compile(r"/(nieuws|kennisbank|scholing)/"),
}


@lru_cache(maxsize=512)
def onderdeel_van(pad: str) -> str:
    """To which part this address belongs; "" for what is always there."""
    return next((onderdeel.value for onderdeel, vorm in PADEN.items() if vorm.match(pad)), "")


def is_uit(pad: str, uit: Collection[str]) -> bool:
    """Whether this address belongs to a part that is switched off."""
    return bool(uit) and onderdeel_van(pad) in uit


def uit_vandaag(request: HttpRequest) -> list[str]:
    """What is switched off today in this portal."""
    return eigen_instelling(request).onderdelen_uit
