"""What was said in the voice memo with a view, in writing; and what a pupil is still writing."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet

from .aanvraag import Aanvraag
from .zienswijze import Zienswijze

GEBRUIKER = settings.AUTH_USER_MODEL


class Opnamesamenvatting(ZichtbaarModel):
    """What was said in a memo, written by who gave it (zelf) or by us. The last version counts; a letter quotes it.

    klopt, reactie: what the giver says of a version by us, once.
    """

    class Klopt(models.TextChoices):
        JA = "ja", "Ja, dit klopt"
        NEE = "nee", "Nee, er klopt iets niet"

    zienswijze = models.ForeignKey(Zienswijze, on_delete=models.PROTECT, related_name="samenvattingen")
    versie = models.PositiveSmallIntegerField()
    tekst = models.TextField()
    zelf = models.BooleanField("van de gever zelf", default=False)
    geschreven_op = models.DateTimeField()
    geschreven_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    klopt = models.CharField("klopt het", max_length=3, choices=Klopt.choices, blank=True)
    reactie = models.TextField(blank=True)
    gereageerd_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Opnamesamenvatting"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "zienswijze"
        gezondheid = ("tekst", "reactie")

    class Meta:
        verbose_name = "samenvatting van een opname"
        verbose_name_plural = "samenvattingen van opnamen"
        constraints = [
            models.UniqueConstraint(
                fields=["zienswijze", "versie"],
                name="opnamesamenvatting_versie",
                violation_error_message="Iemand anders schreef net ook een samenvatting. Lees die eerst.",
            ),
            models.CheckConstraint(
                condition=~Q(tekst=""),
                name="opnamesamenvatting_woorden",
                violation_error_message="Schrijf op wat er in de opname wordt gezegd.",
            ),
            models.CheckConstraint(
                condition=Q(klopt="", reactie="", gereageerd_op__isnull=True)
                | Q(klopt="ja", zelf=False, gereageerd_op__isnull=False)
                | Q(klopt="nee", zelf=False, gereageerd_op__isnull=False) & ~Q(reactie=""),
                name="opnamesamenvatting_reactie",
                violation_error_message="Een reactie zegt of het klopt, en wat er niet klopt.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="opnamesamenvatting_blijft",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF TG_OP = 'DELETE' OR OLD.gereageerd_op IS NOT NULL OR
                        (OLD.zienswijze_id, OLD.versie, OLD.tekst, OLD.zelf, OLD.geschreven_op, OLD.geschreven_door_id)
                        IS DISTINCT FROM
                        (NEW.zienswijze_id, NEW.versie, NEW.tekst, NEW.zelf, NEW.geschreven_op, NEW.geschreven_door_id)
                    THEN RAISE EXCEPTION 'Een samenvatting verandert niet. Schrijf een nieuwe.'; END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"samenvatting {self.versie} bij {self.zienswijze}"

    @property
    def log_leerling(self) -> str:
        return self.zienswijze.log_leerling

    @property
    def log_school(self) -> str:
        return self.zienswijze.log_school


class Stemconcept(models.Model):
    """What a pupil, or who helps one, is writing and has not sent: of the account in which it began and of nobody else.

    Gone when it is sent, thrown away, or left alone for too long. A pupil on the device of another has none (ADR 29).
    """

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.CASCADE, related_name="stemconcepten")
    van = models.ForeignKey(GEBRUIKER, on_delete=models.CASCADE, related_name="+")
    velden = models.JSONField(default=dict)
    versie = models.PositiveIntegerField(default=0)
    bewerkt_op = models.DateTimeField()

    objects = ZichtbareQuerySet["Stemconcept"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("velden",)

    class Meta:
        verbose_name = "stem in voorbereiding"
        verbose_name_plural = "stemmen in voorbereiding"
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "van"],
                name="stemconcept_een",
                violation_error_message="Hier wordt al aan geschreven.",
            )
        ]

    def __str__(self) -> str:
        return f"concept bij {self.aanvraag}"
