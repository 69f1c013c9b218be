"""The package with which an SWV leaves: who asked for it and why, who agreed, and what became of it."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import niet_leegmaken

GEBRUIKER = settings.AUTH_USER_MODEL
MAX_POGINGEN = 5


class Vertrekpakket(ZichtbaarModel):
    """Everything that is in the portal, in one file, for one person, once. The row says what is to be done.

    sha256 and grootte: of the file, which has no row of its own: it is larger than any document may be. rijen,
    documenten, ontbreekt: what is in it and what could not go along. gewist_op: the file is gone; the row stays.
    """

    gevraagd_op = models.DateTimeField()
    gevraagd_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    reden = models.TextField()
    akkoord = models.BooleanField(null=True, blank=True)
    beoordeeld_op = models.DateTimeField(null=True, blank=True)
    beoordeeld_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    antwoord = models.TextField("waarom wel of niet", blank=True)
    lease_tot = models.DateTimeField(null=True, blank=True)
    pogingen = models.PositiveSmallIntegerField(default=0)
    laatste_fout = models.CharField(max_length=200, blank=True)
    gemaakt_op = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    grootte = models.BigIntegerField("grootte in bytes", null=True, blank=True)
    rijen = models.BigIntegerField(null=True, blank=True)
    documenten = models.PositiveIntegerField(null=True, blank=True)
    ontbreekt = models.PositiveIntegerField(null=True, blank=True)
    tot = models.DateField("op te halen tot en met", null=True, blank=True)
    opgehaald_op = models.DateTimeField(null=True, blank=True)
    gewist_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Vertrekpakket"].as_manager()

    class Avg:
        van, regel = "medewerker", "register"
        gewoon = ("reden", "antwoord", "laatste_fout", "sha256")

    class Meta:
        verbose_name = "vertrekpakket"
        verbose_name_plural = "vertrekpakketten"
        ordering = ["-gevraagd_op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reden=""),
                name="vertrekpakket_reden",
                violation_error_message="Schrijf op waarvoor het pakket is.",
            ),
            models.CheckConstraint(
                condition=Q(akkoord=None, beoordeeld_op=None, beoordeeld_door=None, antwoord="")
                | Q(akkoord__isnull=False, beoordeeld_op__isnull=False, beoordeeld_door__isnull=False)
                & ~Q(beoordeeld_door=F("gevraagd_door")),
                name="vertrekpakket_tweede",
                violation_error_message="Een ander dan wie het vroeg, zegt ja of nee.",
            ),
            models.CheckConstraint(
                condition=Q(gemaakt_op=None, sha256="", tot=None, opgehaald_op=None)
                | Q(gemaakt_op__isnull=False, akkoord=True, tot__isnull=False) & ~Q(sha256=""),
                name="vertrekpakket_gemaakt",
                violation_error_message="Een pakket is er pas als iemand ja zei.",
            ),
            models.UniqueConstraint(
                fields=["gewist_op"],
                condition=Q(gewist_op__isnull=True) & (Q(akkoord__isnull=True) | Q(akkoord=True)),
                nulls_distinct=False,
                name="vertrekpakket_een_open",
                violation_error_message="Er is al een vertrekpakket waar iemand mee bezig is.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="vertrekpakket_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("vertrekpakket_niet_leegmaken", "Dat alles is meegegeven, blijft opgeschreven."),
        ]

    def __str__(self) -> str:
        return f"vertrekpakket van {self.gevraagd_op:%Y-%m-%d}"

    @property
    def stand(self) -> str:
        """How far it is, in words."""
        if self.akkoord is None:
            return "Gestopt" if self.gewist_op else "Wacht op akkoord"
        if not self.akkoord:
            return "Geweigerd"
        if self.opgehaald_op:
            return "Opgehaald"
        if self.gewist_op:
            return "Niet opgehaald en gewist" if self.gemaakt_op else "Gestopt"
        if self.gemaakt_op:
            return "Klaar om op te halen"
        return "Mislukt" if self.pogingen >= MAX_POGINGEN and self.lease_tot is None else "Wordt gemaakt"

    def op_te_halen(self, vandaag: date) -> bool:
        """Whether the file is there and may still be fetched."""
        return bool(self.sha256) and self.gewist_op is None and self.tot is not None and vandaag <= self.tot
