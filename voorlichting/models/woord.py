"""Words that an SWV explains itself, beside those that the portal knows."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from scholen.models import Samenwerkingsverband


class Woord(ZichtbaarModel):
    """vormen: other ways to write it, such as the plural or the short form. It goes before a word of the portal."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="woorden")
    woord = models.CharField(max_length=60)
    vormen = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    uitleg = models.CharField(max_length=400)

    objects = ZichtbareQuerySet["Woord"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "woord"
        verbose_name_plural = "woorden"
        ordering = [Lower("woord")]
        constraints = [
            models.UniqueConstraint(
                "swv", Lower("woord"), name="woord_uniek", violation_error_message="Dit woord staat er al."
            ),
            models.CheckConstraint(
                condition=~Q(woord="") & ~Q(uitleg=""),
                name="woord_met_uitleg",
                violation_error_message="Een woord heeft een uitleg.",
            ),
        ]

    def __str__(self) -> str:
        return self.woord
