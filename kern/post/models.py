"""The outbox. A mail only says that something is ready: no names, no numbers, no outcome (afspraak 21)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .rules import EERSTE_UUR, LAATSTE_UUR, UREN


class Mailkeuze(models.Model):
    """How often somebody wants to be mailed about what has no term. Without a row: as soon as may be, once a day."""

    class HoeVaak(models.TextChoices):
        EENS = "eens", "zodra er iets is, hoogstens één keer per dag"
        UUR = "uur", "op een vaste tijd, hoogstens één keer per dag"
        GEEN = "geen", "alleen als er een laatste dag is"

    gebruiker = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mailkeuze")
    hoe_vaak = models.CharField(max_length=4, choices=HoeVaak.choices, default=HoeVaak.EENS)
    uur = models.PositiveSmallIntegerField("vanaf welk uur", null=True, blank=True)
    gewijzigd_op = models.DateTimeField()

    class Avg:
        van, regel, bij = "account", "account", "gebruiker"

    class Meta:
        verbose_name = "keuze voor mail"
        verbose_name_plural = "keuzes voor mail"
        constraints = [
            models.CheckConstraint(
                condition=Q(hoe_vaak="uur", uur__gte=EERSTE_UUR, uur__lt=LAATSTE_UUR)
                | Q(hoe_vaak__in=["eens", "geen"], uur__isnull=True),
                name="mailkeuze_uur",
                violation_error_message=f"Kies een tijd van {UREN[0]} tot en met {UREN[-1]} uur.",
            )
        ]

    def __str__(self) -> str:
        return self.hoe_vaak


class Dagmail(models.Model):
    """The one ordinary mail of a person on a day (Amsterdam). The row is there before the mail goes.

    Not verzonden and not mislukt: somebody is at it, or was killed at it. It may have gone, so it goes no more that
    day; what it was to tell is told in the mail of the next day.
    """

    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    dag = models.DateField()
    begonnen_op = models.DateTimeField()
    mislukt_op = models.DateTimeField(null=True, blank=True, help_text="It surely did not go: it may be tried again.")
    verzonden_op = models.DateTimeField(null=True, blank=True)

    class Avg:
        van, regel, bij = "account", "kort", "gebruiker"

    class Meta:
        verbose_name = "mail van de dag"
        verbose_name_plural = "mails van de dag"
        constraints = [
            models.UniqueConstraint(
                fields=["gebruiker", "dag"],
                name="dagmail_een_per_dag",
                violation_error_message="Deze persoon kreeg vandaag al een mail.",
            ),
            models.CheckConstraint(
                condition=Q(mislukt_op__isnull=True) | Q(verzonden_op__isnull=True),
                name="dagmail_mislukt_of_verzonden",
                violation_error_message="Een mail is verzonden of mislukt, niet allebei.",
            ),
        ]

    def __str__(self) -> str:
        return f"mail van {self.dag}"


class Bericht(models.Model):
    """One thing to be mailed about. The row is the truth; the task that sends it may run twice, late or be killed.

    gewoon: an ordinary notice to `wie`, told in the one Dagmail of a day together with whatever else there is; any
    other is a mail of its own. overgeslagen_op: not mailed, because this person wants no mail about such things.
    """

    aan = models.EmailField()
    wie = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    soort = models.CharField(max_length=40)
    sleutel = models.CharField(max_length=120, unique=True, help_text="One mail per occasion: same key, same mail.")
    link = models.CharField(max_length=300, blank=True, help_text="Emptied when it is sent: it may be a way in.")
    aantal = models.PositiveSmallIntegerField(default=0, help_text="A number that the mail may say, of things.")
    gewoon = models.BooleanField(default=False)
    dagmail = models.ForeignKey(Dagmail, on_delete=models.CASCADE, null=True, blank=True, related_name="berichten")
    created_at = models.DateTimeField()
    niet_voor = models.DateTimeField(null=True, blank=True, help_text="Not mailed before this moment: it would wake.")
    lease_tot = models.DateTimeField(null=True, blank=True)
    pogingen = models.PositiveSmallIntegerField(default=0)
    verzonden_op = models.DateTimeField(null=True, blank=True)
    overgeslagen_op = models.DateTimeField(null=True, blank=True)

    class Avg:
        van, regel, bij = "account", "kort", "wie"
        herkenbaar = ("aan",)
        gewoon = ("soort", "sleutel", "link")
        na, dan = "created_at", "leeg"

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        indexes = [
            models.Index(
                fields=["created_at"], condition=models.Q(verzonden_op__isnull=True), name="bericht_te_verzenden"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(gewoon=False) | Q(wie__isnull=False),
                name="bericht_gewoon_aan_iemand",
                violation_error_message="Een gewone melding is voor iemand met een account.",
            ),
            models.CheckConstraint(
                condition=Q(gewoon=False) | Q(verzonden_op__isnull=True) | Q(dagmail__isnull=False),
                name="bericht_gewoon_in_dagmail",
                violation_error_message="Een gewone melding gaat alleen in de mail van de dag.",
            ),
            models.CheckConstraint(
                condition=Q(verzonden_op__isnull=True) | Q(overgeslagen_op__isnull=True),
                name="bericht_verzonden_of_overgeslagen",
                violation_error_message="Een melding is verzonden of overgeslagen, niet allebei.",
            ),
        ]

    def __str__(self) -> str:
        return self.soort
