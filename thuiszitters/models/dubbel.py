"""That two children that look alike are not one: said once by a person, so that nobody is asked again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbareQuerySet
from scholen.models import Leerling


class GeenDubbel(models.Model):
    """Two different children. een is the one with the lower number, so that a pair is there once."""

    een = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="+")
    ander = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="+")
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField()

    objects = ZichtbareQuerySet["GeenDubbel"].as_manager()

    class Avg:
        van, regel, bij = "kind", "leerling", "een|ander"

    class Meta:
        verbose_name = "paar van verschillende kinderen"
        verbose_name_plural = "paren van verschillende kinderen"
        constraints = [
            models.UniqueConstraint(
                fields=["een", "ander"],
                name="geen_dubbel_een_keer",
                violation_error_message="Van deze kinderen is al gezegd dat zij verschillen.",
            ),
            models.CheckConstraint(
                condition=Q(een__lt=F("ander")),
                name="geen_dubbel_volgorde",
                violation_error_message="Een paar staat er één keer in.",
            ),
        ]

    def __str__(self) -> str:
        return f"verschillend sinds {self.op:%Y-%m-%d}"
