"""Looking back on an arrangement with parents and pupil: what worked, and what became of each goal."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken

from . import stalemonth
from .arrangement import Arrangement, Deelname, Doel


def vast_na_afronden(naam: str) -> pgtrigger.Trigger:
    """Refuse every change of a row beside an evaluation that is finished."""
    return pgtrigger.Trigger(
        name=naam,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        level=pgtrigger.Row,
        declare=[("van", "bigint")],
        func="""
            IF TG_OP = 'DELETE' THEN van := OLD.evaluatie_id; ELSE van := NEW.evaluatie_id; END IF;
            IF EXISTS (SELECT 1 FROM arrangementen_evaluatie WHERE id = van AND afgerond_op IS NOT NULL) THEN
                RAISE EXCEPTION 'Een evaluatie die klaar is, verandert niet.';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


class Evaluatie(ZichtbaarModel):
    """One time that is looked back, from planning it on. dag: of the talk. What the school found is its Verslag.

    versie: of the draft, so that two people do not write over each other. vroeg: the school said yes to looking back on
    the end before half way. vervallen: what was planned was taken back; then nobody sees it.
    """

    class Soort(models.TextChoices):
        TUSSEN = "tussen", "tussenevaluatie"
        EIND = "eind", "eindevaluatie"

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="evaluaties")
    soort = models.CharField("welke evaluatie", max_length=6, choices=Soort.choices)
    dag = models.DateField("dag van het gesprek")
    versie = models.PositiveSmallIntegerField(default=1)
    vroeg = models.BooleanField("eindevaluatie voor de helft", default=False)
    vervallen_op = models.DateTimeField(null=True, blank=True)
    vervallen_reden = models.CharField(max_length=200, blank=True)
    begonnen_op = models.DateTimeField()
    begonnen_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    afgerond_op = models.DateTimeField(null=True, blank=True)
    afgerond_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Evaluatie"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "arrangement"
        gezondheid = ("vervallen_reden",)

    class Meta:
        verbose_name = "evaluatie"
        verbose_name_plural = "evaluaties"
        constraints = [
            models.UniqueConstraint(
                fields=["arrangement"],
                condition=Q(afgerond_op=None, vervallen_op=None),
                name="evaluatie_een_tegelijk",
                violation_error_message="Er loopt al een evaluatie. Maak die eerst af.",
            ),
            models.UniqueConstraint(
                fields=["arrangement"],
                condition=Q(soort="eind", afgerond_op__isnull=False),
                name="evaluatie_een_einde",
                violation_error_message="De eindevaluatie is al gedaan.",
            ),
            models.CheckConstraint(
                condition=Q(afgerond_op=None, afgerond_door=None)
                | Q(afgerond_op__isnull=False, afgerond_door__isnull=False),
                name="evaluatie_afgerond",
            ),
            models.CheckConstraint(
                condition=Q(vervallen_op=None, vervallen_reden="")
                | Q(vervallen_op__isnull=False, afgerond_op=None) & ~Q(vervallen_reden=""),
                name="evaluatie_vervallen",
                violation_error_message="Schrijf op waarom het gesprek niet doorgaat.",
            ),
        ]
        triggers = [
            stalemonth.EVALUATIE,
            bevroren(
                "evaluatie_vast",
                "Een evaluatie die klaar is, verandert niet.",
                als=pgtrigger.Q(old__afgerond_op__isnull=False),
            ),
            pgtrigger.ReadOnly(name="evaluatie_van", fields=["arrangement", "begonnen_op", "begonnen_door"]),
            pgtrigger.Protect(name="evaluatie_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("evaluatie_niet_leegmaken", "Evaluaties worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} van {self.arrangement}"

    @property
    def klaar(self) -> bool:
        return self.afgerond_op is not None

    @property
    def log_leerling(self) -> str:
        return self.arrangement.log_leerling

    @property
    def log_school(self) -> str:
        return self.arrangement.log_school


class Evaluatieverslag(ZichtbaarModel):
    """What the school wrote down, together with whom. gezegd: what parents and pupil said in the talk."""

    class Verder(models.TextChoices):
        STOPPEN = "stoppen", "De hulp stopt"
        DOORGAAN = "doorgaan", "De hulp gaat door"
        ANDERS = "anders", "Er is iets anders nodig"

    evaluatie = models.OneToOneField(Evaluatie, on_delete=models.PROTECT, related_name="verslag")
    ouders_erbij = models.BooleanField("de ouders waren erbij", default=False)
    leerling_erbij = models.BooleanField("de leerling was erbij", default=False)
    begeleider_erbij = models.BooleanField("wie de hulp gaf was erbij", default=False)
    gezegd = models.TextField("wat ouders en leerling zeiden", blank=True)
    waarom_zonder = models.TextField("waarom de ouders er niet bij waren", blank=True)
    wat_werkte = models.TextField("wat werkte", blank=True)
    wat_niet_werkte = models.TextField("wat niet werkte", blank=True)
    verder = models.CharField("hoe verder", max_length=8, choices=Verder.choices, blank=True)
    verder_uitleg = models.TextField("uitleg bij hoe het verder gaat", blank=True)

    objects = ZichtbareQuerySet["Evaluatieverslag"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "evaluatie"
        gezondheid = ("gezegd", "waarom_zonder", "wat_werkte", "wat_niet_werkte", "verder_uitleg")

    class Meta:
        verbose_name = "verslag van een evaluatie"
        verbose_name_plural = "verslagen van evaluaties"
        triggers = [vast_na_afronden("evaluatieverslag_vast")]

    def __str__(self) -> str:
        return f"verslag van {self.evaluatie}"

    @property
    def log_leerling(self) -> str:
        return self.evaluatie.log_leerling


class Doelevaluatie(ZichtbaarModel):
    """What became of one goal, as far as one knew at that moment."""

    class Uitkomst(models.TextChoices):
        BEREIKT = "bereikt", "Bereikt"
        DEELS = "deels", "Deels bereikt"
        NIET = "niet", "Niet bereikt"

    evaluatie = models.ForeignKey(Evaluatie, on_delete=models.PROTECT, related_name="doelevaluaties")
    doel = models.ForeignKey(Doel, on_delete=models.PROTECT, related_name="evaluaties")
    uitkomst = models.CharField(max_length=7, choices=Uitkomst.choices, blank=True)
    toelichting = models.TextField(blank=True)

    objects = ZichtbareQuerySet["Doelevaluatie"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "evaluatie"
        gezondheid = ("uitkomst", "toelichting")

    class Meta:
        verbose_name = "evaluatie van een doel"
        verbose_name_plural = "evaluaties van doelen"
        ordering = ["evaluatie", "doel__volgorde"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluatie", "doel"],
                name="doelevaluatie_uniek",
                violation_error_message="Dit doel is al beoordeeld.",
            )
        ]
        triggers = [stalemonth.DOELEVALUATIE, vast_na_afronden("doelevaluatie_vast")]

    def __str__(self) -> str:
        return f"{self.doel}: {self.get_uitkomst_display() or 'nog niet beoordeeld'}"

    @property
    def log_leerling(self) -> str:
        return self.evaluatie.log_leerling


class Evaluatiewoord(ZichtbaarModel):
    """What one parent or the pupil itself wrote before the evaluation was finished; nobody else changes it."""

    class Als(models.TextChoices):
        OUDER = "ouder", "ouder"
        LEERLING = "leerling", "leerling"

    evaluatie = models.ForeignKey(Evaluatie, on_delete=models.PROTECT, related_name="woorden")
    deelname = models.ForeignKey(Deelname, on_delete=models.PROTECT, related_name="evaluatiewoorden")
    gever = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    als = models.CharField(max_length=8, choices=Als.choices)
    goed = models.TextField("wat goed gaat", blank=True)
    graag = models.TextField("wat de gever graag anders wil", blank=True)
    gegeven_op = models.DateTimeField()

    objects = ZichtbareQuerySet["Evaluatiewoord"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "evaluatie"
        gezondheid = ("goed", "graag")

    class Meta:
        verbose_name = "woorden van een gezin bij een evaluatie"
        verbose_name_plural = "woorden van een gezin bij evaluaties"
        constraints = [
            models.UniqueConstraint(fields=["evaluatie", "deelname", "gever"], name="evaluatiewoord_uniek"),
            models.CheckConstraint(
                condition=~Q(goed="") | ~Q(graag=""),
                name="evaluatiewoord_iets",
                violation_error_message="Schrijf op wat u vindt.",
            ),
        ]
        triggers = [vast_na_afronden("evaluatiewoord_vast")]

    def __str__(self) -> str:
        return f"woorden bij {self.evaluatie}"

    @property
    def log_leerling(self) -> str:
        return self.deelname.log_leerling

    @property
    def log_school(self) -> str:
        return self.deelname.log_school
