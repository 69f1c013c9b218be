"""A key with which another program reads figures: of whom, until when, and never what it says itself."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import niet_leegmaken
from monitoring.rules.rapport import Over
from scholen.models import Bestuur, Gemeente, Samenwerkingsverband

WIE = (Over.SWV, Over.BESTUUR, Over.GEMEENTE)
"""About whom a key can read. Not a school: a program has no pupils of its own, so it gets no exact figures."""


class ApiSleutel(ZichtbaarModel):
    """One key of one program. It can be revoked and never changed: another scope or another year is another key.

    afdruk: of the key itself, which only who made it has seen. gebruikt_op: for the last time, to the minute.
    """

    naam = models.CharField(max_length=80)
    afdruk = models.CharField(max_length=64, unique=True, editable=False)
    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="apisleutels")
    over = models.CharField(max_length=8, choices=[(een.value, een.value) for een in WIE])
    bestuur = models.ForeignKey(Bestuur, on_delete=models.PROTECT, null=True, blank=True, related_name="apisleutels")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, null=True, blank=True, related_name="apisleutels")
    van = models.DateField()
    tot = models.DateField("tot en met")
    gemaakt_op = models.DateTimeField()
    gemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    gebruikt_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["ApiSleutel"].as_manager()

    class Avg:
        van, regel = "relatie", "account"
        herkenbaar = ("naam",)
        gewoon = ("afdruk",)

    class Meta:
        verbose_name = "API-sleutel"
        verbose_name_plural = "API-sleutels"
        ordering = ["-gemaakt_op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(over="swv", bestuur=None, gemeente=None)
                | Q(over="bestuur", bestuur__isnull=False, gemeente=None)
                | Q(over="gemeente", bestuur=None, gemeente__isnull=False),
                name="apisleutel_over",
                violation_error_message="Een sleutel is van één samenwerkingsverband, bestuur of gemeente.",
            ),
            models.CheckConstraint(
                condition=Q(tot__gte=F("van")) & ~Q(naam="") & ~Q(afdruk=""),
                name="apisleutel_gevuld",
                violation_error_message="Een sleutel heeft een naam, en eindigt niet voor hij begint.",
            ),
            models.CheckConstraint(
                condition=Q(ingetrokken_op=None, ingetrokken_door=None)
                | Q(ingetrokken_op__isnull=False, ingetrokken_door__isnull=False),
                name="apisleutel_ingetrokken",
                violation_error_message="Van een ingetrokken sleutel staat er wie dat deed.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="apisleutel_vast",
                fields=[
                    "naam",
                    "afdruk",
                    "swv",
                    "over",
                    "bestuur",
                    "gemeente",
                    "van",
                    "tot",
                    "gemaakt_op",
                    "gemaakt_door",
                ],
            ),
            pgtrigger.Protect(
                name="apisleutel_blijft_dicht",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ingetrokken_op__isnull=False),
            ),
            pgtrigger.Protect(name="apisleutel_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("apisleutel_niet_leegmaken", "Sleutels worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"sleutel {self.naam}"

    @property
    def wie(self) -> Samenwerkingsverband | Bestuur | Gemeente:
        """Of whom it reads the figures."""
        return self.bestuur or self.gemeente or self.swv

    def geldt(self, dag: date) -> bool:
        """Whether it opens anything on this day; van and tot are inclusive."""
        return self.ingetrokken_op is None and self.van <= dag <= self.tot
