"""The post of one day: which letters are printed together, and which envelopes really went."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.bestanden.models import Inhoud
from kern.brieven.models import BriefVersie
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet

GEBRUIKER = settings.AUTH_USER_MODEL


class PostpartijQuerySet(ZichtbareQuerySet["Postpartij"]):
    def open(self) -> PostpartijQuerySet:
        """Not posted and not lapsed."""
        return self.filter(gesloten_op=None, vervallen_op=None)


class Postpartij(ZichtbaarModel):
    """One PDF to print, one envelope per letter, and one day. The row says what is to be made, a task is a nudge.

    soort: who posts it. Letters in a bezwaar are sent by who treats the bezwaar, so they have a batch of their own.
    """

    class Soort(models.TextChoices):
        LOKET = "loket", "brieven over aanvragen"
        BEZWAAR = "bezwaar", "brieven in bezwaren"

    soort = models.CharField(max_length=7, choices=Soort.choices)
    datum = models.DateField(help_text="The date on its letters, and the day on which it must be posted.")
    dubbelzijdig = models.BooleanField(default=True)
    gemaakt_op = models.DateTimeField()
    gemaakt_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(Inhoud, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lease_tot = models.DateTimeField(null=True, blank=True)
    pogingen = models.PositiveSmallIntegerField(default=0)
    laatste_fout = models.CharField(max_length=200, blank=True)
    geprint_op = models.DateTimeField(null=True, blank=True)
    gesloten_op = models.DateTimeField(null=True, blank=True)
    gesloten_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    vervallen_op = models.DateTimeField(null=True, blank=True)
    vervallen_reden = models.CharField(max_length=120, blank=True)

    objects = PostpartijQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "post van een dag"
        verbose_name_plural = "post per dag"
        constraints = [
            models.CheckConstraint(
                condition=Q(gesloten_op=None)
                | Q(gesloten_door__isnull=False, vervallen_op=None)
                & (Q(pdf__isnull=False) | Q(geprint_op__isnull=False)),
                name="postpartij_gesloten_is_geprint",
                violation_error_message="Alleen post die gemaakt is en niet is vervallen, kan weg zijn.",
            )
        ]

    def __str__(self) -> str:
        return f"post van {self.datum.isoformat()}"

    @property
    def is_open(self) -> bool:
        return self.gesloten_op is None and self.vervallen_op is None

    def te_laat(self, vandaag: date) -> bool:
        """Still open after its day: somebody must say whether it went."""
        return self.is_open and self.datum < vandaag


class Postpartijregel(models.Model):
    """One envelope. code: on each sheet of the letter and in the QR code on the first."""

    partij = models.ForeignKey(Postpartij, on_delete=models.PROTECT, related_name="regels")
    versie = models.ForeignKey(BriefVersie, on_delete=models.PROTECT, related_name="postregels")
    code = models.CharField(max_length=7, unique=True)
    volgorde = models.PositiveSmallIntegerField(default=0)
    vellen = models.PositiveSmallIntegerField(default=0)
    verpakt_op = models.DateTimeField(null=True, blank=True)
    verpakt_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    vervallen_op = models.DateTimeField(null=True, blank=True)
    vervallen_reden = models.CharField(max_length=200, blank=True)

    objects = ZichtbareQuerySet["Postpartijregel"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "laatste", "versie"
        gewoon = ("code", "vervallen_reden")

    class Meta:
        verbose_name = "envelop"
        verbose_name_plural = "enveloppen"
        ordering = ["volgorde", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["versie"],
                condition=Q(vervallen_op__isnull=True),
                name="postpartijregel_een_partij",
                violation_error_message="Deze brief zit al bij andere post.",
            ),
            models.CheckConstraint(
                condition=Q(verpakt_op__isnull=True) | Q(verpakt_door__isnull=False, vervallen_op=None),
                name="postpartijregel_verpakt_door_iemand",
                violation_error_message="Een afgevinkte envelop is van iemand en niet vervallen.",
            ),
        ]

    def __str__(self) -> str:
        return self.code


def geldige_enveloppen() -> ZichtbareQuerySet[Postpartijregel]:
    """Envelopes that did not drop out, with their batch: to prefetch beside letters that somebody may see."""
    return Postpartijregel.objects.filter(vervallen_op=None).select_related("partij")
