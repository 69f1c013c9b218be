"""The copy of everything about a child for who asked for it: what was found, what a person thought of it, the files."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.bestanden.models import Inhoud
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from loket.rules.inzage import REDENEN, Reden
from loket.rules.maskeren import MASKER, maskeren

from .privacyverzoek import Privacyverzoek

GEBRUIKER = settings.AUTH_USER_MODEL


class Inzagepakket(ZichtbaarModel):
    """One copy for one request. The row says what is to be done, a task is a nudge.

    verzameld_op: when all was last gathered. tot: the last day on which it can be fetched. zip: made by the worker
    after the release and thrown away after that day; its hash and the list of what was in it stay.
    """

    verzoek = models.OneToOneField(Privacyverzoek, on_delete=models.PROTECT, related_name="pakket")
    gevraagd_op = models.DateTimeField()
    gevraagd_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    verzameld_op = models.DateTimeField(null=True, blank=True)
    vrijgegeven_op = models.DateTimeField(null=True, blank=True)
    vrijgegeven_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    tot = models.DateField("op te halen tot en met", null=True, blank=True)
    zip = models.ForeignKey(Inhoud, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    afdruk = models.CharField("sha256 van het bestand", max_length=64, blank=True)
    gewist_op = models.DateTimeField(null=True, blank=True)
    lease_tot = models.DateTimeField(null=True, blank=True)
    pogingen = models.PositiveSmallIntegerField(default=0)
    laatste_fout = models.CharField(max_length=200, blank=True)

    objects = ZichtbareQuerySet["Inzagepakket"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "verzoek"
        gewoon = ("afdruk", "laatste_fout")

    class Meta:
        verbose_name = "kopie van een dossier"
        verbose_name_plural = "kopieën van dossiers"
        constraints = [
            models.CheckConstraint(
                condition=Q(vrijgegeven_op=None, vrijgegeven_door=None, tot=None, zip=None)
                | Q(vrijgegeven_op__isnull=False, vrijgegeven_door__isnull=False, tot__isnull=False)
                & Q(verzameld_op__isnull=False),
                name="inzagepakket_vrijgegeven",
                violation_error_message="Een kopie is er pas als iemand haar vrijgaf.",
            ),
            models.CheckConstraint(
                condition=Q(gewist_op=None) | Q(zip=None),
                name="inzagepakket_gewist",
                violation_error_message="Een kopie die is weggegooid, is er niet meer.",
            ),
            models.CheckConstraint(
                condition=Q(zip=None) | ~Q(afdruk=""),
                name="inzagepakket_afdruk",
                violation_error_message="Bij een kopie hoort haar afdruk.",
            ),
        ]

    def __str__(self) -> str:
        return f"kopie bij {self.verzoek}"

    def op_te_halen(self, vandaag: date) -> bool:
        """Whether it is there and may still be fetched."""
        return self.zip_id is not None and self.tot is not None and vandaag <= self.tot

    @property
    def log_leerling(self) -> str:
        return self.verzoek.log_leerling

    @property
    def log_school(self) -> str:
        return self.verzoek.log_school


class Inzagestuk(ZichtbaarModel):
    """One thing that was found, and whether it goes along.

    sleutel: which row it came from. mee: by rule; reden: the code of loket.rules.inzage. velden: label and text, as
    they go along, without what the rule hides (verborgen). kijken: somebody must look first. dicht: of the pupil
    alone, so that nobody else reads it here. nieuw: came or changed after the first time. weg: left out by a person;
    maskers: passages to hide; vervanging: a file in which others were made unreadable.
    """

    pakket = models.ForeignKey(Inzagepakket, on_delete=models.PROTECT, related_name="stukken")
    sleutel = models.CharField(max_length=80)
    soort = models.CharField(max_length=60)
    titel = models.CharField(max_length=200)
    dag = models.DateField(null=True, blank=True)
    mee = models.BooleanField()
    reden = models.CharField(max_length=20)
    aantal = models.PositiveIntegerField(default=1)
    velden = models.JSONField(default=list, blank=True)
    verborgen = models.BooleanField(default=False)
    bestand = models.ForeignKey(Inhoud, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bestandsnaam = models.CharField(max_length=150, blank=True)
    kijken = models.BooleanField(default=False)
    dicht = models.BooleanField(default=False)
    nieuw = models.BooleanField(default=False)
    afdruk = models.CharField(max_length=64)
    bekeken_op = models.DateTimeField(null=True, blank=True)
    bekeken_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    weg = models.BooleanField("weggelaten", default=False)
    waarom_weg = models.TextField(blank=True)
    maskers = models.JSONField(default=list, blank=True)
    vervanging = models.ForeignKey(Inhoud, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ZichtbareQuerySet["Inzagestuk"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "pakket"
        gezondheid = ("velden", "waarom_weg", "maskers")
        herkenbaar = ("titel", "bestandsnaam")
        gewoon = ("sleutel", "soort", "reden", "afdruk")

    class Meta:
        verbose_name = "stuk in een kopie"
        verbose_name_plural = "stukken in een kopie"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pakket", "sleutel"],
                name="inzagestuk_een",
                violation_error_message="Dit stuk staat al in de kopie.",
            ),
            models.CheckConstraint(
                condition=Q(reden__in=sorted(een.value for een in Reden)),
                name="inzagestuk_reden",
                violation_error_message="Deze reden bestaat niet.",
            ),
            models.CheckConstraint(
                condition=Q(bekeken_op=None, bekeken_door=None, weg=False)
                | Q(bekeken_op__isnull=False, bekeken_door__isnull=False),
                name="inzagestuk_bekeken",
                violation_error_message="Wie iets weglaat, heeft het bekeken.",
            ),
            models.CheckConstraint(
                condition=Q(weg=False) | ~Q(waarom_weg=""),
                name="inzagestuk_waarom_weg",
                violation_error_message="Schrijf op waarom dit niet meegaat.",
            ),
            models.CheckConstraint(
                condition=Q(mee=True) | Q(velden=[], bestand=None, weg=False),
                name="inzagestuk_uit_is_leeg",
                violation_error_message="Van wat niet meegaat, wordt niets overgenomen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titel} in {self.pakket}"

    @property
    def gaat_mee(self) -> bool:
        return self.mee and not self.weg

    @property
    def te_bekijken(self) -> bool:
        """Whether nobody looked yet where somebody must."""
        return self.mee and self.kijken and self.bekeken_op is None

    @property
    def zin(self) -> str:
        """Why it goes along or not, for staff."""
        return REDENEN[self.reden][0]

    @property
    def bron(self) -> str:
        return REDENEN[self.reden][1]

    def zoals_het_meegaat(self) -> list[tuple[str, str]]:
        """Label and text, with the chosen passages made unreadable."""
        return [(naam, maskeren(tekst, self.maskers, MASKER)) for naam, tekst in self.velden]

    @property
    def log_leerling(self) -> str:
        return self.pakket.log_leerling

    @property
    def log_school(self) -> str:
        return self.pakket.log_school
