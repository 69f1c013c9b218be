"""The rows of a table of figures as HTML. In Python: a table with all schools has a thousand cells, each with its way
down, and a template takes ten times as long to write them."""

from __future__ import annotations

from collections.abc import Iterable

from django.template.defaultfilters import capfirst
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Cel = tuple[str, str, bool, str]
"""The head of its column, what stands in it, whether it is a number, and where it leads ("": nowhere)."""


def regel(naam: str, cellen: Iterable[Cel], *, vet: bool = False) -> str:
    """One row. vet: it is of all together. Whatever stands in it is escaped here."""
    wie = escape(naam)
    return f'<tr><th scope="row">{wie}</th>{"".join(_cel(wie, cel, vet=vet) for cel in cellen)}</tr>'


def _cel(wie: str, cel: Cel, *, vet: bool) -> str:
    kop, tekst, rechts, adres = cel
    inhoud: str = escape(tekst)
    if adres:
        inhoud = f'<a href="{escape(adres)}">{inhoud}<span class="vh"> {escape(kop)}, {wie}</span></a>'
    elif vet:
        inhoud = f"<strong>{inhoud}</strong>"
    return f'<td{GETAL if rechts else ""} data-label="{escape(capfirst(kop))}">{inhoud}</td>'


GETAL = ' class="getal"'


def lijf(regels: Iterable[str]) -> SafeString:
    """All of regel() beneath each other."""
    return mark_safe("\n".join(regels))  # noqa: S308 - each of them escaped what is in it
