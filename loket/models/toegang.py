"""The way into an own account for one addressee about one child."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When

from kern.brieven.models import BriefVersie
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import niet_leegmaken
from scholen.models import Betrokkene, Leerling

from .aanvraag import Aanvraag

GEBRUIKER = settings.AUTH_USER_MODEL


class ToegangscodeQuerySet(ZichtbareQuerySet["Toegangscode"]):
    def met_sinds(self) -> Self:
        """With since when each can be used: told at once, in a letter from its sending, None when that did not go."""
        return self.annotate(
            sinds=Case(When(versie=None, then=F("gemaakt_op")), default=F("versie__verzonden_op")),
        )


class Toegangscode(ZichtbaarModel):
    """A code of which only a print is kept (ADR 22), for one addressee, used once. Whether it still works is worked
    out when somebody tries it (rules.toegang).

    versie: the letter on which it is printed; it works from the day on which that went out. Without one it was told
    after a check of who asked: nagevraagd says which.
    """

    class Nagevraagd(models.TextChoices):
        GEBELD = "gebeld", "Teruggebeld op het nummer dat wij al hadden"
        LEGITIMATIE = "legitimatie", "Legitimatie gezien aan de balie"
        VRAGEN = "vragen", "Gevraagd naar adres, school en nummer van de laatste brief"

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="toegangscodes")
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    versie = models.OneToOneField(
        BriefVersie, on_delete=models.PROTECT, null=True, blank=True, related_name="toegangscode"
    )
    nagevraagd = models.CharField(max_length=11, choices=Nagevraagd.choices, blank=True)
    afdruk = models.CharField(max_length=64, unique=True)
    gemaakt_op = models.DateTimeField()
    gemaakt_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    pogingen = models.PositiveSmallIntegerField(default=0, help_text="With a wrong birth date.")
    gebruikt_op = models.DateTimeField(null=True, blank=True)
    gebruikt_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ToegangscodeQuerySet.as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "aanvraag"
        gewoon = ("afdruk",)

    class Meta:
        verbose_name = "toegangscode"
        verbose_name_plural = "toegangscodes"
        constraints = [
            models.CheckConstraint(
                condition=Q(betrokkene__isnull=False, leerling=None) | Q(betrokkene=None, leerling__isnull=False),
                name="toegangscode_van_een",
                violation_error_message="Een code is van precies één persoon.",
            ),
            models.CheckConstraint(
                condition=Q(versie__isnull=False, nagevraagd="") | Q(versie=None) & ~Q(nagevraagd=""),
                name="toegangscode_brief_of_nagevraagd",
                violation_error_message="Zonder brief hoort erbij hoe is nagegaan wie het is.",
            ),
            models.CheckConstraint(
                condition=Q(gebruikt_op=None, gebruikt_door=None)
                | Q(gebruikt_op__gte=F("gemaakt_op"), gebruikt_door__isnull=False),
                name="toegangscode_gebruikt_door_iemand",
                violation_error_message="Een gebruikte code is door iemand gebruikt.",
            ),
        ]
        indexes = [models.Index(fields=["betrokkene", "aanvraag"], name="toegangscode_betrokkene")]
        triggers = [niet_leegmaken("toegangscode_niet_leegmaken", "Toegangscodes worden niet verwijderd.")]

    def __str__(self) -> str:
        return f"code van {self.gemaakt_op:%Y-%m-%d}"

    @property
    def wie(self) -> Betrokkene | Leerling:
        """Whose account it opens."""
        wie = self.betrokkene or self.leerling
        assert wie is not None
        return wie

    @property
    def kind(self) -> Leerling:
        """The child whose birth date goes with it."""
        kind = self.aanvraag.leerling
        assert kind is not None
        return kind

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school
