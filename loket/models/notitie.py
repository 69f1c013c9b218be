"""What is said beside the aanvraag: per audience a model of its own, so that nothing reaches the wrong readers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet

from .aanvraag import Aanvraag


class BijAanvraag(ZichtbaarModel):
    """Something written about an aanvraag by somebody at a moment. Written once: a correction is a next one."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="%(class)s_set")
    tekst = models.TextField()
    created_at = models.DateTimeField()
    schrijver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    eenmalig = models.CharField(
        max_length=64,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text="Hash of the key of the form and what it said: a double click writes once.",
    )

    class Meta:
        abstract = True

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school


class Notitie(BijAanvraag):
    """An internal note: read by the desk and the beslisser, never by a school, deskundige, parent or pupil."""

    objects = ZichtbareQuerySet["Notitie"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("tekst",)
        gewoon = ("eenmalig",)

    class Meta:
        verbose_name = "interne notitie"
        verbose_name_plural = "interne notities"
        indexes = [models.Index(fields=["aanvraag", "created_at"], name="notitie_aanvraag")]

    def __str__(self) -> str:
        return f"notitie van {self.created_at:%Y-%m-%d}"


class Noeming(models.Model):
    """A colleague who is named in a note: a mark in the own worklist until the case is opened; no mail with content."""

    notitie = models.ForeignKey(Notitie, on_delete=models.CASCADE, related_name="noemingen")
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    gezien_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Noeming"].as_manager()

    class Avg:
        van, regel, bij = "medewerker", "dossier", "notitie"

    class Meta:
        verbose_name = "noeming"
        verbose_name_plural = "noemingen"
        indexes = [
            models.Index(fields=["gebruiker", "notitie"], condition=Q(gezien_op__isnull=True), name="noeming_nieuw")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["notitie", "gebruiker"],
                name="noeming_uniek",
                violation_error_message="Deze collega is al genoemd.",
            )
        ]

    def __str__(self) -> str:
        return f"genoemd in {self.notitie}"


class Schoolbericht(BijAanvraag):
    """A message between the desk and the school about an aanvraag: both read it."""

    van_school = models.BooleanField(default=False)

    objects = ZichtbareQuerySet["Schoolbericht"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("tekst",)
        gewoon = ("eenmalig",)

    class Meta:
        verbose_name = "bericht met de school"
        verbose_name_plural = "berichten met de school"
        indexes = [models.Index(fields=["aanvraag", "created_at"], name="schoolbericht_aanvraag")]

    def __str__(self) -> str:
        return f"bericht van {self.created_at:%Y-%m-%d}"


class Contactmoment(BijAanvraag):
    """Who was called, written to or spoken with, on which day, and what came of it (`tekst`). Internal."""

    class Hoe(models.TextChoices):
        TELEFOON = "telefoon", "telefoon"
        POST = "post", "post"
        MAIL = "mail", "e-mail"
        GESPREK = "gesprek", "gesprek"

    hoe = models.CharField(max_length=10, choices=Hoe.choices)
    met_wie = models.CharField(max_length=120)
    op_dag = models.DateField()

    objects = ZichtbareQuerySet["Contactmoment"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("tekst",)
        herkenbaar = ("met_wie",)
        gewoon = ("eenmalig",)

    class Meta:
        verbose_name = "contactmoment"
        verbose_name_plural = "contactmomenten"
        indexes = [models.Index(fields=["aanvraag", "op_dag"], name="contactmoment_aanvraag")]
        constraints = [
            models.CheckConstraint(
                condition=Q(hoe__in=["telefoon", "post", "mail", "gesprek"]),
                name="contactmoment_hoe",
                violation_error_message="Kies hoe het contact was.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_hoe_display()} op {self.op_dag}"
