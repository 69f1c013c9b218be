"""Where a membership holds: at a school, a board, in a werkgebied or a gemeente, at another organisation.

SWV-wide roles have no place.
"""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet

from .gemeente import Gemeente
from .regio import Werkgebied
from .school import Bestuur, School


class Organisatie(ZichtbaarModel):
    """Who helps a child beside school: youth care, the youth doctor, school social work. Not of one SWV."""

    class Soort(models.TextChoices):
        JEUGDHULP = "jeugdhulp", "jeugdhulp"
        JEUGDARTS = "jeugdarts", "jeugdarts (GGD)"
        MAATSCHAPPELIJK = "smw", "schoolmaatschappelijk werk"

    naam = models.CharField(max_length=120)
    soort = models.CharField(max_length=10, choices=Soort.choices)

    objects = ZichtbareQuerySet["Organisatie"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        constraints = [
            models.UniqueConstraint(
                Lower("naam"), "soort", name="organisatie_uniek", violation_error_message="Deze organisatie bestaat al."
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["jeugdhulp", "jeugdarts", "smw"]) & ~Q(naam=""),
                name="organisatie_soort",
                violation_error_message="Kies wat voor organisatie het is.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam


PLEKKEN = ("school", "bestuur", "werkgebied", "gemeente", "organisatie")


def _precies(een: str) -> Q:
    return Q(**{naam if naam != een else f"{naam}__isnull": None if naam != een else False for naam in PLEKKEN})


class Plek(models.Model):
    lidmaatschap = models.OneToOneField(Lidmaatschap, on_delete=models.CASCADE, related_name="plek")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="plekken")
    bestuur = models.ForeignKey(Bestuur, on_delete=models.PROTECT, null=True, blank=True, related_name="plekken")
    werkgebied = models.ForeignKey(Werkgebied, on_delete=models.PROTECT, null=True, blank=True, related_name="plekken")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, null=True, blank=True, related_name="plekken")
    organisatie = models.ForeignKey(
        Organisatie, on_delete=models.PROTECT, null=True, blank=True, related_name="plekken"
    )

    objects = ZichtbareQuerySet.as_manager()

    class Avg:
        van, regel, bij = "account", "account", "lidmaatschap"

    class Meta:
        verbose_name = "plek"
        verbose_name_plural = "plekken"
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, map(_precies, PLEKKEN)),
                name="plek_precies_een",
                violation_error_message="Kies precies één plek: school, bestuur, werkgebied, gemeente of organisatie.",
            )
        ]

    def __str__(self) -> str:
        return str(self.school or self.bestuur or self.werkgebied or self.gemeente or self.organisatie)
