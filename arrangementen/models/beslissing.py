"""What came of an arrangement: the decision, and its end before the last day. Both are written once."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from arrangementen.rules.arrangement import hoeveel
from arrangementen.rules.geld import HOOGSTENS
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from loket.models import Mandaat

from . import stalemonth
from .arrangement import Arrangement
from .pot import Pot


class Beslissing(ZichtbaarModel):
    """Granted as asked, otherwise, or not. Frozen: another outcome is another arrangement.

    snel, licht, kort, dichtbij: whether the help is as quick, light, short and near as can be (C63); "" not looked at.
    """

    class Uitkomst(models.TextChoices):
        TOEGEKEND = "toegekend", "toegekend zoals gevraagd"
        ANDERS = "anders", "toegekend, anders dan gevraagd"
        AFGEWEZEN = "afgewezen", "niet toegekend"

    class Nagegaan(models.TextChoices):
        JA = "ja", "ja"
        NEE = "nee", "nee"

    arrangement = models.OneToOneField(Arrangement, on_delete=models.PROTECT, related_name="beslissing")
    uitkomst = models.CharField(max_length=9, choices=Uitkomst.choices)
    van = models.DateField(null=True, blank=True)
    tot = models.DateField("tot en met", null=True, blank=True)
    aantal = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    tarief = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    bedrag = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    pot = models.ForeignKey(Pot, on_delete=models.PROTECT, null=True, blank=True, related_name="beslissingen")
    motivering = models.TextField(blank=True)
    passende_hulp = models.TextField("welke hulp wel past", blank=True)
    snel = models.CharField("zo snel mogelijk", max_length=3, choices=Nagegaan.choices, blank=True)
    licht = models.CharField("zo licht mogelijk", max_length=3, choices=Nagegaan.choices, blank=True)
    kort = models.CharField("zo kort mogelijk", max_length=3, choices=Nagegaan.choices, blank=True)
    dichtbij = models.CharField("zo dichtbij mogelijk", max_length=3, choices=Nagegaan.choices, blank=True)
    uitleg_checks = models.TextField(blank=True)
    over_budget = models.BooleanField(default=False, help_text="Granted knowing that it did not fit.")
    besloten_op = models.DateTimeField()
    besloten_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ondertekenaar = models.CharField(max_length=120)
    mandaat = models.ForeignKey(Mandaat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ZichtbareQuerySet["Beslissing"].as_manager()

    class Avg:
        van, regel, bij = "kind", "geld", "arrangement"
        gezondheid = ("motivering", "passende_hulp", "uitleg_checks")
        herkenbaar = ("ondertekenaar",)

    class Meta:
        verbose_name = "beslissing over een arrangement"
        verbose_name_plural = "beslissingen over arrangementen"
        indexes = [models.Index(fields=["besloten_op"], name="beslissing_moment")]
        constraints = [
            models.CheckConstraint(
                condition=Q(uitkomst="afgewezen", bedrag=0, pot=None, van=None, tot=None, aantal=None)
                | ~Q(uitkomst="afgewezen") & Q(van__isnull=False, tot__isnull=False, tot__gte=F("van")),
                name="beslissing_is_volledig",
                violation_error_message="Een toekenning heeft een eerste en een laatste dag; een afwijzing niet.",
            ),
            models.CheckConstraint(
                condition=~Q(uitkomst__in=["anders", "afgewezen"]) | ~Q(motivering=""),
                name="beslissing_motivering",
                violation_error_message="Schrijf op waarom het anders is dan gevraagd.",
                violation_error_code="motivering",
            ),
            models.CheckConstraint(
                condition=Q(bedrag__gte=0, bedrag__lte=HOOGSTENS) & (Q(bedrag=0) | Q(pot__isnull=False)),
                name="beslissing_bedrag",
                violation_error_message="Een bedrag komt uit een budget, en is nul of meer.",
                violation_error_code="bedrag",
            ),
            models.CheckConstraint(
                condition=Q(aantal__isnull=True) | Q(aantal__gt=0),
                name="beslissing_aantal",
                violation_error_message="Vul een aantal in van meer dan nul.",
                violation_error_code="aantal",
            ),
        ]
        triggers = [
            stalemonth.BESLISSING,
            bevroren("beslissing_vast", "Een beslissing verandert niet."),
            niet_leegmaken("beslissing_niet_leegmaken", "Beslissingen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.arrangement}: {self.get_uitkomst_display()}"

    @property
    def hoeveel(self) -> str:
        """So many units as was granted, in words."""
        return hoeveel(self.aantal, self.arrangement.aanbod.eenheid)

    @property
    def log_leerling(self) -> str:
        return self.arrangement.log_leerling

    @property
    def log_school(self) -> str:
        return self.arrangement.log_school


class Beeindiging(ZichtbaarModel):
    """An arrangement that stopped before its last day, and how much of its money fell free."""

    class Reden(models.TextChoices):
        DOEL_BEREIKT = "doel_bereikt", "het doel is bereikt"
        VERHUISD = "verhuisd", "de leerling gaat naar een andere school"
        UITGESCHREVEN = "uitgeschreven", "de leerling is uitgeschreven"
        OUDERS = "ouders", "de ouders of de leerling willen stoppen"
        WIJZIGING = "wijziging", "er is andere hulp voor in de plaats gekomen"
        ANDERS = "anders", "een andere reden"

    arrangement = models.OneToOneField(Arrangement, on_delete=models.PROTECT, related_name="beeindiging")
    laatste_dag = models.DateField()
    reden = models.CharField(max_length=13, choices=Reden.choices)
    toelichting = models.TextField(blank=True)
    vrijval = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    gestopt_op = models.DateTimeField()
    gestopt_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Beeindiging"].as_manager()

    class Avg:
        van, regel, bij = "kind", "geld", "arrangement"
        gezondheid = ("toelichting", "reden")

    class Meta:
        verbose_name = "beëindiging"
        verbose_name_plural = "beëindigingen"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reden="anders") | ~Q(toelichting=""),
                name="beeindiging_toelichting",
                violation_error_message="Schrijf op waarom het stopt.",
                violation_error_code="toelichting",
            )
        ]
        triggers = [stalemonth.BEEINDIGING, bevroren("beeindiging_vast", "Wat is gestopt, blijft gestopt.")]

    def __str__(self) -> str:
        return f"{self.arrangement} gestopt"

    @property
    def log_leerling(self) -> str:
        return self.arrangement.log_leerling

    @property
    def log_school(self) -> str:
        return self.arrangement.log_school
