"""Of whom figures are asked, beside over which days: a board, an area, a kind (issue 8). As it stands in an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from urllib.parse import urlencode


class Dimensie(StrEnum):
    """By what a table of figures is split: ?per=school."""

    SCHOOL = "school"
    BESTUUR = "bestuur"
    WERKGEBIED = "werkgebied"
    GEMEENTE = "gemeente"
    SOORT = "soort"
    CATEGORIE = "categorie"
    MAAND = "maand"


WOORDEN = {
    Dimensie.SCHOOL: "School",
    Dimensie.BESTUUR: "Schoolbestuur",
    Dimensie.WERKGEBIED: "Werkgebied",
    Dimensie.GEMEENTE: "Woongemeente",
    Dimensie.SOORT: "Soort",
    Dimensie.CATEGORIE: "Categorie",
    Dimensie.MAAND: "Maand",
}
VORMEN = {
    "school": r"[0-9]{2}[A-Z]{2}[0-9]{2}",
    "bestuur": r"[0-9]{5}",
    "werkgebied": r"[-a-z0-9_]{1,40}",
    "gemeente": r"[0-9]{4}",
    "soort": r"[A-Z]{2,12}",
    "categorie": r"[LMH]",
    "aanleiding": r"nieuw|verlenging|wijziging",
    "niveau": r"basis|extra|speciaal",
    "thema": r"[^\x00-\x1f]{1,100}",
}
"""How each is written; anything else in an address is no choice."""


@dataclass(frozen=True)
class Filter:
    """school: BRIN6; bestuur: number; werkgebied and gemeente: code, the gemeente where the pupil lives; soort: of an
    aanvraag; categorie: of what was decided; aanleiding: new, renewal or change; niveau and thema:
    of support. Empty: all."""

    bestuur: str = ""
    werkgebied: str = ""
    gemeente: str = ""
    school: str = ""
    soort: str = ""
    categorie: str = ""
    aanleiding: str = ""
    niveau: str = ""
    thema: str = ""

    @property
    def gekozen(self) -> dict[str, str]:
        """What is chosen, in one order."""
        return {een.name: waarde for een in fields(self) if (waarde := getattr(self, een.name))}

    @property
    def vraag(self) -> str:
        """The part of an address that says it again; empty when nothing is chosen."""
        return urlencode(self.gekozen)


def uit_adres(gegevens: Mapping[str, str]) -> Filter:
    """What an address asks for. What is not written as it should be, is not chosen."""
    return Filter(
        **{
            naam: waarde
            for naam, vorm in VORMEN.items()
            if (waarde := gegevens.get(naam, "")) and re.fullmatch(vorm, waarde, re.ASCII)
        }
    )


def per(gegevens: Mapping[str, str]) -> Dimensie | None:
    """By what to split; None when the address does not say, or something that does not exist."""
    gevraagd = gegevens.get("per", "")
    return Dimensie(gevraagd) if gevraagd in set(Dimensie) else None
