"""A letter to one addressee, from planned to sent. What it makes known, its children say."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kern.brieven.models import Brief
from kern.gebruikers.zicht import ZichtbaarModel
from scholen.models import Betrokkene, Leerling, School

from .aanvraag import Aanvraag


class Verzending(ZichtbaarModel):
    """Exactly one addressee, its frozen words, and the day on which they go out.

    kanaal: how it is made known, decided on the day on which it is dated.
    volgt_op: the letter that was sent and did not reach this addressee; this one goes out in its place, with a day and
    so a term of its own.
    """

    class Aan(models.TextChoices):
        SCHOOL = "school", "school en schoolbestuur"
        OUDER = "ouder", "ouder"
        VOOGD = "voogd", "voogd"
        LEERLING = "leerling", "leerling"

    class Kanaal(models.TextChoices):
        POST = "post", "per post"
        PORTAAL = "portaal", "in het portaal"

    aan = models.CharField(max_length=8, choices=Aan.choices)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    brief = models.OneToOneField(Brief, on_delete=models.PROTECT, related_name="%(class)s")
    kanaal = models.CharField(max_length=7, choices=Kanaal.choices, default=Kanaal.POST)
    verzenddatum = models.DateField(null=True, blank=True)
    klaargezet_op = models.DateTimeField(null=True, blank=True)
    klaargezet_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verzonden_op = models.DateTimeField(null=True, blank=True)
    verzonden_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    vervallen_op = models.DateTimeField(null=True, blank=True)
    vervallen_reden = models.CharField(max_length=120, blank=True)
    volgt_op = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="opvolgers")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(aan="school", school__isnull=False, betrokkene=None, leerling=None)
                | Q(aan__in=["ouder", "voogd"], school=None, betrokkene__isnull=False, leerling=None)
                | Q(aan="leerling", school=None, betrokkene=None, leerling__isnull=False),
                name="%(class)s_een_geadresseerde",
                violation_error_message="Een brief gaat naar precies één geadresseerde.",
            )
        ]

    @property
    def betreft(self) -> Aanvraag:
        """The aanvraag that this letter is about in the end."""
        raise NotImplementedError

    @property
    def naam(self) -> str:
        """Who it is for, as staff says it."""
        wie = self.betrokkene or self.leerling or self.school
        return wie.naam if wie else ""

    @property
    def sleutel(self) -> tuple[int | None, int | None, int | None]:
        """What makes this addressee the same one elsewhere."""
        return (self.school_id, self.betrokkene_id, self.leerling_id)
