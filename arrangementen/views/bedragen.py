"""The amounts in force, as far as the viewer sees them."""

from __future__ import annotations

from collections.abc import Collection

from arrangementen.models import Normbedrag
from kern.gebruikers.models import Gebruiker


def geldende_bedragen(kijker: Gebruiker, jaren: Collection[int]) -> dict[tuple[int, str, str], Normbedrag]:
    """(year, kind, category) → the amount in force."""
    alle = Normbedrag.objects.visible_to(kijker).filter(jaar__in=jaren)
    return {(een.jaar, een.soort, een.categorie): een for een in alle.geldend()}
