"""The decision on bezwaar, frozen, with its letters; and the draft of it."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Instelling, telt_mee

from .aanvraag import Aanvraag
from .besluit import Besluit
from .bezwaar import GEBRUIKER, Bezwaarzaak, VanZaak
from .mandaat import Mandaat
from .verzending import Verzending


class BeslissingConcept(models.Model):
    """What is being written: kept on the server, so that no text is lost. Nothing follows from it."""

    zaak = models.OneToOneField(Bezwaarzaak, on_delete=models.CASCADE, related_name="concept")
    versie = models.PositiveIntegerField(default=0)
    gegevens = models.JSONField(default=dict, blank=True)
    bewerkt_op = models.DateTimeField(null=True, blank=True)
    bewerkt_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ZichtbareQuerySet.as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "zaak"
        gezondheid = ("gegevens",)

    class Meta:
        verbose_name = "beslissing op bezwaar in voorbereiding"
        verbose_name_plural = "beslissingen op bezwaar in voorbereiding"

    def __str__(self) -> str:
        return f"concept voor {self.zaak}"


class BeslissingOpBezwaar(VanZaak):
    """A decision on bezwaar as taken (Awb 7:11 and 7:12). Never changes."""

    class Uitkomst(models.TextChoices):
        GEGROND = "gegrond", "Gegrond"
        DEELS_GEGROND = "deels_gegrond", "Deels gegrond"
        ONGEGROND = "ongegrond", "Ongegrond"
        NIET_ONTVANKELIJK = "niet_ontvankelijk", "Niet-ontvankelijk"

    class Gevolg(models.TextChoices):
        HANDHAVEN = "handhaven", "Het besluit blijft zoals het is"
        HERROEPEN = "herroepen", "Het besluit vervalt"
        VERVANGEN = "vervangen", "Er komt een ander besluit voor in de plaats"

    zaak = models.OneToOneField(Bezwaarzaak, on_delete=models.PROTECT, related_name="beslissing")
    instelling = models.ForeignKey(Instelling, on_delete=models.PROTECT, related_name="+")
    uitkomst = models.CharField(max_length=18, choices=Uitkomst.choices)
    gevolg = models.CharField(max_length=10, choices=Gevolg.choices)
    besluitdatum = models.DateField()
    motivering = models.TextField()
    waarom_anders_dan_advies = models.TextField(blank=True)
    nieuw_besluit = models.OneToOneField(
        Besluit, on_delete=models.PROTECT, null=True, blank=True, related_name="uit_bezwaar"
    )
    mandaat = models.ForeignKey(Mandaat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bevoegdheid = models.CharField(max_length=14, choices=Instelling.Bevoegdheid.choices)
    ondertekenaar = models.CharField(max_length=120)
    functie = models.CharField(max_length=80)
    genomen_op = models.DateTimeField()
    genomen_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["BeslissingOpBezwaar"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "zaak"
        gezondheid = ("motivering", "waarom_anders_dan_advies")
        herkenbaar = ("ondertekenaar",)
        gewoon = ("functie",)

    class Meta:
        verbose_name = "beslissing op bezwaar"
        verbose_name_plural = "beslissingen op bezwaar"
        constraints = [
            models.CheckConstraint(
                condition=~Q(motivering=""),
                name="beslissingopbezwaar_gemotiveerd",
                violation_error_message="Een beslissing op bezwaar heeft een motivering (Awb 7:12).",
            ),
            models.CheckConstraint(
                condition=Q(uitkomst__in=["ongegrond", "niet_ontvankelijk"], gevolg="handhaven")
                | Q(uitkomst="gegrond", gevolg__in=["herroepen", "vervangen"])
                | Q(uitkomst="deels_gegrond"),
                name="beslissingopbezwaar_gevolg_bij_uitkomst",
                violation_error_message="Bij gegrond vervalt of verandert het besluit; bij ongegrond blijft het.",
            ),
            models.CheckConstraint(
                condition=Q(gevolg="vervangen", nieuw_besluit__isnull=False)
                | Q(gevolg__in=["handhaven", "herroepen"], nieuw_besluit__isnull=True),
                name="beslissingopbezwaar_nieuw_besluit",
                violation_error_message="Alleen bij vervangen hoort een nieuw besluit.",
            ),
        ]
        triggers = [
            telt_mee("bezwaar"),
            bevroren("beslissingopbezwaar_bevroren", "Een beslissing op bezwaar verandert niet."),
            niet_leegmaken("beslissingopbezwaar_niet_leegmaken", "Beslissingen op bezwaar worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"beslissing op bezwaar {self.zaak}"


class BezwaarbekendmakingQuerySet(ZichtbareQuerySet["Bezwaarbekendmaking"]):
    def verzonden(self, dag: date) -> BezwaarbekendmakingQuerySet:
        """Sent, and the day of sending has come: only then the addressee sees it (afspraak 4)."""
        return self.filter(verzonden_op__isnull=False, verzenddatum__lte=dag)


class Bezwaarbekendmaking(Verzending):
    """One decision on bezwaar to one addressee: its letter, its day of sending and so its own term for beroep."""

    beslissing = models.ForeignKey(BeslissingOpBezwaar, on_delete=models.PROTECT, related_name="bekendmakingen")
    beroep_tot = models.DateField("beroep kan tot en met", null=True, blank=True)

    objects = BezwaarbekendmakingQuerySet.as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "beslissing"
        herkenbaar = ("vervallen_reden",)

    class Meta:
        verbose_name = "bekendmaking van een beslissing op bezwaar"
        verbose_name_plural = "bekendmakingen van een beslissing op bezwaar"
        constraints = [
            *Verzending.Meta.constraints,
            models.UniqueConstraint(
                fields=["beslissing", "school", "betrokkene", "leerling", "volgt_op"],
                condition=Q(vervallen_op__isnull=True),
                nulls_distinct=False,
                name="bezwaarbekendmaking_uniek",
                violation_error_message="Deze geadresseerde heeft al een brief over deze beslissing.",
            ),
            models.CheckConstraint(
                condition=Q(verzonden_op__isnull=True)
                | Q(
                    verzenddatum__isnull=False,
                    beroep_tot__isnull=False,
                    verzonden_door__isnull=False,
                    vervallen_op=None,
                ),
                name="bezwaarbekendmaking_verzonden_is_volledig",
                violation_error_message="Een verzonden brief heeft een verzenddatum en een termijn voor beroep.",
            ),
            models.CheckConstraint(
                condition=Q(beroep_tot__isnull=True) | Q(beroep_tot__gt=F("verzenddatum")),
                name="bezwaarbekendmaking_beroep_na_verzending",
                violation_error_message="De termijn voor beroep eindigt na de verzending.",
            ),
        ]
        triggers = [
            bevroren(
                "verzonden_bezwaarbekendmaking_bevroren",
                "Een verzonden bekendmaking verandert niet.",
                als=pgtrigger.Q(old__verzonden_op__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.beslissing} aan {self.get_aan_display()}"

    @property
    def betreft(self) -> Aanvraag:
        return self.beslissing.zaak.besluit.aanvraag

    @property
    def log_leerling(self) -> str:
        return self.beslissing.log_leerling

    @property
    def log_school(self) -> str:
        return self.beslissing.log_school
