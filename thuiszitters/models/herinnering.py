"""That somebody was reminded of something in a case, once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from thuiszitters.rules.herinneren import Soort

from .bij_casus import BijCasus
from .casus import Casus


class Herinnering(BijCasus):
    """One reminder; the mails of it are made in the same transaction. dag: the day that it is about.

    The row is the truth: however often the sweep runs, and wherever it was killed, there is one of each.
    """

    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, related_name="herinneringen")
    soort = models.CharField(max_length=14)
    dag = models.DateField()
    op = models.DateTimeField()

    objects = ZichtbareQuerySet["Herinnering"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "casus"
        gewoon = ("soort",)

    class Meta:
        verbose_name = "herinnering bij een casus"
        verbose_name_plural = "herinneringen bij casussen"
        constraints = [
            models.UniqueConstraint(
                fields=["casus", "soort", "dag"],
                name="herinnering_een_keer",
                violation_error_message="Hieraan is al herinnerd.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=[een.value for een in Soort]),
                name="herinnering_soort",
                violation_error_message="Deze herinnering bestaat niet.",
            ),
        ]
        triggers = [
            bevroren("herinnering_bevroren", "Een herinnering verandert niet."),
            niet_leegmaken("herinnering_niet_leegmaken", "Herinneringen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.soort} op {self.dag}"
