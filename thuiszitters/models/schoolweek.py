"""How many hours a child goes to school in a week: what was agreed, and what became of it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbareQuerySet
from kern.logboek.bewaking import niet_leegmaken

from .plan import Plan, VanPlan


class Schoolweek(VanPlan):
    """One week of a plan, by its Monday. afgesproken, geweest: hours; None while nobody said so."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="schoolweken")
    maandag = models.DateField("week")
    afgesproken = models.DecimalField("uren afgesproken", max_digits=3, decimal_places=1, null=True, blank=True)
    geweest = models.DecimalField("uren geweest", max_digits=3, decimal_places=1, null=True, blank=True)
    op = models.DateTimeField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Schoolweek"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "plan"

    class Meta:
        verbose_name = "schoolweek van een plan"
        verbose_name_plural = "schoolweken van een plan"
        ordering = ["maandag"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "maandag"],
                name="schoolweek_een_keer",
                violation_error_message="Deze week staat er al.",
            ),
            models.CheckConstraint(
                condition=Q(maandag__iso_week_day=1),
                name="schoolweek_maandag",
                violation_error_message="Een schoolweek begint op maandag.",
            ),
            models.CheckConstraint(
                condition=(Q(afgesproken=None) | Q(afgesproken__range=(0, 40)))
                & (Q(geweest=None) | Q(geweest__range=(0, 40))),
                name="schoolweek_uren",
                violation_error_message="Vul een aantal uren in van 0 tot en met 40.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="schoolweek_vast", fields=["plan", "maandag"]),
            pgtrigger.Protect(name="schoolweek_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("schoolweek_niet_leegmaken", "Schoolweken worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"week van {self.maandag}"
