"""Sums per month of what came in and what became of it (M08 to M11, M21, M22). The worker keeps them (ADR 0052).

They say nothing that the rows do not say: any of them can be thrown away and made again.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from scholen.models import Samenwerkingsverband, School


class Maandcijfer(models.Model):
    """What happened in one month, named by its first day, with the aanvragen of one kind.

    school: None is all schools together, for who asks of the whole SWV.
    weg: how many were no longer open, decided or not. besloten: decided, whatever else became of them before;
    na_wet and na_belofte: of those, later than the law or the SWV promises; gehoord and met_reden: of how many of them
    the pupil was heard, or it says why not.
    """

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    soort = models.CharField(max_length=8)
    maand = models.DateField()
    ontvangen = models.PositiveIntegerField(default=0)
    nieuw = models.PositiveIntegerField(default=0)
    weg = models.PositiveIntegerField(default=0)
    toegekend = models.PositiveIntegerField(default=0)
    afwijkend = models.PositiveIntegerField(default=0)
    afgewezen = models.PositiveIntegerField(default=0)
    buiten_behandeling = models.PositiveIntegerField(default=0)
    ingetrokken = models.PositiveIntegerField(default=0)
    doorgestuurd = models.PositiveIntegerField(default=0)
    besloten = models.PositiveIntegerField(default=0)
    na_wet = models.PositiveIntegerField(default=0)
    na_belofte = models.PositiveIntegerField(default=0)
    gehoord = models.PositiveIntegerField(default=0)
    met_reden = models.PositiveIntegerField(default=0)

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "maandcijfer"
        verbose_name_plural = "maandcijfers"
        constraints = [
            models.UniqueConstraint(
                fields=["maand", "swv", "soort", "school"],
                name="maandcijfer_uniek",
                nulls_distinct=False,
                violation_error_message="Van deze maand is dit al geteld.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.soort} in {self.maand:%Y-%m}"


class Duurcijfer(models.Model):
    """How many of what was decided in a month took so many days. deel: which part of the time; na_belofte: of those."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="+")
    deel = models.CharField(max_length=12)
    maand = models.DateField()
    dagen = models.IntegerField()
    aantal = models.PositiveIntegerField()
    na_belofte = models.PositiveIntegerField()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "duurcijfer"
        verbose_name_plural = "duurcijfers"
        constraints = [
            models.UniqueConstraint(
                fields=["maand", "swv", "deel", "dagen"],
                name="duurcijfer_uniek",
                violation_error_message="Van deze maand is dit al geteld.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.aantal} keer {self.dagen} dagen in {self.maand:%Y-%m}"


class Schoolduur(models.Model):
    """How long what was decided in a month about pupils of one school took: so many days, so many times. A median is no
    sum, but the lists of some months and schools are one list."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    maand = models.DateField()
    dagen = ArrayField(models.IntegerField())
    aantallen = ArrayField(models.PositiveIntegerField())

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "duur per school"
        verbose_name_plural = "duren per school"
        constraints = [
            models.UniqueConstraint(
                fields=["maand", "swv", "school"],
                name="schoolduur_uniek",
                violation_error_message="Van deze maand is dit al geteld.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.maand:%Y-%m}"
