"""Deleting by rules: a run that the worker made, its files with their reasons, what is held by hand, what stays.

No names here: a file is known by its number and the public ids of its rows, which say nothing once these are gone.
"""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken
from scholen.models import Leerling, Samenwerkingsverband, School
from toezicht.rules.bewaren import ZINNEN, Reden

GEBRUIKER = settings.AUTH_USER_MODEL
REDENEN = [(een.value, ZINNEN[een]) for een in Reden]


class Opruiming(ZichtbaarModel):
    """One run: what the worker found on a day. weigering: why it may not be approved; empty when it may.

    alle: how many files there were that day. gevraagd_door: who asked for it, nobody when the clock did. zacht_tot: the
    last day on which what was approved can be taken back, None until the worker looked at every file again.
    nagespeeld: made after a restore, from the ledger, of what was deleted before.
    """

    class Aanleiding(models.TextChoices):
        TERMIJN = "termijn", "de bewaartermijn"
        VERZOEK = "verzoek", "wat iemand vroeg"

    gemaakt_op = models.DateTimeField()
    aanleiding = models.CharField(max_length=8, choices=Aanleiding.choices, default=Aanleiding.TERMIJN)
    gevraagd_door = models.ForeignKey(
        GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="gevraagde_opruimingen"
    )
    peildag = models.DateField()
    alle = models.PositiveIntegerField("dossiers in het portaal")
    weigering = models.TextField(blank=True)
    goedgekeurd_op = models.DateTimeField(null=True, blank=True)
    goedgekeurd_door = models.ForeignKey(
        GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="goedgekeurde_opruimingen"
    )
    zacht_tot = models.DateField(null=True, blank=True)
    gestopt_op = models.DateTimeField(null=True, blank=True)
    gestopt_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stopreden = models.TextField(blank=True)
    klaar_op = models.DateTimeField(null=True, blank=True)
    nagespeeld = models.BooleanField(default=False)

    objects = ZichtbareQuerySet["Opruiming"].as_manager()

    class Avg:
        van, regel = "medewerker", "register"
        gewoon = ("weigering", "stopreden")

    class Meta:
        verbose_name = "opruiming"
        verbose_name_plural = "opruimingen"
        ordering = ["-gemaakt_op", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(goedgekeurd_op__isnull=True, zacht_tot__isnull=True)
                | Q(goedgekeurd_op__isnull=False, weigering="")
                & (Q(goedgekeurd_door__isnull=False) | Q(nagespeeld=True)),
                name="opruiming_goedgekeurd",
                violation_error_message="Een lijst die is geweigerd, keurt niemand goed.",
            ),
            models.CheckConstraint(
                condition=Q(gevraagd_door=None) | Q(goedgekeurd_door=None) | ~Q(gevraagd_door=F("goedgekeurd_door")),
                name="opruiming_vier_ogen",
                violation_error_message="Wie om een lijst vroeg, keurt hem niet goed.",
            ),
            models.CheckConstraint(
                condition=Q(gestopt_op__isnull=True, gestopt_door__isnull=True, stopreden="")
                | Q(gestopt_op__isnull=False, gestopt_door__isnull=False) & ~Q(stopreden=""),
                name="opruiming_gestopt",
                violation_error_message="Wie stopt, zegt waarom.",
            ),
            models.UniqueConstraint(
                fields=["aanleiding"],
                condition=Q(klaar_op__isnull=True, goedgekeurd_op__isnull=True),
                name="opruiming_een_te_keuren",
                violation_error_message="Er wacht al een lijst op goedkeuring.",
            ),
        ]
        triggers = [niet_leegmaken("opruiming_niet_leegmaken", "Wat is verwijderd, blijft opgeschreven.")]

    def __str__(self) -> str:
        return f"opruiming van {self.peildag.isoformat()}"

    @property
    def stand(self) -> str:
        """How far it is, in words."""
        if self.gestopt_op:
            return "Gestopt"
        if self.klaar_op:
            return "Klaar"
        if self.goedgekeurd_op:
            return "Goedgekeurd, nog terug te halen" if self.zacht_tot else "Goedgekeurd, wordt nagekeken"
        return "Geweigerd" if self.weigering else "Wacht op goedkeuring"


class Regelstand(models.TextChoices):
    BLIJFT = "blijft", "blijft"
    VOORSTEL = "voorstel", "voorstel om te verwijderen"
    ZACHT = "zacht", "onzichtbaar, nog terug te halen"
    TERUG = "terug", "teruggehaald"
    WEG = "weg", "verwijderd"


class Opruimregel(ZichtbaarModel):
    """One file in a run. wortels: label and public id of each row it begins with. leerlingen: public ids of children.
    jaren: the school years in whose figures it counts.

    reden: by the rules, on the day of the list or the last time they were asked. toelichting: what a person or the
    database said. verwijderd: how many rows of which kind went. bestanden: hashes of files to be wiped; afgemaakt_op:
    when they were, and the ledger was closed. nachten: in how many nights the database refused to delete it.
    """

    opruiming = models.ForeignKey(Opruiming, on_delete=models.PROTECT, related_name="regels")
    kenmerk = models.CharField(max_length=40)
    soort = models.CharField(max_length=20)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    wortels = models.JSONField()
    leerlingen = models.JSONField(default=list)
    jaren = models.JSONField(default=list)
    reden = models.CharField(max_length=20, choices=REDENEN)
    vanaf = models.DateField(null=True, blank=True)
    stand = models.CharField(max_length=10, choices=Regelstand.choices)
    toelichting = models.TextField(blank=True)
    bijgewerkt_op = models.DateTimeField()
    nachten = models.PositiveSmallIntegerField(default=0)
    laatste_nacht = models.DateField(null=True, blank=True)
    verwijderd = models.JSONField(default=dict)
    bestanden = models.JSONField(default=list)
    afgemaakt_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Opruimregel"].as_manager()

    class Avg:
        van, regel = "medewerker", "register"
        herkenbaar = ("kenmerk", "leerlingen")
        gewoon = ("soort", "wortels", "jaren", "toelichting", "verwijderd", "bestanden")
        na, dan = "bijgewerkt_op", "leeg"

    class Meta:
        verbose_name = "regel van een opruiming"
        verbose_name_plural = "regels van een opruiming"
        ordering = ["vanaf", "kenmerk", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stand__in=Regelstand.values),
                name="opruimregel_stand",
                violation_error_message="Deze stand bestaat niet.",
            )
        ]
        triggers = [
            bevroren(
                "opruimregel_weg_blijft",
                "Wat is verwijderd, blijft opgeschreven.",
                als=pgtrigger.Q(old__stand="weg", old__afgemaakt_op__isnull=False),
            ),
            niet_leegmaken("opruimregel_niet_leegmaken", "Wat is verwijderd, blijft opgeschreven."),
        ]

    def __str__(self) -> str:
        return self.kenmerk

    @property
    def log_leerling(self) -> str:
        return str(self.leerlingen[0]) if len(self.leerlingen) == 1 else ""

    @property
    def log_school(self) -> str:
        return self.school.brin6 if self.school else ""


class Verborgen(models.Model):
    """A row of a file that was approved: nobody sees it (kern.gebruikers.zicht), and only such a row can be deleted."""

    regel = models.ForeignKey(Opruimregel, on_delete=models.PROTECT, related_name="verborgen")
    model = models.CharField(max_length=60)
    rij = models.BigIntegerField()

    class Avg:
        van, regel = "kind", "kort"
        gewoon = ("model",)

    class Meta:
        verbose_name = "verborgen rij"
        verbose_name_plural = "verborgen rijen"
        constraints = [
            models.UniqueConstraint(
                fields=["model", "rij"],
                name="verborgen_een",
                violation_error_message="Deze rij hoort al bij een opruiming.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.rij}"


class Vasthouding(ZichtbaarModel):
    """Somebody asks to hold everything about a child, with a reason; it holds from then on, until it is lifted.

    bevestigd: the privacy officer says that it is right. Who asked for it neither confirms nor lifts it.
    """

    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="vasthoudingen")
    reden = models.TextField()
    gezet_op = models.DateTimeField()
    gezet_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    bevestigd_op = models.DateTimeField(null=True, blank=True)
    bevestigd_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opgeheven_op = models.DateTimeField(null=True, blank=True)
    opgeheven_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    waarom_op = models.TextField("waarom het niet meer nodig is", blank=True)

    objects = ZichtbareQuerySet["Vasthouding"].as_manager()

    class Avg:
        van, regel, bij = "kind", "leerling", "leerling"
        gezondheid = ("reden", "waarom_op")

    class Meta:
        verbose_name = "vasthouding"
        verbose_name_plural = "vasthoudingen"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reden=""),
                name="vasthouding_reden",
                violation_error_message="Schrijf op waarom dit moet blijven.",
            ),
            models.CheckConstraint(
                condition=Q(opgeheven_op__isnull=True, waarom_op="") | Q(opgeheven_op__isnull=False) & ~Q(waarom_op=""),
                name="vasthouding_opgeheven",
                violation_error_message="Schrijf op waarom dit niet meer hoeft te blijven.",
            ),
            models.UniqueConstraint(
                fields=["leerling"],
                condition=Q(opgeheven_op__isnull=True),
                name="vasthouding_een",
                violation_error_message="Dit dossier wordt al vastgehouden.",
            ),
            models.CheckConstraint(
                condition=Q(bevestigd_op__isnull=True, bevestigd_door__isnull=True)
                | Q(bevestigd_op__isnull=False, bevestigd_door__isnull=False) & ~Q(gezet_door=F("bevestigd_door")),
                name="vasthouding_bevestigd",
                violation_error_message="Wie hierom vroeg, bevestigt het niet.",
            ),
            models.CheckConstraint(
                condition=Q(opgeheven_door=None) | ~Q(gezet_door=F("opgeheven_door")),
                name="vasthouding_vier_ogen",
                violation_error_message="Wie hierom vroeg, heft het niet op.",
            ),
        ]

    def __str__(self) -> str:
        return f"vasthouding sinds {self.gezet_op:%Y-%m-%d}"

    @property
    def log_leerling(self) -> str:
        return self.leerling.public_id


class Registerregel(ZichtbaarModel):
    """What stays of a TLV when its file went (R-PRIV-05): for who pays and checks. pseudoniem: a keyed hash.

    vervaldatum: the last day on which it held, also when it was ended or withdrawn before.
    """

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="registerregels")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    nummer = models.CharField(max_length=30, unique=True)
    soort = models.CharField(max_length=10)
    categorie = models.CharField(max_length=10, blank=True)
    besluitdatum = models.DateField()
    ingangsdatum = models.DateField()
    vervaldatum = models.DateField(null=True, blank=True)
    pseudoniem = models.CharField(max_length=64)
    weg_vanaf = models.DateField()

    objects = ZichtbareQuerySet["Registerregel"].as_manager()

    class Avg:
        van, regel = "kind", "register"
        herkenbaar = ("pseudoniem",)
        gewoon = ("nummer", "soort", "categorie")

    class Meta:
        verbose_name = "regel van het register"
        verbose_name_plural = "regels van het register"
        ordering = ["nummer"]
        triggers = [
            bevroren("registerregel_bevroren", "Een regel van het register verandert niet."),
            niet_leegmaken("registerregel_niet_leegmaken", "Het register blijft zeven jaar."),
        ]

    def __str__(self) -> str:
        return self.nummer

    @property
    def einde(self) -> date:
        """The last day that counts for how long it is kept."""
        return self.vervaldatum or self.besluitdatum
