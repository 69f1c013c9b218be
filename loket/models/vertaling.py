"""That somebody who speaks a language read our translations in it. The texts themselves are files (loket/uitleg)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken


class Vertaalcontrole(ZichtbaarModel):
    """One sign-off: of exactly the texts whose hash is versie. Another text is another version, not checked yet."""

    taal = models.CharField(max_length=2)
    versie = models.CharField(max_length=64, help_text="Hash of all texts of this language.")
    spreker = models.CharField(max_length=120)
    nagekeken_op = models.DateField()
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Vertaalcontrole"].as_manager()

    class Avg:
        van, regel = "medewerker", "account"
        herkenbaar = ("spreker",)
        gewoon = ("taal", "versie")

    class Meta:
        verbose_name = "nagekeken vertaling"
        verbose_name_plural = "nagekeken vertalingen"
        constraints = [
            models.UniqueConstraint(
                fields=["taal", "versie"],
                name="vertaalcontrole_een_per_versie",
                violation_error_message="Deze vertaling is al nagekeken.",
            ),
            models.CheckConstraint(
                condition=~Q(spreker="") & ~Q(versie=""),
                name="vertaalcontrole_door_iemand",
                violation_error_message="Vul in wie de vertaling nakeek.",
            ),
        ]
        triggers = [
            bevroren("vertaalcontrole_bevroren", "Wie een vertaling nakeek, verandert niet."),
            niet_leegmaken("vertaalcontrole_niet_leegmaken", "Wie een vertaling nakeek, wordt niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.taal}, nagekeken door {self.spreker}"
