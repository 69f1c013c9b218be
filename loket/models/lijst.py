"""A page of a long list and the counts of many, at a price that does not grow with the table.

Sorting, counting and skipping stop at HOOGSTENS: nobody turns forty pages, and a count beyond it says "meer dan 999".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import DurationField, ExpressionWrapper, F, IntegerField, Q, QuerySet, Subquery, Value
from django.utils.functional import cached_property

from kern.gebruikers.models import Gebruiker

from .termijn import stilgezet

if TYPE_CHECKING:
    from .aanvraag import AanvraagQuerySet

HOOGSTENS = 1000
LANG_GELEDEN, OOIT = date(1970, 1, 1), date(2900, 1, 1)


class Telling(Subquery):
    """How many rows a query has, at most HOOGSTENS."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _telling)"
    output_field = IntegerField()


def tellingen(gebruiker: Gebruiker, lijsten: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """The counts of several lists in one query; HOOGSTENS means: that many or more."""
    delen = {naam: Telling(lijst.order_by().values("pk")[:HOOGSTENS]) for naam, lijst in lijsten.items()}
    return dict(Gebruiker.objects.filter(pk=gebruiker.pk).annotate(**delen).values(*delen).get()) if delen else {}


def aantal_in_woorden(aantal: int) -> str:
    """12, or 999+ for a count that was stopped."""
    return "999+" if aantal >= HOOGSTENS else str(aantal)


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


LOOPT, STIL, KLAAR = "loopt", "stil", "klaar"
DELEN = frozenset({LOOPT, STIL, KLAAR})


@dataclass(frozen=True)
class Sortering:
    """By what the rows of a list are ordered. sleutel: termijn, leerling or nummer, with a minus to turn it round.

    delen: which parts the list can have; a part that cannot have a row is not looked for. klaar: the statuses of the
    last part, None for whatever does not run.
    """

    sleutel: str
    vandaag: date
    lopend: tuple[str, ...]
    klaar: tuple[str, ...] | None = None
    delen: frozenset[str] = DELEN

    def ids(self, lijst: AanvraagQuerySet, van: int, tot: int) -> list[int]:
        """The keys of these rows of the ordered list."""
        om = "-" if self.sleutel.startswith("-") else ""
        if self.sleutel in ("leerling", "-leerling"):
            met_naam = lijst.filter(zoekregel__isnull=False)  # an inner join, so that the index of names can lead
            return list(met_naam.order_by(f"{om}zoekregel__naam", f"{om}pk").values_list("pk", flat=True)[van:tot])
        if self.sleutel in ("nummer", "-nummer"):
            anders = "" if om else "-"
            return list(lijst.order_by(f"{anders}ontvangstdatum", f"{anders}pk").values_list("pk", flat=True)[van:tot])
        return [rij[2] for rij in self._op_termijn(lijst, om, tot)[van:tot]]

    def _op_termijn(self, lijst: AanvraagQuerySet, om: str, tot: int) -> list[tuple[int, timedelta, int]]:
        """First what runs, by its day; then what stands still, by its last day; then what is decided, newest first.

        Each part reads its own index and stops; whether something stands still depends on today, so no index knows it.
        """
        loopt = Q(status__in=self.lopend)
        klaar = ~loopt if self.klaar is None else Q(status__in=self.klaar)
        niet_stil = Q(stil_tot__isnull=True) | Q(stil_tot__lt=self.vandaag)
        delen = {
            LOOPT: (loopt & niet_stil, _dagen(F("termijn_ruw"), LANG_GELEDEN), om, "termijn_ruw"),
            STIL: (loopt & stilgezet(self.vandaag), _dagen(F("stil_tot"), LANG_GELEDEN), om, "stil_tot"),
            KLAAR: (klaar, _dagen(OOIT, F("ontvangstdatum")), "-", "ontvangstdatum"),
        }
        gevraagd = [
            lijst.filter(welke)
            .order_by(f"{richting}{kolom}", f"{richting}pk")
            .annotate(beurt=Value(nummer), dag=dag)
            .values_list("beurt", "dag", "pk")[:tot]
            for nummer, (naam, (welke, dag, richting, kolom)) in enumerate(delen.items())
            if naam in self.delen
        ]
        if not gevraagd:
            return []

        def plaats(rij: tuple[int, timedelta, int]) -> tuple[int, timedelta, int]:
            beurt, dag, pk = rij
            laatste = beurt == 2
            return beurt, -dag if om and not laatste else dag, -pk if om or laatste else pk

        eerste, *rest = gevraagd
        return sorted(eerste.union(*rest, all=True) if rest else eerste, key=plaats)


def _dagen(tot: Any, van: Any) -> ExpressionWrapper[Any]:
    tot, van = (Value(een) if isinstance(een, date) else een for een in (tot, van))
    return ExpressionWrapper(tot - van, output_field=DurationField())


class Bladen(Paginator):  # type: ignore[type-arg]
    """Pages of a list of aanvragen: the order says which rows, `opgehaald` fetches what a row shows.

    hoogstens: where counting stops.
    """

    def __init__(
        self,
        lijst: AanvraagQuerySet,
        per_page: int,
        *,
        sortering: Sortering,
        opgehaald: Any,
        hoogstens: int = HOOGSTENS,
    ) -> None:
        super().__init__(lijst, per_page)
        self.lijst, self.sortering, self.opgehaald, self.hoogstens = lijst, sortering, opgehaald, hoogstens

    def _check_object_list_is_ordered(self) -> None:
        """The order is that of `sortering`."""

    @cached_property
    def count(self) -> int:
        return self.lijst.order_by()[: self.hoogstens].count()

    @property
    def totaal(self) -> str:
        """How many there are, for people."""
        return f"meer dan {self.hoogstens - 1}" if self.count >= self.hoogstens else str(self.count)

    def page(self, number: int | str) -> Any:
        nummer = self.validate_number(number)
        begin = (nummer - 1) * self.per_page
        ids = self.sortering.ids(self.lijst, begin, begin + self.per_page) if self.count else []
        per_id = {rij.pk: rij for rij in self.opgehaald(ids)} if ids else {}
        return Page([per_id[een] for een in ids if een in per_id], nummer, self)
