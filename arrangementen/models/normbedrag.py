"""What one pupil with a TLV costs in a calendar year (R-FIN-06)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from arrangementen.rules.geld import HOOGSTENS
from arrangementen.rules.normbedragen import naam
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from loket.models.besluit import CATEGORIE
from scholen.models import TlvSoort


class Herkomst(models.TextChoices):
    """How sure an amount is. Only what was read in the regulation is official; what follows from a guess is one."""

    OFFICIEEL = "officieel", "officieel bedrag"
    RAMING = "raming", "eigen raming"
    VOORBEELD = "voorbeeld", "voorbeeld, geen officieel bedrag"


class NormbedragQuerySet(ZichtbareQuerySet["Normbedrag"]):
    def geldend(self) -> NormbedragQuerySet:
        """Of each year, kind and category the last version."""
        return self.order_by("jaar", "soort", "categorie", "-versie").distinct("jaar", "soort", "categorie")


class Normbedrag(ZichtbaarModel):
    """The amount of a kind and category in a calendar year, by version: a row never changes, a next one goes above it.

    The same for the whole country, so without an SWV. bron: where it was read, or how it was worked out.
    """

    jaar = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=4, choices=TlvSoort.choices)
    categorie = models.CharField(max_length=1, choices=CATEGORIE, blank=True)
    versie = models.PositiveSmallIntegerField(default=1)
    bedrag = models.DecimalField(max_digits=10, decimal_places=2)
    herkomst = models.CharField(max_length=9, choices=Herkomst.choices)
    bron = models.CharField(max_length=200)
    vastgesteld_op = models.DateTimeField()
    vastgesteld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = NormbedragQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "normbedrag"
        verbose_name_plural = "normbedragen"
        constraints = [
            models.UniqueConstraint(
                fields=["jaar", "soort", "categorie", "versie"],
                name="normbedrag_versie",
                violation_error_message="Dit bedrag is intussen ook door een collega vastgesteld.",
            ),
            models.CheckConstraint(
                condition=Q(bedrag__gt=0, bedrag__lte=HOOGSTENS),
                name="normbedrag_bedrag",
                violation_error_message="Een bedrag is meer dan nul, en minder dan 100 miljoen euro.",
            ),
            models.CheckConstraint(
                condition=Q(jaar__gte=2000, jaar__lte=2100),
                name="normbedrag_jaar",
                violation_error_message="Dit jaar bestaat niet.",
            ),
            models.CheckConstraint(
                condition=~Q(bron=""),
                name="normbedrag_bron",
                violation_error_message="Vul in waar het bedrag vandaan komt.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["SO", "VSO"], categorie__in=["L", "M", "H"])
                | Q(soort__in=["SBO", "PRO", "LWOO"], categorie=""),
                name="normbedrag_categorie_bij_soort",
                violation_error_message="Alleen so en vso hebben een categorie.",
            ),
        ]
        triggers = [
            bevroren("normbedrag_vast", "Een normbedrag verandert niet: stel een nieuw bedrag vast."),
            niet_leegmaken("normbedrag_niet_leegmaken", "Normbedragen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"normbedrag {self.jaar} voor {naam(self.soort, self.categorie)}"
