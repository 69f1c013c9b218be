"""The outbox. A mail only says that something is ready: no names, no numbers, no outcome (afspraak 21)."""

from django.db import models


class Bericht(models.Model):
    """One mail to be sent. The row is the truth; the task that sends it may run twice, late or be killed."""

    aan = models.EmailField()
    soort = models.CharField(max_length=40)
    sleutel = models.CharField(max_length=120, unique=True, help_text="One mail per occasion: same key, same mail.")
    link = models.CharField(max_length=300, blank=True, help_text="Emptied when it is sent: it may be a way in.")
    aantal = models.PositiveSmallIntegerField(default=0, help_text="A number that the mail may say, of things.")
    created_at = models.DateTimeField()
    niet_voor = models.DateTimeField(null=True, blank=True, help_text="Not mailed before this moment: it would wake.")
    lease_tot = models.DateTimeField(null=True, blank=True)
    pogingen = models.PositiveSmallIntegerField(default=0)
    verzonden_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        indexes = [
            models.Index(
                fields=["created_at"], condition=models.Q(verzonden_op__isnull=True), name="bericht_te_verzenden"
            )
        ]

    def __str__(self) -> str:
        return self.soort
