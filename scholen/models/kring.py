"""Kringen: people of schools and the SWV who meet, by werkgebied or over the whole region (C18, C40).

There is no child in them: no relation to one, and words that look like a burgerservicenummer are refused. Somebody is
in a kring with one membership, so that who leaves the school leaves the kring.
"""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.bestanden.models import Inhoud
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet

from .regio import Werkgebied
from .swv import Samenwerkingsverband


class Kring(ZichtbaarModel):
    """A group that meets. werkgebied: none for one of the whole region."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="kringen")
    werkgebied = models.ForeignKey(Werkgebied, on_delete=models.PROTECT, null=True, blank=True, related_name="kringen")
    naam = models.CharField(max_length=120)
    doel = models.TextField("waar het over gaat")
    begonnen_op = models.DateTimeField()
    gesloten_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Kring"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "kring"
        verbose_name_plural = "kringen"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "naam"],
                condition=Q(gesloten_op__isnull=True),
                name="kring_een_open_per_naam",
                violation_error_message="Er is al een kring met deze naam.",
            ),
            models.CheckConstraint(
                condition=~Q(naam="") & ~Q(doel=""),
                name="kring_gevuld",
                violation_error_message="Schrijf op hoe de kring heet en waar het over gaat.",
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class KringlidQuerySet(ZichtbareQuerySet["Kringlid"]):
    def geldig(self, dag: date) -> KringlidQuerySet:
        """Who is in it on this day: not ended here, and the membership still holds."""
        leden = Lidmaatschap.objects.geldig(dag).filter(gebruiker__is_active=True)
        return self.filter(geeindigd_op__isnull=True, lidmaatschap__in=leden)


class Kringlid(ZichtbaarModel):
    """Somebody in a kring, in the role and place of one membership. trekker: who plans its meetings."""

    kring = models.ForeignKey(Kring, on_delete=models.PROTECT, related_name="leden")
    lidmaatschap = models.ForeignKey(Lidmaatschap, on_delete=models.PROTECT, related_name="kringen")
    trekker = models.BooleanField(default=False)
    begonnen_op = models.DateTimeField()
    geeindigd_op = models.DateTimeField(null=True, blank=True)

    objects = KringlidQuerySet.as_manager()

    class Avg:
        van, regel, bij = "account", "account", "lidmaatschap"

    class Meta:
        verbose_name = "lid van een kring"
        verbose_name_plural = "leden van een kring"
        constraints = [
            models.UniqueConstraint(
                fields=["kring", "lidmaatschap"],
                condition=Q(geeindigd_op__isnull=True),
                name="kringlid_een_keer",
                violation_error_message="Deze persoon zit al in de kring.",
            )
        ]

    def __str__(self) -> str:
        return f"lid van {self.kring}"


ALLEEN_WEG = """
    IF TG_OP = 'UPDATE' AND NEW.verslag = '' AND NEW.verslag_vast_op IS NULL AND NEW.kring_id = OLD.kring_id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Een vastgesteld verslag verandert niet meer.';
"""


class Kringbijeenkomst(ZichtbaarModel):
    """One meeting with its agenda and report. A report that was fixed never changes: it can only go as a whole."""

    kring = models.ForeignKey(Kring, on_delete=models.PROTECT, related_name="bijeenkomsten")
    begin = models.DateTimeField()
    einde = models.DateTimeField()
    plek = models.CharField("waar", max_length=150)
    agenda = models.TextField()
    verslag = models.TextField(blank=True)
    verslag_vast_op = models.DateTimeField(null=True, blank=True)
    afgezegd_op = models.DateTimeField(null=True, blank=True)
    gepland_op = models.DateTimeField()
    gepland_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Kringbijeenkomst"].as_manager()

    class Avg:
        van, regel = "medewerker", "account"
        gewoon = ("plek", "agenda", "verslag")

    class Meta:
        verbose_name = "bijeenkomst van een kring"
        verbose_name_plural = "bijeenkomsten van een kring"
        indexes = [models.Index(fields=["begin"], name="kringbijeenkomst_begin")]
        triggers = [
            pgtrigger.Trigger(
                name="kringverslag_bevroren",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                level=pgtrigger.Row,
                condition=pgtrigger.Q(old__verslag_vast_op__isnull=False),
                func=ALLEEN_WEG,
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(einde__gt=F("begin")),
                name="kringbijeenkomst_einde_na_begin",
                violation_error_message="De bijeenkomst eindigt voor die begint.",
            ),
            models.CheckConstraint(
                condition=Q(verslag_vast_op__isnull=True) | (~Q(verslag="") & Q(afgezegd_op__isnull=True)),
                name="kringbijeenkomst_verslag_gevuld",
                violation_error_message="Schrijf eerst het verslag.",
            ),
        ]

    def __str__(self) -> str:
        return f"bijeenkomst {self.begin:%d-%m-%Y}"


class Kringstuk(ZichtbaarModel):
    """A document of a kring, with a meeting or for always. Taken away it is gone, and its bytes with the last row."""

    kring = models.ForeignKey(Kring, on_delete=models.PROTECT, related_name="stukken")
    bijeenkomst = models.ForeignKey(
        Kringbijeenkomst, on_delete=models.PROTECT, null=True, blank=True, related_name="stukken"
    )
    titel = models.CharField(max_length=120)
    naam = models.CharField("naam van het bestand", max_length=200)
    inhoud = models.ForeignKey(Inhoud, on_delete=models.PROTECT, related_name="+")
    toegevoegd_op = models.DateTimeField()
    toegevoegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Kringstuk"].as_manager()

    class Avg:
        van, regel = "medewerker", "account"
        gewoon = ("titel", "naam")

    class Meta:
        verbose_name = "document van een kring"
        verbose_name_plural = "documenten van een kring"

    def __str__(self) -> str:
        return self.titel
