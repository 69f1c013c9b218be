"""What a school did with the money: per arrangement above an amount, else once per school year (afspraak 51)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from arrangementen.rules.geld import HOOGSTENS
from kern.bestanden.models import Inhoud
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from scholen.models import Samenwerkingsverband, School

from .arrangement import Arrangement


class Verantwoording(ZichtbaarModel):
    """What was spent, on what, and what it did. arrangement: none when it is of all that a school got in a year.

    te_verantwoorden: what stood open when it was sent. steekproef: whether the receipts are looked at.
    """

    class Uitkomst(models.TextChoices):
        AKKOORD = "akkoord", "akkoord"
        TERUG = "terug", "terug naar de school"

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="verantwoordingen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="verantwoordingen")
    schooljaar = models.PositiveSmallIntegerField()
    arrangement = models.ForeignKey(
        Arrangement, on_delete=models.PROTECT, null=True, blank=True, related_name="verantwoordingen"
    )
    versie = models.PositiveSmallIntegerField(default=1)
    te_verantwoorden = models.DecimalField(max_digits=12, decimal_places=2)
    besteed = models.DecimalField(max_digits=12, decimal_places=2)
    waaraan = models.TextField()
    effect = models.TextField("wat het opleverde")
    steekproef = models.BooleanField(default=False)
    ingediend_op = models.DateTimeField()
    ingediend_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uitkomst = models.CharField(max_length=7, choices=Uitkomst.choices, blank=True)
    toelichting = models.TextField(blank=True)
    overschot = models.CharField(max_length=14, blank=True, help_text="teruggevorderd or meegenomen.")
    beoordeeld_op = models.DateTimeField(null=True, blank=True)
    beoordeeld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Verantwoording"].as_manager()

    class Avg:
        van, regel, bij = "kind", "geld", "arrangement"
        gezondheid = ("waaraan", "effect", "toelichting")
        gewoon = ("overschot",)

    class Meta:
        verbose_name = "verantwoording"
        verbose_name_plural = "verantwoordingen"
        indexes = [models.Index(fields=["swv", "schooljaar", "-id"], name="verantwoording_jaar")]
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "school", "schooljaar", "arrangement", "versie"],
                name="verantwoording_versie",
                nulls_distinct=False,
                violation_error_message="Een collega heeft dit intussen ook verantwoord.",
            ),
            models.CheckConstraint(
                condition=Q(besteed__gte=0, besteed__lte=HOOGSTENS),
                name="verantwoording_besteed",
                violation_error_message="Een bedrag is nul of meer, en minder dan 100 miljoen euro.",
                violation_error_code="besteed",
            ),
            models.CheckConstraint(
                condition=Q(uitkomst="", beoordeeld_op=None) | ~Q(uitkomst="") & Q(beoordeeld_op__isnull=False),
                name="verantwoording_beoordeeld",
                violation_error_message="Een uitkomst heeft een moment.",
            ),
            models.CheckConstraint(
                condition=~Q(uitkomst="terug") | ~Q(toelichting=""),
                name="verantwoording_terug",
                violation_error_message="Schrijf op wat de school moet aanvullen.",
                violation_error_code="toelichting",
            ),
        ]

    def __str__(self) -> str:
        return f"verantwoording van {self.arrangement or self.school}"

    @property
    def log_school(self) -> str:
        return self.school.brin6


class Verantwoordingstuk(ZichtbaarModel):
    """A file with it: a receipt, an overview."""

    verantwoording = models.ForeignKey(Verantwoording, on_delete=models.PROTECT, related_name="stukken")
    inhoud = models.ForeignKey(Inhoud, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField(max_length=200)

    objects = ZichtbareQuerySet["Verantwoordingstuk"].as_manager()

    class Avg:
        van, regel, bij = "kind", "geld", "verantwoording"
        herkenbaar = ("naam",)
        na, dan = "verantwoording__beoordeeld_op", "weg"

    class Meta:
        verbose_name = "stuk bij een verantwoording"
        verbose_name_plural = "stukken bij een verantwoording"

    def __str__(self) -> str:
        return self.naam

    @property
    def log_school(self) -> str:
        return self.verantwoording.school.brin6
