"""Looking for an aanvraag: one row per submitted aanvraag with all its words, kept by triggers of the database.

A draft has no row, so no search can find it. Names are kept whole, texts by their Dutch stem, both without diacritics;
loket_zoekvraag() reads what was typed in the same way, takes each word as a beginning, and for a name that nobody has
the names that look like it.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Lookup

from kern.gebruikers.zicht import ZichtbareQuerySet

from .aanvraag import Aanvraag


class Zoekregel(models.Model):
    """The words of one aanvraag: child, school, numbers and what was written in it."""

    aanvraag = models.OneToOneField(Aanvraag, on_delete=models.CASCADE, primary_key=True, related_name="zoekregel")
    naam = models.CharField(max_length=200, help_text="To sort by: surname first, without capitals and diacritics.")
    woorden = SearchVectorField()

    objects = ZichtbareQuerySet["Zoekregel"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        herkenbaar = ("naam", "woorden")

    class Meta:
        verbose_name = "zoekregel"
        verbose_name_plural = "zoekregels"
        indexes = [
            GinIndex(fields=["woorden"], name="zoekregel_woorden"),
            models.Index(fields=["naam", "aanvraag"], name="zoekregel_naam"),
        ]

    def __str__(self) -> str:
        return f"zoekregel van {self.aanvraag_id}"


class Zoekwoord(models.Model):
    """A word of the name of a child, school or place: what a typing error is compared with. Gone with its last row."""

    woord = models.CharField(max_length=200, primary_key=True)

    objects = ZichtbareQuerySet["Zoekwoord"].as_manager()

    class Avg:
        van, regel = "kind", "dossier"
        herkenbaar = ("woord",)

    class Meta:
        verbose_name = "zoekwoord"
        verbose_name_plural = "zoekwoorden"
        indexes = [GinIndex(OpClass(models.F("woord"), name="gin_trgm_ops"), name="zoekwoord_lijkt_op")]

    def __str__(self) -> str:
        return self.woord


@SearchVectorField.register_lookup
class Treft(Lookup):
    """woorden__treft=a tsquery as text, from loket_zoekvraag()."""

    lookup_name = "treft"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        links, van_links = self.process_lhs(compiler, connection)
        rechts, van_rechts = self.process_rhs(compiler, connection)
        return f"{links} @@ {rechts}::tsquery", (*van_links, *van_rechts)
