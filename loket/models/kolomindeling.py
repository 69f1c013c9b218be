"""How a school names the columns of the export of its LVS; said once."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from scholen.models import School


class Kolomindeling(ZichtbaarModel):
    """Column of the export → what it is here (loket.uitbestand.lvs.DOELEN), or empty for a column that is not taken."""

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="kolomindeling")
    kolommen = models.JSONField(default=dict)
    bewerkt_op = models.DateTimeField()
    bewerkt_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Kolomindeling"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "kolomindeling"
        verbose_name_plural = "kolomindelingen"

    def __str__(self) -> str:
        return f"kolommen van {self.school_id}"

    @property
    def log_school(self) -> str:
        return self.school.brin6
