"""Private files: bytes are kept once, under the hash of their content. A row here belongs to no dossier and so is
shown to nobody; an attachment of a dossier points to it."""

from django.db import models
from django.utils.translation import gettext_noop


class Scan(models.TextChoices):
    """What is known about viruses in a content."""

    EIGEN = "eigen", "gemaakt door het portaal"
    ONGESCAND = "ongescand", "niet op virussen gecontroleerd"
    QUARANTAINE = "quarantaine", gettext_noop("wordt gecontroleerd op virussen")
    SCHOON = "schoon", "gecontroleerd, veilig"
    BESMET = "besmet", gettext_noop("virus gevonden")


VRIJ = (Scan.EIGEN, Scan.ONGESCAND, Scan.SCHOON)
"""What may be given to somebody. Without a scanner that is everything, and the pages say so."""
TE_SCANNEN = (Scan.ONGESCAND, Scan.QUARANTAINE)


class Inhoud(models.Model):
    """The content of a file, stored under its sha256. The bytes never change; what a scan finds comes later."""

    sha256 = models.CharField(max_length=64, unique=True)
    soort = models.CharField("soort bestand", max_length=100, help_text="MIME type as found by looking inside.")
    grootte = models.PositiveIntegerField("grootte in bytes")
    created_at = models.DateTimeField()
    scan = models.CharField(max_length=12, choices=Scan.choices, default=Scan.EIGEN)
    gescand_op = models.DateTimeField(null=True, blank=True)

    class Avg:
        van, regel, bij = "kind", "laatste", "*"
        gewoon = ("sha256", "soort")

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
            models.CheckConstraint(
                condition=models.Q(scan__in=[Scan.SCHOON, Scan.BESMET]) ^ models.Q(gescand_op__isnull=True),
                name="inhoud_scan_met_moment",
                violation_error_message="Bij de uitslag van een controle hoort het moment.",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=models.Q(scan__in=TE_SCANNEN), name="inhoud_te_scannen")]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def wacht_op_scan(self) -> bool:
        """Whether the scanner has still to look before anybody gets it."""
        return self.scan == Scan.QUARANTAINE

    @property
    def is_vrij(self) -> bool:
        """Whether these bytes may be given to somebody."""
        return self.scan in VRIJ
