"""A booking that goes along in no payment file, because it was paid in another way."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken

from .boeking import Boeking


class Buitenom(ZichtbaarModel):
    """That this booking was paid outside the payment files, and how. It stays: what was wrong is booked anew."""

    boeking = models.OneToOneField(Boeking, on_delete=models.PROTECT, related_name="buitenom")
    reden = models.CharField(max_length=200)
    gezet_op = models.DateTimeField()
    gezet_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Buitenom"].as_manager()

    class Avg:
        van, regel = "niemand", "geld"

    class Meta:
        verbose_name = "anders betaald"
        verbose_name_plural = "anders betaald"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reden=""),
                name="buitenom_reden",
                violation_error_message="Schrijf op hoe er is betaald.",
            )
        ]
        triggers = [
            bevroren("buitenom_vast", "Wat anders is betaald, verandert niet: neem de boeking terug."),
            niet_leegmaken("buitenom_niet_leegmaken", "Wat anders is betaald, wordt niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.reden
