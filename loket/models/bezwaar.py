"""Bezwaar: what somebody sent in against a besluit, and the file in which all bezwaren on that besluit come together.

A file can be opened on any besluit in any status, sent or not (afspraak 33). Stored is what people did and what came
in; terms, flags and whether a besluit can still change are computed from that (afspraak 6).
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import Statusmodel, ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from loket.rules.bezwaar import Bezwaartermijn, Herstel, Ontvangst, bezwaartermijn, ontvangst
from scholen.models import Betrokkene, Instelling, Leerling, Samenwerkingsverband, School, telt_mee

from .besluit import Bekendmaking, Besluit, hersteld

GEBRUIKER = settings.AUTH_USER_MODEL


class Bezwaarstatus(models.TextChoices):
    """Table 13.4; onherroepelijk is computed, verdaagd, opgeschort and ingebrekestelling are flags."""

    ONTVANGEN = "ontvangen", "Ontvangen"
    TOETS = "ontvankelijkheidstoets", "Ontvankelijkheid toetsen"
    VERZUIM_HERSTEL = "verzuim_herstel", "Wacht op de redenen"
    ONTVANKELIJK = "ontvankelijk", "Getoetst"
    KENNELIJK_NIET = "kennelijk_niet_ontvankelijk", "Kennelijk niet-ontvankelijk"
    NAAR_COMMISSIE = "naar_commissie", "Bij de commissie"
    HOORZITTING_GEPLAND = "hoorzitting_gepland", "Hoorzitting gepland"
    GEHOORD = "gehoord", "Gehoord"
    HOREN_AFGEZIEN = "horen_afgezien", "Geen hoorzitting"
    ADVIES_ONTVANGEN = "advies_ontvangen", "Advies binnen"
    BESLISSING_CONCEPT = "beslissing_concept", "Beslissing schrijven"
    GEGROND = "besloten_gegrond", "Besloten: gegrond"
    DEELS_GEGROND = "besloten_deels_gegrond", "Besloten: deels gegrond"
    ONGEGROND = "besloten_ongegrond", "Besloten: ongegrond"
    NIET_ONTVANKELIJK = "besloten_niet_ontvankelijk", "Besloten: niet-ontvankelijk"
    BEKENDGEMAAKT = "bekendgemaakt", "Brief verstuurd"
    IN_BEROEP = "in_beroep", "In beroep"
    UITSPRAAK = "uitspraak", "Uitspraak"
    HOGER_BEROEP = "hoger_beroep", "In hoger beroep"
    GESLOTEN = "gesloten", "Gesloten"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


B = Bezwaarstatus
BOB_BESLOTEN = frozenset({B.GEGROND, B.DEELS_GEGROND, B.ONGEGROND, B.NIET_ONTVANKELIJK})
BEZWAAR_OPEN = frozenset(
    {
        B.ONTVANGEN,
        B.TOETS,
        B.VERZUIM_HERSTEL,
        B.ONTVANKELIJK,
        B.KENNELIJK_NIET,
        B.NAAR_COMMISSIE,
        B.HOORZITTING_GEPLAND,
        B.GEHOORD,
        B.HOREN_AFGEZIEN,
        B.ADVIES_ONTVANGEN,
        B.BESLISSING_CONCEPT,
    }
)
"""Not yet decided: the legal term runs, and a next bezwaar on the same besluit joins this file."""
BEZWAAR_LOOPT = BEZWAAR_OPEN | BOB_BESLOTEN
"""Not yet made known: until then the besluit is in bezwaar."""
BIJ_RECHTER = frozenset({B.IN_BEROEP, B.UITSPRAAK, B.HOGER_BEROEP})


class BezwaarzaakQuerySet(ZichtbareQuerySet["Bezwaarzaak"]):
    def open(self) -> BezwaarzaakQuerySet:
        return self.filter(status__in=sorted(BEZWAAR_OPEN))

    def loopt(self) -> BezwaarzaakQuerySet:
        """Not yet made known to the addressees."""
        return self.filter(status__in=sorted(BEZWAAR_LOOPT))


class Bezwaarzaak(Statusmodel):
    """One file: all bezwaren on one besluit that are handled, heard and decided together."""

    class Commissie(models.TextChoices):
        LBT = "lbt", "de landelijke commissie (LBT)"
        EIGEN = "eigen", "een eigen commissie"

    besluit = models.ForeignKey(Besluit, on_delete=models.PROTECT, related_name="bezwaarzaken")
    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="+")
    instelling = models.ForeignKey(Instelling, on_delete=models.PROTECT, related_name="+")
    kenmerk = models.CharField(max_length=20, unique=True)
    status = models.CharField(max_length=30, choices=Bezwaarstatus.choices, default=Bezwaarstatus.ONTVANGEN)
    behandelaar = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    commissie = models.CharField(max_length=5, choices=Commissie.choices, blank=True)
    commissie_naam = models.CharField(max_length=160, blank=True)
    created_at = models.DateTimeField()

    objects = BezwaarzaakQuerySet.as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "besluit"
        gewoon = ("kenmerk", "commissie_naam")

    class Meta:
        verbose_name = "bezwaarzaak"
        verbose_name_plural = "bezwaarzaken"
        indexes = [models.Index(fields=["status", "created_at"], name="bezwaarzaak_lijst")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Bezwaarstatus.values),
                name="bezwaarzaak_status",
                violation_error_message="Deze status bestaat niet.",
            ),
            models.UniqueConstraint(
                fields=["besluit"],
                condition=Q(status__in=sorted(BEZWAAR_OPEN)),
                name="bezwaarzaak_een_open",
                violation_error_message="Er loopt al een bezwaar tegen dit besluit: voeg het daarbij.",
            ),
        ]
        triggers = [telt_mee("bezwaar")]

    def __str__(self) -> str:
        return self.kenmerk

    def actieve_bezwaren(self) -> list[Bezwaar]:
        """The bezwaren that were not withdrawn, in the order in which they came (prefetch in lists)."""
        return sorted((een for een in self.bezwaren.all() if een.ingetrokken_op is None), key=lambda een: een.pk)

    def laatste_dagen(self) -> dict[tuple[int | None, int | None, int | None], date]:
        """Addressee of the besluit → its last day for bezwaar, of the letters that went out."""
        brieven = self.besluit.bekendmakingen.all()
        return {een.sleutel: een.bezwaar_tot for een in brieven if een.verzonden_op and een.bezwaar_tot}

    @cached_property
    def herstelbrieven(self) -> list[Bekendmaking]:
        """The letters that went out of what corrected the contested besluit, oldest version first."""
        later = hersteld(self.besluit)[1:]
        brieven = Bekendmaking.objects.filter(besluit__in=later, verzonden_op__isnull=False, vervallen_op=None)
        return list(brieven.order_by("besluit__versie")) if later else []

    def gebeurd(self, *soorten: str) -> list[Bezwaargebeurtenis]:
        """The events of these kinds, oldest first (prefetch in lists)."""
        lijst = (een for een in self.gebeurtenissen.all() if een.soort in soorten)
        return sorted(lijst, key=lambda een: (een.dag, een.pk))

    @property
    def verdaagd(self) -> bool:
        return bool(self.gebeurd(Bezwaargebeurtenis.Soort.VERDAAGD))

    def termijn(self, vandaag: date, *, zonder_verdaging: bool = False) -> Bezwaartermijn | None:
        """The earliest last day to decide among the bezwaren; None while no letter of the besluit went out."""
        soort = Bezwaargebeurtenis.Soort
        verdaagd = not zonder_verdaging and self.verdaagd and self.verdaging_telt(vandaag)
        bezwaren: list[Bezwaar | None] = [*self.actieve_bezwaren()]
        uitstel = [een.tot for een in self.gebeurd(soort.UITSTEL) if een.tot]
        termijnen = [
            bezwaartermijn(
                self.laatste_dagen().values(),
                commissie=bool(self.gebeurd(soort.COMMISSIE_GEMELD)),
                verdaagd=verdaagd,
                herstel=self.herstel_van(een),
                uitstel_tot=max(uitstel, default=None),
                vandaag=vandaag,
            )
            for een in bezwaren or [None]
        ]
        return min(filter(None, termijnen), key=lambda een: een.uiterlijk, default=None)

    def verdaging_telt(self, vandaag: date) -> bool:
        """Whether everybody was told before the term ended, or still can be (Awb 7:10 lid 3 and 5)."""
        eerst = self.termijn(vandaag, zonder_verdaging=True)
        brieven = [een for een in self.berichten.all() if een.soort == "verdaging"]
        weg = [een.verzenddatum for een in brieven if een.verzonden_op and een.verzenddatum]
        return not brieven or eerst is None or min(weg, default=vandaag) <= eerst.uiterlijk

    def herstel_van(self, bezwaar: Bezwaar | None) -> list[Herstel]:
        """The invitations to repair this bezwaar, each with when it was repaired."""
        if bezwaar is None:
            return []
        soort = Bezwaargebeurtenis.Soort
        hersteld = [een.dag for een in self.gebeurd(soort.HERSTELD) if een.bezwaar_id == bezwaar.pk]
        gevraagd = [een for een in self.gebeurd(soort.HERSTEL_GEVRAAGD) if een.bezwaar_id == bezwaar.pk]
        weg = {een.gebeurtenis_id: een.verzenddatum for een in self.berichten.all() if een.verzonden_op}
        return [
            Herstel(
                max(een.dag, weg.get(een.pk) or een.dag),  # it stands still from the day after the letter (7:10 lid 2)
                een.tot or een.dag,
                next((dag for dag in hersteld if dag >= een.dag), None),
            )
            for een in gevraagd
        ]

    @property
    def log_leerling(self) -> str:
        return self.besluit.log_leerling

    @property
    def log_school(self) -> str:
        return self.besluit.log_school


class VanZaak(ZichtbaarModel):
    """Whatever belongs to one file."""

    zaak: models.ForeignKey[Bezwaarzaak]

    class Meta:
        abstract = True

    @property
    def log_leerling(self) -> str:
        return self.zaak.log_leerling

    @property
    def log_school(self) -> str:
        return self.zaak.log_school


class Bezwaar(VanZaak):
    """What one person or school sent in. In time or not is computed from its own letter (afspraak 33)."""

    class Kanaal(models.TextChoices):
        PORTAAL = "portaal", "in het portaal"
        POST = "post", "per post"
        MAIL = "mail", "per e-mail"
        BALIE = "balie", "aan het loket"

    class Toets(models.TextChoices):
        ONTVANKELIJK = "ontvankelijk", "Ontvankelijk"
        VOORLEGGEN = "voorleggen", "Dat legt de commissie ons uit"
        KENNELIJK_NIET = "kennelijk_niet", "Kennelijk niet-ontvankelijk"

    zaak = models.ForeignKey(Bezwaarzaak, on_delete=models.PROTECT, related_name="bezwaren")
    van = models.CharField("van wie", max_length=8, choices=Bekendmaking.Aan.choices)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, null=True, blank=True, related_name="bezwaren")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kanaal = models.CharField(max_length=8, choices=Kanaal.choices)
    ontvangen_op = models.DateField("ontvangen op")
    poststempel = models.DateField("poststempel", null=True, blank=True)
    elders_ontvangen_op = models.DateField("ontvangen bij onbevoegd orgaan op", null=True, blank=True)
    gronden = models.TextField("waarom niet eens", blank=True, help_text="Empty: a pro forma bezwaar.")
    ondertekend = models.BooleanField(default=True)
    waarom_te_laat = models.TextField(blank=True)
    toets = models.CharField(max_length=14, choices=Toets.choices, blank=True)
    toets_reden = models.TextField(blank=True)
    getoetst_op = models.DateTimeField(null=True, blank=True)
    getoetst_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ingetrokken_op = models.DateField(null=True, blank=True)
    intrek_reden = models.TextField(blank=True)
    created_at = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Bezwaar"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "zaak"
        gezondheid = ("gronden", "waarom_te_laat", "toets_reden", "intrek_reden")

    class Meta:
        verbose_name = "bezwaar"
        verbose_name_plural = "bezwaren"
        constraints = [
            models.CheckConstraint(
                condition=Q(van="school", school__isnull=False, betrokkene=None, leerling=None)
                | Q(van__in=["ouder", "voogd"], school=None, betrokkene__isnull=False, leerling=None)
                | Q(van="leerling", school=None, betrokkene=None, leerling__isnull=False),
                name="bezwaar_van_een",
                violation_error_message="Een bezwaar is van precies één persoon of school.",
            ),
            models.UniqueConstraint(
                fields=["zaak", "school", "betrokkene", "leerling"],
                condition=Q(ingetrokken_op__isnull=True),
                nulls_distinct=False,
                name="bezwaar_een_per_persoon",
                violation_error_message="Van deze persoon of school is er al een bezwaar tegen dit besluit.",
            ),
            models.CheckConstraint(
                condition=Q(poststempel__isnull=True) | Q(poststempel__lte=F("ontvangen_op")),
                name="bezwaar_post_voor_ontvangst",
                violation_error_message="De poststempel ligt niet na de dag van ontvangst.",
            ),
            models.CheckConstraint(
                condition=Q(elders_ontvangen_op__isnull=True) | Q(elders_ontvangen_op__lte=F("ontvangen_op")),
                name="bezwaar_elders_voor_ontvangst",
                violation_error_message="Een ander orgaan ontving het bezwaar eerder dan wij.",
            ),
            models.CheckConstraint(
                condition=Q(toets="", getoetst_op__isnull=True, getoetst_door__isnull=True)
                | ~Q(toets="") & Q(getoetst_op__isnull=False, getoetst_door__isnull=False),
                name="bezwaar_getoetst_is_volledig",
                violation_error_message="Bij een oordeel hoort wie het gaf en wanneer.",
            ),
        ]
        triggers = [telt_mee("bezwaar")]

    def __str__(self) -> str:
        return f"bezwaar van {self.get_van_display()} in {self.zaak}"

    @property
    def sleutel(self) -> tuple[int | None, int | None, int | None]:
        return (self.school_id, self.betrokkene_id, self.leerling_id)

    @property
    def naam(self) -> str:
        """Who objects, as staff says it."""
        wie = self.betrokkene or self.leerling or self.school
        return wie.naam if wie else ""

    @property
    def pro_forma(self) -> bool:
        return not self.gronden.strip()

    def op_tijd(self) -> Ontvangst:
        """In time or not, against the own letter; who was sent none is held to the last day of the others.

        Who objects after a corrected letter is held to that one: a bezwaar against it joins the same file (Awb 6:19).
        """
        dagen = self.zaak.laatste_dagen()
        for brief in self.zaak.herstelbrieven:
            if brief.verzenddatum and brief.bezwaar_tot and brief.verzenddatum <= self.ontvangen_op:
                dagen[brief.sleutel] = brief.bezwaar_tot
        laatste = dagen.get(self.sleutel) or max(dagen.values(), default=None)
        return ontvangst(laatste, ontvangen=self.ontvangen_op, gepost=self.poststempel, elders=self.elders_ontvangen_op)


class Bezwaargebeurtenis(VanZaak):
    """What a person did or what came in, on a day. Never changes."""

    class Soort(models.TextChoices):
        HERSTEL_GEVRAAGD = "herstel_gevraagd", "Om de redenen gevraagd"
        HERSTELD = "hersteld", "Redenen ontvangen"
        HERSTEL_VERLOPEN = "herstel_verlopen", "Geen redenen ontvangen"
        REDENEN_LATER = "redenen_later", "Redenen gestuurd na de laatste dag"
        COMMISSIE_GEMELD = "commissie_gemeld", "Gemeld dat een commissie adviseert"
        HOREN_AFGEZIEN = "horen_afgezien", "Geen hoorzitting"
        VERDAAGD = "verdaagd", "Verdaagd"
        UITSTEL = "uitstel", "Uitstel met instemming"
        TEGEMOETGEKOMEN = "tegemoetgekomen", "Wij komen helemaal tegemoet"
        VOORLOPIGE_VOORZIENING = "voorlopige_voorziening", "Voorlopige voorziening gevraagd"
        IN_BEROEP = "in_beroep", "Beroep ingesteld"
        UITSPRAAK = "uitspraak", "Uitspraak van de rechter"
        HOGER_BEROEP = "hoger_beroep", "Hoger beroep ingesteld"

    zaak = models.ForeignKey(Bezwaarzaak, on_delete=models.PROTECT, related_name="gebeurtenissen")
    bezwaar = models.ForeignKey(Bezwaar, on_delete=models.PROTECT, null=True, blank=True, related_name="gebeurtenissen")
    soort = models.CharField(max_length=24, choices=Soort.choices)
    dag = models.DateField()
    tot = models.DateField("tot en met", null=True, blank=True)
    tekst = models.TextField(blank=True)
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Bezwaargebeurtenis"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "zaak"
        gezondheid = ("tekst",)

    class Meta:
        verbose_name = "gebeurtenis in bezwaar"
        verbose_name_plural = "gebeurtenissen in bezwaar"
        constraints = [
            models.UniqueConstraint(
                fields=["zaak"],
                condition=Q(soort="verdaagd"),
                name="bezwaar_een_keer_verdaagd",
                violation_error_message="De beslissing is al een keer verdaagd (Awb 7:10 lid 3).",
            ),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("dag")),
                name="bezwaargebeurtenis_tot_na_dag",
                violation_error_message="De laatste dag ligt niet voor de eerste.",
            ),
        ]
        triggers = [telt_mee("bezwaar"), bevroren("bezwaargebeurtenis_bevroren", "Een gebeurtenis verandert niet.")]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} op {self.dag}"
