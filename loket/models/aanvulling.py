"""The request to complete an aanvraag, item by item, and what stood in a section before the school changed it."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from kern.termijnen.woorden import datum_voluit

from .aanvraag import Aanvraag, Bijlage
from .termijn import DOORGEVEN

ONDERDELEN = ("leerling", "school", "vraag", "hulpvraag", "toetsen", "behoefte", "gedaan", "mening", "stukken")


class Aanvulling(ZichtbaarModel):
    """A request to complete the aanvraag (Awb 4:5). The decision term stands still meanwhile (R-TERM-06)."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="aanvullingen")
    vraag = models.TextField("toelichting bij wat ontbreekt", blank=True)
    gevraagd_op = models.DateField()
    gevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    hersteltermijn_tot = models.DateField("uiterlijk op")
    aangevuld_op = models.DateField(null=True, blank=True)
    verlopen_op = models.DateField("gesloten zonder aanvulling", null=True, blank=True)
    herinnerd_op = models.DateField(null=True, blank=True)
    antwoord = models.TextField("toelichting van de school", blank=True)

    objects = ZichtbareQuerySet["Aanvulling"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("vraag", "antwoord")

    class Meta:
        verbose_name = "aanvulling"
        verbose_name_plural = "aanvullingen"
        triggers = [DOORGEVEN]
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag"],
                condition=Q(aangevuld_op__isnull=True, verlopen_op__isnull=True),
                name="aanvulling_een_open",
                violation_error_message="Er is al om aanvulling gevraagd.",
            ),
            models.CheckConstraint(
                condition=Q(hersteltermijn_tot__gt=F("gevraagd_op")),
                name="aanvulling_termijn",
                violation_error_message="De school moet tijd krijgen om aan te vullen.",
            ),
            models.CheckConstraint(
                condition=Q(verlopen_op__isnull=True)
                | Q(aangevuld_op__isnull=True, verlopen_op__gt=F("hersteltermijn_tot")),
                name="aanvulling_verlopen",
                violation_error_message="Alleen een aanvulling die niet op tijd kwam, kan zonder antwoord sluiten.",
            ),
        ]

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school

    def __str__(self) -> str:
        return f"aanvulling gevraagd op {self.gevraagd_op}"

    @property
    def gevraagd_woorden(self) -> str:
        """The day of asking, in words."""
        return datum_voluit(self.gevraagd_op)


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

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvulling"
        gezondheid = ("wat", "antwoord")
        gewoon = ("onderdeel", "veld")

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

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvulling"
        gezondheid = ("gegevens",)
        gewoon = ("onderdeel",)

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
