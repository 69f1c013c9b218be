"""Boards and school locations (vestigingen), as DUO knows them, and their part in a samenwerkingsverband."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet

from .gemeente import Gemeente
from .regio import Werkgebied
from .stale import telt_mee
from .swv import Samenwerkingsverband, Sector


class Schoolsoort(models.TextChoices):
    BO = "BO", "basisschool"
    SBO = "SBO", "school voor speciaal basisonderwijs"
    SO = "SO", "school voor speciaal onderwijs"
    VSO = "VSO", "school voor voortgezet speciaal onderwijs"
    SOVSO = "SOVSO", "school voor speciaal en voortgezet speciaal onderwijs"
    VO = "VO", "school voor voortgezet onderwijs"
    PRO = "PRO", "school voor praktijkonderwijs"


class Bestuur(ZichtbaarModel):
    """A bevoegd gezag. peildata says, per fact, the date of the file it came from."""

    nummer = models.CharField(max_length=5, unique=True)
    naam = models.CharField(max_length=200)
    straat = models.CharField(max_length=120, blank=True)
    huisnummer = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    plaats = models.CharField(max_length=80, blank=True)
    peildata = models.JSONField(default=dict, blank=True)

    objects = ZichtbareQuerySet["Bestuur"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "schoolbestuur"
        verbose_name_plural = "schoolbesturen"
        constraints = [
            models.CheckConstraint(
                condition=Q(nummer__regex=r"^[0-9]{5}$"),
                name="bestuur_nummer",
                violation_error_message="Een bestuursnummer heeft vijf cijfers.",
            )
        ]

    def __str__(self) -> str:
        return self.naam


class SchoolQuerySet(ZichtbareQuerySet["School"]):
    def deelnemend(self, swv: Samenwerkingsverband, dag: date) -> SchoolQuerySet:
        """Schools that take part in this SWV on this day (van and tot inclusive) and are open."""
        deelnames = SchoolDeelname.objects.geldig(dag).filter(swv=swv)
        return self.open(dag).filter(pk__in=deelnames.values("school"))

    def open(self, dag: date) -> SchoolQuerySet:
        """Schools not closed on this day; gesloten_op is the first day without school."""
        return self.filter(Q(gesloten_op__isnull=True) | Q(gesloten_op__gt=dag))


class School(ZichtbaarModel):
    """One location of a school: what belongs to an SWV, has pupils and submits aanvragen."""

    brin6 = models.CharField("BRIN en vestiging", max_length=6, unique=True)
    naam = models.CharField(max_length=200)
    soort = models.CharField(max_length=5, choices=Schoolsoort.choices)
    bestuur = models.ForeignKey(Bestuur, on_delete=models.PROTECT, null=True, blank=True, related_name="scholen")
    straat = models.CharField(max_length=120, blank=True)
    huisnummer = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    plaats = models.CharField(max_length=80, blank=True)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, null=True, blank=True, related_name="scholen")
    telefoon = models.CharField(max_length=20, blank=True)
    website = models.CharField(max_length=200, blank=True)
    denominatie = models.CharField(max_length=80, blank=True)
    gesloten_op = models.DateField(null=True, blank=True)
    opvolger = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="voorgangers")
    opvolger_vanaf = models.DateField(null=True, blank=True)
    peildata = models.JSONField(default=dict, blank=True)

    objects = SchoolQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "school"
        verbose_name_plural = "scholen"
        indexes = [models.Index(fields=["plaats", "naam"], name="school_plaats_naam")]
        constraints = [
            models.CheckConstraint(
                condition=Q(brin6__regex=r"^[0-9]{2}[A-Z]{2}[0-9]{2}$"),
                name="school_brin6",
                violation_error_message="BRIN en vestiging zijn samen zes tekens, zoals 14AI02.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=Schoolsoort.values),
                name="school_soort",
                violation_error_message="Deze schoolsoort bestaat niet.",
            ),
            models.CheckConstraint(
                condition=Q(opvolger__isnull=True, opvolger_vanaf__isnull=True)
                | Q(opvolger__isnull=False, opvolger_vanaf__isnull=False),
                name="school_opvolger_vanaf",
                violation_error_message="Een opvolger heeft een begindatum.",
            ),
        ]
        triggers = [telt_mee("tlv", pgtrigger.UpdateOf("soort"))]  # type: ignore[no-untyped-call]

    @property
    def jaarwoord(self) -> str:
        """What this school calls a year of its pupils: that word stands before its number."""
        return "leerjaar" if self.soort in {Schoolsoort.VO, Schoolsoort.PRO, Schoolsoort.VSO} else "groep"

    def __str__(self) -> str:
        return self.naam

    @property
    def adresregel(self) -> str:
        return f"{self.straat} {self.huisnummer}".strip()

    @property
    def log_school(self) -> str:
        return self.brin6


class DeelnameQuerySet(ZichtbareQuerySet["SchoolDeelname"]):
    def geldig(self, dag: date) -> DeelnameQuerySet:
        """In force on this day; van and tot are inclusive."""
        return self.filter(Q(van__lte=dag), Q(tot__isnull=True) | Q(tot__gte=dag))

    def niet_voorbij(self, dag: date) -> DeelnameQuerySet:
        """In force on this day, or from a later one."""
        return self.filter(Q(tot__isnull=True) | Q(tot__gte=dag))


class SchoolDeelname(models.Model):
    """A school's part in an SWV. An SO/VSO location may take part in a PO and a VO one."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="deelnames")
    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="deelnames")
    sector = models.CharField(max_length=2, choices=Sector.choices)
    werkgebied = models.ForeignKey(
        Werkgebied, on_delete=models.PROTECT, null=True, blank=True, related_name="deelnames"
    )
    van = models.DateField()
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = DeelnameQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "deelname"
        verbose_name_plural = "deelnames"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "swv", "sector", "van"],
                name="deelname_uniek",
                violation_error_message="Deze deelname bestaat al.",
            ),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="deelname_tot_na_van",
                violation_error_message="De einddatum ligt voor de begindatum.",
            ),
        ]
        triggers = [telt_mee("tlv")]

    def __str__(self) -> str:
        return f"{self.school} in {self.swv}"


class LeerlingAantal(models.Model):
    """A published pupil count. `tekst` keeps what DUO printed when it hid the number, such as <5."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="aantallen")
    teldatum = models.DateField()
    onderdeel = models.CharField(max_length=80, blank=True, help_text="Onderwijstype, empty for the whole school.")
    aantal = models.PositiveIntegerField(null=True, blank=True)
    tekst = models.CharField(max_length=10, blank=True)
    peildatum = models.DateField()

    objects = ZichtbareQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "statistiek"

    class Meta:
        verbose_name = "leerlingaantal"
        verbose_name_plural = "leerlingaantallen"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "teldatum", "onderdeel"],
                name="leerlingaantal_uniek",
                violation_error_message="Dit aantal staat er al.",
            ),
            models.CheckConstraint(
                condition=Q(aantal__isnull=False) | ~Q(tekst=""),
                name="leerlingaantal_gevuld",
                violation_error_message="Vul een aantal in, of de tekst die DUO gaf.",
            ),
        ]
        triggers = [telt_mee("tlv")]

    def __str__(self) -> str:
        return f"{self.aantal if self.aantal is not None else self.tekst} op {self.teldatum}"
