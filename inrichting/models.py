"""A file of settings that somebody offered: shown first, and taken over once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet


class Overzetting(ZichtbaarModel):
    """inhoud: the settings of one SWV, as the file had them; the file was whole and of this version of the portal."""

    code = models.CharField("code van het SWV", max_length=6)
    bestand = models.CharField("naam van het bestand", max_length=200)
    gemaakt_op = models.DateField("het bestand is van")
    inhoud = models.JSONField()
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    overgenomen_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Overzetting"].as_manager()

    class Avg:
        van, regel = "medewerker", "account"
        gewoon = ("code", "bestand", "inhoud")

    class Meta:
        verbose_name = "overzetting van instellingen"
        verbose_name_plural = "overzettingen van instellingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^(PO|VO)[0-9]{4}$"),
                name="overzetting_code",
                violation_error_message="Een code is PO of VO met vier cijfers, zoals PO2815.",
            )
        ]

    def __str__(self) -> str:
        return f"instellingen van {self.code}"
