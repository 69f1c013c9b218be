"""What stands behind a number: the rows, and what of each is added up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import F, QuerySet, Sum

from loket.models.tlv import TlvQuerySet
from monitoring.models import Woontelling
from monitoring.rules.kengetal import TIENDE
from monitoring.rules.periode import Periode
from monitoring.rules.tabel import Cel
from monitoring.rules.telling import Telling, telling
from scholen.models import LeerlingAantal, Samenwerkingsverband
from thuiszitters.rules.opgave import Geval, Regel

WAARDE = "waarde"
"""The annotation of a row with what it adds to the number."""


@dataclass(frozen=True)
class Thuisbron:
    """The lines of who was counted (M17), the words of the classes, and all absence for other days."""

    regels: Sequence[Regel]
    klassen: Sequence[str]
    gevallen: Sequence[Geval] = ()


@dataclass(frozen=True)
class Bron:
    """The rows of which the tables of one report or page are made.

    dag: until when is counted; vandaag: by which day a school is in an area, and a TLV has ended; teldag: of DUO.

    allen: all aanvragen of the SWV and how many schools it has, beside a choice of schools; hier: how many are chosen.
    """

    swv: Samenwerkingsverband
    periode: Periode
    dag: date
    vandaag: date
    teldag: date
    aanvragen: QuerySet[Any]
    tlvs: TlvQuerySet
    hulp: QuerySet[Any]
    boekingen: QuerySet[Any]
    bezwaren: QuerySet[Any]
    stemmen: QuerySet[Any]
    signalen: QuerySet[Any]
    basis: QuerySet[Any]
    casussen: QuerySet[Any]
    aantallen: QuerySet[LeerlingAantal]
    thuis: Callable[[], Thuisbron]
    allen: Callable[[], tuple[QuerySet[Any], int]] | None = None
    hier: int = 1
    woon: QuerySet[Any] | None = None


@dataclass(frozen=True)
class Herkomst:
    """rijen: with `waarde` when that is added up (som), else each counts once.

    gewicht: of cases by their number, how often each counts. deler: of a mean. getal: the number when it is neither.
    """

    rijen: QuerySet[Any]
    som: bool = False
    deler: int = 1
    gewicht: Mapping[str, int] | None = None
    getal: Callable[[], Cel] | None = None

    @property
    def nu(self) -> Cel:
        """What the number would be now."""
        if self.getal:
            return self.getal()
        if self.gewicht is not None:
            return sum(self.gewicht.values())
        if self.rijen.model in (LeerlingAantal, Woontelling):
            return self._telling().woorden
        geteld = (self.rijen.aggregate(n=Sum(WAARDE))["n"] or 0) if self.som else self.rijen.count()
        return geteld if self.deler == 1 else (Decimal(geteld) / self.deler).quantize(TIENDE, ROUND_HALF_UP)

    def _telling(self) -> Telling:
        """Counts that were read in, of which a part may be hidden."""
        uit = Telling()
        for keer, tekst, aantal in self.rijen.values_list(WAARDE, "tekst", "aantal"):
            een = telling(tekst, 1, aantal)
            uit += een if keer > 0 else Telling(-een.laag, None if een.hoog is None else -een.hoog)
        return uit


def geteld(rijen: QuerySet[Any]) -> Herkomst:
    """Each row once."""
    return Herkomst(rijen)


def opgeteld(rijen: QuerySet[Any], wat: Any) -> Herkomst:
    """The sum of this field or expression."""
    return Herkomst(rijen.annotate(**{WAARDE: F(wat) if isinstance(wat, str) else wat}), som=True)


Weg = Callable[[Bron, str, str, int], Herkomst | None]
"""Of the key of a row ("": the total), the head of a column and its place, what is counted there; None: no rows."""
