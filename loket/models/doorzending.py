"""An aanvraag that another SWV must decide: somebody of the loket proposes, somebody else decides (Awb 2:3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from scholen.models import Samenwerkingsverband

from . import stalemonth
from .aanvraag import Aanvraag


class Doorzending(ZichtbaarModel):
    """A proposal to send an aanvraag on, and what became of it. naar_naam: the SWV as the letter names it."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="doorzendingen")
    naar_swv = models.ForeignKey(
        Samenwerkingsverband, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    naar_naam = models.CharField("naar welk samenwerkingsverband", max_length=150)
    reden = models.TextField()
    voorgesteld_op = models.DateTimeField()
    voorgesteld_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    besloten_op = models.DateTimeField(null=True, blank=True)
    besloten_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    akkoord = models.BooleanField(null=True, blank=True)

    objects = ZichtbareQuerySet["Doorzending"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("reden",)
        gewoon = ("naar_naam",)

    class Meta:
        verbose_name = "doorzending"
        verbose_name_plural = "doorzendingen"
        triggers = [stalemonth.DOORZENDING]
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag"],
                condition=Q(besloten_op__isnull=True),
                name="doorzending_een_voorstel",
                violation_error_message="Er ligt al een voorstel om door te sturen.",
            ),
            models.CheckConstraint(
                condition=Q(besloten_op__isnull=True, besloten_door__isnull=True, akkoord__isnull=True)
                | Q(besloten_op__isnull=False, besloten_door__isnull=False, akkoord__isnull=False),
                name="doorzending_besluit_is_volledig",
                violation_error_message="Een voorstel heeft een antwoord, met wie en wanneer.",
            ),
            models.CheckConstraint(
                condition=Q(besloten_door__isnull=True) | ~Q(besloten_door=F("voorgesteld_door")),
                name="doorzending_twee_mensen",
                violation_error_message="Wie het voorstelt, beslist er niet over.",
            ),
            models.CheckConstraint(
                condition=~Q(naar_naam=""),
                name="doorzending_naar",
                violation_error_message="Kies naar welk samenwerkingsverband.",
            ),
        ]

    def __str__(self) -> str:
        return f"doorzenden naar {self.naar_naam}"

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school
