"""What parents, pupils and schools told the steunpunt, without names (MvT 36 443): by theme, for the board."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from scholen.models import Gemeente, Samenwerkingsverband, School


class SignaalQuerySet(ZichtbareQuerySet["Signaal"]):
    def geldig(self) -> SignaalQuerySet:
        """Without what was taken back: what counts."""
        return self.filter(teruggenomen_op__isnull=True)


class Signaal(ZichtbaarModel):
    """One signal. No child and no person; what counts is the theme and who said it.

    thema: the words of that day, so that another list of themes changes nothing that is there. dag: on which it was
    said. Taken back it stays, with the reason, and counts no more.
    """

    class Van(models.TextChoices):
        OUDER = "ouder", "een ouder"
        LEERLING = "leerling", "een leerling"
        SCHOOL = "school", "een school"
        GEMEENTE = "gemeente", "een gemeente"
        ANDER = "ander", "iemand anders"

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="signalen")
    dag = models.DateField("wanneer")
    thema = models.CharField(max_length=60)
    van = models.CharField("van wie", max_length=8, choices=Van.choices)
    tekst = models.TextField("wat er is gezegd")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opgeschreven_op = models.DateTimeField()
    opgeschreven_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    teruggenomen_op = models.DateTimeField(null=True, blank=True)
    reden = models.TextField("waarom teruggenomen", blank=True)

    objects = SignaalQuerySet.as_manager()

    class Avg:
        van, regel = "relatie", "statistiek"
        gezondheid = ("tekst", "reden")
        gewoon = ("thema",)
        na, dan = "opgeschreven_op", "leeg"

    class Meta:
        verbose_name = "signaal"
        verbose_name_plural = "signalen"
        indexes = [models.Index(fields=["swv", "dag"], name="signaal_dag")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(thema="") & ~Q(tekst=""),
                name="signaal_heel",
                violation_error_message="Kies een thema en schrijf op wat er is gezegd.",
            ),
            models.CheckConstraint(
                condition=Q(teruggenomen_op__isnull=True, reden="") | Q(teruggenomen_op__isnull=False) & ~Q(reden=""),
                name="signaal_teruggenomen",
                violation_error_message="Schrijf op waarom je het signaal terugneemt.",
            ),
        ]
        triggers = [
            bevroren(
                "signaal_bevroren",
                "Een signaal dat is teruggenomen, verandert niet.",
                als=pgtrigger.Q(old__teruggenomen_op__isnull=False),
            ),
            pgtrigger.Protect(name="signaal_blijft", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"signaal van {self.dag:%Y-%m-%d}"
