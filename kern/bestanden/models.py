"""Private files: bytes are kept once, under the hash of their content. A row here belongs to no dossier and so is
shown to nobody; an attachment of a dossier points to it."""

from django.db import models


class Inhoud(models.Model):
    """The content of a file, stored under its sha256. Never changed."""

    sha256 = models.CharField(max_length=64, unique=True)
    soort = models.CharField("soort bestand", max_length=100, help_text="MIME type as found by looking inside.")
    grootte = models.PositiveIntegerField("grootte in bytes")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "inhoud"
        verbose_name_plural = "inhouden"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="inhoud_sha256",
                violation_error_message="Dit is geen sha256.",
            ),
            models.CheckConstraint(
                condition=models.Q(grootte__gt=0),
                name="inhoud_niet_leeg",
                violation_error_message="Het bestand is leeg.",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]
