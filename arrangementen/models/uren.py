"""Hours of help: who gives it and how much is planned, and what was given by the day."""

from __future__ import annotations

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from arrangementen.rules.uren import HOOGSTENS_PER_DAG
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken

from .arrangement import Arrangement


class Inzet(ZichtbaarModel):
    """Somebody who gives the help: with an account, or by name when it is somebody from outside.

    uren_per_week or uren_totaal: what was planned; neither when nobody planned. tot: the last day, when it ends before
    the help does.
    """

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="inzetten")
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="inzetten"
    )
    naam = models.CharField(max_length=120, blank=True)
    uren_per_week = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    uren_totaal = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    tot = models.DateField("tot en met", null=True, blank=True)
    gemaakt_op = models.DateTimeField()
    gemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Inzet"].as_manager()

    class Avg:
        van, regel, bij = "medewerker", "dossier", "arrangement"
        herkenbaar = ("naam",)

    class Meta:
        verbose_name = "wie de hulp geeft"
        verbose_name_plural = "wie de hulp geven"
        constraints = [
            models.UniqueConstraint(
                fields=["arrangement", "gebruiker", "naam"],
                name="inzet_uniek",
                nulls_distinct=False,
                violation_error_message="Deze persoon staat er al bij.",
            ),
            models.CheckConstraint(
                condition=Q(gebruiker=None) & ~Q(naam="") | Q(gebruiker__isnull=False, naam=""),
                name="inzet_wie",
                violation_error_message="Kies een collega, of vul een naam in.",
            ),
            models.CheckConstraint(
                condition=Q(uren_per_week=None) | Q(uren_totaal=None),
                name="inzet_per_week_of_totaal",
                violation_error_message="Plan uren per week of een totaal, niet allebei.",
            ),
            models.CheckConstraint(
                condition=(Q(uren_per_week=None) | Q(uren_per_week__gt=0, uren_per_week__lte=60))
                & (Q(uren_totaal=None) | Q(uren_totaal__gt=0, uren_totaal__lte=Decimal(5000))),
                name="inzet_uren",
                violation_error_message="Plan meer dan nul uur, en hoogstens 60 per week of 5.000 in totaal.",
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="inzet_vast", fields=["arrangement", "gebruiker", "naam"])]

    def __str__(self) -> str:
        return self.wie

    @property
    def wie(self) -> str:
        return self.gebruiker.naam if self.gebruiker else self.naam

    @property
    def log_leerling(self) -> str:
        return self.arrangement.log_leerling

    @property
    def log_school(self) -> str:
        return self.arrangement.log_school


class Urenregel(ZichtbaarModel):
    """Hours of one day, in quarters. Never changes: a counter line takes away what was wrong. No free text at all."""

    class Soort(models.TextChoices):
        LEERLING = "leerling", "met de leerling"
        LERAAR = "leraar", "met de leraar"
        VOORBEREIDING = "voorbereiding", "voorbereiding"

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="urenregels")
    inzet = models.ForeignKey(Inzet, on_delete=models.PROTECT, related_name="urenregels")
    dag = models.DateField()
    soort = models.CharField(max_length=13, choices=Soort.choices)
    kwartieren = models.SmallIntegerField()
    corrigeert = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="correctie")
    geschreven_op = models.DateTimeField()
    geschreven_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Urenregel"].as_manager()

    class Avg:
        van, regel, bij = "medewerker", "dossier", "arrangement"

    class Meta:
        verbose_name = "geschreven uren"
        verbose_name_plural = "geschreven uren"
        indexes = [
            models.Index(fields=["arrangement", "dag"], name="urenregel_arrangement"),
            models.Index(fields=["inzet", "dag"], name="urenregel_inzet"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrigeert=None, kwartieren__gt=0, kwartieren__lte=HOOGSTENS_PER_DAG)
                | Q(corrigeert__isnull=False, kwartieren__lt=0, kwartieren__gte=-HOOGSTENS_PER_DAG),
                name="urenregel_kwartieren",
                violation_error_message="Vul meer dan nul en hoogstens 24 uur in, in kwartieren.",
            ),
            models.CheckConstraint(
                condition=Q(corrigeert=None) | ~Q(corrigeert=F("pk")),
                name="urenregel_corrigeert",
                violation_error_message="Een correctie neemt een andere regel weg.",
            ),
        ]
        triggers = [
            bevroren("urenregel_vast", "Geschreven uren veranderen niet: neem ze weg en schrijf ze opnieuw."),
            pgtrigger.Trigger(
                name="urenregel_neemt_weg",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                level=pgtrigger.Row,
                func="""
                    IF NEW.corrigeert_id IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM arrangementen_urenregel r WHERE r.id = NEW.corrigeert_id
                        AND r.kwartieren = -NEW.kwartieren AND r.arrangement_id = NEW.arrangement_id
                        AND r.inzet_id = NEW.inzet_id AND r.dag = NEW.dag AND r.soort = NEW.soort
                    ) THEN RAISE EXCEPTION 'Een correctie neemt precies een regel weg.'; END IF;
                    RETURN NEW;
                """,
            ),
            niet_leegmaken("urenregel_niet_leegmaken", "Geschreven uren worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.dag}: {self.kwartieren} kwartier"

    @property
    def log_leerling(self) -> str:
        return self.arrangement.log_leerling

    @property
    def log_school(self) -> str:
        return self.arrangement.log_school
