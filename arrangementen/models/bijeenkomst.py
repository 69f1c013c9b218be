"""Meetings of a group, and which of its pupils were there."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import niet_leegmaken

from .arrangement import Arrangement, Deelname


class Bijeenkomst(ZichtbaarModel):
    """One day on which the group came together."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="bijeenkomsten")
    dag = models.DateField()
    gemaakt_op = models.DateTimeField()
    gemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Bijeenkomst"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "arrangement"

    class Meta:
        verbose_name = "bijeenkomst van een groep"
        verbose_name_plural = "bijeenkomsten van een groep"
        constraints = [
            models.UniqueConstraint(
                fields=["arrangement", "dag"],
                name="bijeenkomst_dag",
                violation_error_message="Deze bijeenkomst is er al.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.arrangement} op {self.dag}"

    @property
    def log_school(self) -> str:
        return self.arrangement.log_school


class Aanwezigheid(ZichtbaarModel):
    """Whether one pupil was at a meeting. Each school says it of its own pupils, who gives the help of all."""

    class Was(models.TextChoices):
        AANWEZIG = "aanwezig", "aanwezig"
        AFGEMELD = "afgemeld", "afgemeld"
        AFWEZIG = "afwezig", "niet gekomen"

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.PROTECT, related_name="aanwezigheden")
    deelname = models.ForeignKey(Deelname, on_delete=models.PROTECT, related_name="aanwezigheden")
    was = models.CharField(max_length=8, choices=Was.choices)
    gezegd_op = models.DateTimeField()
    gezegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Aanwezigheid"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "deelname"

    class Meta:
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheid"
        constraints = [
            models.UniqueConstraint(
                fields=["bijeenkomst", "deelname"],
                name="aanwezigheid_uniek",
                violation_error_message="Van deze leerling is dit al gezegd.",
            )
        ]
        triggers = [niet_leegmaken("aanwezigheid_niet_leegmaken", "Aanwezigheid wordt niet verwijderd.")]

    def __str__(self) -> str:
        return f"{self.bijeenkomst}: {self.was}"

    @property
    def log_leerling(self) -> str:
        return self.deelname.log_leerling

    @property
    def log_school(self) -> str:
        return self.deelname.log_school
