"""Data leaks (AVG art. 33 lid 5): what was found, and one line for everything that was done about it. Nothing goes."""

from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from toezicht.rules.datalek import OVER_MELDEN, STAPWOORDEN, Klok, Stap, klok

GEBRUIKER = settings.AUTH_USER_MODEL
STAPPEN = [(een.value, STAPWOORDEN[een]) for een in Stap]
MET_MOMENT = [Stap.GEMELD.value, Stap.VERTELD.value]
BLIJFT = "Een datalek wordt niet verwijderd."


class Datalek(ZichtbaarModel):
    """One leak, as it was first written down. Only its reminder and its end come later; the rest is in its steps.

    No names: what happened is told without them. aantal: how many people, None while nobody knows.
    """

    class Soort(models.TextChoices):
        VERKEERD_VERZONDEN = "verkeerd_verzonden", "verstuurd of gegeven aan de verkeerde"
        INGEZIEN = "ingezien", "bekeken door wie dat niet mocht"
        KWIJT = "kwijt", "apparaat of papier kwijt of gestolen"
        INBRAAK = "inbraak", "inbraak, virus of phishing"
        ONBEREIKBAAR = "onbereikbaar", "gegevens weg of niet te bereiken"
        ONJUIST = "onjuist", "gegevens veranderd of verwisseld"
        ANDERS = "anders", "iets anders"

    class Wie(models.TextChoices):
        LEERLINGEN = "leerlingen", "leerlingen"
        OUDERS = "ouders", "ouders of verzorgers"
        MEDEWERKERS = "medewerkers", "medewerkers"
        ANDEREN = "anderen", "anderen"

    gevonden_op = models.DateTimeField("gevonden op", help_text="From then on the 72 hours run.")
    begonnen = models.DateField("gebeurd op", null=True, blank=True)
    soort = models.CharField("wat voor datalek", max_length=20, choices=Soort.choices)
    wat = models.TextField("wat er gebeurde")
    wie = ArrayField(models.CharField(max_length=12, choices=Wie.choices), verbose_name="over wie")
    aantal = models.PositiveIntegerField("hoeveel mensen", null=True, blank=True)
    gegevens = models.TextField("welke gegevens")
    bijzonder = models.BooleanField("ook over gezondheid of gedrag")
    gevolgen = models.TextField("wat dit voor mensen kan betekenen")
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    herinnerd_op = models.DateTimeField(null=True, blank=True)
    gesloten_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Datalek"].as_manager()

    class Avg:
        van, regel = "medewerker", "register"
        gewoon = ("wat", "wie", "gegevens", "gevolgen")

    class Meta:
        verbose_name = "datalek"
        verbose_name_plural = "datalekken"
        ordering = ["-gevonden_op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(wat="") & ~Q(gegevens="") & ~Q(gevolgen="") & ~Q(wie=[]),
                name="datalek_gevuld",
                violation_error_message="Schrijf op wat er gebeurde, over wie, welke gegevens en wat dat betekent.",
            ),
            models.CheckConstraint(
                condition=Q(gevonden_op__lte=models.F("vastgelegd_op")),
                name="datalek_gevonden",
                violation_error_message="Wat is gevonden, is voor nu.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="datalek_blijft", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="datalek_bevroren",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["herinnerd_op", "gesloten_op"]),
            ),
            bevroren("datalek_gesloten", "Dit datalek is gesloten.", als=pgtrigger.Q(old__gesloten_op__isnull=False)),
            niet_leegmaken("datalek_niet_leegmaken", BLIJFT),
        ]

    def __str__(self) -> str:
        return self.kenmerk

    @property
    def kenmerk(self) -> str:
        """How people name it: the year and its number."""
        return f"DL-{timezone.localdate(self.gevonden_op).year}-{self.pk:04d}"

    @property
    def over_wie(self) -> list[str]:
        """About whom, in words."""
        return [self.Wie(een).label for een in self.wie]

    def laatste(self, *soorten: Stap) -> Datalekstap | None:
        """The last step of one of these kinds; what was decided first may be decided otherwise."""
        return next((een for een in [*self.stappen.all()][::-1] if een.soort in soorten), None)

    @property
    def hoeveel(self) -> int | None:
        """How many people, by the last who counted."""
        geteld = [een.aantal for een in self.stappen.all() if een.aantal is not None]
        return geteld[-1] if geteld else self.aantal

    def klok(self, nu: datetime) -> Klok:
        """How it is with the 72 hours: computed from what was written down."""
        gemeld = self.laatste(Stap.GEMELD)
        besluit = self.laatste(*OVER_MELDEN)
        niet = besluit is not None and besluit.soort == Stap.NIET_MELDEN
        return klok(timezone.localtime(self.gevonden_op), nu, gemeld=gemeld.moment if gemeld else None, niet=niet)


class Datalekstap(ZichtbaarModel):
    """One thing that was decided or done about a leak. It never changes; what was wrong is said in a next one.

    moment: when it was reported or told. kenmerk: what the authority gave back. aantal: how many people, known by now.
    """

    datalek = models.ForeignKey(Datalek, on_delete=models.PROTECT, related_name="stappen")
    soort = models.CharField(max_length=16, choices=STAPPEN)
    tekst = models.TextField("wat of waarom", blank=True)
    moment = models.DateTimeField("wanneer", null=True, blank=True)
    kenmerk = models.CharField("kenmerk van de AP", max_length=60, blank=True)
    aantal = models.PositiveIntegerField("hoeveel mensen", null=True, blank=True)
    op = models.DateTimeField()
    door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Datalekstap"].as_manager()

    class Avg:
        van, regel = "medewerker", "register"
        gewoon = ("tekst", "kenmerk")

    class Meta:
        verbose_name = "stap bij een datalek"
        verbose_name_plural = "stappen bij een datalek"
        ordering = ["op", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(soort__in=[een.value for een in Stap]),
                name="datalekstap_soort",
                violation_error_message="Deze stap bestaat niet.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=MET_MOMENT, moment__isnull=False)
                | ~Q(soort__in=MET_MOMENT) & Q(moment__isnull=True),
                name="datalekstap_moment",
                violation_error_message="Schrijf op wanneer het is gemeld of verteld.",
            ),
            models.CheckConstraint(
                condition=Q(soort=Stap.GEMELD.value) | ~Q(tekst=""),
                name="datalekstap_tekst",
                violation_error_message="Schrijf op wat jullie deden of waarom.",
            ),
        ]
        triggers = [
            bevroren("datalekstap_bevroren", "Wat bij een datalek is opgeschreven, verandert niet."),
            niet_leegmaken("datalekstap_niet_leegmaken", BLIJFT),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} bij {self.datalek}"
