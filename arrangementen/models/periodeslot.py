"""Up to which day the bookkeeping of an SWV is closed. Only added to: opening again is a row with its reason."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Samenwerkingsverband

BOEKSLOT = 20_206
"""The lock that a line takes shared and that closing a period takes alone, so that no line slips in between."""


class PeriodeslotQuerySet(ZichtbareQuerySet["Periodeslot"]):
    def dicht_tot(self, swv: Samenwerkingsverband) -> date | None:
        """The last day (inclusive) that is closed for this SWV; None when nothing is."""
        laatste = self.filter(swv=swv).order_by("-pk").first()
        return laatste.tot_en_met if laatste else None


class Periodeslot(ZichtbaarModel):
    """From this moment on no line can have a day up to and including tot_en_met; None: all is open again."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="periodesloten")
    tot_en_met = models.DateField(null=True, blank=True)
    heropend = models.BooleanField(default=False, help_text="Earlier than the one before it.")
    reden = models.CharField(max_length=200, blank=True)
    gezet_op = models.DateTimeField()
    gezet_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = PeriodeslotQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "geld"

    class Meta:
        verbose_name = "periodeslot"
        verbose_name_plural = "periodesloten"
        indexes = [models.Index(fields=["swv", "-id"], name="periodeslot_swv")]
        constraints = [
            models.CheckConstraint(
                condition=Q(heropend=False, tot_en_met__isnull=False) | Q(heropend=True) & ~Q(reden=""),
                name="periodeslot_reden",
                violation_error_message="Schrijf op waarom de periode weer opengaat.",
                violation_error_code="reden",
            )
        ]
        triggers = [
            bevroren("periodeslot_vast", "Een periodeslot verandert niet: zet een nieuw slot."),
            niet_leegmaken("periodeslot_niet_leegmaken", "Periodesloten worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"dicht tot en met {self.tot_en_met}" if self.tot_en_met else "open"
