"""The decision, its TLV and its making known. Deciding is not sending (afspraken 4-6)."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Instelling, Samenwerkingsverband, TlvSoort, telt_mee

from . import stalemonth
from .aanvraag import Aanvraag
from .mandaat import Mandaat
from .verzending import Verzending

WOORDEN = (
    "motivering",
    "antwoord_zienswijze",
    "antwoord_leerling",
    "waarom_niet_lichter",
    "waarom_categorie",
    "waarom_duur",
    "waarom_afwijking",
    "waarom_afwijking_advies",
    "passende_hulp",
)
"""The columns of a besluit that a person writes for who reads the letter."""
CATEGORIE = [("L", "1 (laag)"), ("M", "2 (midden)"), ("H", "3 (hoog)")]


class Uitkomst(models.TextChoices):
    TOEGEKEND = "toegekend", "Toekennen"
    AFWIJKEND = "afwijkend", "Toekennen, anders dan gevraagd"
    AFGEWEZEN = "afgewezen", "Afwijzen"
    INTREKKING = "intrekking", "TLV intrekken"
    BUITEN_BEHANDELING = "buiten_behandeling", "Niet in behandeling nemen"


MET_TLV = frozenset({Uitkomst.TOEGEKEND, Uitkomst.AFWIJKEND})


class BesluitConcept(models.Model):
    """What the beslisser is writing: kept on the server, so that no text is lost. Nothing follows from it."""

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.CASCADE, related_name="besluitconcept")
    versie = models.PositiveIntegerField(default=0)
    gegevens = models.JSONField(default=dict, blank=True)
    bewerkt_op = models.DateTimeField(null=True, blank=True)
    bewerkt_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    brief_bekeken_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet.as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("gegevens",)

    class Meta:
        verbose_name = "besluit in voorbereiding"
        verbose_name_plural = "besluiten in voorbereiding"

    def __str__(self) -> str:
        return f"concept voor {self.aanvraag}"


class Besluit(ZichtbaarModel):
    """A decision as taken. Never changes; a correction is a next version (afspraak 44)."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="besluiten")
    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="+")
    instelling = models.ForeignKey(Instelling, on_delete=models.PROTECT, related_name="+")
    versie = models.PositiveSmallIntegerField(default=1)
    herstelt = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="hersteld_door"
    )
    herstel_uitleg = models.TextField("wat niet goed stond", blank=True)
    uitkomst = models.CharField(max_length=20, choices=Uitkomst.choices)
    besluitdatum = models.DateField()
    soort = models.CharField(max_length=4, choices=TlvSoort.choices)
    categorie = models.CharField(max_length=1, choices=CATEGORIE, blank=True)
    ingangsdatum = models.DateField(null=True, blank=True)
    vervaldatum = models.DateField("geldig tot en met", null=True, blank=True)
    motivering = models.TextField()
    antwoord_zienswijze = models.TextField(blank=True)
    antwoord_leerling = models.TextField("wat is gedaan met de mening van de leerling", blank=True)
    waarom_niet_lichter = models.TextField(blank=True)
    waarom_categorie = models.TextField(blank=True)
    waarom_duur = models.TextField(blank=True)
    waarom_afwijking = models.TextField("waarom anders dan gevraagd", blank=True)
    waarom_afwijking_advies = models.TextField("waarom anders dan een advies", blank=True)
    passende_hulp = models.TextField("welke hulp wel past, na een afwijzing", blank=True)
    bevoegdheid = models.CharField(max_length=14, choices=Instelling.Bevoegdheid.choices)
    ondertekenaar = models.CharField(max_length=120)
    functie = models.CharField(max_length=80)
    mandaat = models.ForeignKey(Mandaat, on_delete=models.PROTECT, null=True, blank=True, related_name="besluiten")
    genomen_op = models.DateTimeField()
    genomen_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="besluiten")

    objects = ZichtbareQuerySet["Besluit"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("herstel_uitleg", "categorie", *WOORDEN)
        herkenbaar = ("ondertekenaar",)
        gewoon = ("functie",)

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        indexes = [models.Index(fields=["besluitdatum"], name="besluit_dag")]
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "versie"],
                name="besluit_versie_uniek",
                violation_error_message="Over deze aanvraag is al een besluit genomen.",
            ),
            models.CheckConstraint(
                condition=Q(
                    uitkomst__in=["afgewezen", "buiten_behandeling"],
                    ingangsdatum__isnull=True,
                    vervaldatum__isnull=True,
                )
                | Q(uitkomst__in=["toegekend", "afwijkend", "intrekking"], ingangsdatum__isnull=False),
                name="besluit_periode_bij_uitkomst",
                violation_error_message="Een toegekende of ingetrokken TLV heeft een ingangsdatum, een afwijzing niet.",
            ),
            models.CheckConstraint(
                condition=Q(vervaldatum__isnull=True) | Q(vervaldatum__gt=F("ingangsdatum")),
                name="besluit_verval_na_ingang",
                violation_error_message="De einddatum ligt na de ingangsdatum.",
            ),
            models.CheckConstraint(
                condition=~Q(motivering=""),
                name="besluit_gemotiveerd",
                violation_error_message="Een besluit heeft een motivering (Awb 3:46).",
            ),
            models.CheckConstraint(
                condition=Q(herstelt__isnull=True, herstel_uitleg="") | Q(herstelt__isnull=False, versie__gt=1),
                name="besluit_herstel",
                violation_error_message="Een herstel noemt het besluit dat het herstelt.",
            ),
        ]
        triggers = [
            telt_mee("tlv"),
            stalemonth.BESLUIT,
            bevroren("besluit_bevroren", "Een besluit verandert niet: neem een nieuw besluit."),
            niet_leegmaken("besluit_niet_leegmaken", "Besluiten worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"besluit over {self.aanvraag}"

    @property
    def eerste(self) -> Besluit:
        """What this corrects, back to the first version: that one holds the TLV (afspraak 44)."""
        eerste = self
        while eerste.herstelt is not None:
            eerste = eerste.herstelt
        return eerste

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school


def hersteld(besluit: Besluit) -> list[int]:
    """This decision and what corrected it, as keys: one decision for who objects (Awb 6:19), with one TLV."""
    rijen = Besluit.objects.filter(aanvraag=besluit.aanvraag_id, versie__gte=besluit.versie).order_by("versie")
    lijst = [besluit.pk]
    for pk, herstelt in rijen.values_list("pk", "herstelt"):
        if herstelt in lijst:
            lijst.append(pk)
    return lijst


class Volgnummer(models.Model):
    """The counter behind the TLV numbers: one row per SWV and school year of the besluitdatum (afspraak 15)."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="+")
    schooljaar = models.PositiveSmallIntegerField(help_text="The year in which it begins: 2026 for 2026-2027.")
    laatste = models.PositiveIntegerField(default=0)

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "volgnummer"
        verbose_name_plural = "volgnummers"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "schooljaar"], name="volgnummer_uniek", violation_error_message="Deze teller bestaat al."
            )
        ]

    def __str__(self) -> str:
        return f"{self.schooljaar}: {self.laatste}"


class BekendmakingQuerySet(ZichtbareQuerySet["Bekendmaking"]):
    def verzonden(self, dag: date) -> BekendmakingQuerySet:
        """Sent, and the day of sending has come: only then the outcome is visible to this addressee (afspraak 4)."""
        return self.filter(verzonden_op__isnull=False, verzenddatum__lte=dag)


class Bekendmaking(Verzending):
    """One decision to one addressee: its letter, its day of sending and so its own bezwaartermijn (R-TERM-09)."""

    besluit = models.ForeignKey(Besluit, on_delete=models.PROTECT, related_name="bekendmakingen")
    bezwaar_tot = models.DateField("bezwaar kan tot en met", null=True, blank=True)

    objects = BekendmakingQuerySet.as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "besluit"
        herkenbaar = ("vervallen_reden",)

    class Meta:
        verbose_name = "bekendmaking"
        verbose_name_plural = "bekendmakingen"
        constraints = [
            *Verzending.Meta.constraints,
            models.UniqueConstraint(
                fields=["besluit", "school", "betrokkene", "leerling", "volgt_op"],
                condition=Q(vervallen_op__isnull=True),
                nulls_distinct=False,
                name="bekendmaking_uniek",
                violation_error_message="Deze geadresseerde heeft al een brief over dit besluit.",
            ),
            models.CheckConstraint(
                condition=Q(verzonden_op__isnull=True)
                | Q(
                    verzenddatum__isnull=False,
                    bezwaar_tot__isnull=False,
                    verzonden_door__isnull=False,
                    vervallen_op=None,
                ),
                name="bekendmaking_verzonden_is_volledig",
                violation_error_message="Een verzonden brief heeft een verzenddatum en een bezwaartermijn.",
            ),
            models.CheckConstraint(
                condition=Q(bezwaar_tot__isnull=True) | Q(bezwaar_tot__gt=F("verzenddatum")),
                name="bekendmaking_bezwaar_na_verzending",
                violation_error_message="De bezwaartermijn eindigt na de verzending.",
            ),
        ]
        triggers = [
            telt_mee("bezwaar"),
            bevroren(
                "verzonden_bekendmaking_bevroren",
                "Een verzonden bekendmaking verandert niet.",
                als=pgtrigger.Q(old__verzonden_op__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.besluit} aan {self.get_aan_display()}"

    @property
    def betreft(self) -> Aanvraag:
        return self.besluit.aanvraag

    @property
    def log_leerling(self) -> str:
        return self.besluit.log_leerling

    @property
    def log_school(self) -> str:
        return self.besluit.log_school
