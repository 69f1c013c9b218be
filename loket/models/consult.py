"""The answer to a consult: advice on paper, no decision (WVO 2020 2.47 lid 7 d). Given, it never changes."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken

from .aanvraag import Aanvraag


class Consultadvies(ZichtbaarModel):
    """What the loket answers. Until uitgebracht_op it is a draft of the loket, with a version for conflicts."""

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.PROTECT, related_name="consultadvies")
    tekst = models.TextField("advies", blank=True)
    versie = models.PositiveIntegerField(default=0)
    bewerkt_op = models.DateTimeField(null=True, blank=True)
    bewerkt_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    uitgebracht_op = models.DateTimeField(null=True, blank=True)
    uitgebracht_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ondertekenaar = models.CharField(max_length=120, blank=True, help_text="The name as it was on that day.")

    objects = ZichtbareQuerySet["Consultadvies"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("tekst",)
        herkenbaar = ("ondertekenaar",)

    class Meta:
        verbose_name = "advies op een consult"
        verbose_name_plural = "adviezen op een consult"
        constraints = [
            models.CheckConstraint(
                condition=Q(uitgebracht_op__isnull=True, uitgebracht_door__isnull=True)
                | Q(uitgebracht_op__isnull=False, uitgebracht_door__isnull=False) & ~Q(tekst="") & ~Q(ondertekenaar=""),
                name="consultadvies_uitgebracht_is_volledig",
                violation_error_message="Een gegeven advies heeft een tekst, een dag en een naam.",
            )
        ]
        triggers = [
            bevroren(
                "consultadvies_bevroren",
                "Een gegeven advies verandert niet.",
                als=pgtrigger.Q(old__uitgebracht_op__isnull=False),
            ),
            niet_leegmaken("consultadvies_niet_leegmaken", "Adviezen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"advies op {self.aanvraag}"

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school
