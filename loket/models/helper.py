"""Somebody who looks along in one dossier because a parent or pupil wants it; never by itself, never for ever."""

from __future__ import annotations

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from scholen.models import Betrokkene, Leerling

from .aanvraag import Aanvraag
from .zienswijze import Zienswijze


class Helpertoegang(ZichtbaarModel):
    """From a day up to and including a day, given by one parent or by the pupil, ended by whoever gave it.

    mag_mening: whether it may prepare a view, which the giver reads and sends itself or not at all.
    naam and email: as the giver wrote them; of the account itself the giver learns nothing. Whether it works on a day
    depends on the giver too: loket.scopes.helper.
    """

    class Soort(models.TextChoices):
        CONSULENT = "consulent", gettext_noop("onderwijsconsulent")
        FAMILIE = "familie", gettext_noop("familie of vriend")
        TOLK = "tolk", gettext_noop("tolk")
        ADVOCAAT = "advocaat", gettext_noop("advocaat of jurist")
        ANDERS = "anders", gettext_noop("iemand anders")

    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="helpertoegangen")
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="helpertoegangen")
    naam = models.CharField(max_length=120)
    email = models.EmailField("e-mailadres", max_length=254)
    soort = models.CharField(max_length=9, choices=Soort.choices)
    van = models.DateField()
    tot = models.DateField("tot en met")
    mag_mening = models.BooleanField("mag een mening voorbereiden", default=False)
    gegeven_op = models.DateTimeField()
    gegeven_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    beeindigd_op = models.DateTimeField("gestopt op", null=True, blank=True)
    beeindigd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Helpertoegang"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "aanvraag"
        herkenbaar = ("naam", "email")

    class Meta:
        verbose_name = "toegang van een helper"
        verbose_name_plural = "toegangen van helpers"
        constraints = [
            models.CheckConstraint(
                condition=Q(betrokkene__isnull=False, leerling=None) | Q(betrokkene=None, leerling__isnull=False),
                name="helpertoegang_van_een",
                violation_error_message="Een ouder of de leerling laat iemand meekijken.",
            ),
            models.CheckConstraint(
                condition=Q(tot__gte=F("van"), tot__lte=F("van") + timedelta(days=366)),
                name="helpertoegang_tot",
                violation_error_message="Meekijken eindigt binnen een jaar.",
            ),
            models.CheckConstraint(
                condition=Q(beeindigd_op=None, beeindigd_door=None)
                | Q(beeindigd_op__isnull=False, beeindigd_door__isnull=False),
                name="helpertoegang_beeindigd",
                violation_error_message="Wie het stopt, staat erbij.",
            ),
            models.UniqueConstraint(
                fields=["aanvraag", "helper", "gegeven_door"],
                condition=Q(beeindigd_op=None),
                name="helpertoegang_een",
                violation_error_message="Deze persoon kijkt al met u mee.",
            ),
        ]
        indexes = [models.Index(fields=["helper"], condition=Q(beeindigd_op=None), name="helpertoegang_open")]
        triggers = [
            bevroren(
                "helpertoegang_bevroren",
                "Wat gestopt is, verandert niet.",
                als=pgtrigger.Q(old__beeindigd_op__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} tot en met {self.tot}"

    @property
    def gever(self) -> Gebruiker | None:
        """The account through which the helper looks."""
        return self.betrokkene.gebruiker if self.betrokkene else self.leerling.gebruiker if self.leerling else None

    @property
    def rol(self) -> Rol:
        """The role of the giver: what that role sees, is the most that the helper sees."""
        return Rol.OUDER if self.betrokkene_id else Rol.LEERLING

    @property
    def van_wie(self) -> str:
        """The giver by name, for the helper."""
        return self.betrokkene.naam if self.betrokkene else self.leerling.roepnaam if self.leerling else ""

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school


class Helperconcept(ZichtbaarModel):
    """What a helper wrote for the view of who asked it: of these two alone, and gone when the view is given."""

    toegang = models.ForeignKey(Helpertoegang, on_delete=models.PROTECT, related_name="concepten")
    zienswijze = models.ForeignKey(Zienswijze, on_delete=models.PROTECT, related_name="+")
    tekst = models.TextField()
    bewerkt_op = models.DateTimeField()

    objects = ZichtbareQuerySet["Helperconcept"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "toegang|zienswijze"
        gezondheid = ("tekst",)

    class Meta:
        verbose_name = "mening die een helper voorbereidde"
        verbose_name_plural = "meningen die een helper voorbereidde"
        constraints = [
            models.UniqueConstraint(
                fields=["toegang", "zienswijze"],
                name="helperconcept_een",
                violation_error_message="Deze persoon schreef hier al iets.",
            )
        ]

    def __str__(self) -> str:
        return f"voorbereid voor {self.zienswijze}"

    @property
    def log_leerling(self) -> str:
        return self.toegang.log_leerling

    @property
    def log_school(self) -> str:
        return self.toegang.log_school
