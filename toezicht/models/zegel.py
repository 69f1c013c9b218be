"""The daily seal over the logbook: what was in it, so that a line changed by whoever may do anything is seen (T66).

A seal goes over lines by number and not by day: a line has its number once and for all, and its moment is only told.
"""

from __future__ import annotations

from django.db import models

from kern.logboek.bewaking import bevroren, niet_leegmaken

ZIN = "Een zegel over het logboek verandert niet."


class Dagzegel(models.Model):
    """One seal, over the lines after `vanaf` up to and including `tot`. som: over these; zegel: with the one before.

    dag: on which it was made, at most one a day, so that two workers cannot make a fork.
    """

    nummer = models.PositiveIntegerField(unique=True)
    dag = models.DateField(unique=True)
    vanaf = models.BigIntegerField()
    tot = models.BigIntegerField()
    aantal = models.PositiveIntegerField()
    som = models.CharField(max_length=64)
    vorige = models.CharField(max_length=64, blank=True)
    zegel = models.CharField(max_length=64)
    gemaakt_op = models.DateTimeField()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "zegel over het logboek"
        verbose_name_plural = "zegels over het logboek"
        ordering = ["nummer"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tot__gte=models.F("vanaf")),
                name="dagzegel_vanaf_tot",
                violation_error_message="Een zegel begint waar het vorige eindigde.",
            )
        ]
        triggers = [bevroren("dagzegel_bevroren", ZIN), niet_leegmaken("dagzegel_niet_leegmaken", ZIN)]

    def __str__(self) -> str:
        return f"zegel {self.nummer} van {self.dag.isoformat()}"


class Woordafdruk(models.Model):
    """A keyed hash of the words of one line: these go with a child, and then the seal must hold all the same.

    regel: the number of the line. Nobody can tell from it what was written, nor try whether it was this.
    """

    regel = models.BigIntegerField(unique=True)
    afdruk = models.CharField(max_length=64)

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "afdruk van woorden in het logboek"
        verbose_name_plural = "afdrukken van woorden in het logboek"
        triggers = [bevroren("woordafdruk_bevroren", ZIN), niet_leegmaken("woordafdruk_niet_leegmaken", ZIN)]

    def __str__(self) -> str:
        return f"afdruk bij regel {self.regel}"
