"""Whether words that were meant for the SWV alone turn up where others read them (afspraak 36). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

NAAM = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-ZÀ-Ý][\w’'-]{2,}", re.MULTILINE)
ADRES = re.compile(r"\b\d{4}\s?[A-Z]{2}\b|\b[A-ZÀ-Ý][\w’'-]+(?:straat|laan|weg|plein|pad|kade|hof|singel)\s+\d+\w*")


def genoemd(vertrouwelijk: Iterable[str], teksten: Iterable[str], *, bekend: Iterable[str] = ()) -> set[str]:
    """Names, postcodes and addresses from the confidential texts that stand in the other texts too.

    A name is a word with a capital that does not begin a sentence. bekend: texts that everybody knows already (the
    name of the child, of the school); what stands in them is no leak.
    """
    openbaar, elders = " ".join(bekend).lower(), " ".join(teksten).lower()
    gevonden = {woord.strip() for tekst in vertrouwelijk for vorm in (NAAM, ADRES) for woord in vorm.findall(tekst)}
    return {woord for woord in gevonden if woord.lower() in elders and woord.lower() not in openbaar}


def adressen_in(tekst: str) -> list[str]:
    """What looks like a street or a postcode, by its form alone: it tells nobody which addresses exist."""
    return [*dict.fromkeys(" ".join(gevonden.split()) for gevonden in ADRES.findall(tekst))]
