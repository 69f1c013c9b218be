"""What one member of a family and the contact person write to each other about an aanvraag.

Each person has an own conversation, that no other of the family sees; what is asked of the school while it writes is
another one than what is asked of the loket after that. Words are added and never changed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from kern.bestanden.models import Inhoud
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from scholen.models import Leerling, School

from .aanvraag import Aanvraag

if TYPE_CHECKING:
    from collections.abc import Sequence

GEBRUIKER = settings.AUTH_USER_MODEL


class GezinsvraagQuerySet(ZichtbareQuerySet["Gezinsvraag"]):
    def met_stand(self) -> Self:
        """Each with wacht_sinds: when the first question came in to which nothing was said yet; None: nothing waits."""
        gezegd = Gezinsbericht.objects.filter(vraag=OuterRef("pk"))
        ons = gezegd.exclude(soort=Gezinsbericht.Soort.VRAAG).order_by("-pk").values("pk")[:1]
        open_ = gezegd.filter(soort=Gezinsbericht.Soort.VRAAG, pk__gt=Coalesce(OuterRef("laatste_van_ons"), 0))
        return self.annotate(laatste_van_ons=Subquery(ons)).annotate(
            wacht_sinds=Subquery(open_.order_by("pk").values("op")[:1])
        )

    def wachtend(self) -> Self:
        """Those in which somebody of the family waits for an answer, longest first."""
        return self.met_stand().filter(wacht_sinds__isnull=False).order_by("wacht_sinds", "pk")

    def beantwoord(self) -> Self:
        """Those in which nothing waits."""
        return self.met_stand().filter(wacht_sinds__isnull=True)


class Gezinsvraag(ZichtbaarModel):
    """One conversation. voor: whose task the answer is. toegewezen: who took it over from the contact person."""

    if TYPE_CHECKING:
        wacht_sinds: datetime | None

    class Voor(models.TextChoices):
        SCHOOL = "school", "de school"
        LOKET = "loket", "het loket"

    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="gezinsvragen")
    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="gezinsvragen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    voor = models.CharField(max_length=6, choices=Voor.choices)
    vrager = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="gezinsvragen")
    begonnen_op = models.DateTimeField()
    toegewezen = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = GezinsvraagQuerySet.as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "aanvraag"

    class Meta:
        verbose_name = "vraag van het gezin"
        verbose_name_plural = "vragen van het gezin"
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "vrager", "voor"],
                name="gezinsvraag_een_gesprek",
                violation_error_message="U heeft hierover al een vraag gesteld. Schrijf daar verder.",
            ),
            models.CheckConstraint(
                condition=Q(voor__in=["school", "loket"]),
                name="gezinsvraag_voor",
                violation_error_message="Een vraag is voor de school of voor het loket.",
            ),
        ]

    def __str__(self) -> str:
        return f"vraag over {self.aanvraag}"

    @property
    def sinds(self) -> date | None:
        """The day in Amsterdam since which somebody waits."""
        return timezone.localdate(self.wacht_sinds) if self.wacht_sinds else None

    @property
    def log_leerling(self) -> str:
        return self.leerling.public_id

    @property
    def log_school(self) -> str:
        return self.school.brin6


class Gezinsbericht(ZichtbaarModel):
    """One thing that was said, in the order of the keys. bestanden: there when a page fetched them.

    afgedaan: no answer is written here, and why; the family reads that too.
    """

    if TYPE_CHECKING:
        papieren: Sequence[Gezinsbestand]

    class Soort(models.TextChoices):
        VRAAG = "vraag", "vraag"
        ANTWOORD = "antwoord", "antwoord"
        AFGEDAAN = "afgedaan", "afgedaan zonder antwoord"

    vraag = models.ForeignKey(Gezinsvraag, on_delete=models.PROTECT, related_name="berichten")
    soort = models.CharField(max_length=8, choices=Soort.choices)
    tekst = models.TextField()
    op = models.DateTimeField()
    door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    eenmalig = models.CharField(
        max_length=64,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text="Hash of the key of the form and what it said: a double click writes once.",
    )

    objects = ZichtbareQuerySet["Gezinsbericht"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "vraag"
        gezondheid = ("tekst",)
        gewoon = ("eenmalig",)

    class Meta:
        verbose_name = "bericht in een vraag"
        verbose_name_plural = "berichten in een vraag"
        indexes = [models.Index(fields=["vraag", "soort", "id"], name="gezinsbericht_vraag")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(tekst=""),
                name="gezinsbericht_tekst",
                violation_error_message="Schrijf eerst iets op.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["vraag", "antwoord", "afgedaan"]),
                name="gezinsbericht_soort",
                violation_error_message="Een bericht is een vraag, een antwoord of een reden.",
            ),
        ]
        triggers = [bevroren("gezinsbericht_bevroren", "Wat is gestuurd, verandert niet.")]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} van {self.op:%Y-%m-%d}"

    @property
    def van_gezin(self) -> bool:
        return self.soort == self.Soort.VRAAG

    @property
    def log_leerling(self) -> str:
        return self.vraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.vraag.log_school


class Gezinsbestand(ZichtbaarModel):
    """A file that was sent along."""

    bericht = models.ForeignKey(Gezinsbericht, on_delete=models.PROTECT, related_name="bestanden")
    inhoud = models.ForeignKey(Inhoud, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField(max_length=120)

    objects = ZichtbareQuerySet["Gezinsbestand"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "bericht"
        herkenbaar = ("naam",)

    class Meta:
        verbose_name = "bestand bij een vraag"
        verbose_name_plural = "bestanden bij vragen"
        constraints = [
            models.UniqueConstraint(
                fields=["bericht", "inhoud"],
                name="gezinsbestand_een_keer",
                violation_error_message="Dit bestand zit er al bij.",
            )
        ]
        triggers = [bevroren("gezinsbestand_bevroren", "Wat is gestuurd, verandert niet.")]

    def __str__(self) -> str:
        return self.naam

    @property
    def log_leerling(self) -> str:
        return self.bericht.log_leerling

    @property
    def log_school(self) -> str:
        return self.bericht.log_school
