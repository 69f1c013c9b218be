"""The mandaatregister (4.1 item 8, afspraak 41): who decides in the name of the board, about what, and from when."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import niet_leegmaken
from loket.rules.mandaat import ARRANGEMENT
from scholen.models import Samenwerkingsverband, TlvSoort

SOORTEN = [*TlvSoort.choices, (ARRANGEMENT, "arrangement")]
"""What a mandate can be about."""
CATEGORIEEN = [("L", "1 (laag)"), ("M", "2 (midden)"), ("H", "3 (hoog)")]


EEN_TEGELIJK = """
    PERFORM pg_advisory_xact_lock(hashtext('loket_mandaat'), NEW.gebruiker_id::int);
    IF EXISTS (
        SELECT 1 FROM loket_mandaat
        WHERE swv_id = NEW.swv_id AND gebruiker_id = NEW.gebruiker_id AND id <> NEW.id AND soorten && NEW.soorten
        AND daterange(van, tot, '[]') && daterange(NEW.van, NEW.tot, '[]')
    ) THEN
        RAISE EXCEPTION 'Er is in deze periode al een mandaat hierover.'
        USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'mandaat_een_tegelijk';
    END IF;
    RETURN NEW;
"""
"""An exclusion constraint cannot compare lists of words; this asks the same, one at a time per person."""


class MandaatQuerySet(ZichtbareQuerySet["Mandaat"]):
    def geldig(self, dag: date) -> MandaatQuerySet:
        """In force on this day; van and tot are inclusive."""
        return self.filter(Q(van__lte=dag), Q(tot__isnull=True) | Q(tot__gte=dag))


class Mandaat(ZichtbaarModel):
    """One line of the register. It can be ended and never changed: another scope is another number."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="mandaten")
    nummer = models.CharField(max_length=20)
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandaten")
    functie = models.CharField(max_length=80)
    soorten = ArrayField(models.CharField(max_length=24))
    max_categorie = models.CharField("tot en met categorie", max_length=1, choices=CATEGORIEEN, blank=True)
    max_bedrag = models.DecimalField("tot en met bedrag", max_digits=10, decimal_places=2, null=True, blank=True)
    van = models.DateField()
    tot = models.DateField("tot en met", null=True, blank=True)
    plaatsvervanger = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    gegeven_op = models.DateTimeField()
    gegeven_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = MandaatQuerySet.as_manager()

    class Avg:
        van, regel = "medewerker", "account"
        herkenbaar = ("functie",)
        gewoon = ("nummer", "soorten")

    class Meta:
        verbose_name = "mandaat"
        verbose_name_plural = "mandaten"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "nummer"], name="mandaat_nummer", violation_error_message="Dit nummer bestaat al."
            ),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="mandaat_tot_na_van",
                violation_error_message="De einddatum ligt voor de begindatum.",
            ),
            models.CheckConstraint(
                condition=Q(max_bedrag__isnull=True) | Q(max_bedrag__gt=0),
                name="mandaat_bedrag",
                violation_error_message="Een bedrag is groter dan nul.",
            ),
            models.CheckConstraint(
                condition=Q(soorten__len__gt=0),
                name="mandaat_soorten",
                violation_error_message="Kies waarover dit mandaat gaat.",
            ),
            models.CheckConstraint(
                condition=Q(plaatsvervanger__isnull=True) | ~Q(plaatsvervanger=F("gebruiker")),
                name="mandaat_ander_vervangt",
                violation_error_message="Niemand vervangt zichzelf.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="mandaat_een_tegelijk",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("tot"),  # type: ignore[no-untyped-call]
                level=pgtrigger.Row,
                func=EEN_TEGELIJK,
            ),
            pgtrigger.ReadOnly(
                name="mandaat_vast",
                fields=[
                    "swv",
                    "nummer",
                    "gebruiker",
                    "functie",
                    "soorten",
                    "max_categorie",
                    "max_bedrag",
                    "van",
                    "plaatsvervanger",
                    "gegeven_op",
                    "gegeven_door",
                ],
            ),
            pgtrigger.Protect(name="mandaat_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("mandaat_niet_leegmaken", "Mandaten worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"mandaat {self.nummer}"


class Afwezigheid(ZichtbaarModel):
    """The days on which the stand-in of a mandate may use it. Without such a day a stand-in decides nothing."""

    mandaat = models.ForeignKey(Mandaat, on_delete=models.PROTECT, related_name="afwezigheden")
    van = models.DateField()
    tot = models.DateField("tot en met")
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Afwezigheid"].as_manager()

    class Avg:
        van, regel, bij = "medewerker", "account", "mandaat"

    class Meta:
        verbose_name = "afwezigheid"
        verbose_name_plural = "afwezigheden"
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gte=F("van")),
                name="afwezigheid_tot_na_van",
                violation_error_message="De einddatum ligt voor de begindatum.",
            )
        ]
        triggers = [pgtrigger.Protect(name="afwezigheid_blijft", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"afwezig van {self.van} tot en met {self.tot}"
