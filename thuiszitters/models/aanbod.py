"""What a child that does not go to school was offered, and what the family said to it (domein 7.2)."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import telt_mee

from .bij_casus import BijCasus
from .casus import Casus


class Aanbodsoort(models.TextChoices):
    """Where the child would go, for the counts."""

    EIGEN_SCHOOL = "eigen_school", "op de eigen school, aangepast"
    ANDERE_SCHOOL = "andere_school", "op een andere gewone school"
    SPECIAAL = "speciaal", "op een school voor speciaal onderwijs"
    TUSSENPLEK = "tussenplek", "op een tussenvoorziening"
    AFSTAND = "afstand", "onderwijs op afstand"
    ONDERWIJS_ZORG = "onderwijs_zorg", "onderwijs met zorg"
    ZORG = "zorg", "zorg of behandeling"
    ANDERS = "anders", "iets anders"


class Antwoord(models.TextChoices):
    GEACCEPTEERD = "geaccepteerd", "aangenomen"
    GEWEIGERD = "geweigerd", "geweigerd"
    INGETROKKEN = "ingetrokken", "ingetrokken"


class Onderwijsaanbod(BijCasus):
    """One offer. There can be several over time, and several at once. Once answered it never changes.

    bij: who offers it; verteld_door: who told the family; antwoord_van: who told us what they said.
    """

    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, related_name="aanbiedingen")
    soort = models.CharField("wat voor aanbod", max_length=14, choices=Aanbodsoort.choices)
    wat = models.CharField(max_length=300)
    bij = models.CharField("van wie", max_length=120)
    uren = models.DecimalField("uren per week", max_digits=3, decimal_places=1, null=True, blank=True)
    gedaan_op = models.DateField("aangeboden op")
    verteld_door = models.CharField("wie het vertelde", max_length=120)
    antwoord = models.CharField(max_length=12, choices=Antwoord.choices, blank=True)
    antwoord_op = models.DateField("antwoord gekregen op", null=True, blank=True)
    antwoord_van = models.CharField("antwoord van", max_length=120, blank=True)
    waarom = models.TextField("waarom", blank=True)
    op = models.DateTimeField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    beantwoord_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Onderwijsaanbod"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "casus"
        gezondheid = ("wat", "waarom")
        herkenbaar = ("bij", "verteld_door", "antwoord_van")

    class Meta:
        verbose_name = "aanbod aan een thuiszitter"
        verbose_name_plural = "aanbod aan thuiszitters"
        ordering = ["gedaan_op", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(wat="") & ~Q(bij="") & ~Q(verteld_door=""),
                name="onderwijsaanbod_woorden",
                violation_error_message="Schrijf op wat het aanbod is, van wie, en wie het vertelde.",
            ),
            models.CheckConstraint(
                condition=Q(uren=None) | Q(uren__range=(0, 40)),
                name="onderwijsaanbod_uren",
                violation_error_message="Vul een aantal uren in van 0 tot en met 40.",
            ),
            models.CheckConstraint(
                condition=Q(antwoord="", antwoord_op=None, beantwoord_door=None)
                | ~Q(antwoord="") & Q(antwoord_op__gte=F("gedaan_op"), beantwoord_door__isnull=False),
                name="onderwijsaanbod_antwoord",
                violation_error_message="Het antwoord kan niet van voor het aanbod zijn.",
            ),
            models.CheckConstraint(
                condition=Q(antwoord__in=("", "geaccepteerd")) | ~Q(waarom=""),
                name="onderwijsaanbod_waarom",
                violation_error_message="Schrijf op waarom het aanbod niet doorgaat.",
            ),
        ]
        triggers = [
            telt_mee("thuis"),
            pgtrigger.ReadOnly(
                name="onderwijsaanbod_vast",
                fields=["casus", "soort", "wat", "bij", "uren", "gedaan_op", "verteld_door", "op", "door"],
            ),
            bevroren(
                "onderwijsaanbod_bevroren",
                "Een aanbod met een antwoord verandert niet.",
                als=pgtrigger.Q(old__antwoord_op__isnull=False),
            ),
            pgtrigger.Protect(name="onderwijsaanbod_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("onderwijsaanbod_niet_leegmaken", "Aanbod wordt niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.wat
