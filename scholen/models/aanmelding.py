"""A child that is aangemeld at a school: the zorgplicht clock, what happened, and what the last school handed over."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from scholen.rules.zorgplicht import Zorgplicht, stand, zorgplicht

from .leerling import Leerling
from .school import School

TOELATINGSLEEFTIJD = 4


class Aanmelding(ZichtbaarModel):
    """A written application at a school: starts the zorgplicht clock of 6 + 4 and 10 weeks (R-TERM-18)."""

    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="aanmeldingen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="aanmeldingen")
    ontvangen_op = models.DateField()
    gewenst_op = models.DateField(null=True, blank=True)
    afgesloten_op = models.DateField(null=True, blank=True)
    zonder_plek_sinds = models.DateField("bij het SWV gemeld als zonder plek op", null=True, blank=True)
    eigenaar = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Aanmelding"].as_manager()

    class Avg:
        van, regel, bij = "kind", "leerling", "leerling"

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        constraints = [
            models.UniqueConstraint(
                fields=["leerling", "school"],
                condition=Q(afgesloten_op__isnull=True),
                name="aanmelding_een_open",
                violation_error_message="Er loopt al een aanmelding van deze leerling bij deze school.",
            ),
            models.CheckConstraint(
                condition=Q(zonder_plek_sinds=None) | Q(eigenaar__isnull=False),
                name="aanmelding_zonder_plek_heeft_eigenaar",
                violation_error_message="Een leerling zonder plek heeft iemand die zoekt.",
            ),
        ]

    def __str__(self) -> str:
        return f"aangemeld bij {self.school} op {self.ontvangen_op}"

    @property
    def stand(self) -> str:
        """The state (table 13.6). Uses gebeurtenissen (prefetch in lists)."""
        return stand(een.soort for een in sorted(self.gebeurtenissen.all(), key=lambda een: een.pk))

    def termijn(self, *, plaatsing_volgt_atw: bool) -> Zorgplicht:
        """The days that follow from it as it stands. Uses gebeurtenissen and leerling."""
        geboren = self.leerling.geboortedatum
        jaar = geboren.year + TOELATINGSLEEFTIJD
        try:
            vierde = geboren.replace(year=jaar)
        except ValueError:  # 29 February
            vierde = date(jaar, 3, 1)
        return zorgplicht(
            self.ontvangen_op,
            verlengd=any(een.soort == AanmeldingGebeurtenis.Soort.VERLENGD for een in self.gebeurtenissen.all()),
            plaatsing_volgt_atw=plaatsing_volgt_atw,
            vanaf_leeftijd=vierde,
        )

    @property
    def log_leerling(self) -> str:
        return self.leerling.public_id

    @property
    def log_school(self) -> str:
        return self.school.brin6


class AanmeldingGebeurtenis(models.Model):
    """What the school did with an aanmelding. per: the day it works from."""

    class Soort(models.TextChoices):
        IN_ONDERZOEK = "in_onderzoek", "onderzoek begonnen"
        VERLENGD = "verlengd", "vier weken meer tijd"
        TIJDELIJK = "tijdelijk_geplaatst", "tijdelijk geplaatst"
        TOEGELATEN = "toegelaten", "toegelaten"
        ANDERE_SCHOOL = "andere_school_gevonden", "andere school gevonden"
        INGETROKKEN = "ingetrokken", "ingetrokken door de ouders"
        ZONDER_PLEK = "zonder_plek", "gemeld als zonder plek"
        EIGENAAR = "eigenaar", "iemand anders zoekt verder"

    aanmelding = models.ForeignKey(Aanmelding, on_delete=models.PROTECT, related_name="gebeurtenissen")
    soort = models.CharField(max_length=22, choices=Soort.choices)
    per = models.DateField("met ingang van")
    reden = models.TextField(blank=True)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["AanmeldingGebeurtenis"].as_manager()

    class Avg:
        van, regel, bij = "kind", "leerling", "aanmelding"
        gezondheid = ("reden",)

    class Meta:
        verbose_name = "gebeurtenis van een aanmelding"
        verbose_name_plural = "gebeurtenissen van een aanmelding"
        constraints = [
            models.CheckConstraint(
                condition=Q(soort="andere_school_gevonden", school__isnull=False)
                | ~Q(soort="andere_school_gevonden") & Q(school=None),
                name="aanmeldinggebeurtenis_andere_school",
                violation_error_message="Kies de school waar de leerling naartoe gaat.",
            )
        ]
        triggers = [bevroren("aanmeldinggebeurtenis_bevroren", "Een gebeurtenis verandert niet.")]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} per {self.per}"


class Overdracht(ZichtbaarModel):
    """What one school tells the next about a child. It is read once, and then it is gone (afspraak 35)."""

    aanmelding = models.OneToOneField(Aanmelding, on_delete=models.PROTECT, related_name="overdracht")
    van = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    tekst = models.TextField(blank=True)
    created_at = models.DateTimeField()
    gemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gelezen_op = models.DateTimeField(null=True, blank=True)
    gelezen_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Overdracht"].as_manager()

    class Avg:
        van, regel, bij = "kind", "leerling", "aanmelding"
        gezondheid = ("tekst",)

    class Meta:
        verbose_name = "overdracht"
        verbose_name_plural = "overdrachten"
        constraints = [
            models.CheckConstraint(
                condition=Q(gelezen_op=None) & ~Q(tekst="") | Q(gelezen_op__gte=F("created_at"), tekst=""),
                name="overdracht_een_keer_te_lezen",
                violation_error_message="Een gelezen overdracht is weg.",
            )
        ]

    def __str__(self) -> str:
        return f"overdracht van {self.van}"

    @property
    def log_leerling(self) -> str:
        return self.aanmelding.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanmelding.log_school
