"""Calling the parents before a letter that they do not hope for (afspraak 48)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet

from .besluit import Besluit


class Beltaak(ZichtbaarModel):
    """Call first, or write down why not. reden: why it is asked, as staff reads it."""

    besluit = models.OneToOneField(Besluit, on_delete=models.PROTECT, related_name="beltaak")
    reden = models.CharField(max_length=120)
    afgedaan_op = models.DateTimeField(null=True, blank=True)
    afgedaan_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verslag = models.TextField("met wie is gesproken, en wat is gezegd", blank=True)
    overgeslagen_reden = models.TextField("waarom niet is gebeld", blank=True)

    objects = ZichtbareQuerySet["Beltaak"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "besluit"
        gezondheid = ("reden", "verslag", "overgeslagen_reden")

    class Meta:
        verbose_name = "beltaak"
        verbose_name_plural = "beltaken"
        constraints = [
            models.CheckConstraint(
                condition=Q(afgedaan_op__isnull=True, verslag="", overgeslagen_reden="")
                | Q(afgedaan_op__isnull=False, afgedaan_door__isnull=False)
                & (~Q(verslag="") & Q(overgeslagen_reden="") | Q(verslag="") & ~Q(overgeslagen_reden="")),
                name="beltaak_afgedaan",
                violation_error_message="Er is gebeld, of er staat waarom niet.",
            )
        ]

    def __str__(self) -> str:
        return f"bellen over {self.besluit}"

    @property
    def log_leerling(self) -> str:
        return self.besluit.log_leerling

    @property
    def log_school(self) -> str:
        return self.besluit.log_school
