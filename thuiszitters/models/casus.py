"""A child that does not go to school, from the first melding until it does (domein 7.2, 13.5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import Statusmodel, ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Gemeente, Leerling, Samenwerkingsverband, School, telt_mee
from thuiszitters.rules.leerplicht import plichtperiode
from thuiszitters.rules.telling import Verloop

from .protocol import Protocol
from .verzuimsoort import Verzuimsoort

if TYPE_CHECKING:
    from .verzuim import Verzuim


class Casusstatus(models.TextChoices):
    """The states of 13.5."""

    SIGNAAL = "signaal", "signaal"
    GEMELD = "gemeld", "gemeld"
    IN_ONDERZOEK = "in_onderzoek", "in onderzoek"
    PLAN_VAN_AANPAK = "plan_van_aanpak", "plan gemaakt"
    AANBOD_GEDAAN = "aanbod_gedaan", "aanbod gedaan"
    AANBOD_GEACCEPTEERD = "aanbod_geaccepteerd", "aanbod aangenomen"
    AANBOD_GEWEIGERD = "aanbod_geweigerd", "aanbod geweigerd"
    OPSCHALING_RONDETAFEL = "opschaling_rondetafel", "aan de rondetafel"
    OPSCHALING_BESTUURLIJK = "opschaling_bestuurlijk", "bij de bestuurders"
    LEERPLICHT_MAATREGEL = "leerplicht_maatregel", "maatregel van leerplicht"
    TERUGKEER_IN_OPBOUW = "terugkeer_in_opbouw", "bouwt op naar school"
    NAZORG = "nazorg", "nazorg"
    VRIJSTELLING = "vrijstelling", "vrijstelling"
    JAARLIJKSE_HERBEOORDELING = "jaarlijkse_herbeoordeling", "jaarlijks opnieuw bekeken"
    OVERGEDRAGEN = "overgedragen", "overgedragen"
    GESLOTEN = "gesloten", "gesloten"


AF = (Casusstatus.OVERGEDRAGEN, Casusstatus.GESLOTEN)
OPEN = tuple(status for status in Casusstatus if status not in AF)


class Reden(models.TextChoices):
    """The main reason (7.2). No diagnosis: that is not asked anywhere (data minimisation)."""

    GEDRAG = "gedrag", "gedrag"
    ANGST = "angst", "angst, durft niet naar school"
    LICHAMELIJK = "lichamelijk", "lichamelijk ziek"
    PSYCHISCH = "psychisch", "psychische klachten"
    CONFLICT = "conflict", "conflict tussen school en ouders"
    GEEN_PLEK = "geen_plek", "geen passende plek"
    WACHT_ZORG = "wacht_zorg", "wacht op zorg"
    WACHT_SPECIAAL = "wacht_speciaal", "wacht op speciaal onderwijs"
    VERHUIZING = "verhuizing", "verhuizing"
    PLAATSING = "plaatsing", "detentie of uithuisplaatsing"
    OVERIG = "overig", "iets anders"


class Eindreden(models.TextChoices):
    """Why a case ended (7.2)."""

    EIGEN_SCHOOL = "eigen_school", "terug op de eigen school"
    ANDERE_SCHOOL = "andere_school", "op een andere school"
    SPECIAAL = "speciaal", "op een school voor speciaal onderwijs"
    MBO = "mbo", "op het mbo"
    ONDERWIJS_ZORG = "onderwijs_zorg", "in onderwijs met zorg"
    VRIJSTELLING = "vrijstelling", "vrijstelling"
    VERHUISD = "verhuisd", "verhuisd naar een andere regio"
    UIT_LEERPLICHT = "uit_leerplicht", "niet meer leerplichtig"
    ONTERECHT = "onterecht", "onterecht gemeld"
    SAMENGEVOEGD = "samengevoegd", "samengevoegd met een andere casus"


class CasusQuerySet(ZichtbareQuerySet["Casus"]):
    """The four tabs of the board."""

    def actief(self, dag: date, **verzuim: Any) -> CasusQuerySet:
        """Whoever does not, or not wholly, go to school on this day. verzuim: more that its absence must be.

        The database keeps absence to one kind a day, so each comes once.
        """
        tot = Q(verzuim__tot=None) | Q(verzuim__tot__gte=dag)
        meer = {f"verzuim__{naam}": waarde for naam, waarde in verzuim.items()}
        return self.filter(tot, status__in=OPEN, verzuim__van__lte=dag, **meer)

    def deels(self, dag: date) -> CasusQuerySet:
        """Of these who goes some hours a week."""
        return self.actief(dag, uren__gt=0)

    def zonder_verzuim(self, dag: date) -> CasusQuerySet:
        """Running, and back at school: somebody still looks after it."""
        thuis = Casus.objects.actief(dag).values("pk")
        return self.filter(status__in=OPEN).exclude(pk__in=thuis)

    def afgesloten(self) -> CasusQuerySet:
        """Closed, or handed over. What went into another case is not there twice."""
        return self.filter(status__in=AF, opgegaan_in=None)


class Casus(Statusmodel):
    """What is the same for all that happens. Whether it is active, and since when, say its rows of Verzuim alone.

    school: where the child is enrolled, None for absoluut verzuim. protocol: the version it runs by.
    laatste_actie_op: when somebody last did something, so that a list needs no other table. opgegaan_in: the case that
    this one became part of, when a child turned out to be there twice; it counts nowhere any more.
    """

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="casussen")
    kenmerk = models.CharField(max_length=20)
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="casussen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="casussen")
    woongemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=25, choices=Casusstatus.choices)
    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, related_name="casussen")
    reden = models.CharField("belangrijkste reden", max_length=14, choices=Reden.choices)
    gemeld_op = models.DateTimeField()
    regievoerder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="casussen"
    )
    regie_sinds = models.DateField(null=True, blank=True)
    ouders_ingelicht_op = models.DateField("ouders geïnformeerd op", null=True, blank=True)
    ouders_waarom_niet = models.TextField("waarom nog niet", blank=True)
    startkwalificatie_op = models.DateField("diploma van mbo-2, havo of vwo op", null=True, blank=True)
    laatste_actie_op = models.DateTimeField()
    nazorg_tot = models.DateField("nazorg tot en met", null=True, blank=True)
    gesloten_op = models.DateTimeField(null=True, blank=True)
    eindreden = models.CharField(max_length=14, choices=Eindreden.choices, blank=True)
    slotwoord = models.TextField("toelichting bij het sluiten", blank=True)
    opgegaan_in = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="dubbelen")

    objects = CasusQuerySet.as_manager()

    class Avg:
        van, regel = "kind", "dossier"
        gezondheid = ("reden", "ouders_waarom_niet", "eindreden", "slotwoord")
        gewoon = ("kenmerk",)

    class Meta:
        verbose_name = "casus van een thuiszitter"
        verbose_name_plural = "casussen van thuiszitters"
        indexes = [
            models.Index(fields=["school", "status"], name="casus_school"),
            models.Index(fields=["status", "laatste_actie_op"], name="casus_status"),
            models.Index(
                F("gesloten_op").desc(),
                F("id").desc(),
                condition=Q(status__in=AF, opgegaan_in=None),
                name="casus_afgesloten",
            ),
            models.Index(
                fields=["gesloten_op"],
                include=["id", "swv", "eindreden", "leerling", "startkwalificatie_op", "woongemeente", "school"],
                name="casus_tellen",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "kenmerk"], name="casus_kenmerk", violation_error_message="Dit nummer bestaat al."
            ),
            models.UniqueConstraint(
                fields=["swv", "leerling"],
                condition=Q(status__in=OPEN),
                name="casus_een_open_per_kind",
                violation_error_message="Voor dit kind loopt al een casus.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Casusstatus.values),
                name="casus_status",
                violation_error_message="Deze status bestaat niet.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=AF, gesloten_op__isnull=False) & ~Q(eindreden="")
                | Q(status__in=OPEN, gesloten_op=None, eindreden=""),
                name="casus_gesloten",
                violation_error_message="Wat gesloten is, heeft een einddatum en een reden. Wat loopt, heeft die niet.",
            ),
            models.CheckConstraint(
                condition=Q(opgegaan_in=None) | Q(eindreden="samengevoegd") & ~Q(opgegaan_in=F("pk")),
                name="casus_opgegaan",
                violation_error_message="Een casus gaat alleen op in een andere, en is dan gesloten.",
            ),
            models.CheckConstraint(
                condition=Q(ouders_ingelicht_op__isnull=False) | ~Q(ouders_waarom_niet=""),
                name="casus_ouders",
                violation_error_message="Vul in wanneer de ouders het hoorden, of waarom nog niet.",
            ),
            models.CheckConstraint(
                condition=Q(regievoerder=None, regie_sinds=None)
                | Q(regievoerder__isnull=False, regie_sinds__isnull=False),
                name="casus_regie",
                violation_error_message="Wie regievoerder is, is dat sinds een dag.",
            ),
        ]
        triggers = [
            telt_mee("thuis"),
            pgtrigger.ReadOnly(name="casus_vast", fields=["swv", "kenmerk", "gemeld_op"]),
            pgtrigger.Trigger(
                name="casus_kind",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                level=pgtrigger.Row,
                condition=pgtrigger.Q(old__leerling__df=pgtrigger.F("new__leerling")),
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM scholen_leerling WHERE id = OLD.leerling_id AND opgegaan_in_id = NEW.leerling_id
                    ) THEN
                        RAISE EXCEPTION 'Een casus gaat alleen naar het kind waarin dit kind opging.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="casus_dicht",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                level=pgtrigger.Row,
                condition=pgtrigger.Q(old__gesloten_op__isnull=True, new__gesloten_op__isnull=False),
                func="""
                    IF EXISTS (
                        SELECT 1 FROM thuiszitters_verzuim WHERE casus_id = NEW.id AND (
                            tot IS NULL OR tot > (NEW.gesloten_op AT TIME ZONE 'Europe/Amsterdam')::date
                        )
                    ) THEN
                        RAISE EXCEPTION 'Een casus sluit pas als zijn verzuim voorbij is.';
                    END IF;
                    IF EXISTS (SELECT 1 FROM thuiszitters_deling WHERE casus_id = NEW.id AND beeindigd_op IS NULL) THEN
                        RAISE EXCEPTION 'Een casus sluit pas als er niets meer van wordt gedeeld.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="casus_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("casus_niet_leegmaken", "Casussen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.kenmerk

    @property
    def log_leerling(self) -> str:
        return self.leerling.public_id

    @property
    def log_school(self) -> str:
        return self.school.brin6 if self.school else ""

    @property
    def loopt(self) -> bool:
        return self.status not in AF

    def verloop(self, vakantieregio: str, verzuim: Iterable[Verzuim] | None = None) -> Verloop:
        """All its absence as the rules count it, or these rows of it: none of what went into another case.

        Uses leerling and verzuim: select and prefetch them in lists.
        """
        plicht = plichtperiode(self.leerling.geboortedatum, vakantieregio, self.startkwalificatie_op)
        rijen = self.verzuim.all() if verzuim is None else verzuim
        return Verloop([] if self.opgegaan_in_id else [een.interval for een in rijen], plicht)


class Melding(ZichtbaarModel):
    """What one school, parent or office reported. The first one begins a case, later ones join it. Never changes.

    sleutel: of the form, so that a double click reports once.
    """

    class Herkomst(models.TextChoices):
        SCHOOL = "school", "de school"
        LEERPLICHT = "leerplicht", "leerplicht"
        OUDERS = "ouders", "de ouders"
        SWV = "swv", "het samenwerkingsverband zelf"

    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, related_name="meldingen")
    herkomst = models.CharField("gemeld door", max_length=10, choices=Herkomst.choices)
    soort = models.CharField(max_length=12, choices=Verzuimsoort.choices)
    van = models.DateField("eerste dag")
    uren = models.DecimalField("uren per week naar school", max_digits=3, decimal_places=1)
    reden = models.CharField("belangrijkste reden", max_length=14, choices=Reden.choices)
    gedaan = models.TextField("wat er is gedaan", blank=True)
    op = models.DateTimeField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sleutel = models.CharField(max_length=40, unique=True)

    objects = ZichtbareQuerySet["Melding"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "casus"
        gezondheid = ("reden", "gedaan")
        gewoon = ("sleutel",)

    class Meta:
        verbose_name = "melding van een thuiszitter"
        verbose_name_plural = "meldingen van thuiszitters"
        ordering = ["op", "pk"]
        triggers = [
            bevroren("melding_bevroren", "Een melding verandert niet."),
            niet_leegmaken("melding_niet_leegmaken", "Meldingen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"melding van {self.get_herkomst_display()}"

    @property
    def log_leerling(self) -> str:
        return self.casus.log_leerling

    @property
    def log_school(self) -> str:
        return self.casus.log_school
