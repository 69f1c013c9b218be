"""When it does not work at the table: who was asked to the next one, and what was decided there (domein 7.3)."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import School

from .aanbod import Onderwijsaanbod
from .bij_casus import BijCasus
from .casus import Casus


class Tafel(models.TextChoices):
    RONDETAFEL = "rondetafel", "rondetafel"
    BESTUURLIJK = "bestuurlijk", "bestuurders"


class Opschaling(BijCasus):
    """That a person sent a case to a higher table: why, as it was sent, and later what came of it.

    gesprek_op: when they meet, as far as that is known. gehouden: False when it was taken back, on klaar_op.
    """

    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, related_name="opschalingen")
    tafel = models.CharField(max_length=11, choices=Tafel.choices)
    waarom = models.TextField("waarom")
    gesprek_op = models.DateField("gesprek op", null=True, blank=True)
    op = models.DateTimeField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uitkomst = models.TextField("wat eruit kwam", blank=True)
    klaar_op = models.DateField("gehouden op", null=True, blank=True)
    gehouden = models.BooleanField("is gehouden", default=True)
    afgerond_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Opschaling"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "casus"
        gezondheid = ("waarom", "uitkomst")

    class Meta:
        verbose_name = "opschaling van een casus"
        verbose_name_plural = "opschalingen van casussen"
        ordering = ["op", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["casus", "tafel"],
                condition=Q(klaar_op=None),
                name="opschaling_een_open",
                violation_error_message="Dit gesprek is al gevraagd.",
            ),
            models.CheckConstraint(
                condition=~Q(waarom=""),
                name="opschaling_waarom",
                violation_error_message="Schrijf op waarom dit gesprek nodig is.",
            ),
            models.CheckConstraint(
                condition=Q(klaar_op=None, uitkomst="", afgerond_door=None, gehouden=True)
                | Q(klaar_op__isnull=False, afgerond_door__isnull=False) & ~Q(uitkomst=""),
                name="opschaling_uitkomst",
                violation_error_message="Schrijf op wat eruit kwam, en wanneer het gesprek was.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="opschaling_vast", fields=["casus", "tafel", "waarom", "op", "door"]),
            bevroren(
                "opschaling_bevroren",
                "Een gesprek dat is gehouden, verandert niet.",
                als=pgtrigger.Q(old__klaar_op__isnull=False),
            ),
            pgtrigger.Protect(name="opschaling_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("opschaling_niet_leegmaken", "Opschalingen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.get_tafel_display()}, gevraagd op {self.op:%d-%m-%Y}"


class Ingelicht(BijCasus):
    """Who was told of an escalation, and how. wie: somebody with an account; naam: anybody else. Never changes."""

    class Hoe(models.TextChoices):
        PORTAAL = "portaal", "bericht van het portaal"
        TELEFOON = "telefoon", "telefoon"
        MAIL = "mail", "eigen mail"
        GESPREK = "gesprek", "gesprek"

    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, related_name="+")
    opschaling = models.ForeignKey(Opschaling, on_delete=models.PROTECT, related_name="ingelicht")
    wie = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    naam = models.CharField(max_length=120, blank=True)
    hoe = models.CharField(max_length=8, choices=Hoe.choices)

    objects = ZichtbareQuerySet["Ingelicht"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "casus"
        herkenbaar = ("naam",)

    class Meta:
        verbose_name = "wie een opschaling hoorde"
        verbose_name_plural = "wie een opschaling hoorde"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opschaling", "wie"],
                name="ingelicht_een_keer",
                violation_error_message="Deze persoon staat er al bij.",
            ),
            models.CheckConstraint(
                condition=Q(wie__isnull=False, naam="", hoe="portaal") | Q(wie=None) & ~Q(naam="") & ~Q(hoe="portaal"),
                name="ingelicht_wie",
                violation_error_message="Kies een collega, of vul een naam in en hoe die het hoorde.",
            ),
        ]
        triggers = [
            bevroren("ingelicht_bevroren", "Wie het hoorde, verandert niet."),
            niet_leegmaken("ingelicht_niet_leegmaken", "Wie het hoorde, wordt niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.wie.naam if self.wie else self.naam


class Doorzettingsbesluit(BijCasus):
    """What who has doorzettingsmacht decided. A regional agreement, no besluit in the law's sense. Never changes.

    Its place or care is an offer too, so that what the family says to it is asked and counted the same way.
    """

    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, related_name="doorzettingsbesluiten")
    aanbod = models.OneToOneField(Onderwijsaanbod, on_delete=models.PROTECT, related_name="doorzetting")
    besloten_door = models.CharField("wie besliste", max_length=160)
    besloten_op = models.DateField("beslist op")
    besluit = models.TextField("wat is beslist")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    zorg = models.CharField("welke zorg", max_length=200, blank=True)
    betaler = models.CharField("wie betaalt", max_length=200, blank=True)
    op = models.DateTimeField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Doorzettingsbesluit"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "casus"
        gezondheid = ("besluit", "zorg")
        herkenbaar = ("besloten_door", "betaler")

    class Meta:
        verbose_name = "beslissing met doorzettingsmacht"
        verbose_name_plural = "beslissingen met doorzettingsmacht"
        ordering = ["besloten_op", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(besloten_door="") & ~Q(besluit="") & (Q(school__isnull=False) | ~Q(zorg="")),
                name="doorzettingsbesluit_wat",
                violation_error_message="Vul in wie besliste, wat is beslist, en welke school of zorg het wordt.",
            )
        ]
        triggers = [
            bevroren("doorzettingsbesluit_bevroren", "Een beslissing verandert niet."),
            niet_leegmaken("doorzettingsbesluit_niet_leegmaken", "Beslissingen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"doorzettingsmacht op {self.besloten_op:%d-%m-%Y}"
