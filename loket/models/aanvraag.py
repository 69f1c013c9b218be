"""The aanvraag of a school for one child (table 13.1), its attachments and what was asked in addition."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, models
from django.db.models import Q

from kern.bestanden.models import Inhoud
from kern.gebruikers.zicht import Statusmodel, ZichtbaarModel, ZichtbareQuerySet
from loket.rules.soorten import MET_ADVIES, UIT_AANBOD
from loket.rules.termijn import Beslistermijn, Feiten, Instemming, Onderbreking, Verdaging, beslistermijn
from scholen.models import Instelling, Leerling, Samenwerkingsverband, School

from . import stalemonth
from .soort import SOORTVOORWAARDEN, MetSoort
from .termijn import BIJHOUDEN, heeft_staat, volgorde

if TYPE_CHECKING:
    from .advies import Adviesopdracht


class Status(models.TextChoices):
    CONCEPT = "concept", "Concept"
    VERWIJDERD = "verwijderd", "Verwijderd"
    INGEDIEND = "ingediend", "Ingediend"
    IN_CONTROLE = "in_controle", "In controle"
    AANVULLING_GEVRAAGD = "aanvulling_gevraagd", "Wacht op school"
    COMPLEET = "compleet", "Compleet"
    IN_ADVIES = "in_advies", "Deskundigen"
    ADVIES_GEREED = "advies_gereed", "Adviezen binnen"
    ZIENSWIJZE_LOOPT = "zienswijze_loopt", "Mening gevraagd"
    BESLUIT_VOORBEREIDEN = "besluit_voorbereiden", "Besluit nemen"
    BESLOTEN_TOEGEKEND = "besloten_toegekend", "Besloten: toegekend"
    BESLOTEN_AFWIJKEND = "besloten_afwijkend", "Besloten: anders dan gevraagd"
    BESLOTEN_AFGEWEZEN = "besloten_afgewezen", "Besloten: afgewezen"
    BUITEN_BEHANDELING = "buiten_behandeling", "Besloten: niet in behandeling"
    BEKENDGEMAAKT = "bekendgemaakt", "Brief verstuurd"
    BUITEN_VERSTUURD = "buiten_verstuurd", "Niet in behandeling genomen"
    INGETROKKEN = "ingetrokken", "Ingetrokken"
    IN_BEHANDELING = "in_behandeling", "In behandeling"
    ADVIES_UITGEBRACHT = "advies_uitgebracht", "Advies gegeven"
    GESLOTEN = "gesloten", "Gesloten"
    DOORGEZONDEN = "doorgezonden", "Doorgestuurd"


S = Status
BESLOTEN = frozenset({S.BESLOTEN_TOEGEKEND, S.BESLOTEN_AFWIJKEND, S.BESLOTEN_AFGEWEZEN, S.BUITEN_BEHANDELING})
"""Decided; letters are still to be sent."""
VERSTUURD = frozenset({S.BEKENDGEMAAKT, S.BUITEN_VERSTUURD})
"""Every letter of the decision went out; what was left aside ends in a status of its own (13.1)."""
VOOR_INDIENEN = frozenset({S.CONCEPT, S.VERWIJDERD})
IN_BEHANDELING = frozenset(
    {
        S.INGEDIEND,
        S.IN_CONTROLE,
        S.AANVULLING_GEVRAAGD,
        S.COMPLEET,
        S.IN_ADVIES,
        S.ADVIES_GEREED,
        S.ZIENSWIJZE_LOOPT,
        S.BESLUIT_VOORBEREIDEN,
        S.IN_BEHANDELING,
    }
)
"""Submitted and not yet decided: the legal term runs."""
ADVIES_FASEN = frozenset({S.IN_BEHANDELING, S.ADVIES_UITGEBRACHT, S.GESLOTEN})
"""Only of kinds that end in advice, such as a consult (13.1, last line)."""
FASEN_MET_ADVIES = ADVIES_FASEN | VOOR_INDIENEN | {S.INGEDIEND, S.INGETROKKEN}
OPEN = frozenset({S.CONCEPT, *IN_BEHANDELING})
OPEN_WERK = IN_BEHANDELING | BESLOTEN
"""Not finished: to be decided, or decided and still to be sent."""
GEVONDEN_HOOGSTENS = 200
"""Nobody reads on beyond eight pages of hits: one types another word."""
OPEN_RIJ = Q(status__in=sorted(OPEN_WERK))


class AanvraagQuerySet(ZichtbareQuerySet["Aanvraag"]):
    def in_behandeling(self) -> AanvraagQuerySet:
        return self.filter(status__in=[*IN_BEHANDELING])

    def op_termijn(self, vandaag: date) -> AanvraagQuerySet:
        """Too late first, then the soonest day, then what stands still (ux.md §5), then what is decided."""
        return self.order_by(*volgorde([*IN_BEHANDELING], vandaag), "-ontvangstdatum", "pk")

    def op_nummer(self, tekst: str) -> AanvraagQuerySet:
        """The one with exactly this number: its own, or that of its TLV."""
        nummer = tekst.strip().upper()
        eigen = Aanvraag.objects.filter(kenmerk=nummer).values("pk")
        van_tlv = Aanvraag.objects.filter(besluiten__tlv__nummer=nummer).values("pk")
        return self.filter(pk__in=eigen.union(van_tlv))

    def zoeken(self, tekst: str) -> AanvraagQuerySet:
        """Those in which every typed word occurs: the newest GEVONDEN_HOOGSTENS of them. Two queries, made at once.

        What was typed becomes a tsquery first: PostgreSQL knows then how rare it is, and reads it once, not per row.
        """
        with connection.cursor() as db:
            db.execute("SELECT loket_zoekvraag(%s)::text", [tekst])
            (vraag,) = db.fetchone()
        gevonden = self.filter(zoekregel__woorden__treft=vraag).order_by("-pk").values_list("pk", flat=True)
        return self.filter(pk__in=list(gevonden[:GEVONDEN_HOOGSTENS]))

    def met_staat(self, staat: str, vandaag: date) -> AanvraagQuerySet:
        """In behandeling with this state of the term, as Beslistermijn.staat() says it: laat, week, goed or pauze."""
        return self.in_behandeling().filter(heeft_staat(staat, vandaag))


class Aanvraag(MetSoort, Statusmodel):
    """What a school asks for a child. Always of a school; the child may be absent only for kinds without one.

    opdrachten: its assignments in force, there when a page fetched them (to_attr).
    """

    if TYPE_CHECKING:
        opdrachten: list[Adviesopdracht]

    class BijSchool(models.TextChoices):
        INGESCHREVEN = "ingeschreven", "ingeschreven"
        AANGEMELD = "aangemeld", "aangemeld"

    class Aanleiding(models.TextChoices):
        NIEUW = "nieuw", "Eerste aanvraag"
        VERLENGING = "verlenging", "Verlenging"
        WIJZIGING = "wijziging", "Wijziging van soort of categorie"

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="aanvragen")
    instelling = models.ForeignKey(
        Instelling, on_delete=models.PROTECT, related_name="+", help_text="The version of the settings it is judged by."
    )
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="aanvragen")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, null=True, blank=True, related_name="aanvragen")
    bij_school = models.CharField(max_length=12, choices=BijSchool.choices, blank=True)
    aanleiding = models.CharField(max_length=10, choices=Aanleiding.choices, default=Aanleiding.NIEUW)
    vorige_tlv = models.ForeignKey(
        "loket.Tlv",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="vervolgaanvragen",
        help_text="The running TLV that this aanvraag renews or changes.",
    )
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.CONCEPT)
    kenmerk = models.CharField(max_length=20, unique=True, null=True, blank=True)
    created_at = models.DateTimeField()
    aangemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ingediend_op = models.DateTimeField(null=True, blank=True)
    ingediend_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ontvangstdatum = models.DateField(null=True, blank=True)
    termijn_ruw = models.DateField(null=True, editable=False, help_text="For lists; kept by the database.")
    stil_tot = models.DateField(null=True, editable=False, help_text="For lists; kept by the database.")
    compleetdatum = models.DateField(null=True, blank=True)
    behandelaar = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="in_behandeling"
    )
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    intrek_reden = models.TextField(blank=True)
    indien_sleutel = models.CharField(
        max_length=40, unique=True, null=True, blank=True, help_text="From the form: a double click makes one draft."
    )

    objects = AanvraagQuerySet.as_manager()

    class Avg:
        van, regel = "kind", "dossier"
        gezondheid = ("intrek_reden",)
        gewoon = ("gewicht", "kenmerk", "indien_sleutel")

    class Meta:
        verbose_name = "aanvraag"
        verbose_name_plural = "aanvragen"
        indexes = [
            models.Index(fields=["status", "ontvangstdatum"], name="aanvraag_werkvoorraad"),
            models.Index(fields=["school", "status"], name="aanvraag_school"),
            models.Index(fields=["behandelaar", "status"], name="aanvraag_behandelaar"),
            models.Index(fields=["-ontvangstdatum", "-id"], name="aanvraag_nieuwste"),
            models.Index(
                fields=["ingetrokken_op"], condition=Q(ingetrokken_op__isnull=False), name="aanvraag_ingetrokken"
            ),
            *(
                models.Index(
                    fields=[*kolommen, "termijn_ruw", "id"],
                    include=["status", "stil_tot"] if "status" not in kolommen else ["stil_tot"],
                    condition=OPEN_RIJ,
                    name=f"aanvraag_werk_{naam}",
                )
                for naam, kolommen in {
                    "alles": [],
                    "wie": ["behandelaar"],
                    "fase": ["status"],
                    "soort": ["soort"],
                    "school": ["school"],
                }.items()
            ),
            models.Index(fields=["stil_tot", "id"], condition=Q(stil_tot__isnull=False), name="aanvraag_werk_stil"),
            models.Index(
                fields=["-ontvangstdatum", "-id"],
                condition=Q(status__in=sorted(BESLOTEN)),
                name="aanvraag_werk_besloten",
            ),
        ]
        triggers = [BIJHOUDEN, *stalemonth.AANVRAAG]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="aanvraag_status",
                violation_error_message="Deze status bestaat niet.",
            ),
            *SOORTVOORWAARDEN,
            models.CheckConstraint(
                condition=Q(soort__in=sorted(MET_ADVIES), status__in=sorted(FASEN_MET_ADVIES))
                | ~Q(soort__in=sorted(MET_ADVIES)) & ~Q(status__in=sorted(ADVIES_FASEN)),
                name="aanvraag_status_bij_soort",
                violation_error_message="Op deze soort volgt een advies, geen besluit (of andersom).",
            ),
            models.CheckConstraint(
                condition=Q(
                    ingediend_op__isnull=True,
                    ingediend_door__isnull=True,
                    ontvangstdatum__isnull=True,
                    kenmerk__isnull=True,
                    status__in=sorted(VOOR_INDIENEN),
                )
                | Q(
                    ingediend_op__isnull=False,
                    ingediend_door__isnull=False,
                    ontvangstdatum__isnull=False,
                    kenmerk__isnull=False,
                )
                & ~Q(status__in=sorted(VOOR_INDIENEN)),
                name="aanvraag_ingediend_is_volledig",
                violation_error_message="Een ingediende aanvraag heeft een nummer, een datum en een indiener.",
            ),
            models.CheckConstraint(
                condition=Q(status=S.INGETROKKEN, ingetrokken_op__isnull=False)
                | Q(ingetrokken_op__isnull=True) & ~Q(status=S.INGETROKKEN),
                name="aanvraag_ingetrokken_op",
                violation_error_message="Een ingetrokken aanvraag heeft een datum.",
            ),
            models.CheckConstraint(
                condition=Q(aanleiding="nieuw", vorige_tlv=None)
                | Q(aanleiding__in=["verlenging", "wijziging"], vorige_tlv__isnull=False),
                name="aanvraag_aanleiding",
                violation_error_message="Een verlenging of wijziging hoort bij een eerdere TLV.",
            ),
            models.UniqueConstraint(
                fields=["vorige_tlv"],
                condition=Q(status__in=sorted(OPEN)),
                name="aanvraag_een_vervolg",
                violation_error_message="Er loopt al een aanvraag om deze TLV te verlengen of te wijzigen.",
            ),
            models.UniqueConstraint(
                fields=["leerling", "soort"],
                condition=Q(status__in=sorted(OPEN)) & ~Q(soort__in=sorted(UIT_AANBOD)),
                name="aanvraag_een_open",
                violation_error_message="Er loopt al een aanvraag van deze soort voor deze leerling.",
            ),
        ]

    def __str__(self) -> str:
        return self.kenmerk or "concept"

    def get_status_display(self) -> str:  # type: ignore[no-redef]
        """Its status in words: help is answered, not advised upon."""
        if self.soort in UIT_AANBOD and self.status == S.ADVIES_UITGEBRACHT:
            return "Antwoord gegeven"
        return str(Status(self.status).label)

    def termijnfeiten(self) -> Feiten | None:
        """What the term depends on; None before it is submitted. Uses aanvullingen and uitstellen (prefetch in lists).

        A verdaging counts from the day on which its letter went out.
        """
        if self.ontvangstdatum is None:
            return None
        uitstellen = [
            (een.soort, een.van, een.tot) for een in sorted(self.uitstellen.all(), key=lambda een: een.pk) if een.van
        ]
        return Feiten(
            self.ontvangstdatum,
            tuple(
                Onderbreking(een.gevraagd_op, een.hersteltermijn_tot, een.aangevuld_op)
                for een in self.aanvullingen.all()
            ),
            tuple(Instemming(van, tot) for soort, van, tot in uitstellen if soort == "instemming"),
            tuple(Verdaging(van, tot) for soort, van, tot in uitstellen if soort == "verdaging"),
        )

    def termijn(self, vandaag: date) -> Beslistermijn | None:
        """The decision term as it stands today; None before it is submitted."""
        feiten = self.termijnfeiten()
        if feiten is None:
            return None
        return beslistermijn(
            feiten.ontvangen,
            servicenorm_weken=self.instelling.servicenorm_weken,
            onderbrekingen=feiten.onderbrekingen,
            instemmingen=feiten.instemmingen,
            verdagingen=feiten.verdagingen,
            vandaag=vandaag,
        )

    @property
    def log_leerling(self) -> str:
        return self.leerling.public_id if self.leerling else ""

    @property
    def log_school(self) -> str:
        return self.school.brin6


class Bijlage(ZichtbaarModel):
    """A document in the aanvraag. The name is text to show, never a path."""

    class Soort(models.TextChoices):
        OPP = "opp", "ontwikkelingsperspectief (OPP)"
        ONDERWIJSKUNDIG_RAPPORT = "onderwijskundig_rapport", "onderwijskundig rapport"
        ZIENSWIJZE_OUDERS = "zienswijze_ouders", "mening van de ouders op papier"
        VERSLAG = "verslag", "verslag of onderzoek"
        ANDERS = "anders", "ander stuk"

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="bijlagen")
    inhoud = models.ForeignKey(Inhoud, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField(max_length=150)
    soort = models.CharField(max_length=24, choices=Soort.choices)
    datum = models.DateField("datum van het stuk", null=True, blank=True)
    toegevoegd_op = models.DateTimeField()
    toegevoegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verwijderd_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Bijlage"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        herkenbaar = ("naam",)

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "inhoud", "soort"],
                condition=Q(verwijderd_op__isnull=True),
                name="bijlage_uniek",
                violation_error_message="Dit bestand zit al bij de aanvraag.",
            )
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def na_indienen(self) -> bool:
        """Whether it came later than the aanvraag itself."""
        ingediend = self.aanvraag.ingediend_op
        return ingediend is not None and self.toegevoegd_op > ingediend

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school
