"""What a renewal or change says otherwise than the aanvraag it began from, section by section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from loket.actions.antwoorden import Vragen, vragen_van
from loket.actions.vervolg import OVERNEMEN, VRAGEN_NIET_UIT
from loket.models import Aanvraag
from loket.rules.vragen import BESTAND, Vraagregel, in_woorden

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
    was, nu = vragen_van(eerder), vragen_van(aanvraag)
    gevraagd = {regel.onderdeel for regel in nu.regels if regel.sleutel in was.antwoorden} - VRAGEN_NIET_UIT
    return [
        Veranderd(slug, titel, (*_verschillen(aanvraag, eerder, slug, velden), *_eigen_vragen(was, nu, slug)))
        for slug, titel, velden in ONDERDELEN
        if (slug in OVERNEMEN or slug in gevraagd) and alleen in ("", slug) and _in_beide(aanvraag, eerder, slug)
    ]


def _in_beide(aanvraag: Aanvraag, eerder: Aanvraag, slug: str) -> bool:
    return slug in aanvraag.delen and slug in eerder.delen


def _eigen_vragen(was: Vragen, nu: Vragen, slug: str) -> list[Verschil]:
    """Questions of the SWV that were answered the last time and are answered otherwise now; no files."""
    return [
        Verschil(
            regel.tekst,
            in_woorden(regel.soort, was.antwoorden[regel.sleutel]),
            in_woorden(regel.soort, _nu(nu, regel)),
        )
        for regel in nu.regels
        if slug not in VRAGEN_NIET_UIT
        and regel.onderdeel == slug
        and regel.soort != BESTAND
        and regel.sleutel in was.antwoorden
        and was.antwoorden[regel.sleutel] != _nu(nu, regel)
    ]


def _nu(nu: Vragen, regel: Vraagregel) -> str:
    return nu.antwoorden.get(regel.sleutel, "")


def _verschillen(aanvraag: Aanvraag, eerder: Aanvraag, slug: str, velden: dict[str, str]) -> list[Verschil]:
    oud, nieuw = getattr(eerder, f"onderdeel_{slug}"), getattr(aanvraag, f"onderdeel_{slug}")
    lijst = [
        Verschil(woorden, _antwoord(oud, veld), _antwoord(nieuw, veld))
        for veld, woorden in velden.items()
        if veld in OVERNEMEN.get(slug, ()) and getattr(oud, veld) != getattr(nieuw, veld)
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
