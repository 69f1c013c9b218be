"""The toelaatbaarheidsverklaring and what happens to it. Its state is computed (loket.rules.tlv_status)."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Least

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from kern.termijnen.schooljaar import schooljaar
from loket.rules.tlv_status import (
    EINDEN,
    HERLEEFD,
    INGETROKKEN,
    SIGNAAL,
    UIT_BEZWAAR,
    Gebeurtenis,
    laatste_geldige_dag,
    loopt_af_voor,
    ongebruikt_grens,
    signaaldag,
    tlv_status,
    wat_telt,
)
from scholen.models import Leerling, Samenwerkingsverband, School, TlvSoort, telt_mee

from .besluit import CATEGORIE, Bekendmaking, Besluit
from .bezwaarbeslissing import Bezwaarbekendmaking


class TlvStatus(models.TextChoices):
    """Table 13.2; computed, never stored."""

    VASTGESTELD = "vastgesteld", "Gaat nog in"
    ACTIEF = "actief", "Geldig"
    AFLOPEND = "aflopend", "Loopt af"
    VERLOPEN = "verlopen", "Verlopen"
    VERVANGEN = "vervangen", "Vervangen"
    INGETROKKEN = "ingetrokken", "Ingetrokken"
    HERROEPEN = "herroepen", "Herroepen"
    BEEINDIGD = "beeindigd", "Beëindigd"


LOPEND = frozenset({TlvStatus.VASTGESTELD, TlvStatus.ACTIEF, TlvStatus.AFLOPEND})
GELDIG = frozenset({TlvStatus.ACTIEF, TlvStatus.AFLOPEND})


class TlvQuerySet(ZichtbareQuerySet["Tlv"]):
    def met_stand(
        self, vandaag: date, *, signaal: tuple[int, int] = SIGNAAL, alleen_bekend: bool = False
    ) -> TlvQuerySet:
        """With `stand` (a TlvStatus) and `is_geplaatst` as columns, for lists: as tlv_status() says it, in SQL.

        alleen_bekend: as schools know it: an end that was decided counts from its letter on (Awb 3:40).
        """
        rang = Case(*(When(soort=soort, then=Value(nr)) for nr, soort in enumerate(EINDEN)), default=Value(9))
        gebeurd = bekende_gebeurtenissen(vandaag) if alleen_bekend else TlvGebeurtenis.objects.all()
        herleefd = gebeurd.filter(tlv=OuterRef("tlv"), soort=HERLEEFD, pk__gt=OuterRef("pk"))
        einde = (
            gebeurd.filter(tlv=OuterRef("pk"), soort__in=EINDEN, per__lte=vandaag)
            .exclude(Q(soort=INGETROKKEN) & Exists(herleefd))
            .filter(Q(tlv__vervaldatum=None) | Q(per__lte=F("tlv__vervaldatum") + timedelta(days=1)))
            .order_by("per", rang)
        )
        jaar = schooljaar(vandaag)
        af = Q(vervaldatum__lte=loopt_af_voor(vandaag)) if vandaag >= signaaldag(jaar, signaal) else Q(pk__in=[])
        stand = Case(
            When(einde__isnull=False, then=F("einde")),
            When(vervaldatum__lt=vandaag, then=Value("verlopen")),
            When(ingangsdatum__gt=vandaag, then=Value("vastgesteld")),
            When(af, then=Value("aflopend")),
            default=Value("actief"),
            output_field=models.CharField(),
        )
        geplaatst = TlvGebeurtenis.objects.filter(tlv=OuterRef("pk"), soort=TlvGebeurtenis.Soort.GEPLAATST)
        return self.annotate(einde=Subquery(einde.values("soort")[:1])).annotate(
            stand=stand, is_geplaatst=Exists(geplaatst)
        )

    def met_ongebruikt(self, vandaag: date, *, maanden: int) -> TlvQuerySet:
        """After met_stand(): with `ongebruikt`, whether it runs without placement for so many months (R-TLV-19)."""
        grens = ongebruikt_grens(vandaag, maanden=maanden)
        oud = Q(ingangsdatum__lte=grens, besluit__besluitdatum__lte=grens, is_geplaatst=False, stand__in=[*LOPEND])
        return self.annotate(
            ongebruikt=Case(When(oud, then=Value(True)), default=Value(False), output_field=models.BooleanField())
        )

    def met_laatste_dag(self) -> TlvQuerySet:
        """With `laatste_dag`: as laatste_geldige_dag() says it, in SQL; None when there is no end."""
        einde = einden().filter(tlv=OuterRef("pk")).order_by("per")
        dag_ervoor = Cast(Subquery(einde.values("per")[:1]) - timedelta(days=1), models.DateField())
        return self.annotate(laatste_dag=Least(F("vervaldatum"), dag_ervoor))

    def met_plek(self) -> TlvQuerySet:
        """With `plek_id`: the school where the child was placed last, or else the school that asked."""
        geplaatst = TlvGebeurtenis.objects.filter(tlv=OuterRef("pk"), soort=TlvGebeurtenis.Soort.GEPLAATST)
        laatste = geplaatst.order_by("-per", "-pk").values("school")[:1]
        kolom = Coalesce(Subquery(laatste), F("besluit__aanvraag__school"), output_field=models.BigIntegerField())
        return self.annotate(plek_id=kolom)


def einden() -> models.QuerySet[TlvGebeurtenis]:
    """What ended a TLV and was not undone; `per` is the first day on which it no longer holds."""
    herleefd = TlvGebeurtenis.objects.filter(tlv=OuterRef("tlv"), soort=HERLEEFD, pk__gt=OuterRef("pk"))
    return TlvGebeurtenis.objects.filter(soort__in=EINDEN).exclude(Q(soort=INGETROKKEN) & Exists(herleefd))


def alle_gebeurtenissen() -> models.QuerySet[TlvGebeurtenis]:
    """What happened with who and where, in the order in which it works; for the SWV."""
    return TlvGebeurtenis.objects.select_related("school", "vervangen_door", "vastgelegd_door").order_by("per", "pk")


def bekende_gebeurtenissen(dag: date) -> models.QuerySet[TlvGebeurtenis]:
    """What a school may know: events without a decision, or with one whose letter to a school went out (afspraak 4).

    What a bezwaar did waits for the letter about that bezwaar to the school: the first one may go to a parent.
    """
    verstuurd = Bekendmaking.objects.verzonden(dag).filter(aan=Bekendmaking.Aan.SCHOOL)
    na_bezwaar = Bezwaarbekendmaking.objects.verzonden(dag).filter(
        aan=Bekendmaking.Aan.SCHOOL,
        verzonden_op__gte=OuterRef("vastgelegd_op"),
        beslissing__zaak__besluit__aanvraag=OuterRef("tlv__besluit__aanvraag"),
    )
    gewoon = Q(besluit=None) | Q(besluit__in=verstuurd.values("besluit"))
    bezwaar = Q(Exists(na_bezwaar.exclude(beslissing__gevolg="handhaven")), soort__in=UIT_BEZWAAR)
    return (
        TlvGebeurtenis.objects.filter(bezwaar | ~Q(soort__in=UIT_BEZWAAR) & gewoon)
        .select_related("school")
        .order_by("per", "pk")
    )


class Tlv(ZichtbaarModel):
    """The toelaatbaarheidsverklaring itself. What happens to it are events; its status is computed (afspraak 5)."""

    besluit = models.OneToOneField(Besluit, on_delete=models.PROTECT, related_name="tlv")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="tlvs")
    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="tlvs")
    schooljaar = models.PositiveSmallIntegerField()
    volgnummer = models.PositiveIntegerField()
    nummer = models.CharField(max_length=24, unique=True)
    soort = models.CharField(max_length=4, choices=TlvSoort.choices)
    categorie = models.CharField(max_length=1, choices=CATEGORIE, blank=True)
    ingangsdatum = models.DateField()
    vervaldatum = models.DateField("geldig tot en met", null=True, blank=True)

    objects = TlvQuerySet.as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "besluit"
        gezondheid = ("categorie",)
        gewoon = ("nummer",)

    class Meta:
        verbose_name = "toelaatbaarheidsverklaring"
        verbose_name_plural = "toelaatbaarheidsverklaringen"
        indexes = [models.Index(fields=["vervaldatum"], name="tlv_vervaldatum")]
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "schooljaar", "volgnummer"],
                name="tlv_volgnummer_uniek",
                violation_error_message="Dit TLV-nummer is al uitgegeven.",
            ),
            models.CheckConstraint(
                condition=Q(nummer__regex=r"^[A-Z0-9-]{1,24}$"),
                name="tlv_nummer_vorm",
                violation_error_message="Een TLV-nummer heeft alleen hoofdletters, cijfers en streepjes.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["SO", "VSO"], categorie__in=["L", "M", "H"])
                | Q(soort__in=["SBO", "PRO", "LWOO"], categorie=""),
                name="tlv_categorie_bij_soort",
                violation_error_message="Alleen so en vso hebben een categorie.",
            ),
        ]
        triggers = [
            telt_mee("tlv"),
            bevroren("tlv_bevroren", "Een TLV verandert niet: leg een gebeurtenis vast."),
            niet_leegmaken("tlv_niet_leegmaken", "TLV-nummers worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.nummer

    def status(self, vandaag: date, *, signaal: tuple[int, int] = SIGNAAL) -> TlvStatus:
        """The state today, by the rule. Uses gebeurtenissen (prefetch in lists)."""
        return TlvStatus(
            tlv_status(
                start=self.ingangsdatum,
                eind=self.vervaldatum,
                gebeurtenissen=self.feiten(),
                vandaag=vandaag,
                signaal=signaal,
            )
        )

    def feiten(self) -> list[Gebeurtenis]:
        """What happened and still counts, as the rules want it."""
        rijen = sorted(self.gebeurtenissen.all(), key=lambda een: een.pk)
        return wat_telt([Gebeurtenis(een.soort, een.per) for een in rijen])

    @property
    def ingetrokken(self) -> TlvGebeurtenis | None:
        """The withdrawal that holds, also from a later day; None when there is none or it was herroepen."""
        rijen = sorted(self.gebeurtenissen.all(), key=lambda een: een.pk)
        laatste = next((een for een in reversed(rijen) if een.soort in (INGETROKKEN, HERLEEFD)), None)
        return laatste if laatste and laatste.soort == INGETROKKEN else None

    @property
    def geldig_tot(self) -> date | None:
        """The last day on which it holds: sooner when an end was laid down for later. Uses gebeurtenissen."""
        return laatste_geldige_dag(self.vervaldatum, self.feiten())

    @property
    def plaatsing(self) -> TlvGebeurtenis | None:
        """Where the child goes by this TLV: the last placement that was laid down. Uses gebeurtenissen."""
        lijst = [een for een in self.gebeurtenissen.all() if een.soort == TlvGebeurtenis.Soort.GEPLAATST]
        return max(lijst, key=lambda een: (een.per, een.pk), default=None)

    @property
    def log_leerling(self) -> str:
        return self.leerling.public_id


class TlvGebeurtenis(models.Model):
    """What happened to a TLV: a person did it, or a paper came in.

    per: the day it works from; for an end the first day on which the TLV no longer holds.
    """

    class Soort(models.TextChoices):
        GEPLAATST = "geplaatst", "geplaatst"
        VERVANGEN = "vervangen", "vervangen"
        INGETROKKEN = "ingetrokken", "ingetrokken"
        HERROEPEN = "herroepen", "herroepen"
        BEEINDIGD = "beeindigd", "beëindigd"
        HERLEEFD = "herleefd", "geldt weer: de intrekking is herroepen"

    tlv = models.ForeignKey(Tlv, on_delete=models.PROTECT, related_name="gebeurtenissen")
    soort = models.CharField(max_length=12, choices=Soort.choices)
    per = models.DateField("met ingang van")
    reden = models.TextField(blank=True)
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Where it was placed."
    )
    vervangen_door = models.ForeignKey(Tlv, on_delete=models.PROTECT, null=True, blank=True, related_name="vervangt")
    besluit = models.ForeignKey(
        Besluit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="By which decision."
    )
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Avg:
        van, regel, bij = "kind", "dossier", "tlv"
        gezondheid = ("reden",)

    class Meta:
        verbose_name = "gebeurtenis van een TLV"
        verbose_name_plural = "gebeurtenissen van een TLV"
        constraints = [
            models.CheckConstraint(
                condition=Q(soort="geplaatst", school__isnull=False) | ~Q(soort="geplaatst") & Q(school=None),
                name="tlvgebeurtenis_plaatsing_heeft_school",
                violation_error_message="Kies de school waar de leerling is geplaatst.",
            ),
            models.CheckConstraint(
                condition=Q(vervangen_door=None) | Q(soort="vervangen") & ~Q(vervangen_door=F("tlv")),
                name="tlvgebeurtenis_vervangen_door",
                violation_error_message="Alleen een vervangen TLV heeft een opvolger.",
            ),
        ]
        triggers = [telt_mee("tlv"), bevroren("tlvgebeurtenis_bevroren", "Een gebeurtenis verandert niet.")]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} per {self.per}"
