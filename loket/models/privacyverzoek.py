"""What a family asks about the data in a dossier: to mend a fact, to see all, to throw away (R-PRIV-06)."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from loket.rules.privacy import laatste_dag
from scholen.models import Leerling

from .aanvraag import Aanvraag

TITELS = {
    "correctie": gettext_noop("Er klopt iets niet"),
    "inzage": gettext_noop("Een kopie van alles"),
    "verwijderen": gettext_noop("Het dossier weggooien"),
}


class Privacyverzoek(ZichtbaarModel):
    """One request with its answer, which never changes once given. aanvraag: the dossier in which it was asked.

    wat, moet_zijn, reden: which fact, what it should be, why. gegeven_op: when a copy was handed over; derden_bekeken:
    a person first looked whether it says something of others. weg_op: the day on which the dossier is thrown away.
    """

    class Soort(models.TextChoices):
        CORRECTIE = "correctie", "iets verbeteren"
        INZAGE = "inzage", "alles zien"
        VERWIJDEREN = "verwijderen", "weggooien"

    class Uitkomst(models.TextChoices):
        JA = "ja", "ja"
        NEE = "nee", "nee"

    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="privacyverzoeken")
    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="privacyverzoeken")
    soort = models.CharField(max_length=11, choices=Soort.choices)
    wat = models.TextField("wat er nu staat", blank=True)
    moet_zijn = models.TextField("wat er moet staan", blank=True)
    reden = models.TextField(blank=True)
    gevraagd_op = models.DateTimeField()
    gevraagd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="privacyverzoeken"
    )
    verlengd_op = models.DateTimeField(null=True, blank=True)
    verlengd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verlengreden = models.TextField("waarom het langer duurt", blank=True)
    uitkomst = models.CharField(max_length=3, choices=Uitkomst.choices, blank=True)
    antwoord = models.TextField(blank=True)
    gegeven_op = models.DateField("kopie gegeven op", null=True, blank=True)
    derden_bekeken = models.BooleanField("nagekeken op gegevens van anderen", default=False)
    weg_op = models.DateField("dossier wordt verwijderd op", null=True, blank=True)
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    beantwoord_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Privacyverzoek"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "aanvraag"
        gezondheid = ("wat", "moet_zijn", "reden", "antwoord", "verlengreden")

    class Meta:
        verbose_name = "privacyverzoek"
        verbose_name_plural = "privacyverzoeken"
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "gevraagd_door", "soort"],
                condition=Q(beantwoord_op__isnull=True) & ~Q(soort="correctie"),
                name="privacyverzoek_een_open",
                violation_error_message="U vroeg dit al. Wij zijn ermee bezig.",
            ),
            models.CheckConstraint(
                condition=~Q(soort="correctie") | ~Q(wat="") & ~Q(moet_zijn="") & ~Q(reden=""),
                name="privacyverzoek_correctie",
                violation_error_message="Schrijf op wat er niet klopt, wat er moet staan en waarom.",
            ),
            models.CheckConstraint(
                condition=Q(verlengd_op__isnull=True, verlengd_door__isnull=True, verlengreden="")
                | Q(verlengd_op__isnull=False, verlengd_door__isnull=False) & ~Q(verlengreden=""),
                name="privacyverzoek_verlengd",
                violation_error_message="Wie om meer tijd vraagt, zegt waarom.",
            ),
            models.CheckConstraint(
                condition=Q(beantwoord_op__isnull=True, beantwoord_door__isnull=True, uitkomst="", antwoord="")
                | Q(beantwoord_op__isnull=False, beantwoord_door__isnull=False, uitkomst__in=["ja", "nee"])
                & ~Q(antwoord=""),
                name="privacyverzoek_beantwoord",
                violation_error_message="Een antwoord is ja of nee, met wat is gedaan of waarom niet.",
            ),
            models.CheckConstraint(
                condition=Q(soort="inzage", uitkomst="ja", gegeven_op__isnull=False, derden_bekeken=True)
                | ~Q(soort="inzage", uitkomst="ja") & Q(gegeven_op__isnull=True, derden_bekeken=False),
                name="privacyverzoek_gegeven",
                violation_error_message="Een kopie wordt eerst nagekeken, en heeft een dag waarop zij is gegeven.",
            ),
            models.CheckConstraint(
                condition=Q(soort="verwijderen", uitkomst="ja", weg_op__isnull=False)
                | ~Q(soort="verwijderen", uitkomst="ja") & Q(weg_op__isnull=True),
                name="privacyverzoek_weg",
                violation_error_message="Kies op welke dag het dossier wordt verwijderd.",
            ),
        ]
        indexes = [
            models.Index(fields=["gevraagd_op"], condition=Q(beantwoord_op__isnull=True), name="privacyverzoek_open")
        ]
        triggers = [
            bevroren(
                "privacyverzoek_bevroren",
                "Een beantwoord privacyverzoek verandert niet.",
                als=pgtrigger.Q(old__beantwoord_op__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} bij {self.aanvraag}"

    @property
    def titel(self) -> str:
        """What is asked, as a heading."""
        return TITELS[self.soort]

    @property
    def gevraagd(self) -> date:
        """The day in Amsterdam on which it came in."""
        return timezone.localdate(self.gevraagd_op)

    @property
    def uiterlijk(self) -> date:
        """The last day to answer, inclusive."""
        return laatste_dag(self.gevraagd, verlengd=self.verlengd_op is not None)

    @property
    def log_leerling(self) -> str:
        return self.leerling.public_id

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school


class Ouderverklaring(ZichtbaarModel):
    """What the asker wants to stay beside a fact that was not mended; it never changes."""

    verzoek = models.OneToOneField(Privacyverzoek, on_delete=models.PROTECT, related_name="verklaring")
    tekst = models.TextField()
    op = models.DateTimeField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Ouderverklaring"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "verzoek"
        gezondheid = ("tekst",)

    class Meta:
        verbose_name = "verklaring"
        verbose_name_plural = "verklaringen"
        constraints = [
            models.CheckConstraint(
                condition=~Q(tekst=""),
                name="ouderverklaring_tekst",
                violation_error_message="Schrijf op wat er bij het dossier moet staan.",
            )
        ]
        triggers = [bevroren("ouderverklaring_bevroren", "Een verklaring bij het dossier verandert niet.")]

    def __str__(self) -> str:
        return f"verklaring bij {self.verzoek}"

    @property
    def log_leerling(self) -> str:
        return self.verzoek.log_leerling

    @property
    def log_school(self) -> str:
        return self.verzoek.log_school
