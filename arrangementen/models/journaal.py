"""What went to the bookkeeping: each line of a budget once, with its rekeningen as they were then."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Samenwerkingsverband

from .boeking import Boeking


class Journaal(ZichtbaarModel):
    """One export. van and tot are inclusive; it holds what of that period had not gone before.

    eerder_aantal: how many of its lines are of an earlier period, booked after that went out.
    """

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="journalen")
    nummer = models.PositiveIntegerField()
    van = models.DateField()
    tot = models.DateField("tot en met")
    rekening_nog_te_betalen = models.CharField(max_length=20)
    rekening_bank = models.CharField(max_length=20)
    regels_aantal = models.PositiveIntegerField()
    eerder_aantal = models.PositiveIntegerField(default=0)
    bedrag = models.DecimalField("samen aan elke kant", max_digits=12, decimal_places=2)
    gemaakt_op = models.DateTimeField()
    gemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Journaal"].as_manager()

    class Avg:
        van, regel = "niemand", "geld"

    class Meta:
        verbose_name = "journaal"
        verbose_name_plural = "journalen"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "nummer"], name="journaal_nummer", violation_error_message="Dit nummer is er al."
            ),
            models.CheckConstraint(
                condition=Q(tot__gte=F("van")),
                name="journaal_tot",
                violation_error_message="De laatste dag ligt voor de eerste dag.",
                violation_error_code="tot",
            ),
        ]
        triggers = [
            bevroren("journaal_vast", "Een journaal verandert niet."),
            niet_leegmaken("journaal_niet_leegmaken", "Journalen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"journaal {self.nummer}"


class Journaalregel(ZichtbaarModel):
    """One side of one line: an amount at debet or at credit of a rekening."""

    class Kant(models.TextChoices):
        DEBET = "D", "debet"
        CREDIT = "C", "credit"

    journaal = models.ForeignKey(Journaal, on_delete=models.PROTECT, related_name="regels")
    boeking = models.ForeignKey(Boeking, on_delete=models.PROTECT, related_name="journaalregels")
    kant = models.CharField(max_length=1, choices=Kant.choices)
    rekening = models.CharField(max_length=20)
    kostenplaats = models.CharField(max_length=20, blank=True)
    bedrag = models.DecimalField(max_digits=10, decimal_places=2)

    objects = ZichtbareQuerySet["Journaalregel"].as_manager()

    class Avg:
        van, regel = "niemand", "geld"

    class Meta:
        verbose_name = "regel van een journaal"
        verbose_name_plural = "regels van een journaal"
        constraints = [
            models.UniqueConstraint(
                fields=["boeking", "kant"],
                name="journaalregel_een_keer",
                violation_error_message="Deze boeking ging al naar de boekhouding.",
            )
        ]
        triggers = [bevroren("journaalregel_vast", "Een journaal verandert niet.")]

    def __str__(self) -> str:
        return f"{self.kant} {self.rekening} {self.bedrag}"
