"""Pages of a list that grows for years: counting stops, so that the price of a page does not grow with it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet

from kern.gebruikers.verzoek import Verzoek
from loket.models.lijst import Begrensd

PER_PAGINA = 25


def bladzijde(request: Verzoek, rijen: QuerySet[Any]) -> Page[Any]:
    """The page of these rows that the address asks for."""
    return Begrensd(rijen, PER_PAGINA).get_page(request.GET.get("pagina"))
