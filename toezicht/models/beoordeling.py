"""What the privacy officer must look at: drawn by lot or because it stands out, and what came of it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from toezicht.rules.toezien import WAAROM, Soort

SOORTEN = [(een.value, WAAROM[een]) for een in Soort]


class Beoordeling(ZichtbaarModel):
    """One thing to look at, of one day and kind, about one person and mostly one child; once.

    wie and leerling: public ids, as in the logbook. ding: what it is of besides, as a noodtoegang. aantal: how many
    children, lines or seals made it stand out. toelichting: no names; it goes when the child goes.
    """

    class Uitkomst(models.TextChoices):
        IN_ORDE = "in_orde", "in orde"
        NAGEVRAAGD = "nagevraagd", "in orde, na vragen"
        NIET_IN_ORDE = "niet_in_orde", "niet in orde"

    dag = models.DateField()
    soort = models.CharField(max_length=12, choices=SOORTEN)
    wie = models.CharField(max_length=40, blank=True)
    leerling = models.CharField(max_length=40, blank=True)
    ding = models.CharField(max_length=40, blank=True)
    aantal = models.PositiveIntegerField(default=1)
    gemaakt_op = models.DateTimeField()
    uitkomst = models.CharField(max_length=12, choices=Uitkomst.choices, blank=True)
    toelichting = models.TextField(blank=True)
    beoordeeld_op = models.DateTimeField(null=True, blank=True)
    beoordeeld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Beoordeling"].as_manager()

    class Avg:
        van, regel = "medewerker", "register"
        gezondheid = ("toelichting",)
        herkenbaar = ("wie", "leerling")
        gewoon = ("ding",)
        na, dan = "gemaakt_op", "weg"

    class Meta:
        verbose_name = "beoordeling"
        verbose_name_plural = "beoordelingen"
        ordering = ["-dag", "soort", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dag", "soort", "wie", "leerling", "ding"],
                name="beoordeling_een",
                violation_error_message="Dit staat al in de lijst.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=[een.value for een in Soort]),
                name="beoordeling_soort",
                violation_error_message="Deze soort bestaat niet.",
            ),
            models.CheckConstraint(
                condition=Q(beoordeeld_op__isnull=True, beoordeeld_door__isnull=True, uitkomst="", toelichting="")
                | Q(beoordeeld_op__isnull=False, beoordeeld_door__isnull=False) & ~Q(uitkomst=""),
                name="beoordeling_uitkomst",
                violation_error_message="Wie beoordeelt, kiest een uitkomst.",
            ),
        ]
        triggers = [
            bevroren(
                "beoordeling_bevroren",
                "Wat is beoordeeld, blijft zo staan.",
                als=pgtrigger.Q(old__beoordeeld_op__isnull=False),
            ),
            niet_leegmaken("beoordeling_niet_leegmaken", "Wat is beoordeeld, blijft opgeschreven."),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} op {self.dag.isoformat()}"

    @property
    def log_leerling(self) -> str:
        return self.leerling
