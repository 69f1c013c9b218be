"""What is missing, item by item, and what stood in a section before the school changed it for that."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren

from .aanvraag import Aanvulling, Bijlage

ONDERDELEN = ("leerling", "school", "vraag", "hulpvraag", "toetsen", "behoefte", "gedaan", "mening", "stukken")


class Aanvulpunt(ZichtbaarModel):
    """One thing that is missing. onderdeel, veld: where the answer belongs ("" when nowhere in particular).

    While it is asked the school may change that section. nodig: without it the aanvraag cannot be judged; otherwise it
    is only wanted.
    """

    aanvulling = models.ForeignKey(Aanvulling, on_delete=models.PROTECT, related_name="punten")
    volgorde = models.PositiveSmallIntegerField()
    wat = models.TextField("wat ontbreekt")
    onderdeel = models.CharField(max_length=12, blank=True)
    veld = models.CharField("veld of soort stuk", max_length=40, blank=True)
    nodig = models.BooleanField(default=True)
    antwoord = models.TextField(blank=True)
    stukken = models.ManyToManyField(Bijlage, related_name="aanvulpunten", blank=True)
    bewerkt_op = models.DateTimeField(null=True, blank=True)
    bewerkt_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Aanvulpunt"].as_manager()

    class Meta:
        verbose_name = "punt van een aanvulling"
        verbose_name_plural = "punten van een aanvulling"
        ordering = ("volgorde",)
        constraints = [
            models.UniqueConstraint(
                fields=["aanvulling", "volgorde"],
                name="aanvulpunt_volgorde",
                violation_error_message="Deze plaats in de lijst is bezet.",
            ),
            models.CheckConstraint(
                condition=~Q(wat=""),
                name="aanvulpunt_wat",
                violation_error_message="Schrijf op wat er ontbreekt.",
            ),
            models.CheckConstraint(
                condition=Q(onderdeel__in=["", *ONDERDELEN]),
                name="aanvulpunt_onderdeel",
                violation_error_message="Dit onderdeel bestaat niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"punt {self.volgorde} van {self.aanvulling}"

    @property
    def log_leerling(self) -> str:
        return self.aanvulling.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvulling.log_school


class OnderdeelVersie(models.Model):
    """A section as it stood when the loket asked to complete it; kept at the first change the school makes."""

    aanvulling = models.ForeignKey(Aanvulling, on_delete=models.PROTECT, related_name="oude_onderdelen")
    onderdeel = models.CharField(max_length=12)
    versie = models.PositiveIntegerField()
    gegevens = models.JSONField(encoder=DjangoJSONEncoder)
    bewaard_op = models.DateTimeField()
    bewaard_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["OnderdeelVersie"].as_manager()

    class Meta:
        verbose_name = "eerdere versie van een onderdeel"
        verbose_name_plural = "eerdere versies van onderdelen"
        constraints = [
            models.UniqueConstraint(
                fields=["aanvulling", "onderdeel"],
                name="onderdeelversie_een_per_ronde",
                violation_error_message="De eerdere tekst is al bewaard.",
            )
        ]
        triggers = [bevroren("onderdeelversie_bevroren", "Wat er eerst stond, verandert niet.")]

    def __str__(self) -> str:
        return f"{self.onderdeel} bij {self.aanvulling}"
