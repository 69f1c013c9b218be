"""What a parent or the pupil says to an offer in the portal: yes or no. Staff writes the answer down."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken

from .aanbod import Onderwijsaanbod


class Aanbodwoord(ZichtbaarModel):
    """One word of one person. The newest of each counts; what was said before stays. Never changes."""

    aanbod = models.ForeignKey(Onderwijsaanbod, on_delete=models.PROTECT, related_name="woorden")
    gever = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ja = models.BooleanField("ja tegen het aanbod")
    waarom = models.TextField("wat erbij is gezegd", blank=True)
    op = models.DateTimeField()

    objects = ZichtbareQuerySet["Aanbodwoord"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "aanbod"
        gezondheid = ("waarom",)

    class Meta:
        verbose_name = "woord over een aanbod"
        verbose_name_plural = "woorden over een aanbod"
        ordering = ["-op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ja=True) | ~Q(waarom=""),
                name="aanbodwoord_waarom",
                violation_error_message="Schrijf op waarom het niet kan.",
            ),
        ]
        triggers = [
            bevroren("aanbodwoord_bevroren", "Wat iemand zei, verandert niet. Zeg het opnieuw."),
            niet_leegmaken("aanbodwoord_niet_leegmaken", "Wat is gezegd, wordt niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{'ja' if self.ja else 'nee'} tegen {self.aanbod}"

    @property
    def log_leerling(self) -> str:
        return self.aanbod.casus.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanbod.casus.log_school
