"""An export of the leerlingvolgsysteem as CSV: one pupil per row, columns that each school names once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from scholen.importeren import ImportFout
from scholen.importeren.lezen import Rij, Tabel, lees

from .voorstel import LEERLING, OUDER, SECTIES, BestandFout, Regel, Voorstel, schoon

MAX_BYTES = 2 * 1024 * 1024
MAX_OUDERS_CSV = 2
VERBODEN = re.compile(
    r"bsn|burgerservice|sofi|onderwijsnr|onderwijsnummer|pgn|nationaliteit|geboorteplaats|geboorteland|iban|bank|"
    r"relig|godsdienst|etnic|verwijsindex|\bvir\b|\bzat\b",
    re.IGNORECASE,
)
DOELEN: dict[str, str] = {
    **{f"leerling.{kolom}": f"Leerling: {naam.lower()}" for kolom, (naam, _) in LEERLING.items()},
    **{
        f"ouder.{nummer}.{kolom}": f"Ouder {nummer}: {naam.lower()}"
        for nummer in range(1, MAX_OUDERS_CSV + 1)
        for kolom, (naam, _) in OUDER.items()
    },
    **{f"{slug}.{veld}": naam for slug, velden in SECTIES.items() for veld, (naam, _) in velden.items()},
    "hulp.1": "Wat de school al deed",
}
"""What a column can be, with the words for it."""
RADEN = {
    "roepnaam": "leerling.roepnaam",
    "voorvoegsel": "leerling.tussenvoegsel",
    "tussenvoegsel": "leerling.tussenvoegsel",
    "achternaam": "leerling.achternaam",
    "geboortedatum": "leerling.geboortedatum",
    "leerlingnummer": "leerling.leerlingnummer",
    "stamnummer": "leerling.leerlingnummer",
    "adres": "leerling.straat",
    "straat": "leerling.straat",
    "postcode": "leerling.postcode",
    "woonplaats": "leerling.plaats",
    "plaats": "leerling.plaats",
    "groep": "leerling.groep",
    "leerjaar": "leerling.groep",
    "onderwijsbehoeften": "behoefte.onderwijsbehoeften",
    "stimulerende factoren": "behoefte.sterke_kanten",
    "bevorderende factoren": "behoefte.sterke_kanten",
    "belemmerende factoren": "behoefte.belemmeringen",
    "opp datum": "stukken.opp_datum",
    "datum opp": "stukken.opp_datum",
}


def lees_tabel(inhoud: bytes) -> Tabel:
    """The rows of this export. Raises BestandFout for what is too large or no table."""
    if len(inhoud) > MAX_BYTES:
        raise BestandFout("Dit bestand is te groot: kies een export tot 2 MB, het liefst van één leerling.")
    try:
        return lees("het bestand", inhoud)
    except ImportFout as fout:
        raise BestandFout(f"{fout.waar[0].upper()}{fout.waar[1:]}") from None


def is_verboden(kolom: str) -> bool:
    """Whether a column, by its name, holds what may not be in an aanvraag."""
    return VERBODEN.search(kolom) is not None


def geraden(kolom: str) -> str:
    """What a column of this name probably is; empty when there is no telling."""
    return "" if is_verboden(kolom) else RADEN.get(re.sub(r"[_\s]+", " ", kolom).strip().lower(), "")


def kies_rij(tabel: Tabel, indeling: Mapping[str, str], *, bekend: Mapping[str, str] | None) -> Rij:
    """The row of the pupil: the only one, or the one with this number, or this name and birth date.

    bekend: leerlingnummer, achternaam and geboortedatum (ISO) of a pupil that is known here; None for a new one.
    """
    if not tabel.rijen:
        raise BestandFout("In dit bestand staat geen leerling.")
    if bekend is None:
        if len(tabel.rijen) == 1:
            return tabel.rijen[0]
        raise BestandFout(
            f"In dit bestand staan {len(tabel.rijen)} leerlingen. Kies hierboven om welke leerling het gaat."
        )
    for rij in tabel.rijen:
        waarden = dict(_waarden(tabel, indeling, rij))
        nummer = waarden.get("leerling.leerlingnummer", "")
        naam = waarden.get("leerling.achternaam", "").lower() == bekend["achternaam"].lower()
        geboren = als_iso(waarden.get("leerling.geboortedatum", "")) == bekend["geboortedatum"]
        if (nummer and nummer == bekend["leerlingnummer"]) or (naam and geboren):
            return rij
    raise BestandFout("Deze leerling staat niet in het bestand. Controleer de naam en de geboortedatum.")


def voorstel_van(tabel: Tabel, indeling: Mapping[str, str], rij: Rij) -> Voorstel:
    """What this row offers, by the columns as the school named them."""
    goed, weg = schoon(Regel(sleutel, tekst) for sleutel, tekst in _waarden(tabel, indeling, rij))
    return Voorstel(
        bron="export uit het leerlingvolgsysteem",
        datum=None,
        regels=goed,
        verboden=tuple(sorted(kolom[:40] for kolom in tabel.kop if is_verboden(kolom))),
        overgeslagen=weg,
    )


def als_iso(tekst: str) -> str:
    """A date as the Netherlands write it, or in ISO, as ISO; empty when it is none."""
    delen = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", tekst.strip())
    try:
        return (
            date(int(delen[3]), int(delen[2]), int(delen[1])) if delen else date.fromisoformat(tekst.strip())
        ).isoformat()
    except ValueError:
        return ""


def _waarden(tabel: Tabel, indeling: Mapping[str, str], rij: Rij) -> Iterable[tuple[str, str]]:
    for kolom, tekst in zip(tabel.kop, rij.cellen, strict=True):
        sleutel = indeling.get(kolom, "")
        if sleutel in DOELEN and not is_verboden(kolom):
            datum = sleutel in ("leerling.geboortedatum", "stukken.opp_datum")
            yield sleutel, als_iso(tekst) if datum else tekst
