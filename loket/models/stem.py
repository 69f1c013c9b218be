"""What a pupil says about an aanvraag (hoorrecht, R-HOOR-01), by itself or with somebody; or why it was not heard.

The words are a row of their own: of a child below twelve others read a summary, and who decides the words (ADR 23).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from kern.bestanden.models import Inhoud
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren

from . import stalemonth
from .aanvraag import Aanvraag

if TYPE_CHECKING:
    from collections.abc import Sequence

GEBRUIKER = settings.AUTH_USER_MODEL
BLIJFT = pgtrigger.AnyChange("manier", "lezer", "samenvatting", "niet_reden", "samen_met", "samen_rol", "gegeven_op")


class Stem(ZichtbaarModel):
    """That a pupil was heard, how, and what of it is for everybody; or the reason why not.

    jong: below twelve on that day. open: others than who decides may read it. begonnen_door: on whose device it was
    given, None never; the pupil itself with an own account. antwoord: what was done with it, for the pupil.
    origineel, bestanden: there when a page fetched them for who may read those.
    """

    if TYPE_CHECKING:
        woorden: Stemorigineel | None
        tekeningen: Sequence[Stembestand]

    class Manier(models.TextChoices):
        ZELF = "zelf", "alleen"
        SAMEN = "samen", "samen met iemand"
        NIET = "niet", "niet gehoord"

    class Lezer(models.TextChoices):
        IEDEREEN = "iedereen", gettext_noop("Iedereen")
        BESLIST = "beslist", gettext_noop("Alleen wie beslist")
        SAMEN = "samen", gettext_noop("Eerst samen bekijken")

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="stemmen")
    manier = models.CharField(max_length=5, choices=Manier.choices)
    jong = models.BooleanField("jonger dan twaalf", default=False)
    samen_met = models.CharField("met wie", max_length=120, blank=True)
    samen_rol = models.CharField("wie dat is voor de leerling", max_length=80, blank=True)
    lezer = models.CharField("wie het leest", max_length=8, choices=Lezer.choices, blank=True)
    samenvatting = models.TextField(blank=True)
    niet_reden = models.TextField("waarom niet gehoord", blank=True)
    open = models.BooleanField("anderen lezen mee", default=False)
    gegeven_op = models.DateTimeField()
    begonnen_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    bekeken_op = models.DateTimeField("samen bekeken op", null=True, blank=True)
    bekeken_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    antwoord = models.TextField("wat wij ermee deden", blank=True)
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    beantwoord_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ZichtbareQuerySet["Stem"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("samenvatting", "niet_reden", "antwoord")
        herkenbaar = ("samen_met", "samen_rol")

    class Meta:
        verbose_name = "stem van de leerling"
        verbose_name_plural = "stemmen van leerlingen"
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "begonnen_door"],
                condition=~Q(manier="niet"),
                name="stem_een",
                violation_error_message="Deze leerling heeft al verteld wat hij of zij vindt.",
            ),
            models.CheckConstraint(
                condition=Q(manier="niet", lezer="", samenvatting="", antwoord="") & ~Q(niet_reden="")
                | ~Q(manier="niet") & Q(niet_reden="") & ~Q(lezer=""),
                name="stem_gehoord_of_niet",
                violation_error_message="De leerling is gehoord, of er staat waarom niet.",
            ),
            models.CheckConstraint(
                condition=Q(manier="samen") & ~Q(samen_met="") & ~Q(samen_rol="")
                | ~Q(manier="samen") & Q(samen_met="", samen_rol=""),
                name="stem_samen_met",
                violation_error_message="Vul in wie erbij was, en wie dat is.",
            ),
            models.CheckConstraint(
                condition=~Q(jong=True, lezer__in=["iedereen", "samen"]) | ~Q(samenvatting=""),
                name="stem_jong_samengevat",
                violation_error_message="Van een kind onder de twaalf leest iedereen een samenvatting.",
            ),
            models.CheckConstraint(
                condition=Q(open=False) | Q(lezer="iedereen") | Q(lezer="samen", bekeken_op__isnull=False),
                name="stem_open",
                violation_error_message="De leerling koos dat niet iedereen dit leest.",
            ),
            models.CheckConstraint(
                condition=Q(antwoord="", beantwoord_op__isnull=True)
                | ~Q(antwoord="") & Q(beantwoord_op__isnull=False, beantwoord_door__isnull=False),
                name="stem_beantwoord",
                violation_error_message="Een antwoord aan de leerling heeft woorden en een moment.",
            ),
        ]
        triggers = [
            *stalemonth.STEM,
            pgtrigger.Trigger(
                name="stem_blijft",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=BLIJFT,
                func="RAISE EXCEPTION 'Wat een leerling vertelde, verandert niet.';",
            ),
        ]

    def __str__(self) -> str:
        return f"stem van de leerling van {self.aanvraag}"

    @property
    def gehoord(self) -> bool:
        return self.manier != self.Manier.NIET

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school


class Stemorigineel(ZichtbaarModel):
    """The words of the pupil as they were said or chosen. Never change."""

    class Gevoel(models.TextChoices):
        BLIJ = "blij", gettext_noop("blij")
        GEWOON = "gewoon", gettext_noop("gewoon")
        VERDRIETIG = "verdrietig", gettext_noop("verdrietig")
        BOOS = "boos", gettext_noop("boos")

    stem = models.OneToOneField(Stem, on_delete=models.PROTECT, related_name="origineel")
    gevoel = models.CharField(max_length=10, choices=Gevoel.choices, blank=True)
    zinnen = models.TextField("gekozen zinnen", blank=True)
    tekst = models.TextField(blank=True)

    objects = ZichtbareQuerySet["Stemorigineel"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "stem"
        gezondheid = ("gevoel", "zinnen", "tekst")

    class Meta:
        verbose_name = "woorden van de leerling"
        verbose_name_plural = "woorden van leerlingen"
        triggers = [bevroren("stemorigineel_bevroren", "Wat een leerling vertelde, verandert niet.")]

    def __str__(self) -> str:
        return f"woorden bij {self.stem}"


class Stembestand(ZichtbaarModel):
    """A drawing, recording or film of the pupil, for who may read its words. The name is text to show, never a path."""

    stem = models.ForeignKey(Stem, on_delete=models.PROTECT, related_name="bestanden")
    inhoud = models.ForeignKey(Inhoud, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField(max_length=150)

    objects = ZichtbareQuerySet["Stembestand"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "stem"
        herkenbaar = ("naam",)

    class Meta:
        verbose_name = "tekening van de leerling"
        verbose_name_plural = "tekeningen van leerlingen"
        triggers = [bevroren("stembestand_bevroren", "Wat een leerling vertelde, verandert niet.")]

    def __str__(self) -> str:
        return self.naam

    @property
    def is_beeld(self) -> bool:
        """Whether a page can show it as a picture, to who may see it."""
        return self.inhoud.is_vrij and self.inhoud.soort.startswith("image/")

    @property
    def vorm(self) -> str:
        """Whether it is to look at, to hear or to watch: "tekening", "opname" or "film"."""
        hoofd = self.inhoud.soort.partition("/")[0]
        return {"audio": "opname", "video": "film"}.get(hoofd, "tekening")

    @property
    def log_leerling(self) -> str:
        return self.stem.log_leerling

    @property
    def log_school(self) -> str:
        return self.stem.log_school


class Stemsleutel(models.Model):
    """A way in for the pupil alone, on the device of school or parent: only to this, for a short while, once.

    Only the print of the key is kept.
    """

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="+")
    afdruk = models.CharField(max_length=64, unique=True)
    gemaakt_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    geldig_tot = models.DateTimeField()
    gebruikt_op = models.DateTimeField(null=True, blank=True)

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gewoon = ("afdruk",)

    class Meta:
        verbose_name = "sleutel voor een leerling"
        verbose_name_plural = "sleutels voor leerlingen"

    def __str__(self) -> str:
        return f"sleutel tot {self.geldig_tot}"


class Veiligheidszorg(ZichtbaarModel):
    """A worry about safety of who helps a pupil: a task of the loket (meldcode), never seen by parents or school.

    The logbook names no child and no school here: what is read back per child would tell that there is one.
    """

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="+")
    tekst = models.TextField()
    melder = models.CharField("wie dit meldt", max_length=120)
    telefoon = models.CharField(max_length=20, blank=True)
    gemeld_op = models.DateTimeField()
    gemeld_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, related_name="+")
    afgehandeld_op = models.DateTimeField(null=True, blank=True)
    afgehandeld_door = models.ForeignKey(GEBRUIKER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verslag = models.TextField("wat er is gedaan", blank=True)

    objects = ZichtbareQuerySet["Veiligheidszorg"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("tekst", "verslag")
        herkenbaar = ("melder", "telefoon")

    class Meta:
        verbose_name = "zorg over veiligheid"
        verbose_name_plural = "zorgen over veiligheid"
        constraints = [
            models.CheckConstraint(
                condition=~Q(tekst="") & ~Q(melder=""),
                name="veiligheidszorg_volledig",
                violation_error_message="Schrijf op waarover u zich zorgen maakt, en wie u bent.",
            ),
            models.CheckConstraint(
                condition=Q(afgehandeld_op__isnull=True, afgehandeld_door__isnull=True, verslag="")
                | Q(afgehandeld_op__isnull=False, afgehandeld_door__isnull=False) & ~Q(verslag=""),
                name="veiligheidszorg_afgehandeld",
                violation_error_message="Schrijf op wat er is gedaan.",
            ),
        ]
        triggers = [
            bevroren(
                "veiligheidszorg_bevroren",
                "Een afgehandelde zorg verandert niet.",
                als=pgtrigger.Q(old__afgehandeld_op__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return "zorg over veiligheid"

    @property
    def log_leerling(self) -> str:
        return ""

    @property
    def log_school(self) -> str:
        return ""
