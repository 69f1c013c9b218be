"""What a choice of board, area, gemeente or kind means for each model: one function per model, as a condition."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from loket.models import Besluit
from monitoring.rules.filter import Filter
from scholen.models import School, SchoolDeelname


def scholen(keuze: Filter, dag: date, via: str = "") -> Q:
    """Of schools, or of rows with one. via: the way to the school, such as "school". An area is that of this day."""
    pad = f"{via}__" if via else ""
    uit = Q()
    if keuze.school:
        uit &= Q(**{f"{pad}brin6": keuze.school})
    if keuze.bestuur:
        uit &= Q(**{f"{pad}bestuur__nummer": keuze.bestuur})
    if keuze.werkgebied:
        hier = SchoolDeelname.objects.geldig(dag).filter(werkgebied__code=keuze.werkgebied)
        uit &= Q(**{f"{via or 'pk'}__in": hier.values("school")})
    return uit


def aanvragen(keuze: Filter, dag: date) -> Q:
    """Of aanvragen: also where the pupil lives, the kind, whether it is the first, and the category of the decision."""
    uit = scholen(keuze, dag, "school")
    if keuze.gemeente:
        uit &= _woont_in(keuze.gemeente)
    if keuze.soort:
        uit &= Q(soort=keuze.soort)
    if keuze.aanleiding:
        uit &= Q(aanleiding=keuze.aanleiding)
    if keuze.categorie:
        besloten = Besluit.objects.filter(versie=1, categorie=keuze.categorie)
        uit &= Q(pk__in=besloten.values("aanvraag"))
    return uit


def hulp(keuze: Filter, dag: date, via: str = "") -> Q:
    """Of support, or of rows with it: also its level and theme. via: the way to the arrangement."""
    pad = f"{via}__" if via else ""
    uit = scholen(keuze, dag, "school")
    for naam in ("niveau", "thema"):
        if waarde := getattr(keuze, naam):
            uit &= Q(**{f"{pad}aanbod__{naam}": waarde})
    return uit


def schoolgemeente(keuze: Filter, dag: date) -> Q:
    """Of schools where the gemeente is that of the building: a map, a count of DUO."""
    uit = scholen(keuze, dag)
    return uit & Q(gemeente__code=keuze.gemeente) if keuze.gemeente else uit


def _woont_in(gemeente: str) -> Q:
    """The rows that met_woongemeente gives this code. Its places are looked up once, not again for each pupil."""
    eerste = School.objects.filter(gemeente__isnull=False).exclude(plaats="").order_by("plaats", "pk")
    daar = School.objects.filter(pk__in=eerste.distinct("plaats").values("pk"), gemeente__code=gemeente)
    van_plaats = Q(leerling__gemeente=None, leerling__plaats__in=daar.values("plaats"))
    return Q(leerling__gemeente__code=gemeente) | van_plaats


def met_woongemeente(rijen: QuerySet[Any]) -> QuerySet[Any]:
    """Rows of aanvragen with `woongemeente`: the code of the gemeente where the pupil lives, or nothing.

    That which is written down with the pupil; else the one where schools of DUO with that place name are.
    """
    daar = School.objects.filter(plaats=OuterRef("leerling__plaats"), gemeente__isnull=False).exclude(plaats="")
    van_plaats = Subquery(daar.order_by("pk").values("gemeente__code")[:1], output_field=CharField())
    uit: QuerySet[Any] = rijen.annotate(woongemeente=Coalesce(F("leerling__gemeente__code"), van_plaats))
    return uit
