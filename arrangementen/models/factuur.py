"""A quote or invoice of who supplies the help, matched on the number of the decision (C74)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from arrangementen.rules.geld import HOOGSTENS
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from scholen.models import Samenwerkingsverband

from .arrangement import Arrangement
from .boeking import Boeking


class Factuur(ZichtbaarModel):
    """What came in. kenmerk: as it stands on the paper; arrangement: which one that is, when there is one."""

    class Soort(models.TextChoices):
        OFFERTE = "offerte", "offerte"
        FACTUUR = "factuur", "factuur"

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="facturen")
    soort = models.CharField(max_length=7, choices=Soort.choices)
    leverancier = models.CharField(max_length=120)
    nummer = models.CharField("nummer van de leverancier", max_length=40)
    datum = models.DateField()
    bedrag = models.DecimalField(max_digits=10, decimal_places=2)
    kenmerk = models.CharField(max_length=60, blank=True)
    arrangement = models.ForeignKey(
        Arrangement, on_delete=models.PROTECT, null=True, blank=True, related_name="facturen"
    )
    betaling = models.OneToOneField(Boeking, on_delete=models.PROTECT, null=True, blank=True, related_name="factuur")
    teruggestuurd = models.CharField("waarom teruggestuurd", max_length=200, blank=True)
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Factuur"].as_manager()

    class Avg:
        van, regel = "relatie", "geld"
        herkenbaar = ("leverancier", "teruggestuurd")
        gewoon = ("nummer", "kenmerk")
        na, dan = "vastgelegd_op", "leeg"

    class Meta:
        verbose_name = "factuur of offerte"
        verbose_name_plural = "facturen en offertes"
        indexes = [models.Index(fields=["swv", "-datum", "-id"], name="factuur_datum")]
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "soort", "leverancier", "nummer"],
                name="factuur_uniek",
                violation_error_message="Dit nummer van deze leverancier is er al.",
                violation_error_code="nummer",
            ),
            models.CheckConstraint(
                condition=Q(bedrag__gt=0, bedrag__lte=HOOGSTENS),
                name="factuur_bedrag",
                violation_error_message="Vul een bedrag in van meer dan nul.",
                violation_error_code="bedrag",
            ),
            models.CheckConstraint(
                condition=Q(betaling=None)
                | Q(soort="factuur", arrangement__isnull=False, betaling__isnull=False, teruggestuurd=""),
                name="factuur_betaald",
                violation_error_message="Alleen een factuur bij een arrangement wordt betaald.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.nummer} van {self.leverancier}"

    @property
    def log_school(self) -> str:
        return self.arrangement.log_school if self.arrangement else ""
