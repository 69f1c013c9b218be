"""What a renewal or change says otherwise than the aanvraag it began from, section by section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from loket.actions.vervolg import OVERNEMEN
from loket.models import Aanvraag

from .inhoud import ONDERDELEN


@dataclass(frozen=True)
class Verschil:
    vraag: str
    was: Any
    nu: Any


@dataclass(frozen=True)
class Veranderd:
    """One section with what is different now; verschillen is empty when nothing is."""

    slug: str
    titel: str
    verschillen: tuple[Verschil, ...]


def sinds_vorige(aanvraag: Aanvraag, eerder: Aanvraag, *, alleen: str = "") -> list[Veranderd]:
    """The sections that were taken along, each with the fields that say something else now. alleen: just this one."""
    return [
        Veranderd(slug, titel, tuple(_verschillen(aanvraag, eerder, slug, velden)))
        for slug, titel, velden in ONDERDELEN
        if slug in OVERNEMEN and alleen in ("", slug)
    ]


def _verschillen(aanvraag: Aanvraag, eerder: Aanvraag, slug: str, velden: dict[str, str]) -> list[Verschil]:
    oud, nieuw = getattr(eerder, f"onderdeel_{slug}"), getattr(aanvraag, f"onderdeel_{slug}")
    lijst = [
        Verschil(woorden, _antwoord(oud, veld), _antwoord(nieuw, veld))
        for veld, woorden in velden.items()
        if veld in OVERNEMEN[slug] and getattr(oud, veld) != getattr(nieuw, veld)
    ]
    if slug == "gedaan" and (was := _hulp(oud)) != (nu := _hulp(nieuw)):
        lijst.append(Verschil("Wat de school deed", was, nu))
    return lijst


def _hulp(onderdeel: Any) -> str:
    regels = onderdeel.interventies.order_by("volgorde").values_list("wat", "periode", "wie", "doel", "effect")
    return "\n".join(": ".join(filter(None, regel)) for regel in regels)


def _antwoord(onderdeel: Any, veld: str) -> Any:
    toon = getattr(onderdeel, f"get_{veld}_display", None)
    return toon() if toon else getattr(onderdeel, veld)
