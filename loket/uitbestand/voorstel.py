"""What a file offers for an aanvraag: values with their origin and day. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kern.bsn import lijkt_op_bsn

MAX_TEKST = 4000

LEERLING: dict[str, tuple[str, int]] = {
    "roepnaam": ("Roepnaam", 60),
    "tussenvoegsel": ("Tussenvoegsel", 20),
    "achternaam": ("Achternaam", 100),
    "geboortedatum": ("Geboortedatum", 10),
    "leerlingnummer": ("Leerlingnummer van de school", 20),
    "straat": ("Straat en huisnummer", 140),
    "postcode": ("Postcode", 7),
    "plaats": ("Plaats", 80),
}
OUDER: dict[str, tuple[str, int]] = {
    "voornaam": ("Voornaam of voorletters", 60),
    "tussenvoegsel": ("Tussenvoegsel", 20),
    "achternaam": ("Achternaam", 120),
    "telefoon": ("Telefoonnummer", 20),
    "email": ("E-mailadres", 254),
    "straat": ("Straat en huisnummer", 140),
    "postcode": ("Postcode", 7),
    "plaats": ("Plaats", 80),
    "relatie": ("Wat is deze persoon van de leerling?", 30),
}
SECTIES: dict[str, dict[str, tuple[str, int]]] = {
    "leerling": {"groep": ("Groep of leerjaar", 20), "schoolverloop": ("Hoe het tot nu toe ging op school", MAX_TEKST)},
    "school": {"contactpersoon": ("Contactpersoon", 120), "directeur": ("Directeur", 120)},
    "behoefte": {
        "onderwijsbehoeften": ("Nodig om te leren", MAX_TEKST),
        "sterke_kanten": ("Wat goed gaat", 3000),
        "belemmeringen": ("Wat moeilijk is", 3000),
    },
    "gedaan": {"hulp_buiten_school": ("Hulp buiten school", 2000)},
    "stukken": {"opp_datum": ("Datum van het OPP", 10)},
}
"""All that may be taken from a file, with its name and most characters. Anything else does not exist for us."""
MAX_OUDERS, MAX_HULP = 4, 8


class BestandFout(Exception):
    """The file cannot be used. The message is for the school and says what to do."""


@dataclass(frozen=True)
class Regel:
    """One value. sleutel: "leerling.roepnaam", "behoefte.sterke_kanten", "ouder.1.telefoon" or "hulp.2"."""

    sleutel: str
    tekst: str
    datum: date | None = None


@dataclass(frozen=True)
class Voorstel:
    """What one file offers. bron: the kind of file in words; school: the BRIN6 it says it is of; verboden: what is in
    it that may not be in an aanvraag; overgeslagen: what else was left out."""

    bron: str
    datum: date | None
    regels: tuple[Regel, ...]
    school: str = ""
    verboden: tuple[str, ...] = ()
    overgeslagen: tuple[str, ...] = ()

    def waarde(self, sleutel: str) -> str:
        return next((regel.tekst for regel in self.regels if regel.sleutel == sleutel), "")


def label(sleutel: str) -> str:
    """How a value is called on the page. KeyError for what may not be taken."""
    return _plek(sleutel)[0]


def hoogste(sleutel: str) -> int:
    """Most characters of this value. KeyError for what may not be taken."""
    return _plek(sleutel)[1]


def _plek(sleutel: str) -> tuple[str, int]:
    soort, _, rest = sleutel.partition(".")
    if soort == "hulp" and rest in {str(nummer) for nummer in range(1, MAX_HULP + 1)}:
        return f"Hulp {rest}", 200
    if soort == "ouder":
        nummer, _, kolom = rest.partition(".")
        if nummer in {str(nummer) for nummer in range(1, MAX_OUDERS + 1)}:
            return OUDER[kolom]
    return LEERLING[rest] if soort == "leerling" and rest in LEERLING else SECTIES[soort][rest]


def schoon(regels: Iterable[Regel]) -> tuple[tuple[Regel, ...], tuple[str, ...]]:
    """The values that may be shown, cut to size, and what was left out because it holds a number like a BSN."""
    goed, weg = [], []
    for regel in regels:
        tekst = regel.tekst.strip()[: hoogste(regel.sleutel)]
        if tekst and not regel.sleutel.endswith(".telefoon") and lijkt_op_bsn(tekst):
            weg.append(f"{label(regel.sleutel)}: er staat een nummer in dat op een BSN lijkt")
        elif tekst:
            goed.append(Regel(regel.sleutel, tekst, regel.datum))
    return tuple(goed), tuple(weg)
