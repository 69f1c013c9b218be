"""How somebody of the desk works: own columns, saved views, days off with a stand-in, and who gets which new work."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from scholen.models import Samenwerkingsverband, Werkgebied
from scholen.models.leerling import IntervalQuerySet, interval

from .aanvraag import Aanvraag


class Kolom(models.TextChoices):
    """What a list may show beside the term and the child."""

    AANVRAAG = "aanvraag", "Soort en nummer"
    FASE = "fase", "Fase en wie aan zet is"
    LAATSTE = "laatste", "Laatste gebeurtenis"
    BEHANDELAAR = "behandelaar", "Behandelaar"
    ONTVANGEN = "ontvangen", "Ontvangen op"


PER_PAGINA = (25, 50, 100)
STANDAARD = (Kolom.AANVRAAG, Kolom.FASE, Kolom.LAATSTE, Kolom.BEHANDELAAR)


def standaardkolommen() -> list[str]:
    return [str(kolom) for kolom in STANDAARD]


class Werkvoorkeur(models.Model):
    """The columns and the page size of one user; they stay."""

    gebruiker = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="werkvoorkeur")
    per_pagina = models.PositiveSmallIntegerField(default=PER_PAGINA[0])
    kolommen = ArrayField(models.CharField(max_length=20, choices=Kolom.choices), default=standaardkolommen, blank=True)

    objects = ZichtbareQuerySet["Werkvoorkeur"].as_manager()

    class Avg:
        van, regel, bij = "medewerker", "account", "gebruiker"
        gewoon = ("kolommen",)

    class Meta:
        verbose_name = "werkvoorkeur"
        verbose_name_plural = "werkvoorkeuren"
        constraints = [
            models.CheckConstraint(
                condition=Q(per_pagina__in=PER_PAGINA),
                name="werkvoorkeur_per_pagina",
                violation_error_message="Kies 25, 50 of 100 aanvragen per pagina.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.per_pagina} per pagina"


CIJFERS = "cijfers="
"""How the vraag of a kept page of monitoring begins; the other ones are of the worklist."""


class BewaardeWeergave(ZichtbaarModel):
    """A list with filters under a name, for one user or for the whole desk. Holds no free text (afspraak 20)."""

    naam = models.CharField(max_length=40)
    eigenaar = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    gedeeld = models.BooleanField("voor iedereen", default=False)
    vraag = models.CharField(max_length=400, help_text="The query string of the list: filters and order only.")
    created_at = models.DateTimeField()

    objects = ZichtbareQuerySet["BewaardeWeergave"].as_manager()

    class Avg:
        van, regel, bij = "medewerker", "account", "eigenaar"
        herkenbaar = ("naam",)
        gewoon = ("vraag",)

    class Meta:
        verbose_name = "bewaarde weergave"
        verbose_name_plural = "bewaarde weergaven"
        constraints = [
            models.UniqueConstraint(
                fields=["eigenaar", "naam"],
                name="weergave_naam_uniek",
                violation_error_message="Je hebt al een weergave met deze naam.",
            )
        ]

    def __str__(self) -> str:
        return self.naam


class Waarneming(ZichtbaarModel):
    """Somebody of the desk is away from a day up to and including a day; the stand-in does the cases meanwhile."""

    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    waarnemer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    van = models.DateField()
    tot = models.DateField("tot en met")

    objects = IntervalQuerySet["Waarneming"].as_manager()

    class Avg:
        van, regel, bij = "medewerker", "account", "gebruiker|waarnemer"

    class Meta:
        verbose_name = "waarneming"
        verbose_name_plural = "waarnemingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gte=F("van")),
                name="waarneming_tot_na_van",
                violation_error_message="De laatste dag ligt voor de eerste dag.",
            ),
            models.CheckConstraint(
                condition=~Q(gebruiker=F("waarnemer")),
                name="waarneming_ander",
                violation_error_message="Kies een ander als waarnemer.",
            ),
            ExclusionConstraint(
                name="waarneming_geen_overlap",
                expressions=[("gebruiker", RangeOperators.EQUAL), (interval(), RangeOperators.OVERLAPS)],
                violation_error_message="In deze periode is al een waarnemer gekozen.",
            ),
        ]

    def __str__(self) -> str:
        return f"afwezig van {self.van} tot en met {self.tot}"


class Verdeelregel(ZichtbaarModel):
    """New work of this kind and werkgebied goes to this colleague. Empty means: any."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.CASCADE, related_name="+")
    werkgebied = models.ForeignKey(Werkgebied, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    soort = models.CharField(max_length=20, blank=True, help_text="The code of the kind, as on the aanvraag.")
    collega = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    objects = ZichtbareQuerySet["Verdeelregel"].as_manager()

    class Avg:
        van, regel, bij = "medewerker", "account", "collega"
        gewoon = ("soort",)

    class Meta:
        verbose_name = "verdeelregel"
        verbose_name_plural = "verdeelregels"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "werkgebied", "soort"],
                name="verdeelregel_uniek",
                nulls_distinct=False,
                violation_error_message="Voor dit werkgebied en deze soort is er al een regel.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.soort or 'alle soorten'} in {self.werkgebied or 'elk werkgebied'}"


class Kijkmoment(models.Model):
    """When somebody last looked at an aanvraag: what came after it is new to him or her.

    vorige_op: the look before this visit, so that a second page of the same visit still says what changed.
    """

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.CASCADE, related_name="+")
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    gezien_op = models.DateTimeField()
    vorige_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Kijkmoment"].as_manager()

    class Avg:
        van, regel, bij = "medewerker", "dossier", "aanvraag"

    class Meta:
        verbose_name = "kijkmoment"
        verbose_name_plural = "kijkmomenten"
        constraints = [
            models.UniqueConstraint(
                fields=["gebruiker", "aanvraag"],
                name="kijkmoment_uniek",
                violation_error_message="Dit is al bekeken.",
            )
        ]

    def __str__(self) -> str:
        return f"gezien op {self.gezien_op:%Y-%m-%d %H:%M}"
