"""The samenwerkingsverband, and by version how it calls itself, looks and is reached."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet

KLEUREN = Q(merkkleur__regex=r"^#[0-9a-f]{6}$", accentkleur__regex=r"^#[0-9a-f]{6}$")
KLEURZIN = "Een kleur is een # met zes cijfers of letters a tot en met f."


class Sector(models.TextChoices):
    PO = "PO", "primair onderwijs"
    VO = "VO", "voortgezet onderwijs"


class TlvSoort(models.TextChoices):
    """The kinds of table 2.1, by the codes that the field, DUO and OSO use."""

    SBO = "SBO", "speciaal basisonderwijs"
    SO = "SO", "speciaal onderwijs"
    VSO = "VSO", "voortgezet speciaal onderwijs"
    PRO = "PRO", "praktijkonderwijs"
    LWOO = "LWOO", "leerwegondersteunend onderwijs"


class Gegevens(ZichtbaarModel):
    """What changes from a day on: name, address and looks. The columns of both models below."""

    naam = models.CharField(max_length=150)
    onderschrift = models.CharField(max_length=120, blank=True)
    straat = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    plaats = models.CharField(max_length=80, blank=True)
    postadres = models.CharField(max_length=200, blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    bezwaar_email = models.EmailField(blank=True)
    website = models.CharField(max_length=120, blank=True)
    werkgebieden_bron = models.CharField(max_length=200, blank=True, help_text="Where the division comes from.")
    merkkleur = models.CharField(max_length=7, default="#17566b")
    accentkleur = models.CharField(max_length=7, default="#e8894a")
    ondergrond = models.CharField(max_length=8, default="warm")
    logo = models.CharField(max_length=22, blank=True, help_text="The print of a SwvLogo; empty: our own mark.")

    class Meta:
        abstract = True


GEGEVENS = tuple(veld.name for veld in Gegevens._meta.local_fields if veld.name != "public_id")
"""The columns of which an SWV has versions."""


class Samenwerkingsverband(Gegevens):
    """An SWV. `eigen`: served by this installation; the others are neighbours (doorzenden, grensverkeer).

    Its name, address and looks are those of today; SwvVersie holds what they were and will be (docs/adr/0046).
    """

    code = models.CharField(max_length=6, unique=True)
    sector = models.CharField(max_length=2, choices=Sector.choices)
    eigen = models.BooleanField(default=False)
    regio = models.CharField("naam van het profiel", max_length=40, blank=True)
    fictief = models.BooleanField(default=False)

    objects = ZichtbareQuerySet["Samenwerkingsverband"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "samenwerkingsverband"
        verbose_name_plural = "samenwerkingsverbanden"
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^(PO|VO)[0-9]{4}$"),
                name="swv_code",
                violation_error_message="Een code is PO of VO met vier cijfers, zoals PO2815.",
            ),
            models.CheckConstraint(condition=KLEUREN, name="swv_kleuren", violation_error_message=KLEURZIN),
        ]

    @property
    def schrijfadres(self) -> str:
        """Where to write to: the postal address when there is one."""
        return self.postadres or f"{self.straat}, {self.postcode} {self.plaats}"

    def __str__(self) -> str:
        return self.naam


class SwvLogo(ZichtbaarModel):
    """The pixels of a logo, made anew when it came in; kept by the print of its content, and never changed."""

    afdruk = models.CharField(max_length=22, unique=True)
    mime = models.CharField(max_length=10)
    gegevens = models.BinaryField()

    objects = ZichtbareQuerySet["SwvLogo"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "logo"
        verbose_name_plural = "logo's"
        constraints = [
            models.CheckConstraint(
                condition=Q(mime__in=["image/png", "image/jpeg"]),
                name="swvlogo_soort",
                violation_error_message="Een logo is een PNG of een JPEG.",
            )
        ]

    def __str__(self) -> str:
        return self.afdruk


class SwvVersieQuerySet(ZichtbareQuerySet["SwvVersie"]):
    def geldig(self, swv: Samenwerkingsverband, dag: date) -> SwvVersie | None:
        """The version in force for this SWV on this day; None while nothing was ever changed."""
        return self.filter(swv=swv, geldig_van__lte=dag).order_by("-geldig_van").first()


class SwvVersie(Gegevens):
    """How an SWV calls itself, looks and is reached from this day on."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="versies")
    geldig_van = models.DateField()

    objects = SwvVersieQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "gegevens van een samenwerkingsverband"
        verbose_name_plural = "gegevens van samenwerkingsverbanden"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "geldig_van"],
                name="swvversie_een_per_dag",
                violation_error_message="Er is al een versie die op deze dag ingaat.",
            ),
            models.CheckConstraint(condition=KLEUREN, name="swvversie_kleuren", violation_error_message=KLEURZIN),
            models.CheckConstraint(
                condition=Q(ondergrond__in=["warm", "koel", "neutraal"]),
                name="swvversie_ondergrond",
                violation_error_message="Kies warm, koel of neutraal.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam} vanaf {self.geldig_van}"
