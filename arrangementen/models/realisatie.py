"""What the bookkeeping says was paid, beside what stands here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from scholen.models import Samenwerkingsverband

from .boeking import Boeking


class Realisatie(ZichtbaarModel):
    """One file of the bookkeeping over a period (inclusive). overgenomen_op: none while somebody only looks at it."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="realisaties")
    bestand = models.CharField("naam van het bestand", max_length=200)
    sha256 = models.CharField(max_length=64)
    van = models.DateField()
    tot = models.DateField("tot en met")
    overgeslagen = models.PositiveIntegerField("regels zonder bedrag of kenmerk", default=0)
    gelezen_op = models.DateTimeField()
    gelezen_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    overgenomen_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Realisatie"].as_manager()

    class Avg:
        van, regel = "niemand", "geld"

    class Meta:
        verbose_name = "realisatie"
        verbose_name_plural = "realisaties"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "sha256"],
                condition=Q(overgenomen_op__isnull=False),
                name="realisatie_een_keer",
                violation_error_message="Dit bestand is al ingelezen.",
            ),
            models.CheckConstraint(
                condition=Q(tot__gte=F("van")),
                name="realisatie_tot",
                violation_error_message="De laatste dag ligt voor de eerste dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"realisatie van {self.van} tot en met {self.tot}"


class Realisatieregel(ZichtbaarModel):
    """One line of that file, as a payment: below zero for what came back. boeking: ours that it is, if any.

    eerder: the line of a file that was taken over before, over the same days, in which this payment stood already.
    """

    realisatie = models.ForeignKey(Realisatie, on_delete=models.CASCADE, related_name="regels")
    rij = models.PositiveIntegerField("rij in het bestand")
    kenmerk = models.CharField(max_length=20, blank=True)
    omschrijving = models.CharField(max_length=120, blank=True)
    datum = models.DateField(null=True, blank=True)
    bedrag = models.DecimalField(max_digits=12, decimal_places=2)
    boeking = models.ForeignKey(
        Boeking, on_delete=models.PROTECT, null=True, blank=True, related_name="realisatieregels"
    )
    eerder = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ZichtbareQuerySet["Realisatieregel"].as_manager()

    class Avg:
        van, regel = "relatie", "geld"
        herkenbaar = ("omschrijving",)
        gewoon = ("kenmerk",)
        na, dan = "datum", "leeg"

    class Meta:
        verbose_name = "regel van een realisatie"
        verbose_name_plural = "regels van een realisatie"
        constraints = [
            models.UniqueConstraint(
                fields=["realisatie", "boeking"],
                name="realisatieregel_uniek",
                violation_error_message="Deze boeking hoort al bij een andere regel.",
            ),
            models.CheckConstraint(
                condition=Q(boeking=None) | Q(eerder=None),
                name="realisatieregel_of",
                violation_error_message="Deze betaling stond al in een ander bestand.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kenmerk} {self.bedrag}"
