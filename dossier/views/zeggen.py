"""Saying the sentences of the dossier in the language of the reader, as HTML that is safe to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.html import escape, format_html

from dossier.rules.woorden import Woord
from kern.brieven.talen import NEDERLANDS, TALEN
from kern.brieven.zinnen import Nummer, Waarde, Weekdag, Zin
from kern.termijnen.woorden import datum_voluit
from loket.uitleg.vertaling import Zegger


class Zeg(Zegger):
    """Says sentences in one language. Days that somebody plans by stand out; Dutch in Dutch needs no marks."""

    def waarde(self, waarde: Waarde) -> str:
        if isinstance(waarde, Weekdag):
            dag = datum_voluit(waarde.dag, weekdag=True) if self.taal == NEDERLANDS else super().waarde(waarde)
            return format_html('<strong class="nowrap">{}</strong>', dag)
        if self.taal != NEDERLANDS or isinstance(waarde, Nummer | Zin):
            return super().waarde(waarde)
        if isinstance(waarde, date):
            return datum_voluit(waarde)
        return escape(waarde) if isinstance(waarde, str | int) else super().waarde(waarde)

    def alle(self, zinnen: Iterable[Zin]) -> list[str]:
        return [self(zin) for zin in zinnen]

    def namen(self, zinnen: Mapping[str, Zin]) -> dict[str, str]:
        """For a template: fixed texts by name."""
        return {naam: self(zin) for naam, zin in zinnen.items()}

    def dag(self, dag: date | Zin | None) -> str:
        """A day on its own, or a sentence about one; nothing without one."""
        return self.waarde(dag) if dag else ""

    def woorden(self, woorden: Iterable[Woord]) -> list[tuple[str, list[str]]]:
        return [(self(een.vraag), self.alle(een.uitleg)) for een in woorden]


def taalcontext(taal: str) -> dict[str, Any]:
    """For the choice of a language on a page in this one."""
    return {"vreemd": taal != NEDERLANDS, "talen": TALEN.values(), "huidig": taal}
