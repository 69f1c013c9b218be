"""M15 and M16 as the page of money shows them: from the sums per month, or from the rows where nobody keeps sums.

As kengetallen/sommen.py does of aanvragen: a month that changed since the worker was there is counted from its rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet, Sum

from arrangementen.models import Aanbod, Arrangement, Boeking, StaleHelpMonth
from monitoring.models import Boekcijfer, Hulpcijfer, Hulpkinderen
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.kengetal import Kengetal
from monitoring.rules.periode import Periode, jaar_eerder
from monitoring.rules.tabel import Tabel
from scholen.models import School

from . import geld, niveaus
from .hulpmaanden import VELDEN, geboekt, geteld

Sleutel = Callable[[Any], tuple[str, str]]
"""Of a kind of support or a school: the key of its row and its name."""


@dataclass(frozen=True)
class Hulpsommen:
    """rijen and boekingen: what this viewer sees and asks for. alles: all of it, so that the sums are of the same rows.

    One period and the year before it.
    """

    rijen: QuerySet[Arrangement]
    boekingen: QuerySet[Boeking]
    periode: Periode
    alles: bool = False

    @cached_property
    def _uit_sommen(self) -> bool:
        return self.alles and all(een.hele_maanden for een in self._perioden)

    @cached_property
    def _perioden(self) -> tuple[Periode, Periode]:
        return self.periode, jaar_eerder(self.periode)

    @cached_property
    def _veranderd(self) -> set[date]:
        """The months of these periods that changed."""
        alle = StaleHelpMonth.objects.values_list("month", flat=True).distinct()
        return {een for een in alle if any(periode.bevat(een) for periode in self._perioden)}

    @cached_property
    def _anders(self) -> Mapping[tuple[int, int, date], Counter[str]]:
        return geteld(self.rijen, self._veranderd)

    def _per(self, naam: str) -> dict[int, tuple[Counter[str], Counter[str]]]:
        """By the id of a kind of support or of a school what there is in this period, and in the one before.

        naam: "aanbod" or "school".
        """
        uit: dict[int, tuple[Counter[str], Counter[str]]] = defaultdict(lambda: (Counter(), Counter()))
        goed = Hulpcijfer.objects.filter(**{f"{naam}__isnull": False}).exclude(maand__in=self._veranderd)
        for plek, periode in enumerate(self._perioden):
            erin = goed.filter(maand__range=(periode.van, periode.tot)).order_by().values_list(naam)
            for deel, *waarden in erin.annotate(**{f"som_{veld}": Sum(veld) for veld in VELDEN}):
                uit[deel][plek].update(dict(zip(VELDEN, waarden, strict=True)))
        for (aanbod, school, maand), aantallen in self._anders.items():
            deel = {"aanbod": aanbod, "school": school}[naam]
            uit[deel][0 if self.periode.bevat(maand) else 1].update(aantallen)
        return uit

    @cached_property
    def _per_aanbod(self) -> dict[int, tuple[Counter[str], Counter[str]]]:
        return self._per("aanbod")

    @cached_property
    def _aanbod(self) -> dict[int, Aanbod]:
        return Aanbod.objects.in_bulk([*self._per_aanbod])

    def _samen(self, plek: int) -> Counter[str]:
        uit: Counter[str] = Counter()
        for een in self._per_aanbod.values():
            uit.update(een[plek])
        return uit

    def leerlingen(self, periode: Periode) -> int:
        """M15: each pupil once."""
        if self._uit_sommen and not any(periode.bevat(maand) for maand in self._veranderd):
            bewaard = Hulpkinderen.objects.filter(van=periode.van, tot=periode.tot).values_list("aantal", flat=True)
            if (aantal := bewaard.first()) is not None:
                return aantal
        return geld.leerlingen(self.rijen, periode)

    def deeltabel(self) -> Tabel:
        """M15 by part, beside a year before."""
        if not self._uit_sommen:
            return geld.deeltabel(self.rijen, self.periode)
        delen = [{naam: self._samen(plek)[naam] for naam in geld.DELEN} for plek in (0, 1)]
        kinderen = [self.leerlingen(een) for een in self._perioden]
        return geld.deeltabel_van(self.periode, delen, kinderen)

    def doelentabel(self) -> Tabel:
        """M15: goals that were reached, beside a year before."""
        if not self._uit_sommen:
            return geld.doelentabel(self.rijen, self.periode)
        per = {
            een: Kengetal(DEFINITIES["M15"], self._samen(plek)["bereikt"], self._samen(plek)["beoordeeld"])
            for plek, een in enumerate(self._perioden)
        }
        return geld.doelentabel_van(per.__getitem__, self.periode)

    def hulptabel(self) -> Tabel:
        """M15 per kind of help."""
        return self._tabel(geld.hulptabel, lambda een: (een.kenmerk, een.naam), geld.HULP)

    def niveautabel(self) -> Tabel:
        """M15 per level."""
        return self._tabel(
            niveaus.niveautabel, lambda een: (een.niveau, een.niveau), niveaus.PER_NIVEAU, niveaus.genoemd
        )

    def thematabellen(self) -> list[Tabel]:
        """M15 per theme; none where no support has a theme."""
        if not self._uit_sommen:
            return niveaus.thematabellen(self.rijen, self.periode)
        if not Aanbod.objects.exclude(thema="").exists():
            return []
        per = self._cellen(self._per_aanbod, {pk: (een.thema, een.thema) for pk, een in self._aanbod.items()})
        return [niveaus.met_thema(geld.hulptabel_van(per, **niveaus.PER_THEMA))]

    def schooltabel(self) -> Tabel:
        """M15 per school."""
        if not self._uit_sommen:
            return geld.schooltabel(self.rijen, self.periode)
        per = self._per("school")
        heten = {een.pk: (een.brin6, een.naam) for een in School.objects.filter(pk__in=[*per])}
        return geld.hulptabel_van(self._cellen(per, heten), **geld.PER_SCHOOL)

    def _tabel(
        self,
        anders: Callable[[QuerySet[Arrangement], Periode], Tabel],
        sleutel: Sleutel,
        hoe: Mapping[str, str],
        daarna: Callable[[Tabel], Tabel] = lambda tabel: tabel,
    ) -> Tabel:
        if not self._uit_sommen:
            return anders(self.rijen, self.periode)
        heten = {pk: sleutel(een) for pk, een in self._aanbod.items()}
        return daarna(geld.hulptabel_van(self._cellen(self._per_aanbod, heten), **hoe))

    @staticmethod
    def _cellen(
        per: Mapping[int, tuple[Counter[str], Counter[str]]], heten: Mapping[int, tuple[str, str]]
    ) -> dict[tuple[str, str], geld.Hulp]:
        """By key and name how many, how many a year before, the hours, and the money; without what was not granted."""
        uit: dict[tuple[str, str], geld.Hulp] = {}
        for pk, (nu, toen) in per.items():
            if nu["toegekend"] or toen["toegekend"]:
                n, eerder, uren, bedrag = uit.get(heten[pk], (0, 0, Decimal(0), None))
                erbij = bedrag if not nu["toegekend"] else (bedrag or Decimal(0)) + nu["bedrag"]
                uit[heten[pk]] = (n + nu["toegekend"], eerder + toen["toegekend"], uren + nu["uren"], erbij)
        return uit

    def boektabel(self) -> Tabel:
        """M16: what was booked in the period itself."""
        if not self._uit_sommen:
            return geld.boektabel(self.boekingen, self.periode)
        erin = Q(maand__range=(self.periode.van, self.periode.tot)) & ~Q(maand__in=self._veranderd)
        per = Boekcijfer.objects.filter(erin).order_by().values_list("soort")
        uit = {soort: (n, som) for soort, n, som in per.annotate(n=Sum("aantal"), som=Sum("bedrag"))}
        anders = [maand for maand in self._veranderd if self.periode.bevat(maand)]
        for (soort, _), (n, som) in geboekt(self.boekingen, anders).items():
            eerst, samen = uit.get(soort, (0, Decimal(0)))
            uit[soort] = (eerst + n, samen + som)
        return geld.boektabel_van(uit, self.periode)
