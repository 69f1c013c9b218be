"""What a kind of support costs in a school year."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from arrangementen.rules.geld import HOOGSTENS
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from kern.termijnen.schooljaar import notatie

from .aanbod import Aanbod


class TariefQuerySet(ZichtbareQuerySet["Tarief"]):
    def geldend(self) -> TariefQuerySet:
        """Of each kind and school year the last version."""
        return self.order_by("aanbod", "schooljaar", "-versie").distinct("aanbod", "schooljaar")


class Tarief(ZichtbaarModel):
    """The price of one unit in a school year, by version: a row never changes, a next one goes above it.

    schooljaar: its first calendar year. reden: why there is a next version, when the year had begun.
    """

    aanbod = models.ForeignKey(Aanbod, on_delete=models.PROTECT, related_name="tarieven")
    schooljaar = models.PositiveSmallIntegerField()
    versie = models.PositiveSmallIntegerField(default=1)
    bedrag = models.DecimalField(max_digits=10, decimal_places=2)
    reden = models.CharField(max_length=200, blank=True)
    vastgesteld_op = models.DateTimeField()
    vastgesteld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TariefQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "tarief"
        verbose_name_plural = "tarieven"
        constraints = [
            models.UniqueConstraint(
                fields=["aanbod", "schooljaar", "versie"],
                name="tarief_versie",
                violation_error_message="Dit tarief is intussen ook door een collega vastgesteld.",
            ),
            models.CheckConstraint(
                condition=Q(bedrag__gte=0, bedrag__lte=HOOGSTENS),
                name="tarief_bedrag",
                violation_error_message="Een bedrag is nul of meer, en minder dan 100 miljoen euro.",
            ),
            models.CheckConstraint(
                condition=Q(schooljaar__gte=2000, schooljaar__lte=2100),
                name="tarief_schooljaar",
                violation_error_message="Dit schooljaar bestaat niet.",
            ),
        ]
        triggers = [
            bevroren("tarief_vast", "Een tarief verandert niet: stel een nieuw tarief vast."),
            niet_leegmaken("tarief_niet_leegmaken", "Tarieven worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"tarief van {self.aanbod} voor {notatie(self.schooljaar)}"
