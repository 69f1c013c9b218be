"""Four eyes (security rule of deciding): a colleague approves exactly this decision before it can be signed."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren

from .aanvraag import Aanvraag


class Meelezing(ZichtbaarModel):
    """What was asked of whom, and the answer. vingerafdruk: of the decision; one other letter is another decision."""

    class Oordeel(models.TextChoices):
        AKKOORD = "akkoord", "akkoord"
        NIET_AKKOORD = "niet_akkoord", "niet akkoord"

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="meelezingen")
    gevraagd_aan = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="meelezingen")
    gevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gevraagd_op = models.DateTimeField()
    vingerafdruk = models.CharField(max_length=64)
    beslissing = models.JSONField()
    oordeel = models.CharField(max_length=12, choices=Oordeel.choices, blank=True)
    opmerking = models.TextField(blank=True)
    beoordeeld_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Meelezing"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("beslissing", "opmerking")
        gewoon = ("vingerafdruk",)

    class Meta:
        verbose_name = "meelezing"
        verbose_name_plural = "meelezingen"
        constraints = [
            models.CheckConstraint(
                condition=~Q(gevraagd_aan=F("gevraagd_door")),
                name="meelezing_ander",
                violation_error_message="Vraag een ander om mee te lezen.",
            ),
            models.CheckConstraint(
                condition=Q(oordeel="", beoordeeld_op__isnull=True)
                | ~Q(oordeel="") & Q(beoordeeld_op__isnull=False) & (Q(oordeel="akkoord") | ~Q(opmerking="")),
                name="meelezing_oordeel",
                violation_error_message="Wie niet akkoord is, schrijft op waarom.",
            ),
        ]
        triggers = [
            bevroren(
                "meelezing_bevroren",
                "Een oordeel over een besluit verandert niet.",
                als=pgtrigger.Q(old__beoordeeld_op__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"meelezing van {self.aanvraag}"

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school
