"""The logbook: who did, saw or was refused what, in which role, when and why. Never changed."""

from django.db import models

from .bewaking import bevroren, niet_leegmaken


class Uitkomst(models.TextChoices):
    GEDAAN = "gedaan", "gedaan"
    GEZIEN = "gezien", "gezien"
    GEWEIGERD = "geweigerd", "geweigerd"


ALS_BESTAND = models.Q(actie__endswith="geexporteerd") | models.Q(actie__endswith="gedownload")
"""Acts by which something left the portal as a file."""


class Logregel(models.Model):
    """One line. Text only and no foreign keys, so that a line outlives whatever it speaks about."""

    op = models.DateTimeField(db_index=True)
    uitkomst = models.CharField(max_length=10, choices=Uitkomst.choices)
    actie = models.CharField(max_length=60)
    wie = models.CharField(max_length=40, help_text="Public id of the user, or the name of a system actor.")
    rol = models.CharField(max_length=40, blank=True)
    ding_soort = models.CharField(max_length=60)
    ding = models.CharField(max_length=40, help_text="Public id of the row it is about.")
    leerling = models.CharField(max_length=40, blank=True, help_text="Public id of the child concerned.")
    school = models.CharField(max_length=10, blank=True, help_text="BRIN6.")
    reden = models.TextField(blank=True)
    bijzonderheden = models.JSONField(default=dict, blank=True)

    class Avg:
        van, regel = "account", "log"
        gezondheid = ("reden", "bijzonderheden")
        herkenbaar = ("wie", "leerling", "ding")
        gewoon = ("actie", "rol", "ding_soort", "school")

    class Meta:
        verbose_name = "logregel"
        verbose_name_plural = "logregels"
        indexes = [
            models.Index(fields=["leerling", "op"], name="logregel_leerling"),
            models.Index(fields=["wie", "op"], name="logregel_wie"),
            models.Index(fields=["ding", "op"], name="logregel_ding"),
            models.Index(fields=["op"], name="logregel_geweigerd", condition=models.Q(uitkomst="geweigerd")),
            models.Index(fields=["op"], name="logregel_bestand", condition=ALS_BESTAND),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(uitkomst__in=Uitkomst.values),
                name="logregel_uitkomst_bekend",
                violation_error_message="Deze uitkomst kent het logboek niet.",
            )
        ]
        triggers = [
            bevroren("alleen_toevoegen", "Het logboek wordt alleen aangevuld."),
            niet_leegmaken("niet_leegmaken", "Het logboek wordt alleen aangevuld."),
        ]

    def __str__(self) -> str:
        return f"{self.op:%Y-%m-%d %H:%M} {self.actie} {self.ding_soort}"
