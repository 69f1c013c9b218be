"""The check of a draft before it is submitted, on what is stored now. It writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.models import Aanvraag
from loket.rules.criteria import Oordeel, Stuk, bsn_achtige, oordelen
from loket.rules.volledigheid import Gat

from .aanvraag import antwoorden_van, bruikbaar, eisen_van


@dataclass(frozen=True)
class Controle:
    """oordelen: every criterion with how it stands; bsn: (section, field) of texts with a number like a BSN."""

    oordelen: list[Oordeel]
    bsn: list[tuple[str, str]]


def controleren(aanvraag: Aanvraag, gaten: list[Gat], *, vandaag: date) -> Controle:
    """How this aanvraag stands per criterion. gaten: what wat_ontbreekt() found."""
    antwoorden = antwoorden_van(aanvraag)
    gedaan = getattr(aanvraag, "onderdeel_gedaan", None)
    if gedaan is not None:
        for nummer, een in enumerate(gedaan.interventies.order_by("volgorde"), 1):
            antwoorden["gedaan"] |= {f"interventie {nummer}": " ".join((een.wat, een.wie, een.doel, een.effect))}
    geweigerd = antwoorden.get("stukken", {}).get("geweigerd")
    lijst = oordelen(
        antwoorden,
        gaten,
        soort=aanvraag.soortregels,
        stukken=[Stuk(een.soort, een.datum) for een in bruikbaar(aanvraag)],
        geweigerd=geweigerd if isinstance(geweigerd, list) else [],
        eisen=eisen_van(aanvraag.instelling),
        vandaag=vandaag,
        met_leerling=aanvraag.leerling is not None,
    )
    return Controle(lijst, bsn_achtige(antwoorden))
