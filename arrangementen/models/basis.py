"""Basisondersteuning of a school year: a fixed amount for each school, and so much per pupil that was counted (5.4)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from arrangementen.rules.basis import kenmerk
from arrangementen.rules.boekingen import Stand, stand_uit
from arrangementen.rules.geld import HOOGSTENS
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from scholen.models import Bestuur, School

from .pot import TOTALEN, Pot, regelsom


class Basisronde(ZichtbaarModel):
    """How it was shared out from one budget. teldatum: the day of the counts of DUO that it goes by."""

    pot = models.OneToOneField(Pot, on_delete=models.PROTECT, related_name="basisronde")
    teldatum = models.DateField()
    vaste_voet = models.DecimalField(max_digits=10, decimal_places=2)
    per_leerling = models.DecimalField(max_digits=10, decimal_places=2)
    geboekt_op = models.DateTimeField()
    geboekt_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Basisronde"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "verdeling van basisondersteuning"
        verbose_name_plural = "verdelingen van basisondersteuning"
        constraints = [
            models.CheckConstraint(
                condition=Q(vaste_voet__gte=0, per_leerling__gte=0, vaste_voet__lte=HOOGSTENS),
                name="basisronde_bedragen",
                violation_error_message="Een bedrag is nul of meer.",
            )
        ]
        triggers = [bevroren("basisronde_vast", "Wat is verdeeld, verandert niet: boek een tegenboeking.")]

    def __str__(self) -> str:
        return f"basisondersteuning uit {self.pot}"


class BasisbedragQuerySet(ZichtbareQuerySet["Basisbedrag"]):
    def met_stand(self) -> BasisbedragQuerySet:
        """With what was granted, paid and accounted for, from the lines; what `stand` reads."""
        return self.annotate(**{kolom: regelsom(kolom, via="boekingen__") for kolom in TOTALEN})


class Basisbedrag(ZichtbaarModel):
    """What one school gets, and the count it comes from. bestuur: whose school it was then; who reads the overview."""

    ronde = models.ForeignKey(Basisronde, on_delete=models.PROTECT, related_name="bedragen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="basisbedragen")
    bestuur = models.ForeignKey(Bestuur, on_delete=models.PROTECT, null=True, blank=True, related_name="basisbedragen")
    leerlingen = models.PositiveIntegerField()
    bedrag = models.DecimalField(max_digits=10, decimal_places=2)

    objects = BasisbedragQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "basisondersteuning van een school"
        verbose_name_plural = "basisondersteuning van scholen"
        constraints = [
            models.UniqueConstraint(
                fields=["ronde", "school"],
                name="basisbedrag_uniek",
                violation_error_message="Deze school heeft al een bedrag.",
            )
        ]
        triggers = [bevroren("basisbedrag_vast", "Wat is verdeeld, verandert niet.")]

    def __str__(self) -> str:
        return f"{self.school}: {self.bedrag}"

    @property
    def kenmerk(self) -> str:
        """The number it is paid under, as the bookkeeping knows it. Uses ronde.pot: select_related it in lists."""
        return kenmerk(self.ronde.pot.schooljaar, self.pk)

    @property
    def stand(self) -> Stand:
        """How its payment stands; only of rows that came by `met_stand`."""
        return stand_uit({kolom: getattr(self, kolom) for kolom in TOTALEN})

    @property
    def log_school(self) -> str:
        return self.school.brin6
