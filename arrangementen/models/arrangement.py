"""One arrangement: what a school asked for a child, a group, a class or itself. Its events are rows of their own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value

from arrangementen.rules.arrangement import Feiten, Toestand, hoeveel, toestand
from arrangementen.rules.geld import HOOGSTENS
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from loket.models import VOOR_INDIENEN, Aanvraag, Status
from scholen.models import Leerling, Samenwerkingsverband, School

from . import stalemonth
from .aanbod import Aanbod
from .pot import TOTALEN, MetStand, alleen_door_boeken, stand_klopt


def _augustus(jaar: Any) -> Func:
    return Func(jaar, Value(8), Value(1), function="make_date", output_field=models.DateField())


IN_EEN_SCHOOLJAAR = Q(van__gte=_augustus(F("schooljaar")), tot__lt=_augustus(F("schooljaar") + 1))


def periode_klopt(naam: str) -> list[models.CheckConstraint]:
    """A period within one school year (R-ARR-12), the last day not before the first."""
    return [
        models.CheckConstraint(
            condition=Q(tot__gte=F("van")),
            name=f"{naam}_tot",
            violation_error_message="De laatste dag ligt voor de eerste dag.",
            violation_error_code="tot",
        ),
        models.CheckConstraint(
            condition=IN_EEN_SCHOOLJAAR,
            name=f"{naam}_in_een_schooljaar",
            violation_error_message="Een arrangement valt in één schooljaar: van 1 augustus tot en met 31 juli.",
            violation_error_code="tot",
        ),
    ]


class ArrangementQuerySet(ZichtbareQuerySet["Arrangement"]):
    """Conditions on what Arrangement.toestand works out, for lists.

    bekend: the decisions that the reader knows of; to a school a besluit is not there before its letter went out.
    einden: the ends that the reader knows of; all of them when left out.
    """

    def gevraagd(self, bekend: ZichtbareQuerySet[Any]) -> ArrangementQuerySet:
        """Asked and, as far as the reader knows, not decided on; drafts left out."""
        open_ = self.filter(Q(beslissing=None) | ~Q(beslissing__in=bekend))
        return open_.filter(Q(aanvraag=None) | ~Q(aanvraag__status__in=[*VOOR_INDIENEN, Status.INGETROKKEN]))

    def begint_nog(self, dag: date, bekend: ZichtbareQuerySet[Any]) -> ArrangementQuerySet:
        """Granted, with its first day after this one."""
        return self.filter(beslissing__in=bekend, beslissing__van__gt=dag, beeindiging=None)

    def lopend(
        self, dag: date, bekend: ZichtbareQuerySet[Any] | None = None, einden: ZichtbareQuerySet[Any] | None = None
    ) -> ArrangementQuerySet:
        """Granted, and in its period on this day without having been stopped before it."""
        einde = Q(beeindiging=None) | Q(beeindiging__laatste_dag__gte=dag)
        einde |= Q() if einden is None else ~Q(beeindiging__in=einden)
        geweten = Q() if bekend is None else Q(beslissing__in=bekend)
        return self.filter(geweten, einde, beslissing__van__lte=dag, beslissing__tot__gte=dag)

    def voorbij(self, dag: date, bekend: ZichtbareQuerySet[Any], einden: ZichtbareQuerySet[Any]) -> ArrangementQuerySet:
        """Granted and over, or stopped before this day, or not granted, or withdrawn."""
        gestopt = Q(beeindiging__laatste_dag__lt=dag, beeindiging__in=einden)
        over = Q(beslissing__tot__lt=dag) | gestopt | Q(beslissing__uitkomst="afgewezen")
        return self.filter(Q(beslissing__in=bekend) & over | Q(aanvraag__status=Status.INGETROKKEN))


class Arrangement(MetStand):
    """What was asked. aanvraag: where the SWV decides; a school that grants on its own budget has none.

    aantal: hours, pieces or places; bedrag: what that is in euro. Both as asked; what came of it says its Beslissing.
    Its totals are sums of its lines, kept by the database.
    """

    class Voor(models.TextChoices):
        LEERLING = "leerling", "één leerling"
        GROEP = "groep", "een groep leerlingen"
        KLAS = "klas", "een klas of team"
        SCHOOL = "school", "de hele school"

    class Aanleiding(models.TextChoices):
        NIEUW = "nieuw", "nieuw"
        VERLENGING = "verlenging", "verlenging"
        MEEGENOMEN = "meegenomen", "meegenomen van een andere school"
        WIJZIGING = "wijziging", "wijziging van hulp die liep"

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="arrangementen")
    kenmerk = models.CharField(max_length=20, unique=True)
    aanbod = models.ForeignKey(Aanbod, on_delete=models.PROTECT, related_name="arrangementen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="arrangementen")
    aanvraag = models.OneToOneField(
        Aanvraag, on_delete=models.PROTECT, null=True, blank=True, related_name="arrangement"
    )
    voor = models.CharField("voor wie", max_length=8, choices=Voor.choices)
    aanleiding = models.CharField(max_length=10, choices=Aanleiding.choices, default=Aanleiding.NIEUW)
    vorige = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="vervolgen")
    schooljaar = models.PositiveSmallIntegerField()
    van = models.DateField()
    tot = models.DateField("tot en met")
    aantal = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    bedrag = models.DecimalField(max_digits=10, decimal_places=2)
    gevraagd_op = models.DateTimeField()
    gevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    geevalueerd_op = models.DateTimeField(
        null=True, blank=True, help_text="When its end evaluation was finished, so that a list needs no other table."
    )
    sleutel = models.CharField(
        max_length=40, unique=True, null=True, blank=True, help_text="From the form: a double click asks once."
    )

    objects = ArrangementQuerySet.as_manager()

    class Avg:
        van, regel = "kind", "geld"
        gewoon = ("kenmerk", "sleutel")

    class Meta:
        verbose_name = "arrangement"
        verbose_name_plural = "arrangementen"
        indexes = [
            models.Index(fields=["school", "-id"], name="arrangement_school"),
            models.Index(fields=["swv", "schooljaar", "-id"], name="arrangement_swv"),
            models.Index(fields=["aanbod", "schooljaar"], name="arrangement_aanbod"),
        ]
        constraints = [
            *periode_klopt("arrangement"),
            *stand_klopt("arrangement"),
            models.CheckConstraint(
                condition=Q(bedrag__gte=0, bedrag__lte=HOOGSTENS),
                name="arrangement_bedrag",
                violation_error_message="Een bedrag is nul of meer, en minder dan 100 miljoen euro.",
                violation_error_code="bedrag",
            ),
            models.CheckConstraint(
                condition=Q(aantal__isnull=True) | Q(aantal__gt=0, aantal__lte=Decimal(100_000)),
                name="arrangement_aantal",
                violation_error_message="Vul een aantal in van meer dan nul.",
                violation_error_code="aantal",
            ),
            models.CheckConstraint(
                condition=Q(aanleiding="nieuw", vorige=None) | ~Q(aanleiding="nieuw") & Q(vorige__isnull=False),
                name="arrangement_aanleiding",
                violation_error_message="Wat is verlengd, gewijzigd of meegenomen, hoort bij een eerder arrangement.",
            ),
        ]
        triggers = [
            stalemonth.ARRANGEMENT,
            alleen_door_boeken("arrangement_totalen", *TOTALEN, *(f"eerste_{naam}" for naam in TOTALEN)),
            pgtrigger.ReadOnly(
                name="arrangement_vast",
                fields=["swv", "kenmerk", "aanbod", "school", "voor", "vorige", "schooljaar", "gevraagd_op"],
            ),
            pgtrigger.Protect(name="arrangement_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("arrangement_niet_leegmaken", "Arrangementen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.kenmerk

    @property
    def log_school(self) -> str:
        return self.school.brin6

    @property
    def log_leerling(self) -> str:
        """The one child it is for, also where a school grants itself. Then it is a query: not for lists."""
        if self.aanvraag or self.voor != Arrangement.Voor.LEERLING:
            return self.aanvraag.log_leerling if self.aanvraag else ""
        return self.deelnames.values_list("leerling__public_id", flat=True).first() or ""

    def feiten(self) -> Feiten:
        """What happened to it. Uses aanvraag, beslissing and beeindiging: select_related them in lists."""
        uit, einde = getattr(self, "beslissing", None), getattr(self, "beeindiging", None)
        status = self.aanvraag.status if self.aanvraag else ""
        return Feiten(
            concept=status == Status.CONCEPT,
            ingetrokken=status in {Status.INGETROKKEN, Status.VERWIJDERD},
            afgewezen=uit is not None and uit.van is None,
            van=uit.van if uit else None,
            tot=uit.tot if uit else None,
            gestopt_na=einde.laatste_dag if einde else None,
            geevalueerd=self.geevalueerd_op is not None,
        )

    @property
    def is_gewijzigd(self) -> bool:
        """Whether it stopped for other help in its place. Uses beeindiging."""
        einde = getattr(self, "beeindiging", None)
        return einde is not None and einde.reden == einde.Reden.WIJZIGING

    @property
    def hoeveel(self) -> str:
        """So many units as was asked, in words."""
        return hoeveel(self.aantal, self.aanbod.eenheid)

    def toestand(self, vandaag: date) -> Toestand:
        """Where it stands today."""
        return toestand(self.feiten(), vandaag)


class Arrangementvraag(ZichtbaarModel):
    """The words of the school: needs first (C64), then what was tried. Frozen once asked.

    structureel: whether the help is always needed, asked of a renewal in its so manieth year (R-ARR-12);
    zonder_evaluatie: why it is renewed without looking back.
    """

    class Structureel(models.TextChoices):
        NEE = "nee", "Nee, de leerling kan er straks zonder"
        HIER = "hier", "Ja, en het kan op onze school"
        TLV = "tlv", "Ja, wij denken aan een TLV"
        PLEK = "plek", "Ja, wij denken aan een andere plek"

    arrangement = models.OneToOneField(Arrangement, on_delete=models.PROTECT, related_name="vraag")
    onderwijsbehoeften = models.TextField()
    behoefte_leraar = models.TextField("ondersteuningsbehoefte van de leraar", blank=True)
    al_gedaan = models.TextField("wat de school al deed", blank=True)
    waarom_zwaarder = models.TextField("waarom lichtere of kortere hulp niet genoeg is", blank=True)
    structureel = models.CharField(
        "of de hulp altijd nodig blijft", max_length=4, choices=Structureel.choices, blank=True
    )
    structureel_uitleg = models.TextField("uitleg of de hulp altijd nodig blijft", blank=True)
    zonder_evaluatie = models.TextField("waarom er geen eindevaluatie is", blank=True)
    groep = models.CharField("welke groep, klas of welk team", max_length=200, blank=True)
    contactpersoon = models.CharField(max_length=120, blank=True)

    objects = ZichtbareQuerySet["Arrangementvraag"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "arrangement"
        gezondheid = (
            "onderwijsbehoeften",
            "behoefte_leraar",
            "al_gedaan",
            "waarom_zwaarder",
            "structureel_uitleg",
            "zonder_evaluatie",
        )
        herkenbaar = ("groep", "contactpersoon")

    class Meta:
        verbose_name = "vraag om een arrangement"
        verbose_name_plural = "vragen om een arrangement"
        triggers = [bevroren("arrangementvraag_vast", "Wat is gevraagd, verandert niet.")]

    def __str__(self) -> str:
        return f"vraag van {self.arrangement}"

    @property
    def log_leerling(self) -> str:
        return self.arrangement.log_leerling


class Doel(ZichtbaarModel):
    """A goal, with how one sees that it is reached (SMART)."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="doelen")
    volgorde = models.PositiveSmallIntegerField()
    doel = models.TextField()
    maat = models.TextField("waaraan zie je dat het doel bereikt is")
    uiterlijk = models.DateField("wanneer", null=True, blank=True)

    objects = ZichtbareQuerySet["Doel"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "arrangement"
        gezondheid = ("doel", "maat")

    class Meta:
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        ordering = ["arrangement", "volgorde"]
        constraints = [
            models.UniqueConstraint(
                fields=["arrangement", "volgorde"],
                name="doel_volgorde",
                violation_error_message="Deze plaats in de lijst is bezet.",
            )
        ]
        triggers = [bevroren("doel_vast", "Een doel verandert niet: beschrijf het bij de evaluatie.")]

    def __str__(self) -> str:
        return self.doel

    @property
    def log_leerling(self) -> str:
        return self.arrangement.log_leerling


class Groepsschool(ZichtbaarModel):
    """A school beside the one that asked, that takes part in a group and names its own pupils."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="scholen_erbij")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Groepsschool"].as_manager()

    class Avg:
        van, regel = "niemand", "geld"

    class Meta:
        verbose_name = "school in een groep"
        verbose_name_plural = "scholen in een groep"
        constraints = [
            models.UniqueConstraint(
                fields=["arrangement", "school"],
                name="groepsschool_uniek",
                violation_error_message="Deze school doet al mee.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school} bij {self.arrangement}"

    @property
    def log_school(self) -> str:
        return self.school.brin6


IN_PERIODE = """
    SELECT coalesce(b.van, a.van), coalesce(b.tot, a.tot) INTO eerste, laatste
    FROM arrangementen_arrangement a LEFT JOIN arrangementen_beslissing b ON b.arrangement_id = a.id
    WHERE a.id = NEW.arrangement_id;
    IF NEW.van NOT BETWEEN eerste AND laatste OR NEW.tot NOT BETWEEN eerste AND laatste THEN
        RAISE EXCEPTION 'Een leerling doet mee in de periode van de hulp.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class Deelname(ZichtbaarModel):
    """A pupil in an arrangement, at the school that named it. tot: its last day, when it left before the end."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="deelnames")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="arrangementdeelnames")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    van = models.DateField(null=True, blank=True)
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = ZichtbareQuerySet["Deelname"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "arrangement"

    class Meta:
        verbose_name = "deelname aan een arrangement"
        verbose_name_plural = "deelnames aan een arrangement"
        constraints = [
            models.UniqueConstraint(
                fields=["arrangement", "leerling"],
                name="arrangementdeelname_uniek",
                violation_error_message="Deze leerling doet al mee.",
            ),
            models.CheckConstraint(
                condition=Q(tot=None) | Q(van=None) | Q(tot__gte=F("van")),
                name="arrangementdeelname_tot",
                violation_error_message="De laatste dag ligt voor de eerste dag.",
            ),
        ]
        triggers = [
            stalemonth.DEELNAME,
            pgtrigger.Trigger(
                name="deelname_in_periode",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                level=pgtrigger.Row,
                declare=[("eerste", "date"), ("laatste", "date")],
                func=IN_PERIODE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leerling.public_id} in {self.arrangement}"

    @property
    def log_leerling(self) -> str:
        return self.leerling.public_id

    @property
    def log_school(self) -> str:
        return self.school.brin6
