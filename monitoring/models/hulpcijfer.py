"""Sums per month of help and of its money (M15, M16). The worker keeps them (ADR 0055)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from arrangementen.models import Aanbod
from scholen.models import School


class Hulpcijfer(models.Model):
    """What became of help in one month, named by its first day: of one kind of support, or of one school.

    Each arrangement is in both rows, so that neither list needs the other. uren: of support by the hour; afgewezen,
    verlenging, gestopt: as M15 says. beoordeeld and bereikt: goals at an end evaluation of this month.
    """

    maand = models.DateField()
    aanbod = models.ForeignKey(Aanbod, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    toegekend = models.PositiveIntegerField(default=0)
    verlenging = models.PositiveIntegerField(default=0)
    afgewezen = models.PositiveIntegerField(default=0)
    gestopt = models.PositiveIntegerField(default=0)
    uren = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    bedrag = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    beoordeeld = models.PositiveIntegerField(default=0)
    bereikt = models.PositiveIntegerField(default=0)

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "hulpcijfer"
        verbose_name_plural = "hulpcijfers"
        constraints = [
            models.UniqueConstraint(
                fields=["maand", "aanbod", "school"],
                name="hulpcijfer_uniek",
                nulls_distinct=False,
                violation_error_message="Van deze maand is dit al geteld.",
            ),
            models.CheckConstraint(
                condition=Q(aanbod=None, school__isnull=False) | Q(aanbod__isnull=False, school=None),
                name="hulpcijfer_van_een",
            ),
        ]

    def __str__(self) -> str:
        return f"hulp in {self.maand:%Y-%m}"


class Hulpkinderen(models.Model):
    """How many pupils got help that was granted from van up to and including tot: a month, a quarter or a school year.

    Not a sum of months: who got help in two of them is one pupil.
    """

    van = models.DateField()
    tot = models.DateField()
    aantal = models.PositiveIntegerField()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "aantal geholpen leerlingen"
        verbose_name_plural = "aantallen geholpen leerlingen"
        constraints = [
            models.UniqueConstraint(
                fields=["van", "tot"],
                name="hulpkinderen_uniek",
                violation_error_message="Van deze periode is dit al geteld.",
            )
        ]

    def __str__(self) -> str:
        return f"leerlingen van {self.van} tot en met {self.tot}"


class Boekcijfer(models.Model):
    """How many lines of one kind were booked in one month, and how much together."""

    maand = models.DateField()
    soort = models.CharField(max_length=14)
    aantal = models.PositiveIntegerField()
    bedrag = models.DecimalField(max_digits=14, decimal_places=2, default=0)

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "boekcijfer"
        verbose_name_plural = "boekcijfers"
        constraints = [
            models.UniqueConstraint(
                fields=["maand", "soort"],
                name="boekcijfer_uniek",
                violation_error_message="Van deze maand is dit al geteld.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.soort} in {self.maand:%Y-%m}"
