"""The languages in which we explain a letter: their own names, direction, and how they write a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import dateformat, translation

from kern.termijnen.woorden import datum_voluit


@dataclass(frozen=True)
class Taal:
    """code: as in `lang`; naam: as its speakers write it; datum: a format of Django (E is a month after its day)."""

    code: str
    naam: str
    datum: str
    richting: str = "ltr"


NEDERLANDS = "nl"
TALEN = {
    taal.code: taal
    for taal in (
        Taal(NEDERLANDS, "Nederlands", "j F Y"),
        Taal("en", "English", "j F Y"),
        Taal("tr", "Türkçe", "j F Y"),
        Taal("ar", "العربية", "j F Y", "rtl"),
        Taal("pl", "Polski", "j E Y"),
        Taal("uk", "Українська", "j E Y року"),
    )
}


def datum_in(code: str, dag: date) -> str:
    """A day as this language writes it, with the digits that are on Dutch papers too."""
    if code == NEDERLANDS:
        return datum_voluit(dag)
    with translation.override(code):
        return dateformat.format(dag, TALEN[code].datum)
