"""What moves the decision term besides a request to complete it: a verdaging, or consent of the applicant. Events."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren

from . import stalemonth
from .aanvraag import Aanvraag
from .termijn import DOORGEVEN


class Uitstel(ZichtbaarModel):
    """One event that gives the SWV more time. The term itself is computed from it, never stored.

    verdaging (Awb 4:14 lid 3): tot is the new last day; van the day on which its letter went out, and until then it
    moves nothing. instemming (Awb 4:15 lid 2 a): the clock stands still from van up to and including tot, by a paper of
    schriftelijk_op.
    """

    class Soort(models.TextChoices):
        VERDAGING = "verdaging", "verdaging"
        INSTEMMING = "instemming", "instemming met uitstel"

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="uitstellen")
    soort = models.CharField(max_length=10, choices=Soort.choices)
    van = models.DateField(null=True, blank=True)
    tot = models.DateField()
    schriftelijk_op = models.DateField(null=True, blank=True)
    reden = models.TextField()
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    vervallen_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Uitstel"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("reden",)

    class Meta:
        verbose_name = "uitstel"
        verbose_name_plural = "uitstellen"
        constraints = [
            models.CheckConstraint(
                condition=Q(soort="verdaging", schriftelijk_op=None)
                | Q(soort="instemming", van__isnull=False, schriftelijk_op__isnull=False, vervallen_op=None),
                name="uitstel_bij_soort",
                violation_error_message="Een instemming heeft een papier en een eerste dag, een verdaging een brief.",
            ),
            models.CheckConstraint(
                condition=Q(van__isnull=True) | Q(tot__gte=F("van")),
                name="uitstel_tot_na_van",
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
            models.CheckConstraint(
                condition=Q(van__isnull=True) | Q(vervallen_op__isnull=True),
                name="uitstel_verzonden_vervalt_niet",
                violation_error_message="Een verzonden verdaging kan niet vervallen.",
            ),
            models.UniqueConstraint(
                fields=["aanvraag"],
                condition=Q(soort="verdaging", van__isnull=True, vervallen_op__isnull=True),
                name="uitstel_een_open_verdaging",
                violation_error_message="Er staat al een verdaging klaar om te versturen.",
            ),
        ]
        triggers = [
            DOORGEVEN,
            stalemonth.UITSTEL,
            bevroren(
                "uitstel_bevroren",
                "Wat de termijn heeft verschoven, verandert niet.",
                als=pgtrigger.Q(old__van__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} tot en met {self.tot}"

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school
