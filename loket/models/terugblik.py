"""How it went, asked once when something ended. An answer knows no person, case or day; who was asked is elsewhere."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from kern.gebruikers.zicht import ZichtbareQuerySet
from scholen.models import Samenwerkingsverband, Werkgebied

from .aanvraag import Aanvraag


class Terugblik(models.Model):
    """One answer. Key by chance and a month as its only time; the rows of a month are written anew with each one.

    swv: empty of an answer from before that was kept, where there are two. werkgebied: only when there are so many
    decisions in it that nobody is recognised.
    """

    class Rol(models.TextChoices):
        GEZIN = "gezin", "ouders en leerlingen"
        SCHOOL = "school", "scholen"

    class Na(models.TextChoices):
        """What ended. Told apart in the figures, for they are of other people's work."""

        BESLUIT = "besluit", "na een besluit"
        ADVIES = "advies", "na een advies"
        HULP = "hulp", "na hulp op school"
        THUIS = "thuis", "na een plan voor wie niet naar school ging"

    class Gezicht(models.TextChoices):
        HEEL_GOED = "5", gettext_noop("Heel goed")
        GOED = "4", gettext_noop("Goed")
        GAAT_WEL = "3", gettext_noop("Gaat wel")
        NIET_GOED = "2", gettext_noop("Niet goed")
        SLECHT = "1", gettext_noop("Slecht")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rol = models.CharField("van wie", max_length=6, choices=Rol.choices)
    na = models.CharField("waarna", max_length=7, choices=Na.choices, default=Na.BESLUIT)
    soort = models.CharField("soort aanvraag", max_length=12, blank=True)
    maand = models.DateField(help_text="The first day of the month.")
    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    werkgebied = models.ForeignKey(Werkgebied, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    gezicht = models.CharField("hoe het ging", max_length=1, choices=Gezicht.choices)
    tekst = models.TextField(blank=True)

    objects = ZichtbareQuerySet["Terugblik"].as_manager()

    class Avg:
        van, regel = "niemand", "kort"
        herkenbaar = ("tekst",)
        na, dan = "maand", "leeg"

    class Meta:
        verbose_name = "terugblik"
        verbose_name_plural = "terugblikken"
        constraints = [
            models.CheckConstraint(
                condition=Q(maand__day=1),
                name="terugblik_alleen_de_maand",
                violation_error_message="Van een terugblik wordt alleen de maand bewaard.",
            )
        ]

    def __str__(self) -> str:
        return "terugblik"


class Terugblikvraag(models.Model):
    """That this person has dealt with the question about this case: by an answer or by passing, which is not kept.

    over: what it was about, where that is no aanvraag: a word and a public id, for an app above this one keeps it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aanvraag = models.ForeignKey(
        Aanvraag, on_delete=models.CASCADE, null=True, blank=True, related_name="terugblikvragen"
    )
    over = models.CharField(max_length=40, blank=True)
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    objects = ZichtbareQuerySet["Terugblikvraag"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "aanvraag"
        gewoon = ("over",)

    class Meta:
        verbose_name = "vraag hoe het ging"
        verbose_name_plural = "vragen hoe het ging"
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "over", "gebruiker"],
                nulls_distinct=False,
                name="terugblikvraag_een",
                violation_error_message="U heeft dit al beantwoord of overgeslagen.",
            ),
            models.CheckConstraint(
                condition=Q(aanvraag=None) & ~Q(over="") | Q(aanvraag__isnull=False, over=""),
                name="terugblikvraag_over",
                violation_error_message="De vraag gaat over één aanvraag, of over één ding daarbuiten.",
            ),
        ]

    def __str__(self) -> str:
        return "vraag hoe het ging"
