"""What happens in a file of bezwaren: the committee, the hearing, its papers, its advice, and notices of default."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from kern.bestanden.models import Inhoud
from kern.brieven.models import Brief
from kern.gebruikers.zicht import ZichtbareQuerySet
from kern.logboek.bewaking import bevroren

from .bezwaar import BEZWAAR_LOOPT, GEBRUIKER, Bezwaar, Bezwaarzaak, VanZaak

DAGEN_NA_COMMISSIE = 14
"""How long a member of the committee still sees the file after the advice."""


class Hoorzitting(VanZaak):
    """When those who object and the other belanghebbenden are heard (Awb 7:2), and the report of it (7:7)."""

    zaak = models.ForeignKey(Bezwaarzaak, on_delete=models.PROTECT, related_name="hoorzittingen")
    wanneer = models.DateTimeField()
    waar = models.CharField(max_length=200)
    uitgenodigd_op = models.DateField()
    vervallen_op = models.DateTimeField(null=True, blank=True)
    gehouden_op = models.DateTimeField(null=True, blank=True)
    aanwezig = models.TextField("wie er waren", blank=True)
    verslag = models.TextField(blank=True)
    afschrift = models.OneToOneField(
        Brief, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="The report on paper."
    )

    objects = ZichtbareQuerySet["Hoorzitting"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "zaak"
        gezondheid = ("verslag",)
        herkenbaar = ("aanwezig", "waar")

    class Meta:
        verbose_name = "hoorzitting"
        verbose_name_plural = "hoorzittingen"
        constraints = [
            models.UniqueConstraint(
                fields=["zaak"],
                condition=Q(vervallen_op__isnull=True),
                name="hoorzitting_een_geldig",
                violation_error_message="Er is al een hoorzitting gepland.",
            ),
            models.CheckConstraint(
                condition=Q(gehouden_op__isnull=True) | ~Q(verslag=""),
                name="hoorzitting_met_verslag",
                violation_error_message="Van een hoorzitting is er een verslag (Awb 7:7).",
            ),
        ]

    def __str__(self) -> str:
        return f"hoorzitting van {self.zaak}"


class CommissieopdrachtQuerySet(ZichtbareQuerySet["Commissieopdracht"]):
    def geldig(self) -> CommissieopdrachtQuerySet:
        return self.filter(vervallen_op__isnull=True)

    def toegankelijk(self, dag: date) -> CommissieopdrachtQuerySet:
        """What opens a file to its member on this day: it is being handled, and advice came at most 14 days ago."""
        sinds = dag - timedelta(days=DAGEN_NA_COMMISSIE)
        lopend = self.geldig().filter(zaak__status__in=sorted(BEZWAAR_LOOPT))
        return lopend.filter(Q(zaak__advies__isnull=True) | Q(zaak__advies__ontvangen_op__gte=sinds))


class Commissieopdracht(VanZaak):
    """Somebody of the committee who may read this file and advise. Ends by itself after the advice."""

    zaak = models.ForeignKey(Bezwaarzaak, on_delete=models.PROTECT, related_name="commissieopdrachten")
    lid = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="commissieopdrachten")
    gevraagd_op = models.DateTimeField()
    gevraagd_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    vervallen_op = models.DateTimeField(null=True, blank=True)

    objects = CommissieopdrachtQuerySet.as_manager()

    class Avg:
        van, regel, bij = "medewerker", "dossier", "zaak"

    class Meta:
        verbose_name = "opdracht aan de commissie"
        verbose_name_plural = "opdrachten aan de commissie"
        constraints = [
            models.UniqueConstraint(
                fields=["zaak", "lid"],
                condition=Q(vervallen_op__isnull=True),
                name="commissieopdracht_een_per_lid",
                violation_error_message="Dit lid van de commissie is al gevraagd.",
            )
        ]

    def __str__(self) -> str:
        return f"commissie voor {self.zaak}"


class Bezwaarstuk(VanZaak):
    """A paper in the file. The name is text to show, never a path."""

    class Soort(models.TextChoices):
        BEZWAARSCHRIFT = "bezwaarschrift", "bezwaarschrift"
        STUK = "stuk", "nader stuk"
        VERSLAG = "verslag", "verslag van de hoorzitting"
        ADVIES = "advies", "advies van de commissie"

    zaak = models.ForeignKey(Bezwaarzaak, on_delete=models.PROTECT, related_name="stukken")
    bezwaar = models.ForeignKey(Bezwaar, on_delete=models.PROTECT, null=True, blank=True, related_name="stukken")
    inhoud = models.ForeignKey(Inhoud, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField(max_length=150)
    soort = models.CharField(max_length=14, choices=Soort.choices)
    toegevoegd_op = models.DateTimeField()
    toegevoegd_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Bezwaarstuk"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "zaak"
        herkenbaar = ("naam",)

    class Meta:
        verbose_name = "stuk in bezwaar"
        verbose_name_plural = "stukken in bezwaar"
        constraints = [
            models.UniqueConstraint(
                fields=["zaak", "inhoud", "soort"],
                name="bezwaarstuk_uniek",
                violation_error_message="Dit bestand zit al bij het bezwaar.",
            )
        ]
        triggers = [bevroren("bezwaarstuk_bevroren", "Een stuk in een bezwaar verandert niet.")]

    def __str__(self) -> str:
        return self.naam


class Commissieadvies(VanZaak):
    """What the committee advises (Awb 7:13). Never changes."""

    class Strekking(models.TextChoices):
        GEGROND = "gegrond", "Gegrond"
        DEELS_GEGROND = "deels_gegrond", "Deels gegrond"
        ONGEGROND = "ongegrond", "Ongegrond"
        NIET_ONTVANKELIJK = "niet_ontvankelijk", "Niet-ontvankelijk"

    zaak = models.OneToOneField(Bezwaarzaak, on_delete=models.PROTECT, related_name="advies")
    strekking = models.CharField("wat de commissie adviseert", max_length=18, choices=Strekking.choices)
    tekst = models.TextField("waarom")
    ontvangen_op = models.DateField()
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    afschrift = models.OneToOneField(
        Brief, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="The advice on paper."
    )

    objects = ZichtbareQuerySet["Commissieadvies"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "zaak"
        gezondheid = ("tekst",)

    class Meta:
        verbose_name = "advies van de commissie"
        verbose_name_plural = "adviezen van de commissie"
        constraints = [
            models.CheckConstraint(
                condition=~Q(tekst=""),
                name="commissieadvies_met_redenen",
                violation_error_message="Een advies heeft redenen.",
            )
        ]
        triggers = [bevroren("commissieadvies_bevroren", "Het advies van de commissie verandert niet.")]

    def __str__(self) -> str:
        return f"advies over {self.zaak}"


class Ingebrekestelling(VanZaak):
    """A written notice that we are late (Awb 4:17). Whether it counts and what it costs is computed."""

    zaak = models.ForeignKey(Bezwaarzaak, on_delete=models.PROTECT, related_name="ingebrekestellingen")
    bezwaar = models.ForeignKey(Bezwaar, on_delete=models.PROTECT, related_name="ingebrekestellingen")
    ontvangen_op = models.DateField()
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Ingebrekestelling"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "zaak|bezwaar"

    class Meta:
        verbose_name = "ingebrekestelling"
        verbose_name_plural = "ingebrekestellingen"
        triggers = [bevroren("ingebrekestelling_bevroren", "Een ingebrekestelling verandert niet.")]

    def __str__(self) -> str:
        return f"ingebrekestelling in {self.zaak} op {self.ontvangen_op}"
