"""What was done in a case: the steps of the protocol, and who does what before when."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from thuiszitters.rules.ladder import Tredesoort

from .casus import Casus, Casusstatus
from .plan import Plan
from .protocol import Protocolstap


class Stap(ZichtbaarModel):
    """That a step of the protocol was done or skipped. Which one is now, and what is due, follows from these.

    woorden: what came of it, or why it was skipped. Never changes; what was skipped can still be done later.
    """

    class Uitkomst(models.TextChoices):
        KLAAR = "klaar", "klaar"
        OVERGESLAGEN = "overgeslagen", "overgeslagen"

    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, related_name="stappen")
    protocolstap = models.ForeignKey(Protocolstap, on_delete=models.PROTECT, related_name="+")
    uitkomst = models.CharField(max_length=12, choices=Uitkomst.choices)
    dag = models.DateField("wanneer")
    woorden = models.TextField("wat eruit kwam", blank=True)
    op = models.DateTimeField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Stap"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "casus"
        gezondheid = ("woorden",)

    class Meta:
        verbose_name = "stap in een casus"
        verbose_name_plural = "stappen in een casus"
        constraints = [
            models.UniqueConstraint(
                fields=["casus", "protocolstap", "uitkomst"],
                name="stap_een_keer",
                violation_error_message="Deze stap is al gedaan.",
            ),
            models.CheckConstraint(
                condition=Q(uitkomst="klaar") | Q(uitkomst="overgeslagen") & ~Q(woorden=""),
                name="stap_waarom",
                violation_error_message="Schrijf op waarom deze stap wordt overgeslagen.",
            ),
        ]
        triggers = [
            bevroren("stap_bevroren", "Een stap die is gezet, verandert niet."),
            niet_leegmaken("stap_niet_leegmaken", "Stappen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.get_uitkomst_display()} op {self.dag}"

    @property
    def log_leerling(self) -> str:
        return self.casus.log_leerling

    @property
    def log_school(self) -> str:
        return self.casus.log_school


TOCH = Q(uitkomst=Stap.Uitkomst.OVERGESLAGEN, protocolstap__soort=Tredesoort.OPBOUW)
"""Build-up that was skipped, as on the way to a higher table: it is to be done while the child builds up after all."""


def gezet(casus: Casus) -> dict[str, Stap]:
    """What counts as done or skipped now, by the key of its step. Prefetch stappen__protocolstap in lists."""
    bouwt_op = casus.status == Casusstatus.TERUGKEER_IN_OPBOUW
    gevonden: dict[str, Stap] = {}
    for een in sorted(casus.stappen.all(), key=lambda een: een.pk):
        toch = een.uitkomst == Stap.Uitkomst.OVERGESLAGEN and een.protocolstap.soort == Tredesoort.OPBOUW
        if not (bouwt_op and toch):
            gevonden[een.protocolstap.sleutel] = een
    return gevonden


class AfspraakQuerySet(ZichtbareQuerySet["Afspraak"]):
    def in_beeld(self) -> AfspraakQuerySet:
        """Not of a case that went into another one: there it goes on under the same plan."""
        return self.exclude(casus__opgegaan_in__isnull=False)


class Afspraak(ZichtbaarModel):
    """What somebody does before a day: the next step of a case or a plan. wie: a colleague here; naam: anybody else.

    casus: None only for a plan without a case; when the child is reported, both go along into the case.
    """

    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, null=True, blank=True, related_name="afspraken")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="afspraken")
    wat = models.CharField(max_length=200)
    wie = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    naam = models.CharField("wie anders", max_length=120, blank=True)
    voor = models.DateField("klaar op")
    klaar_op = models.DateField(null=True, blank=True)
    gemaakt_op = models.DateTimeField()
    gemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = AfspraakQuerySet.as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "casus|plan"
        gezondheid = ("wat",)
        herkenbaar = ("naam",)

    class Meta:
        verbose_name = "afspraak bij een casus"
        verbose_name_plural = "afspraken bij een casus"
        ordering = ["voor", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(wat=""), name="afspraak_wat", violation_error_message="Schrijf op wat er gebeurt."
            ),
            models.CheckConstraint(
                condition=Q(wie__isnull=False, naam="") | Q(wie=None) & ~Q(naam=""),
                name="afspraak_wie",
                violation_error_message="Een afspraak heeft één naam: een collega, of iemand anders.",
            ),
            models.CheckConstraint(
                condition=Q(casus__isnull=False) | Q(plan__isnull=False),
                name="afspraak_waarbij",
                violation_error_message="Een afspraak hoort bij een casus of een plan.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="afspraak_vast", fields=["plan", "wat", "wie", "naam", "voor", "gemaakt_op", "gemaakt_door"]
            ),
            pgtrigger.Protect(
                name="afspraak_casus_vast",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__casus__isnull=False, old__casus__df=pgtrigger.F("new__casus")),
            ),
            pgtrigger.Protect(name="afspraak_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("afspraak_niet_leegmaken", "Afspraken worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.wat

    @property
    def eigenaar(self) -> str:
        """Whose it is, in words. Uses wie: select it in lists."""
        return self.wie.naam if self.wie else self.naam

    @property
    def bij(self) -> Casus | Plan:
        """The case it belongs to, or else the plan."""
        if self.casus is not None:
            return self.casus
        assert self.plan is not None  # by its constraint
        return self.plan

    @property
    def log_leerling(self) -> str:
        return self.bij.log_leerling

    @property
    def log_school(self) -> str:
        return self.bij.log_school
