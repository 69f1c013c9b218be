"""A report: figures of one period about one SWV, board, school or gemeente, frozen when the worker made it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.bestanden.controlegetal import controlegetal
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from monitoring.rules.bevriezen import definities_van, ontdooid
from monitoring.rules.kengetal import Definitie
from monitoring.rules.periode import Periode
from monitoring.rules.rapport import SOORTEN, Over, Rapportsoort, periode_van
from monitoring.rules.tabel import Tabel
from scholen.models import Bestuur, Gemeente, Samenwerkingsverband, School

if TYPE_CHECKING:
    from kern.bestanden.models import Inhoud

MAX_POGINGEN = 3
"""After this many failures a report waits for a person."""


class Stand(models.TextChoices):
    """How far a report or a set is; worked out, not kept."""

    WACHT = "wacht", "wacht"
    BEZIG = "bezig", "wordt gemaakt"
    KLAAR = "klaar", "klaar"
    MISLUKT = "mislukt", "niet gelukt"


def stand_van(klaar_op: datetime | None, lease_tot: datetime | None, pogingen: int) -> Stand:
    """How far something is that a worker makes."""
    if klaar_op:
        return Stand.KLAAR
    if lease_tot:
        return Stand.BEZIG
    return Stand.MISLUKT if pogingen >= MAX_POGINGEN else Stand.WACHT


def _bestand(naam: str) -> models.ForeignKey[Inhoud | None, Inhoud | None]:
    return models.ForeignKey(
        "bestanden.Inhoud", on_delete=models.PROTECT, null=True, blank=True, related_name=f"rapporten_{naam}"
    )


class Rapport(ZichtbaarModel):
    """One report. Once it is there it never changes; until then the row says that it is to be made.

    periode: a code, as in an address. gevraagd_door: nobody when the clock asked. tabellen: the figures with what they
    meant, frozen; precies: as they were before small numbers were hidden; controlegetal: of all of that. pdf, excel
    and csv: the files as they were made.
    """

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="rapporten")
    soort = models.CharField(max_length=20)
    periode = models.CharField(max_length=10)
    over = models.CharField(max_length=8, choices=[(een.value, een.value) for een in Over])
    bestuur = models.ForeignKey(Bestuur, on_delete=models.PROTECT, null=True, blank=True, related_name="rapporten")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="rapporten")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, null=True, blank=True, related_name="rapporten")
    gevraagd_op = models.DateTimeField()
    gevraagd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lease_tot = models.DateTimeField(null=True, blank=True, help_text="A worker is at it until then at most.")
    pogingen = models.PositiveSmallIntegerField(default=0)
    tabellen = models.JSONField(null=True, blank=True)
    precies = models.JSONField(null=True, blank=True, help_text="The same before small numbers were hidden in it.")
    controlegetal = models.CharField(max_length=64, blank=True)
    pdf = _bestand("pdf")
    excel = _bestand("excel")
    csv = _bestand("csv")
    klaar_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Rapport"].as_manager()

    class Avg:
        van, regel = "niemand", "statistiek"

    class Meta:
        verbose_name = "rapport"
        verbose_name_plural = "rapporten"
        ordering = ["-gevraagd_op", "-pk"]
        indexes = [models.Index(fields=["gevraagd_op"], condition=Q(klaar_op=None), name="rapport_te_maken")]
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "soort", "periode", "bestuur", "school", "gemeente"],
                name="rapport_uniek",
                nulls_distinct=False,
                violation_error_message="Dit rapport is er al.",
            ),
            models.CheckConstraint(
                condition=Q(over="swv", bestuur=None, school=None, gemeente=None)
                | Q(over="bestuur", bestuur__isnull=False, school=None, gemeente=None)
                | Q(over="school", bestuur=None, school__isnull=False, gemeente=None)
                | Q(over="gemeente", bestuur=None, school=None, gemeente__isnull=False),
                name="rapport_over",
                violation_error_message="Een rapport gaat over één samenwerkingsverband, bestuur, school of gemeente.",
            ),
            models.CheckConstraint(
                condition=Q(klaar_op=None, tabellen__isnull=True, controlegetal="", pdf=None, excel=None, csv=None)
                | Q(klaar_op__isnull=False, tabellen__isnull=False, pdf__isnull=False)
                & Q(excel__isnull=False, csv__isnull=False)
                & ~Q(controlegetal=""),
                name="rapport_heel_of_niet",
                violation_error_message="Een rapport is er helemaal of niet.",
            ),
        ]
        triggers = [
            bevroren(
                "rapport_bevroren",
                "Een rapport dat er is, verandert niet.",
                als=pgtrigger.Q(old__klaar_op__isnull=False),
            ),
            niet_leegmaken("rapport_niet_leegmaken", "Rapporten worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.kind.naam}, {self.tijd.naam}"

    @property
    def log_school(self) -> str:
        return self.school.brin6 if self.school else ""

    @property
    def kind(self) -> Rapportsoort:
        """What is in it and how often it is made."""
        return SOORTEN[self.soort]

    @property
    def tijd(self) -> Periode:
        """The days that it is about."""
        return periode_van(self.periode)

    @property
    def wie(self) -> Samenwerkingsverband | Bestuur | School | Gemeente:
        """About whom it is."""
        return self.bestuur or self.school or self.gemeente or self.swv

    @property
    def stand(self) -> Stand:
        return stand_van(self.klaar_op, self.lease_tot, self.pogingen)

    @property
    def cijfers(self) -> list[Tabel]:
        """The tables as they were frozen."""
        return [ontdooid(een) for een in self.tabellen or ()]

    @property
    def precieze_cijfers(self) -> list[Tabel]:
        """The tables before small numbers were hidden, where they were."""
        return [ontdooid(een) for een in self.precies or self.tabellen or ()]

    @property
    def definities(self) -> list[Definitie]:
        """What the figures meant when they were frozen."""
        return definities_van(self.tabellen or ())

    @property
    def getal(self) -> str:
        """The controlegetal of what is in it now: another one than was kept means that it is not whole."""
        wie = f"{self.over} {self.bestuur_id or ''} {self.school_id or ''} {self.gemeente_id or ''}"
        moment = self.klaar_op and self.klaar_op.astimezone(UTC).isoformat()
        feiten = {"swv": self.swv.code, "soort": self.soort, "periode": self.periode, "over": wie}
        return controlegetal({**feiten, "op": moment, "tabellen": self.tabellen, "precies": self.precies})
