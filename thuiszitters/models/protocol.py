"""The protocol of an SWV (domein 7.3): its steps, by version. A case keeps to the version that it began with."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet, nieuwe_public_id
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Samenwerkingsverband
from thuiszitters.rules import ladder


class Tredesoort(models.TextChoices):
    """What a step is about, whatever an SWV calls it."""

    MELDING = ladder.Tredesoort.MELDING, "melding"
    STARTGESPREK = ladder.Tredesoort.STARTGESPREK, "startgesprek"
    PLAN = ladder.Tredesoort.PLAN, "plan"
    AANBOD = ladder.Tredesoort.AANBOD, "aanbod"
    RONDETAFEL = ladder.Tredesoort.RONDETAFEL, "rondetafelgesprek"
    OPBOUW = ladder.Tredesoort.OPBOUW, "terug opbouwen"
    DOORBRAAK = ladder.Tredesoort.DOORBRAAK, "doorbraakgesprek"
    DOORZETTINGSMACHT = ladder.Tredesoort.DOORZETTINGSMACHT, "doorzettingsmacht"
    NAZORG = ladder.Tredesoort.NAZORG, "nazorg"
    ANDERS = ladder.Tredesoort.ANDERS, "iets anders"


class Eenheid(models.TextChoices):
    DAGEN = ladder.Eenheid.DAGEN, "dagen"
    SCHOOLDAGEN = ladder.Eenheid.SCHOOLDAGEN, "schooldagen"
    SCHOOLWEKEN = ladder.Eenheid.SCHOOLWEKEN, "schoolweken"
    MAANDEN = ladder.Eenheid.MAANDEN, "maanden"


class Vanaf(models.TextChoices):
    EERSTE_DAG = ladder.Vanaf.EERSTE_DAG, "de eerste dag dat het kind thuis was"
    MELDING = ladder.Vanaf.MELDING, "de melding"
    VORIGE = ladder.Vanaf.VORIGE, "de vorige stap"


class Grens(models.TextChoices):
    BINNEN = ladder.Grens.BINNEN, "moet dan klaar zijn"
    NA = ladder.Grens.NA, "kan vanaf dan beginnen"
    DUUR = ladder.Grens.DUUR, "duurt tot dan"


class ProtocolQuerySet(ZichtbareQuerySet["Protocol"]):
    def gepubliceerd(self) -> ProtocolQuerySet:
        """Without drafts, the newest first."""
        return self.filter(gepubliceerd_op__isnull=False).order_by("-geldig_van", "-versie")

    def geldig(self, swv: Samenwerkingsverband, dag: date) -> Protocol | None:
        """The published version by which a case of this day begins; None when there is none yet."""
        return self.gepubliceerd().filter(swv=swv, geldig_van__lte=dag).first()

    def concept(self, swv: Samenwerkingsverband) -> Protocol | None:
        """The draft of this SWV, if there is one."""
        return self.filter(swv=swv, gepubliceerd_op=None).order_by("-versie").first()


class Protocol(ZichtbaarModel):
    """One version. A draft until it is published; after that it never changes.

    stil_na_dagen: after how many days without any action a case is on top of the board.
    """

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="protocollen")
    naam = models.CharField(max_length=80)
    versie = models.PositiveSmallIntegerField()
    geldig_van = models.DateField()
    gepubliceerd_op = models.DateTimeField(null=True, blank=True)
    gepubliceerd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stil_na_dagen = models.PositiveSmallIntegerField(default=14)

    objects = ProtocolQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "protocol"
        verbose_name_plural = "protocollen"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "versie"],
                name="protocol_versie",
                violation_error_message="Deze versie van het protocol bestaat al.",
            ),
            models.UniqueConstraint(
                fields=["swv"],
                condition=Q(gepubliceerd_op=None),
                name="protocol_een_concept",
                violation_error_message="Er is al een concept.",
            ),
            models.CheckConstraint(
                condition=Q(stil_na_dagen__range=(1, 90)),
                name="protocol_stil_na_dagen",
                violation_error_message="Kies een aantal dagen van 1 tot en met 90.",
            ),
        ]
        triggers = [
            bevroren(
                "protocol_bevroren",
                "Een gepubliceerd protocol verandert niet.",
                als=pgtrigger.Q(old__gepubliceerd_op__isnull=False),
            ),
            niet_leegmaken("protocol_niet_leegmaken", "Protocollen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.naam}, versie {self.versie}"

    @property
    def treden(self) -> list[ladder.Trede]:
        """Its steps as the rules know them, in order. Uses stappen: prefetch them in lists."""
        return [een.trede for een in self.stappen.all()]


class Protocolstap(ZichtbaarModel):
    """One step of a protocol: who acts, in which term, and what comes of it.

    sleutel: the same in every version, so that a case that goes on by a newer one keeps what was done.
    """

    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, related_name="stappen")
    sleutel = models.CharField(max_length=22, editable=False, default=nieuwe_public_id)
    volgorde = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=17, choices=Tredesoort.choices)
    naam = models.CharField(max_length=80)
    wie = models.CharField("wie dit doet", max_length=120)
    termijn = models.PositiveSmallIntegerField("hoeveel")
    eenheid = models.CharField(max_length=11, choices=Eenheid.choices)
    vanaf = models.CharField(max_length=10, choices=Vanaf.choices)
    grens = models.CharField(max_length=6, choices=Grens.choices)
    opbrengst = models.CharField("wat er dan is", max_length=200, blank=True)

    objects = ZichtbareQuerySet["Protocolstap"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "stap van een protocol"
        verbose_name_plural = "stappen van een protocol"
        ordering = ["volgorde"]
        constraints = [
            models.UniqueConstraint(
                fields=["protocol", "volgorde"],
                name="protocolstap_volgorde",
                deferrable=models.Deferrable.DEFERRED,  # two steps can change places
                violation_error_message="Deze plaats in het protocol is al bezet.",
            ),
            models.UniqueConstraint(
                fields=["protocol", "sleutel"],
                name="protocolstap_sleutel",
                violation_error_message="Deze stap staat al in het protocol.",
            ),
            models.CheckConstraint(
                condition=Q(volgorde__range=(1, 20), termijn__range=(1, 400)),
                name="protocolstap_getallen",
                violation_error_message="Een protocol heeft hoogstens 20 stappen, met een termijn van 1 tot 400.",
            ),
            models.CheckConstraint(
                condition=~Q(naam="") & ~Q(wie=""),
                name="protocolstap_woorden",
                violation_error_message="Een stap heeft een naam, en iemand die hem doet.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="protocolstap_bevroren",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                level=pgtrigger.Row,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM thuiszitters_protocol
                        WHERE gepubliceerd_op IS NOT NULL AND id IN (
                            CASE WHEN TG_OP = 'DELETE' THEN OLD.protocol_id ELSE NEW.protocol_id END,
                            CASE WHEN TG_OP = 'INSERT' THEN NEW.protocol_id ELSE OLD.protocol_id END
                        )
                    ) THEN
                        RAISE EXCEPTION 'Een stap van een gepubliceerd protocol verandert niet.';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
            niet_leegmaken("protocolstap_niet_leegmaken", "Stappen van een protocol worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.volgorde}. {self.naam}"

    @property
    def trede(self) -> ladder.Trede:
        """This step as the rules know it."""
        termijn = ladder.Termijn(self.termijn, self.eenheid, self.vanaf, self.grens)
        return ladder.Trede(self.volgorde, self.naam, self.wie, self.soort, termijn, self.opbrengst, self.sleutel)
