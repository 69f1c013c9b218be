"""A child on its way to a next school or to work: steps with days, and who of the school sees to them (C31)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.termijnen.schooljaar import notatie
from scholen.models import Instelling, Leerling, School


class Schoolovergang(ZichtbaarModel):
    """One child on the list of one school in a school year. instelling: the version its steps came from."""

    class Soort(models.TextChoices):
        PO_VO = "po_vo", "Van po naar vo"
        SO_VSO = "so_vso", "Van so naar vso"
        VSO_WERK = "vso_werk", "Naar opleiding of werk"

    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="schoolovergangen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="schoolovergangen")
    instelling = models.ForeignKey(Instelling, on_delete=models.PROTECT, related_name="+")
    soort = models.CharField(max_length=8, choices=Soort.choices)
    schooljaar = models.PositiveSmallIntegerField()
    eigenaar = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begonnen_op = models.DateTimeField()
    begonnen_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    bestemming = models.CharField("waar de leerling naartoe gaat", max_length=160, blank=True)
    klaar_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Schoolovergang"].as_manager()

    class Avg:
        van, regel, bij = "kind", "leerling", "leerling"
        herkenbaar = ("bestemming",)

    class Meta:
        verbose_name = "overgang"
        verbose_name_plural = "overgangen"
        constraints = [
            models.UniqueConstraint(
                fields=["leerling", "school", "soort", "schooljaar"],
                name="schoolovergang_een_keer",
                violation_error_message="Deze leerling staat al op de lijst.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["po_vo", "so_vso", "vso_werk"], schooljaar__range=(2020, 2100)),
                name="schoolovergang_soort",
                violation_error_message="Kies een soort overgang.",
            ),
            models.CheckConstraint(
                condition=Q(klaar_op__isnull=True) | ~Q(bestemming=""),
                name="schoolovergang_klaar_met_bestemming",
                violation_error_message="Schrijf op waar de leerling naartoe gaat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {notatie(self.schooljaar)}"

    @property
    def log_leerling(self) -> str:
        return self.leerling.public_id

    @property
    def log_school(self) -> str:
        return self.school.brin6


class Overgangsstap(models.Model):
    """One step of it; its words and day stay as the SWV had set them when the child came on the list."""

    overgang = models.ForeignKey(Schoolovergang, on_delete=models.PROTECT, related_name="stappen")
    volgorde = models.PositiveSmallIntegerField()
    naam = models.CharField(max_length=120)
    uiterlijk = models.DateField()
    gedaan_op = models.DateTimeField(null=True, blank=True)
    gedaan_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Overgangsstap"].as_manager()

    class Avg:
        van, regel, bij = "kind", "leerling", "overgang"
        gewoon = ("naam",)

    class Meta:
        verbose_name = "stap van een overgang"
        verbose_name_plural = "stappen van een overgang"
        ordering = ["volgorde"]
        indexes = [
            models.Index(fields=["uiterlijk"], condition=models.Q(gedaan_op__isnull=True), name="overgangsstap_te_doen")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["overgang", "volgorde"],
                name="overgangsstap_een_keer",
                violation_error_message="Deze stap is er al.",
            ),
            models.CheckConstraint(
                condition=Q(gedaan_op__isnull=True, gedaan_door__isnull=True)
                | Q(gedaan_op__isnull=False, gedaan_door__isnull=False),
                name="overgangsstap_gedaan",
                violation_error_message="Bij een stap die gedaan is hoort wie dat deed.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam
