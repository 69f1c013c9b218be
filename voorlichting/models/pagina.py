"""Pages for everybody, by version: a draft until it is published, and never the same again after that."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from kern.brieven.talen import NEDERLANDS, TALEN
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Samenwerkingsverband

TAALKEUZES = [(taal.code, taal.naam) for taal in TALEN.values()]


class Rubriek(models.TextChoices):
    """Where a page stands. VAST: words of the SWV on a page that the portal has itself, such as privacy."""

    OUDERS = "ouders", "Voor ouders"
    PROFESSIONALS = "professionals", "Voor professionals"
    OVER_ONS = "over-ons", "Over ons"
    NIEUWS = "nieuws", "Nieuws"
    KENNISBANK = "kennisbank", "Kennisbank"
    SCHOLING = "scholing", "Scholing"
    VAST = "vast", "Vaste pagina"


class Niveau(models.TextChoices):
    """The three levels of support (C43), or knowledge about all of them."""

    BASIS = "basis", "basisondersteuning"
    EXTRA = "extra", "extra ondersteuning"
    SPECIAAL = "speciaal", "speciaal onderwijs"


class PaginaQuerySet(ZichtbareQuerySet["Pagina"]):
    def open(self, dag: date) -> Self:
        """What everybody reads on this day, each with `geldend`: the version that holds."""
        versies = Paginaversie.objects.geldend(dag).filter(pagina=OuterRef("pk"))
        return (
            self.filter(ingetrokken_op=None).annotate(geldend=Subquery(versies.values("pk")[:1])).exclude(geldend=None)
        )


class Pagina(ZichtbaarModel):
    """An address. Its words are in its versions; in another language it is another row with the same slug."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="paginas")
    rubriek = models.CharField(max_length=13, choices=Rubriek.choices)
    slug = models.SlugField("adres", max_length=60)
    taal = models.CharField(max_length=2, choices=TAALKEUZES, default=NEDERLANDS)
    volgorde = models.PositiveSmallIntegerField(default=50, help_text="Lower stands first.")
    ingetrokken_op = models.DateTimeField(null=True, blank=True, help_text="Nobody reads it any more.")

    objects = PaginaQuerySet.as_manager()

    if TYPE_CHECKING:
        geldend: int

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "pagina"
        verbose_name_plural = "pagina's"
        ordering = ["volgorde", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "rubriek", "slug", "taal"],
                name="pagina_uniek",
                violation_error_message="Er is al een pagina met dit adres in deze taal.",
            ),
            models.CheckConstraint(
                condition=Q(rubriek__in=Rubriek.values, taal__in=list(TALEN)),
                name="pagina_rubriek_en_taal",
                violation_error_message="Kies waar de pagina staat, en in welke taal.",
            ),
        ]
        triggers = [niet_leegmaken("pagina_niet_leegmaken", "Een pagina wordt niet verwijderd.")]

    def __str__(self) -> str:
        return f"{self.rubriek}/{self.slug}"

    @property
    def kenmerk(self) -> str:
        """By what the beheerder knows it."""
        return f"{self.get_rubriek_display()}: {self.slug}"


class PaginaversieQuerySet(ZichtbareQuerySet["Paginaversie"]):
    def geldend(self, dag: date) -> Self:
        """Published and begun on this day, the newest first."""
        return self.filter(gepubliceerd_op__isnull=False, vanaf__lte=dag).order_by("-vanaf", "-nummer")


class Paginaversie(ZichtbaarModel):
    """The words of a page. Of scholing also when and where; niveau and thema only of kennisbank and scholing."""

    pagina = models.ForeignKey(Pagina, on_delete=models.PROTECT, related_name="versies")
    nummer = models.PositiveSmallIntegerField()
    titel = models.CharField(max_length=120)
    inleiding = models.CharField("in het kort", max_length=300, blank=True)
    tekst = models.TextField(blank=True)
    niveau = models.CharField(max_length=8, choices=Niveau.choices, blank=True)
    thema = models.CharField(max_length=100, blank=True)
    dag = models.DateField("op welke dag", null=True, blank=True)
    tijd = models.CharField("van hoe laat tot hoe laat", max_length=40, blank=True)
    plaats = models.CharField("waar", max_length=120, blank=True)
    aanmelden = models.CharField("hoe meld je je aan", max_length=200, blank=True)
    vanaf = models.DateField("te lezen vanaf", null=True, blank=True)
    geschreven_op = models.DateTimeField()
    geschreven_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    gepubliceerd_op = models.DateTimeField(null=True, blank=True)
    gepubliceerd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PaginaversieQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "versie van een pagina"
        verbose_name_plural = "versies van een pagina"
        ordering = ["-nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["pagina", "nummer"],
                name="paginaversie_nummer",
                violation_error_message="Deze versie van de pagina bestaat al.",
            ),
            models.UniqueConstraint(
                fields=["pagina"],
                condition=Q(gepubliceerd_op=None),
                name="paginaversie_een_concept",
                violation_error_message="Er is al een concept van deze pagina.",
            ),
            models.CheckConstraint(
                condition=Q(gepubliceerd_op=None) | Q(vanaf__isnull=False),
                name="paginaversie_vanaf",
                violation_error_message="Kies vanaf wanneer de pagina te lezen is.",
            ),
            models.CheckConstraint(
                condition=~Q(titel=""), name="paginaversie_titel", violation_error_message="Vul een titel in."
            ),
        ]
        indexes = [models.Index(F("dag"), name="paginaversie_dag")]
        triggers = [
            bevroren(
                "paginaversie_bevroren",
                "Een gepubliceerde pagina verandert niet.",
                als=pgtrigger.Q(old__gepubliceerd_op__isnull=False),
            ),
            niet_leegmaken("paginaversie_niet_leegmaken", "Een versie van een pagina wordt niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.titel}, versie {self.nummer}"
