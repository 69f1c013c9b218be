"""Sets of rows for research: one for each school year, and who got it for what."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from kern.termijnen.schooljaar import notatie
from monitoring.rules.bevriezen import ontdooid
from monitoring.rules.tabel import Tabel
from scholen.models import Samenwerkingsverband

from .rapport import Stand, stand_van


class Onderzoeksset(ZichtbaarModel):
    """The set of one school year. There is one and it stays: two of them, with a correction between, could be compared
    and would tell of one child. Until the worker made it, the row says that it is to be made.

    inhoud: the zip with the rows and their codebook. telling: how many rows of each kind are in it, so that a later
    report can be hidden beside it.
    """

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="onderzoekssets")
    schooljaar = models.PositiveSmallIntegerField()
    gevraagd_op = models.DateTimeField()
    lease_tot = models.DateTimeField(null=True, blank=True, help_text="A worker is at it until then at most.")
    pogingen = models.PositiveSmallIntegerField(default=0)
    inhoud = models.ForeignKey("bestanden.Inhoud", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    telling = models.JSONField(default=list, blank=True)
    gemaakt_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Onderzoeksset"].as_manager()

    class Avg:
        van, regel = "niemand", "statistiek"

    class Meta:
        verbose_name = "onderzoeksset"
        verbose_name_plural = "onderzoekssets"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "schooljaar"],
                name="onderzoeksset_uniek",
                violation_error_message="De set van dit schooljaar is er al.",
            ),
            models.CheckConstraint(
                condition=Q(inhoud=None, gemaakt_op=None) | Q(inhoud__isnull=False, gemaakt_op__isnull=False),
                name="onderzoeksset_heel_of_niet",
                violation_error_message="Een onderzoeksset is er helemaal of niet.",
            ),
        ]
        triggers = [
            bevroren(
                "onderzoeksset_bevroren",
                "Een onderzoeksset verandert niet.",
                als=pgtrigger.Q(old__gemaakt_op__isnull=False),
            ),
            niet_leegmaken("onderzoeksset_niet_leegmaken", "Onderzoekssets worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"onderzoeksset {notatie(self.schooljaar)}"

    @property
    def jaar(self) -> str:
        """The school year in words."""
        return notatie(self.schooljaar)

    @property
    def geteld(self) -> list[Tabel]:
        """What is known to who has the set, as reports count it."""
        return [ontdooid(een) for een in self.telling]

    @property
    def stand(self) -> Stand:
        return stand_van(self.gemaakt_op, self.lease_tot, self.pogingen)


class Verstrekking(ZichtbaarModel):
    """That somebody outside got a set, and what for: the account of whom figures about children went to."""

    set = models.ForeignKey(Onderzoeksset, on_delete=models.PROTECT, related_name="verstrekkingen")
    ontvanger = models.CharField(max_length=200)
    doel = models.TextField()
    gegeven_op = models.DateTimeField()
    gegeven_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Verstrekking"].as_manager()

    class Avg:
        van, regel = "relatie", "register"
        herkenbaar = ("ontvanger", "doel")

    class Meta:
        verbose_name = "verstrekking voor onderzoek"
        verbose_name_plural = "verstrekkingen voor onderzoek"
        ordering = ["-gegeven_op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(ontvanger="") & ~Q(doel=""),
                name="verstrekking_gevuld",
                violation_error_message="Schrijf op wie de set krijgt en waarvoor.",
            )
        ]
        triggers = [
            bevroren("verstrekking_bevroren", "Een verstrekking verandert niet."),
            niet_leegmaken("verstrekking_niet_leegmaken", "Verstrekkingen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.set} aan {self.ontvanger}"
