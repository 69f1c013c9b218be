"""What an SWV writes in its letters itself, by version: texts per block, a logo and signatures.

A version is a draft until it is published; then it never changes, and a letter uses the one of the day of its decision.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from scholen.models import Samenwerkingsverband


def afdruk(gegevens: bytes) -> str:
    """A name for these bytes that nobody can guess without them, in the form of an id."""
    return base64.urlsafe_b64encode(hashlib.sha256(gegevens).digest()[:16]).rstrip(b"=").decode()


BEVROREN = "Gepubliceerde briefteksten veranderen niet meer."


def _bevroren_met_versie(naam: str) -> pgtrigger.Trigger:
    """What hangs on a published version can be neither added, changed nor removed."""
    return pgtrigger.Trigger(
        name=naam,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        level=pgtrigger.Row,
        func="""
            IF EXISTS (
                SELECT 1 FROM loket_briefteksten
                WHERE id IN (OLD.teksten_id, NEW.teksten_id) AND gepubliceerd_op IS NOT NULL
            ) THEN
                RAISE EXCEPTION 'Gepubliceerde briefteksten veranderen niet meer.';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,
    )


class TekstenQuerySet(ZichtbareQuerySet["Briefteksten"]):
    def geldig(self, swv: Samenwerkingsverband, dag: date) -> Briefteksten | None:
        """The published version in force for this SWV on this day; None when it has no texts of its own yet."""
        rijen = self.filter(swv=swv, gepubliceerd_op__isnull=False, geldig_van__lte=dag)
        return rijen.order_by("-geldig_van", "-versie").first()


class Briefteksten(ZichtbaarModel):
    """One version. Without gepubliceerd_op it is the draft, of which there is one per SWV."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="briefteksten")
    versie = models.PositiveSmallIntegerField()
    geldig_van = models.DateField(null=True, blank=True)
    gepubliceerd_op = models.DateTimeField(null=True, blank=True)
    gepubliceerd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wijzigingen = models.TextField(blank=True, help_text="What changed since the version before, in sentences.")

    objects = TekstenQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "briefteksten"
        verbose_name_plural = "briefteksten"
        triggers = [bevroren("briefteksten_bevroren", BEVROREN, als=pgtrigger.Q(old__gepubliceerd_op__isnull=False))]
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "versie"],
                name="briefteksten_versie",
                violation_error_message="Deze versie bestaat al.",
            ),
            models.UniqueConstraint(
                fields=["swv"],
                condition=Q(gepubliceerd_op__isnull=True),
                name="briefteksten_een_concept",
                violation_error_message="Er is al een concept van de briefteksten.",
            ),
            models.CheckConstraint(
                condition=Q(gepubliceerd_op__isnull=True, gepubliceerd_door__isnull=True, geldig_van__isnull=True)
                | Q(gepubliceerd_op__isnull=False, gepubliceerd_door__isnull=False, geldig_van__isnull=False),
                name="briefteksten_gepubliceerd_door",
                violation_error_message="Bij gepubliceerde teksten staat door wie en vanaf wanneer.",
            ),
        ]

    def __str__(self) -> str:
        return f"briefteksten {self.swv_id}, versie {self.versie}"


class Brieftekst(models.Model):
    """The words of one block, for the letters of voor; plain text with words between braces."""

    teksten = models.ForeignKey(Briefteksten, on_delete=models.CASCADE, related_name="blokken")
    blok = models.CharField(max_length=16)
    voor = models.CharField(max_length=20, blank=True)
    tekst = models.TextField()

    objects = ZichtbareQuerySet["Brieftekst"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "brieftekst"
        verbose_name_plural = "briefteksten per blok"
        ordering = ("blok", "voor")
        triggers = [_bevroren_met_versie("brieftekst_bevroren")]
        constraints = [
            models.UniqueConstraint(
                fields=["teksten", "blok", "voor"],
                name="brieftekst_een_per_blok",
                violation_error_message="Deze tekst staat er al.",
            ),
            models.CheckConstraint(
                condition=~Q(tekst=""),
                name="brieftekst_niet_leeg",
                violation_error_message="Schrijf een tekst.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.blok} {self.voor}".strip()


class Briefbeeld(models.Model):
    """A logo or a signature, made anew when it came in. naam: whose signature, as it is printed under letters.

    afdruk: the print of its content, by which a page on screen fetches it.
    """

    class Soort(models.TextChoices):
        LOGO = "logo", "logo"
        HANDTEKENING = "handtekening", "handtekening"

    teksten = models.ForeignKey(Briefteksten, on_delete=models.CASCADE, related_name="beelden")
    soort = models.CharField(max_length=12, choices=Soort.choices)
    naam = models.CharField(max_length=160, blank=True)
    tekst = models.CharField("wat er staat", max_length=160)
    mime = models.CharField(max_length=10)
    gegevens = models.BinaryField()
    afdruk = models.CharField(max_length=22, db_index=True)

    objects = ZichtbareQuerySet["Briefbeeld"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "beeld in brieven"
        verbose_name_plural = "beelden in brieven"
        ordering = ("soort", "naam")
        triggers = [_bevroren_met_versie("briefbeeld_bevroren")]
        constraints = [
            models.UniqueConstraint(
                fields=["teksten", "soort", "naam"],
                name="briefbeeld_een_per_naam",
                violation_error_message="Dit beeld staat er al.",
            ),
            models.CheckConstraint(
                condition=~Q(tekst="") & Q(mime__in=["image/png", "image/jpeg"]),
                name="briefbeeld_met_tekst",
                violation_error_message="Een beeld is een PNG of JPEG en heeft een beschrijving.",
            ),
            models.CheckConstraint(
                condition=Q(soort="logo", naam="") | Q(soort="handtekening") & ~Q(naam=""),
                name="briefbeeld_van_wie",
                violation_error_message="Bij een handtekening hoort een naam.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.naam}".strip()
