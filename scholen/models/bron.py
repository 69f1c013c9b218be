"""Which files were read, and of which day they speak: what an absence in a list means depends on it."""

from django.db import models

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
