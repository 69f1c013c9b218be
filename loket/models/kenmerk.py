"""The counter behind the numbers of an aanvraag, an arrangement, a bezwaar and a thuiszitter."""

from __future__ import annotations

from django.db import models

from scholen.models import Samenwerkingsverband


class Kenmerknummer(models.Model):
    """The counter behind AV-JJJJ-NNNN and BZ-JJJJ-NNNN, one row per SWV, series and calendar year."""

    class Reeks(models.TextChoices):
        AANVRAAG = "AV", "aanvragen"
        ARRANGEMENT = "AR", "arrangementen"
        BEZWAAR = "BZ", "bezwaren"
        THUISZITTER = "TZ", "thuiszitters"

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="+")
    reeks = models.CharField(max_length=2, choices=Reeks.choices, default=Reeks.AANVRAAG)
    jaar = models.PositiveSmallIntegerField()
    laatste = models.PositiveIntegerField(default=0)

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "kenmerknummer"
        verbose_name_plural = "kenmerknummers"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "reeks", "jaar"],
                name="kenmerknummer_uniek",
                violation_error_message="Deze teller bestaat al.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reeks} {self.jaar}: {self.laatste}"
