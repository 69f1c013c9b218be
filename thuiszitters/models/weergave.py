"""How somebody likes to see the board: views under a name, and whether a mail says each week that it is there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet


class Bordweergave(ZichtbaarModel):
    """A board with its filters under a name, of one user or of all who look after cases. No free text (afspraak 20)."""

    naam = models.CharField(max_length=40)
    eigenaar = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    gedeeld = models.BooleanField("voor collega’s", default=False)
    vraag = models.CharField(max_length=400, help_text="The query string of the board: filters only.")
    created_at = models.DateTimeField()

    objects = ZichtbareQuerySet["Bordweergave"].as_manager()

    class Avg:
        van, regel, bij = "medewerker", "account", "eigenaar"
        herkenbaar = ("naam",)
        gewoon = ("vraag",)

    class Meta:
        verbose_name = "weergave van het bord"
        verbose_name_plural = "weergaven van het bord"
        constraints = [
            models.UniqueConstraint(
                fields=["eigenaar", "naam"],
                name="bordweergave_naam",
                violation_error_message="Je hebt al een weergave met deze naam.",
            ),
            models.CheckConstraint(
                condition=~Q(naam=""), name="bordweergave_heet", violation_error_message="Geef de weergave een naam."
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class Weekkeuze(models.Model):
    """That this user wants a mail each week, from this day on."""

    gebruiker = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sinds = models.DateField()

    objects = ZichtbareQuerySet["Weekkeuze"].as_manager()

    class Avg:
        van, regel, bij = "medewerker", "account", "gebruiker"

    class Meta:
        verbose_name = "keuze voor het weekoverzicht"
        verbose_name_plural = "keuzes voor het weekoverzicht"

    def __str__(self) -> str:
        return f"elke week sinds {self.sinds}"
