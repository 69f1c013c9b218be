"""Being late with an aanvraag: the notice of default that came in, and the penalty that was fixed (Awb 4:17, 4:18)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Betrokkene, Instelling, Leerling, School

from .aanvraag import Aanvraag
from .mandaat import Mandaat


class AanvraagIngebrekestelling(ZichtbaarModel):
    """A written notice that we are late with an aanvraag, from the school or the family. Never changes.

    Whether it counts and what it costs is computed. Only that of the school, which asked, can cost something (42).
    """

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="ingebrekestellingen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ontvangen_op = models.DateField("ontvangen op")
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["AanvraagIngebrekestelling"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"

    class Meta:
        verbose_name = "ingebrekestelling over een aanvraag"
        verbose_name_plural = "ingebrekestellingen over aanvragen"
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=False, betrokkene=None, leerling=None)
                | Q(school=None, betrokkene__isnull=False, leerling=None)
                | Q(school=None, betrokkene=None, leerling__isnull=False),
                name="aanvraagingebrekestelling_van_een",
                violation_error_message="Een ingebrekestelling is van precies één persoon of school.",
            )
        ]
        triggers = [bevroren("aanvraagingebrekestelling_bevroren", "Een ingebrekestelling verandert niet.")]

    def __str__(self) -> str:
        return f"ingebrekestelling over {self.aanvraag} op {self.ontvangen_op}"

    @property
    def naam(self) -> str:
        wie = self.betrokkene or self.leerling or self.school
        return wie.naam if wie else ""

    @property
    def sleutel(self) -> tuple[int | None, int | None, int | None]:
        """What makes who wrote it the same one elsewhere."""
        return (self.school_id, self.betrokkene_id, self.leerling_id)

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school


class Aanvraagdwangsom(ZichtbaarModel):
    """What we owe the board of the school because we decided late, as it was fixed (Awb 4:18). Never changes."""

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.PROTECT, related_name="dwangsom")
    ingebrekestelling = models.ForeignKey(AanvraagIngebrekestelling, on_delete=models.PROTECT, related_name="+")
    uiterlijk = models.DateField(help_text="The last day to decide, as it was.")
    bedrag = models.DecimalField(max_digits=7, decimal_places=2)
    eerste_dag = models.DateField()
    laatste_dag = models.DateField()
    besluitdatum = models.DateField()
    bevoegdheid = models.CharField(max_length=14, choices=Instelling.Bevoegdheid.choices)
    mandaat = models.ForeignKey(Mandaat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ondertekenaar = models.CharField(max_length=120)
    functie = models.CharField(max_length=80)
    genomen_op = models.DateTimeField()
    genomen_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Aanvraagdwangsom"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        herkenbaar = ("ondertekenaar",)
        gewoon = ("functie",)

    class Meta:
        verbose_name = "dwangsom over een aanvraag"
        verbose_name_plural = "dwangsommen over aanvragen"
        constraints = [
            models.CheckConstraint(
                condition=Q(bedrag__gt=0),
                name="aanvraagdwangsom_bedrag",
                violation_error_message="Een dwangsom is meer dan nul euro.",
            ),
            models.CheckConstraint(
                condition=Q(laatste_dag__gte=F("eerste_dag")),
                name="aanvraagdwangsom_dagen",
                violation_error_message="De laatste dag ligt niet voor de eerste.",
            ),
        ]
        triggers = [
            bevroren("aanvraagdwangsom_bevroren", "Een besluit over een dwangsom verandert niet."),
            niet_leegmaken("aanvraagdwangsom_niet_leegmaken", "Besluiten over een dwangsom worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"dwangsom over {self.aanvraag}"

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school
