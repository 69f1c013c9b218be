"""What came out of comparing our TLVs with a list of DUO: numbers of TLVs, never anything about a child."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from scholen.models import Samenwerkingsverband, TlvSoort


def _nummers() -> ArrayField[list[str], list[str]]:
    return ArrayField(models.CharField(max_length=40), default=list, blank=True)


class DuoVergelijking(ZichtbaarModel):
    """One comparison, as it came out on that day. Neither the file nor its name is kept."""

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="+")
    peildatum = models.DateField()
    soorten = ArrayField(models.CharField(max_length=4, choices=TlvSoort.choices))
    regels = models.PositiveIntegerField()
    overgeslagen = models.PositiveIntegerField("regels zonder nummer")
    bekostigd = _nummers()
    niet_gevonden = _nummers()
    niet_uitgegeven = _nummers()
    buiten_de_periode = _nummers()
    created_at = models.DateTimeField()
    door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["DuoVergelijking"].as_manager()

    class Avg:
        van, regel = "kind", "register"
        gewoon = ("soorten", "bekostigd", "niet_gevonden", "niet_uitgegeven", "buiten_de_periode")
        na, dan = "created_at", "weg"

    class Meta:
        verbose_name = "vergelijking met DUO"
        verbose_name_plural = "vergelijkingen met DUO"
        indexes = [models.Index(fields=["-created_at"], name="duovergelijking_nieuwste")]
        triggers = [bevroren("duovergelijking_bevroren", "Een uitkomst verandert niet: vergelijk opnieuw.")]

    def __str__(self) -> str:
        return f"vergelijking met DUO op {self.peildatum}"
