"""Where the pupils of a school live, as an SWV gets it: counts per postcode or gemeente, and nobody by name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from scholen.models import School


class Woontelling(ZichtbaarModel):
    """How many pupils of one school live in one place on a day. tekst: what the file had where it hid the number."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="woontellingen")
    teldatum = models.DateField()
    postcode = models.CharField("vier cijfers van de postcode", max_length=4, blank=True)
    gemeente = models.CharField("code van de gemeente", max_length=4, blank=True)
    aantal = models.PositiveIntegerField(null=True, blank=True)
    tekst = models.CharField(max_length=10, blank=True)
    ingelezen_op = models.DateTimeField()
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Woontelling"].as_manager()

    class Avg:
        van, regel = "niemand", "statistiek"

    class Meta:
        verbose_name = "telling naar woonplaats"
        verbose_name_plural = "tellingen naar woonplaats"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "teldatum", "postcode", "gemeente"],
                name="woontelling_uniek",
                violation_error_message="Deze telling staat er al.",
            ),
            models.CheckConstraint(
                condition=Q(postcode__regex=r"^[1-9][0-9]{3}$", gemeente="")
                | Q(postcode="", gemeente__regex=r"^[0-9]{4}$"),
                name="woontelling_plaats",
                violation_error_message="Een telling is van een postcode of van een gemeente.",
            ),
            models.CheckConstraint(
                condition=Q(aantal__isnull=False, tekst="") | Q(aantal=None) & ~Q(tekst=""),
                name="woontelling_gevuld",
                violation_error_message="Vul een aantal in, of wat er in plaats daarvan stond.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aantal if self.aantal is not None else self.tekst} uit {self.postcode or self.gemeente}"
