"""Who works around a school: leerplicht, youth doctor, school social work, adviseur, with contact data (C84)."""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import niet_leegmaken
from scholen.models import School


class KernpartnerQuerySet(ZichtbareQuerySet["Kernpartner"]):
    def nu(self, dag: date) -> Self:
        """Those of this day; who was taken out is gone at once."""
        return self.filter(tot=None, van__lte=dag)


class Kernpartner(ZichtbaarModel):
    """One person in the core team of a school, from–until. Another number is another row."""

    class Functie(models.TextChoices):
        ADVISEUR = "adviseur", "adviseur passend onderwijs"
        LEERPLICHT = "leerplicht", "leerplichtambtenaar"
        JEUGDARTS = "jeugdarts", "jeugdarts"
        MAATSCHAPPELIJK = "smw", "schoolmaatschappelijk werker"
        JEUGDHULP = "jeugdhulp", "jeugdhulp of wijkteam"
        ANDERS = "anders", "iemand anders"

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="kernteam")
    functie = models.CharField(max_length=10, choices=Functie.choices)
    naam = models.CharField(max_length=120)
    organisatie = models.CharField(max_length=120, blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    wanneer = models.CharField("wanneer te bereiken", max_length=120, blank=True)
    openbaar = models.BooleanField("ook op de pagina van de school", default=False)
    van = models.DateField()
    tot = models.DateField("tot en met", null=True, blank=True)
    gezet_op = models.DateTimeField()
    gezet_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = KernpartnerQuerySet.as_manager()

    class Avg:
        van, regel = "medewerker", "account"
        herkenbaar = ("naam", "organisatie", "telefoon", "email", "wanneer")
        na, dan = "tot", "weg"

    class Meta:
        verbose_name = "lid van een kernteam"
        verbose_name_plural = "leden van kernteams"
        ordering = ["functie", "naam", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(functie__in=["adviseur", "leerplicht", "jeugdarts", "smw", "jeugdhulp", "anders"])
                & ~Q(naam=""),
                name="kernpartner_functie",
                violation_error_message="Kies wat deze persoon doet, en vul een naam in.",
            ),
            models.CheckConstraint(
                condition=~Q(telefoon="", email=""),
                name="kernpartner_bereikbaar",
                violation_error_message="Vul een telefoonnummer of een e-mailadres in.",
            ),
            models.CheckConstraint(
                condition=Q(tot=None) | Q(tot__gte=F("van")),
                name="kernpartner_tot_na_van",
                violation_error_message="De laatste dag ligt voor de eerste dag.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="kernpartner_vast",
                fields=["school", "functie", "naam", "organisatie", "telefoon", "email", "wanneer", "openbaar", "van"],
            ),
            pgtrigger.Protect(name="kernpartner_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("kernpartner_niet_leegmaken", "Een kernteam wordt niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def log_school(self) -> str:
        return self.school.brin6
