"""The answer to a request for extra help, as school and family were told it: letters are made from it, also later."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Instelling

from .aanvraag import Aanvraag
from .mandaat import Mandaat
from .zaakbrief import Zaakbrief


class ArrangementuitkomstQuerySet(ZichtbareQuerySet["Arrangementuitkomst"]):
    def nog_geheim(self, dag: date) -> ArrangementuitkomstQuerySet:
        """Besluiten of which the letter to the school did not go out yet: only the SWV knows them (afspraak 4)."""
        brieven = Zaakbrief.objects.verzonden(dag).filter(soort=Zaakbrief.Soort.ARRANGEMENT, school__isnull=False)
        return self.filter(~Exists(brieven.filter(aanvraag=OuterRef("aanvraag"))), is_besluit=True)


class Arrangementuitkomst(ZichtbaarModel):
    """Which help is granted, or not, in the words of the letter. Never changes; what it costs is not kept here.

    is_besluit: as the settings said when it was asked; then one can object, and it is known when its letter went out.
    Of a group, class or school it never is one, whatever the setting: that letter is about one child and names its
    parents, and who of a group could object, the school board or each family, neither law nor setting says (R-ARR-02,
    K:low; for a jurist: afspraak 58). Its school reads in the portal that it can ask us to look again.
    """

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.PROTECT, related_name="arrangementuitkomst")
    toegekend = models.BooleanField()
    vorm = models.CharField("welke hulp", max_length=200)
    omvang = models.CharField("hoeveel hulp", max_length=120, blank=True)
    begin = models.DateField("vanaf", null=True, blank=True)
    eind = models.DateField("tot en met", null=True, blank=True)
    motivering = models.TextField("waarom")
    passende_hulp = models.TextField("welke hulp wel past", blank=True)
    is_besluit = models.BooleanField("is een besluit")
    besloten_op = models.DateField()
    bevoegdheid = models.CharField(max_length=14, choices=Instelling.Bevoegdheid.choices, blank=True)
    mandaat = models.ForeignKey(Mandaat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ondertekenaar = models.CharField(max_length=120)
    functie = models.CharField(max_length=80)
    genomen_op = models.DateTimeField()
    genomen_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ArrangementuitkomstQuerySet.as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("vorm", "omvang", "motivering", "passende_hulp")
        herkenbaar = ("ondertekenaar",)
        gewoon = ("functie",)

    class Meta:
        verbose_name = "antwoord op een vraag om hulp"
        verbose_name_plural = "antwoorden op vragen om hulp"
        constraints = [
            models.CheckConstraint(
                condition=Q(toegekend=True, begin__isnull=False, eind__isnull=False, eind__gte=F("begin"))
                & ~Q(omvang="")
                | Q(toegekend=False, begin=None, eind=None) & ~Q(passende_hulp=""),
                name="arrangementuitkomst_is_volledig",
                violation_error_message="Toegekende hulp heeft een omvang, een eerste en een laatste dag. Is het niet "
                "toegekend, dan staat er welke hulp wel past.",
            ),
            models.CheckConstraint(
                condition=~Q(motivering="") & ~Q(vorm=""),
                name="arrangementuitkomst_gemotiveerd",
                violation_error_message="Schrijf op om welke hulp het gaat en waarom je dit antwoord geeft.",
            ),
            models.CheckConstraint(
                condition=~Q(is_besluit=True, bevoegdheid="") & (Q(mandaat=None) | Q(bevoegdheid="mandaat")),
                name="arrangementuitkomst_bevoegd",
                violation_error_message="Bij een besluit staat wie bevoegd is.",
            ),
        ]
        triggers = [
            bevroren("arrangementuitkomst_bevroren", "Een antwoord op een vraag om hulp verandert niet."),
            niet_leegmaken("arrangementuitkomst_niet_leegmaken", "Antwoorden worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"antwoord op {self.aanvraag}"

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school
