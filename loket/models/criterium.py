"""The criteria of the ondersteuningsplan by version, and the reasons of a decision with where each came from."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Samenwerkingsverband

from .advies import Advies
from .besluit import CATEGORIE, Besluit


class CriterialijstQuerySet(ZichtbareQuerySet["Criterialijst"]):
    def geldig(self, swv: Samenwerkingsverband) -> Criterialijst | None:
        """The list that is in force for this SWV: the last one that was settled; None when there is none yet."""
        return self.filter(swv=swv, vastgesteld_op__isnull=False).order_by("-versie").first()


class Criterialijst(ZichtbaarModel):
    """All criteria that go with one ondersteuningsplan. A draft until it is settled; after that it never changes."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="criterialijsten")
    plan = models.CharField("ondersteuningsplan", max_length=60)
    versie = models.PositiveSmallIntegerField()
    vastgesteld_op = models.DateTimeField(null=True, blank=True)
    vastgesteld_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CriterialijstQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "criterialijst"
        verbose_name_plural = "criterialijsten"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "versie"],
                name="criterialijst_versie",
                violation_error_message="Deze versie bestaat al.",
            ),
            models.UniqueConstraint(
                fields=["swv"],
                condition=Q(vastgesteld_op__isnull=True),
                name="criterialijst_een_concept",
                violation_error_message="Er is al een nieuwe lijst in de maak.",
            ),
        ]
        triggers = [
            bevroren(
                "criterialijst_bevroren",
                "Een vastgestelde lijst verandert niet.",
                als=pgtrigger.Q(old__vastgesteld_op__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"criteria {self.plan}, versie {self.versie}"


class Criterium(ZichtbaarModel):
    """One criterion. tekst stands in the letter when it is chosen; {leerling} becomes the first name."""

    lijst = models.ForeignKey(Criterialijst, on_delete=models.PROTECT, related_name="criteria")
    soort = models.CharField(max_length=24)
    categorie = models.CharField(max_length=1, choices=CATEGORIE, blank=True)
    code = models.CharField(max_length=12)
    tekst = models.TextField()
    uitleg = models.TextField(blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)

    objects = ZichtbareQuerySet["Criterium"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "criterium"
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(
                fields=["lijst", "code"],
                name="criterium_code",
                violation_error_message="Deze code staat al in de lijst.",
            ),
            models.CheckConstraint(
                condition=~Q(tekst=""), name="criterium_tekst", violation_error_message="Een criterium heeft een tekst."
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="criterium_bevroren",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                level=pgtrigger.Row,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM loket_criterialijst
                        WHERE vastgesteld_op IS NOT NULL AND id IN (
                            CASE WHEN TG_OP = 'DELETE' THEN OLD.lijst_id ELSE NEW.lijst_id END,
                            CASE WHEN TG_OP = 'INSERT' THEN NEW.lijst_id ELSE OLD.lijst_id END
                        )
                    ) THEN
                        RAISE EXCEPTION 'Een criterium uit een vastgestelde lijst verandert niet.';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.code


class Besluitreden(ZichtbaarModel):
    """One paragraph of the reasons of a decision, and where it came from. Frozen with the decision."""

    class Bron(models.TextChoices):
        CRITERIUM = "criterium", "criterium"
        ADVIES = "advies", "advies"
        ZELF = "zelf", "zelf geschreven"

    besluit = models.ForeignKey(Besluit, on_delete=models.PROTECT, related_name="redenen")
    volgorde = models.PositiveSmallIntegerField()
    bron = models.CharField(max_length=9, choices=Bron.choices)
    criterium = models.ForeignKey(Criterium, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    advies = models.ForeignKey(Advies, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    tekst = models.TextField()
    aangepast = models.BooleanField("aangepast na het kiezen", default=False)

    objects = ZichtbareQuerySet["Besluitreden"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "besluit"
        gezondheid = ("tekst",)

    class Meta:
        verbose_name = "reden van een besluit"
        verbose_name_plural = "redenen van een besluit"
        constraints = [
            models.UniqueConstraint(
                fields=["besluit", "volgorde"],
                name="besluitreden_volgorde",
                violation_error_message="Deze plaats is al bezet.",
            ),
            models.CheckConstraint(
                condition=Q(bron="criterium", criterium__isnull=False, advies=None)
                | Q(bron="advies", criterium=None, advies__isnull=False)
                | Q(bron="zelf", criterium=None, advies=None),
                name="besluitreden_bron",
                violation_error_message="Een reden heeft precies één bron.",
            ),
        ]
        triggers = [
            bevroren("besluitreden_bevroren", "De redenen van een besluit veranderen niet."),
            niet_leegmaken("besluitreden_niet_leegmaken", "De redenen van een besluit worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.herkomst

    @property
    def herkomst(self) -> str:
        """Where it came from, in words: needs criterium, and advies with its opdracht."""
        if self.criterium:
            woorden = f"Criterium {self.criterium.code}"
        elif self.advies:
            woorden = f"Advies van de {self.advies.opdracht.get_discipline_display()}"
        else:
            return "Zelf geschreven"
        return f"{woorden}, aangepast" if self.aangepast else woorden

    @property
    def log_leerling(self) -> str:
        return self.besluit.log_leerling

    @property
    def log_school(self) -> str:
        return self.besluit.log_school
