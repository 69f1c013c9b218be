"""What a school offers in a school year, and how it looks at its own basisondersteuning: kept by the school itself."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.termijnen.schooljaar import notatie, schooljaar
from scholen.models import School


class SchoolaanbodQuerySet(ZichtbareQuerySet["Schoolaanbod"]):
    def te_lezen(self, school: School, dag: date) -> Schoolaanbod | None:
        """What everybody reads of this school on this day: of this school year, or else the last one before it."""
        rijen = self.filter(school=school, gepubliceerd_op__isnull=False, schooljaar__lte=schooljaar(dag))
        return rijen.order_by("-schooljaar").first()


class Schoolaanbod(ZichtbaarModel):
    """The words of one school for one school year. Published ones of a year that is over do not change any more."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="aanbodjaren")
    schooljaar = models.PositiveSmallIntegerField()
    profiel = models.TextField("wat voor school zijn jullie")
    hulp = models.TextField("welke hulp geven jullie zelf")
    mensen = models.TextField("wie helpt er op school", blank=True)
    gebouw = models.TextField("hoe is het gebouw", blank=True)
    grenzen = models.TextField("wat kunnen jullie niet", blank=True)
    ambitie = models.TextField("wat willen jullie dit jaar beter doen", blank=True)
    geschreven_op = models.DateTimeField()
    geschreven_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gepubliceerd_op = models.DateTimeField(null=True, blank=True)

    objects = SchoolaanbodQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "ondersteuningsaanbod van een school"
        verbose_name_plural = "ondersteuningsaanbod van scholen"
        ordering = ["-schooljaar"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "schooljaar"],
                name="schoolaanbod_per_jaar",
                violation_error_message="Het aanbod van dit schooljaar is er al.",
            ),
            models.CheckConstraint(
                condition=Q(schooljaar__range=(2020, 2100)) & ~Q(profiel="") & ~Q(hulp=""),
                name="schoolaanbod_gevuld",
                violation_error_message="Schrijf op wat voor school jullie zijn, en welke hulp jullie geven.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.jaar}"

    @property
    def jaar(self) -> str:
        """As people write it: 2026-2027."""
        return notatie(self.schooljaar)

    @property
    def log_school(self) -> str:
        return self.school.brin6


class Basischeck(ZichtbaarModel):
    """How a school judges its basisondersteuning in a school year, and what it found at the end (C10, C44).

    punten: code → sentence of each point as it was in that year. oordelen: code → ja, deels or nee. Not for everybody.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="basischecks")
    schooljaar = models.PositiveSmallIntegerField()
    punten = models.JSONField(default=dict, blank=True)
    oordelen = models.JSONField(default=dict)
    toelichting = models.TextField(blank=True)
    goed = models.TextField("wat ging goed", blank=True)
    beter = models.TextField("wat kan beter", blank=True)
    plan = models.TextField("wat doen jullie volgend jaar anders", blank=True)
    gecheckt_op = models.DateTimeField()
    gecheckt_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    geevalueerd_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Basischeck"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "zelfcheck van de basisondersteuning"
        verbose_name_plural = "zelfchecks van de basisondersteuning"
        ordering = ["-schooljaar"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "schooljaar"],
                name="basischeck_per_jaar",
                violation_error_message="De zelfcheck van dit schooljaar is er al.",
            ),
            models.CheckConstraint(
                condition=Q(geevalueerd_op=None) | (~Q(goed="") & ~Q(beter="")),
                name="basischeck_evaluatie",
                violation_error_message="Schrijf op wat goed ging en wat beter kan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {notatie(self.schooljaar)}"

    @property
    def log_school(self) -> str:
        return self.school.brin6
