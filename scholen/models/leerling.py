"""The child and the people around it. Everything that can change has a from and a to, both inclusive."""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet

from .gemeente import Gemeente
from .school import School
from .stale import telt_mee


class Afscherming(models.TextChoices):
    """What of the child's whereabouts is kept from the other parent (afspraak 37)."""

    GEEN = "geen", "geen"
    ADRES = "adres", "adres afgeschermd"
    VERBLIJFPLAATS = "verblijfplaats", "verblijfplaats afgeschermd"


class GezagSoort(models.TextChoices):
    GEZAG = "gezag", "heeft gezag"
    VOOGDIJ = "voogdij", "heeft voogdij"
    GEDEELTELIJK = "gedeeltelijk", "heeft gedeeltelijk gezag"
    CURATOR = "curator", "is curator"
    MENTOR = "mentor", "is mentor"
    GEMACHTIGDE = "gemachtigde", "is gemachtigd door de leerling"
    ONBEKEND = "onbekend", "gezag onbekend"
    GEEN = "geen", "heeft geen gezag"


VERTEGENWOORDIGT = frozenset(
    {GezagSoort.GEZAG, GezagSoort.VOOGDIJ, GezagSoort.GEDEELTELIJK, GezagSoort.CURATOR, GezagSoort.MENTOR}
)
"""Kinds that make somebody a belanghebbende with a letter and an account of its own (R-ACC-03, 4.2)."""


class DateRange(Func):
    function = "DATERANGE"


def interval(van: str = "van", tot: str = "tot") -> DateRange:
    """The days from van up to and including tot, as a PostgreSQL range."""
    return DateRange(F(van), F(tot), Value("[]"))


M = TypeVar("M", bound=models.Model)


class IntervalQuerySet(ZichtbareQuerySet[M]):
    def geldig(self, dag: date) -> Self:
        """In force on this day; van and tot are inclusive."""
        return self.filter(Q(van__lte=dag), Q(tot__isnull=True) | Q(tot__gte=dag))


class Leerling(ZichtbaarModel):
    """A child. No BSN, no nationality, no diagnosis: R-PRIV-04 and R-PRIV-09."""

    roepnaam = models.CharField(max_length=60)
    tussenvoegsel = models.CharField(max_length=20, blank=True)
    achternaam = models.CharField(max_length=100)
    geboortedatum = models.DateField()
    leerlingnummer = models.CharField("leerlingnummer van de school", max_length=20, blank=True)
    straat = models.CharField("straat en huisnummer", max_length=140, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    plaats = models.CharField(max_length=80, blank=True)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    afscherming = models.CharField(max_length=15, choices=Afscherming.choices, default=Afscherming.GEEN)
    taal = models.CharField(max_length=2, default="nl", help_text="In which the pupil reads explanations.")
    gebruiker = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="leerling"
    )
    opgegaan_in = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="dubbelen")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ZichtbareQuerySet["Leerling"].as_manager()

    class Avg:
        van, regel = "kind", "leerling"
        herkenbaar = (
            "roepnaam",
            "tussenvoegsel",
            "achternaam",
            "geboortedatum",
            "leerlingnummer",
            "straat",
            "postcode",
            "plaats",
        )
        gewoon = ("taal",)

    class Meta:
        verbose_name = "leerling"
        verbose_name_plural = "leerlingen"
        indexes = [models.Index(fields=["geboortedatum"], name="leerling_geboren")]
        constraints = [
            models.CheckConstraint(
                condition=Q(afscherming__in=Afscherming.values),
                name="leerling_afscherming",
                violation_error_message="Kies hoe het adres is afgeschermd.",
            ),
            models.CheckConstraint(
                condition=Q(opgegaan_in__isnull=True) | ~Q(opgegaan_in=F("pk")),
                name="leerling_niet_in_zichzelf",
                violation_error_message="Een leerling kan niet in zichzelf opgaan.",
            ),
        ]
        triggers = [telt_mee("thuis", pgtrigger.UpdateOf("geboortedatum"))]  # type: ignore[no-untyped-call]

    def __str__(self) -> str:
        return self.naam

    @property
    def naam(self) -> str:
        return " ".join(filter(None, (self.roepnaam, self.tussenvoegsel, self.achternaam)))

    @property
    def log_leerling(self) -> str:
        return self.public_id


class Inschrijving(models.Model):
    """A child at a school, from a day up to and including a day."""

    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="inschrijvingen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="inschrijvingen")
    van = models.DateField()
    tot = models.DateField("tot en met", null=True, blank=True)
    groep = models.CharField("groep of leerjaar", max_length=20, blank=True)

    objects = IntervalQuerySet["Inschrijving"].as_manager()

    class Avg:
        van, regel, bij = "kind", "leerling", "leerling"
        herkenbaar = ("groep",)

    class Meta:
        verbose_name = "inschrijving"
        verbose_name_plural = "inschrijvingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="inschrijving_tot_na_van",
                violation_error_message="De uitschrijfdatum ligt voor de inschrijfdatum.",
            ),
            ExclusionConstraint(
                name="inschrijving_geen_overlap",
                expressions=[
                    ("leerling", RangeOperators.EQUAL),
                    ("school", RangeOperators.EQUAL),
                    (interval(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Deze leerling staat in deze periode al op deze school ingeschreven.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} vanaf {self.van}"


class Betrokkene(ZichtbaarModel):
    """A parent, guardian or organisation around a child, with or without an account.

    Each school writes down a person anew: one account may be this person at several children.
    """

    class Soort(models.TextChoices):
        PERSOON = "persoon", "persoon"
        ORGANISATIE = "organisatie", "organisatie"

    soort = models.CharField(max_length=11, choices=Soort.choices, default=Soort.PERSOON)
    aanhef = models.CharField(max_length=20, blank=True, help_text="mevrouw, meneer or empty.")
    voornaam = models.CharField(max_length=60, blank=True)
    tussenvoegsel = models.CharField(max_length=20, blank=True)
    achternaam = models.CharField("achternaam of naam van de organisatie", max_length=120)
    email = models.EmailField(blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    taal = models.CharField(max_length=2, default="nl")
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="betrokkenen"
    )

    objects = ZichtbareQuerySet["Betrokkene"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "laatste", "*"
        herkenbaar = ("voornaam", "tussenvoegsel", "achternaam", "email", "telefoon")
        gewoon = ("aanhef", "taal")

    class Meta:
        verbose_name = "betrokkene"
        verbose_name_plural = "betrokkenen"

    def __str__(self) -> str:
        return self.naam

    @property
    def naam(self) -> str:
        return " ".join(filter(None, (self.voornaam, self.tussenvoegsel, self.achternaam)))


class Adres(models.Model):
    """Where a betrokkene lives, in time. A row of its own, so that who may not see it, has nothing to see."""

    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.CASCADE, related_name="adressen")
    van = models.DateField()
    tot = models.DateField("tot en met", null=True, blank=True)
    straat = models.CharField("straat en huisnummer", max_length=140)
    postcode = models.CharField(max_length=10)
    plaats = models.CharField(max_length=80)
    land = models.CharField(max_length=60, blank=True)
    adresgeheim = models.BooleanField(default=False)

    objects = IntervalQuerySet["Adres"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "gezin", "betrokkene"
        herkenbaar = ("straat", "postcode", "plaats", "land")

    class Meta:
        verbose_name = "adres"
        verbose_name_plural = "adressen"
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="adres_tot_na_van",
                violation_error_message="De einddatum ligt voor de begindatum.",
            ),
            ExclusionConstraint(
                name="adres_geen_overlap",
                expressions=[("betrokkene", RangeOperators.EQUAL), (interval(), RangeOperators.OVERLAPS)],
                violation_error_message="Er is al een adres in deze periode.",
            ),
        ]

    def __str__(self) -> str:
        return f"adres vanaf {self.van}"


class Gezag(models.Model):
    """What somebody is to a child, in law, from a day up to and including a day, and how we know (R-PRIV-07)."""

    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="gezag")
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, related_name="gezag")
    soort = models.CharField(max_length=12, choices=GezagSoort.choices)
    relatie = models.CharField(max_length=30, blank=True, help_text="moeder, vader, pleegmoeder, gezinsvoogd …")
    van = models.DateField()
    tot = models.DateField("tot en met", null=True, blank=True)
    bron = models.CharField(max_length=80, blank=True, help_text="Such as uittreksel gezagsregister.")
    gezien_op = models.DateField(null=True, blank=True)
    contactverbod = models.BooleanField(default=False)

    objects = IntervalQuerySet["Gezag"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "leerling", "leerling"
        herkenbaar = ("relatie", "bron")

    class Meta:
        verbose_name = "gezag"
        verbose_name_plural = "gezag"
        constraints = [
            models.CheckConstraint(
                condition=Q(soort__in=GezagSoort.values),
                name="gezag_soort",
                violation_error_message="Kies wat deze persoon voor de leerling is.",
            ),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="gezag_tot_na_van",
                violation_error_message="De einddatum ligt voor de begindatum.",
            ),
            ExclusionConstraint(
                name="gezag_geen_overlap",
                expressions=[
                    ("leerling", RangeOperators.EQUAL),
                    ("betrokkene", RangeOperators.EQUAL),
                    (interval(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Er staat al vast wat deze persoon in deze periode is.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} vanaf {self.van}"

    def geldt(self, dag: date) -> bool:
        """Whether it is in force on this day; van and tot are inclusive."""
        return self.van <= dag and (self.tot is None or dag <= self.tot)


def mailadres(wie: Betrokkene | Leerling) -> str:
    """Where this person reads mail: that of the account, or what the school wrote down; "" for neither."""
    if wie.gebruiker is not None and wie.gebruiker.is_active:
        return str(wie.gebruiker.email)
    return wie.email if isinstance(wie, Betrokkene) else ""
