"""What leerplicht did, that the law lets a child stay away, and to whom a case went. None of these ever changes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbareQuerySet
from kern.logboek.bewaking import bevroren, niet_leegmaken

from .bij_casus import BijCasus
from .casus import Casus
from .verzuimsoort import Verzuimsoort


class Maatregel(BijCasus):
    """What the leerplichtambtenaar did (LPW 22; step 6 of domein 7.3)."""

    class Soort(models.TextChoices):
        WAARSCHUWING = "waarschuwing", "officiële waarschuwing"
        HALT = "halt", "verwijzing naar Halt"
        PROCES_VERBAAL = "proces_verbaal", "proces-verbaal"
        ZORGMELDING = "zorgmelding", "melding bij Veilig Thuis"
        RAAD = "raad", "melding bij de Raad voor de Kinderbescherming"
        ANDERS = "anders", "iets anders"

    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, related_name="maatregelen")
    soort = models.CharField("welke maatregel", max_length=14, choices=Soort.choices)
    dag = models.DateField("wanneer")
    wie = models.CharField("door wie", max_length=120)
    toelichting = models.TextField(blank=True)
    op = models.DateTimeField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Maatregel"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "casus"
        gezondheid = ("toelichting",)
        herkenbaar = ("wie",)

    class Meta:
        verbose_name = "maatregel van leerplicht"
        verbose_name_plural = "maatregelen van leerplicht"
        ordering = ["dag", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(wie=""), name="maatregel_wie", violation_error_message="Vul in wie de maatregel nam."
            )
        ]
        triggers = [
            bevroren("maatregel_bevroren", "Een maatregel verandert niet."),
            niet_leegmaken("maatregel_niet_leegmaken", "Maatregelen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.get_soort_display()


class Vrijstelling(BijCasus):
    """That the law lets a child stay away, of one kind, from–until. The next year is a next row.

    blijvend: a doctor found that the child will never be fit for school, so that nobody asks again each year (LPW 7).
    """

    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, related_name="vrijstellingen")
    soort = models.CharField(max_length=12, choices=Verzuimsoort.choices)
    van = models.DateField("vanaf")
    tot = models.DateField("tot en met", null=True, blank=True)
    blijvend = models.BooleanField(default=False)
    toelichting = models.TextField(blank=True)
    op = models.DateTimeField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Vrijstelling"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "casus"
        gezondheid = ("soort", "toelichting")

    class Meta:
        verbose_name = "vrijstelling van een thuiszitter"
        verbose_name_plural = "vrijstellingen van thuiszitters"
        ordering = ["van", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot=None) | Q(tot__gte=F("van")),
                name="vrijstelling_tot_na_van",
                violation_error_message="De laatste dag ligt voor de eerste dag.",
            ),
            models.CheckConstraint(
                condition=Q(blijvend=False) | Q(soort="5a", tot=None),
                name="vrijstelling_blijvend",
                violation_error_message="Alleen een vrijstelling 5 onder a kan blijvend zijn, zonder laatste dag.",
            ),
        ]
        triggers = [
            bevroren("vrijstelling_bevroren", "Een vrijstelling verandert niet."),
            niet_leegmaken("vrijstelling_niet_leegmaken", "Vrijstellingen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.get_soort_display()


class Casusoverdracht(BijCasus):
    """To whom a case went, when the child is no longer ours to look after."""

    class Aan(models.TextChoices):
        SWV = "swv", "een ander samenwerkingsverband"
        LEERPLICHT = "leerplicht", "leerplicht van een andere gemeente"
        RMC = "rmc", "het RMC, voor jongeren vanaf 18 jaar"

    casus = models.OneToOneField(Casus, on_delete=models.PROTECT, related_name="overdracht")
    aan = models.CharField("aan wie", max_length=10, choices=Aan.choices)
    naam = models.CharField("welke organisatie", max_length=160)
    contact = models.CharField("wie daar het overneemt", max_length=160, blank=True)
    dag = models.DateField("overgedragen op")
    toelichting = models.TextField(blank=True)
    op = models.DateTimeField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Casusoverdracht"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "casus"
        gezondheid = ("toelichting",)
        herkenbaar = ("naam", "contact")

    class Meta:
        verbose_name = "overdracht van een casus"
        verbose_name_plural = "overdrachten van casussen"
        constraints = [
            models.CheckConstraint(
                condition=~Q(naam=""),
                name="casusoverdracht_naam",
                violation_error_message="Vul in aan welke organisatie je de casus overdraagt.",
            )
        ]
        triggers = [
            bevroren("casusoverdracht_bevroren", "Een overdracht verandert niet."),
            niet_leegmaken("casusoverdracht_niet_leegmaken", "Overdrachten worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"overgedragen aan {self.naam}"
