"""The handelingsdeel of an OPP as a school puts it before the family, by version, and who agreed with it (R-OPP-01).

How it stands is computed (loket.scopes.overeenstemming): who must agree on a day, and the last answer of each.
"""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kern.bestanden.models import Inhoud
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from loket.rules.overeenstemming import bespreken_voor
from scholen.models import Betrokkene, Leerling, School

from .aanvraag import Aanvraag

GEBRUIKER = settings.AUTH_USER_MODEL
BLIJFT = pgtrigger.AnyChange("leerling", "school", "versie", "tekst", "van", "tot", "voorgelegd_op", "voorgelegd_door")
VAN_EEN = Q(betrokkene__isnull=False, leerling=None) | Q(betrokkene=None, leerling__isnull=False)


class Handelingsdeel(ZichtbaarModel):
    """One version. Its words never change: another version takes its place, and agreements do not go over to it.

    van, tot: the period it is about, both inclusive. aanvraag: with which it goes along, if any. einde: how it ended.
    """

    class Einde(models.TextChoices):
        VERVANGEN = "vervangen", "vervangen door een nieuwe versie"
        TERUG = "terug", "teruggenomen door de school"
        KLAAR = "klaar", "afgesloten"

    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="handelingsdelen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    aanvraag = models.ForeignKey(
        Aanvraag, on_delete=models.PROTECT, null=True, blank=True, related_name="handelingsdelen"
    )
    versie = models.PositiveSmallIntegerField()
    tekst = models.TextField("wat is afgesproken", blank=True)
    van = models.DateField()
    tot = models.DateField("tot en met")
    voorgelegd_op = models.DateTimeField()
    voorgelegd_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    einde = models.CharField(max_length=9, choices=Einde.choices, blank=True)
    einde_op = models.DateTimeField(null=True, blank=True)
    einde_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    einde_reden = models.TextField("waarom", blank=True)

    objects = ZichtbareQuerySet["Handelingsdeel"].as_manager()

    class Avg:
        van, regel = "kind", "dossier"
        gezondheid = ("tekst", "einde_reden")

    class Meta:
        verbose_name = "handelingsdeel"
        verbose_name_plural = "handelingsdelen"
        constraints = [
            models.UniqueConstraint(
                fields=["leerling", "school", "versie"],
                name="handelingsdeel_versie",
                violation_error_message="Deze versie bestaat al.",
            ),
            models.UniqueConstraint(
                fields=["leerling", "school"],
                condition=Q(einde=""),
                name="handelingsdeel_een_open",
                violation_error_message="Er ligt al een versie voor. Maak daarvan een nieuwe versie.",
            ),
            models.CheckConstraint(
                condition=Q(tot__gte=F("van")),
                name="handelingsdeel_periode",
                violation_error_message="De laatste dag ligt voor de eerste dag.",
            ),
            models.CheckConstraint(
                condition=Q(einde="", einde_op__isnull=True, einde_door__isnull=True, einde_reden="")
                | Q(einde_op__isnull=False, einde_door__isnull=False) & ~Q(einde=""),
                name="handelingsdeel_einde",
                violation_error_message="Een versie die is geëindigd, heeft een moment en iemand die dat deed.",
            ),
            models.CheckConstraint(
                condition=~Q(einde="terug") | ~Q(einde_reden=""),
                name="handelingsdeel_terug_waarom",
                violation_error_message="Schrijf op waarom je dit terugneemt.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="handelingsdeel_blijft",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=BLIJFT,
                func="RAISE EXCEPTION 'Een voorgelegd handelingsdeel verandert niet. Maak een nieuwe versie.';",
            ),
            bevroren(
                "handelingsdeel_bevroren",
                "Een geëindigde versie verandert niet.",
                als=~pgtrigger.Q(old__einde=""),
            ),
        ]

    def __str__(self) -> str:
        return f"handelingsdeel, versie {self.versie}"

    @property
    def versie_titel(self) -> str:
        return f"Versie {self.versie}"

    @property
    def open(self) -> bool:
        """Whether somebody can still answer."""
        return self.einde == ""

    @property
    def bespreken_voor(self) -> date:
        """The last day to talk it over with the parents again."""
        return bespreken_voor(self.van)

    @property
    def log_leerling(self) -> str:
        return self.leerling.public_id

    @property
    def log_school(self) -> str:
        return self.school.brin6


class Handelingsdeelbestand(ZichtbaarModel):
    """A paper of one version, read by who reads its words. The name is text to show, never a path."""

    handelingsdeel = models.ForeignKey(Handelingsdeel, on_delete=models.PROTECT, related_name="bestanden")
    inhoud = models.ForeignKey(Inhoud, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField(max_length=150)

    objects = ZichtbareQuerySet["Handelingsdeelbestand"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "handelingsdeel"
        herkenbaar = ("naam",)

    class Meta:
        verbose_name = "bestand bij een handelingsdeel"
        verbose_name_plural = "bestanden bij een handelingsdeel"
        constraints = [
            models.UniqueConstraint(
                fields=["handelingsdeel", "inhoud"],
                name="handelingsdeelbestand_uniek",
                violation_error_message="Dit bestand zit er al bij.",
            )
        ]
        triggers = [bevroren("handelingsdeelbestand_bevroren", "Een voorgelegd handelingsdeel verandert niet.")]

    def __str__(self) -> str:
        return self.naam

    @property
    def log_leerling(self) -> str:
        return self.handelingsdeel.log_leerling

    @property
    def log_school(self) -> str:
        return self.handelingsdeel.log_school


class Handelingsdeelantwoord(ZichtbaarModel):
    """What one person said about one version: agreed, did not, or took an agreement back. Only added to.

    nummer: the first, second … word of this person about this version. op: when it was said; of paper its day is what
    stands on it. bij: who of the school was there, or wrote the paper down; empty on the own device. getypt: the name
    that was typed at school. scan: the signed paper.
    """

    class Soort(models.TextChoices):
        AKKOORD = "akkoord", "akkoord"
        NIET = "niet", "niet akkoord"
        TERUG = "terug", "akkoord teruggenomen"

    class Wijze(models.TextChoices):
        PORTAAL = "portaal", "in het portaal"
        SCHOOL = "school", "op school"
        PAPIER = "papier", "op papier"

    handelingsdeel = models.ForeignKey(Handelingsdeel, on_delete=models.PROTECT, related_name="antwoorden")
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    nummer = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=7, choices=Soort.choices)
    reden = models.TextField("waarom", blank=True)
    wijze = models.CharField(max_length=7, choices=Wijze.choices)
    dag = models.DateField("op welke dag gezegd")
    op = models.DateTimeField()
    door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    getypt = models.CharField("getypte naam", max_length=200, blank=True)
    scan = models.ForeignKey(Inhoud, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    scan_naam = models.CharField(max_length=150, blank=True)

    objects = ZichtbareQuerySet["Handelingsdeelantwoord"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "handelingsdeel"
        gezondheid = ("reden",)
        herkenbaar = ("getypt", "scan_naam")

    class Meta:
        verbose_name = "antwoord op een handelingsdeel"
        verbose_name_plural = "antwoorden op handelingsdelen"
        constraints = [
            models.CheckConstraint(
                condition=VAN_EEN,
                name="handelingsdeelantwoord_van_een",
                violation_error_message="Een antwoord is van precies één persoon.",
            ),
            models.UniqueConstraint(
                fields=["handelingsdeel", "betrokkene", "leerling", "nummer"],
                nulls_distinct=False,
                name="handelingsdeelantwoord_nummer",
                violation_error_message="Dit antwoord is al bewaard.",
            ),
            models.CheckConstraint(
                condition=~Q(soort="niet") | ~Q(reden=""),
                name="handelingsdeelantwoord_waarom",
                violation_error_message="Schrijf op waarom u niet akkoord gaat.",
            ),
            models.CheckConstraint(
                condition=Q(wijze="papier", scan__isnull=False) & ~Q(scan_naam="")
                | ~Q(wijze="papier") & Q(scan__isnull=True, scan_naam=""),
                name="handelingsdeelantwoord_papier",
                violation_error_message="Voeg een scan of foto van het ondertekende papier toe.",
            ),
            models.CheckConstraint(
                condition=Q(wijze="school") & ~Q(getypt="") | ~Q(wijze="school") & Q(getypt=""),
                name="handelingsdeelantwoord_op_school",
                violation_error_message="Op school typt wie tekent de eigen naam.",
            ),
        ]
        triggers = [
            bevroren("handelingsdeelantwoord_bevroren", "Wat iemand zei over een handelingsdeel, verandert niet.")
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} bij {self.handelingsdeel}"

    @property
    def wie(self) -> int:
        """Whose it is, as the rules number people: 0 is the pupil."""
        return self.betrokkene_id or 0

    @property
    def log_leerling(self) -> str:
        return self.handelingsdeel.log_leerling

    @property
    def log_school(self) -> str:
        return self.handelingsdeel.log_school


class Handelingsdeelvrijgave(ZichtbaarModel):
    """That somebody of the school let one person read a version of a child whose whereabouts are secret (afspraak 37).

    Without it such a version does not exist for any adult of the family.
    """

    handelingsdeel = models.ForeignKey(Handelingsdeel, on_delete=models.PROTECT, related_name="vrijgaven")
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField()
    door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Handelingsdeelvrijgave"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "handelingsdeel"

    class Meta:
        verbose_name = "vrijgave van een handelingsdeel"
        verbose_name_plural = "vrijgaven van handelingsdelen"
        constraints = [
            models.UniqueConstraint(
                fields=["handelingsdeel", "betrokkene"],
                name="handelingsdeelvrijgave_een",
                violation_error_message="Deze persoon mag dit al lezen.",
            )
        ]
        triggers = [bevroren("handelingsdeelvrijgave_bevroren", "Een vrijgave verandert niet.")]

    def __str__(self) -> str:
        return f"vrijgave van {self.handelingsdeel}"


class Handelingsdeelbespreking(ZichtbaarModel):
    """What a school did about who does not agree, in its own words. Only added to."""

    handelingsdeel = models.ForeignKey(Handelingsdeel, on_delete=models.PROTECT, related_name="besprekingen")
    tekst = models.TextField("wat is besproken")
    op = models.DateTimeField()
    door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Handelingsdeelbespreking"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "handelingsdeel"
        gezondheid = ("tekst",)

    class Meta:
        verbose_name = "bespreking van een handelingsdeel"
        verbose_name_plural = "besprekingen van handelingsdelen"
        triggers = [bevroren("handelingsdeelbespreking_bevroren", "Wat is besproken, verandert niet.")]

    def __str__(self) -> str:
        return f"bespreking van {self.handelingsdeel}"

    @property
    def log_leerling(self) -> str:
        return self.handelingsdeel.log_leerling

    @property
    def log_school(self) -> str:
        return self.handelingsdeel.log_school


class Tekensleutel(models.Model):
    """A device at school on which only these people can answer about one version, one after another, for a while.

    Only the print of the key is kept. aanwezig: public ids of who sat there, as the member of staff said; gedaan: who
    answered or did not want to. pogingen: wrong names and birth dates.
    """

    handelingsdeel = models.ForeignKey(Handelingsdeel, on_delete=models.PROTECT, related_name="+")
    afdruk = models.CharField(max_length=64, unique=True)
    gemaakt_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField()
    geldig_tot = models.DateTimeField()
    aanwezig = ArrayField(models.CharField(max_length=22))
    gedaan = ArrayField(models.CharField(max_length=22), default=list, blank=True)
    pogingen = models.PositiveSmallIntegerField(default=0)

    class Avg:
        van, regel, bij = "gezin", "dossier", "handelingsdeel"
        gewoon = ("afdruk", "aanwezig", "gedaan")

    class Meta:
        verbose_name = "sleutel om op school te tekenen"
        verbose_name_plural = "sleutels om op school te tekenen"

    def __str__(self) -> str:
        return f"sleutel tot {timezone.localtime(self.geldig_tot):%H:%M}"

    @property
    def aan_de_beurt(self) -> str:
        """The public id of who is next; "" when all had their turn."""
        return next((een for een in self.aanwezig if een not in self.gedaan), "")
