"""Two experts, each with an own assignment and an own advice. The draft is nobody else's business."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from kern.brieven.models import Brief
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from scholen.models import TlvSoort

from .aanvraag import IN_BEHANDELING, Aanvraag


class Discipline(models.TextChoices):
    """R-DES-01 and R-DES-02."""

    ORTHOPEDAGOOG = "orthopedagoog", "orthopedagoog"
    PSYCHOLOOG = "psycholoog", "psycholoog"
    KINDER_JEUGDPSYCHOLOOG = "kinder_jeugdpsycholoog", "kinder- of jeugdpsycholoog"
    PEDAGOOG = "pedagoog", "pedagoog"
    KINDERPSYCHIATER = "kinderpsychiater", "kinderpsychiater"
    MAATSCHAPPELIJK_WERKER = "maatschappelijk_werker", "maatschappelijk werker"
    ARTS = "arts", "arts"
    VO_DESKUNDIGE = "vo_deskundige", "deskundige vmbo en praktijkonderwijs"


class Registratie(models.TextChoices):
    """The registers in which an expert may stand (1.3)."""

    BIG = "big", "BIG"
    SKJ = "skj", "SKJ"
    NVO = "nvo", "NVO"
    NIP = "nip", "NIP"


DAGEN_NA_ADVIES = 14
"""How long a deskundige still sees the case after signing (ux.md §2)."""
PLAATSEN = [(1, "eerste deskundige"), (2, "tweede deskundige"), (3, "derde deskundige")]


class AdviesopdrachtQuerySet(ZichtbareQuerySet["Adviesopdracht"]):
    def geldig(self) -> AdviesopdrachtQuerySet:
        return self.filter(vervallen_op__isnull=True)

    def toegankelijk(self, dag: date) -> AdviesopdrachtQuerySet:
        """Assignments that open the case to their deskundige on this day.

        Unsigned while the aanvraag is being handled, signed at most 14 days ago, or opened again by a person until
        a day (afspraak 52). So the place of an expert ends by itself, also when the aanvraag is withdrawn.
        """
        sinds = dag - timedelta(days=DAGEN_NA_ADVIES)
        # A status in an OR over two tables is held against each partial index of the aanvraag: 0.1 s of planning.
        loopt = Exists(Aanvraag.objects.filter(pk=OuterRef("aanvraag"), status__in=sorted(IN_BEHANDELING)))
        te_doen = Q(loopt, advies__ondertekend_op__isnull=True)
        return self.geldig().filter(te_doen | Q(advies__ondertekend_op__date__gte=sinds) | Q(open_tot__gte=dag))

    def te_schrijven(self) -> AdviesopdrachtQuerySet:
        """In force and not signed, of an aanvraag that is being handled: what an expert still has to do."""
        return self.geldig().filter(advies__ondertekend_op__isnull=True, aanvraag__status__in=sorted(IN_BEHANDELING))


class Adviesopdracht(ZichtbaarModel):
    """Who is asked to advise, as what, by when. Seen by the loket; the advice itself is another row.

    One that lapsed stays, with its advice: it is read in the case and does not count (afspraak 52).
    """

    class Einde(models.TextChoices):
        VERVANGEN = "vervangen", "een ander is gevraagd"
        TERUGGEGEVEN = "teruggegeven", "de deskundige gaf de opdracht terug"
        OPNIEUW = "opnieuw", "het advies is opnieuw gevraagd"
        INGETROKKEN = "ingetrokken", "het advies is ingetrokken"

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="adviesopdrachten")
    deskundige = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="adviesopdrachten")
    discipline = models.CharField(max_length=24, choices=Discipline.choices)
    volgorde = models.PositiveSmallIntegerField(choices=PLAATSEN)
    gevraagd_op = models.DateTimeField()
    gevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uiterlijk_op = models.DateField()
    vervallen_op = models.DateTimeField(null=True, blank=True)
    vervallen_reden = models.TextField(blank=True)
    einde = models.CharField("waarom vervallen", max_length=12, choices=Einde.choices, blank=True)
    open_tot = models.DateField("weer te lezen tot en met", null=True, blank=True)
    brief = models.OneToOneField(
        Brief, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="In which was asked."
    )

    objects = AdviesopdrachtQuerySet.as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("vervallen_reden",)

    class Meta:
        verbose_name = "adviesopdracht"
        verbose_name_plural = "adviesopdrachten"
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "volgorde"],
                condition=Q(vervallen_op__isnull=True),
                name="adviesopdracht_een_per_plaats",
                violation_error_message="Deze plaats is al aan een deskundige gevraagd.",
            ),
            models.UniqueConstraint(
                fields=["aanvraag", "deskundige"],
                condition=Q(vervallen_op__isnull=True),
                name="adviesopdracht_twee_personen",
                violation_error_message="Kies twee verschillende deskundigen.",
            ),
            models.CheckConstraint(
                condition=Q(discipline__in=Discipline.values),
                name="adviesopdracht_discipline",
                violation_error_message="Deze discipline bestaat niet.",
            ),
            models.CheckConstraint(
                condition=Q(volgorde__in=[plaats for plaats, _ in PLAATSEN]),
                name="adviesopdracht_plaats",
                violation_error_message="Er zijn hoogstens drie deskundigen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_discipline_display()} voor {self.aanvraag}"

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school


class Advies(ZichtbaarModel):
    """One self-standing, signed advice of one named person (R-DES-03, R-DES-04). Unsigned it is a draft."""

    class Conclusie(models.TextChoices):
        TOELAATBAAR = "toelaatbaar", "toelaatbaar"
        NIET_TOELAATBAAR = "niet_toelaatbaar", "niet toelaatbaar"

    opdracht = models.OneToOneField(Adviesopdracht, on_delete=models.PROTECT, related_name="advies")
    versie = models.PositiveIntegerField(default=0)
    bewerkt_op = models.DateTimeField(null=True, blank=True)
    niet_van_school = models.BooleanField("niet verbonden aan de school", default=False)
    niet_betrokken = models.BooleanField("niet betrokken bij de aanvraag", default=False)
    beslist_niet = models.BooleanField("beslist niet mee", default=False)
    eerder_gezien = models.CharField(max_length=3, choices=[("ja", "Ja"), ("nee", "Nee")], blank=True)
    eerder_gezien_uitleg = models.TextField(blank=True)
    registratie = models.CharField(max_length=3, choices=Registratie.choices, blank=True)
    registratienummer = models.CharField(max_length=20, blank=True)
    dossier_ontvangen_op = models.DateField("dossier ontvangen op", null=True, blank=True)
    bronnen = models.TextField("wat is gelezen en gezien", blank=True)
    ouders_gesproken = models.CharField(max_length=3, choices=[("ja", "Ja"), ("nee", "Nee")], blank=True)
    leerling_gesproken = models.CharField(max_length=3, choices=[("ja", "Ja"), ("nee", "Nee")], blank=True)
    conclusie = models.CharField(max_length=16, choices=Conclusie.choices, blank=True)
    soort = models.CharField(max_length=4, choices=TlvSoort.choices, blank=True)
    categorie = models.CharField(
        max_length=1, choices=[("L", "1 (laag)"), ("M", "2 (midden)"), ("H", "3 (hoog)")], blank=True
    )
    schooljaren = models.PositiveSmallIntegerField(null=True, blank=True)
    motivering = models.TextField(blank=True)
    waarom_niet_lichter = models.TextField(blank=True)
    ondertekend_op = models.DateTimeField(null=True, blank=True)
    afschrift = models.OneToOneField(
        Brief,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The advice on paper.",
    )

    objects = ZichtbareQuerySet["Advies"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "opdracht"
        gezondheid = ("eerder_gezien_uitleg", "bronnen", "conclusie", "categorie", "motivering", "waarom_niet_lichter")
        herkenbaar = ("registratienummer",)

    class Meta:
        verbose_name = "advies"
        verbose_name_plural = "adviezen"
        constraints = [
            models.CheckConstraint(
                condition=Q(ondertekend_op__isnull=True)
                | Q(niet_van_school=True, niet_betrokken=True, beslist_niet=True)
                & ~Q(motivering="")
                & ~Q(conclusie=""),
                name="advies_ondertekend_is_volledig",
                violation_error_message="Een ondertekend advies heeft alle verklaringen, een conclusie en redenen.",
            ),
            models.CheckConstraint(
                condition=Q(ondertekend_op__isnull=True) | ~Q(eerder_gezien="ja") | ~Q(eerder_gezien_uitleg=""),
                name="advies_eerder_gezien_is_uitgelegd",
                violation_error_message="Wie de leerling eerder zag, legt uit waarom het advies toch onafhankelijk is.",
            ),
        ]

    def __str__(self) -> str:
        return f"advies van {self.opdracht.get_discipline_display()}"

    @property
    def log_leerling(self) -> str:
        return self.opdracht.log_leerling

    @property
    def log_school(self) -> str:
        return self.opdracht.log_school
