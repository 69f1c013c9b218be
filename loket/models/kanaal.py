"""How somebody wants to be reached, and what became of a letter after it was sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.brieven.models import Brief
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Betrokkene, Leerling, School

from .verzending import Verzending

GEBRUIKER = settings.AUTH_USER_MODEL


class Kanaalkeuze(ZichtbaarModel):
    """That somebody can be reached through the portal for one kind of message (Awb 2:14), from a moment to a moment.

    A school may also say that it wants post, where the SWV sends schools everything through the portal.
    """

    class Soort(models.TextChoices):
        BESLUIT = "besluit", "besluiten"
        BRIEF = "brief", "andere brieven over een aanvraag"
        BEZWAAR = "bezwaar", "brieven in een bezwaar"

    class Hoe(models.TextChoices):
        PORTAAL = "portaal", "zelf, in het portaal"
        FORMULIER = "formulier", "met een ondertekend formulier"
        BERICHT = "bericht", "een melding kwam niet aan"

    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    soort = models.CharField(max_length=7, choices=Soort.choices)
    kanaal = models.CharField(max_length=7, choices=Verzending.Kanaal.choices, default=Verzending.Kanaal.PORTAAL)
    van = models.DateTimeField()
    hoe = models.CharField(max_length=9, choices=Hoe.choices)
    vastgelegd_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    tot = models.DateTimeField(null=True, blank=True)
    tot_hoe = models.CharField(max_length=9, choices=Hoe.choices, blank=True)
    beeindigd_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ZichtbareQuerySet["Kanaalkeuze"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "gezin", "betrokkene|leerling"

    class Meta:
        verbose_name = "keuze voor post of portaal"
        verbose_name_plural = "keuzes voor post of portaal"
        constraints = [
            models.CheckConstraint(
                condition=Q(betrokkene__isnull=False, leerling=None, school=None)
                | Q(betrokkene=None, leerling__isnull=False, school=None)
                | Q(betrokkene=None, leerling=None, school__isnull=False),
                name="kanaalkeuze_van_een",
                violation_error_message="Een keuze is van precies één persoon of school.",
            ),
            models.CheckConstraint(
                condition=Q(kanaal="portaal") | Q(school__isnull=False),
                name="kanaalkeuze_post_alleen_school",
                violation_error_message="Zonder keuze gaat alles per post.",
            ),
            models.UniqueConstraint(
                fields=["betrokkene", "leerling", "school", "soort"],
                condition=Q(tot__isnull=True),
                nulls_distinct=False,
                name="kanaalkeuze_een_tegelijk",
                violation_error_message="Deze keuze staat er al.",
            ),
            models.CheckConstraint(
                condition=Q(tot=None, tot_hoe="") | (Q(tot__gte=models.F("van")) & ~Q(tot_hoe="")),
                name="kanaalkeuze_einde_is_volledig",
                violation_error_message="Bij het einde van een keuze hoort hoe die eindigde.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.get_kanaal_display()}"


TOELICHTING = 80
"""So many characters say where and when an address was looked up."""


class Bezorgfeit(models.Model):
    """Something that happened to a letter after it was sent, once per letter and kind. Never changes.

    toelichting: where and when the address of a letter that came back was looked up.
    """

    class Soort(models.TextChoices):
        OPGEHAALD = "opgehaald", "Gelezen in het portaal"
        RETOUR = "retour", "Post kwam terug"
        MELDING_MISLUKT = "melding", "Melding kwam niet aan"
        NAGEKEKEN = "nagekeken", "Adres nagekeken"

    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="bezorgfeiten")
    soort = models.CharField(max_length=9, choices=Soort.choices)
    datum = models.DateField()
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    toelichting = models.CharField(max_length=TOELICHTING, blank=True)

    class Avg:
        van, regel, bij = "gezin", "laatste", "brief"
        herkenbaar = ("toelichting",)

    class Meta:
        verbose_name = "feit over de bezorging"
        verbose_name_plural = "feiten over de bezorging"
        constraints = [
            models.UniqueConstraint(
                fields=["brief", "soort"],
                name="bezorgfeit_een_keer",
                violation_error_message="Dit is al vastgelegd bij deze brief.",
            )
        ]
        triggers = [
            bevroren("bezorgfeit_bevroren", "Wat er met een brief gebeurde, verandert niet."),
            niet_leegmaken("bezorgfeit_niet_leegmaken", "Wat er met een brief gebeurde, wordt niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.get_soort_display()


NIET_AANGEKOMEN = (Bezorgfeit.Soort.RETOUR, Bezorgfeit.Soort.MELDING_MISLUKT)
"""After this the addressee gets the letter again, per post, with a date and so a term of its own."""
