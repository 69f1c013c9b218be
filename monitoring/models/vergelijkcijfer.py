"""National figures to compare with: one truth per figure and year, with where it comes from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from scholen.models import Sector


class Vergelijkcijfer(ZichtbaarModel):
    """The percentage of the whole country. jaar: of 1 October; of a figure of a school year that in which it begins."""

    code = models.CharField("cijfer", max_length=4)
    jaar = models.PositiveSmallIntegerField()
    sector = models.CharField(max_length=2, choices=Sector.choices)
    waarde = models.DecimalField("percentage", max_digits=5, decimal_places=2)
    bron = models.CharField(max_length=200)
    ingelezen_op = models.DateTimeField()
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Vergelijkcijfer"].as_manager()

    class Avg:
        van, regel = "niemand", "statistiek"

    class Meta:
        verbose_name = "landelijk cijfer"
        verbose_name_plural = "landelijke cijfers"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "sector", "jaar"],
                name="vergelijkcijfer_uniek",
                violation_error_message="Dit cijfer staat er al voor dit jaar.",
            ),
            models.CheckConstraint(
                condition=Q(waarde__gte=0, waarde__lte=100),
                name="vergelijkcijfer_procent",
                violation_error_message="Een percentage is 0 tot en met 100.",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^M[0-9]{2}$", sector__in=["PO", "VO"], jaar__range=(2014, 2100))
                & ~Q(bron=""),
                name="vergelijkcijfer_gevuld",
                violation_error_message="Een landelijk cijfer heeft een code, een jaar, een sector en een bron.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.sector} {self.jaar}: {self.waarde}%"
