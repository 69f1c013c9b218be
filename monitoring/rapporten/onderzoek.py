"""The rows of a school year for research, each as classes and nothing else: no name, number, school or day leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, OuterRef, Subquery
from django.utils import timezone

from arrangementen.models import Arrangement
from arrangementen.models.aanbod import Vorm
from kern.termijnen.schooljaar import eerste_dag, laatste_dag
from loket.models import Aanvraag, Besluit
from loket.models.besluit import CATEGORIE
from loket.rules.soorten import SOORTEN
from monitoring.kengetallen.aanvragen import MET_BESLUIT, ingediend
from monitoring.kengetallen.binnen import met_woongemeente
from monitoring.rules import onderzoeksvelden as velden
from monitoring.rules.onderzoek import BEDRAGEN, LEEFTIJDEN, LEEG, Regel, Set, klasse, maak_set, weken
from scholen.models import Samenwerkingsverband, School
from scholen.models.school import Schoolsoort
from scholen.rules.leerling import leeftijd
from thuiszitters.models import Casus, Eindreden
from thuiszitters.models.casus import Reden

AANVRAGEN = "aanvragen"
"""The code of the unit that reports count too."""
NIET_GETELD = (Eindreden.ONTERECHT, Eindreden.SAMENGEVOEGD)


@dataclass(frozen=True)
class Bron:
    """Of which SWV and school year, and how many schools each of its gemeenten has."""

    swv: Samenwerkingsverband
    jaar: int
    scholen: Counter[str] = field(default_factory=Counter)

    @property
    def dagen(self) -> tuple[date, date]:
        return eerste_dag(self.jaar), laatste_dag(self.jaar)

    def gemeente(self, code: str | None) -> str:
        """A gemeente as its class."""
        if not code:
            return LEEG
        if not self.scholen[code]:
            return "buiten"
        return "groot" if self.scholen[code] >= velden.GROOT else "klein"


def sets(swv: Samenwerkingsverband, jaar: int) -> list[Set]:
    """Aanvragen, arrangementen and casussen of this school year, as they may leave."""
    er = School.objects.deelnemend(swv, laatste_dag(jaar)).filter(gemeente__isnull=False)
    bron = Bron(swv, jaar, Counter(er.values_list("gemeente__code", flat=True)))
    soorten = {code: SOORTEN[code].titel for code in MET_BESLUIT}
    vormen, wie, school = dict(Vorm.choices), dict(Arrangement.Voor.choices), dict(Schoolsoort.choices)
    einden = {code: zin for code, zin in Eindreden.choices if code not in NIET_GETELD}
    return [
        maak_set(velden.aanvragen(soorten, dict(CATEGORIE)), _aanvragen(bron)),
        maak_set(velden.arrangementen(vormen, wie, school), _arrangementen(bron)),
        maak_set(velden.casussen(dict(Reden.choices), einden), _casussen(bron)),
    ]


def _aanvragen(bron: Bron) -> Iterator[Regel]:
    alle = ingediend(Aanvraag.objects.filter(swv=bron.swv, ontvangstdatum__range=bron.dagen))
    eerste = Besluit.objects.filter(aanvraag=OuterRef("pk"), versie=1)
    besluit: dict[str, Any] = {
        f"eerste_{naam}": Subquery(eerste.values(naam)[:1], output_field=CharField())
        for naam in ("uitkomst", "categorie")
    }
    rijen = met_woongemeente(alle).annotate(**besluit)
    for een in rijen.select_related("leerling").order_by().iterator(2_000):
        uitkomst = een.eerste_uitkomst or ("zonder" if een.afgerond else velden.LOOPT)
        yield (
            een.soort,
            uitkomst,
            _leeftijd(een.leerling, een.ontvangstdatum),
            een.aanleiding or LEEG,
            een.eerste_categorie or LEEG,
            bron.gemeente(een.woongemeente),
            weken(een.ontvangstdatum, een.dag_besluit),
        )


def _arrangementen(bron: Bron) -> Iterator[Regel]:
    rijen = Arrangement.objects.filter(swv=bron.swv, schooljaar=bron.jaar).order_by()
    wat = ("aanbod__vorm", "beslissing__uitkomst", "voor", "school__soort", "aanleiding", "bedrag", "van", "tot")
    for vorm, uitkomst, voor, school, aanleiding, bedrag, van, tot in rijen.values_list(*wat).iterator(2_000):
        duur = weken(van, tot)
        yield vorm, uitkomst or velden.LOOPT, voor, school, aanleiding, klasse(float(bedrag), BEDRAGEN), duur


def _casussen(bron: Bron) -> Iterator[Regel]:
    rijen = Casus.objects.filter(swv=bron.swv, gemeld_op__date__range=bron.dagen).exclude(eindreden__in=NIET_GETELD)
    for een in rijen.select_related("leerling", "woongemeente").order_by().iterator(2_000):
        begin = timezone.localdate(een.gemeld_op)
        einde = een.gesloten_op and timezone.localdate(een.gesloten_op)
        yield (
            een.reden,
            _leeftijd(een.leerling, begin),
            een.eindreden or velden.LOOPT,
            bron.gemeente(een.woongemeente.code if een.woongemeente else None),
            weken(begin, einde),
        )


def _leeftijd(leerling: Any, dag: date) -> str:
    """Of a group nobody's."""
    return klasse(leeftijd(leerling.geboortedatum, dag) if leerling else None, LEEFTIJDEN)
