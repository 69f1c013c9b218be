"""A version as a page shows it: its Markdown with the values of the SWV in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString, mark_safe

from .models import Paginaversie
from .rules import opmaak


def opgemaakt(tekst: str, waarden: Mapping[str, opmaak.Waarde], woorden: Sequence[opmaak.Uitleg] = ()) -> SafeString:
    """Safe HTML of this Markdown."""
    return mark_safe(opmaak.html(tekst, waarden, woorden))  # noqa: S308 - rules/opmaak lets no script through


def in_het_kort(versie: Paginaversie, waarden: Mapping[str, opmaak.Waarde], *, hoogstens: int = 160) -> str:
    """One or two lines about a page, for a list and for who shares it."""
    tekst = opmaak.kaal(versie.inleiding or versie.tekst, waarden)
    return tekst if len(tekst) <= hoogstens else tekst[: hoogstens - 1].rsplit(" ", 1)[0] + "…"
