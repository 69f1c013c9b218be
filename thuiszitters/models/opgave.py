"""Figures that were given to somebody: frozen, with one line per case, so that they can be made again and explained."""

from __future__ import annotations

import secrets

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Samenwerkingsverband
from thuiszitters.rules.duur import grenzen_van
from thuiszitters.rules.opgave import Regel

from .bij_casus import BijCasus
from .casus import Casus

ZIN = "Een vastgelegde opgave verandert niet."


def toeval() -> str:
    """Something that nobody can guess."""
    return secrets.token_hex(16)


class Opgave(ZichtbaarModel):
    """The figures of one day, with what came and went after another. Never changes.

    klassen, vakantie_meetellen and vakantieregio: how duration was counted. weggelaten: cases that were reported
    wrongly and so are not counted. controlegetal: of all lines and of zout, for it is printed on what leaves the
    SWV: without something by chance in it, one could try the few numbers that are hidden until it fits.
    """

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="opgaven")
    dag = models.DateField("teldag")
    vorige = models.DateField("vergeleken met")
    klassen = ArrayField(models.CharField(max_length=4))
    vakantie_meetellen = models.BooleanField()
    vakantieregio = models.CharField(max_length=6)
    weggelaten = models.PositiveIntegerField()
    aantal_regels = models.PositiveIntegerField()
    controlegetal = models.CharField(max_length=64)
    zout = models.CharField(max_length=32, default=toeval, editable=False)
    formulieren = models.JSONField(help_text="The forms as they were: a later year has other columns.")
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Opgave"].as_manager()

    class Avg:
        van, regel = "niemand", "statistiek"

    class Meta:
        verbose_name = "opgave van thuiszitters"
        verbose_name_plural = "opgaven van thuiszitters"
        ordering = ["-dag", "-vastgelegd_op"]
        constraints = [
            models.CheckConstraint(
                condition=Q(vorige__lt=F("dag")),
                name="opgave_vorige",
                violation_error_message="Kies om te vergelijken een dag voor de teldag.",
            ),
        ]
        triggers = [
            bevroren("opgave_bevroren", ZIN),
            niet_leegmaken("opgave_niet_leegmaken", "Opgaven worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"opgave van {self.dag}"

    @property
    def klassewoorden(self) -> list[str]:
        """The classes of duration it counted in."""
        return [een.woorden for een in grenzen_van(self.klassen)]


class Opgaveregel(BijCasus):
    """What one case added. The columns are those of rules.opgave.Regel. Never changes, and never leaves."""

    opgave = models.ForeignKey(Opgave, on_delete=models.PROTECT, related_name="regels")
    casus = models.ForeignKey(
        Casus, on_delete=models.PROTECT, null=True, related_name="+", help_text="Empty once the case was deleted."
    )
    nummer = models.CharField(max_length=20)
    gemeente = models.CharField(max_length=80)
    schoolsoort = models.CharField(max_length=60)
    soort = models.CharField(max_length=12, blank=True)
    sinds = models.DateField(null=True, blank=True)
    weken = models.PositiveIntegerField()
    klasse = models.SmallIntegerField()
    aanbod = models.CharField(max_length=12)
    officieel = models.BooleanField()
    wijd = models.BooleanField()
    was_officieel = models.BooleanField()
    was_wijd = models.BooleanField()
    erbij_officieel = models.PositiveSmallIntegerField()
    eraf_officieel = models.PositiveSmallIntegerField()
    erbij_wijd = models.PositiveSmallIntegerField()
    eraf_wijd = models.PositiveSmallIntegerField()

    objects = ZichtbareQuerySet["Opgaveregel"].as_manager()

    class Avg:
        van, regel = "kind", "statistiek"
        gewoon = ("nummer", "gemeente", "schoolsoort", "soort", "aanbod")

    class Meta:
        verbose_name = "regel van een opgave"
        verbose_name_plural = "regels van een opgave"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["opgave", "casus"],
                name="opgaveregel_een_per_casus",
                violation_error_message="Deze casus staat al in de opgave.",
            ),
        ]
        triggers = [
            bevroren("opgaveregel_bevroren", ZIN),
            niet_leegmaken("opgaveregel_niet_leegmaken", "Opgaven worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.nummer

    @property
    def regel(self) -> Regel:
        """This line as the rules know it."""
        return Regel(**{naam: getattr(self, naam) for naam in REGELVELDEN})


REGELVELDEN = Regel._fields


class Opgavepdf(ZichtbaarModel):
    """That a PDF of a return was asked, for whom; inhoud: once the worker made it. pogingen: how often it tried."""

    opgave = models.ForeignKey(Opgave, on_delete=models.PROTECT, related_name="pdfs")
    voor = models.CharField(max_length=10)
    gevraagd_op = models.DateTimeField()
    gevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    inhoud = models.ForeignKey(
        "bestanden.Inhoud", on_delete=models.PROTECT, null=True, blank=True, related_name="opgavepdfs"
    )
    pogingen = models.PositiveSmallIntegerField(default=0)

    objects = ZichtbareQuerySet["Opgavepdf"].as_manager()

    class Avg:
        van, regel = "niemand", "statistiek"

    class Meta:
        verbose_name = "PDF van een opgave"
        verbose_name_plural = "PDF’s van opgaven"
        constraints = [
            models.UniqueConstraint(
                fields=["opgave", "voor"],
                name="opgavepdf_een_per_ontvanger",
                violation_error_message="Deze PDF is al gevraagd.",
            ),
        ]
        triggers = [
            bevroren(
                "opgavepdf_bevroren",
                "Een PDF die er is, verandert niet.",
                als=pgtrigger.Q(old__inhoud__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"PDF van {self.opgave}"
