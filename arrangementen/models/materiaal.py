"""Material that was lent: ordered, delivered and returned, each as an event with its day."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken

from .arrangement import Arrangement


class Materiaal(ZichtbaarModel):
    """One thing, or several of the same, for one arrangement. Where it is and when it is due follow from that."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="materialen")
    wat = models.CharField(max_length=120)
    aantal = models.PositiveSmallIntegerField(default=1)

    objects = ZichtbareQuerySet["Materiaal"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "arrangement"
        gezondheid = ("wat",)

    class Meta:
        verbose_name = "materiaal"
        verbose_name_plural = "materiaal"
        constraints = [
            models.CheckConstraint(
                condition=Q(aantal__gte=1, aantal__lte=999),
                name="materiaal_aantal",
                violation_error_message="Vul een aantal in van 1 tot en met 999.",
                violation_error_code="aantal",
            )
        ]
        triggers = [bevroren("materiaal_vast", "Wat is besteld, verandert niet.")]

    def __str__(self) -> str:
        return self.wat

    @property
    def log_leerling(self) -> str:
        return self.arrangement.log_leerling

    @property
    def log_school(self) -> str:
        return self.arrangement.log_school


class Materiaalstand(ZichtbaarModel):
    """Something that happened to it, once each."""

    class Soort(models.TextChoices):
        BESTELD = "besteld", "besteld"
        GELEVERD = "geleverd", "geleverd"
        TERUG = "terug", "teruggebracht"
        KWIJT = "kwijt", "kwijt of stuk"

    materiaal = models.ForeignKey(Materiaal, on_delete=models.PROTECT, related_name="standen")
    soort = models.CharField(max_length=8, choices=Soort.choices)
    dag = models.DateField()
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Materiaalstand"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "materiaal"

    class Meta:
        verbose_name = "stand van materiaal"
        verbose_name_plural = "standen van materiaal"
        constraints = [
            models.UniqueConstraint(
                fields=["materiaal", "soort"],
                name="materiaalstand_uniek",
                violation_error_message="Dit is al vastgelegd.",
            )
        ]
        triggers = [
            bevroren("materiaalstand_vast", "Wat met materiaal gebeurde, verandert niet."),
            niet_leegmaken("materiaalstand_niet_leegmaken", "Standen van materiaal worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.materiaal}: {self.soort}"

    @property
    def log_leerling(self) -> str:
        return self.materiaal.log_leerling

    @property
    def log_school(self) -> str:
        return self.materiaal.log_school
