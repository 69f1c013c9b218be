"""That somebody who works elsewhere sees a part of a case: on which ground, from when and until when (R-PRIV-02)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.zicht import ZichtbareQuerySet
from kern.logboek.bewaking import niet_leegmaken
from scholen.models import Toestemming
from thuiszitters.rules import delen as regels

from .bij_casus import BijCasus
from .casus import OPEN, Casus


class DelingQuerySet(ZichtbareQuerySet["Deling"]):
    def geldig(self, dag: date) -> Self:
        """Those by which somebody sees something on this day; worked out, so that what is withdrawn ends at once.

        Not after the case was closed, nor when the membership ended.
        """
        lid = Q(lid__van__lte=dag) & (Q(lid__tot=None) | Q(lid__tot__gte=dag))
        rijen = self.filter(lid, beeindigd_op=None, van__lte=dag, tot__gte=dag, casus__status__in=OPEN)
        toestemmingen = Toestemming.objects.filter(delingen__in=rijen).geldig(dag)
        return rijen.filter(Q(toestemming=None) | Q(toestemming__in=toestemmingen.values("pk")))


class Deling(BijCasus):
    """lid: the membership that sees it, so the person in that place. tot: the last day, inclusive.

    gesprek_op: for a talk on that day; the right to read ends with it, at most two weeks later.
    """

    class Deel(models.TextChoices):
        VERZUIM = regels.Deel.VERZUIM, "het verzuim en op welke school het kind zit"
        AFSPRAKEN = regels.Deel.AFSPRAKEN, "de afspraken"
        PLAN = regels.Deel.PLAN, "het plan"
        AANBOD = regels.Deel.AANBOD, "het aanbod"

    class Grond(models.TextChoices):
        TOESTEMMING = regels.Grond.TOESTEMMING, "toestemming van de ouders of de leerling"
        LEERPLICHTWET = regels.Grond.LEERPLICHTWET, "de Leerplichtwet"
        VITAAL = regels.Grond.VITAAL, "er is nu gevaar voor het kind"

    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, related_name="delingen")
    lid = models.ForeignKey(Lidmaatschap, on_delete=models.PROTECT, related_name="delingen")
    wat = ArrayField(models.CharField(max_length=10, choices=Deel.choices))
    grond = models.CharField(max_length=15, choices=Grond.choices)
    toestemming = models.ForeignKey(
        Toestemming, on_delete=models.PROTECT, null=True, blank=True, related_name="delingen"
    )
    uitleg = models.TextField("waarom dit nodig is", blank=True)
    gesprek_op = models.DateField("voor het gesprek op", null=True, blank=True)
    van = models.DateField()
    tot = models.DateField("tot en met")
    gedeeld_op = models.DateTimeField()
    gedeeld_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    beeindigd_op = models.DateTimeField(null=True, blank=True)
    beeindigd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DelingQuerySet.as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "casus"
        gezondheid = ("wat", "uitleg")

    class Meta:
        verbose_name = "deling van een casus"
        verbose_name_plural = "delingen van een casus"
        ordering = ["-gedeeld_op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gte=F("van"), tot__lte=F("van") + timedelta(days=366)) & ~Q(wat=[]),
                name="deling_tot",
                violation_error_message="Delen eindigt binnen een jaar, en er is iets dat je deelt.",
            ),
            models.CheckConstraint(
                condition=Q(grond="toestemming", toestemming__isnull=False)
                | Q(grond="leerplichtwet", toestemming=None) & ~Q(uitleg="")
                | Q(grond="vitaal", toestemming=None, tot__lte=F("van") + timedelta(days=14)) & ~Q(uitleg=""),
                name="deling_grond",
                violation_error_message="Delen kan met toestemming, of met een andere grond en de uitleg erbij.",
            ),
            models.CheckConstraint(
                condition=Q(gesprek_op=None)
                | Q(gesprek_op__gte=F("van"), gesprek_op__lte=F("tot"), tot__lte=F("gesprek_op") + timedelta(days=14)),
                name="deling_gesprek",
                violation_error_message="Lezen voor een gesprek stopt uiterlijk veertien dagen erna.",
            ),
            models.CheckConstraint(
                condition=Q(beeindigd_op=None, beeindigd_door=None)
                | Q(beeindigd_op__isnull=False, beeindigd_door__isnull=False),
                name="deling_beeindigd",
                violation_error_message="Wie het stopt, staat erbij.",
            ),
            models.UniqueConstraint(
                fields=["casus", "lid"],
                condition=Q(beeindigd_op=None),
                name="deling_een_per_persoon",
                violation_error_message="Met deze persoon deel je al iets.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="deling_vast",
                fields=[
                    "casus",
                    "lid",
                    "wat",
                    "grond",
                    "toestemming",
                    "uitleg",
                    "gesprek_op",
                    "van",
                    "tot",
                    "gedeeld_op",
                ],
            ),
            pgtrigger.Protect(name="deling_blijft", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="deling_voorbij",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__beeindigd_op__isnull=False),
            ),
            niet_leegmaken("deling_niet_leegmaken", "Met wie is gedeeld, wordt niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"gedeeld tot en met {self.tot}"

    @property
    def wat_woorden(self) -> list[str]:
        """What is shared, in words."""
        return [str(self.Deel(een).label) for een in self.wat]
