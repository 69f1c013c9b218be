"""A look in an emergency: somebody opens a file outside the own work, for four hours, with a reason that is read."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from loket.models import Aanvraag


class NoodtoegangQuerySet(ZichtbareQuerySet["Noodtoegang"]):
    def open_op(self, op: datetime) -> NoodtoegangQuerySet:
        """Those that still open something at this moment."""
        return self.filter(geopend_op__lte=op, tot__gt=op, gesloten_op=None)


class Noodtoegang(ZichtbaarModel):
    """Who opened which file and why. It ends by itself at `tot`, or sooner when somebody closes it."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="noodtoegangen")
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="noodtoegangen")
    reden = models.TextField()
    geopend_op = models.DateTimeField()
    tot = models.DateTimeField()
    gesloten_op = models.DateTimeField(null=True, blank=True)
    gesloten_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = NoodtoegangQuerySet.as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("reden",)

    class Meta:
        verbose_name = "noodtoegang"
        verbose_name_plural = "noodtoegangen"
        ordering = ["-geopend_op", "-pk"]
        indexes = [models.Index(fields=["gebruiker", "tot"], name="noodtoegang_open")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reden=""),
                name="noodtoegang_reden",
                violation_error_message="Schrijf op wat er aan de hand is.",
            ),
            models.CheckConstraint(
                condition=Q(tot__gt=F("geopend_op")),
                name="noodtoegang_tot",
                violation_error_message="Noodtoegang eindigt na het openen.",
            ),
        ]

    def __str__(self) -> str:
        return f"noodtoegang van {self.geopend_op:%Y-%m-%d %H:%M}"

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school
