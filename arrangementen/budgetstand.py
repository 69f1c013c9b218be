"""What budgets add up to for this reader: without the lines of a besluit whose letter did not go out yet (afspraak 4).

The database keeps the sums of all lines; for who is outside the SWV the secret ones are taken off. They are few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import QuerySet, Sum

from arrangementen.models import Pot, Potdeel
from arrangementen.rules.boekingen import NUL, STAND, Stand, met_teken, stand_uit
from arrangementen.scopes.geld import geheime_boekingen
from kern.gebruikers.models import Gebruiker

M = TypeVar("M", bound=Pot | Potdeel)


class Bekend:
    """The sums that this reader may know. One question, and none for who works at the SWV. jaar: of one school year."""

    def __init__(self, wie: Gebruiker, jaar: int | None = None) -> None:
        self._af: dict[tuple[int, int | None], dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: NUL))
        self._swv: dict[int, int] = {}
        rijen = geheime_boekingen(wie).order_by().values("pot", "pot__swv", "school", "soort")
        if jaar is not None:
            rijen = rijen.filter(pot__schooljaar=jaar)
        for een in rijen.annotate(geheel=Sum("bedrag"), eerste=Sum("deel_eerste")):
            kolom, _ = STAND[een["soort"]]
            som = self._af[een["pot"], een["school"]]
            som[kolom] += met_teken(een["soort"], een["geheel"])
            som[f"eerste_{kolom}"] += met_teken(een["soort"], een["eerste"])
            self._swv[een["pot"]] = een["pot__swv"]

    def rijen(self, rijen: Iterable[M]) -> list[M]:
        """These rows with their sums as they are known."""
        lijst = [*rijen]
        for rij in lijst:
            for naam, som in self._van(rij).items():
                setattr(rij, naam, getattr(rij, naam) - som)
        return lijst

    def rij(self, rij: M) -> M:
        """The same of one row."""
        return self.rijen([rij])[0]

    def opgeteld(self, rijen: QuerySet[Any], sommen: tuple[str, ...], deel: str) -> Stand:
        """What these budgets or parts of budgets are together."""
        totaal = rijen.order_by().aggregate(**{som: Sum(som) for som in sommen})
        if self._af:
            pot = "pk" if rijen.model is Pot else "pot"
            for rij in rijen.filter(**{f"{pot}__in": [*self._swv]}):
                for naam, som in self._van(rij).items():
                    totaal[naam] = (totaal.get(naam) or NUL) - som
        return stand_uit(totaal, deel)

    def per_school(self, delen: QuerySet[Potdeel]) -> Mapping[tuple[int, int], Mapping[str, Decimal]]:
        """(school, SWV) → what is secret in these parts of budgets; in a part that is not seen nothing was counted."""
        som: dict[tuple[int, int], dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: NUL))
        if self._af:
            for pot, school in delen.filter(pot__in=[*self._swv]).values_list("pot", "school"):
                for naam, bedrag in self._af.get((pot, school), {}).items():
                    som[school, self._swv[pot]][naam] += bedrag
        return som

    def _van(self, rij: Pot | Potdeel) -> Mapping[str, Decimal]:
        if isinstance(rij, Pot):
            return self._samen(key for key in self._af if key[0] == rij.pk)
        return self._samen(key for key in self._af if key == (rij.pot_id, rij.school_id))

    def _samen(self, sleutels: Iterable[tuple[int, int | None]]) -> Mapping[str, Decimal]:
        som: dict[str, Decimal] = defaultdict(lambda: NUL)
        for sleutel in sleutels:
            for naam, bedrag in self._af[sleutel].items():
                som[naam] += bedrag
        return som
