"""Pages of a list that grows for years: counting stops, so that the price of a page does not grow with it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from kern.gebruikers.verzoek import Verzoek
from loket.models.lijst import HOOGSTENS

PER_PAGINA = 25


class Begrensd(Paginator):  # type: ignore[type-arg]
    """At most HOOGSTENS rows in pages: who looks further filters, or takes the spreadsheet."""

    object_list: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:HOOGSTENS].count()

    @property
    def totaal(self) -> str:
        """How many there are, for people."""
        return f"meer dan {HOOGSTENS - 1}" if self.count >= HOOGSTENS else str(self.count)


def bladzijde(request: Verzoek, rijen: QuerySet[Any]) -> Page[Any]:
    """The page of these rows that the address asks for."""
    return Begrensd(rijen, PER_PAGINA).get_page(request.GET.get("pagina"))
