"""A letter about a case that is no decision: it has its day of sending, and no bezwaartermijn."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.brieven.models import Brief
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from scholen.models import Betrokkene, Leerling, School

from .aanvraag import Aanvraag
from .besluit import Bekendmaking
from .uitstel import Uitstel


class ZaakbriefQuerySet(ZichtbareQuerySet["Zaakbrief"]):
    def verzonden(self, dag: date) -> ZaakbriefQuerySet:
        """Sent, and the day of sending has come: from then the addressee sees it."""
        return self.filter(verzonden_op__isnull=False, verzenddatum__lte=dag)

    def te_verzenden(self) -> ZaakbriefQuerySet:
        """Still to go out."""
        return self.filter(verzonden_op=None, vervallen_op=None)


class Zaakbrief(ZichtbaarModel):
    """One letter to one addressee about a turn in the case. Made known as a Bekendmaking is: dated, printed, sent."""

    class Soort(models.TextChoices):
        VERDAGING = "verdaging", "Besluit duurt langer"
        INTREKKING = "intrekking", "Aanvraag gestopt"

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="zaakbrieven")
    soort = models.CharField(max_length=12, choices=Soort.choices)
    uitstel = models.ForeignKey(Uitstel, on_delete=models.PROTECT, null=True, blank=True, related_name="brieven")
    aan = models.CharField(max_length=8, choices=Bekendmaking.Aan.choices)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    brief = models.OneToOneField(Brief, on_delete=models.PROTECT, related_name="zaakbrief")
    verzenddatum = models.DateField(null=True, blank=True)
    klaargezet_op = models.DateTimeField(null=True, blank=True)
    klaargezet_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verzonden_op = models.DateTimeField(null=True, blank=True)
    verzonden_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    vervallen_op = models.DateTimeField(null=True, blank=True)
    vervallen_reden = models.CharField(max_length=120, blank=True)

    objects = ZaakbriefQuerySet.as_manager()

    class Meta:
        verbose_name = "brief over een zaak"
        verbose_name_plural = "brieven over een zaak"
        constraints = [
            models.CheckConstraint(
                condition=Q(aan="school", school__isnull=False, betrokkene=None, leerling=None)
                | Q(aan__in=["ouder", "voogd"], school=None, betrokkene__isnull=False, leerling=None)
                | Q(aan="leerling", school=None, betrokkene=None, leerling__isnull=False),
                name="zaakbrief_een_geadresseerde",
                violation_error_message="Een brief gaat naar precies één geadresseerde.",
            ),
            models.CheckConstraint(
                condition=Q(verzonden_op__isnull=True)
                | Q(verzenddatum__isnull=False, verzonden_door__isnull=False, vervallen_op=None),
                name="zaakbrief_verzonden_is_volledig",
                violation_error_message="Een verzonden brief heeft een verzenddatum.",
            ),
            models.CheckConstraint(
                condition=~Q(soort="verdaging") | Q(uitstel__isnull=False),
                name="zaakbrief_verdaging_heeft_uitstel",
                violation_error_message="Een brief over verdaging hoort bij een verdaging.",
            ),
        ]
        triggers = [
            bevroren(
                "verzonden_zaakbrief_bevroren",
                "Een verzonden brief verandert niet.",
                als=pgtrigger.Q(old__verzonden_op__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} aan {self.get_aan_display()}"

    @property
    def naam(self) -> str:
        """Who it is for, as staff says it."""
        wie = self.betrokkene or self.leerling or self.school
        return wie.naam if wie else ""

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school
