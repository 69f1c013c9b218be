"""The words for kinds, categories and periods. Law: table 2.1 of the domain document."""

from dataclasses import dataclass
from datetime import date

from kern.termijnen.woorden import datum_voluit

from .gegevens import Beslissing

WETTELIJKE_GRONDSLAG = {
    "SBO": "artikel 18a, zesde lid, onder c, en artikel 40 van de Wet op het primair onderwijs",
    "SO": (
        "artikel 18a, zesde lid, onder c, van de Wet op het primair onderwijs en artikel 40, tiende, elfde en "
        "vijftiende lid, van de Wet op de expertisecentra"
    ),
    "VSO": (
        "artikel 2.47, zevende lid, onder c, van de Wet voortgezet onderwijs 2020 en artikel 40, twaalfde, dertiende "
        "en vijftiende lid, van de Wet op de expertisecentra"
    ),
    "PRO": "artikel 2.30 en artikel 2.47, zevende lid, onder c, van de Wet voortgezet onderwijs 2020",
    "LWOO": "artikel 2.43 en artikel 2.47, zevende lid, onder c, van de Wet voortgezet onderwijs 2020",
}
"""Printed in the letter unless the SWV has set its own text. The article numbers may have moved: see domein.md §15."""


@dataclass(frozen=True)
class Soort:
    """tlv is False for lwoo, which is an aanwijzing and no verklaring."""

    onderwijs: str
    kort: str
    lidwoord: bool = True
    tlv: bool = True

    @property
    def het_onderwijs(self) -> str:
        return f"het {self.onderwijs}" if self.lidwoord else self.onderwijs

    @property
    def voluit(self) -> str:
        return f"{self.onderwijs} ({self.kort})"


SOORT_IN_WOORDEN = {
    "SBO": Soort("speciaal basisonderwijs", "sbo"),
    "SO": Soort("speciaal onderwijs", "so"),
    "VSO": Soort("voortgezet speciaal onderwijs", "vso"),
    "PRO": Soort("praktijkonderwijs", "pro"),
    "LWOO": Soort("leerwegondersteunend onderwijs", "lwoo", lidwoord=False, tlv=False),
}
CATEGORIE = {"L": "1 (laag)", "M": "2 (midden)", "H": "3 (hoog)"}


def periode(begin: date | None, eind: date | None) -> str:
    """van … tot en met …, both days inclusive; "" when neither is known."""
    if begin and eind:
        return f"van {datum_voluit(begin)} tot en met {datum_voluit(eind)}"
    if begin:
        return f"vanaf {datum_voluit(begin)}, zonder einddatum"
    return f"tot en met {datum_voluit(eind)}" if eind else ""


def hoofdletter(zin: str) -> str:
    return zin[:1].upper() + zin[1:]


def kleine_letter(zin: str) -> str:
    """The same words in the middle of a sentence; only for words that are no name."""
    return zin[:1].lower() + zin[1:]


def kernzin(naam: str, besluit: Beslissing) -> str:
    """The decision in the words of the law (4.3), without a full stop. naam: of the child."""
    soort, niet = SOORT_IN_WOORDEN[besluit.soort], "" if besluit.met_verklaring else "niet "
    if soort.tlv:
        kern = f"Wij verklaren {naam} {niet}toelaatbaar tot {soort.het_onderwijs}"
    else:
        kern = f"Wij stellen vast dat {naam} {niet}is aangewezen op {soort.onderwijs}"
    if not besluit.met_verklaring:
        return kern
    categorie = f", bekostigingscategorie {CATEGORIE[besluit.categorie]}," if besluit.categorie else ""
    return f"{kern}{categorie} {periode(besluit.begin, besluit.eind)} (nummer {besluit.nummer})"


def besluit_als_bijzin(naam: str, besluit: Beslissing) -> str:
    """What a besluit said, as after "Daarin besloten wij dat". naam: of the child, as in a sentence."""
    soort, geen = SOORT_IN_WOORDEN[besluit.soort], "" if besluit.met_verklaring else "geen "
    if not soort.tlv:
        return f"{naam} {geen}{soort.onderwijs} krijgt"
    if not besluit.met_verklaring:
        return f"{naam} geen verklaring krijgt voor {soort.het_onderwijs}"
    return f"{naam} naar {soort.het_onderwijs} mag, {periode(besluit.begin, besluit.eind)}"
