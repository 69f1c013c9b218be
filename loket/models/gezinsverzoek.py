"""What a family asks beside its view: more time to give it, and to be called (afspraak 48)."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from scholen.models import Leerling, School

from .aanvraag import Aanvraag
from .zienswijze import Zienswijze


class Reactieuitstel(ZichtbaarModel):
    """More time for one person to give a view: asked with a reason, then given until a day or refused with words.

    It moves the last day of that person alone (Zienswijze.tot). What was decided never changes.
    """

    zienswijze = models.ForeignKey(Zienswijze, on_delete=models.PROTECT, related_name="uitstelverzoeken")
    reden = models.TextField()
    gevraagd_op = models.DateTimeField()
    gevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    tot = models.DateField("gegeven tot en met", null=True, blank=True)
    weigering = models.TextField("waarom geen uitstel", blank=True)
    besloten_op = models.DateTimeField(null=True, blank=True)
    besloten_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ZichtbareQuerySet["Reactieuitstel"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "zienswijze"
        gezondheid = ("reden", "weigering")

    class Meta:
        verbose_name = "verzoek om meer tijd"
        verbose_name_plural = "verzoeken om meer tijd"
        constraints = [
            models.UniqueConstraint(
                fields=["zienswijze"],
                condition=Q(besloten_op__isnull=True),
                name="reactieuitstel_een_open",
                violation_error_message="Er ligt al een verzoek om meer tijd.",
            ),
            models.CheckConstraint(
                condition=Q(besloten_op__isnull=True, besloten_door__isnull=True, tot__isnull=True, weigering="")
                | Q(besloten_op__isnull=False, besloten_door__isnull=False)
                & (Q(tot__isnull=False, weigering="") | Q(tot__isnull=True) & ~Q(weigering="")),
                name="reactieuitstel_besloten",
                violation_error_message="Meer tijd heeft een laatste dag, een weigering een reden.",
            ),
            models.CheckConstraint(
                condition=~Q(reden=""),
                name="reactieuitstel_reden",
                violation_error_message="Schrijf op waarom er meer tijd nodig is.",
            ),
        ]
        triggers = [
            bevroren(
                "reactieuitstel_bevroren",
                "Een beslist verzoek om meer tijd verandert niet.",
                als=pgtrigger.Q(old__besloten_op__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"meer tijd voor {self.zienswijze}"

    @property
    def aanvraag(self) -> Aanvraag:
        return self.zienswijze.ronde.aanvraag

    @property
    def log_leerling(self) -> str:
        return self.zienswijze.log_leerling

    @property
    def log_school(self) -> str:
        return self.zienswijze.log_school


class Belverzoek(ZichtbaarModel):
    """Somebody of the family wants to be called: by the school while it writes, by the loket once it was submitted.

    aanvraag: what it is about. verslag: what came of it, for whoever called alone.
    """

    class Voor(models.TextChoices):
        SCHOOL = "school", "de school"
        LOKET = "loket", "het loket"

    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="belverzoeken")
    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="belverzoeken")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    voor = models.CharField(max_length=6, choices=Voor.choices)
    telefoon = models.CharField(max_length=20)
    wanneer = models.CharField("wanneer het uitkomt", max_length=200, blank=True)
    waarover = models.CharField(max_length=500, blank=True)
    gevraagd_op = models.DateTimeField()
    gevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="belverzoeken")
    afgedaan_op = models.DateTimeField(null=True, blank=True)
    afgedaan_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verslag = models.TextField("wat er is besproken", blank=True)

    objects = ZichtbareQuerySet["Belverzoek"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "aanvraag"
        gezondheid = ("waarover", "verslag")
        herkenbaar = ("telefoon", "wanneer")

    class Meta:
        verbose_name = "verzoek om te bellen"
        verbose_name_plural = "verzoeken om te bellen"
        constraints = [
            models.UniqueConstraint(
                fields=["aanvraag", "gevraagd_door"],
                condition=Q(afgedaan_op__isnull=True),
                name="belverzoek_een_open",
                violation_error_message="U vroeg al of wij u bellen.",
            ),
            models.CheckConstraint(
                condition=Q(afgedaan_op__isnull=True, afgedaan_door__isnull=True, verslag="")
                | Q(afgedaan_op__isnull=False, afgedaan_door__isnull=False) & ~Q(verslag=""),
                name="belverzoek_afgedaan",
                violation_error_message="Schrijf op wat er is besproken.",
            ),
            models.CheckConstraint(
                condition=~Q(telefoon=""),
                name="belverzoek_nummer",
                violation_error_message="Vul in op welk nummer wij u bellen.",
            ),
        ]
        indexes = [
            models.Index(fields=["voor", "gevraagd_op"], condition=Q(afgedaan_op__isnull=True), name="belverzoek_open")
        ]
        triggers = [
            bevroren(
                "belverzoek_bevroren",
                "Een afgedaan belverzoek verandert niet.",
                als=pgtrigger.Q(old__afgedaan_op__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"bellen over {self.aanvraag}"

    @property
    def log_leerling(self) -> str:
        return self.leerling.public_id

    @property
    def log_school(self) -> str:
        return self.school.brin6
