"""The mandaatregister of the demo: who decides about what, long before today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from kern.gebruikers.models import Gebruiker
from loket.actions.mandaat import mandaat_geven
from loket.models.mandaat import SOORTEN
from loket.rules.mandaat import ARRANGEMENT
from scholen.models import Samenwerkingsverband

ALLES = [code for code, _ in SOORTEN]


def mandaten_vullen(
    swv: Samenwerkingsverband,
    *,
    beslissers: Iterable[Gebruiker],
    adviseurs: Iterable[Gebruiker],
    door: Gebruiker,
    op: datetime,
) -> None:
    """So that they may decide, also in a region that works with mandate or where help is granted by a besluit."""
    lijst = [(wie, "directeur", ALLES) for wie in beslissers]
    lijst += [(wie, "adviseur passend onderwijs", [ARRANGEMENT]) for wie in adviseurs]
    for nummer, (wie, functie, soorten) in enumerate(lijst, 1):
        mandaat_geven(
            door=door,
            op=op,
            swv=swv,
            nummer=f"{op.year - 4}-{nummer:02}",
            gebruiker=wie,
            functie=functie,
            soorten=soorten,
            van=date(op.year - 4, 1, 1),
        )
