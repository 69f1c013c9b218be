"""Parts of the portal that an SWV may switch off: which addresses belong to each, and whether one is there today.

Addresses and no views: one list for the pages, the menu, the cards of beheer and the map for search engines.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache

from django.http import HttpRequest

from scholen.eigen import eigen_instelling, instelling_op
from scholen.models import Onderdeel

PADEN: dict[Onderdeel, re.Pattern[str]] = {
    Onderdeel.ARRANGEMENTEN: re.compile(
        r"/(aanbod|arrangementen|uren|voorzieningen|materiaal|beheer/aanbod|beheer/schooljaar)/"
    ),
    Onderdeel.BUDGETTEN: re.compile(r"/(budgetten|monitoring/geld)/"),
    Onderdeel.THUISZITTERS: re.compile(
        r"/(thuiszitters|thuiszitters-info|plannen|beheer/protocol|monitoring/thuiszitters)/"
        r"|/leerlingen/[^/]+/plan/|/scholen/[^/]+/kernteam/"
    ),
    Onderdeel.KENNIS: re.compile(r"/(nieuws|kennisbank|scholing)/"),
    Onderdeel.OUDERS: re.compile(
        r"/(dossier|meekijken|loket/vragen-van-ouders|account/e-mailadres)/|/loket/aanvragen/[^/]+/toegang/"
    ),
    Onderdeel.OPENBAAR: re.compile(
        r"/(ouders|professionals|over-ons|zoek|cijfers)/|/talen/(?![a-z]+/privacy/)|/sitemap\.xml"
    ),
}
MEE: dict[Onderdeel, Onderdeel] = {Onderdeel.ARRANGEMENTEN: Onderdeel.BUDGETTEN}
"""What cannot be there without the other: budgets pay for arrangementen."""
GAST = "gast"
"""Off for who has not logged in, while staff reads it as before: what a portal without a website tells nobody."""
VOOR_GASTEN = re.compile(r"/(scholen|aanbod|nieuws|kennisbank|scholing|thuiszitters-info)/")


@lru_cache(maxsize=512)
def onderdeel_van(pad: str) -> str:
    """To which part this address belongs; "" for what is always there."""
    return next((onderdeel.value for onderdeel, vorm in PADEN.items() if vorm.match(pad)), "")


def is_uit(pad: str, uit: Collection[str]) -> bool:
    """Whether this address belongs to a part that is switched off."""
    return bool(uit) and (onderdeel_van(pad) in uit or (GAST in uit and bool(VOOR_GASTEN.match(pad))))


def met_wat_meegaat(uit: Iterable[str]) -> list[str]:
    """What is off, with what cannot be there without it."""
    alle = {*uit}
    return sorted(alle | {mee.value for onderdeel, mee in MEE.items() if onderdeel in alle})


def uit_vandaag(request: HttpRequest) -> list[str]:
    """What is switched off today in this portal, for who is looking."""
    uit = met_wat_meegaat(eigen_instelling(request).onderdelen_uit)
    wie = getattr(request, "user", None)
    gast = wie is None or not wie.is_authenticated
    return [*uit, GAST] if Onderdeel.OPENBAAR in uit and gast else uit


def uit_op(dag: date) -> list[str]:
    """The same for what is no request: a letter, a reminder, a grant."""
    instelling = instelling_op(dag)
    return met_wat_meegaat(instelling.onderdelen_uit) if instelling else []
