"""Two experts, each with an own assignment and an own advice. The draft is nobody else's business."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from scholen.models import TlvSoort

from .aanvraag import Aanvraag


class Discipline(models.TextChoices):
    """R-DES-01 and R-DES-02."""

    ORTHOPEDAGOOG = "orthopedagoog", "orthopedagoog"
    PSYCHOLOOG = "psycholoog", "psycholoog"
    KINDER_JEUGDPSYCHOLOOG = "kinder_jeugdpsycholoog", "kinder- of jeugdpsycholoog"
    PEDAGOOG = "pedagoog", "pedagoog"
    KINDERPSYCHIATER = "kinderpsychiater", "kinderpsychiater"
    MAATSCHAPPELIJK_WERKER = "maatschappelijk_werker", "maatschappelijk werker"
    ARTS = "arts", "arts"
    VO_DESKUNDIGE = "vo_deskundige", "deskundige vmbo en praktijkonderwijs"


DAGEN_NA_ADVIES = 14
"""How long a deskundige still sees the case after signing (ux.md §2)."""


class AdviesopdrachtQuerySet(ZichtbareQuerySet["Adviesopdracht"]):
    def geldig(self) -> AdviesopdrachtQuerySet:
        return self.filter(vervallen_op__isnull=True)

    def toegankelijk(self, dag: date) -> AdviesopdrachtQuerySet:
        """Assignments that open the case to their deskundige on this day: unsigned, or signed at most 14 days ago."""
        sinds = dag - timedelta(days=DAGEN_NA_ADVIES)
        return self.geldig().filter(Q(advies__ondertekend_op__isnull=True) | Q(advies__ondertekend_op__date__gte=sinds))


class Adviesopdracht(ZichtbaarModel):
    """Who is asked to advise, as what, by when. Seen by the loket; the advice itself is another row."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="adviesopdrachten")
    deskundige = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="adviesopdrachten")
    discipline = models.CharField(max_length=24, choices=Discipline.choices)
    volgorde = models.PositiveSmallIntegerField(choices=[(1, "eerste deskundige"), (2, "tweede deskundige")])
    gevraagd_op = models.DateTimeField()
    gevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uiterlijk_op = models.DateField()
    vervallen_op = models.DateTimeField(null=True, blank=True)
    vervallen_reden = models.TextField(blank=True)

    objects = AdviesopdrachtQuerySet.as_manager()

    class Meta:
        verbose_name = "adviesopdracht"
        verbose_name_plural = "adviesopdrachten"
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "volgorde"],
                condition=Q(vervallen_op__isnull=True),
                name="adviesopdracht_een_per_plaats",
                violation_error_message="Deze plaats is al aan een deskundige gevraagd.",
            ),
            models.UniqueConstraint(
                fields=["aanvraag", "deskundige"],
                condition=Q(vervallen_op__isnull=True),
                name="adviesopdracht_twee_personen",
                violation_error_message="Kies twee verschillende deskundigen.",
            ),
            models.CheckConstraint(
                condition=Q(discipline__in=Discipline.values),
                name="adviesopdracht_discipline",
                violation_error_message="Deze discipline bestaat niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_discipline_display()} voor {self.aanvraag}"

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school


class Advies(ZichtbaarModel):
    """One self-standing, signed advice of one named person (R-DES-03, R-DES-04). Unsigned it is a draft."""

    class Conclusie(models.TextChoices):
        TOELAATBAAR = "toelaatbaar", "toelaatbaar"
        NIET_TOELAATBAAR = "niet_toelaatbaar", "niet toelaatbaar"

    opdracht = models.OneToOneField(Adviesopdracht, on_delete=models.PROTECT, related_name="advies")
    versie = models.PositiveIntegerField(default=0)
    bewerkt_op = models.DateTimeField(null=True, blank=True)
    niet_van_school = models.BooleanField("niet verbonden aan de school", default=False)
    niet_betrokken = models.BooleanField("niet betrokken bij de aanvraag", default=False)
    beslist_niet = models.BooleanField("beslist niet mee", default=False)
    bronnen = models.TextField("wat is gelezen en gezien", blank=True)
    ouders_gesproken = models.CharField(max_length=3, choices=[("ja", "Ja"), ("nee", "Nee")], blank=True)
    leerling_gesproken = models.CharField(max_length=3, choices=[("ja", "Ja"), ("nee", "Nee")], blank=True)
    conclusie = models.CharField(max_length=16, choices=Conclusie.choices, blank=True)
    soort = models.CharField(max_length=4, choices=TlvSoort.choices, blank=True)
    categorie = models.CharField(
        max_length=1, choices=[("L", "1 (laag)"), ("M", "2 (midden)"), ("H", "3 (hoog)")], blank=True
    )
    schooljaren = models.PositiveSmallIntegerField(null=True, blank=True)
    motivering = models.TextField(blank=True)
    waarom_niet_lichter = models.TextField(blank=True)
    ondertekend_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Advies"].as_manager()

    class Meta:
        verbose_name = "advies"
        verbose_name_plural = "adviezen"
        constraints = [
            models.CheckConstraint(
                condition=Q(ondertekend_op__isnull=True)
                | Q(niet_van_school=True, niet_betrokken=True, beslist_niet=True)
                & ~Q(motivering="")
                & ~Q(conclusie=""),
                name="advies_ondertekend_is_volledig",
                violation_error_message="Een ondertekend advies heeft alle verklaringen, een conclusie en redenen.",
            )
        ]

    def __str__(self) -> str:
        return f"advies van {self.opdracht.get_discipline_display()}"

    @property
    def log_leerling(self) -> str:
        return self.opdracht.log_leerling

    @property
    def log_school(self) -> str:
        return self.opdracht.log_school
