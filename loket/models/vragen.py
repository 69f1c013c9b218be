"""Questions that an SWV adds itself, by version, and the answers to them (afspraken 12 and 13).

Publishing freezes a list. An aanvraag keeps the lists that were in force when it was begun: that follows from the
moment it was made, so nothing has to be copied and old lists stay readable for ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from loket.rules.vragen import SECTIES, Vraagregel
from scholen.models import Samenwerkingsverband

from .aanvraag import Aanvraag, Bijlage

BEVROREN = "Een gepubliceerde vragenlijst verandert niet meer."


class VragenlijstQuerySet(ZichtbareQuerySet["Vragenlijst"]):
    def van(self, aanvraag: Aanvraag) -> Self:
        """The lists this aanvraag is written by: for all kinds and for its own, as they were when it was begun."""
        rijen = self.filter(
            swv=aanvraag.swv_id, soort__in=["", aanvraag.soort], gepubliceerd_op__lte=aanvraag.created_at
        )
        return rijen.order_by("soort", "-versie").distinct("soort")


class Vragenlijst(ZichtbaarModel):
    """The questions for one kind of aanvraag, or for all kinds (soort empty). Without gepubliceerd_op it is a draft."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="vragenlijsten")
    soort = models.CharField(max_length=8, blank=True)
    versie = models.PositiveSmallIntegerField()
    gepubliceerd_op = models.DateTimeField(null=True, blank=True)
    gepubliceerd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wijzigingen = models.TextField(blank=True, help_text="What changed since the version before, in sentences.")

    objects = VragenlijstQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "vragenlijst"
        verbose_name_plural = "vragenlijsten"
        triggers = [bevroren("vragenlijst_bevroren", BEVROREN, als=pgtrigger.Q(old__gepubliceerd_op__isnull=False))]
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "soort", "versie"],
                name="vragenlijst_versie",
                violation_error_message="Deze versie bestaat al.",
            ),
            models.UniqueConstraint(
                fields=["swv", "soort"],
                condition=Q(gepubliceerd_op__isnull=True),
                name="vragenlijst_een_concept",
                violation_error_message="Er is al een concept van deze vragenlijst.",
            ),
            models.CheckConstraint(
                condition=Q(gepubliceerd_op__isnull=True, gepubliceerd_door__isnull=True)
                | Q(gepubliceerd_op__isnull=False, gepubliceerd_door__isnull=False),
                name="vragenlijst_gepubliceerd_door",
                violation_error_message="Bij een gepubliceerde vragenlijst staat wie hem publiceerde.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort or 'alle soorten'}, versie {self.versie}"

    def regels(self) -> list[Vraagregel]:
        """Its questions for the rules, in the order of the form. Uses vragen with toon_bij (prefetch in lists)."""
        return in_volgorde(vraag.regel() for vraag in self.vragen.select_related("toon_bij"))


class VraagQuerySet(ZichtbareQuerySet["Vraag"]):
    def voor(self, aanvraag: Aanvraag) -> Self:
        """The questions of this aanvraag, those for all kinds first."""
        lijsten = Vragenlijst.objects.van(aanvraag)
        rijen = self.filter(vragenlijst__in=lijsten.values("pk")).select_related("toon_bij")
        return rijen.order_by("vragenlijst__soort", "volgorde")


class Vraag(models.Model):
    """One question. sleutel stays the same over versions, so that one can say what changed."""

    class Soort(models.TextChoices):
        TEKST = "tekst", "korte tekst"
        LANG = "lang", "lange tekst"
        KEUZE = "keuze", "keuze uit een lijst"
        JA_NEE = "ja_nee", "ja of nee"
        DATUM = "datum", "datum"
        GETAL = "getal", "getal"
        BESTAND = "bestand", "bestand"

    vragenlijst = models.ForeignKey(Vragenlijst, on_delete=models.CASCADE, related_name="vragen")
    sleutel = models.CharField(max_length=12)
    onderdeel = models.CharField(max_length=10, choices=[(slug, slug) for slug in SECTIES])
    volgorde = models.PositiveSmallIntegerField()
    tekst = models.CharField("de vraag", max_length=200)
    uitleg = models.CharField(max_length=400, blank=True)
    soort = models.CharField("soort antwoord", max_length=8, choices=Soort.choices)
    keuzes = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    nodig = models.BooleanField("verplicht om in te dienen", default=False)
    toon_bij = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, blank=True, related_name="afhankelijk")
    toon_bij_waarde = models.CharField(max_length=100, blank=True)

    objects = VraagQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "vraag"
        verbose_name_plural = "vragen"
        ordering = ("volgorde",)
        triggers = [
            pgtrigger.Trigger(
                name="vraag_bevroren",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                level=pgtrigger.Row,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM loket_vragenlijst
                        WHERE id IN (OLD.vragenlijst_id, NEW.vragenlijst_id) AND gepubliceerd_op IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'Een gepubliceerde vragenlijst verandert niet meer.';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["vragenlijst", "sleutel"],
                name="vraag_sleutel",
                violation_error_message="Deze vraag staat al in de lijst.",
            ),
            models.UniqueConstraint(
                fields=["vragenlijst", "volgorde"],
                name="vraag_volgorde",
                deferrable=Deferrable.DEFERRED,
                violation_error_message="Deze plaats in de lijst is bezet.",
            ),
            models.CheckConstraint(
                condition=Q(onderdeel__in=SECTIES),
                name="vraag_onderdeel",
                violation_error_message="Kies in welk onderdeel de vraag staat.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["tekst", "lang", "keuze", "ja_nee", "datum", "getal", "bestand"]),
                name="vraag_soort",
                violation_error_message="Kies wat voor antwoord je verwacht.",
            ),
            models.CheckConstraint(
                condition=Q(toon_bij__isnull=True, toon_bij_waarde="")
                | Q(toon_bij__isnull=False) & ~Q(toon_bij=F("pk")) & ~Q(toon_bij_waarde=""),
                name="vraag_toon_bij",
                violation_error_message="Kies bij welk antwoord op een andere vraag deze vraag te zien is.",
            ),
        ]

    def __str__(self) -> str:
        return self.tekst

    def regel(self) -> Vraagregel:
        """This question for the rules."""
        return Vraagregel(
            sleutel=self.sleutel,
            onderdeel=self.onderdeel,
            tekst=self.tekst,
            soort=self.soort,
            uitleg=self.uitleg,
            nodig=self.nodig,
            keuzes=tuple(self.keuzes),
            toon_bij=self.toon_bij.sleutel if self.toon_bij else "",
            toon_bij_waarde=self.toon_bij_waarde,
        )


class Antwoord(models.Model):
    """The answer of one aanvraag to one question, as text. Saved with its section, under the version of that."""

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.CASCADE, related_name="antwoorden")
    vraag = models.ForeignKey(Vraag, on_delete=models.PROTECT, related_name="+")
    waarde = models.TextField(blank=True)
    bijlagen = models.ManyToManyField(Bijlage, blank=True, related_name="+")

    objects = ZichtbareQuerySet["Antwoord"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("waarde",)

    class Meta:
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "vraag"],
                name="antwoord_een_per_vraag",
                violation_error_message="Deze vraag is al beantwoord.",
            )
        ]

    def __str__(self) -> str:
        return f"antwoord op {self.vraag_id}"


def in_volgorde(regels: Iterable[Vraagregel]) -> list[Vraagregel]:
    """Questions by section as the form has them; within one they keep their order."""
    return sorted(regels, key=lambda regel: SECTIES.index(regel.onderdeel))
