"""Which files were read, and of which day they speak: what an absence in a list means depends on it."""

from django.db import models

from kern.bestanden.models import Inhoud
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet


class Bronbestand(ZichtbaarModel):
    """A file of school data that was read. Reading it again adds nothing."""

    soort = models.CharField(max_length=30)
    peildatum = models.DateField()
    bestand = models.CharField("naam van het bestand", max_length=200)
    sha256 = models.CharField(max_length=64)
    rijen = models.PositiveIntegerField()
    landelijk = models.BooleanField(default=False, help_text="Names all provinces: who is absent, is gone.")
    ingelezen_op = models.DateTimeField()

    objects = ZichtbareQuerySet["Bronbestand"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "bronbestand"
        verbose_name_plural = "bronbestanden"
        constraints = [
            models.UniqueConstraint(
                fields=["soort", "peildatum", "sha256"],
                name="bronbestand_uniek",
                violation_error_message="Dit bestand is al ingelezen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.bestand} ({self.peildatum})"


class Inlezing(ZichtbaarModel):
    """Files of school data that somebody offered together: shown first, and taken over once."""

    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    overgenomen_op = models.DateTimeField(null=True, blank=True)
    scholen = models.PositiveIntegerField("geschreven scholen", default=0)
    besturen = models.PositiveIntegerField("geschreven besturen", default=0)
    aantallen = models.PositiveIntegerField("geschreven leerlingaantallen", default=0)

    objects = ZichtbareQuerySet["Inlezing"].as_manager()

    class Avg:
        van, regel = "medewerker", "account"

    class Meta:
        verbose_name = "inlezing"
        verbose_name_plural = "inlezingen"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(overgenomen_op__isnull=False) | models.Q(scholen=0, besturen=0, aantallen=0),
                name="inlezing_geschreven_na_overnemen",
                violation_error_message="Wat niet is overgenomen, heeft niets geschreven.",
            )
        ]

    def __str__(self) -> str:
        return f"inlezing {self.pk}"


class Inleesbestand(ZichtbaarModel):
    """One offered file and how it is read. Only a file that could be read gets here: no list of pupils does."""

    inlezing = models.ForeignKey(Inlezing, on_delete=models.CASCADE, related_name="bestanden")
    volgorde = models.PositiveSmallIntegerField()
    naam = models.CharField("naam van het bestand", max_length=200)
    inhoud = models.ForeignKey(Inhoud, on_delete=models.PROTECT, related_name="+")
    peildatum = models.DateField(null=True, blank=True, help_text="Only when the file itself does not say it.")
    codering = models.CharField(max_length=20, blank=True, help_text="Only when a person had to say it.")

    objects = ZichtbareQuerySet["Inleesbestand"].as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "bestand van een inlezing"
        verbose_name_plural = "bestanden van een inlezing"
        ordering = ("volgorde",)
        constraints = [
            models.UniqueConstraint(
                fields=["inlezing", "volgorde"],
                name="inleesbestand_uniek",
                violation_error_message="Dit bestand staat er al.",
            )
        ]

    def __str__(self) -> str:
        return self.naam
