"""Words that must not end up in a letter that others read (afspraken 36 and 37). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

POSTCODE = re.compile(r"\b([1-9]\d{3})\s*([A-Za-z]{2})\b")


def genoemd(teksten: Iterable[str], adressen: Iterable[str]) -> list[str]:
    """Which of these streets and postcodes stand in these texts, as they were given; case and spaces do not matter.

    A street counts without its number too: "de Kanarielaan" gives away as much as "Kanarielaan 77". It counts as words
    of its own: who lives on the Plein does not keep the word schoolplein out of a letter.
    """
    alles = _plat(" ".join(teksten))
    return [adres for adres in dict.fromkeys(adressen) if (kaal := _kern(adres)) and _staat_in(kaal, alles)]


def zonder_nummer(adres: str) -> str:
    """A street without its number: what may be said to who wrote the name of it. A postcode stays as it is."""
    return adres.strip() if POSTCODE.fullmatch(adres.strip()) else re.sub(r"\s+\d+\s*[\w/-]*\s*$", "", adres)


def _staat_in(woorden: str, tekst: str) -> bool:
    """Between other words; a number may stand against it."""
    return re.search(rf"(?<!\w){re.escape(woorden)}(?![^\W\d])", tekst) is not None


def _kern(adres: str) -> str:
    """The part of it that counts: the postcode, or the street without its number."""
    if gevonden := POSTCODE.fullmatch(adres.strip()):
        return f"{gevonden[1]}{gevonden[2]}".lower()
    straat = _plat(zonder_nummer(adres))
    return straat if len(straat) >= 4 else ""


def _plat(tekst: str) -> str:
    met_postcodes = POSTCODE.sub(lambda een: f"{een[1]}{een[2]}", tekst)
    return re.sub(r"\s+", " ", met_postcodes).strip().lower()
