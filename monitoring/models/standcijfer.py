"""Figures that are no sums of months, as they stand on a day. The worker keeps them (ADR 0055)."""

from __future__ import annotations

from django.db import models


class Standcijfer(models.Model):
    """What was counted of one subject over one period, of all own SWVs: tables as a report keeps them.

    wat: the subject, as in scholen.StaleFigures. dag: until when it was counted; another day is another figure.
    """

    wat = models.CharField(max_length=20)
    van = models.DateField()
    tot = models.DateField()
    dag = models.DateField()
    tabellen = models.JSONField()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "standcijfer"
        verbose_name_plural = "standcijfers"
        constraints = [
            models.UniqueConstraint(
                fields=["wat", "van", "tot", "dag"],
                name="standcijfer_uniek",
                violation_error_message="Van deze dag is dit al geteld.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.wat} op {self.dag}"
