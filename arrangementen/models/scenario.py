"""What if: assumptions under a name, to lay beside the forecast."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from arrangementen.rules.aanbod import INDEX_TOT, INDEX_VAN
from arrangementen.rules.raming import Aannames, Klas
from arrangementen.rules.scenario import HOOGSTENS_INSTROOM, HOOGSTENS_KLAS, HOOGSTENS_TERUG
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from loket.models.besluit import CATEGORIE
from scholen.models import Samenwerkingsverband, TlvSoort


class Scenario(ZichtbaarModel):
    """One set of assumptions, shared by who makes forecasts. It is a thought, no fact: it changes and goes.

    Percentages: groei and terugplaatsing a year, instroom_ of the average inflow of that kind. klas_vanaf: the year on
    whose 1 February one more class counts first.
    """

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="scenarios")
    naam = models.CharField(max_length=40)
    groei = models.DecimalField(max_digits=6, decimal_places=4, default=Decimal(0))
    terugplaatsing = models.PositiveSmallIntegerField(default=0)
    instroom_sbo = models.PositiveSmallIntegerField(default=100)
    instroom_so = models.PositiveSmallIntegerField(default=100)
    instroom_vso = models.PositiveSmallIntegerField(default=100)
    instroom_pro = models.PositiveSmallIntegerField(default=100)
    instroom_lwoo = models.PositiveSmallIntegerField(default=100)
    klas_soort = models.CharField(max_length=4, choices=TlvSoort.choices, blank=True)
    klas_categorie = models.CharField(max_length=1, choices=CATEGORIE, blank=True)
    klas_leerlingen = models.PositiveSmallIntegerField(null=True, blank=True)
    klas_vanaf = models.PositiveSmallIntegerField(null=True, blank=True)
    bewaard_op = models.DateTimeField()
    bewaard_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Scenario"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "scenario"
        verbose_name_plural = "scenario’s"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "naam"],
                name="scenario_naam_uniek",
                violation_error_code="naam",
                violation_error_message="Er is al een scenario met deze naam.",
            ),
            models.CheckConstraint(
                condition=Q(
                    groei__range=(INDEX_VAN, INDEX_TOT),
                    terugplaatsing__lte=HOOGSTENS_TERUG,
                    **{f"instroom_{soort.lower()}__lte": HOOGSTENS_INSTROOM for soort in TlvSoort.values},
                ),
                name="scenario_procenten",
                violation_error_message="Een percentage is te klein of te groot.",
            ),
            models.CheckConstraint(
                condition=Q(klas_soort="", klas_categorie="", klas_leerlingen=None, klas_vanaf=None)
                | (
                    Q(klas_leerlingen__isnull=False, klas_vanaf__isnull=False)
                    & Q(klas_leerlingen__range=(1, HOOGSTENS_KLAS), klas_vanaf__range=(2000, 2100))
                    & (
                        Q(klas_soort__in=["SO", "VSO"], klas_categorie__in=["L", "M", "H"])
                        | Q(klas_soort__in=["SBO", "PRO", "LWOO"], klas_categorie="")
                    )
                ),
                name="scenario_klas",
                violation_error_message="Vul van een extra klas de soort, het aantal leerlingen en het begin in.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def aannames(self) -> Aannames:
        """As the rule wants them."""
        klas = None
        if self.klas_leerlingen is not None and self.klas_vanaf is not None:
            klas = Klas(self.klas_soort, self.klas_categorie, self.klas_leerlingen, self.klas_vanaf)
        instroom = {soort: getattr(self, f"instroom_{soort.lower()}") for soort in TlvSoort.values}
        return Aannames(Decimal(self.terugplaatsing), self.groei, instroom, klas)
