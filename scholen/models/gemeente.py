"""A gemeente, by the number that CBS gives it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbareQuerySet


class Gemeente(models.Model):
    code = models.CharField(max_length=4, unique=True)
    naam = models.CharField(max_length=80)
    peildatum = models.DateField(null=True, blank=True)

    objects = ZichtbareQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{4}$"),
                name="gemeente_code",
                violation_error_message="Een gemeentenummer heeft vier cijfers.",
            )
        ]

    def __str__(self) -> str:
        return self.naam
