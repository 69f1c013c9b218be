"""The languages in which we explain a letter: their own names, direction, and how they write a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import dateformat, translation

from kern.termijnen.woorden import datum_voluit


@dataclass(frozen=True)
class Taal:
    """code: as in `lang`; naam: as its speakers write it; datum: a format of Django (E is a month after its day).

    weekdag: where the name of the day stands. Between brackets where the sentence around it would bend the name.
    """

    code: str
    naam: str
    datum: str
    richting: str = "ltr"
    weekdag: str = "{weekdag} {dag}"


NEDERLANDS = "nl"
TALEN = {
    taal.code: taal
    for taal in (
        Taal(NEDERLANDS, "Nederlands", "j F Y"),
        Taal("en", "English", "j F Y"),
        Taal("tr", "Türkçe", "j F Y", weekdag="{dag} {weekdag}"),
        Taal("ar", "العربية", "j F Y", "rtl"),
        Taal("pl", "Polski", "j E Y", weekdag="{dag} ({weekdag})"),
        Taal("uk", "Українська", "j E Y року", weekdag="{dag} ({weekdag})"),
    )
}


def datum_in(code: str, dag: date, *, weekdag: bool = False) -> str:
    """A day as this language writes it, with the digits that are on Dutch papers too; weekdag: with its name."""
    if code == NEDERLANDS:
        return datum_voluit(dag, weekdag=weekdag)
    taal = TALEN[code]
    with translation.override(code):
        datum = dateformat.format(dag, taal.datum)
        naam = dateformat.format(dag, "l")
    if not weekdag:
        return datum
    return taal.weekdag.format(dag=datum, weekdag=naam.lower() if "(" in taal.weekdag else naam)
