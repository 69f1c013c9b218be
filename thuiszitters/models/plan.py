"""The one plan of a child: goals, talks and what the family itself wants. Also of a child without a casus."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Leerling, Samenwerkingsverband, School

from .casus import Casus


class PlanQuerySet(ZichtbareQuerySet["Plan"]):
    def lopend(self) -> PlanQuerySet:
        """Not closed: a concept, or the plan by which everybody works."""
        return self.filter(gesloten_op=None)


class Plan(ZichtbaarModel):
    """What school, family and others do together. A concept until it is vastgesteld; then the family reads it too.

    casus: the case that it belongs to, if any; a child that is reported later takes its plan along.
    evaluatie_op: when they look together how it goes; besproken_op: when it was talked over with the parents.
    """

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="plannen")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="plannen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="plannen")
    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, null=True, blank=True, related_name="plannen")
    helpt = models.TextField("wat helpt, en wat niet", blank=True)
    begonnen_op = models.DateTimeField()
    begonnen_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    besproken_op = models.DateField("besproken met de ouders op", null=True, blank=True)
    vastgesteld_op = models.DateField(null=True, blank=True)
    evaluatie_op = models.DateField("samen terugkijken op", null=True, blank=True)
    gesloten_op = models.DateField(null=True, blank=True)
    slotwoord = models.TextField("hoe het is gegaan", blank=True)

    objects = PlanQuerySet.as_manager()

    class Avg:
        van, regel = "kind", "dossier"
        gezondheid = ("helpt", "slotwoord")

    class Meta:
        verbose_name = "plan van een leerling"
        verbose_name_plural = "plannen van leerlingen"
        ordering = ["-begonnen_op", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "leerling"],
                condition=Q(gesloten_op=None),
                name="plan_een_per_kind",
                violation_error_message="Voor dit kind loopt al een plan.",
            ),
            models.CheckConstraint(
                condition=Q(vastgesteld_op=None) | Q(besproken_op__isnull=False, evaluatie_op__isnull=False),
                name="plan_vastgesteld",
                violation_error_message="Een vastgesteld plan is besproken en heeft een dag om terug te kijken.",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="plan_vast", fields=["swv", "leerling", "begonnen_op", "begonnen_door"]),
            pgtrigger.Protect(name="plan_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("plan_niet_leegmaken", "Plannen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"plan van {self.leerling}"

    @property
    def loopt(self) -> bool:
        return self.gesloten_op is None

    @property
    def concept(self) -> bool:
        return self.loopt and self.vastgesteld_op is None

    def terugkijken(self, vandaag: date) -> bool:
        """Whether the day to look back together has come."""
        return self.loopt and self.evaluatie_op is not None and self.evaluatie_op <= vandaag

    @property
    def log_leerling(self) -> str:
        return self.leerling.public_id

    @property
    def log_school(self) -> str:
        return self.school.brin6 if self.school else ""


class VanPlan(ZichtbaarModel):
    """A row of a plan, for the logbook."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT)

    class Meta:
        abstract = True

    @property
    def log_leerling(self) -> str:
        return self.plan.log_leerling

    @property
    def log_school(self) -> str:
        return self.plan.log_school


class Plandoel(VanPlan):
    """What they want to reach, and by what you see it. Its words never change once the plan is vastgesteld."""

    class Uitkomst(models.TextChoices):
        BEREIKT = "bereikt", "bereikt"
        DEELS = "deels", "deels bereikt"
        NIET = "niet", "niet bereikt"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="doelen")
    volgorde = models.PositiveSmallIntegerField()
    doel = models.CharField(max_length=300)
    maat = models.CharField("waaraan je ziet dat het lukt", max_length=300)
    uitkomst = models.CharField(max_length=7, choices=Uitkomst.choices, blank=True)
    uitkomst_op = models.DateField(null=True, blank=True)

    objects = ZichtbareQuerySet["Plandoel"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "plan"
        gezondheid = ("doel", "maat", "uitkomst")

    class Meta:
        verbose_name = "doel in een plan"
        verbose_name_plural = "doelen in een plan"
        ordering = ["volgorde"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "volgorde"],
                name="plandoel_volgorde",
                violation_error_message="Op deze plaats staat al een doel.",
            ),
            models.CheckConstraint(
                condition=~Q(doel="") & ~Q(maat=""),
                name="plandoel_woorden",
                violation_error_message="Schrijf bij een doel ook op waaraan je ziet dat het lukt.",
            ),
            models.CheckConstraint(
                condition=Q(uitkomst="", uitkomst_op=None) | ~Q(uitkomst="") & Q(uitkomst_op__isnull=False),
                name="plandoel_uitkomst",
                violation_error_message="Wat er van een doel kwam, heeft een dag.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="plandoel_bevroren",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                level=pgtrigger.Row,
                func="""
                    IF TG_OP = 'UPDATE' THEN
                        IF (NEW.plan_id, NEW.volgorde, NEW.doel, NEW.maat)
                            IS NOT DISTINCT FROM (OLD.plan_id, OLD.volgorde, OLD.doel, OLD.maat) THEN
                            RETURN NEW;
                        END IF;
                    END IF;
                    IF EXISTS (
                        SELECT 1 FROM thuiszitters_plan WHERE id = OLD.plan_id AND vastgesteld_op IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'Een doel van een vastgesteld plan verandert niet.';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
            niet_leegmaken("plandoel_niet_leegmaken", "Doelen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.doel


class Plangesprek(VanPlan):
    """A talk, and what came of it. Never changes. gezin_leest: whether the parents and the pupil read the account."""

    class Soort(models.TextChoices):
        START = "start", "startgesprek"
        LEERLING = "leerling", "gesprek met de leerling"
        TERUGKIJKEN = "terugkijken", "samen terugkijken"
        ANDERS = "anders", "ander gesprek"

    class Vervolg(models.TextChoices):
        OPBOUWEN = "opbouwen", "verder opbouwen"
        ZO_HOUDEN = "zo_houden", "zo houden"
        ANDERS = "anders", "iets anders proberen"
        HULP = "hulp", "meer hulp vragen"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="gesprekken")
    soort = models.CharField("wat voor gesprek", max_length=11, choices=Soort.choices)
    dag = models.DateField("wanneer")
    wie = models.CharField("wie erbij waren", max_length=200)
    verslag = models.TextField("wat is besproken")
    vervolg = models.CharField("hoe we verdergaan", max_length=9, choices=Vervolg.choices, blank=True)
    gezin_leest = models.BooleanField("het gezin leest dit verslag")
    op = models.DateTimeField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Plangesprek"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "plan"
        gezondheid = ("verslag",)
        herkenbaar = ("wie",)

    class Meta:
        verbose_name = "gesprek over een plan"
        verbose_name_plural = "gesprekken over een plan"
        ordering = ["-dag", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(wie="") & ~Q(verslag=""),
                name="plangesprek_woorden",
                violation_error_message="Schrijf op wie erbij waren en wat is besproken.",
            ),
            models.CheckConstraint(
                condition=Q(soort="terugkijken") & ~Q(vervolg="") | ~Q(soort="terugkijken") & Q(vervolg=""),
                name="plangesprek_vervolg",
                violation_error_message="Na samen terugkijken staat vast hoe jullie verdergaan.",
            ),
        ]
        triggers = [
            bevroren("plangesprek_bevroren", "Een verslag van een gesprek verandert niet."),
            niet_leegmaken("plangesprek_niet_leegmaken", "Gesprekken worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} op {self.dag}"


class Planwoord(VanPlan):
    """What the pupil or a parent wants, the wish first (C79). The newest counts; what was said before stays.

    gever: who wrote it in the own account; None where staff wrote down what was said. delen: the pupil lets its
    parents read it.
    """

    class Van(models.TextChoices):
        LEERLING = "leerling", "de leerling"
        OUDERS = "ouders", "de ouders"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="woorden")
    van = models.CharField(max_length=8, choices=Van.choices)
    gever = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wens = models.TextField("wat het liefst gebeurt")
    mening = models.TextField("wat ervan gevonden wordt", blank=True)
    delen = models.BooleanField("de ouders mogen dit lezen", default=False)
    op = models.DateTimeField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Planwoord"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "plan"
        gezondheid = ("wens", "mening")

    class Meta:
        verbose_name = "wens bij een plan"
        verbose_name_plural = "wensen bij een plan"
        ordering = ["-op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(wens=""), name="planwoord_wens", violation_error_message="Schrijf de wens op."
            ),
        ]
        triggers = [
            bevroren("planwoord_bevroren", "Wat iemand zei, verandert niet. Schrijf een nieuwe wens op."),
            niet_leegmaken("planwoord_niet_leegmaken", "Wensen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"wens van {self.get_van_display()}"
